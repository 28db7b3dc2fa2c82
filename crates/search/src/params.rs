//! Requests as callers write them: the parameters of REST, the command line and JSON bodies, by one definition.

use crate::{
    Cursor, DateValue, ErrorCode, Facet, FacetRequest, Filters, ParsedQuery, PartialDate, RequestError,
    SearchRequest, Selection, Sort, parse, parse_lenient,
};
use daybook_model::slugify;
use serde::{Deserialize, Serialize};

/// The most hits in one answer.
pub const MAX_LIMIT: usize = 100;
/// The most values of a facet in one answer.
pub const MAX_FACET_LIMIT: usize = 1000;
/// The longest query, in Unicode scalar values.
pub const MAX_QUERY_CHARS: usize = 4000;
/// The most values that can be selected within one facet.
pub const MAX_SELECTED: usize = 200;

const DEFAULT_LIMIT: usize = 10;
const DEFAULT_FACET_LIMIT: usize = 10;

/// A search as a caller writes it. Unknown parameters are mistakes, not ignored. In a URL an empty value is as if the
/// parameter was left out, for forms send the fields that nobody filled in; in a JSON body it is a mistake.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchParams {
    /// The query; empty is every entry.
    pub q: String,
    /// Organisations by name or slug; an entry names at least one of them.
    pub organisation: Vec<String>,
    /// Organisations by name or slug; an entry names all of them.
    #[serde(rename = "organisation.all")]
    pub organisation_all: Vec<String>,
    /// Persons by name or slug; an entry names at least one of them.
    pub person: Vec<String>,
    /// Persons by name or slug; an entry names all of them.
    #[serde(rename = "person.all")]
    pub person_all: Vec<String>,
    /// Values of the date facet (`2015`, `2015-03`, `2015-03-09`, `several-years`, `undated`); an entry counts under
    /// at least one of them.
    pub date: Vec<String>,
    /// The first year, month or day on which an entry may have been written.
    pub from: Option<String>,
    /// The last year, month or day on which an entry may have been written.
    pub to: Option<String>,
    /// The order of hits: `relevance` (the default), `newest` or `oldest`.
    pub sort: Option<String>,
    /// How many hits, 0 to 100; 10 unless said.
    pub limit: Option<u64>,
    /// The `next` of the answer before. By `newest` and `oldest` the pages of hits fit together even where the index
    /// was rebuilt in between; by `relevance` only within one generation, for scores change with the index and hits
    /// may be lost or repeated: compare the `generation` of the answers.
    pub cursor: Option<String>,
    /// The facets to count: `organisation`, `person`, `date`; `*` is all of them.
    pub facets: Vec<String>,
    /// How many values of a facet, 1 to 1000; 10 unless said.
    pub facet_limit: Option<u64>,
    /// Whether hits carry marked snippets; true unless said.
    pub highlight: Option<bool>,
    /// Whether a query that does not follow the grammar is mended rather than refused; false unless said.
    pub lenient: Option<bool>,
}

/// A listing of a facet's values as a caller writes it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FacetParams {
    /// The search that the counts are for.
    pub search: SearchParams,
    /// Only values of which a word begins so.
    pub prefix: String,
}

impl SearchParams {
    /// The parameters' names as they stand in a URL, in the order in which they are documented.
    pub const NAMES: [&'static str; 15] = [
        "q",
        "organisation",
        "organisation.all",
        "person",
        "person.all",
        "date",
        "from",
        "to",
        "sort",
        "limit",
        "cursor",
        "facets",
        "facet_limit",
        "highlight",
        "lenient",
    ];

    /// Reads decoded `name=value` pairs, in any order.
    ///
    /// # Errors
    /// An unknown name, a value that cannot be read, a name given twice that stands once.
    pub fn from_pairs<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<Self, RequestError>
    where
        N: AsRef<str>,
        V: Into<String>,
    {
        let mut params = Self::default();
        let mut seen: Vec<String> = Vec::new();
        for (name, value) in pairs {
            let name = name.as_ref();
            let repeated = seen.iter().any(|s| s == name);
            params.set(name, value.into(), repeated)?;
            seen.push(name.to_owned());
        }
        Ok(params)
    }

    fn set(&mut self, name: &str, value: String, repeated: bool) -> Result<(), RequestError> {
        // A form sends the fields that nobody filled in: in a URL an empty value is as if left out.
        if value.is_empty() && name != "q" && Self::NAMES.contains(&name) {
            return Ok(());
        }
        match name {
            "organisation" => self.organisation.push(value),
            "organisation.all" => self.organisation_all.push(value),
            "person" => self.person.push(value),
            "person.all" => self.person_all.push(value),
            "date" => self.date.push(value),
            "facets" => self
                .facets
                .extend(value.split(',').map(|facet| facet.trim().to_owned())),
            _ if !Self::NAMES.contains(&name) => return Err(unknown_parameter(name, &Self::NAMES)),
            _ if repeated => return Err(repeated_parameter(name)),
            "q" => self.q = value,
            "from" => self.from = Some(value),
            "to" => self.to = Some(value),
            "sort" => self.sort = Some(value),
            "cursor" => self.cursor = Some(value),
            "limit" => self.limit = Some(number(name, &value)?),
            "facet_limit" => self.facet_limit = Some(number(name, &value)?),
            "highlight" => self.highlight = Some(truth(name, &value)?),
            _ => self.lenient = Some(truth(name, &value)?),
        }
        Ok(())
    }

    /// Checks everything and reads the query.
    ///
    /// # Errors
    /// The first mistake, with the parameter at fault and how to mend it.
    pub fn check(&self) -> Result<SearchRequest, RequestError> {
        let query = self.query()?;
        let filters = self.filters()?;
        let sort = match self.sort.as_deref() {
            None | Some("relevance") => Sort::Relevance,
            Some("") => return Err(empty(ErrorCode::InvalidParameter, "sort")),
            Some("newest") => Sort::Newest,
            Some("oldest") => Sort::Oldest,
            Some(other) => {
                return Err(RequestError::new(
                    ErrorCode::InvalidParameter,
                    "sort",
                    format!("there is no order \"{other}\": use relevance, newest or oldest"),
                ));
            }
        };
        let cursor = match self.cursor.as_deref() {
            None => None,
            Some("") => return Err(empty(ErrorCode::InvalidParameter, "cursor")),
            Some(text) => Some(
                Cursor::decode(text)
                    .map_err(|e| RequestError::new(ErrorCode::InvalidCursor, "cursor", e.to_string()))?,
            ),
        };
        let request = SearchRequest {
            query,
            filters,
            sort,
            limit: bounded("limit", self.limit, DEFAULT_LIMIT, 0, MAX_LIMIT)?,
            cursor,
            facets: self.facets()?,
            facet_limit: bounded(
                "facet_limit",
                self.facet_limit,
                DEFAULT_FACET_LIMIT,
                1,
                MAX_FACET_LIMIT,
            )?,
            highlight: self.highlight.unwrap_or(true),
        };
        match request.cursor {
            Some(cursor) if cursor.query != request.digest() => Err(RequestError::new(
                ErrorCode::CursorOfAnotherQuery,
                "cursor",
                "the cursor belongs to another query: use it with the same query, filters and sort that it came \
                 from, or leave it out to start anew",
            )),
            _ => Ok(request),
        }
    }

    fn facets(&self) -> Result<Vec<Facet>, RequestError> {
        let mut facets = Vec::new();
        for name in &self.facets {
            match name.as_str() {
                "" => return Err(empty(ErrorCode::InvalidParameter, "facets")),
                "*" => facets.extend(Facet::ALL),
                name => facets.push(name.parse().map_err(|error: RequestError| RequestError {
                    detail: format!("{}, or * for all of them", error.detail),
                    ..error
                })?),
            }
        }
        facets.sort_unstable();
        facets.dedup();
        Ok(facets)
    }

    fn query(&self) -> Result<ParsedQuery, RequestError> {
        let length = self.q.chars().count();
        if length > MAX_QUERY_CHARS {
            return Err(RequestError::new(
                ErrorCode::OutOfRange,
                "q",
                format!(
                    "the query has {length} characters: at most {MAX_QUERY_CHARS} can be searched at once"
                ),
            ));
        }
        if self.lenient.unwrap_or(false) {
            Ok(parse_lenient(&self.q))
        } else {
            parse(&self.q)
        }
    }

    fn filters(&self) -> Result<Filters, RequestError> {
        let from = partial_date("from", self.from.as_deref())?.map(PartialDate::first);
        let to = partial_date("to", self.to.as_deref())?.map(PartialDate::last);
        if let (Some(first), Some(last)) = (from, to)
            && first > last
        {
            return Err(RequestError::new(
                ErrorCode::InvalidDate,
                "from",
                format!("`from` ({first}) is after `to` ({last}): swap them"),
            ));
        }
        Ok(Filters {
            organisation: Selection {
                any: slugs("organisation", &self.organisation)?,
                all: slugs("organisation.all", &self.organisation_all)?,
            },
            person: Selection {
                any: slugs("person", &self.person)?,
                all: slugs("person.all", &self.person_all)?,
            },
            from,
            to,
            date: selected(
                ErrorCode::InvalidDate,
                "date",
                &self.date,
                str::parse::<DateValue>,
            )?,
        })
    }
}

impl FacetParams {
    /// The parameters' names as they stand in a URL: those of a search that bear on counts, and its own.
    pub const NAMES: [&'static str; 11] = [
        "q",
        "organisation",
        "organisation.all",
        "person",
        "person.all",
        "date",
        "from",
        "to",
        "lenient",
        "prefix",
        "limit",
    ];

    /// Reads decoded `name=value` pairs.
    ///
    /// # Errors
    /// As [`SearchParams::from_pairs`].
    pub fn from_pairs<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<Self, RequestError>
    where
        N: AsRef<str>,
        V: Into<String>,
    {
        let mut prefix = None;
        let mut rest = Vec::new();
        for (name, value) in pairs {
            let name = name.as_ref().to_owned();
            if !Self::NAMES.contains(&name.as_str()) {
                return Err(unknown_parameter(&name, &Self::NAMES));
            }
            if name != "prefix" {
                rest.push((name, value.into()));
            } else if prefix.replace(value.into()).is_some() {
                return Err(repeated_parameter("prefix"));
            }
        }
        Ok(Self {
            search: SearchParams::from_pairs(rest)?,
            prefix: prefix.unwrap_or_default(),
        })
    }

    /// Checks everything and reads the query.
    ///
    /// # Errors
    /// The first mistake, with the parameter at fault and how to mend it.
    pub fn check(&self, facet: Facet) -> Result<FacetRequest, RequestError> {
        Ok(FacetRequest {
            facet,
            query: self.search.query()?,
            filters: self.search.filters()?,
            prefix: self.prefix.clone(),
            limit: bounded(
                "limit",
                self.search.limit,
                DEFAULT_FACET_LIMIT,
                1,
                MAX_FACET_LIMIT,
            )?,
        })
    }
}

impl SearchRequest {
    /// A digest of all that decides which entries match and in which order: what a cursor belongs to.
    pub fn digest(&self) -> u64 {
        let key = format!("{:?}\n{:?}\n{:?}", self.query.root, self.filters, self.sort);
        let digest = blake3::hash(key.as_bytes());
        digest.as_bytes()[..8]
            .iter()
            .fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

pub(crate) fn unknown_parameter(name: &str, known: &[&str]) -> RequestError {
    RequestError::new(
        ErrorCode::UnknownParameter,
        name,
        format!("there is no parameter `{name}`: use {}", known.join(", ")),
    )
}

pub(crate) fn repeated_parameter(name: &str) -> RequestError {
    RequestError::new(
        ErrorCode::RepeatedParameter,
        name,
        format!("`{name}` was given twice: give it once"),
    )
}

/// A value that was given and is empty: it may be meant to be left out, or its text was lost on the way.
fn empty(code: ErrorCode, name: &str) -> RequestError {
    RequestError::new(
        code,
        name,
        format!("`{name}` has an empty value: leave it out, or give a value"),
    )
}

pub(crate) fn number(name: &str, value: &str) -> Result<u64, RequestError> {
    if value.is_empty() {
        return Err(empty(ErrorCode::InvalidParameter, name));
    }
    value.parse().map_err(|_| {
        RequestError::new(
            ErrorCode::InvalidParameter,
            name,
            format!("\"{value}\" is not a number: `{name}` takes a whole number"),
        )
    })
}

fn truth(name: &str, value: &str) -> Result<bool, RequestError> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        "" => Err(empty(ErrorCode::InvalidParameter, name)),
        _ => Err(RequestError::new(
            ErrorCode::InvalidParameter,
            name,
            format!("\"{value}\" is neither true nor false: `{name}` takes one of them"),
        )),
    }
}

pub(crate) fn bounded(
    name: &str,
    value: Option<u64>,
    default: usize,
    min: usize,
    max: usize,
) -> Result<usize, RequestError> {
    let Some(value) = value else {
        return Ok(default);
    };
    let hint = match name {
        "limit" if max == MAX_LIMIT => "; `next` leads to further hits",
        _ => "",
    };
    usize::try_from(value)
        .ok()
        .filter(|value| (min..=max).contains(value))
        .ok_or_else(|| {
            RequestError::new(
                ErrorCode::OutOfRange,
                name,
                format!("`{name}` is {value}: it takes {min} to {max}{hint}"),
            )
        })
}

fn partial_date(name: &str, value: Option<&str>) -> Result<Option<PartialDate>, RequestError> {
    let Some(text) = value else {
        return Ok(None);
    };
    if text.is_empty() {
        return Err(empty(ErrorCode::InvalidDate, name));
    }
    PartialDate::parse(text).map(Some).ok_or_else(|| {
        RequestError::new(
            ErrorCode::InvalidDate,
            name,
            format!(
                "\"{text}\" is not a date: `{name}` takes a year, month or day: 2015, 2015-03, 2015-03-09"
            ),
        )
    })
}

/// Names and slugs alike become slugs.
fn slugs(name: &str, values: &[String]) -> Result<Vec<String>, RequestError> {
    selected(ErrorCode::InvalidParameter, name, values, |value| {
        slug(name, value)
    })
}

/// The values selected within a facet, in an order of their own so that a request has one digest.
fn selected<T: Ord>(
    empty_code: ErrorCode,
    name: &str,
    values: &[String],
    read: impl Fn(&str) -> Result<T, RequestError>,
) -> Result<Vec<T>, RequestError> {
    if values.len() > MAX_SELECTED {
        return Err(RequestError::new(
            ErrorCode::OutOfRange,
            name,
            format!(
                "`{name}` has {} values: at most {MAX_SELECTED} can be selected at once",
                values.len()
            ),
        ));
    }
    let mut selected = Vec::with_capacity(values.len());
    for value in values {
        if value.is_empty() {
            return Err(empty(empty_code, name));
        }
        selected.push(read(value)?);
    }
    selected.sort_unstable();
    selected.dedup();
    Ok(selected)
}

/// The slug of a name or slug.
pub(crate) fn slug(name: &str, value: &str) -> Result<String, RequestError> {
    let slug = slugify(value);
    if slug.is_empty() {
        return Err(RequestError::new(
            ErrorCode::InvalidParameter,
            name,
            format!("\"{value}\" is no name: `{name}` takes a name or slug, such as care-quality-commission"),
        ));
    }
    Ok(slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pairs: &[(&str, &str)]) -> Result<SearchRequest, RequestError> {
        SearchParams::from_pairs(pairs.iter().copied())?.check()
    }

    #[test]
    fn names_and_slugs_are_the_same_filter() {
        let by_name = check(&[("organisation", "Care Quality Commission")]).unwrap();
        let by_slug = check(&[("organisation", "care-quality-commission")]).unwrap();
        assert_eq!(by_name.filters, by_slug.filters);
    }

    #[test]
    fn months_open_into_days() {
        let request = check(&[("from", "2015-02"), ("to", "2016-02")]).unwrap();
        assert_eq!(request.filters.from.unwrap().to_string(), "2015-02-01");
        assert_eq!(request.filters.to.unwrap().to_string(), "2016-02-29");
    }

    #[test]
    fn facets_are_a_list_or_repeated() {
        let both = check(&[("facets", "person,organisation")]).unwrap();
        let repeated = check(&[("facets", "organisation"), ("facets", "person")]).unwrap();
        assert_eq!(both.facets, repeated.facets);
        assert_eq!(check(&[("facets", "*")]).unwrap().facets, Facet::ALL);
    }

    #[test]
    fn every_name_is_known_and_the_json_body_has_the_same() {
        let json = serde_json::to_value(SearchParams::default()).unwrap();
        let mut names: Vec<_> = json.as_object().unwrap().keys().cloned().collect();
        names.sort();
        let mut known = SearchParams::NAMES.map(str::to_owned).to_vec();
        known.sort();
        assert_eq!(names, known);
    }

    #[test]
    fn a_cursor_goes_with_its_query() {
        let request = check(&[("q", "x"), ("limit", "5")]).unwrap();
        let cursor = Cursor {
            query: request.digest(),
            score: 1.0,
            order: 2,
            tie: 3,
        }
        .encode();
        assert!(check(&[("q", "x"), ("limit", "50"), ("cursor", &cursor)]).is_ok());
        let other = check(&[("q", "x"), ("sort", "newest"), ("cursor", &cursor)]).unwrap_err();
        assert_eq!(other.code, ErrorCode::CursorOfAnotherQuery);
    }

    #[test]
    fn a_cursor_outlives_another_spelling_of_the_filters() {
        let request = check(&[("date", "2015"), ("date", "2014"), ("date", "2015")]).unwrap();
        assert_eq!(
            request.filters.date,
            [DateValue::Year(2014), DateValue::Year(2015)]
        );
        let cursor = Cursor {
            query: request.digest(),
            score: 0.0,
            order: 2,
            tie: 3,
        }
        .encode();
        assert!(check(&[("date", "2014"), ("date", "2015"), ("cursor", &cursor)]).is_ok());
    }

    #[test]
    fn only_so_many_values_are_selected() {
        for name in ["organisation", "person.all", "date"] {
            let values = |count| check(&vec![(name, "2015"); count]);
            assert!(values(MAX_SELECTED).is_ok());
            let error = values(MAX_SELECTED + 1).unwrap_err();
            assert_eq!(
                (error.code, error.parameter.as_deref()),
                (ErrorCode::OutOfRange, Some(name))
            );
        }
    }

    #[test]
    fn an_empty_value_in_a_url_is_as_if_left_out() {
        let pairs = SearchParams::NAMES.map(|name| (name, ""));
        assert_eq!(SearchParams::from_pairs(pairs).unwrap(), SearchParams::default());
        let facet = FacetParams::from_pairs([("q", ""), ("prefix", ""), ("from", "")]).unwrap();
        assert!(facet.check(Facet::Person).is_ok());
        for list in ["organisation,,person", "date,", ",", "date, "] {
            let error = check(&[("facets", list)]).unwrap_err();
            assert_eq!(error.code, ErrorCode::InvalidParameter, "{list}");
        }
    }

    #[test]
    fn an_empty_value_in_a_body_is_a_mistake() {
        let check = |body: &str| serde_json::from_str::<SearchParams>(body).unwrap().check();
        for body in [
            r#"{"from": ""}"#,
            r#"{"sort": ""}"#,
            r#"{"cursor": ""}"#,
            r#"{"person": [""]}"#,
            r#"{"date": [""]}"#,
            r#"{"facets": [""]}"#,
        ] {
            let error = check(body).unwrap_err();
            assert!(
                error.detail.ends_with("leave it out, or give a value"),
                "{body}: {error}"
            );
        }
        assert!(check(r#"{"q": "", "from": null, "limit": null, "date": []}"#).is_ok());
    }

    #[test]
    fn mistakes_say_how_to_mend_them() {
        let messages: Vec<String> = [
            &[("limit", "1000")][..],
            &[("limit", "ten")],
            &[("page", "2")],
            &[("q", "a"), ("q", "b")],
            &[("from", "2015-13")],
            &[("from", "2016"), ("to", "2015")],
            &[("facets", "colour")],
            &[("facets", "person,,date")],
            &[("sort", "best")],
            &[("highlight", "yes")],
            &[("cursor", "abc")],
            &[("organisation", "--")],
            &[("date", "March")],
        ]
        .into_iter()
        .map(|pairs| {
            let error = check(pairs).unwrap_err();
            format!(
                "{:?} {}: {}",
                error.code,
                error.parameter.as_deref().unwrap_or("-"),
                error.detail
            )
        })
        .collect();
        insta::assert_snapshot!(messages.join("\n"));
    }
}
