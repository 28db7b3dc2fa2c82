//! Counts of dates as an answer lists them: years, in them months, in them days.

use super::listing::Listing;
use super::values::DateValues;
use daybook_search::{DateGrain, DateValue, FacetCount, FacetSort};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::iter::Peekable;

/// A value that is listed. In order, each stands after the one above it.
struct Row<'v> {
    value: DateValue,
    text: Cow<'v, str>,
    count: u64,
}

/// The wanted values that occur or are selected, with those that they hold; a value is wanted with all above it. And
/// how many there are at the top.
pub(super) fn list(
    values: &DateValues,
    counts: &[u64],
    selected: &[DateValue],
    listing: &Listing<'_>,
) -> (Vec<FacetCount>, u64) {
    let row = |(number, value, text): (usize, DateValue, _)| Row {
        value,
        text: Cow::Borrowed(text),
        count: counts.get(number).copied().unwrap_or_default(),
    };
    let mut rows: Vec<Row<'_>> = values
        .in_order()
        .filter(|(_, value, _)| DateGrain::of(*value) <= listing.finest)
        .map(row)
        .filter(|row| listing.is_enough(row.count))
        .collect();
    if listing.with_absent() && !selected.is_empty() {
        add_selected(&mut rows, selected, listing.finest);
    }
    let mut listed = branches(&mut rows.into_iter().peekable(), DateGrain::Year, listing);
    let total = listed.len();
    if listing.offset > 0 || listing.limit < total {
        listed = listed
            .into_iter()
            .skip(listing.offset)
            .take(listing.limit)
            .collect();
    }
    (listed, total as u64)
}

/// Adds selected values that do not occur, with all above them; of one that is finer than what is listed only those.
fn add_selected(rows: &mut Vec<Row<'_>>, selected: &[DateValue], finest: DateGrain) {
    for value in selected {
        let line = std::iter::successors(Some(*value), |value| value.parent());
        for value in line.filter(|value| DateGrain::of(*value) <= finest) {
            let place = rows.binary_search_by_key(&place_of(value), |row| place_of(row.value));
            if let Err(place) = place {
                let text = Cow::Owned(value.to_string());
                rows.insert(
                    place,
                    Row {
                        value,
                        text,
                        count: 0,
                    },
                );
            }
        }
    }
}

/// Where a value stands: a year before its months, a month before its days; several years and undated last.
pub(super) fn place_of(value: DateValue) -> (u8, i16, u8, u8) {
    match value {
        DateValue::Year(year) => (0, year, 0, 0),
        DateValue::Month(year, month) => (0, year, month, 0),
        DateValue::Day(day) => (0, day.year(), day.month(), day.day()),
        DateValue::SeveralYears => (1, 0, 0, 0),
        DateValue::Undated => (2, 0, 0, 0),
    }
}

/// The values of that grain or finer ones that come next, with those that they hold.
fn branches<'v>(
    rows: &mut Peekable<impl Iterator<Item = Row<'v>>>,
    coarsest: DateGrain,
    listing: &Listing<'_>,
) -> Vec<FacetCount> {
    let mut listed = Vec::new();
    while let Some(Row { value, text, count }) = rows.next_if(|row| DateGrain::of(row.value) >= coarsest) {
        let held = match value {
            DateValue::Year(_) => Some(DateGrain::Month),
            DateValue::Month(..) => Some(DateGrain::Day),
            DateValue::Day(_) | DateValue::SeveralYears | DateValue::Undated => None,
        };
        let opens = held.filter(|held| *held <= listing.finest);
        let below = opens.map_or_else(Vec::new, |held| branches(rows, held, listing));
        if listing.wanted.text(&text) || !below.is_empty() {
            listed.push(FacetCount {
                children: opens.is_some().then_some(below),
                ..FacetCount::new(text.as_ref(), text.as_ref(), count)
            });
        }
    }
    if listing.sort == FacetSort::Count {
        // Stable: dates of one count stay in order.
        listed.sort_by_key(|value| Reverse(value.count));
    }
    listed
}
