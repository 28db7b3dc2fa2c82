//! A checked request.

use crate::{Cursor, DateGrain, DateValue, Facet, Interval, ParsedQuery};
use daybook_model::LocalDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

/// What is counted: totals, facets and histograms alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Unit {
    /// Entries.
    #[default]
    Entry,
    /// The different pages that they are on.
    Page,
    /// The different days that they are of. Entries whose day is not known count under none.
    Day,
}

/// What restricts an answer besides the query.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Filters {
    /// What is chosen of every facet but the date; none is no restriction.
    pub selections: BTreeMap<Facet, Selection>,
    /// Entries that may have been written on or after this day. With `to` and `date`, the date facet's selection.
    pub from: Option<LocalDate>,
    /// Entries that may have been written on or before this day.
    pub to: Option<LocalDate>,
    /// Entries that count under one of these values; empty is no restriction.
    pub date: Vec<DateValue>,
    /// Whether organisations take those along that they came from and that came of them.
    pub lineage: bool,
}

impl Filters {
    /// What is chosen of a facet; of the date it is in fields of its own.
    pub fn selection(&self, facet: Facet) -> &Selection {
        const NOTHING: &Selection = &Selection {
            any: Vec::new(),
            all: Vec::new(),
        };
        self.selections.get(&facet).unwrap_or(NOTHING)
    }

    /// What is chosen of a facet, to be changed.
    pub fn selection_mut(&mut self, facet: Facet) -> &mut Selection {
        self.selections.entry(facet).or_default()
    }
}

/// A search, checked and ready for an engine.
#[derive(Debug, Clone)]
pub struct SearchRequest {
    /// The query.
    pub query: ParsedQuery,
    /// The filters.
    pub filters: Filters,
    /// What `total` and the facets count.
    pub unit: Unit,
    /// The order of hits.
    pub sort: Sort,
    /// How many hits, 0 to [`MAX_LIMIT`](crate::MAX_LIMIT).
    pub limit: usize,
    /// Where the page of hits begins; `None` is the start.
    pub cursor: Option<Cursor>,
    /// The facets to count.
    pub facets: Vec<Facet>,
    /// How many values of a facet of names, 1 to [`MAX_FACET_LIMIT`](crate::MAX_FACET_LIMIT). Other facets are never
    /// cut.
    pub facet_limit: usize,
    /// The finest dates that the date facet lists.
    pub facet_dates: DateGrain,
    /// Whether organisations and persons come with the forms in which the matching entries print them.
    pub forms: bool,
    /// Whether hits carry marked snippets.
    pub highlight: bool,
    /// Whether hits say why they score what they score.
    pub explain: bool,
    /// Whether each page has its best entry only among the hits.
    pub group_by_page: bool,
}

impl SearchRequest {
    /// The ten best hits of a query, with snippets and no facets.
    pub fn new(query: ParsedQuery) -> Self {
        Self {
            query,
            filters: Filters::default(),
            unit: Unit::default(),
            sort: Sort::default(),
            limit: 10,
            cursor: None,
            facets: Vec::new(),
            facet_limit: 10,
            facet_dates: DateGrain::default(),
            forms: false,
            highlight: true,
            explain: false,
            group_by_page: false,
        }
    }
}

/// The order of a facet's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FacetSort {
    /// The most frequent first, then by name.
    Count,
    /// By name; dates, days of the week, hours and bases in the order of the facet.
    Name,
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
    /// What is counted.
    pub unit: Unit,
    /// Only values of which a word of the name, or of another name that the archive prints, begins so, whatever the
    /// case and accents. Empty is all.
    pub prefix: String,
    /// The order of values.
    pub sort: FacetSort,
    /// Only values of at least this count; `None` is those that occur and those that are selected.
    pub min_count: Option<u64>,
    /// How many values to leave out before the first.
    pub offset: usize,
    /// How many values; of dates how many years.
    pub limit: usize,
    /// Whether organisations and persons come with the forms in which the matching entries print them.
    pub forms: bool,
}

/// A count of matching entries over time.
#[derive(Debug, Clone)]
pub struct HistogramRequest {
    /// The query that the counts are for.
    pub query: ParsedQuery,
    /// The filters that the counts are for.
    pub filters: Filters,
    /// What is counted.
    pub unit: Unit,
    /// How long a bucket is.
    pub interval: Interval,
}
