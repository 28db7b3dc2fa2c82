//! Words that place an event against the day of writing: `yesterday`, `last week`, `on Friday`, `next May`.

use super::days::{Day, Weekday};
use super::lengths::Length;
use super::printed_dates::{AHEAD_DAYS, BACK_DAYS};
use super::tense::Tense;

/// Where an event stands from the day of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relative {
    /// So many days before it, or after it if negative.
    DaysAgo(i32),
    /// In the night that begins so many days before it: the event may be of either day.
    Night(i32),
    /// On a day and month without its year.
    OnDate(u8, u8),
    /// From so many days before it to so many; after it if negative.
    Apart(i32, i32),
    /// So many years before it to the day, and so many days.
    YearsAgo {
        years: i16,
        days: i32,
    },
    /// On a Saturday or Sunday, the nearest.
    AtWeekend,
    /// On the weekend so many weekends before its own.
    Weekend(i32),
    /// In the first or the last days of the month so many months before its own.
    PartOfMonth {
        months: i32,
        end: bool,
    },
    /// In the season of this name: this year's, the last one or the next.
    Season(i32),
    /// So many days after the next such weekday.
    WeeksOn(Weekday, i32),
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
    /// That long ago.
    pub(super) fn ago(length: Length) -> Self {
        match length.exact {
            Some(days) if length.least == days => Self::DaysAgo(days),
            _ => Self::Apart(length.least, length.most),
        }
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
        let sunday = event.monday().plus(6);
        let weekend = matches!(event.weekday(), Weekday::Saturday | Weekday::Sunday);
        match self {
            Self::DaysAgo(days) => Some((event.plus(days), event.plus(days))),
            Self::Night(days) => Some((event.plus(days - 1), event.plus(days))),
            Self::OnDate(day, month) if (date.day(), date.month()) == (day, month) => {
                Self::In(month).written(event, tense)
            }
            Self::Apart(least, most) => Some((event.plus(least), event.plus(most))),
            Self::YearsAgo { years, days } => {
                // A leap day's anniversary is kept on the day before.
                let year = date.year().checked_add(years)?;
                let on = |day| Day::new(year, date.month(), day);
                let day = on(date.day()).or_else(|| on(28))?.plus(days);
                Some((day, day))
            }
            Self::AtWeekend => weekend.then(|| match tense {
                Some(Tense::Past) => (event, sunday.plus(6)),
                Some(Tense::Future) => (sunday.plus(-7), event),
                None => (sunday.plus(-7), sunday.plus(6)),
            }),
            Self::Weekend(1) => weekend.then(|| (event.plus(1), sunday.plus(7))),
            Self::Weekend(-1) => weekend.then(|| (sunday.plus(-13), sunday.plus(-2))),
            Self::Weekend(_) => weekend.then(|| (sunday.plus(-6), sunday.plus(1))),
            Self::PartOfMonth { months, end } => {
                // What is at the beginning or the end is a third of a month at most.
                let fits = if end { date.day() >= 20 } else { date.day() <= 11 };
                let (from, to) = month_at(months)?;
                fits.then(|| match tense {
                    Some(Tense::Past) if months == 0 => (from.max(event), to),
                    Some(Tense::Future) if months == 0 => (from, to.min(event)),
                    _ => (from, to),
                })
            }
            // Seasons have no days on which all agree; last summer's is the last of them that is over.
            Self::Season(1) => Some((event.plus(20), event.plus(420))),
            Self::Season(-1) => Some((event.plus(-420), event.plus(-20))),
            Self::Season(_) => Some(match tense {
                Some(Tense::Past) => (event, event.plus(250)),
                Some(Tense::Future) => (event.plus(-300), event),
                None => (event.plus(-300), event.plus(250)),
            }),
            Self::WeeksOn(weekday, days) => on(weekday, -days - 7, -days),
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
            Self::LastWeekday(_) | Self::OfLastWeek(_) | Self::LastMonthNamed(_) => Some(Tense::Past),
            Self::NextWeekday(_) | Self::WeekdayWeek(_) | Self::NextMonthNamed(_) | Self::WeeksOn(..) => {
                Some(Tense::Future)
            }
            Self::YearsAgo { .. } => Some(Tense::Past),
            Self::Apart(least, _) if least >= 0 => Some(Tense::Past),
            Self::Apart(..) => Some(Tense::Future),
            Self::Week(n) | Self::Weekend(n) | Self::Month(n) | Self::Year(n) | Self::Season(n) if n > 0 => {
                Some(Tense::Past)
            }
            Self::Week(n) | Self::Weekend(n) | Self::Month(n) | Self::Year(n) | Self::Season(n) if n < 0 => {
                Some(Tense::Future)
            }
            Self::PartOfMonth { months, .. } if months > 0 => Some(Tense::Past),
            Self::PartOfMonth { months, .. } if months < 0 => Some(Tense::Future),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::relative_words::RELATIVE;
    use super::*;
    use crate::pattern::pattern;
    use daybook_model::LocalDate;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::of(text.parse::<LocalDate>().unwrap())
    }

    fn written(text: &str, event: &str, tense: Option<Tense>) -> String {
        assert!(pattern(&format!("^(?:{})$", *RELATIVE)).is_match(text), "{text}");
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
            ("a week ago today", "2013-05-22", past, "2013-05-29..2013-05-29"),
            (
                "a week ago tomorrow",
                "2011-02-11",
                past,
                "2011-02-17..2011-02-17",
            ),
            ("two weeks ago", "2013-05-15", past, "2013-05-24..2013-06-03"),
            (
                "three weeks on friday",
                "2011-04-29",
                None,
                "2011-04-01..2011-04-08",
            ),
            ("three weeks on thursday", "2011-04-29", None, ""),
            ("a week today", "2015-05-07", None, "2015-04-30..2015-04-30"),
            ("in six weeks' time", "2015-05-07", None, "2015-03-19..2015-04-02"),
            ("at the weekend", "2013-05-19", past, "2013-05-19..2013-05-25"),
            ("at the weekend", "2013-05-17", past, ""),
            ("last weekend", "2013-05-19", past, "2013-05-20..2013-05-26"),
            (
                "at the end of the month",
                "2011-10-31",
                Some(Tense::Future),
                "2011-10-01..2011-10-31",
            ),
            ("at the end of the month", "2011-10-12", Some(Tense::Future), ""),
            ("last summer", "2012-07-27", past, "2012-08-16..2013-09-20"),
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
