//! The words that place an event against the day of writing, as a text prints them, in lower case.
//!
//! ```text
//! words  = day | week | month | season | length "ago" ["today" | "tomorrow" | "yesterday"]
//!        | length ("today" | "tomorrow" | "on" weekday) | "in" length "time"
//! day    = "yesterday" | "last night" | ["on" | "last" | "next" | "this"] weekday ["of last week" | "week"] | "on 6 may" | ...
//! week   = ("this" | "last" | "next") ("week" | "weekend"), "at the weekend"
//! month  = ("this" | "last" | "next") "month", "in march", "at the end of the month"
//! season = ("this" | "last" | "next") ("year" | "spring" | "summer" | "autumn" | "winter")
//! ```

use super::days::Weekday;
use super::lengths::{LENGTH, Length, counted};
use super::relative::Relative;
use crate::date_digits::month_named;
use crate::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

const WEEKDAYS: &str = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
const MONTHS: &str =
    "(?:january|february|march|april|may|june|july|august|september|october|november|december)";
const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

/// A pattern for [`read`].
pub(super) static RELATIVE: LazyLock<String> = LazyLock::new(|| {
    let part = "(?: morning| afternoon| evening| night| lunchtime)?";
    [
        "(?:earlier |later )?today".to_owned(),
        "this (?:morning|afternoon|evening|lunchtime)".to_owned(),
        "tonight|last night|the day before yesterday|the day after tomorrow".to_owned(),
        format!("(?:yesterday|tomorrow){part}"),
        "(?:earlier |later )?(?:this|last|next) (?:weekend|week|month|year|spring|summer|autumn|winter)".to_owned(),
        "(?:at|over) the weekend".to_owned(),
        "the (?:week|month) before last".to_owned(),
        format!("(?:on |last |next |this |this coming |from )?{WEEKDAYS}{part}(?: of last week| week)?"),
        format!("(?:in |last |next |this |early in |late in ){MONTHS}"),
        format!(r"on (?:\d{{1,2}}(?:st|nd|rd|th)? {MONTHS}|{MONTHS} \d{{1,2}}(?:st|nd|rd|th)?)"),
        "at the (?:beginning|start|end) of (?:the|this|last|next) month".to_owned(),
        format!("(?:{LENGTH}) ago(?: today| tomorrow| yesterday)?"),
        format!(r"(?:a week|two weeks|three weeks|four weeks|five weeks|six weeks|a fortnight) (?:today|tomorrow|on {WEEKDAYS})"),
        format!(r"in (?:{LENGTH})(?:'s?)? time"),
    ]
    .join("|")
});

static AGO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?P<n>{LENGTH}) ago(?: (?P<d>today|tomorrow|yesterday))?$"
    ))
});
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?:in (?P<t>{LENGTH})(?:'s?)? time|(?P<n>{LENGTH}) (?P<d>today|tomorrow|on (?P<w>\w+day)))$"
    ))
});

impl Relative {
    /// What such words mean.
    pub(super) fn read(text: &str) -> Option<Self> {
        if let Some(distance) = distance(text) {
            return Some(distance);
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let word = |at: usize| words.get(at).copied().unwrap_or_default();
        let (step, rest) = match word(0) {
            "earlier" | "later" => return Self::read(words.get(1..)?.join(" ").as_str()),
            "tonight" => return Some(Self::Night(0)),
            "today" => return Some(Self::DaysAgo(0)),
            "yesterday" => return Some(Self::DaysAgo(1)),
            "tomorrow" => return Some(Self::DaysAgo(-1)),
            "at" | "over" if word(2) == "weekend" => return Some(Self::AtWeekend),
            "at" => {
                let months = match word(4) {
                    "last" => 1,
                    "next" => -1,
                    _ => 0,
                };
                return Some(Self::PartOfMonth {
                    months,
                    end: word(2) == "end",
                });
            }
            "the" if word(1) == "week" => return Some(Self::Week(2)),
            "the" if word(1) == "month" => return Some(Self::Month(2)),
            "the" => return Some(Self::DaysAgo(if word(2) == "before" { 2 } else { -2 })),
            "early" | "late" => (0, words.get(1..)?),
            "last" => (1, words.get(1..)?),
            "next" => (-1, words.get(1..)?),
            "this" if word(1) == "coming" => (-1, words.get(2..)?),
            "this" | "on" | "in" | "from" => (0, words.get(1..)?),
            _ => (0, words.as_slice()),
        };
        let rest = if rest.first() == Some(&"in") {
            rest.get(1..)?
        } else {
            rest
        };
        let first = *rest.first()?;
        match first {
            "morning" | "afternoon" | "evening" | "lunchtime" => return Some(Self::DaysAgo(0)),
            "night" => return Some(Self::Night(1)),
            "weekend" => return Some(Self::Weekend(step)),
            "week" => return Some(Self::Week(step)),
            "month" => return Some(Self::Month(step)),
            "year" => return Some(Self::Year(step)),
            season if SEASONS.contains(&season) => return Some(Self::Season(step)),
            _ => {}
        }
        if let [a, b] = rest
            && let Some((day, month)) = day_and_month(a, b).or_else(|| day_and_month(b, a))
        {
            return Some(Self::OnDate(day, month));
        }
        if first.ends_with("day") {
            let weekday = Weekday::named(first)?;
            return Some(match (step, *rest.last()?) {
                (_, "week") if rest.contains(&"of") => Self::OfLastWeek(weekday),
                (_, "week") => Self::WeekdayWeek(weekday),
                (1, _) => Self::LastWeekday(weekday),
                (-1, _) => Self::NextWeekday(weekday),
                _ => Self::On(weekday),
            });
        }
        let month = u8::try_from(month_named(first)?).ok()?;
        Some(match step {
            1 => Self::LastMonthNamed(month),
            -1 => Self::NextMonthNamed(month),
            _ => Self::In(month),
        })
    }
}

/// `ten days ago`, `a week ago today`, `in six weeks' time`, `three weeks on friday`.
fn distance(text: &str) -> Option<Relative> {
    let shift = |word: Option<regex::Match<'_>>| match word.map(|word| word.as_str()) {
        Some("tomorrow") => Some(-1),
        Some("yesterday") => Some(1),
        Some("today") => Some(0),
        _ => None,
    };
    if let Some(found) = AGO.captures(text) {
        let length = Length::read(found.name("n")?.as_str())?;
        return Some(match shift(found.name("d")) {
            Some(days) if length.years > 0 => Relative::YearsAgo {
                years: length.years,
                days,
            },
            // To the day: only what is counted in days and weeks.
            Some(shift) => length
                .exact
                .map_or(Relative::Apart(length.least, length.most), |days| {
                    Relative::DaysAgo(days + shift)
                }),
            None => Relative::ago(length),
        });
    }
    let found = AHEAD.captures(text)?;
    if let Some(time) = found.name("t") {
        let length = Length::read(time.as_str())?;
        return Some(Relative::Apart(-length.most, -length.least));
    }
    let days = Length::read(found.name("n")?.as_str())?.exact?;
    match found.name("w") {
        Some(weekday) => Some(Relative::WeeksOn(Weekday::named(weekday.as_str())?, days)),
        None => Some(Relative::DaysAgo(shift(found.name("d"))? - days)),
    }
}

/// `6 may`, `may 6th`.
fn day_and_month(day: &str, month: &str) -> Option<(u8, u8)> {
    let day = counted(day.trim_end_matches(|c: char| c.is_ascii_alphabetic()))?;
    Some((u8::try_from(day).ok()?, u8::try_from(month_named(month)?).ok()?))
}
