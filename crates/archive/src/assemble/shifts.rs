//! How the days of entries stand to the day of their page, so that they follow it when it is dated anew.

use crate::Zone;
use daybook_model::{DateInterval, Entry, LocalDate};
use jiff::{ToSpan, civil::Date};

/// How an entry's days stand to those of its page: what is added to the first and to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayShift {
    first: i64,
    last: i64,
}

/// Dates the entries of a page anew, when more is known of the page's date than when it was [taken
/// apart](super::take_apart). Entries whose own markup dates them keep that date.
pub fn date_entries(entries: &mut [Entry], shifts: &[Option<DayShift>], date: &DateInterval, zone: &Zone) {
    for (entry, shift) in entries.iter_mut().zip(shifts) {
        let Some(shift) = shift else {
            continue;
        };
        entry.date = on_page(date, *shift);
        entry.timestamp = entry
            .date
            .day()
            .zip(entry.effective_time())
            .map(|(day, time)| zone.timestamp(day, time));
    }
}

/// The day so many days on; the same day where the calendar ends.
pub(super) fn shifted(day: LocalDate, days: i64) -> LocalDate {
    civil(day)
        .and_then(|day| day.checked_add(days.days()).ok())
        .and_then(|day| {
            let widen = |number: i8| u8::try_from(number).ok();
            LocalDate::new(day.year(), widen(day.month())?, widen(day.day())?)
        })
        .unwrap_or(day)
}

/// How many days lie from one day to another.
pub(super) fn days_between(from: LocalDate, to: LocalDate) -> i64 {
    let days = civil(from)
        .zip(civil(to))
        .and_then(|(from, to)| from.until(to).ok());
    days.map_or(0, |span| i64::from(span.get_days()))
}

/// The same day in the calendar library's type.
pub(super) fn civil(day: LocalDate) -> Option<Date> {
    let narrow = |number: u8| i8::try_from(number).ok();
    Date::new(day.year(), narrow(day.month())?, narrow(day.day())?).ok()
}

/// How the days of an entry stand to those of its page.
///
/// A midnight moves it on by a day: a page's date is the day on which it begins. A page that turns to other days without
/// saying to which may be dated by its first day or its last, so its entries are dated to the days that either allows.
pub(super) fn shift_of(nights: u32, turns: u32, all_turns: u32) -> DayShift {
    let nights = i64::from(nights);
    DayShift {
        first: nights - i64::from(all_turns - turns.min(all_turns)),
        last: nights + i64::from(turns),
    }
}

/// The date of an entry on a page of that date.
pub(super) fn on_page(date: &DateInterval, by: DayShift) -> DateInterval {
    DateInterval {
        earliest: date.earliest.map(|day| shifted(day, by.first)),
        latest: date.latest.map(|day| shifted(day, by.last)),
        ..date.clone()
    }
}
