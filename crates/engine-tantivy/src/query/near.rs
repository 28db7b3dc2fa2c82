//! Words near each other: `"hospital closure"~4`.

use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyError, Term};

/// Entries with the words of a phrase near each other, in any order.
///
/// Each word of the phrase takes a place of its own in the text: a word twice in the phrase stands there twice. How far
/// a word has moved is its place in the text less its place in the phrase. The words are near if no two have moved
/// further apart than `slop`: `"a b"~1` finds `a b` and `a x b`, `"a b"~2` finds `b a` too.
///
/// tantivy's own phrases with slop miss entries, by what else is in the index, and take memory without bound where a
/// word is repeated. This takes, for each entry with all the words, time as its words times those of the phrase, and
/// memory as its occurrences of them.
#[derive(Debug, Clone)]
pub(super) struct NearPhrase {
    /// At least one, all of one field.
    pub(super) terms: Vec<Term>,
    pub(super) slop: u32,
}

impl Query for NearPhrase {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let bm25 = match scoring {
            EnableScoring::Enabled {
                statistics_provider, ..
            } => Some(Bm25Weight::for_terms(statistics_provider, &self.terms)?),
            EnableScoring::Disabled { .. } => None,
        };
        let mut places: BTreeMap<&Term, Vec<i64>> = BTreeMap::new();
        for (place, term) in (0..).zip(&self.terms) {
            places.entry(term).or_default().push(place);
        }
        Ok(Box::new(NearWeight {
            words: places
                .into_iter()
                .map(|(term, places)| (term.clone(), places.into()))
                .collect(),
            slop: self.slop,
            bm25,
        }))
    }
}

struct NearWeight {
    /// Each word once, with its places in the phrase.
    words: Vec<(Term, Arc<[i64]>)>,
    slop: u32,
    bm25: Option<Bm25Weight>,
}

impl NearWeight {
    fn near(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Option<NearScorer>> {
        let mut lists = Vec::with_capacity(self.words.len());
        let mut words = Vec::with_capacity(self.words.len());
        let mut found = Vec::with_capacity(self.words.len());
        for (term, places) in &self.words {
            let index = segment.inverted_index(term.field())?;
            let Some(postings) = index.read_postings(term, IndexRecordOption::WithFreqsAndPositions)? else {
                return Ok(None);
            };
            found.push((postings, places));
        }
        // The rarest word leads the way.
        found.sort_by_key(|(postings, _)| postings.size_hint());
        for (postings, places) in found {
            lists.push(postings);
            words.push(Occurrences::of(places.clone()));
        }
        let scoring = match (&self.bm25, self.words.first()) {
            (Some(bm25), Some((term, _))) => {
                Some((bm25.boost_by(boost), segment.get_fieldnorms_reader(term.field())?))
            }
            _ => None,
        };
        let mut scorer = NearScorer {
            lists,
            words,
            slop: i64::from(self.slop),
            scoring,
            count: 0,
        };
        scorer.settle();
        Ok(Some(scorer))
    }
}

impl Weight for NearWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.near(segment, boost)? {
            Some(scorer) => Box::new(scorer),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        match scorer.seek(doc) == doc {
            true => Ok(Explanation::new("words near each other", scorer.score())),
            false => Err(TantivyError::InvalidArgument(format!(
                "entry {doc} does not match"
            ))),
        }
    }
}

struct NearScorer {
    /// Of each word the entries that have it; all stand at the same entry, or the first at the end.
    lists: Vec<SegmentPostings>,
    words: Vec<Occurrences>,
    slop: i64,
    scoring: Option<(Bm25Weight, FieldNormReader)>,
    /// How often the words stand near each other in this entry; not counted beyond one without scoring.
    count: u32,
}

impl NearScorer {
    /// Goes on to the first match that is not before where the first list stands.
    fn settle(&mut self) -> DocId {
        loop {
            let doc = self.align();
            if doc == TERMINATED || self.meet() {
                return doc;
            }
            self.lists[0].advance();
        }
    }

    /// Looks at one entry. What it finds first about an entry that has not all the words says where to look next.
    fn look_at(&mut self, target: DocId) -> SeekDangerResult {
        for list in &mut self.lists {
            let mut at = list.doc();
            if at < target {
                at = list.seek(target);
            }
            if at > target {
                return SeekDangerResult::SeekLowerBound(at);
            }
        }
        match self.meet() {
            true => SeekDangerResult::Found,
            false => SeekDangerResult::SeekLowerBound(target + 1),
        }
    }

    /// Whether the words stand near each other in the entry at which all lists stand.
    fn meet(&mut self) -> bool {
        let most = if self.scoring.is_some() { u32::MAX } else { 1 };
        self.count = 0;
        let lists = self.lists.iter_mut().zip(&mut self.words);
        // Reading places costs more than knowing how many there are.
        if lists
            .into_iter()
            .all(|(list, word)| list.term_freq() as usize >= word.places.len())
        {
            for (list, word) in self.lists.iter_mut().zip(&mut self.words) {
                list.positions(&mut word.positions);
            }
            self.count = meetings(&mut self.words, self.slop, most);
        }
        self.count > 0
    }

    /// Goes on to the first entry that has all the words.
    fn align(&mut self) -> DocId {
        let Some((leader, others)) = self.lists.split_first_mut() else {
            return TERMINATED;
        };
        let mut doc = leader.doc();
        'again: while doc != TERMINATED {
            for other in others.iter_mut() {
                let mut at = other.doc();
                if at < doc {
                    at = other.seek(doc);
                }
                if at > doc {
                    doc = leader.seek(at);
                    continue 'again;
                }
            }
            break;
        }
        doc
    }
}

impl DocSet for NearScorer {
    fn advance(&mut self) -> DocId {
        if self.doc() == TERMINATED {
            return TERMINATED;
        }
        self.lists[0].advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.doc() {
            return self.doc();
        }
        self.lists[0].seek(target);
        self.settle()
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target >= TERMINATED || self.lists.is_empty() {
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        self.look_at(target)
    }

    fn doc(&self) -> DocId {
        self.lists.first().map_or(TERMINATED, DocSet::doc)
    }

    fn size_hint(&self) -> u32 {
        self.lists.first().map_or(0, DocSet::size_hint)
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc();
        self.scoring.as_ref().map_or(1.0, |(bm25, norms)| {
            bm25.score(norms.fieldnorm_id(doc), self.count)
        })
    }
}

/// A word of a phrase, and where it stands in one text.
struct Occurrences {
    /// Its places in the phrase, ascending.
    places: Arc<[i64]>,
    /// Its places in the text, ascending.
    positions: Vec<u32>,
    /// For each place in the phrase the first of `positions` that it may still take.
    next: Vec<usize>,
    /// How many of `positions` lie behind what was counted.
    used: usize,
}

impl Occurrences {
    fn of(places: Arc<[i64]>) -> Self {
        Self {
            next: vec![0; places.len()],
            places,
            positions: Vec::new(),
            used: 0,
        }
    }
}

/// How often the words stand near each other, each time at places of their own; counts up to `most`.
///
/// All must have moved by `low` to `low + slop`. Whatever `low` is, the first places left that have moved so far or
/// further, in the order of the phrase, are the best choice: what they have moved only grows with `low`. So `low` leaps
/// to where the furthest of them would be just near enough. It grows each time, and stays within the text.
fn meetings(words: &mut [Occurrences], slop: i64, most: u32) -> u32 {
    for word in words.iter_mut() {
        word.next.fill(0);
        word.used = 0;
    }
    let mut low = -words.iter().map(|word| word.places.len() as i64).sum::<i64>();
    let mut count = 0;
    while count < most {
        let mut furthest = low;
        for word in words.iter_mut() {
            let mut free = word.used;
            for (place, next) in word.places.iter().zip(&mut word.next) {
                *next = free.max(*next);
                let moved = loop {
                    let Some(position) = word.positions.get(*next) else {
                        return count;
                    };
                    let moved = i64::from(*position) - place;
                    if moved >= low {
                        break moved;
                    }
                    *next += 1;
                };
                furthest = furthest.max(moved);
                free = *next + 1;
            }
        }
        if furthest - low > slop {
            low = furthest - slop;
            continue;
        }
        count += 1;
        for word in words.iter_mut() {
            word.used = word.next.last().map_or(0, |last| last + 1);
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    fn count(text: &[u8], phrase: &[u8], slop: u32, most: u32) -> u32 {
        let mut places: BTreeMap<u8, Vec<i64>> = BTreeMap::new();
        for (place, word) in (0..).zip(phrase) {
            places.entry(*word).or_default().push(place);
        }
        let mut words: Vec<Occurrences> = places
            .into_iter()
            .map(|(word, places)| {
                let mut found = Occurrences::of(places.into());
                found.positions = (0..)
                    .zip(text)
                    .filter(|(_, other)| **other == word)
                    .map(|(at, _)| at)
                    .collect();
                found
            })
            .collect();
        meetings(&mut words, i64::from(slop), most)
    }

    /// Every choice of places tried.
    fn near(text: &[u8], phrase: &[u8], slop: i64, taken: &mut Vec<usize>) -> bool {
        let Some(word) = phrase.get(taken.len()) else {
            let moved = || (0..).zip(&*taken).map(|(place, at)| *at as i64 - place);
            return moved().max().unwrap() - moved().min().unwrap() <= slop;
        };
        (0..text.len()).any(|at| {
            if text[at] != *word || taken.contains(&at) {
                return false;
            }
            taken.push(at);
            let found = near(text, phrase, slop, taken);
            taken.pop();
            found
        })
    }

    #[test]
    fn examples() {
        for (text, phrase, slop, times) in [
            ("abc", "abc", 0, 1),
            ("axb", "ab", 0, 0),
            ("axb", "ab", 1, 1),
            ("ba", "ab", 1, 0),
            ("ba", "ab", 2, 1),
            ("a", "aa", 100, 0),
            ("axa", "aa", 1, 1),
            ("abxxabxab", "ab", 1, 3),
            ("cba", "abc", 3, 0),
            ("cba", "abc", 4, 1),
        ] {
            let found = count(text.as_bytes(), phrase.as_bytes(), slop, u32::MAX);
            assert_eq!(found, times, "{phrase}~{slop} in {text}");
        }
    }

    #[test]
    fn long_phrases_of_repeated_words_take_bounded_time() {
        let started = Instant::now();
        let text: Vec<u8> = (0..100_000u32)
            .map(|n| b"ab"[(n % 7 * n % 3 / 2) as usize])
            .collect();
        let phrase: Vec<u8> = (0..900).map(|n| b"ab"[usize::from(n % 3 == 0)]).collect();
        count(&text, &phrase, 100, u32::MAX);
        assert_eq!(count(&text, &[b'a'; 900], 99_999, 1), 1);
        // Just not near anywhere: every place is tried.
        let text: Vec<u8> = (0..100_000).map(|n| b"ab"[n % 2]).collect();
        assert_eq!(count(&text, &[b'a'; 900], 899, 1), 1);
        assert_eq!(count(&text, &[b'a'; 900], 898, 1), 0);
        assert_eq!(count(&[b'a'; 900], &[b'a'; 900], 1, u32::MAX), 1);
        assert_eq!(count(&[b'a'; 899], &[b'a'; 900], 100, u32::MAX), 0);
        assert!(
            started.elapsed() < Duration::from_secs(20),
            "{:?}",
            started.elapsed()
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn near_is_what_some_choice_of_places_is(
            text in prop::collection::vec(b'a'..b'e', 0..12),
            phrase in prop::collection::vec(b'a'..b'd', 1..6),
            slop in 0..7u32,
        ) {
            let near = near(&text, &phrase, i64::from(slop), &mut Vec::new());
            prop_assert_eq!(count(&text, &phrase, slop, 1) == 1, near);
            prop_assert_eq!(count(&text, &phrase, slop, u32::MAX) > 0, near);
        }
    }
}
