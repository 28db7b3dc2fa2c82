//! One facet's counts and its selection.

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
        let columns = segment.fast_fields();
        let ords = |name: String| -> tantivy::Result<Option<Column<u64>>> {
            Ok(columns.str(&name)?.map(|column| column.ords().clone()))
        };
        let days = match self.days {
            Some((first, last)) => Some(Days {
                first,
                last,
                from: columns.i64(names::DAY_FROM)?,
                to: columns.i64(names::DAY_TO)?,
            }),
            None => None,
        };
        let forms = match &mut self.forms {
            Some((forms, counter)) => Some(SegmentForms {
                column: ords(names::forms(self.facet))?,
                numbers: forms.of_segment(ordinal),
                counter,
            }),
            None => None,
        };
        Ok(SegmentSide {
            column: ords(names::values(self.facet))?,
            numbers: self.snapshot.table(self.facet).of_segment(ordinal),
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
    column: Option<Column<u64>>,
    numbers: &'a [u32],
    counter: Option<&'a mut Counter>,
    forms: Option<SegmentForms<'a>>,
    selected: Option<&'a [bool]>,
    days: Option<Days>,
}

struct SegmentForms<'a> {
    column: Option<Column<u64>>,
    numbers: &'a [u32],
    counter: &'a mut Counter,
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

    /// Counts an entry of that unit under its values, if the facet is counted.
    pub(super) fn count(&mut self, doc: DocId, unit: u32) {
        let Some(counter) = &mut self.counter else {
            return;
        };
        if let Some(column) = &self.column {
            for own in column.values_for_doc(doc) {
                counter.add(self.numbers[own as usize] as usize, unit);
            }
        }
        if let Some(forms) = &mut self.forms
            && let Some(column) = &forms.column
        {
            for own in column.values_for_doc(doc) {
                forms.counter.add(forms.numbers[own as usize] as usize, unit);
            }
        }
    }
}
