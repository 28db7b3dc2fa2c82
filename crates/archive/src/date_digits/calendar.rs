//! Days that exist in years that make sense, and the names of months and weekdays.

use daybook_model::LocalDate;
use jiff::civil::{Date, Weekday};

/// The month that a word names, in full or by three letters.
pub(crate) fn month_named(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let named = |month: &str| {
        month == word || month.get(..3) == Some(word) || (word == "sept" && month == "september")
    };
    MONTHS
        .iter()
        .zip(1..)
        .find(|(month, _)| named(month))
        .map(|(_, number)| number)
}

/// The day, if there is such a day in a plausible year; `digits` says how many the year was written with.
pub(super) fn day(
    day: Option<u32>,
    month: Option<u32>,
    year: Option<u32>,
    digits: usize,
) -> Option<LocalDate> {
    LocalDate::new(
        plausible_year(year?, digits)?,
        u8::try_from(month?).ok()?,
        u8::try_from(day?).ok()?,
    )
}

/// The year, from 1995 to 2035, of two digits or four.
pub(super) fn plausible_year(year: u32, digits: usize) -> Option<i16> {
    let year = match (digits, year) {
        (2, 0..=35) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    };
    i16::try_from(year)
        .ok()
        .filter(|year| (1995..=2035).contains(year))
}

/// The weekday that a word names.
pub(super) fn weekday(word: &str, shortened: bool) -> Option<Weekday> {
    const DAYS: [(&str, &[&str], Weekday); 7] = [
        ("monday", &["mon"], Weekday::Monday),
        ("tuesday", &["tue", "tues"], Weekday::Tuesday),
        ("wednesday", &["wed", "weds"], Weekday::Wednesday),
        ("thursday", &["thu", "thur", "thurs"], Weekday::Thursday),
        ("friday", &["fri"], Weekday::Friday),
        ("saturday", &["sat"], Weekday::Saturday),
        ("sunday", &["sun"], Weekday::Sunday),
    ];
    let named =
        |(full, short, _): &&(&str, &[&str], _)| word == *full || (shortened && short.contains(&word));
    DAYS.iter().find(named).map(|(_, _, day)| *day)
}

/// Whether the day is that weekday.
pub(super) fn falls_on(day: LocalDate, weekday: Weekday) -> bool {
    let narrow = |number: u8| i8::try_from(number).unwrap_or_default();
    Date::new(day.year(), narrow(day.month()), narrow(day.day())).is_ok_and(|date| date.weekday() == weekday)
}
