//! Requests as callers write them: the parameters of REST, the command line and JSON bodies, by one definition.

mod all_hits;
mod facet;
mod histogram;
mod numbers;
mod pages;
mod pairs;
mod read;
#[cfg(test)]
mod tests;

pub use all_hits::{ExportParams, FeedParams};
pub use facet::FacetParams;
pub use histogram::HistogramParams;
pub(crate) use numbers::numbers;
pub use pages::PageListParams;
pub(crate) use read::{bounded, number, repeated_parameter, slug, unknown_parameter};

use crate::{
    Cursor, DateGrain, DateValue, ErrorCode, Facet, FacetKind, Filters, ParsedQuery, PartialDate,
    RequestError, SearchRequest, Sort, Typos, Unit, Widening, parse, parse_lenient,
};
use daybook_model::LocalDate;
use read::{empty, partial_date, selected, truth};
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
    /// Persons or organisations by name or slug; an entry quotes at least one of them.
    pub speaker: Vec<String>,
    /// Persons or organisations by name or slug; an entry quotes all of them.
    #[serde(rename = "speaker.all")]
    pub speaker_all: Vec<String>,
    /// Values of the date facet (`2015`, `2015-03`, `2015-03-09`, `several-years`, `undated`); an entry counts under
    /// at least one of them.
    pub date: Vec<String>,
    /// Days of the week (`monday`, `unknown` where the day is not known); an entry is of one of them.
    pub weekday: Vec<String>,
    /// Hours of the day (`9`, `17`, `unknown` without a time); an entry is of one of them.
    pub hour: Vec<String>,
    /// Publications by name or slug; an entry is from one of them.
    pub publication: Vec<String>,
    /// Pages by id; an entry is on one of them.
    pub page: Vec<String>,
    /// What dates were read from (`manifest`, `front-matter`, `markup`, `url`, `filename`, `text`, `none`); an
    /// entry's was read from one of them.
    pub basis: Vec<String>,
    /// The first year, month or day on which an entry may have been written.
    pub from: Option<String>,
    /// The last year, month or day on which an entry may have been written.
    pub to: Option<String>,
    /// Whether organisations, selected or in the query, take along those that they came from and that came of them;
    /// false unless said. What was taken along is said under `understood`. Counts of values remain those of each name alone.
    pub lineage: Option<bool>,
    /// What is counted: `entry` (the default), `page` or `day`.
    pub unit: Option<String>,
    /// The order of hits: `relevance` (the default), `newest` or `oldest`.
    pub sort: Option<String>,
    /// How many hits, 0 to 100; 10 unless said.
    pub limit: Option<u64>,
    /// The `next` of the answer before, answered by the same generation even where the index was rebuilt in between.
    /// After a second rebuild that generation is gone: then a cursor of hits by `relevance` or grouped by page is
    /// answered with 410, and one by `newest` and `oldest` by the live index, with a note, for those pages of hits fit
    /// together all the same.
    pub cursor: Option<String>,
    /// The facets to count: `organisation`, `person`, `speaker`, `date`, `weekday`, `hour`, `publication`, `page`, `basis`;
    /// `*` is all of them.
    pub facets: Vec<String>,
    /// How many values of a facet of names, 1 to 1000; 10 unless said. Other facets are never cut.
    pub facet_limit: Option<u64>,
    /// The finest dates that the date facet lists: `day` (the default), `month` or `year`. The days of ten years are
    /// more than a hundred kilobytes.
    pub facet_dates: Option<String>,
    /// Whether organisations and persons come with the forms in which the matching entries print them; false unless
    /// said.
    pub forms: Option<bool>,
    /// Whether hits carry marked snippets; true unless said.
    pub highlight: Option<bool>,
    /// Whether hits sorted by relevance say why they score what they score; false unless said.
    pub explain: Option<bool>,
    /// `page` keeps the best entry of each page, by the order of hits, and says how many more match on it; totals and
    /// facets still count all matching entries.
    pub group: Option<String>,
    /// Whether a query that does not follow the grammar is mended rather than refused; false unless said.
    pub lenient: Option<bool>,
    /// Whether words that mean the same, and the other names of organisations and persons, are looked for too; true
    /// unless said. `understood.expansions` lists them.
    pub synonyms: Option<bool>,
    /// `sure` (the default) looks besides each word for words of the archive that can hardly be anything but misprints of
    /// it (`Suday`); `auto` also for those that are likely, and for what may have been meant by a word that no entry has;
    /// `off` for none. `understood.expansions` lists them.
    pub typos: Option<String>,
}

impl SearchParams {
    /// The parameters' names as they stand in a URL, in the order in which they are documented.
    pub const NAMES: [&'static str; 30] = [
        "q",
        "organisation",
        "organisation.all",
        "person",
        "person.all",
        "speaker",
        "speaker.all",
        "date",
        "weekday",
        "hour",
        "publication",
        "page",
        "basis",
        "from",
        "to",
        "lineage",
        "unit",
        "sort",
        "limit",
        "cursor",
        "facets",
        "facet_limit",
        "facet_dates",
        "forms",
        "highlight",
        "explain",
        "group",
        "lenient",
        "synonyms",
        "typos",
    ];

    /// Those of them that decide which entries match and what is counted: calls that only count take these too.
    pub const SCOPE: [&'static str; 20] = [
        "q",
        "organisation",
        "organisation.all",
        "person",
        "person.all",
        "speaker",
        "speaker.all",
        "date",
        "weekday",
        "hour",
        "publication",
        "page",
        "basis",
        "from",
        "to",
        "lineage",
        "unit",
        "lenient",
        "synonyms",
        "typos",
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
        if let Some(list) = self.list_mut(name) {
            list.push(value);
            return Ok(());
        }
        match name {
            "facets" => self
                .facets
                .extend(value.split(',').map(|facet| facet.trim().to_owned())),
            _ if !Self::NAMES.contains(&name) => return Err(unknown_parameter(name, &Self::NAMES)),
            _ if repeated => return Err(repeated_parameter(name)),
            "q" => self.q = value,
            "from" => self.from = Some(value),
            "to" => self.to = Some(value),
            "lineage" => self.lineage = Some(truth(name, &value)?),
            "unit" => self.unit = Some(value),
            "sort" => self.sort = Some(value),
            "cursor" => self.cursor = Some(value),
            "limit" => self.limit = Some(number(name, &value)?),
            "facet_limit" => self.facet_limit = Some(number(name, &value)?),
            "facet_dates" => self.facet_dates = Some(value),
            "forms" => self.forms = Some(truth(name, &value)?),
            "highlight" => self.highlight = Some(truth(name, &value)?),
            "explain" => self.explain = Some(truth(name, &value)?),
            "group" => self.group = Some(value),
            "synonyms" => self.synonyms = Some(truth(name, &value)?),
            "typos" => self.typos = Some(value),
            _ => self.lenient = Some(truth(name, &value)?),
        }
        Ok(())
    }

    /// The filters that are repeated, by their names.
    fn list_mut(&mut self, name: &str) -> Option<&mut Vec<String>> {
        Some(match name {
            "organisation" => &mut self.organisation,
            "organisation.all" => &mut self.organisation_all,
            "person" => &mut self.person,
            "person.all" => &mut self.person_all,
            "speaker" => &mut self.speaker,
            "speaker.all" => &mut self.speaker_all,
            "date" => &mut self.date,
            "weekday" => &mut self.weekday,
            "hour" => &mut self.hour,
            "publication" => &mut self.publication,
            "page" => &mut self.page,
            "basis" => &mut self.basis,
            _ => return None,
        })
    }

    /// What is chosen of a facet: values of which an entry has at least one, and values of which it has all.
    fn chosen(&self, facet: Facet) -> (&[String], &[String]) {
        match facet {
            Facet::Organisation => (&self.organisation, &self.organisation_all),
            Facet::Person => (&self.person, &self.person_all),
            Facet::Speaker => (&self.speaker, &self.speaker_all),
            Facet::Date => (&self.date, &[]),
            Facet::Weekday => (&self.weekday, &[]),
            Facet::Hour => (&self.hour, &[]),
            Facet::Publication => (&self.publication, &[]),
            Facet::Page => (&self.page, &[]),
            Facet::Basis => (&self.basis, &[]),
        }
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
            unit: self.unit()?,
            sort,
            limit: self.hits()?,
            cursor,
            facets: self.facets()?,
            facet_limit: bounded(
                "facet_limit",
                self.facet_limit,
                DEFAULT_FACET_LIMIT,
                1,
                MAX_FACET_LIMIT,
            )?,
            facet_dates: self.facet_dates()?,
            forms: self.forms.unwrap_or(false),
            highlight: self.highlight.unwrap_or(true),
            explain: self.explain.unwrap_or(false),
            group_by_page: self.group_by_page()?,
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

    fn hits(&self) -> Result<usize, RequestError> {
        bounded("limit", self.limit, DEFAULT_LIMIT, 0, MAX_LIMIT).map_err(|error| RequestError {
            detail: format!("{}; `next` leads to further hits", error.detail),
            ..error
        })
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

    fn facet_dates(&self) -> Result<DateGrain, RequestError> {
        match self.facet_dates.as_deref() {
            None => Ok(DateGrain::default()),
            Some("") => Err(empty(ErrorCode::InvalidParameter, "facet_dates")),
            Some(grain) => grain.parse(),
        }
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
        let mut query = if self.lenient.unwrap_or(false) {
            parse_lenient(&self.q)
        } else {
            parse(&self.q)?
        };
        query.widening = Widening {
            synonyms: self.synonyms.unwrap_or(true),
            typos: self.typos()?,
            lineage: self.lineage.unwrap_or(false),
        };
        Ok(query)
    }

    fn group_by_page(&self) -> Result<bool, RequestError> {
        match self.group.as_deref() {
            None => Ok(false),
            Some("page") => Ok(true),
            Some("") => Err(empty(ErrorCode::InvalidParameter, "group")),
            Some(other) => Err(RequestError::new(
                ErrorCode::InvalidParameter,
                "group",
                format!("hits cannot be grouped by \"{other}\": use page, or leave it out"),
            )),
        }
    }

    fn typos(&self) -> Result<Typos, RequestError> {
        match self.typos.as_deref() {
            None | Some("sure") => Ok(Typos::Sure),
            Some("off") => Ok(Typos::Off),
            Some("auto") => Ok(Typos::Auto),
            Some("") => Err(empty(ErrorCode::InvalidParameter, "typos")),
            Some(other) => Err(RequestError::new(
                ErrorCode::InvalidParameter,
                "typos",
                format!("there is no way \"{other}\" to treat typos: use sure, auto or off"),
            )),
        }
    }

    fn filters(&self) -> Result<Filters, RequestError> {
        let from = partial_date("from", self.from.as_deref())?.map(PartialDate::first);
        let to = partial_date("to", self.to.as_deref())?.map(PartialDate::last);
        in_order(from, to)?;
        let mut filters = Filters {
            from,
            to,
            date: selected(
                ErrorCode::InvalidDate,
                "date",
                &self.date,
                str::parse::<DateValue>,
            )?,
            lineage: self.lineage.unwrap_or(false),
            ..Filters::default()
        };
        let others = Facet::ALL
            .into_iter()
            .filter(|facet| facet.kind() != FacetKind::Dates);
        for facet in others {
            let (any, all) = self.chosen(facet);
            let every = format!("{facet}.all");
            let read = |parameter: &str, values: &[String]| {
                selected(ErrorCode::InvalidParameter, parameter, values, |value| {
                    facet.read_value(parameter, value)
                })
            };
            let (any, all) = (read(facet.name(), any)?, read(&every, all)?);
            if !any.is_empty() || !all.is_empty() {
                let selection = filters.selection_mut(facet);
                (selection.any, selection.all) = (any, all);
            }
        }
        Ok(filters)
    }

    fn unit(&self) -> Result<Unit, RequestError> {
        match self.unit.as_deref() {
            None | Some("entry") => Ok(Unit::Entry),
            Some("page") => Ok(Unit::Page),
            Some("day") => Ok(Unit::Day),
            Some("") => Err(empty(ErrorCode::InvalidParameter, "unit")),
            Some(other) => Err(RequestError::new(
                ErrorCode::InvalidParameter,
                "unit",
                format!("there is no unit \"{other}\": use entry, page or day"),
            )),
        }
    }
}

/// The first day is not after the last.
fn in_order(from: Option<LocalDate>, to: Option<LocalDate>) -> Result<(), RequestError> {
    match (from, to) {
        (Some(first), Some(last)) if first > last => Err(RequestError::new(
            ErrorCode::InvalidDate,
            "from",
            format!("`from` ({first}) is after `to` ({last}): swap them"),
        )),
        _ => Ok(()),
    }
}

impl SearchRequest {
    /// A digest of all that decides which entries match and in which order: what a cursor belongs to.
    pub fn digest(&self) -> u64 {
        let key = format!(
            "{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
            self.query.root, self.query.widening, self.filters, self.sort, self.group_by_page
        );
        let digest = blake3::hash(key.as_bytes());
        digest.as_bytes()[..8]
            .iter()
            .fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}
