//! A count over time as a caller writes it.

use super::SearchParams;
use super::read::{empty, repeated_parameter, unknown_parameter};
use crate::{ErrorCode, HistogramRequest, Interval, RequestError};

/// A count over time as a caller writes it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HistogramParams {
    /// The search that is counted.
    pub search: SearchParams,
    /// How long a bucket is: `hour`, `day` (the default), `week`, `month` or `year`.
    pub interval: Option<String>,
}

impl HistogramParams {
    /// The names of its own parameters; those of [`SearchParams::SCOPE`] come before them.
    pub const OWN: [&'static str; 1] = ["interval"];

    /// All parameters' names as they stand in a URL.
    pub fn names() -> Vec<&'static str> {
        [&SearchParams::SCOPE[..], &Self::OWN].concat()
    }

    /// Reads decoded `name=value` pairs.
    ///
    /// # Errors
    /// As [`SearchParams::from_pairs`].
    pub fn from_pairs<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<Self, RequestError>
    where
        N: AsRef<str>,
        V: Into<String>,
    {
        let mut interval = None;
        let mut scope = Vec::new();
        for (name, value) in pairs {
            let name = name.as_ref();
            let value = value.into();
            if Self::OWN.contains(&name) {
                if interval.replace(value).is_some() {
                    return Err(repeated_parameter(name));
                }
            } else if SearchParams::SCOPE.contains(&name) {
                scope.push((name.to_owned(), value));
            } else {
                return Err(unknown_parameter(name, &Self::names()));
            }
        }
        Ok(Self {
            search: SearchParams::from_pairs(scope)?,
            interval: interval.filter(|interval| !interval.is_empty()),
        })
    }

    /// Checks everything and reads the query.
    ///
    /// # Errors
    /// The first mistake, with the parameter at fault and how to mend it.
    pub fn check(&self) -> Result<HistogramRequest, RequestError> {
        Ok(HistogramRequest {
            query: self.search.query()?,
            filters: self.search.filters()?,
            unit: self.search.unit()?,
            interval: match self.interval.as_deref() {
                None => Interval::Day,
                Some("") => return Err(empty(ErrorCode::InvalidParameter, "interval")),
                Some(interval) => interval.parse()?,
            },
        })
    }
}
