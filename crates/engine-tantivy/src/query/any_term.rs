//! Entries that have one of several terms.

use tantivy::postings::SegmentPostings;
use tantivy::query::{
    BitSetDocSet, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// So many times as many entries as a segment has, matches are few.
const SPARSE: u32 = 256;

/// Entries with one of the terms; every match scores the same.
///
/// tantivy's own query makes an automaton of the terms and walks the dictionary with it. Making one takes about as long
/// as finding a hundred terms.
#[derive(Debug, Clone)]
pub(super) struct AnyTerm(pub(super) Vec<Term>);

impl AnyTerm {
    pub(super) fn new(terms: impl IntoIterator<Item = Term>) -> Self {
        Self(terms.into_iter().collect())
    }
}

impl Query for AnyTerm {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(AnyTermWeight(self.0.clone())))
    }
}

struct AnyTermWeight(Vec<Term>);

impl Weight for AnyTermWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut lists: Vec<SegmentPostings> = Vec::with_capacity(self.0.len());
        for term in &self.0 {
            let index = segment.inverted_index(term.field())?;
            lists.extend(index.read_postings(term, IndexRecordOption::Basic)?);
        }
        let matches: u64 = lists.iter().map(|list| u64::from(list.size_hint())).sum();
        Ok(match lists.len() {
            0 => Box::new(EmptyScorer),
            1 => Box::new(ConstScorer::new(lists.remove(0), boost)),
            _ if matches < u64::from(segment.max_doc() / SPARSE) => {
                let mut docs = Vec::with_capacity(usize::try_from(matches).unwrap_or_default());
                each(lists, |doc| docs.push(doc));
                docs.sort_unstable();
                docs.dedup();
                Box::new(ConstScorer::new(Found { docs, at: 0 }, boost))
            }
            _ => {
                let mut docs = BitSet::with_max_value(segment.max_doc());
                each(lists, |doc| {
                    docs.insert(doc);
                });
                Box::new(ConstScorer::new(BitSetDocSet::from(docs), boost))
            }
        })
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        let at = if scorer.doc() < doc {
            scorer.seek(doc)
        } else {
            scorer.doc()
        };
        match at == doc {
            true => Ok(Explanation::new("one of several terms", 1.0)),
            false => Err(TantivyError::InvalidArgument(format!(
                "entry {doc} does not match"
            ))),
        }
    }
}

fn each(lists: Vec<SegmentPostings>, mut take: impl FnMut(DocId)) {
    for mut list in lists {
        while list.doc() != TERMINATED {
            take(list.doc());
            list.advance();
        }
    }
}

/// Entries in order.
struct Found {
    docs: Vec<DocId>,
    at: usize,
}

impl DocSet for Found {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let left = self.docs.get(self.at..).unwrap_or_default();
        self.at += left.partition_point(|doc| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.docs.len() as u32
    }
}
