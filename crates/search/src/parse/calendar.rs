//! Dates and times as people write them.

use crate::PartialDate;
use daybook_model::{ClockTime, LocalDate};

/// A date as people write dates elsewhere: `2015-3-9`, `2015/03/09`, `9.3.2015` (the day first). Also a day too many
/// for its month, which is read as the month. Comes with its canonical form.
pub(super) fn other_date(text: &str) -> Option<(String, PartialDate)> {
    let parts: Vec<&str> = text.split(['-', '/', '.', '–']).collect();
    let short = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(short) {
        return None;
    }
    let canonical = match *parts.as_slice() {
        [year, month] if year.len() == 4 => format!("{year}-{month:0>2}"),
        [month, year] if year.len() == 4 => format!("{year}-{month:0>2}"),
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => return None,
    };
    let month = || {
        canonical
            .get(..7)
            .and_then(|month| Some((month.to_owned(), PartialDate::parse(month)?)))
    };
    PartialDate::parse(&canonical)
        .map(|date| (canonical.clone(), date))
        .or_else(month)
}

/// A time of day as newsrooms print it: `09:30`, `9.30am`, `5pm`, `noon`.
pub(super) fn clock(text: &str) -> Option<ClockTime> {
    let lower = text.to_lowercase();
    match lower.as_str() {
        "noon" | "12noon" => return ClockTime::new(12, 0),
        "midnight" | "12midnight" => return ClockTime::new(0, 0),
        _ => {}
    }
    let half = [
        ("am", 0),
        ("a.m.", 0),
        ("a.m", 0),
        ("pm", 12),
        ("p.m.", 12),
        ("p.m", 12),
    ];
    let half = half
        .into_iter()
        .find_map(|(mark, add)| Some((lower.strip_suffix(mark)?.trim_end(), add)));
    let Some((digits, add)) = half else {
        return lower.replacen('.', ":", 1).parse().ok();
    };
    let time: ClockTime = match digits.replacen('.', ":", 1) {
        with_minutes if with_minutes.contains(':') => with_minutes.parse().ok()?,
        hour => format!("{hour}:00").parse().ok()?,
    };
    (1..=12)
        .contains(&time.hour())
        .then(|| ClockTime::new(time.hour() % 12 + add, time.minute()))?
}

/// An hour without minutes, and without am or pm.
pub(super) fn whole_hour(text: &str) -> Option<ClockTime> {
    format!("{text}:00").parse().ok()
}

pub(super) fn next(day: LocalDate) -> LocalDate {
    LocalDate::new(day.year(), day.month(), day.day() + 1)
        .or_else(|| LocalDate::new(day.year(), day.month() + 1, 1))
        .or_else(|| LocalDate::new(day.year() + 1, 1, 1))
        .unwrap_or(day)
}

pub(super) fn previous(day: LocalDate) -> LocalDate {
    let last_of = |year, month| LocalDate::new(year, month, LocalDate::days_in_month(year, month));
    LocalDate::new(day.year(), day.month(), day.day() - 1)
        .or_else(|| last_of(day.year(), day.month() - 1))
        .or_else(|| last_of(day.year() - 1, 12))
        .unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_newsrooms_print_them() {
        for (text, time) in [
            ("09:30", "09:30"),
            ("9.30am", "09:30"),
            ("9am", "09:00"),
            ("12.30PM", "12:30"),
            ("12am", "00:00"),
            ("12.05 a.m.", "00:05"),
            ("5:32pm", "17:32"),
            ("noon", "12:00"),
        ] {
            assert_eq!(
                clock(text).map(|time| time.to_string()).as_deref(),
                Some(time),
                "{text}"
            );
        }
        for text in ["", "9", "13pm", "0am", "25:00", "9.3am", "am", "9.30.00"] {
            assert_eq!(clock(text), None, "{text}");
        }
    }

    #[test]
    fn dates_as_people_write_them() {
        for (text, date) in [
            ("2015-3-9", "2015-03-09"),
            ("09/03/2015", "2015-03-09"),
            ("3/2015", "2015-03"),
            ("2015-02-30", "2015-02"),
        ] {
            assert_eq!(
                other_date(text).map(|found| found.0).as_deref(),
                Some(date),
                "{text}"
            );
        }
        for text in ["March", "1/2/3", "2015-13", "", "2015-2016-2017-1"] {
            assert_eq!(other_date(text), None, "{text}");
        }
    }

    #[test]
    fn days_follow_one_another() {
        for (a, b) in [
            ("2015-12-31", "2016-01-01"),
            ("2016-02-28", "2016-02-29"),
            ("2015-03-09", "2015-03-10"),
        ] {
            let (a, b): (LocalDate, LocalDate) = (a.parse().unwrap(), b.parse().unwrap());
            assert_eq!((next(a), previous(b)), (b, a));
        }
    }
}
