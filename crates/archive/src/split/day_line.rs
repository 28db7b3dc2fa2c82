//! Lines that hold nothing but a day: `Tuesday 5 March`, `Day two`, `Wednesday`, `Thursday, 7 May 2015:`.
//!
//! ```text
//! line    = [marks] part { sep part } [":"]        at most one part of each kind
//! part    = "Day" number | [weekday] [date]
//! date    = day ["of"] month [year] | month day [year] | yyyy-mm-dd
//! sep     = ":" | "," | "|" | a dash
//! ```

use daybook_model::LocalDate;
use jiff::civil::{Date, Weekday};
use regex::Regex;
use std::sync::LazyLock;

/// A line that may head the entries of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayHeading {
    /// As printed.
    pub text: String,
    /// The day of the week.
    pub weekday: Option<Weekday>,
    /// Month and day of the month.
    pub month_day: Option<(u8, u8)>,
    /// The year.
    pub year: Option<i16>,
    /// `Day two`: which of an event's days.
    pub number: Option<u32>,
}

/// Longer lines say more than a day.
const MOST_CHARS: usize = 60;

#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi) ^
        (?: (?:(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day | (?P<short>mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?)
            (?: ,?\s+ | $ ) )?
        (?: the\s+ )?
        (?: (?P<day>\d{1,2})(?:st|nd|rd|th)? \s+ (?:of\s+)? (?P<month>[a-z]{3,9})\b\.? (?: ,?\s+ (?P<year>\d{4}) )?
          | (?P<month2>[a-z]{3,9})\b\.? \s+ (?P<day2>\d{1,2})(?:st|nd|rd|th)? (?: ,?\s+ (?P<year2>\d{4}) )?
          | (?P<iso>\d{4}-\d{2}-\d{2})
        )? $",
    )
    .expect("a valid pattern")
});

#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^day\s+(?:(?P<digits>\d{1,2})|(?P<word>[a-z]{3,5}))$").expect("a valid pattern")
});

const NUMBERS: [&str; 10] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
];

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

impl DayHeading {
    /// The day that a line names, if it holds nothing else.
    pub(super) fn read(line: &str) -> Option<Self> {
        if line.chars().count() > MOST_CHARS {
            return None;
        }
        let bare =
            |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '#' | '=' | ':' | '-' | '–' | '—' | '.');
        let mut heading = Self {
            text: line.to_owned(),
            weekday: None,
            month_day: None,
            year: None,
            number: None,
        };
        // `Day two: Wednesday 6 March`; commas stand inside dates too, and so do the strokes of an ISO date.
        let parts = line
            .trim_matches(bare)
            .split([':', '|', '–', '—', '('])
            .flat_map(|part| part.split(" - "))
            .map(|part| part.trim_matches(|c: char| c.is_whitespace() || c == ')'));
        for part in parts {
            heading.take(part)?;
        }
        heading.is_sound().then_some(heading)
    }

    /// Takes in a part of a line; `None` if it is something else or said twice.
    fn take(&mut self, part: &str) -> Option<()> {
        if let Some((number, rest)) = part.split_once(',').filter(|(first, _)| NUMBER.is_match(first)) {
            self.take(number)?;
            return self.take(rest.trim());
        }
        if let Some(found) = NUMBER.captures(part) {
            let digits = found.name("digits").and_then(|m| m.as_str().parse().ok());
            let word = found.name("word").map(|m| m.as_str().to_lowercase());
            let place = word.and_then(|word| NUMBERS.iter().position(|number| *number == word));
            let number = digits.or(place.and_then(|place| u32::try_from(place + 1).ok()))?;
            return self.number.replace(number).is_none().then_some(());
        }
        let found = DAY.captures(part).filter(|_| !part.is_empty())?;
        let group = |name: &str| found.name(name).map(|m| m.as_str());
        if let Some(name) = group("weekday").or(group("short")) {
            let day = weekday(name)?;
            self.weekday.replace(day).is_none().then_some(())?;
        }
        if let Some(iso) = group("iso") {
            let day: LocalDate = iso.parse().ok()?;
            self.year = Some(day.year());
            return self
                .month_day
                .replace((day.month(), day.day()))
                .is_none()
                .then_some(());
        }
        let (Some(day), Some(month)) = (group("day").or(group("day2")), group("month").or(group("month2")))
        else {
            // `Sun` alone is a newspaper.
            return group("short").is_none().then_some(());
        };
        self.year = group("year")
            .or(group("year2"))
            .and_then(|year| year.parse().ok());
        let month_day = (month_number(month)?, day.parse().ok()?);
        self.month_day.replace(month_day).is_none().then_some(())
    }

    /// Whether the line names a day that there is.
    fn is_sound(&self) -> bool {
        let named = self.weekday.is_some() || self.month_day.is_some() || self.number.is_some();
        let real = self
            .month_day
            .is_none_or(|(month, day)| LocalDate::new(self.year.unwrap_or(2000), month, day).is_some());
        let live = self.year.is_none_or(|year| (1990..=2100).contains(&year));
        named && real && live
    }

    /// The day, where the line carries the year and, if it names the weekday, the right one.
    pub fn date(&self) -> Option<LocalDate> {
        self.in_year(self.year?)
    }

    /// The day in a year, where the line names day and month and, if it names the weekday, the right one.
    pub fn in_year(&self, year: i16) -> Option<LocalDate> {
        let (month, day) = self.month_day?;
        let date = LocalDate::new(year, month, day)?;
        let right = self
            .weekday
            .is_none_or(|weekday| weekday_of(date) == Some(weekday));
        right.then_some(date)
    }
}

/// The weekday of a day.
pub(crate) fn weekday_of(day: LocalDate) -> Option<Weekday> {
    let narrow = |number: u8| i8::try_from(number).ok();
    Some(
        Date::new(day.year(), narrow(day.month())?, narrow(day.day())?)
            .ok()?
            .weekday(),
    )
}

fn weekday(name: &str) -> Option<Weekday> {
    let lower = name.to_lowercase();
    Some(match lower.get(..3)? {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}

/// The month of a name, in full or cut after three letters (`sept` too).
fn month_number(name: &str) -> Option<u8> {
    let lower = name.to_lowercase();
    let begins = match lower.as_str() {
        "sept" => "sep",
        other => other,
    };
    let place = MONTHS
        .iter()
        .position(|month| *month == lower || begins.len() == 3 && month.starts_with(begins))?;
    u8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> Option<String> {
        let found = DayHeading::read(line)?;
        let mut parts = Vec::new();
        parts.extend(found.number.map(|n| format!("day {n}")));
        parts.extend(found.weekday.map(|day| format!("{day:?}")));
        parts.extend(found.month_day.map(|(month, day)| format!("{day}.{month}.")));
        parts.extend(found.year.map(|year| year.to_string()));
        Some(parts.join(" "))
    }

    #[test]
    fn lines_that_name_a_day() {
        for (line, day) in [
            ("Tuesday 5 March", "Tuesday 5.3."),
            ("5 March 2013", "5.3. 2013"),
            ("Thursday, 7 May 2015:", "Thursday 7.5. 2015"),
            ("**Thursday 7th May, 2015**", "Thursday 7.5. 2015"),
            ("March 5", "5.3."),
            ("Tues 5 Mar", "Tuesday 5.3."),
            ("Wednesday", "Wednesday"),
            ("WEDNESDAY:", "Wednesday"),
            ("Day two", "day 2"),
            ("DAY 2", "day 2"),
            ("Day two: Wednesday 6 March", "day 2 Wednesday 6.3."),
            ("Day 3 – Friday", "day 3 Friday"),
            ("Wednesday 6 March - day two", "day 2 Wednesday 6.3."),
            ("2013-03-05", "5.3. 2013"),
            ("Sunday the 1st of September", "Sunday 1.9."),
        ] {
            assert_eq!(shown(line).as_deref(), Some(day), "{line}");
        }
    }

    #[test]
    fn lines_that_say_more_or_less() {
        for line in [
            "",
            ":",
            "Tuesday 5 March: the board meets",
            "Tuesday evening",
            "On Tuesday",
            "5 March 10am",
            "31 February",
            "Sun",
            "Day off",
            "Day",
            "May",
            "12 trusts",
            "2013",
            "Wednesday, Thursday",
            "5 Marches",
            "5 March 1213",
        ] {
            assert_eq!(shown(line), None, "{line}");
        }
    }

    #[test]
    fn a_wrong_weekday_is_no_date() {
        let date = |line: &str| DayHeading::read(line).unwrap().date().map(|day| day.to_string());
        assert_eq!(date("Tuesday 5 March 2013").as_deref(), Some("2013-03-05"));
        assert_eq!(date("Monday 5 March 2013"), None);
        assert_eq!(date("5 March"), None);
    }
}
