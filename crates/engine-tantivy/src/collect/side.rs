//! One facet's counts and its selection.

use super::columns::Values;
use super::counter::Counter;
use super::selection::{SegmentSelection, Selection};
use super::values::{FormValues, ValueTable};
use crate::engine::Snapshot;
use crate::schema::names;
use daybook_search::{Facet, Filters};
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
    /// What is selected; `None` is no restriction.
    selection: Option<Selection>,
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
            selection: Selection::of(snapshot, filters, facet),
        })
    }

    pub(super) fn facet(&self) -> Facet {
        self.facet
    }

    /// Whether there is nothing to do: no count and no selection.
    pub(super) fn is_idle(&self) -> bool {
        self.counter.is_none() && self.selection.is_none()
    }

    /// Whether something is selected.
    pub(super) fn selects(&self) -> bool {
        self.selection.is_some()
    }

    /// The facet's columns in a segment.
    pub(super) fn open(
        &mut self,
        ordinal: usize,
        segment: &'s SegmentReader,
    ) -> tantivy::Result<SegmentSide<'_>> {
        let columns = self.snapshot.columns(ordinal);
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
            selection: self
                .selection
                .as_ref()
                .map(|selection| selection.open(segment, columns)),
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

/// A facet in one segment.
pub(super) struct SegmentSide<'a> {
    values: Values<'a>,
    counter: Option<&'a mut Counter>,
    forms: Option<SegmentForms<'a>>,
    selection: Option<SegmentSelection<'a>>,
}

struct SegmentForms<'a> {
    column: Option<Column<u64>>,
    numbers: &'a [u32],
    counter: &'a mut Counter,
}

impl SegmentSide<'_> {
    /// Whether the facet has a selection.
    pub(super) fn selects(&self) -> bool {
        self.selection.is_some()
    }

    /// Whether the facet's selection lets the entry through.
    pub(super) fn passes(&self, doc: DocId) -> bool {
        let selection = self.selection.as_ref();
        selection.is_none_or(|selection| selection.passes(&self.values, doc))
    }

    /// Sets the bits of the entries, of so many, that the facet's selection lets through.
    pub(super) fn mark_passing(&self, entries: u32, bits: &mut [u64]) -> tantivy::Result<()> {
        match &self.selection {
            Some(selection) => selection.mark_passing(&self.values, entries, bits),
            None => {
                bits.fill(u64::MAX);
                Ok(())
            }
        }
    }

    /// Whether the facet is counted.
    pub(super) fn counts(&self) -> bool {
        self.counter.is_some()
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
