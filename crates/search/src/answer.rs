//! What an engine answers.

use crate::{Explanation, Facet, Interval, Understood, Unit};
use compact_str::CompactString;
use daybook_model::{Entry, LocalDate, Page};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::{collections::BTreeMap, sync::Arc};

/// An entry that matches.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hit {
    /// The entry.
    #[serde(flatten)]
    pub entry: Entry,
    /// How it matches.
    #[serde(flatten)]
    pub found: Match,
}

/// How an entry matches.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Match {
    /// How well it matches; comparable within one answer. `null` where hits are sorted by time.
    pub score: Option<f32>,
    /// Snippets of the text, HTML-escaped, the matching words in `<mark>`.
    pub highlights: Vec<String>,
    /// The same passages in one: what to show of the entry in a list. `null` where no snippets were asked for.
    pub snippet: Option<String>,
    /// Every stretch of the text that the query matched, in order and apart from each other.
    pub highlight_spans: Vec<TextSpan>,
    /// Why it scores what it scores; absent unless asked for, and where hits are sorted by time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
    /// How many further entries of its page match; absent unless hits are grouped by page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<u64>,
}

/// A stretch of an entry's text, in Unicode scalar values, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextSpan {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
}

/// A query near the one asked that finds more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DidYouMean {
    /// The query.
    pub query: String,
    /// How many entries it finds, under the same filters.
    pub total: u64,
}

/// A value of a facet with its count. Its texts are mostly short, and there may be thousands: short ones take no memory
/// of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(no_recursion))]
pub struct FacetCount {
    /// The value as shown: a canonical name, `2015-03`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub value: CompactString,
    /// The value in URLs and filters.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub slug: CompactString,
    /// How many entries (or pages or days, if those were asked for), exactly.
    pub count: u64,
    /// The months of a year, the days of a month; absent on other facets, and where no finer dates are listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Object>>))]
    pub children: Option<Vec<FacetCount>>,
    /// The forms in which the matching entries print an organisation or person, the most frequent first, at most 20
    /// of them; absent unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forms: Option<Vec<FormCount>>,
    /// How many forms there are in all; absent where `forms` is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_forms: Option<u64>,
}

impl FacetCount {
    /// A value with its count and nothing more.
    pub fn new(value: impl Into<CompactString>, slug: impl Into<CompactString>, count: u64) -> Self {
        Self {
            value: value.into(),
            slug: slug.into(),
            count,
            children: None,
            forms: None,
            total_forms: None,
        }
    }
}

/// A form in which the matching entries print an organisation or person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormCount {
    /// The form.
    pub text: String,
    /// In how many of the value's entries (pages, days) it stands, exactly.
    pub count: u64,
}

/// The facets of an answer by their names; those not asked for are absent.
///
/// Organisations, persons, publications and pages come with the most frequent first, names in order where counts are
/// equal; years in order, then `several-years` and `undated` where they occur; days of the week, hours and bases in
/// their order.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    counts: Arc<BTreeMap<Facet, Vec<FacetCount>>>,
    /// The same as JSON, if it was written beforehand.
    written: Option<Arc<RawValue>>,
}

impl Facets {
    /// The values of a facet, if it was asked for.
    pub fn get(&self, facet: Facet) -> Option<&[FacetCount]> {
        self.counts.get(&facet).map(Vec::as_slice)
    }

    /// Every facet that was asked for, in the order in which they are documented.
    pub fn iter(&self) -> impl Iterator<Item = (Facet, &[FacetCount])> {
        self.counts
            .iter()
            .map(|(facet, values)| (*facet, values.as_slice()))
    }

    /// The same with its JSON written beforehand, for an answer that is given many times.
    #[must_use]
    pub fn written(mut self) -> Self {
        self.written = serde_json::value::to_raw_value(&*self.counts).ok().map(Arc::from);
        self
    }
}

impl PartialEq for Facets {
    fn eq(&self, other: &Self) -> bool {
        self.counts == other.counts
    }
}

impl Eq for Facets {}

impl Serialize for Facets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.written {
            Some(written) => written.serialize(serializer),
            None => self.counts.serialize(serializer),
        }
    }
}

impl FromIterator<(Facet, Vec<FacetCount>)> for Facets {
    fn from_iter<I: IntoIterator<Item = (Facet, Vec<FacetCount>)>>(facets: I) -> Self {
        Self {
            counts: Arc::new(facets.into_iter().collect()),
            written: None,
        }
    }
}

/// The answer to a search.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchAnswer {
    /// The query as it was read.
    pub understood: Understood,
    /// How many entries match, exactly; or the pages or days that they are of, if `unit` says so.
    pub total: u64,
    /// What `total` and the facets count.
    pub unit: Unit,
    /// How many pages the matching entries are on, exactly; absent unless hits are grouped by page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_pages: Option<u64>,
    /// This page of hits.
    pub hits: Vec<Hit>,
    /// Counts of the facets asked for.
    pub facets: Facets,
    /// The cursor of the next page of hits; `null` after the last. It is answered by the `generation` that gave it,
    /// which is kept until a second rebuild has come in after it.
    pub next: Option<String>,
    /// How long the search took, in microseconds.
    pub took_us: u64,
    /// Where the query finds little: what may have been meant, if that finds more.
    pub did_you_mean: Option<DidYouMean>,
    /// Whether the time for a search was spent before all matches were seen: then totals, counts and hits are of
    /// those seen.
    pub timed_out: bool,
    /// The generation that answered.
    pub generation: String,
}

/// The values of one facet.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetAnswer {
    /// The query as it was read.
    pub understood: Understood,
    /// The facet's name.
    pub facet: String,
    /// What is counted.
    pub unit: Unit,
    /// The values with their counts.
    pub values: Vec<FacetCount>,
    /// How many values there are in all, before `offset` and `limit`; of dates how many years.
    pub total_values: u64,
    /// The `offset` of the values that follow; `null` after the last.
    pub next_offset: Option<u64>,
    /// Whether the time for a search was spent before all matches were seen: then totals, counts and hits are of
    /// those seen.
    pub timed_out: bool,
    /// The generation that answered.
    pub generation: String,
}

/// How many entries match over time.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistogramAnswer {
    /// The query as it was read.
    pub understood: Understood,
    /// How many entries match, exactly; or the pages or days that they are of, if `unit` says so.
    pub total: u64,
    /// What is counted.
    pub unit: Unit,
    /// How long a bucket is.
    pub interval: Interval,
    /// The archive's time zone, whose calendar this is.
    pub timezone: String,
    /// The buckets in order, from the first that is not empty to the last, empty ones between them included.
    pub buckets: Vec<Bucket>,
    /// Entries whose date is known less closely than a bucket.
    pub approximate: Approximate,
    /// How many entries nothing dates.
    pub undated: u64,
    /// Whether the time for a search was spent before all matches were seen: then totals, counts and hits are of
    /// those seen.
    pub timed_out: bool,
    /// The generation that answered.
    pub generation: String,
}

/// A stretch of time with its count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bucket {
    /// Its name: `2015-03-09T13`, `2015-03-09`, `2015-W11`, `2015-03`, `2015`. Those of days, months and years are
    /// values of the date facet.
    pub value: String,
    /// Its first day, or with hours its first minute (`2015-03-09T13:00`), by the clocks of the archive.
    pub start: String,
    /// Its last day or minute, itself included: `from` and `to` take days so.
    pub end: String,
    /// How many entries (or pages or days), exactly.
    pub count: u64,
}

/// Entries that no single bucket of a histogram holds, by how closely their date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Approximate {
    /// All of them.
    pub count: u64,
    /// Of a known day, but without a time, where buckets are hours.
    pub day: u64,
    /// Some days of one month.
    pub month: u64,
    /// Some days of one year.
    pub year: u64,
    /// Days of several years.
    pub several_years: u64,
}

/// An entry with its neighbours in time on its page.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryInContext {
    /// The entry.
    #[serde(flatten)]
    pub entry: Entry,
    /// The entry before it, `null` for the page's first.
    pub previous: Option<Entry>,
    /// The entry after it, `null` for the page's last.
    pub next: Option<Entry>,
    /// The generation that answered.
    pub generation: String,
}

/// A page with its entries in time order.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageAnswer {
    /// The page.
    #[cfg_attr(feature = "openapi", schema(value_type = Page))]
    pub page: Arc<Page>,
    /// Its entries, the earliest first.
    pub entries: Vec<Entry>,
    /// The generation that answered.
    pub generation: String,
}

/// What a generation holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GenerationInfo {
    /// Its id.
    pub id: String,
    /// When it was built, RFC 3339 in UTC.
    pub built_at: String,
    /// Pages.
    pub pages: u64,
    /// Entries.
    pub entries: u64,
    /// Entries whose day is known.
    pub dated_entries: u64,
    /// Different organisations.
    pub organisations: u64,
    /// Different persons.
    pub persons: u64,
    /// The first day on which an entry may have been written.
    pub earliest: Option<LocalDate>,
    /// The last day on which an entry may have been written.
    pub latest: Option<LocalDate>,
    /// Bytes on disk.
    pub bytes: u64,
}

#[cfg(feature = "openapi")]
mod described {
    use super::{Facet, FacetCount, Facets};
    use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder};
    use utoipa::openapi::{Ref, RefOr, Schema};
    use utoipa::{PartialSchema, ToSchema};

    impl PartialSchema for Facets {
        fn schema() -> RefOr<Schema> {
            let object = ObjectBuilder::new().description(Some(
                "The facets of an answer by their names; those not asked for are absent.",
            ));
            let values = || ArrayBuilder::new().items(Ref::from_schema_name(FacetCount::name()));
            Facet::ALL
                .into_iter()
                .fold(object, |object, facet| object.property(facet.name(), values()))
                .into()
        }
    }

    impl ToSchema for Facets {
        fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
            schemas.push((FacetCount::name().into_owned(), FacetCount::schema()));
            FacetCount::schemas(schemas);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facets_written_beforehand_read_the_same() {
        let count = FacetCount::new("O’Brien, \"Una\"", "una-obrien", 3);
        let facets: Facets = [(Facet::Person, vec![count]), (Facet::Date, Vec::new())]
            .into_iter()
            .collect();
        let written = facets.clone().written();
        assert_eq!(written, facets);
        assert_eq!(
            serde_json::to_string(&written).unwrap(),
            serde_json::to_string(&facets).unwrap()
        );
        assert_eq!(
            serde_json::to_value(&written).unwrap(),
            serde_json::to_value(&facets).unwrap()
        );
    }
}
