//! Words that place an event against the day of writing: `yesterday`, `last week`, `on Friday`, `next May`.

use super::days::{Day, Weekday};
use super::printed_dates::{AHEAD_DAYS, BACK_DAYS};
use super::tense::Tense;
use crate::date_digits::month_named;

/// A pattern for [`Relative::read`], for lower-case text.
pub(super) const RELATIVE: &str = r"(?:(?:earlier |later )?today|this (?:morning|afternoon|evening|lunchtime)|tonight|yesterday(?: morning| afternoon| evening| lunchtime)?|last night|tomorrow(?: morning| afternoon| evening)?|(?:earlier |later )?(?:this|last|next) (?:week|month|year)|the (?:week|month) before last|(?:on |last |next |this |this coming |from )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: morning| afternoon| evening| night)?(?: of last week| week)?|(?:in |last |next |this |early in |late in )(?:january|february|march|april|may|june|july|august|september|october|november|december)|on (?:\d{1,2}(?:st|nd|rd|th)? (?:january|february|march|april|may|june|july|august|september|october|november|december)|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2})(?:st|nd|rd|th)?|(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten) (?:days|weeks) ago)";

/// Where an event stands from the day of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relative {
    /// So many days before it, or after it if negative.
    DaysAgo(i32),
    /// In the night that begins so many days before it: the event may be of either day.
    Night(i32),
    /// On a day and month without its year.
    OnDate(u8, u8),
    /// About so many weeks before it.
    WeeksAgo(i32),
    /// In the week so many weeks before its own.
    Week(i32),
    /// In the month so many months before its own.
    Month(i32),
    /// In the year so many years before its own.
    Year(i32),
    /// On the nearest such weekday.
    On(Weekday),
    LastWeekday(Weekday),
    NextWeekday(Weekday),
    /// On that weekday of the week before.
    OfLastWeek(Weekday),
    /// On that weekday of the week after.
    WeekdayWeek(Weekday),
    /// In a month without its year.
    In(u8),
    LastMonthNamed(u8),
    NextMonthNamed(u8),
}

impl Relative {
    /// What such words mean; in lower case.
    pub(super) fn read(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let word = |at: usize| words.get(at).copied().unwrap_or_default();
        let (step, rest) = match word(0) {
            "earlier" | "later" => return Self::read(words.get(1..)?.join(" ").as_str()),
            "tonight" => return Some(Self::Night(0)),
            "today" => return Some(Self::DaysAgo(0)),
            "yesterday" => return Some(Self::DaysAgo(1)),
            "tomorrow" => return Some(Self::DaysAgo(-1)),
            "the" if word(1) == "week" => return Some(Self::Week(2)),
            "the" => return Some(Self::Month(2)),
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
        if rest.last() == Some(&"ago") {
            let count = counted(first)?;
            return Some(if rest.contains(&"days") {
                Self::DaysAgo(count)
            } else {
                Self::WeeksAgo(count)
            });
        }
        match first {
            "morning" | "afternoon" | "evening" | "lunchtime" => return Some(Self::DaysAgo(0)),
            "night" => return Some(Self::Night(1)),
            "week" => return Some(Self::Week(step)),
            "month" => return Some(Self::Month(step)),
            "year" => return Some(Self::Year(step)),
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

    /// The days of writing on which an event of that day stands so; `None` if it never does, as an event of a Monday is
    /// not `on Friday`.
    pub(super) fn written(self, event: Day, tense: Option<Tense>) -> Option<(Day, Day)> {
        let date = event.date();
        let month_at = |months: i32| -> Option<(Day, Day)> {
            let count = i32::from(date.year()) * 12 + i32::from(date.month()) - 1 + months;
            let year = i16::try_from(count.div_euclid(12)).ok()?;
            let month = u8::try_from(count.rem_euclid(12) + 1).ok()?;
            Some((Day::new(year, month, 1)?, Day::month_end(year, month)?))
        };
        let on = |weekday: Weekday, from: i32, to: i32| {
            (event.weekday() == weekday).then(|| (event.plus(from), event.plus(to)))
        };
        match self {
            Self::DaysAgo(days) => Some((event.plus(days), event.plus(days))),
            Self::Night(days) => Some((event.plus(days - 1), event.plus(days))),
            Self::OnDate(day, month) if (date.day(), date.month()) == (day, month) => {
                Self::In(month).written(event, tense)
            }
            Self::WeeksAgo(weeks) => Some((event.plus(7 * weeks - 4), event.plus(7 * weeks + 4))),
            Self::Week(weeks) => {
                let monday = event.monday().plus(7 * weeks);
                // At the weekend, `last week` is the one that is just over and `next week` the one that begins.
                let early = if weeks > 0 { 2 } else { 0 };
                let from = monday.plus(-early);
                Some(match tense.or(self.tense()) {
                    Some(Tense::Past) => (from.max(event.plus(i32::from(weeks > 0))), monday.plus(6)),
                    Some(Tense::Future) if weeks == 0 => (from, event),
                    _ => (from, monday.plus(6)),
                })
            }
            Self::Month(months) => {
                let (from, to) = month_at(months)?;
                Some(match tense {
                    Some(Tense::Past) if months == 0 => (from.max(event), to),
                    Some(Tense::Future) if months == 0 => (from, to.min(event)),
                    _ => (from, to),
                })
            }
            Self::Year(years) => {
                let year = date.year().checked_add(i16::try_from(years).ok()?)?;
                let (from, to) = (Day::new(year, 1, 1)?, Day::new(year, 12, 31)?);
                Some(match tense {
                    Some(Tense::Past) if years == 0 => (from.max(event), to),
                    Some(Tense::Future) if years == 0 => (from, to.min(event)),
                    _ => (from, to),
                })
            }
            Self::On(weekday) => match tense {
                Some(Tense::Past) => on(weekday, 1, 7),
                Some(Tense::Future) => on(weekday, -7, -1),
                None => on(weekday, -7, 7),
            },
            Self::LastWeekday(weekday) => on(weekday, 1, 13),
            Self::NextWeekday(weekday) => on(weekday, -13, -1),
            Self::OfLastWeek(weekday) if event.weekday() == weekday => Self::Week(1).written(event, tense),
            Self::WeekdayWeek(weekday) => on(weekday, -14, -7),
            Self::In(month) if date.month() == month => {
                let (new_year, old_year) = (Day::new(date.year(), 1, 1)?, Day::new(date.year(), 12, 31)?);
                let (from, to) = (
                    new_year.min(event.plus(-AHEAD_DAYS)),
                    old_year.max(event.plus(BACK_DAYS)),
                );
                Some(match tense {
                    Some(Tense::Past) => (event, to),
                    Some(Tense::Future) => (from, event),
                    None => (from, to),
                })
            }
            Self::LastMonthNamed(month) if date.month() == month => Some((event.plus(1), event.plus(366))),
            Self::NextMonthNamed(month) if date.month() == month => {
                Some((event.plus(-380), month_at(0)?.0.plus(-1)))
            }
            Self::OnDate(..)
            | Self::OfLastWeek(_)
            | Self::In(_)
            | Self::LastMonthNamed(_)
            | Self::NextMonthNamed(_) => None,
        }
    }

    /// The side that the words themselves give.
    pub(super) fn tense(self) -> Option<Tense> {
        match self {
            Self::DaysAgo(days) if days > 0 => Some(Tense::Past),
            Self::DaysAgo(days) if days < 0 => Some(Tense::Future),
            Self::WeeksAgo(_) | Self::LastWeekday(_) | Self::OfLastWeek(_) | Self::LastMonthNamed(_) => {
                Some(Tense::Past)
            }
            Self::NextWeekday(_) | Self::WeekdayWeek(_) | Self::NextMonthNamed(_) => Some(Tense::Future),
            Self::Week(n) | Self::Month(n) | Self::Year(n) if n > 0 => Some(Tense::Past),
            Self::Week(n) | Self::Month(n) | Self::Year(n) if n < 0 => Some(Tense::Future),
            _ => None,
        }
    }
}

/// `6 may`, `may 6th`.
fn day_and_month(day: &str, month: &str) -> Option<(u8, u8)> {
    let day = day
        .trim_end_matches(|c: char| c.is_ascii_alphabetic())
        .parse()
        .ok()?;
    Some((day, u8::try_from(month_named(month)?).ok()?))
}

/// A number in figures or words.
pub(super) fn counted(word: &str) -> Option<i32> {
    const WORDS: [&str; 11] = [
        "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    word.parse().ok().or_else(|| {
        let place = WORDS.iter().position(|other| *other == word)?;
        i32::try_from(place).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::super::sentence::pattern;
    use super::*;
    use daybook_model::LocalDate;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::of(text.parse::<LocalDate>().unwrap())
    }

    fn written(text: &str, event: &str, tense: Option<Tense>) -> String {
        assert!(pattern(&format!("^{RELATIVE}$")).is_match(text), "{text}");
        Relative::read(text)
            .unwrap()
            .written(day(event), tense)
            .map(|(a, b)| format!("{}..{}", a.date(), b.date()))
            .unwrap_or_default()
    }

    #[test]
    fn windows() {
        let past = Some(Tense::Past);
        for (text, event, tense, window) in [
            (
                "yesterday afternoon",
                "2013-02-06",
                past,
                "2013-02-07..2013-02-07",
            ),
            ("last week", "2013-05-14", past, "2013-05-18..2013-05-26"),
            ("this week", "2013-05-14", past, "2013-05-14..2013-05-19"),
            ("this week", "2013-05-14", None, "2013-05-13..2013-05-19"),
            ("next week", "2013-05-14", None, "2013-05-06..2013-05-12"),
            ("last month", "2010-06-22", past, "2010-07-01..2010-07-31"),
            ("earlier this year", "2013-02-13", past, "2013-02-13..2013-12-31"),
            ("on friday", "2016-04-01", past, "2016-04-02..2016-04-08"),
            ("on thursday", "2016-04-01", past, ""),
            ("next may", "2015-05-07", None, "2014-04-22..2015-04-30"),
            (
                "tuesday of last week",
                "2014-10-14",
                past,
                "2014-10-18..2014-10-26",
            ),
            ("in march", "2012-03-27", past, "2012-03-27..2013-01-21"),
            ("tonight", "2014-03-30", None, "2014-03-29..2014-03-30"),
            (
                "on 7 may",
                "2015-05-07",
                Some(Tense::Future),
                "2014-07-11..2015-05-07",
            ),
            ("on 3 march", "2015-03-03", past, "2015-03-03..2015-12-31"),
            ("on 4 march", "2015-03-03", past, ""),
            ("three days ago", "2012-03-27", past, "2012-03-30..2012-03-30"),
            (
                "this coming wednesday",
                "2014-04-02",
                None,
                "2014-03-20..2014-04-01",
            ),
        ] {
            assert_eq!(written(text, event, tense), window, "{text} {event}");
        }
    }

    proptest! {
        #[test]
        fn the_day_of_writing_is_in_the_window(event in 4000..9000_i32, ago in 0..8_i32) {
            let (event, truth) = (Day(event), Day(event + ago));
            let mut told = Vec::new();
            match ago {
                0 => told.push("today".to_owned()),
                1 => told.push("yesterday".to_owned()),
                _ => told.push(format!("{ago} days ago")),
            }
            if ago > 0 {
                told.push(format!("on {}", event.weekday().name().to_lowercase()));
            }
            let weeks = (truth.monday().0 - event.monday().0) / 7;
            told.push(["this week", "last week"][usize::try_from(weeks).unwrap()].to_owned());
            for text in told {
                let (from, to) = Relative::read(&text).unwrap().written(event, Some(Tense::Past)).unwrap();
                prop_assert!(from <= truth && truth <= to, "{} {:?} {:?}", text, event.date(), truth.date());
            }
        }
    }
}
