//! A listing of a facet's values as a caller writes it.

use super::read::{bounded, empty, number, repeated_parameter, truth, unknown_parameter};
use super::{DEFAULT_FACET_LIMIT, MAX_FACET_LIMIT, SearchParams};
use crate::{ErrorCode, Facet, FacetKind, FacetRequest, FacetSort, RequestError};

/// The furthest that a listing can be paged to.
const MAX_OFFSET: usize = 10_000_000;

/// A listing of a facet's values as a caller writes it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FacetParams {
    /// The search that the counts are for.
    pub search: SearchParams,
    /// Only values of which a word begins so, under any name that the archive prints.
    pub prefix: String,
    /// The order of values: `count` (the default of names) or `name`.
    pub sort: Option<String>,
    /// Only values of at least this count.
    pub min_count: Option<u64>,
    /// How many values to leave out before the first.
    pub offset: Option<u64>,
}

impl FacetParams {
    /// The names of its own parameters; those of [`SearchParams::SCOPE`] come before them.
    pub const OWN: [&'static str; 6] = ["prefix", "sort", "min_count", "limit", "offset", "forms"];

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
        let mut params = Self::default();
        let mut scope = Vec::new();
        let mut seen: Vec<&'static str> = Vec::new();
        for (name, value) in pairs {
            let name = name.as_ref();
            let value = value.into();
            let Some(own) = Self::OWN.into_iter().find(|own| *own == name) else {
                if !SearchParams::SCOPE.contains(&name) {
                    return Err(unknown_parameter(name, &Self::names()));
                }
                scope.push((name.to_owned(), value));
                continue;
            };
            if seen.contains(&own) {
                return Err(repeated_parameter(own));
            }
            seen.push(own);
            if !value.is_empty() {
                params.set(own, value)?;
            }
        }
        let SearchParams { limit, forms, .. } = params.search;
        params.search = SearchParams {
            limit,
            forms,
            ..SearchParams::from_pairs(scope)?
        };
        Ok(params)
    }

    fn set(&mut self, name: &str, value: String) -> Result<(), RequestError> {
        match name {
            "prefix" => self.prefix = value,
            "sort" => self.sort = Some(value),
            "min_count" => self.min_count = Some(number(name, &value)?),
            "offset" => self.offset = Some(number(name, &value)?),
            "limit" => self.search.limit = Some(number(name, &value)?),
            _ => self.search.forms = Some(truth(name, &value)?),
        }
        Ok(())
    }

    /// Checks everything and reads the query.
    ///
    /// # Errors
    /// The first mistake, with the parameter at fault and how to mend it.
    pub fn check(&self, facet: Facet) -> Result<FacetRequest, RequestError> {
        let names = facet.kind() == FacetKind::Names;
        let forms = self.search.forms.unwrap_or(false);
        if forms && facet.entity().is_none() {
            return Err(RequestError::new(
                ErrorCode::InvalidParameter,
                "forms",
                format!("the {facet} facet has no forms in which it is printed: leave `forms` out"),
            ));
        }
        Ok(FacetRequest {
            facet,
            query: self.search.query()?,
            filters: self.search.filters()?,
            unit: self.search.unit()?,
            prefix: self.prefix.clone(),
            sort: match self.sort.as_deref() {
                None if names => FacetSort::Count,
                None | Some("name") => FacetSort::Name,
                Some("count") => FacetSort::Count,
                Some("") => return Err(empty(ErrorCode::InvalidParameter, "sort")),
                Some(other) => {
                    return Err(RequestError::new(
                        ErrorCode::InvalidParameter,
                        "sort",
                        format!("there is no order \"{other}\" of values: use count or name"),
                    ));
                }
            },
            min_count: self.min_count,
            offset: bounded("offset", self.offset, 0, 0, MAX_OFFSET)?,
            limit: bounded(
                "limit",
                self.search.limit,
                // Short lists and years are whole unless somebody says how many.
                if names {
                    DEFAULT_FACET_LIMIT
                } else {
                    MAX_FACET_LIMIT
                },
                1,
                MAX_FACET_LIMIT,
            )?,
            forms,
        })
    }
}
