//! Stretches of the archive's local calendar, for counting over time.
//!
//! Buckets are local calendar keys: every day has its 24 hours. An hour that the clocks leave out in spring stays
//! empty, and the one that they repeat in autumn holds both.

use crate::{Bucket, DateValue, ErrorCode, RequestError};
use daybook_model::LocalDate;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, str::FromStr};

/// The most buckets of a histogram.
pub const MAX_BUCKETS: usize = 20_000;

const HOURS_A_DAY: i64 = 24;
const DAYS_A_WEEK: i64 = 7;
const MONTHS_A_YEAR: i64 = 12;
/// 1970-01-01 was a Thursday, three days into its week.
const DAYS_INTO_THE_FIRST_WEEK: i64 = 3;

/// How long the buckets of a histogram are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Interval {
    /// Hours of a day.
    Hour,
    /// Days.
    Day,
    /// Weeks, which begin on Monday (ISO 8601).
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

impl Interval {
    /// Every interval, the shortest first.
    pub const ALL: [Self; 5] = [Self::Hour, Self::Day, Self::Week, Self::Month, Self::Year];

    /// Its name in requests and answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The number of the bucket that holds all of a date, or of its first hour; `None` if no single bucket does.
    ///
    /// Buckets that follow each other have numbers that do; the hours of a day follow its first.
    pub fn bucket(self, date: DateValue) -> Option<i64> {
        match (self, date) {
            (Self::Hour, DateValue::Day(day)) => Some(day_number(day)? * HOURS_A_DAY),
            (Self::Day, DateValue::Day(day)) => day_number(day),
            (Self::Week, DateValue::Day(day)) => {
                Some((day_number(day)? + DAYS_INTO_THE_FIRST_WEEK).div_euclid(DAYS_A_WEEK))
            }
            (Self::Month, DateValue::Day(day)) => self.bucket(DateValue::Month(day.year(), day.month())),
            (Self::Month, DateValue::Month(year, month)) => {
                Some(i64::from(year) * MONTHS_A_YEAR + i64::from(month) - 1)
            }
            (Self::Year, DateValue::Day(day)) => Some(i64::from(day.year())),
            (Self::Year, DateValue::Month(year, _) | DateValue::Year(year)) => Some(i64::from(year)),
            _ => None,
        }
    }

    /// Buckets of these counts, by their numbers, with the empty ones between them.
    ///
    /// # Errors
    /// If those are more than [`MAX_BUCKETS`].
    pub fn fill(self, counts: &BTreeMap<i64, u64>) -> Result<Vec<Bucket>, RequestError> {
        let (Some((first, _)), Some((last, _))) = (counts.first_key_value(), counts.last_key_value()) else {
            return Ok(Vec::new());
        };
        let buckets = last - first + 1;
        if usize::try_from(buckets).is_ok_and(|buckets| buckets > MAX_BUCKETS) {
            let ends = [first, last].map(|number| self.describe(*number, 0));
            let [from, to] = ends.map(|end| end.map(|bucket| bucket.value).unwrap_or_default());
            let wider = Self::ALL.into_iter().skip_while(|wider| *wider != self).nth(1);
            let hint = wider.map_or_else(String::new, |wider| {
                format!("widen `interval` to {}, or ", wider.name())
            });
            return Err(RequestError::new(
                ErrorCode::OutOfRange,
                "interval",
                format!(
                    "there are {buckets} {self}s from {from} to {to}, at most {MAX_BUCKETS} can be counted at once: \
                     {hint}narrow `from` and `to`"
                ),
            ));
        }
        let bucket = |number| self.describe(number, counts.get(&number).copied().unwrap_or_default());
        Ok((*first..=*last).filter_map(bucket).collect())
    }

    /// The bucket of a number; `None` if it is beyond the calendar.
    fn describe(self, number: i64, count: u64) -> Option<Bucket> {
        let (value, start, end) = match self {
            Self::Hour => {
                let day = day_of(number.div_euclid(HOURS_A_DAY))?;
                let value = format!("{day}T{:02}", number.rem_euclid(HOURS_A_DAY));
                let (start, end) = (format!("{value}:00"), format!("{value}:59"));
                (value, start, end)
            }
            Self::Day => {
                let day = day_of(number)?.to_string();
                (day.clone(), day.clone(), day)
            }
            Self::Week => {
                let monday = number * DAYS_A_WEEK - DAYS_INTO_THE_FIRST_WEEK;
                let first = day_of(monday)?;
                let week = civil(first)?.iso_week_date();
                let last = day_of(monday + DAYS_A_WEEK - 1).or_else(|| LocalDate::new(9999, 12, 31))?;
                let value = format!("{:04}-W{:02}", week.year(), week.week());
                (value, first.to_string(), last.to_string())
            }
            Self::Month => {
                let year = i16::try_from(number.div_euclid(MONTHS_A_YEAR)).ok()?;
                let month = u8::try_from(number.rem_euclid(MONTHS_A_YEAR) + 1).ok()?;
                let last = LocalDate::new(year, month, LocalDate::days_in_month(year, month))?;
                let value = DateValue::Month(year, month).to_string();
                (
                    value,
                    LocalDate::new(year, month, 1)?.to_string(),
                    last.to_string(),
                )
            }
            Self::Year => {
                let year = i16::try_from(number).ok()?;
                let ends = [LocalDate::new(year, 1, 1)?, LocalDate::new(year, 12, 31)?];
                let [first, last] = ends.map(|day| day.to_string());
                (DateValue::Year(year).to_string(), first, last)
            }
        };
        Some(Bucket {
            value,
            start,
            end,
            count,
        })
    }
}

fn civil(day: LocalDate) -> Option<Date> {
    let part = |part: u8| i8::try_from(part).ok();
    Date::new(day.year(), part(day.month())?, part(day.day())?).ok()
}

const EPOCH: Date = Date::constant(1970, 1, 1);

fn day_number(day: LocalDate) -> Option<i64> {
    let span = EPOCH.until(civil(day)?).ok()?;
    Some(i64::from(span.get_days()))
}

fn day_of(number: i64) -> Option<LocalDate> {
    let span = 0.days().try_days(number).ok()?;
    let day = EPOCH.checked_add(span).ok()?;
    let part = |part: i8| u8::try_from(part).ok();
    LocalDate::new(day.year(), part(day.month())?, part(day.day())?)
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Interval {
    type Err = RequestError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|interval| interval.name() == text);
        found.ok_or_else(|| {
            RequestError::new(
                ErrorCode::InvalidParameter,
                "interval",
                format!("there is no interval \"{text}\": use hour, day, week, month or year"),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> DateValue {
        text.parse().unwrap()
    }

    fn buckets(interval: Interval, dates: &[&str]) -> Vec<String> {
        let mut counts = BTreeMap::new();
        for date in dates {
            *counts.entry(interval.bucket(day(date)).unwrap()).or_insert(0) += 1;
        }
        let shown = |b: &Bucket| format!("{} {}..{} {}", b.value, b.start, b.end, b.count);
        interval.fill(&counts).unwrap().iter().map(shown).collect()
    }

    #[test]
    fn empty_buckets_stand_between_the_first_and_the_last() {
        assert_eq!(
            buckets(Interval::Day, &["2016-02-28", "2016-03-01", "2016-03-01"]),
            [
                "2016-02-28 2016-02-28..2016-02-28 1",
                "2016-02-29 2016-02-29..2016-02-29 0",
                "2016-03-01 2016-03-01..2016-03-01 2"
            ]
        );
        assert_eq!(
            buckets(Interval::Week, &["2015-12-28", "2016-01-10"]),
            [
                "2015-W53 2015-12-28..2016-01-03 1",
                "2016-W01 2016-01-04..2016-01-10 1"
            ]
        );
        assert_eq!(
            buckets(Interval::Month, &["2015-11", "2015-12-31", "2016-01"]),
            [
                "2015-11 2015-11-01..2015-11-30 1",
                "2015-12 2015-12-01..2015-12-31 1",
                "2016-01 2016-01-01..2016-01-31 1"
            ]
        );
        assert_eq!(
            buckets(Interval::Year, &["2014", "2016-02-29"]),
            [
                "2014 2014-01-01..2014-12-31 1",
                "2015 2015-01-01..2015-12-31 0",
                "2016 2016-01-01..2016-12-31 1"
            ]
        );
        assert!(Interval::Day.fill(&BTreeMap::new()).unwrap().is_empty());
    }

    #[test]
    fn every_day_has_24_hours_of_the_local_clock() {
        // The clocks go forward on the first of these days and back on the second.
        for changing in ["2015-03-29", "2015-10-25"] {
            let first = Interval::Hour.bucket(day(changing)).unwrap();
            let hours = Interval::Hour
                .fill(&BTreeMap::from([(first, 1), (first + 24, 1)]))
                .unwrap();
            assert_eq!(hours.len(), 25);
            assert_eq!(hours[1].start, format!("{changing}T01:00"));
            assert_eq!(hours[23].end, format!("{changing}T23:59"));
            assert_ne!(hours[24].value[..10], *changing);
        }
    }

    #[test]
    fn buckets_reach_to_both_ends_of_the_calendar() {
        for interval in Interval::ALL {
            for end in ["0001-01-01", "9999-12-31"] {
                let number = interval.bucket(day(end)).unwrap();
                let bucket = interval.describe(number, 1).unwrap();
                assert!(
                    bucket.start.as_str() <= end || interval == Interval::Hour,
                    "{bucket:?}"
                );
            }
        }
    }

    #[test]
    fn dates_wider_than_a_bucket_are_in_none() {
        assert_eq!(Interval::Week.bucket(day("2015-03")), None);
        assert_eq!(Interval::Month.bucket(day("2015")), None);
        for interval in Interval::ALL {
            assert_eq!(interval.bucket(DateValue::Undated), None);
            assert_eq!(interval.bucket(DateValue::SeveralYears), None);
        }
    }

    #[test]
    fn too_many_buckets_are_refused_with_a_wider_interval() {
        let counts = BTreeMap::from([(0, 1), (MAX_BUCKETS as i64, 1)]);
        let error = Interval::Day.fill(&counts).unwrap_err();
        assert_eq!(
            (error.code, error.parameter.as_deref()),
            (ErrorCode::OutOfRange, Some("interval"))
        );
        assert!(error.detail.contains("widen `interval` to week"), "{error}");
        assert!(
            error.detail.contains("20001 days from 1970-01-01 to 2024-10-04"),
            "{error}"
        );
        let most = BTreeMap::from([(1, 1), (MAX_BUCKETS as i64, 1)]);
        assert_eq!(Interval::Day.fill(&most).unwrap().len(), MAX_BUCKETS);
    }
}
