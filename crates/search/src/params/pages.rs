//! A listing of pages as a caller writes it.

use super::read::{bounded, empty, number, partial_date, repeated_parameter, truth, unknown_parameter};
use super::{MAX_LIMIT, in_order};
use crate::{ErrorCode, PageListRequest, PartialDate, RequestError};

const DEFAULT_PAGES: usize = 50;

/// A listing of pages as a caller writes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageListParams {
    /// The first year, month or day on which a page may have been written.
    pub from: Option<String>,
    /// The last year, month or day on which a page may have been written.
    pub to: Option<String>,
    /// `true` lists only pages that nothing dates, `false` only dated ones. Unless said both are listed, the undated
    /// ones last; with `from` or `to` the dated ones.
    pub undated: Option<bool>,
    /// The order: `oldest` (the default) or `newest` first.
    pub sort: Option<String>,
    /// How many pages, 1 to 100; 50 unless said.
    pub limit: Option<u64>,
    /// How many pages to leave out before the first: `next_offset` of the answer before.
    pub offset: Option<u64>,
}

impl PageListParams {
    /// The parameters' names as they stand in a URL.
    pub const NAMES: [&'static str; 6] = ["from", "to", "undated", "sort", "limit", "offset"];

    /// Reads decoded `name=value` pairs. As in a search an empty value is as if left out.
    ///
    /// # Errors
    /// An unknown name, a value that cannot be read, a name given twice.
    pub fn from_pairs<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<Self, RequestError>
    where
        N: AsRef<str>,
        V: Into<String>,
    {
        let mut params = Self::default();
        let mut seen: Vec<String> = Vec::new();
        for (name, value) in pairs {
            let (name, value) = (name.as_ref(), value.into());
            if !Self::NAMES.contains(&name) {
                return Err(unknown_parameter(name, &Self::NAMES));
            }
            if value.is_empty() {
                continue;
            }
            if seen.iter().any(|before| before == name) {
                return Err(repeated_parameter(name));
            }
            seen.push(name.to_owned());
            match name {
                "from" => params.from = Some(value),
                "to" => params.to = Some(value),
                "undated" => params.undated = Some(truth(name, &value)?),
                "sort" => params.sort = Some(value),
                "limit" => params.limit = Some(number(name, &value)?),
                _ => params.offset = Some(number(name, &value)?),
            }
        }
        Ok(params)
    }

    /// Checks everything.
    ///
    /// # Errors
    /// The first mistake, with the parameter at fault and how to mend it.
    pub fn check(&self) -> Result<PageListRequest, RequestError> {
        let from = partial_date("from", self.from.as_deref())?.map(PartialDate::first);
        let to = partial_date("to", self.to.as_deref())?.map(PartialDate::last);
        in_order(from, to)?;
        let bounded_by_days = from.is_some() || to.is_some();
        if bounded_by_days && self.undated == Some(true) {
            return Err(RequestError::new(
                ErrorCode::InvalidParameter,
                "undated",
                "undated pages are of no days: leave out `from` and `to`, or `undated`",
            ));
        }
        let newest_first = match self.sort.as_deref() {
            None | Some("oldest") => false,
            Some("newest") => true,
            Some("") => return Err(empty(ErrorCode::InvalidParameter, "sort")),
            Some(other) => {
                return Err(RequestError::new(
                    ErrorCode::InvalidParameter,
                    "sort",
                    format!("there is no order \"{other}\" of pages: use oldest or newest"),
                ));
            }
        };
        Ok(PageListRequest {
            from,
            to,
            undated: if bounded_by_days {
                Some(false)
            } else {
                self.undated
            },
            newest_first,
            offset: bounded("offset", self.offset, 0, 0, u32::MAX as usize)?,
            limit: bounded("limit", self.limit, DEFAULT_PAGES, 1, MAX_LIMIT)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pairs: &[(&str, &str)]) -> Result<PageListRequest, RequestError> {
        PageListParams::from_pairs(pairs.iter().copied())?.check()
    }

    #[test]
    fn all_pages_unless_said_and_dated_ones_between_days() {
        let all = check(&[]).unwrap();
        assert_eq!(
            (all.undated, all.newest_first, all.offset, all.limit),
            (None, false, 0, 50)
        );
        let some = check(&[("from", "2015-03"), ("to", "2015"), ("sort", "newest")]).unwrap();
        assert_eq!(some.from.unwrap().to_string(), "2015-03-01");
        assert_eq!(some.to.unwrap().to_string(), "2015-12-31");
        assert_eq!((some.undated, some.newest_first), (Some(false), true));
    }

    #[test]
    fn mistakes_name_the_parameter() {
        for (pairs, code, parameter) in [
            (&[("from", "March")][..], ErrorCode::InvalidDate, "from"),
            (
                &[("from", "2016"), ("to", "2015")],
                ErrorCode::InvalidDate,
                "from",
            ),
            (
                &[("undated", "true"), ("to", "2015")],
                ErrorCode::InvalidParameter,
                "undated",
            ),
            (&[("undated", "maybe")], ErrorCode::InvalidParameter, "undated"),
            (&[("sort", "relevance")], ErrorCode::InvalidParameter, "sort"),
            (&[("limit", "101")], ErrorCode::OutOfRange, "limit"),
            (
                &[("limit", "1"), ("limit", "1")],
                ErrorCode::RepeatedParameter,
                "limit",
            ),
            (&[("q", "x")], ErrorCode::UnknownParameter, "q"),
        ] {
            let error = check(pairs).unwrap_err();
            assert_eq!(
                (error.code, error.parameter.as_deref()),
                (code, Some(parameter)),
                "{error}"
            );
        }
    }
}
