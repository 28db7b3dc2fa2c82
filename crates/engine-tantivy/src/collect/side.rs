//! One facet's counts and its selection.

use super::values::ValueTable;
use crate::engine::Snapshot;
use crate::schema::{keys, names};
use daybook_search::{Facet, Filters};
use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

/// A facet that is counted, or of which the selection is looked at entry by entry, or both.
pub(crate) struct Side {
    facet: Facet,
    counted: bool,
    /// By the generation's numbers of its values.
    counts: Vec<u64>,
    /// Which values are selected; `None` is no restriction.
    selected: Option<Vec<bool>>,
    /// First and last day that are selected; `None` is no restriction.
    days: Option<(i64, i64)>,
}

impl Side {
    pub(super) fn new(snapshot: &Snapshot, filters: &Filters, facet: Facet, counted: bool) -> Self {
        let table = table(snapshot, facet);
        let mut days = None;
        let selected = match facet {
            Facet::Organisation | Facet::Person => {
                let (entities, slugs) = match facet {
                    Facet::Organisation => (&snapshot.organisations, &filters.organisation.any),
                    _ => (&snapshot.persons, &filters.person.any),
                };
                (!slugs.is_empty()).then(|| {
                    let mut selected = vec![false; table.len()];
                    slugs
                        .iter()
                        .filter_map(|slug| entities.find(slug))
                        .for_each(|n| selected[n] = true);
                    selected
                })
            }
            Facet::Date => {
                if filters.from.is_some() || filters.to.is_some() {
                    let first = filters.from.map_or(i64::MIN, keys::day_number);
                    days = Some((first, filters.to.map_or(i64::MAX, keys::day_number)));
                }
                let holds = |value| filters.date.iter().any(|selected| selected.holds(value));
                (!filters.date.is_empty()).then(|| {
                    snapshot
                        .dates
                        .values()
                        .iter()
                        .map(|value| holds(*value))
                        .collect()
                })
            }
        };
        Self {
            facet,
            counted,
            counts: vec![0; table.len()],
            selected,
            days,
        }
    }

    /// The facet's counts, if this is that facet and it is counted.
    pub(super) fn counts(&self, facet: Facet) -> Option<&[u64]> {
        (self.counted && self.facet == facet).then_some(&self.counts)
    }

    /// Whether there is nothing to do: no count and no selection.
    pub(super) fn is_idle(&self) -> bool {
        !self.counted && self.selected.is_none() && self.days.is_none()
    }

    /// The facet's columns in a segment.
    pub(super) fn open<'a>(
        &'a mut self,
        snapshot: &'a Snapshot,
        ordinal: usize,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentSide<'a>> {
        let name = match self.facet {
            Facet::Organisation => names::ORGANISATION_VALUE,
            Facet::Person => names::PERSON_VALUE,
            Facet::Date => names::DATE_VALUE,
        };
        let days = match self.days {
            Some((first, last)) => Some(Days {
                first,
                last,
                from: segment.fast_fields().i64(names::DAY_FROM)?,
                to: segment.fast_fields().i64(names::DAY_TO)?,
            }),
            None => None,
        };
        Ok(SegmentSide {
            column: segment
                .fast_fields()
                .str(name)?
                .map(|column| column.ords().clone()),
            numbers: table(snapshot, self.facet).of_segment(ordinal),
            counted: self.counted,
            counts: &mut self.counts,
            selected: self.selected.as_deref(),
            days,
        })
    }
}

fn table(snapshot: &Snapshot, facet: Facet) -> &dyn ValueTable {
    match facet {
        Facet::Organisation => &snapshot.organisations,
        Facet::Person => &snapshot.persons,
        Facet::Date => &snapshot.dates,
    }
}

/// A facet in one segment.
pub(super) struct SegmentSide<'a> {
    column: Option<Column<u64>>,
    numbers: &'a [u32],
    counted: bool,
    counts: &'a mut [u64],
    selected: Option<&'a [bool]>,
    days: Option<Days>,
}

struct Days {
    first: i64,
    last: i64,
    from: Column<i64>,
    to: Column<i64>,
}

impl SegmentSide<'_> {
    /// Whether the facet's selection lets the entry through.
    pub(super) fn passes(&self, doc: DocId) -> bool {
        if let Some(days) = &self.days {
            let overlaps = match (days.from.first(doc), days.to.first(doc)) {
                (Some(from), Some(to)) => from <= days.last && to >= days.first,
                _ => false,
            };
            if !overlaps {
                return false;
            }
        }
        let Some(selected) = self.selected else {
            return true;
        };
        let column = self.column.as_ref();
        column.is_some_and(|column| {
            column
                .values_for_doc(doc)
                .any(|own| selected[self.numbers[own as usize] as usize])
        })
    }

    /// Counts the entry under its values, if the facet is counted.
    pub(super) fn count(&mut self, doc: DocId) {
        if let Some(column) = self.column.as_ref().filter(|_| self.counted) {
            for own in column.values_for_doc(doc) {
                self.counts[self.numbers[own as usize] as usize] += 1;
            }
        }
    }
}
