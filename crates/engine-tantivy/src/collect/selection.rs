//! A facet's own selection: which values it takes, and of dates which days.

use super::columns::{SegmentColumns, Values};
use super::values::ValueTable;
use crate::engine::Snapshot;
use crate::postings::Postings;
use crate::query::selected_terms;
use crate::schema::keys;
use daybook_model::LocalDate;
use daybook_search::{DateValue, Facet, FacetKind, Filters};
use std::ops::RangeInclusive;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader, Term};

/// What is selected of a facet.
pub(super) struct Selection {
    /// By the generation's numbers of its values.
    admitted: Vec<Admitted>,
    found_by: FoundBy,
}

/// Whether entries of a value are let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Admitted {
    Yes,
    No,
    /// Those of which the days say so: the value holds days that are selected and others.
    ByDays,
}

/// How the entries that are let through are found without looking at each.
enum FoundBy {
    Terms(Vec<Term>),
    /// They have one value each; these days are selected.
    Values(RangeInclusive<i64>),
}

impl Selection {
    /// What filters select of a facet by itself; `None` is no restriction.
    pub(super) fn of(snapshot: &Snapshot, filters: &Filters, facet: Facet) -> Option<Self> {
        if facet.kind() == FacetKind::Dates {
            return Self::of_dates(snapshot, filters);
        }
        let slugs = &filters.selection(facet).any;
        if slugs.is_empty() {
            return None;
        }
        let values = snapshot.named(facet);
        let mut admitted = vec![Admitted::No; values.len()];
        for number in slugs.iter().filter_map(|slug| values.find(slug)) {
            admitted[number] = Admitted::Yes;
        }
        Some(Self {
            admitted,
            found_by: FoundBy::Terms(selected_terms(&snapshot.fields, filters, facet)),
        })
    }

    fn of_dates(snapshot: &Snapshot, filters: &Filters) -> Option<Self> {
        let bounded = filters.from.is_some() || filters.to.is_some();
        if !bounded && filters.date.is_empty() {
            return None;
        }
        let first = filters.from.map_or(i64::MIN, keys::day_number);
        let last = filters.to.map_or(i64::MAX, keys::day_number);
        let holds =
            |value| filters.date.is_empty() || filters.date.iter().any(|selected| selected.holds(value));
        let admitted = |value: &DateValue| match holds(*value) {
            false => Admitted::No,
            true if bounded => within(*value, first, last),
            true => Admitted::Yes,
        };
        Some(Self {
            admitted: snapshot.dates.values().iter().map(admitted).collect(),
            found_by: FoundBy::Values(first..=last),
        })
    }

    /// The selection in a segment.
    pub(super) fn open<'a>(
        &'a self,
        segment: &'a SegmentReader,
        columns: &'a SegmentColumns,
    ) -> SegmentSelection<'a> {
        SegmentSelection {
            selection: self,
            segment,
            columns,
        }
    }
}

/// Whether entries of a date are let through where these days are selected.
fn within(value: DateValue, first: i64, last: i64) -> Admitted {
    let days = match value {
        DateValue::Day(day) => Some((day, day)),
        DateValue::Month(year, month) => LocalDate::new(year, month, 1).zip(LocalDate::new(
            year,
            month,
            LocalDate::days_in_month(year, month),
        )),
        DateValue::Year(year) => LocalDate::new(year, 1, 1).zip(LocalDate::new(year, 12, 31)),
        DateValue::SeveralYears | DateValue::Undated => None,
    };
    let days = days.map(|(from, to)| (keys::day_number(from), keys::day_number(to)));
    match days {
        Some((from, to)) if to < first || from > last => Admitted::No,
        Some((from, to)) if from >= first && to <= last => Admitted::Yes,
        _ => Admitted::ByDays,
    }
}

/// A selection in one segment.
pub(super) struct SegmentSelection<'a> {
    selection: &'a Selection,
    segment: &'a SegmentReader,
    columns: &'a SegmentColumns,
}

impl SegmentSelection<'_> {
    /// Whether an entry is let through that has these values of the facet.
    pub(super) fn passes(&self, values: &Values<'_>, doc: DocId) -> bool {
        values.any(doc, |number| self.admits(number, doc))
    }

    /// Sets the bits of the entries, of so many, that are let through.
    pub(super) fn mark_passing(
        &self,
        values: &Values<'_>,
        entries: u32,
        bits: &mut [u64],
    ) -> tantivy::Result<()> {
        match &self.selection.found_by {
            FoundBy::Values(_) => values.for_every_entry(entries, |doc, number| {
                if let Some(word) = bits.get_mut(doc as usize / 64) {
                    *word |= u64::from(self.admits(number, doc)) << (doc % 64);
                }
            }),
            FoundBy::Terms(terms) => {
                for term in terms {
                    if let Some(mut list) = Postings::open(self.segment, term, IndexRecordOption::Basic)? {
                        list.mark(0, entries, bits);
                    }
                }
            }
        }
        Ok(())
    }

    #[inline]
    fn admits(&self, number: usize, doc: DocId) -> bool {
        match self.selection.admitted[number] {
            Admitted::Yes => true,
            Admitted::No => false,
            Admitted::ByDays => self.has_selected_day(doc),
        }
    }

    /// Whether the entry may be of one of the selected days.
    fn has_selected_day(&self, doc: DocId) -> bool {
        let FoundBy::Values(days) = &self.selection.found_by else {
            return false;
        };
        match (self.columns.day_from.first(doc), self.columns.day_to.first(doc)) {
            (Some(from), Some(to)) => from <= *days.end() && to >= *days.start(),
            _ => false,
        }
    }
}
