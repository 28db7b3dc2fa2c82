//! The values of a facet in one generation, numbered over all its segments.
//!
//! Every segment numbers its values on its own. Numbering them once for the generation makes counting a matter of
//! adding to a vector, and keeps names at hand without reading a dictionary.

use super::dates::place_of;
use crate::schema::{NAME_SEPARATOR, names};
use daybook_search::{DateValue, Facet, FacetKind};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use tantivy::columnar::StrColumn;
use tantivy::{Searcher, SegmentReader};

/// How a segment's numbers translate into the generation's.
pub(crate) trait ValueTable {
    /// For a segment, the generation's number of each of its own. Numbers of deleted entries' values mean nothing.
    fn of_segment(&self, segment: usize) -> &[u32];
    /// How many values there are.
    fn len(&self) -> usize;
}

/// The values of a facet of names, or of one that is a short list.
#[derive(Default)]
pub(crate) struct NamedValues {
    /// In order of their slugs.
    values: Vec<NamedValue>,
    segments: Vec<Vec<u32>>,
    /// All names of each, made when first searched for.
    words: OnceLock<Vec<Box<str>>>,
}

struct NamedValue {
    slug: Box<str>,
    name: Box<str>,
    /// What values are sorted by.
    sort: Box<str>,
}

impl NamedValues {
    /// Numbers the values that entries, other than deleted ones, have of a facet.
    pub(crate) fn read(searcher: &Searcher, facet: Facet) -> tantivy::Result<Self> {
        let segments = read_segments(searcher, &names::values(facet))?;
        let mut all: Vec<(&str, &str)> = segments.iter().flatten().flatten().map(|v| parts(v)).collect();
        all.sort_unstable();
        // One slug may come with two spellings of its name: the first in order stands for all.
        all.dedup_by_key(|(slug, _)| *slug);
        let number = |value: &Option<String>| -> u32 {
            let slug = value.as_deref().map(|value| parts(value).0);
            let place = slug.and_then(|slug| all.binary_search_by(|(other, _)| (*other).cmp(slug)).ok());
            place.map_or(0, |place| place as u32)
        };
        let numbers = segments
            .iter()
            .map(|values| values.iter().map(number).collect())
            .collect();
        let value = |(slug, name): &(&str, &str)| NamedValue {
            slug: (*slug).into(),
            name: (*name).into(),
            sort: sort_key(facet, slug, name).into(),
        };
        Ok(Self {
            values: all.iter().map(value).collect(),
            segments: numbers,
            words: OnceLock::new(),
        })
    }

    /// The number of the value of that slug.
    pub(crate) fn find(&self, slug: &str) -> Option<usize> {
        self.values
            .binary_search_by(|value| value.slug.as_ref().cmp(slug))
            .ok()
    }

    pub(crate) fn slugs(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|value| value.slug.as_ref())
    }

    pub(crate) fn slug(&self, number: usize) -> &str {
        &self.values[number].slug
    }

    pub(crate) fn name(&self, number: usize) -> &str {
        &self.values[number].name
    }

    /// What sorts two values of one count.
    pub(crate) fn sort_key(&self, number: usize) -> (&str, &str) {
        let value = &self.values[number];
        (&value.sort, &value.slug)
    }

    /// The words of all names of each value, by its number; `words` makes them of slug and name.
    pub(crate) fn words(&self, words: impl Fn(&str, &str) -> String) -> &[Box<str>] {
        self.words.get_or_init(|| {
            let of = |value: &NamedValue| words(&value.slug, &value.name).into();
            self.values.iter().map(of).collect()
        })
    }
}

/// Names sort whatever their case, values of a list as the list does.
fn sort_key(facet: Facet, slug: &str, name: &str) -> String {
    match facet.kind() {
        FacetKind::List(list) => {
            let place = list.iter().position(|value| *value == slug);
            format!("{:04}", place.unwrap_or(list.len()))
        }
        FacetKind::Names | FacetKind::Dates => name.to_lowercase(),
    }
}

impl ValueTable for NamedValues {
    fn of_segment(&self, segment: usize) -> &[u32] {
        &self.segments[segment]
    }

    fn len(&self) -> usize {
        self.values.len()
    }
}

fn parts(value: &str) -> (&str, &str) {
    value.split_once(NAME_SEPARATOR).unwrap_or((value, value))
}

/// The forms in which a facet's values are printed.
pub(crate) struct FormValues {
    /// Slug and form, in order: those of one value stand together.
    forms: Vec<Box<str>>,
    segments: Vec<Vec<u32>>,
}

impl FormValues {
    /// Numbers the forms that entries, other than deleted ones, have of a facet.
    pub(crate) fn read(searcher: &Searcher, facet: Facet) -> tantivy::Result<Self> {
        let segments = read_segments(searcher, &names::forms(facet))?;
        let mut all: Vec<&str> = segments.iter().flatten().flatten().map(String::as_str).collect();
        all.sort_unstable();
        all.dedup();
        let number = |form: &Option<String>| -> u32 {
            let place = form.as_deref().and_then(|form| all.binary_search(&form).ok());
            place.map_or(0, |place| place as u32)
        };
        let numbers = segments
            .iter()
            .map(|forms| forms.iter().map(number).collect())
            .collect();
        Ok(Self {
            forms: all.iter().map(|form| (*form).into()).collect(),
            segments: numbers,
        })
    }

    /// The forms of the value of that slug, with their numbers.
    pub(crate) fn of(&self, slug: &str) -> impl Iterator<Item = (usize, &str)> {
        let own = format!("{slug}{NAME_SEPARATOR}");
        let first = self.forms.partition_point(|form| form.as_ref() < own.as_str());
        let numbered = self.forms.iter().enumerate().skip(first);
        numbered.map_while(move |(number, form)| Some((number, form.strip_prefix(&own)?)))
    }
}

impl ValueTable for FormValues {
    fn of_segment(&self, segment: usize) -> &[u32] {
        &self.segments[segment]
    }

    fn len(&self) -> usize {
        self.forms.len()
    }
}

/// The finest values of the date facet, and those above them.
pub(crate) struct DateValues {
    values: Vec<DateValue>,
    /// For each value the number of the one above it.
    above: Vec<Option<u32>>,
    /// The numbers in the order in which values are listed, with what they read.
    in_order: Vec<(u32, Box<str>)>,
    segments: Vec<Vec<u32>>,
}

impl DateValues {
    /// Numbers the values that entries, other than deleted ones, have.
    pub(crate) fn read(searcher: &Searcher) -> tantivy::Result<Self> {
        let mut dates = Self {
            values: Vec::new(),
            above: Vec::new(),
            in_order: Vec::new(),
            segments: Vec::new(),
        };
        let mut numbers: FxHashMap<DateValue, u32> = FxHashMap::default();
        for texts in read_segments(searcher, &names::values(Facet::Date))? {
            let mut own = Vec::with_capacity(texts.len());
            for text in texts {
                let value = text.map(|text| text.parse::<DateValue>()).transpose();
                let value = value.map_err(|error| {
                    tantivy::TantivyError::InternalError(format!("the index has a strange date: {error}"))
                })?;
                own.push(value.map_or(0, |value| dates.number(&mut numbers, value)));
            }
            dates.segments.push(own);
        }
        let mut ordered: Vec<(u32, DateValue)> = (0..).zip(dates.values.iter().copied()).collect();
        ordered.sort_unstable_by_key(|(_, value)| place_of(*value));
        let text = |(number, value): (u32, DateValue)| (number, value.to_string().into());
        dates.in_order = ordered.into_iter().map(text).collect();
        Ok(dates)
    }

    fn number(&mut self, numbers: &mut FxHashMap<DateValue, u32>, value: DateValue) -> u32 {
        if let Some(number) = numbers.get(&value) {
            return *number;
        }
        let above = value.parent().map(|above| self.number(numbers, above));
        let number = self.values.len() as u32;
        numbers.insert(value, number);
        self.values.push(value);
        self.above.push(above);
        number
    }

    pub(crate) fn values(&self) -> &[DateValue] {
        &self.values
    }

    /// Every value with its number and what it reads, as they are listed: a year, its months, each with its days.
    pub(super) fn in_order(&self) -> impl Iterator<Item = (usize, DateValue, &str)> {
        self.in_order.iter().map(|(number, text)| {
            let number = *number as usize;
            (number, self.values[number], text.as_ref())
        })
    }

    /// For each value the number of the one above it.
    pub(crate) fn above(&self) -> &[Option<u32>] {
        &self.above
    }
}

impl ValueTable for DateValues {
    fn of_segment(&self, segment: usize) -> &[u32] {
        &self.segments[segment]
    }

    fn len(&self) -> usize {
        self.values.len()
    }
}

/// For every segment its values by its own numbers; `None` where only deleted entries have one.
fn read_segments(searcher: &Searcher, column: &str) -> tantivy::Result<Vec<Vec<Option<String>>>> {
    searcher
        .segment_readers()
        .iter()
        .map(|segment| match segment.fast_fields().str(column)? {
            Some(values) => read_values(segment, &values),
            None => Ok(Vec::new()),
        })
        .collect()
}

fn read_values(segment: &SegmentReader, column: &StrColumn) -> tantivy::Result<Vec<Option<String>>> {
    let mut alive = vec![!segment.has_deletes(); column.num_terms()];
    if segment.has_deletes() {
        for doc in segment.doc_ids_alive() {
            column.term_ords(doc).for_each(|ord| alive[ord as usize] = true);
        }
    }
    let mut values = Vec::with_capacity(alive.len());
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        let seen = alive.get(values.len()).copied().unwrap_or_default();
        values.push(seen.then(|| String::from_utf8_lossy(stream.key()).into_owned()));
    }
    Ok(values)
}
