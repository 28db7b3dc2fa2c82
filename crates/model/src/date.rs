//! Days, and intervals of days with what they were read from.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// A day of the proleptic Gregorian calendar in the archive's time zone. Serialises as `"YYYY-MM-DD"`.
///
/// It only names a day; arithmetic on days is left to a calendar library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct LocalDate {
    year: i16,
    month: u8,
    day: u8,
}

/// Why a text is no day.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("\"{0}\" is not a day: write YYYY-MM-DD, such as 2015-03-09")]
pub struct LocalDateError(String);

impl LocalDate {
    /// The given day, or `None` if there is no such day. Years run from 1 to 9999.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let real = (1..=9999).contains(&year) && day >= 1 && day <= Self::days_in_month(year, month);
        real.then_some(Self { year, month, day })
    }

    /// How many days the month has: 28 to 31, or 0 if there is no such month.
    pub fn days_in_month(year: i16, month: u8) -> u8 {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        }
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }
}

impl fmt::Display for LocalDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl From<LocalDate> for String {
    fn from(date: LocalDate) -> Self {
        date.to_string()
    }
}

impl FromStr for LocalDate {
    type Err = LocalDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let bytes = text.as_bytes();
            let shape = bytes.len() == 10
                && bytes.iter().enumerate().all(|(i, b)| match i {
                    4 | 7 => *b == b'-',
                    _ => b.is_ascii_digit(),
                });
            if !shape {
                return None;
            }
            Self::new(
                text[..4].parse().ok()?,
                text[5..7].parse().ok()?,
                text[8..].parse().ok()?,
            )
        };
        read().ok_or_else(|| LocalDateError(text.to_owned()))
    }
}

impl TryFrom<String> for LocalDate {
    type Error = LocalDateError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// What a page's date was read from, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DateBasis {
    /// The archive's `archive.toml`.
    Manifest,
    /// The front matter at the head of a text page.
    FrontMatter,
    /// The markup of an HTML page.
    Markup,
    /// The page's address.
    Url,
    /// The page's file name.
    Filename,
    /// What the text itself says, with the days of whom it names, the running numbers of the archive's other pages and
    /// the time of a crawl: most often an interval.
    Text,
    /// Nothing said when the page was written.
    None,
}

impl DateBasis {
    /// Every basis, the most trusted first.
    pub const ALL: [Self; 7] = [
        Self::Manifest,
        Self::FrontMatter,
        Self::Markup,
        Self::Url,
        Self::Filename,
        Self::Text,
        Self::None,
    ];

    /// Its name in JSON and filters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Manifest => "manifest",
            Self::FrontMatter => "front-matter",
            Self::Markup => "markup",
            Self::Url => "url",
            Self::Filename => "filename",
            Self::Text => "text",
            Self::None => "none",
        }
    }
}

/// When a page or entry was written: an interval of days, both ends included.
///
/// `earliest == latest` is a known day; both `None` is a page that nothing dates.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DateInterval {
    /// The first day on which it may have been written.
    pub earliest: Option<LocalDate>,
    /// The last day on which it may have been written.
    pub latest: Option<LocalDate>,
    /// What the interval was read from.
    pub basis: DateBasis,
    /// What was read, for a person to check.
    pub evidence: Option<String>,
    /// Less trusted sources that cannot be true together with it; absent if there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputed_by: Vec<DateDispute>,
}

/// A source that contradicts the one that dates a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DateDispute {
    /// Which source.
    pub basis: DateBasis,
    /// The first day that it allows; `None` if any earlier one is as good.
    pub earliest: Option<LocalDate>,
    /// The last day that it allows; `None` if any later one is as good.
    pub latest: Option<LocalDate>,
    /// What was read, for a person to check.
    pub evidence: String,
}

impl DateDispute {
    /// The days that it allows, without what was read.
    pub fn interval(&self) -> DateInterval {
        DateInterval {
            earliest: self.earliest,
            latest: self.latest,
            basis: self.basis,
            evidence: None,
            disputed_by: Vec::new(),
        }
    }
}

impl DateInterval {
    /// Nothing is known.
    pub fn undated() -> Self {
        Self {
            earliest: None,
            latest: None,
            basis: DateBasis::None,
            evidence: None,
            disputed_by: Vec::new(),
        }
    }

    /// A known day.
    pub fn on(day: LocalDate, basis: DateBasis, evidence: impl Into<String>) -> Self {
        Self::between(day, day, basis, evidence)
    }

    /// An interval; the ends may be given in either order.
    pub fn between(a: LocalDate, b: LocalDate, basis: DateBasis, evidence: impl Into<String>) -> Self {
        Self {
            earliest: Some(a.min(b)),
            latest: Some(a.max(b)),
            basis,
            evidence: Some(evidence.into()),
            disputed_by: Vec::new(),
        }
    }

    /// The day, if it is known.
    pub fn day(&self) -> Option<LocalDate> {
        self.earliest.filter(|_| self.earliest == self.latest)
    }

    /// The ends, unless nothing is known.
    pub fn bounds(&self) -> Option<(LocalDate, LocalDate)> {
        self.earliest.zip(self.latest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leap_days() {
        assert!(LocalDate::new(2012, 2, 29).is_some());
        assert!(LocalDate::new(2013, 2, 29).is_none());
        assert!(LocalDate::new(1900, 2, 29).is_none());
        assert!(LocalDate::new(2000, 2, 29).is_some());
    }

    #[test]
    fn reads_only_whole_iso_days() {
        assert_eq!("2015-03-09".parse(), Ok(LocalDate::new(2015, 3, 9).unwrap()));
        for text in [
            "",
            "2015-3-9",
            "2015-03",
            "2015-02-30",
            "2015/03/09",
            "+015-03-09",
            "２015-03-09",
        ] {
            assert!(text.parse::<LocalDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_day_is_an_interval_of_one() {
        let day = LocalDate::new(2015, 3, 9).unwrap();
        assert_eq!(DateInterval::on(day, DateBasis::Url, "x").day(), Some(day));
        let later = LocalDate::new(2015, 3, 10).unwrap();
        let interval = DateInterval::between(later, day, DateBasis::Text, "x");
        assert_eq!(interval.bounds(), Some((day, later)));
        assert_eq!(interval.day(), None);
    }
}
