//! What an entry is counted as: itself, its page or its day.

use super::values::ValueTable;
use crate::engine::Snapshot;
use crate::schema::names;
use daybook_search::{Facet, Unit};
use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

/// Tells the entries of a segment as units.
pub(super) enum SegmentUnits<'a> {
    Entries,
    Pages {
        column: Option<Column<u64>>,
        numbers: &'a [u32],
    },
    Days {
        from: Column<i64>,
        to: Column<i64>,
    },
}

impl<'a> SegmentUnits<'a> {
    pub(super) fn open(
        unit: Unit,
        snapshot: &'a Snapshot,
        ordinal: usize,
        segment: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(match unit {
            Unit::Entry => Self::Entries,
            Unit::Page => Self::Pages {
                column: columns
                    .str(&names::values(Facet::Page))?
                    .map(|column| column.ords().clone()),
                numbers: snapshot.named(Facet::Page).of_segment(ordinal),
            },
            Unit::Day => Self::Days {
                from: columns.i64(names::DAY_FROM)?,
                to: columns.i64(names::DAY_TO)?,
            },
        })
    }

    /// The number of the entry's unit; `None` if it is of none: its day is not known.
    pub(super) fn of(&self, doc: DocId) -> Option<u32> {
        match self {
            Self::Entries => Some(doc),
            Self::Pages { column, numbers } => {
                let own = column.as_ref()?.first(doc)?;
                numbers.get(own as usize).copied()
            }
            Self::Days { from, to } => {
                let day = from.first(doc)?;
                // Days before 1970 have numbers below 0, which wrap around and stay different.
                (to.first(doc)? == day).then_some(day as u32)
            }
        }
    }
}
