//! The words of the index that begin so, or are spelt nearly so: in memory if they were read, else in its dictionary.

use super::expand::prefix_end;
use crate::collect::Deadline;
use crate::engine::Snapshot;
use rustc_hash::FxHashMap;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

/// After how many words of the dictionary the clock is looked at.
const WORDS_BETWEEN_LOOKS: usize = 1024;

/// The words of the index that a part stands for, with how many entries have each.
#[derive(Default)]
pub(crate) struct Forms {
    counted: Vec<(String, u64)>,
    /// How many more there are, each rarer than those, and the sum of how many entries have each.
    unlisted: (usize, u64),
    /// Whether the time was spent before all words were seen.
    pub(crate) cut: bool,
}

impl Forms {
    fn new(counts: impl IntoIterator<Item = (String, u64)>, cut: bool) -> Self {
        let mut counted: Vec<_> = counts.into_iter().collect();
        counted.sort_unstable_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
        Self {
            counted,
            unlisted: (0, 0),
            cut,
        }
    }

    pub(super) fn total(&self) -> usize {
        self.counted.len() + self.unlisted.0
    }

    /// The sum of how many entries have each word.
    pub(super) fn entries(&self) -> u64 {
        self.counted().map(|(_, count)| count).sum::<u64>() + self.unlisted.1
    }

    /// The words with how many entries have each, the most frequent first.
    pub(crate) fn counted(&self) -> impl Iterator<Item = (&str, u64)> {
        self.counted.iter().map(|(form, count)| (form.as_str(), *count))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.counted.iter().map(|(form, _)| form.as_str())
    }

    /// Takes in other words; the same word twice is one.
    pub(super) fn merge(&mut self, others: Self) {
        if self.total() == 0 {
            let cut = self.cut || others.cut;
            *self = Self { cut, ..others };
            return;
        }
        let unlisted = (
            self.unlisted.0 + others.unlisted.0,
            self.unlisted.1 + others.unlisted.1,
        );
        let mut counts: FxHashMap<String, u64> = std::mem::take(&mut self.counted).into_iter().collect();
        for (form, count) in others.counted {
            *counts.entry(form).or_default() += count;
        }
        *self = Self {
            unlisted,
            ..Self::new(counts, self.cut || others.cut)
        };
    }

    /// The words written otherwise.
    pub(super) fn mapped(&self, write: impl Fn(&str) -> String) -> Self {
        let counted = self.counted().map(|(form, count)| (write(form), count));
        Self {
            counted: counted.collect(),
            unlisted: self.unlisted,
            cut: self.cut,
        }
    }
}

/// The words that begin so; the most frequent `listed` of them at least can be told.
pub(super) fn prefix_forms(
    snapshot: &Snapshot,
    field: Field,
    prefix: &str,
    listed: usize,
    deadline: Deadline,
) -> tantivy::Result<Forms> {
    let Some(vocabulary) = snapshot.vocabulary_of(field) else {
        return words_beginning(&snapshot.searcher, field, prefix, deadline);
    };
    let (mut total, mut entries) = (0, 0);
    for (_, count) in vocabulary.beginning(prefix) {
        total += 1;
        entries += count;
    }
    let counted: Vec<(String, u64)> = vocabulary
        .most_frequent(prefix)
        .take(listed)
        .map(|(word, count)| (word.to_owned(), count))
        .collect();
    let told: u64 = counted.iter().map(|(_, count)| count).sum();
    Ok(Forms {
        unlisted: (total - counted.len(), entries - told),
        counted,
        cut: false,
    })
}

/// The words of the index that begin so.
fn words_beginning(
    searcher: &Searcher,
    field: Field,
    prefix: &str,
    deadline: Deadline,
) -> tantivy::Result<Forms> {
    let mut counts = FxHashMap::default();
    let mut seen = 0;
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let range = index.terms().range().ge(prefix);
        let mut stream = match prefix_end(prefix) {
            Some(end) => range.lt(end).into_stream()?,
            None => range.into_stream()?,
        };
        while stream.advance() {
            note_form(segment, field, stream.key(), stream.value().doc_freq, &mut counts)?;
            seen += 1;
            if seen % WORDS_BETWEEN_LOOKS == 0 && deadline.passed() {
                return Ok(Forms::new(counts, true));
            }
        }
    }
    Ok(Forms::new(counts, false))
}

/// All words of a field.
pub(crate) fn all_words(searcher: &Searcher, field: Field) -> tantivy::Result<Forms> {
    words_beginning(searcher, field, "", Deadline::never())
}

/// The words at most `distance` letters away.
pub(crate) fn fuzzy_forms(
    snapshot: &Snapshot,
    field: Field,
    word: &str,
    distance: u8,
    deadline: Deadline,
) -> tantivy::Result<Forms> {
    near_forms(snapshot, field, word, (0, distance), deadline)
}

/// The words at most `distance` letters away that begin with the same letter, of which there are far fewer.
pub(crate) fn spelt_nearly(
    snapshot: &Snapshot,
    field: Field,
    word: &str,
    distance: u8,
    deadline: Deadline,
) -> tantivy::Result<Forms> {
    near_forms(snapshot, field, word, (1, distance), deadline)
}

/// The words at most `distance` letters away that begin with the same `right` letters.
fn near_forms(
    snapshot: &Snapshot,
    field: Field,
    word: &str,
    (right, distance): (usize, u8),
    deadline: Deadline,
) -> tantivy::Result<Forms> {
    if deadline.passed() {
        return Ok(Forms::new([], true));
    }
    let vocabulary = snapshot.vocabulary_of(field);
    if let Some(near) = vocabulary.and_then(|vocabulary| vocabulary.near(word, right, distance)) {
        let counts = near.into_iter().map(|(word, count)| (word.to_owned(), count));
        return Ok(Forms::new(counts, false));
    }
    let searcher = &snapshot.searcher;
    let mut seen = 0;
    let query = FuzzyTermQuery::new(Term::from_field_text(field, word), distance.min(2), true);
    let first = word.char_indices().nth(right).map_or(word.len(), |(end, _)| end);
    let first = word.get(..first).unwrap_or_default().as_bytes();
    let mut counts = FxHashMap::default();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut stream = index.terms().search(query.automaton()?).into_stream()?;
        while stream.advance() {
            if stream.key().starts_with(first) {
                note_form(segment, field, stream.key(), stream.value().doc_freq, &mut counts)?;
            }
            seen += 1;
            if seen % WORDS_BETWEEN_LOOKS == 0 && deadline.passed() {
                return Ok(Forms::new(counts, true));
            }
        }
    }
    Ok(Forms::new(counts, false))
}

/// Adds a word of a segment, unless only deleted entries have it.
fn note_form(
    segment: &SegmentReader,
    field: Field,
    key: &[u8],
    doc_freq: u32,
    counts: &mut FxHashMap<String, u64>,
) -> tantivy::Result<()> {
    let form = String::from_utf8_lossy(key);
    if segment.has_deletes() && !occurs(segment, &Term::from_field_text(field, &form))? {
        return Ok(());
    }
    match counts.get_mut(form.as_ref()) {
        Some(count) => *count += u64::from(doc_freq),
        None => {
            counts.insert(form.into_owned(), u64::from(doc_freq));
        }
    }
    Ok(())
}

/// Whether an entry that is not deleted has the term.
fn occurs(segment: &SegmentReader, term: &Term) -> tantivy::Result<bool> {
    let index = segment.inverted_index(term.field())?;
    let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else {
        return Ok(false);
    };
    while postings.doc() != TERMINATED {
        if segment
            .alive_bitset()
            .is_none_or(|alive| alive.is_alive(postings.doc()))
        {
            return Ok(true);
        }
        postings.advance();
    }
    Ok(false)
}
