//! The values of a facet in one generation, numbered over all its segments.
//!
//! Every segment numbers its values on its own. Numbering them once for the generation makes counting a matter of
//! adding to a vector, and keeps names at hand without reading a dictionary.

use crate::schema::NAME_SEPARATOR;
use daybook_search::DateValue;
use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;
use tantivy::{Searcher, SegmentReader};

/// How a segment's numbers translate into the generation's.
pub(crate) trait ValueTable {
    /// For a segment, the generation's number of each of its own. Numbers of deleted entries' values mean nothing.
    fn of_segment(&self, segment: usize) -> &[u32];
    /// How many values there are.
    fn len(&self) -> usize;
}

/// Organisations or persons.
pub(crate) struct EntityValues {
    /// In order of their slugs.
    entities: Vec<EntityValue>,
    segments: Vec<Vec<u32>>,
}

struct EntityValue {
    slug: Box<str>,
    name: Box<str>,
    /// What names are sorted by.
    lower: Box<str>,
}

impl EntityValues {
    /// Numbers the values that entries, other than deleted ones, have in a column.
    pub(crate) fn read(searcher: &Searcher, column: &str) -> tantivy::Result<Self> {
        let segments = read_segments(searcher, column)?;
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
        let entity = |(slug, name): &(&str, &str)| EntityValue {
            slug: (*slug).into(),
            name: (*name).into(),
            lower: name.to_lowercase().into(),
        };
        Ok(Self {
            entities: all.iter().map(entity).collect(),
            segments: numbers,
        })
    }

    /// The number of the entity of that slug.
    pub(crate) fn find(&self, slug: &str) -> Option<usize> {
        self.entities
            .binary_search_by(|entity| entity.slug.as_ref().cmp(slug))
            .ok()
    }

    pub(crate) fn slugs(&self) -> impl Iterator<Item = &str> {
        self.entities.iter().map(|entity| entity.slug.as_ref())
    }

    pub(crate) fn slug(&self, number: usize) -> &str {
        &self.entities[number].slug
    }

    pub(crate) fn name(&self, number: usize) -> &str {
        &self.entities[number].name
    }

    /// What sorts two entities of one count.
    pub(crate) fn sort_key(&self, number: usize) -> (&str, &str) {
        let entity = &self.entities[number];
        (&entity.lower, &entity.slug)
    }
}

impl ValueTable for EntityValues {
    fn of_segment(&self, segment: usize) -> &[u32] {
        &self.segments[segment]
    }

    fn len(&self) -> usize {
        self.entities.len()
    }
}

fn parts(value: &str) -> (&str, &str) {
    value.split_once(NAME_SEPARATOR).unwrap_or((value, value))
}

/// The finest values of the date facet.
pub(crate) struct DateValues {
    values: Vec<DateValue>,
    segments: Vec<Vec<u32>>,
}

impl DateValues {
    /// Numbers the values that entries, other than deleted ones, have in a column.
    pub(crate) fn read(searcher: &Searcher, column: &str) -> tantivy::Result<Self> {
        let mut values = Vec::new();
        let mut numbers: FxHashMap<DateValue, u32> = FxHashMap::default();
        let mut segments = Vec::new();
        for texts in read_segments(searcher, column)? {
            let mut number = |text: &Option<String>| -> tantivy::Result<u32> {
                let Some(text) = text else { return Ok(0) };
                let value = text.parse::<DateValue>().map_err(|error| {
                    tantivy::TantivyError::InternalError(format!("the index has a strange date: {error}"))
                })?;
                Ok(*numbers.entry(value).or_insert_with(|| {
                    values.push(value);
                    values.len() as u32 - 1
                }))
            };
            segments.push(
                texts
                    .iter()
                    .map(&mut number)
                    .collect::<tantivy::Result<Vec<u32>>>()?,
            );
        }
        Ok(Self { values, segments })
    }

    pub(crate) fn values(&self) -> &[DateValue] {
        &self.values
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
