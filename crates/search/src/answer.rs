//! What an engine answers.

use crate::Understood;
use daybook_model::{Entry, LocalDate, Page};
use serde::Serialize;
use std::sync::Arc;

/// An entry that matches.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hit {
    /// The entry.
    #[serde(flatten)]
    pub entry: Entry,
    /// How well it matches; comparable within one answer. `null` where hits are sorted by time.
    pub score: Option<f32>,
    /// Snippets of the text, HTML-escaped, the matching words in `<mark>`.
    pub highlights: Vec<String>,
}

/// A value of a facet with its count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(no_recursion))]
pub struct FacetCount {
    /// The value as shown: a canonical name, `2015-03`.
    pub value: String,
    /// The value in URLs and filters.
    pub slug: String,
    /// How many entries, exactly.
    pub count: u64,
    /// The months of a year, the days of a month; absent on other facets.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Object>>))]
    pub children: Option<Vec<FacetCount>>,
}

/// The facets of an answer; those not asked for are absent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facets {
    /// Organisations, the most frequent first, names in order where counts are equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Vec<FacetCount>>,
    /// Persons, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Vec<FacetCount>>,
    /// Years in order, then `several-years` and `undated` where they occur.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Vec<FacetCount>>,
}

/// The answer to a search.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchAnswer {
    /// The query as it was read.
    pub understood: Understood,
    /// How many entries match, exactly.
    pub total: u64,
    /// This page of hits.
    pub hits: Vec<Hit>,
    /// Counts of the facets asked for.
    pub facets: Facets,
    /// The cursor of the next page of hits; `null` after the last. Where hits are sorted by relevance it is exact only
    /// as long as `generation` stays the same.
    pub next: Option<String>,
    /// How long the search took, in microseconds.
    pub took_us: u64,
    /// The generation that answered.
    pub generation: String,
}

/// The values of one facet.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetAnswer {
    /// The query as it was read.
    pub understood: Understood,
    /// The facet's name.
    pub facet: String,
    /// The values with their counts.
    pub values: Vec<FacetCount>,
    /// How many values there are in all, before `limit`.
    pub total_values: u64,
    /// The generation that answered.
    pub generation: String,
}

/// An entry with its neighbours in time on its page.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryInContext {
    /// The entry.
    #[serde(flatten)]
    pub entry: Entry,
    /// The entry before it, `null` for the page's first.
    pub previous: Option<Entry>,
    /// The entry after it, `null` for the page's last.
    pub next: Option<Entry>,
    /// The generation that answered.
    pub generation: String,
}

/// A page with its entries in time order.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageAnswer {
    /// The page.
    #[cfg_attr(feature = "openapi", schema(value_type = Page))]
    pub page: Arc<Page>,
    /// Its entries, the earliest first.
    pub entries: Vec<Entry>,
    /// The generation that answered.
    pub generation: String,
}

/// What a generation holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GenerationInfo {
    /// Its id.
    pub id: String,
    /// When it was built, RFC 3339 in UTC.
    pub built_at: String,
    /// Pages.
    pub pages: u64,
    /// Entries.
    pub entries: u64,
    /// Entries whose day is known.
    pub dated_entries: u64,
    /// Different organisations.
    pub organisations: u64,
    /// Different persons.
    pub persons: u64,
    /// The first day on which an entry may have been written.
    pub earliest: Option<LocalDate>,
    /// The last day on which an entry may have been written.
    pub latest: Option<LocalDate>,
    /// Bytes on disk.
    pub bytes: u64,
}
