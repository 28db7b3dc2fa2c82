//! A word that is only begun, alone or at the end of a phrase: `like it*`.

use super::expand::prefix_end;
use crate::collect::Deadline;
use std::sync::Arc;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{
    BitSetDocSet, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// Entries with words in this order, if any, and after them a word that begins so. Matches are not rated.
///
/// tantivy's own query holds all words that begin so open at once and asks each of them about each entry. This goes
/// over them one by one, so it is bounded by the length of their lists however many they are, and stops when the time
/// is spent; whoever then goes over the matches has no time left either.
#[derive(Debug, Clone)]
pub(super) struct BegunPhrase {
    pub(super) field: Field,
    /// The whole words.
    pub(super) before: Vec<String>,
    pub(super) prefix: String,
    pub(super) deadline: Deadline,
}

impl Query for BegunPhrase {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(BegunWeight(Arc::new(self.clone()))))
    }
}

struct BegunWeight(Arc<BegunPhrase>);

impl Weight for BegunWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.0.find(segment)? {
            Some(found) => Box::new(ConstScorer::new(BitSetDocSet::from(found), boost)),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        match self.scorer(segment, 1.0)?.seek(doc) == doc {
            true => Ok(Explanation::new("a phrase whose last word is begun", 1.0)),
            false => Err(TantivyError::InvalidArgument(format!(
                "entry {doc} does not match"
            ))),
        }
    }
}

impl BegunPhrase {
    fn find(&self, segment: &SegmentReader) -> tantivy::Result<Option<BitSet>> {
        let index = segment.inverted_index(self.field)?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut places: Option<Places> = None;
        for word in &self.before {
            let Some(postings) = index.read_postings(&Term::from_field_text(self.field, word), option)?
            else {
                return Ok(None);
            };
            places = Some(match places {
                Some(places) => places.followed_by(postings),
                None => Places::of(postings),
            });
        }
        let mut found = BitSet::with_max_value(segment.max_doc());
        let range = index.terms().range().ge(&self.prefix);
        let mut stream = match prefix_end(&self.prefix) {
            Some(end) => range.lt(end).into_stream()?,
            None => range.into_stream()?,
        };
        while stream.advance() {
            if self.deadline.passed() {
                break;
            }
            let Some(places) = &places else {
                let mut postings =
                    index.read_postings_from_terminfo(stream.value(), IndexRecordOption::Basic)?;
                while postings.doc() != TERMINATED {
                    found.insert(postings.doc());
                    postings.advance();
                }
                continue;
            };
            let postings = index.read_postings_from_terminfo(stream.value(), option)?;
            places.meet(postings, |doc, _| {
                found.insert(doc);
            });
        }
        Ok(Some(found))
    }
}

/// Where a word could stand that goes on with a phrase: positions in entries.
#[derive(Default)]
struct Places {
    docs: Vec<DocId>,
    /// For each entry where its positions end in `positions`.
    ends: Vec<usize>,
    positions: Vec<u32>,
}

impl Places {
    /// After each occurrence of a word.
    fn of(mut postings: SegmentPostings) -> Self {
        let mut places = Self::default();
        let mut positions = Vec::new();
        while postings.doc() != TERMINATED {
            postings.positions(&mut positions);
            places.push(postings.doc(), &positions);
            postings.advance();
        }
        places
    }

    /// After each occurrence of a word at one of these places.
    fn followed_by(&self, postings: SegmentPostings) -> Self {
        let mut places = Self::default();
        self.meet(postings, |doc, positions| places.push(doc, positions));
        places
    }

    fn push(&mut self, doc: DocId, positions: &[u32]) {
        self.docs.push(doc);
        self.positions
            .extend(positions.iter().map(|position| position + 1));
        self.ends.push(self.positions.len());
    }

    /// Goes over the entries in which a word stands at one of these places.
    fn meet(&self, mut postings: SegmentPostings, mut found: impl FnMut(DocId, &[u32])) {
        let (mut own, mut met) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < self.docs.len() && postings.doc() != TERMINATED {
            let doc = postings.doc();
            at += self.docs[at..].partition_point(|other| *other < doc);
            let Some(candidate) = self.docs.get(at) else {
                return;
            };
            if *candidate > doc {
                postings.seek(*candidate);
                continue;
            }
            let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
            let wanted = &self.positions[start..self.ends[at]];
            postings.positions(&mut own);
            met.clear();
            met.extend(
                own.iter()
                    .filter(|position| wanted.binary_search(position).is_ok()),
            );
            if !met.is_empty() {
                found(doc, &met);
            }
            at += 1;
            postings.advance();
        }
    }
}
