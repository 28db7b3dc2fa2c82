//! Counts over time.
//!
//! Buckets are known before the pass: every value of the date facet that occurs lies in one, in a day's 24 if those are
//! hours, or is too wide for any.

use super::columns::Values;
use super::counter::Counter;
use crate::engine::Snapshot;
use daybook_search::{Approximate, DateValue, Facet, Interval};
use std::collections::BTreeMap;
use tantivy::DocId;
use tantivy::columnar::Column;

const HOURS_A_DAY: usize = 24;
const MINUTES_AN_HOUR: u64 = 60;

/// The places for what is in no bucket. What is dated too widely counts under [`APPROXIMATE`] as well.
const UNDATED: usize = 0;
const APPROXIMATE: usize = 1;
const ONLY_DAY: usize = 2;
const ONLY_MONTH: usize = 3;
const ONLY_YEAR: usize = 4;
const SEVERAL_YEARS: usize = 5;
/// The first place of a bucket.
const BUCKETS: usize = 6;

/// Counts under buckets.
pub(super) struct Timeline {
    counter: Counter,
    /// By the generation's numbers of dates, where each counts.
    places: Vec<Place>,
    /// By their places, the numbers of the buckets.
    buckets: Vec<i64>,
}

#[derive(Clone, Copy)]
enum Place {
    Fixed(usize),
    /// The first of a day's 24.
    Hours(usize),
}

/// What was counted.
pub(crate) struct TimelineCounts {
    /// By the numbers of [`Interval::bucket`], without empty ones.
    pub(crate) buckets: BTreeMap<i64, u64>,
    pub(crate) approximate: Approximate,
    pub(crate) undated: u64,
}

impl Timeline {
    pub(super) fn new(snapshot: &Snapshot, interval: Interval, distinct: bool) -> Self {
        let mut buckets = Vec::new();
        let mut known: BTreeMap<i64, usize> = BTreeMap::new();
        let mut place = |date: DateValue| -> Place {
            let Some(number) = interval.bucket(date) else {
                return Place::Fixed(match date {
                    DateValue::Undated => UNDATED,
                    DateValue::SeveralYears => SEVERAL_YEARS,
                    DateValue::Year(_) => ONLY_YEAR,
                    DateValue::Month(..) => ONLY_MONTH,
                    DateValue::Day(_) => ONLY_DAY,
                });
            };
            let hours = if interval == Interval::Hour {
                HOURS_A_DAY
            } else {
                1
            };
            let place = *known.entry(number).or_insert_with(|| {
                let place = BUCKETS + buckets.len();
                buckets.extend((number..).take(hours));
                place
            });
            if interval == Interval::Hour {
                Place::Hours(place)
            } else {
                Place::Fixed(place)
            }
        };
        let places = snapshot.dates.values().iter().map(|date| place(*date)).collect();
        Self {
            counter: Counter::new(BUCKETS + buckets.len(), distinct),
            places,
            buckets,
        }
    }

    pub(super) fn open<'a>(&'a mut self, snapshot: &'a Snapshot, ordinal: usize) -> SegmentTimeline<'a> {
        let columns = snapshot.columns(ordinal);
        SegmentTimeline {
            dates: columns.values(Facet::Date, &snapshot.dates, ordinal),
            minutes: &columns.minute,
            counter: &mut self.counter,
            places: &self.places,
        }
    }

    pub(super) fn finish(self) -> TimelineCounts {
        let mut above = vec![None; BUCKETS];
        for place in [ONLY_DAY, ONLY_MONTH, ONLY_YEAR, SEVERAL_YEARS] {
            above[place] = Some(APPROXIMATE as u32);
        }
        let counts = self.counter.finish(&above);
        let buckets = self.buckets.into_iter().zip(counts[BUCKETS..].iter().copied());
        TimelineCounts {
            buckets: buckets.filter(|(_, count)| *count > 0).collect(),
            approximate: Approximate {
                count: counts[APPROXIMATE],
                day: counts[ONLY_DAY],
                month: counts[ONLY_MONTH],
                year: counts[ONLY_YEAR],
                several_years: counts[SEVERAL_YEARS],
            },
            undated: counts[UNDATED],
        }
    }
}

/// Counts the entries of a segment.
pub(super) struct SegmentTimeline<'a> {
    dates: Values<'a>,
    minutes: &'a Column<u64>,
    counter: &'a mut Counter,
    places: &'a [Place],
}

impl SegmentTimeline<'_> {
    pub(super) fn count(&mut self, doc: DocId, unit: u32) {
        let Some(date) = self.dates.first(doc) else {
            return;
        };
        let place = match self.places[date] {
            Place::Fixed(place) => place,
            Place::Hours(first) => match self.minutes.first(doc) {
                Some(minute) => first + (minute / MINUTES_AN_HOUR) as usize,
                None => ONLY_DAY,
            },
        };
        self.counter.add(place, unit);
    }
}
