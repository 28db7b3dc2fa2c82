//! Keys by which entries are ordered and filtered: days and minutes of the archive's own calendar, never shifted to
//! another time zone.

use daybook_model::{ClockTime, EntryId, LocalDate};

/// How much of a place in time is the place on the page.
const SEQ_BITS: u32 = 20;
const MAX_SEQ: u32 = (1 << SEQ_BITS) - 1;
const MINUTES_A_DAY: i64 = 24 * 60;
/// Undated entries lie before all time, still in the order of their clock.
const UNDATED: i64 = i64::MIN;
/// No key of an undated entry is beyond this, no key of a dated one before it.
const DATED: i64 = UNDATED + (MINUTES_A_DAY << SEQ_BITS);

/// The day as a number, 0 being 1970-01-01.
///
/// Counts years from March, so that the leap day comes last.
pub(crate) fn day_number(day: LocalDate) -> i64 {
    let (month, day_of_month) = (i64::from(day.month()), i64::from(day.day()));
    let year = i64::from(day.year()) - i64::from(month <= 2);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day_of_month - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

/// Place in time: the minute, then the place on the page. Of an entry without a day it lies before every dated one.
pub(crate) fn order(day: Option<LocalDate>, time: Option<ClockTime>, seq: u32) -> i64 {
    let minute = time.map_or(0, |time| i64::from(time.minutes()));
    let place = i64::from(seq.min(MAX_SEQ));
    match day {
        Some(day) => ((day_number(day) * MINUTES_A_DAY + minute) << SEQ_BITS) | place,
        None => UNDATED + ((minute << SEQ_BITS) | place),
    }
}

/// Whether the key is that of an undated entry.
pub(crate) fn is_undated(order: i64) -> bool {
    order < DATED
}

/// A number that tells entries of one place in time apart, the same in every generation.
pub(crate) fn tie(id: &EntryId) -> u64 {
    let digest = blake3::hash(id.to_string().as_bytes());
    digest.as_bytes()[..8]
        .iter()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> LocalDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_numbered_without_gaps_over_the_whole_calendar() {
        assert_eq!(day_number(day("1970-01-01")), 0);
        assert_eq!(day_number(day("2000-03-01")), 11_017);
        assert_eq!(day_number(day("0001-01-01")), -719_162);
        let mut expected = day_number(day("0001-01-01"));
        for year in 1..=9999 {
            for month in 1..=12 {
                for d in 1..=LocalDate::days_in_month(year, month) {
                    assert_eq!(day_number(LocalDate::new(year, month, d).unwrap()), expected);
                    expected += 1;
                }
            }
        }
    }

    #[test]
    fn order_is_that_of_time_then_place_and_undated_is_apart() {
        let at = |minutes| ClockTime::from_minutes(minutes);
        let keys = [
            order(None, None, 1),
            order(None, at(1439), u32::MAX),
            order(Some(day("0001-01-01")), None, 1),
            order(Some(day("2015-03-09")), at(30), 1),
            order(Some(day("2015-03-09")), at(30), 2),
            order(Some(day("2015-03-09")), at(31), 1),
            order(Some(day("9999-12-31")), at(1439), u32::MAX),
        ];
        assert!(keys.is_sorted_by(|a, b| a < b));
        assert_eq!(
            keys.map(is_undated),
            [true, true, false, false, false, false, false]
        );
    }
}
