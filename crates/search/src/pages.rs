//! The pages of an archive, by date.

use daybook_model::{LocalDate, Page};
use serde::Serialize;
use std::sync::Arc;

/// A listing of pages, checked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageListRequest {
    /// Pages with an entry that may have been written on or after this day.
    pub from: Option<LocalDate>,
    /// Pages with an entry that may have been written on or before this day.
    pub to: Option<LocalDate>,
    /// Only undated pages, or only dated ones; `None` is both, the undated last.
    pub undated: Option<bool>,
    /// Whether the latest come first; undated ones are last either way.
    pub newest_first: bool,
    /// How many pages to leave out before the first.
    pub offset: usize,
    /// How many pages, 1 to [`MAX_LIMIT`](crate::MAX_LIMIT).
    pub limit: usize,
}

/// The pages of an archive, by date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageListAnswer {
    /// The pages, by their first days, undated ones last, ids in order where days are the same.
    pub pages: Vec<PageSummary>,
    /// How many there are in all, before `offset` and `limit`.
    pub total: u64,
    /// The `offset` of the pages that follow; `null` after the last.
    pub next_offset: Option<u64>,
    /// The generation that answered.
    pub generation: String,
}

/// A page, when it was written and how long it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageSummary {
    /// The page.
    #[cfg_attr(feature = "openapi", schema(value_type = Page))]
    pub page: Arc<Page>,
    /// The first day on which one of its entries may have been written; `null` if nothing dates it.
    pub earliest: Option<LocalDate>,
    /// The last day on which one of its entries may have been written; `null` if nothing dates it.
    pub latest: Option<LocalDate>,
    /// How many entries it has.
    pub entries: u64,
}
