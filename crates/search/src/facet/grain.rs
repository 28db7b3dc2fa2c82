//! How finely dates are listed.

use super::DateValue;
use crate::{ErrorCode, RequestError};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The finest dates that the date facet lists, the coarsest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DateGrain {
    /// Years.
    Year,
    /// Years and in them months.
    Month,
    /// Years, in them months, and in those days.
    #[default]
    Day,
}

impl DateGrain {
    /// Every grain, the coarsest first.
    pub const ALL: [Self; 3] = [Self::Year, Self::Month, Self::Day];

    /// The one that a value is of. Entries of several years, and those of no known date, are listed beside years.
    pub fn of(value: DateValue) -> Self {
        match value {
            DateValue::Year(_) | DateValue::SeveralYears | DateValue::Undated => Self::Year,
            DateValue::Month(..) => Self::Month,
            DateValue::Day(_) => Self::Day,
        }
    }

    /// Its name in requests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
        }
    }
}

impl fmt::Display for DateGrain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for DateGrain {
    type Err = RequestError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|grain| grain.name() == text);
        found.ok_or_else(|| {
            RequestError::new(
                ErrorCode::InvalidParameter,
                "facet_dates",
                format!("dates are not listed by \"{text}\": use day, month or year"),
            )
        })
    }
}
