//! What an entry is counted as: itself, its page or its day.

use super::columns::Values;
use crate::engine::Snapshot;
use daybook_search::{Facet, Unit};
use tantivy::DocId;
use tantivy::columnar::Column;

/// Tells the entries of a segment as units.
pub(super) enum SegmentUnits<'a> {
    Entries,
    Pages(Values<'a>),
    Days {
        from: &'a Column<i64>,
        to: &'a Column<i64>,
    },
}

impl<'a> SegmentUnits<'a> {
    pub(super) fn open(unit: Unit, snapshot: &'a Snapshot, ordinal: usize) -> Self {
        let columns = snapshot.columns(ordinal);
        match unit {
            Unit::Entry => Self::Entries,
            Unit::Page => Self::Pages(columns.values(Facet::Page, snapshot.table(Facet::Page), ordinal)),
            Unit::Day => Self::Days {
                from: &columns.day_from,
                to: &columns.day_to,
            },
        }
    }

    /// The number of the entry's unit; `None` if it is of none: its day is not known.
    pub(super) fn of(&self, doc: DocId) -> Option<u32> {
        match self {
            Self::Entries => Some(doc),
            Self::Pages(pages) => pages.first(doc).map(|number| number as u32),
            Self::Days { from, to } => {
                let day = from.first(doc)?;
                // Days before 1970 have numbers below 0, which wrap around and stay different.
                (to.first(doc)? == day).then_some(day as u32)
            }
        }
    }
}
