//! Which of a facet's counted values an answer lists.

use daybook_search::{DateGrain, FacetSort};

/// How many forms of a value are listed.
pub(super) const MAX_FORMS: usize = 20;

/// What of a facet to list.
pub(crate) struct Listing<'a> {
    pub(crate) sort: FacetSort,
    /// Only values of at least this count; `None` is those that occur and those that are selected.
    pub(crate) min_count: Option<u64>,
    pub(crate) offset: usize,
    pub(crate) limit: usize,
    /// Whether selected values that are cut off come after the others, so that they can be taken back.
    pub(crate) with_selected: bool,
    /// The finest dates that are listed.
    pub(crate) finest: DateGrain,
    /// Tells the values that are wanted.
    pub(crate) wanted: &'a dyn Wanted,
}

/// Tells the values that are wanted.
pub(crate) trait Wanted {
    /// Whether the value of that number in its table is.
    fn number(&self, number: usize) -> bool;
    /// Whether one is that only its slug or text is known of.
    fn text(&self, text: &str) -> bool;
}

/// Every value.
pub(crate) struct All;

impl Wanted for All {
    fn number(&self, _: usize) -> bool {
        true
    }

    fn text(&self, _: &str) -> bool {
        true
    }
}

impl Listing<'_> {
    /// The first so many of all values by their count, as an answer to a search lists them.
    pub(crate) fn first(sort: FacetSort, limit: usize) -> Listing<'static> {
        Listing {
            sort,
            min_count: None,
            offset: 0,
            limit,
            with_selected: true,
            finest: DateGrain::default(),
            wanted: &All,
        }
    }

    /// Whether selected values that do not occur are listed.
    pub(super) fn with_absent(&self) -> bool {
        self.min_count.unwrap_or(0) == 0
    }

    /// Whether a value of that count is listed; one that does not occur is if it is selected.
    pub(super) fn is_enough(&self, count: u64) -> bool {
        count >= self.min_count.unwrap_or(1).max(1)
    }
}
