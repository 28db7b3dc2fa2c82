//! Calls that answer with hits and nothing else: an export, a feed.

use super::read::{bounded, empty, number, repeated_parameter, truth, unknown_parameter};
use super::{MAX_LIMIT, SearchParams};
use crate::{ErrorCode, ExportFormat, ExportRequest, RequestError, SearchRequest, Sort};

const DEFAULT_FEED: usize = 50;

/// The parameters of a search that decide which entries match, and others of a call's own.
fn names_with(own: &[&'static str]) -> Vec<&'static str> {
    // What is counted makes no difference to hits.
    let scope = SearchParams::SCOPE.into_iter().filter(|name| *name != "unit");
    scope.chain(own.iter().copied()).collect()
}

/// Decoded pairs, those of the call's own apart from those of the search.
type Parted = (Vec<(&'static str, String)>, SearchParams);

fn part<N, V>(own: &[&'static str], pairs: impl IntoIterator<Item = (N, V)>) -> Result<Parted, RequestError>
where
    N: AsRef<str>,
    V: Into<String>,
{
    let known = names_with(own);
    let (mut apart, mut scope): (Vec<(&'static str, String)>, Vec<_>) = Default::default();
    for (name, value) in pairs {
        let (name, value) = (name.as_ref(), value.into());
        if let Some(own) = own.iter().find(|own| **own == name) {
            if value.is_empty() {
                continue;
            }
            if apart.iter().any(|(before, _)| before == own) {
                return Err(repeated_parameter(name));
            }
            apart.push((*own, value));
        } else if known.contains(&name) {
            scope.push((name.to_owned(), value));
        } else {
            return Err(unknown_parameter(name, &known));
        }
    }
    Ok((apart, SearchParams::from_pairs(scope)?))
}

/// An export as a caller writes it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ExportParams {
    /// The search whose hits are exported.
    pub search: SearchParams,
    /// How to write them: `ndjson` (the default) or `csv`.
    pub format: Option<String>,
    /// The order: `relevance`, `newest` or `oldest`; unless said, page by page, which is quickest.
    pub sort: Option<String>,
    /// Whether hits carry marked snippets; false unless said.
    pub highlight: Option<bool>,
}

impl ExportParams {
    /// The names of its own parameters.
    pub const OWN: [&'static str; 3] = ["format", "sort", "highlight"];

    /// All parameters' names as they stand in a URL.
    pub fn names() -> Vec<&'static str> {
        names_with(&Self::OWN)
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
        let (own, search) = part(&Self::OWN, pairs)?;
        let mut params = Self {
            search,
            ..Self::default()
        };
        for (name, value) in own {
            match name {
                "format" => params.format = Some(value),
                "sort" => params.sort = Some(value),
                _ => params.highlight = Some(truth(name, &value)?),
            }
        }
        Ok(params)
    }

    /// Checks everything and reads the query.
    ///
    /// # Errors
    /// The first mistake, with the parameter at fault and how to mend it.
    pub fn check(&self) -> Result<(ExportRequest, ExportFormat), RequestError> {
        let format = match self.format.as_deref() {
            None | Some("ndjson") => ExportFormat::Ndjson,
            Some("csv") => ExportFormat::Csv,
            Some("") => return Err(empty(ErrorCode::InvalidParameter, "format")),
            Some(other) => {
                return Err(RequestError::new(
                    ErrorCode::InvalidParameter,
                    "format",
                    format!("there is no format \"{other}\": use ndjson or csv"),
                ));
            }
        };
        let search = SearchParams {
            sort: self.sort.clone(),
            ..self.search.clone()
        };
        let search = search.check()?;
        let request = ExportRequest {
            query: search.query,
            filters: search.filters,
            sort: self.sort.as_ref().map(|_| search.sort),
            highlight: self.highlight.unwrap_or(false),
        };
        Ok((request, format))
    }
}

/// A feed as a caller writes it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FeedParams {
    /// The search that is saved.
    pub search: SearchParams,
    /// How many of its latest hits, 1 to 100; 50 unless said.
    pub limit: Option<u64>,
}

impl FeedParams {
    /// The names of its own parameters.
    pub const OWN: [&'static str; 1] = ["limit"];

    /// All parameters' names as they stand in a URL.
    pub fn names() -> Vec<&'static str> {
        names_with(&Self::OWN)
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
        let (own, search) = part(&Self::OWN, pairs)?;
        let limit = own.first().map(|(name, value)| number(name, value)).transpose()?;
        Ok(Self { search, limit })
    }

    /// The `name=value` pairs, undecoded, that [`from_pairs`](Self::from_pairs) reads this from; what is as it is unless
    /// said is left out.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let limit = self.limit.map(|limit| ("limit", limit.to_string()));
        self.search
            .pairs(&names_with(&[]))
            .into_iter()
            .chain(limit)
            .collect()
    }

    /// Checks everything and reads the query: a search for the latest hits.
    ///
    /// # Errors
    /// The first mistake, with the parameter at fault and how to mend it.
    pub fn check(&self) -> Result<SearchRequest, RequestError> {
        Ok(SearchRequest {
            sort: Sort::Newest,
            limit: bounded("limit", self.limit, DEFAULT_FEED, 1, MAX_LIMIT)?,
            highlight: false,
            ..self.search.check()?
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_is_page_by_page_unless_an_order_is_said() {
        let read = |pairs: &[(&str, &str)]| {
            let params = ExportParams::from_pairs(pairs.iter().copied()).unwrap();
            params.check().unwrap()
        };
        let (request, format) = read(&[("q", "pay"), ("organisation", "CQC")]);
        assert_eq!((request.sort, format), (None, ExportFormat::Ndjson));
        let (request, format) = read(&[("sort", "relevance"), ("format", "csv"), ("highlight", "true")]);
        assert_eq!(
            (request.sort, format, request.highlight),
            (Some(Sort::Relevance), ExportFormat::Csv, true)
        );
    }

    #[test]
    fn a_feed_is_of_the_latest() {
        let feed = FeedParams::from_pairs([("q", "pay")]).unwrap().check().unwrap();
        assert_eq!((feed.sort, feed.limit), (Sort::Newest, 50));
    }

    #[test]
    fn the_pairs_of_a_feed_are_those_it_is_read_from() {
        for pairs in [
            vec![],
            vec![
                ("q", "pay & conditions"),
                ("organisation", "CQC"),
                ("organisation", "Monitor"),
                ("person.all", "Jeremy Hunt"),
                ("from", "2014"),
                ("lineage", "true"),
                ("synonyms", "false"),
                ("typos", "auto"),
                ("limit", "7"),
            ],
        ] {
            let feed = FeedParams::from_pairs(pairs.iter().copied()).unwrap();
            let again: Vec<(&str, &str)> = Vec::new();
            let said = feed.pairs();
            let said: Vec<(&str, &str)> = said.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(said, if pairs.is_empty() { again } else { pairs });
        }
    }

    #[test]
    fn mistakes_name_the_parameter() {
        let export = |pairs: &[(&str, &str)]| {
            ExportParams::from_pairs(pairs.iter().copied()).and_then(|params| params.check())
        };
        for (pairs, code, parameter) in [
            (&[("format", "xml")][..], ErrorCode::InvalidParameter, "format"),
            (&[("sort", "best")], ErrorCode::InvalidParameter, "sort"),
            (&[("unit", "page")], ErrorCode::UnknownParameter, "unit"),
            (&[("limit", "1")], ErrorCode::UnknownParameter, "limit"),
            (
                &[("format", "csv"), ("format", "csv")],
                ErrorCode::RepeatedParameter,
                "format",
            ),
            (&[("q", "(a")], ErrorCode::InvalidQuery, "q"),
        ] {
            let error = export(pairs).unwrap_err();
            assert_eq!(
                (error.code, error.parameter.as_deref()),
                (code, Some(parameter)),
                "{error}"
            );
        }
        let feed = FeedParams::from_pairs([("limit", "101")]).unwrap().check();
        assert_eq!(feed.unwrap_err().code, ErrorCode::OutOfRange);
    }
}
