//! A checked request.

use crate::{Cursor, DateValue, Facet, ParsedQuery};
use daybook_model::LocalDate;
use serde::{Deserialize, Serialize};

/// The order of hits. Ties are broken by time, place on the page and page, so that an order is always total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Sort {
    /// The best match first.
    #[default]
    Relevance,
    /// The latest first; undated entries last.
    Newest,
    /// The earliest first; undated entries last.
    Oldest,
}

/// Values chosen within a facet, as slugs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Selection {
    /// At least one of these; empty is no restriction. Does not shrink the facet's own counts.
    pub any: Vec<String>,
    /// All of these. Shrinks every count.
    pub all: Vec<String>,
}

/// What restricts an answer besides the query.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Filters {
    /// Organisations.
    pub organisation: Selection,
    /// Persons.
    pub person: Selection,
    /// Entries that may have been written on or after this day. With `to` and `date`, the date facet's selection.
    pub from: Option<LocalDate>,
    /// Entries that may have been written on or before this day.
    pub to: Option<LocalDate>,
    /// Entries that count under one of these values; empty is no restriction.
    pub date: Vec<DateValue>,
}

/// A search, checked and ready for an engine.
#[derive(Debug, Clone)]
pub struct SearchRequest {
    /// The query.
    pub query: ParsedQuery,
    /// The filters.
    pub filters: Filters,
    /// The order of hits.
    pub sort: Sort,
    /// How many hits, 0 to [`MAX_LIMIT`](crate::MAX_LIMIT).
    pub limit: usize,
    /// Where the page of hits begins; `None` is the start.
    pub cursor: Option<Cursor>,
    /// The facets to count.
    pub facets: Vec<Facet>,
    /// How many values of a facet, 1 to [`MAX_FACET_LIMIT`](crate::MAX_FACET_LIMIT). Years, months and days are
    /// never cut.
    pub facet_limit: usize,
    /// Whether hits carry marked snippets.
    pub highlight: bool,
}

/// A listing of one facet's values for a search.
#[derive(Debug, Clone)]
pub struct FacetRequest {
    /// The facet.
    pub facet: Facet,
    /// The query that the counts are for.
    pub query: ParsedQuery,
    /// The filters that the counts are for.
    pub filters: Filters,
    /// Only values of which a word begins so, whatever the case and accents. Empty is all.
    pub prefix: String,
    /// How many values.
    pub limit: usize,
}
