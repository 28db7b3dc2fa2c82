//! The values of the date facet.

use crate::{ErrorCode, RequestError};
use daybook_model::{DateInterval, LocalDate};
use std::{fmt, str::FromStr};

/// A year, a month or a day, as `from` and `to` take them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    first: LocalDate,
    last: LocalDate,
}

impl PartialDate {
    /// Its first day.
    pub fn first(self) -> LocalDate {
        self.first
    }

    /// Its last day.
    pub fn last(self) -> LocalDate {
        self.last
    }

    /// Reads `2015`, `2015-03` or `2015-03-09`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |part: &str, len: usize| -> Option<u16> {
            (part.len() == len && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        };
        let mut parts = text.split('-');
        let year = i16::try_from(digits(parts.next()?, 4)?).ok()?;
        let Some(month) = parts.next() else {
            return Some(Self {
                first: LocalDate::new(year, 1, 1)?,
                last: LocalDate::new(year, 12, 31)?,
            });
        };
        let month = u8::try_from(digits(month, 2)?).ok()?;
        let Some(day) = parts.next() else {
            let last = LocalDate::days_in_month(year, month);
            return Some(Self {
                first: LocalDate::new(year, month, 1)?,
                last: LocalDate::new(year, month, last)?,
            });
        };
        let day = LocalDate::new(year, month, u8::try_from(digits(day, 2)?).ok()?)?;
        parts.next().is_none().then_some(Self {
            first: day,
            last: day,
        })
    }
}

/// A value of the date facet.
///
/// An entry counts under the finest value that holds all the days on which it may have been written, and under
/// the values above that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateValue {
    /// A year.
    Year(i16),
    /// A month.
    Month(i16, u8),
    /// A day.
    Day(LocalDate),
    /// An interval that no single year holds.
    SeveralYears,
    /// Nothing says when it was written.
    Undated,
}

impl DateValue {
    /// The finest value that holds the interval.
    pub fn finest(date: &DateInterval) -> Self {
        let Some((earliest, latest)) = date.bounds() else {
            return Self::Undated;
        };
        if earliest == latest {
            Self::Day(earliest)
        } else if earliest.year() != latest.year() {
            Self::SeveralYears
        } else if earliest.month() != latest.month() {
            Self::Year(earliest.year())
        } else {
            Self::Month(earliest.year(), earliest.month())
        }
    }

    /// The value above: the month of a day, the year of a month.
    pub fn parent(self) -> Option<Self> {
        match self {
            Self::Day(day) => Some(Self::Month(day.year(), day.month())),
            Self::Month(year, _) => Some(Self::Year(year)),
            Self::Year(_) | Self::SeveralYears | Self::Undated => None,
        }
    }

    /// Whether `other` is this value or one under it.
    pub fn holds(self, other: Self) -> bool {
        std::iter::successors(Some(other), |value| value.parent()).any(|value| value == self)
    }
}

impl fmt::Display for DateValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => day.fmt(f),
            Self::SeveralYears => f.write_str("several-years"),
            Self::Undated => f.write_str("undated"),
        }
    }
}

impl FromStr for DateValue {
    type Err = RequestError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || match text {
            "undated" => Some(Self::Undated),
            "several-years" => Some(Self::SeveralYears),
            _ => {
                let date = PartialDate::parse(text)?;
                Some(match text.len() {
                    4 => Self::Year(date.first().year()),
                    7 => Self::Month(date.first().year(), date.first().month()),
                    _ => Self::Day(date.first()),
                })
            }
        };
        read().ok_or_else(|| {
            RequestError::new(
                ErrorCode::InvalidDate,
                "date",
                format!(
                    "\"{text}\" is not a value of the date facet: write 2015, 2015-03, 2015-03-09, \
                     several-years or undated"
                ),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use daybook_model::DateBasis;

    fn interval(a: &str, b: &str) -> DateInterval {
        DateInterval::between(a.parse().unwrap(), b.parse().unwrap(), DateBasis::Text, "")
    }

    #[test]
    fn the_finest_value_holds_the_whole_interval() {
        for (a, b, value) in [
            ("2015-03-09", "2015-03-09", "2015-03-09"),
            ("2015-03-01", "2015-03-09", "2015-03"),
            ("2015-03-31", "2015-04-01", "2015"),
            ("2014-12-31", "2015-01-01", "several-years"),
        ] {
            assert_eq!(DateValue::finest(&interval(a, b)).to_string(), value);
        }
        assert_eq!(DateValue::finest(&DateInterval::undated()), DateValue::Undated);
    }

    #[test]
    fn values_round_trip_and_nest() {
        for text in ["2015", "2015-03", "2015-03-09", "several-years", "undated"] {
            assert_eq!(text.parse::<DateValue>().unwrap().to_string(), text);
        }
        let day: DateValue = "2015-03-09".parse().unwrap();
        assert!(DateValue::Year(2015).holds(day) && DateValue::Month(2015, 3).holds(day));
        assert!(!DateValue::Month(2015, 4).holds(day) && !day.holds(DateValue::Year(2015)));
    }

    #[test]
    fn partial_dates_are_years_months_and_days() {
        let bounds = |text| PartialDate::parse(text).map(|d| (d.first().to_string(), d.last().to_string()));
        assert_eq!(
            bounds("2016-02"),
            Some(("2016-02-01".into(), "2016-02-29".into()))
        );
        assert_eq!(bounds("2016"), Some(("2016-01-01".into(), "2016-12-31".into())));
        for text in [
            "",
            "16",
            "2016-2",
            "2016-13",
            "2016-02-30",
            "2016-02-01-01",
            "0000",
            "2016-",
        ] {
            assert_eq!(bounds(text), None, "{text}");
        }
    }
}
