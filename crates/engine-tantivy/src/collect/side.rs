//! One facet's counts and its selection.

use super::columns::Values;
use super::counter::Counter;
use super::values::{FormValues, ValueTable};
use crate::engine::Snapshot;
use crate::schema::{keys, names};
use daybook_search::{Facet, FacetKind, Filters};
use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

/// How a facet is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counting {
    /// Whether pages or days are counted, each once.
    pub(super) distinct: bool,
    /// Whether the forms of values are counted too, where the facet has any.
    pub(super) forms: bool,
}

/// A facet that is counted, or of which the selection is looked at entry by entry, or both.
pub(crate) struct Side<'s> {
    snapshot: &'s Snapshot,
    facet: Facet,
    /// By the generation's numbers of its values.
    counter: Option<Counter>,
    /// By the generation's numbers of their forms.
    forms: Option<(&'s FormValues, Counter)>,
    /// Which values are selected; `None` is no restriction.
    selected: Option<Vec<bool>>,
    /// First and last day that are selected; `None` is no restriction.
    days: Option<(i64, i64)>,
}

/// What was counted of a facet.
pub(crate) struct SideCounts {
    pub(super) facet: Facet,
    /// By the generation's numbers of its values.
    pub(super) counts: Vec<u64>,
    /// By the generation's numbers of their forms.
    pub(super) forms: Option<Vec<u64>>,
}

impl<'s> Side<'s> {
    pub(super) fn new(
        snapshot: &'s Snapshot,
        filters: &Filters,
        facet: Facet,
        counting: Option<Counting>,
    ) -> tantivy::Result<Self> {
        let counter = counting.map(|counting| Counter::new(snapshot.table(facet).len(), counting.distinct));
        let forms = match counting.filter(|counting| counting.forms) {
            Some(counting) => snapshot
                .forms(facet)?
                .map(|forms| (forms, Counter::new(forms.len(), counting.distinct))),
            None => None,
        };
        Ok(Self {
            snapshot,
            facet,
            counter,
            forms,
            selected: selected(snapshot, filters, facet),
            days: days(filters, facet),
        })
    }

    pub(super) fn facet(&self) -> Facet {
        self.facet
    }

    /// Whether there is nothing to do: no count and no selection.
    pub(super) fn is_idle(&self) -> bool {
        self.counter.is_none() && self.selected.is_none() && self.days.is_none()
    }

    /// The facet's columns in a segment.
    pub(super) fn open(
        &mut self,
        ordinal: usize,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentSide<'_>> {
        let columns = self.snapshot.columns(ordinal);
        let days = self.days.map(|(first, last)| Days {
            first,
            last,
            from: &columns.day_from,
            to: &columns.day_to,
        });
        let forms = match &mut self.forms {
            Some((forms, counter)) => {
                let column = segment.fast_fields().str(&names::forms(self.facet))?;
                Some(SegmentForms {
                    column: column.map(|column| column.ords().clone()),
                    numbers: forms.of_segment(ordinal),
                    counter,
                })
            }
            None => None,
        };
        Ok(SegmentSide {
            values: columns.values(self.facet, self.snapshot.table(self.facet), ordinal),
            counter: self.counter.as_mut(),
            forms,
            selected: self.selected.as_deref(),
            days,
        })
    }

    /// The counts, if the facet is counted. What counts under a value counts under that `above` it too.
    pub(super) fn finish(self, above: &[Option<u32>]) -> Option<SideCounts> {
        Some(SideCounts {
            facet: self.facet,
            counts: self.counter?.finish(above),
            forms: self.forms.map(|(_, counter)| counter.finish(&[])),
        })
    }
}

/// By the numbers of its values, which of a facet are selected; `None` is no restriction.
fn selected(snapshot: &Snapshot, filters: &Filters, facet: Facet) -> Option<Vec<bool>> {
    if facet.kind() == FacetKind::Dates {
        let holds = |value| filters.date.iter().any(|selected| selected.holds(value));
        let values = snapshot.dates.values().iter();
        return (!filters.date.is_empty()).then(|| values.map(|value| holds(*value)).collect());
    }
    let slugs = &filters.selection(facet).any;
    let values = snapshot.named(facet);
    (!slugs.is_empty()).then(|| {
        let mut selected = vec![false; values.len()];
        slugs
            .iter()
            .filter_map(|slug| values.find(slug))
            .for_each(|number| selected[number] = true);
        selected
    })
}

/// First and last day that the date facet's selection has; `None` is no restriction.
fn days(filters: &Filters, facet: Facet) -> Option<(i64, i64)> {
    let bounded = filters.from.is_some() || filters.to.is_some();
    (facet.kind() == FacetKind::Dates && bounded).then(|| {
        let first = filters.from.map_or(i64::MIN, keys::day_number);
        (first, filters.to.map_or(i64::MAX, keys::day_number))
    })
}

/// A facet in one segment.
pub(super) struct SegmentSide<'a> {
    values: Values<'a>,
    counter: Option<&'a mut Counter>,
    forms: Option<SegmentForms<'a>>,
    selected: Option<&'a [bool]>,
    days: Option<Days<'a>>,
}

struct SegmentForms<'a> {
    column: Option<Column<u64>>,
    numbers: &'a [u32],
    counter: &'a mut Counter,
}

struct Days<'a> {
    first: i64,
    last: i64,
    from: &'a Column<i64>,
    to: &'a Column<i64>,
}

impl SegmentSide<'_> {
    /// Whether the facet has a selection.
    pub(super) fn selects(&self) -> bool {
        self.selected.is_some() || self.days.is_some()
    }

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
        self.values.any(doc, |number| selected[number])
    }

    /// Counts entries of those units under their values, if the facet is counted.
    pub(super) fn count_all(&mut self, entries: &[(DocId, u32)]) {
        match &mut self.counter {
            None => {}
            // What is asked for most, in the tightest loop.
            Some(Counter::Entries(counts)) if self.forms.is_none() => {
                let docs = entries.iter().map(|(doc, _)| *doc);
                self.values.for_all(docs, |number| counts[number] += 1);
            }
            Some(_) => entries.iter().for_each(|(doc, unit)| self.count(*doc, *unit)),
        }
    }

    /// Counts an entry of that unit under its values, if the facet is counted.
    pub(super) fn count(&mut self, doc: DocId, unit: u32) {
        let Some(counter) = &mut self.counter else {
            return;
        };
        self.values.for_each(doc, |number| counter.add(number, unit));
        if let Some(forms) = &mut self.forms
            && let Some(column) = &forms.column
        {
            for own in column.values_for_doc(doc) {
                forms.counter.add(forms.numbers[own as usize] as usize, unit);
            }
        }
    }
}
