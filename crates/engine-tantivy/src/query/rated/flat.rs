//! Matches that all score the same, or one of a few scores: they need not be asked one by one.

use super::explanation;
use tantivy::query::{BooleanQuery, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{
    BitSet, COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Score, Searcher, SeekDangerResult, SegmentReader,
    TERMINATED, Term,
};

/// A query that only says yes or no: every match scores the same.
#[derive(Debug)]
pub(in crate::query) struct Flat {
    pub(in crate::query) query: Box<dyn Query>,
    pub(in crate::query) score: Score,
}

impl Flat {
    fn flat_weight(&self, searcher: &Searcher) -> tantivy::Result<FlatWeight> {
        // What it scores by itself does not count.
        let unscored = EnableScoring::disabled_from_searcher(searcher);
        Ok(FlatWeight {
            weight: self.query.weight(unscored)?,
            score: self.score,
        })
    }
}

impl Clone for Flat {
    fn clone(&self) -> Self {
        Self {
            query: self.query.box_clone(),
            score: self.score,
        }
    }
}

impl Query for Flat {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        match scoring {
            EnableScoring::Enabled { searcher, .. } => Ok(Box::new(self.flat_weight(searcher)?)),
            EnableScoring::Disabled { .. } => self.query.weight(scoring),
        }
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visitor);
    }
}

struct FlatWeight {
    weight: Box<dyn Weight>,
    score: Score,
}

impl FlatWeight {
    fn flat_scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<FlatScorer> {
        Ok(FlatScorer {
            docs: self.weight.scorer(segment, 1.0)?,
            score: boost * self.score,
        })
    }
}

impl Weight for FlatWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(self.flat_scorer(segment, boost)?))
    }

    fn scorer_danger(
        &self,
        segment: &SegmentReader,
        target: DocId,
        boost: Score,
    ) -> tantivy::Result<(SeekDangerResult, Box<dyn Scorer>)> {
        let (found, docs) = self.weight.scorer_danger(segment, target, 1.0)?;
        let score = boost * self.score;
        Ok((found, Box::new(FlatScorer { docs, score })))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explanation(self.scorer(segment, 1.0)?, doc)
    }
}

/// Matches of one score.
pub(crate) struct FlatScorer {
    docs: Box<dyn Scorer>,
    score: Score,
}

impl Scorer for FlatScorer {
    #[inline]
    fn score(&mut self) -> Score {
        self.score
    }
}

impl DocSet for FlatScorer {
    fn advance(&mut self) -> DocId {
        self.docs.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.docs.seek(target)
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        self.docs.seek_danger(target)
    }

    fn fill_buffer(&mut self, buffer: &mut [DocId; COLLECT_BLOCK_BUFFER_LEN]) -> usize {
        self.docs.fill_buffer(buffer)
    }

    fn doc(&self) -> DocId {
        self.docs.doc()
    }

    fn size_hint(&self) -> u32 {
        self.docs.size_hint()
    }

    fn cost(&self) -> u64 {
        self.docs.cost()
    }
}

/// At least one of several flat queries; of those that match, the best score counts.
#[derive(Debug, Clone)]
pub(in crate::query) struct Tiers(pub(in crate::query) Vec<Flat>);

impl Query for Tiers {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let EnableScoring::Enabled { searcher, .. } = scoring else {
            let queries = self.0.iter().map(|flat| flat.query.box_clone());
            return BooleanQuery::union(queries.collect()).weight(scoring);
        };
        let weights = self.0.iter().map(|flat| flat.flat_weight(searcher));
        Ok(Box::new(TiersWeight(weights.collect::<tantivy::Result<_>>()?)))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.0.iter().for_each(|flat| flat.query_terms(visitor));
    }
}

struct TiersWeight(Vec<FlatWeight>);

impl Weight for TiersWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let tiers = self.0.iter().map(|weight| weight.flat_scorer(segment, boost));
        let mut tiers = tiers.collect::<tantivy::Result<Vec<_>>>()?;
        tiers.sort_by(|a, b| b.score.total_cmp(&a.score));
        let doc = first(&tiers);
        Ok(Box::new(TiersScorer {
            tiers,
            doc,
            entries: segment.max_doc(),
        }))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explanation(self.scorer(segment, 1.0)?, doc)
    }
}

/// Matches of one of a few scores.
pub(crate) struct TiersScorer {
    /// The best score first.
    tiers: Vec<FlatScorer>,
    doc: DocId,
    entries: u32,
}

fn first(tiers: &[FlatScorer]) -> DocId {
    tiers.iter().map(DocSet::doc).min().unwrap_or(TERMINATED)
}

impl Scorer for TiersScorer {
    fn score(&mut self) -> Score {
        let here = self.tiers.iter().find(|tier| tier.doc() == self.doc);
        here.map_or(0.0, |tier| tier.score)
    }
}

impl DocSet for TiersScorer {
    fn advance(&mut self) -> DocId {
        let doc = self.doc;
        if doc != TERMINATED {
            for tier in self.tiers.iter_mut().filter(|tier| tier.doc() == doc) {
                tier.advance();
            }
            self.doc = first(&self.tiers);
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for tier in self.tiers.iter_mut().filter(|tier| tier.doc() < target) {
            tier.seek(target);
        }
        self.doc = first(&self.tiers);
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.tiers.iter().map(DocSet::size_hint).max().unwrap_or_default()
    }

    fn cost(&self) -> u64 {
        self.tiers.iter().map(DocSet::cost).sum()
    }
}

/// Matches that can be had score by score, each once, many at a time.
pub(crate) trait ByScore {
    /// Gives all matches, of one score after another. `false` breaks off.
    fn each(self: Box<Self>, take: &mut dyn FnMut(&[DocId], Score) -> bool) -> bool;
}

impl ByScore for FlatScorer {
    fn each(mut self: Box<Self>, take: &mut dyn FnMut(&[DocId], Score) -> bool) -> bool {
        let score = self.score;
        blocks(self.docs.as_mut(), &mut |docs| take(docs, score))
    }
}

impl ByScore for TiersScorer {
    fn each(self: Box<Self>, take: &mut dyn FnMut(&[DocId], Score) -> bool) -> bool {
        let mut seen = BitSet::with_max_value(self.entries);
        let mut fresh = Vec::with_capacity(TOGETHER);
        self.tiers.into_iter().all(|mut tier| {
            blocks(tier.docs.as_mut(), &mut |docs| {
                fresh.clear();
                fresh.extend(docs.iter().filter(|doc| seen.insert(**doc)));
                take(&fresh, tier.score)
            })
        })
    }
}

/// How many matches are given at once: enough that whoever takes the last of them first learns from those which of the
/// others need no look.
const TOGETHER: usize = 16 * COLLECT_BLOCK_BUFFER_LEN;

fn blocks(docs: &mut dyn Scorer, take: &mut dyn FnMut(&[DocId]) -> bool) -> bool {
    let mut block = [0; COLLECT_BLOCK_BUFFER_LEN];
    let mut together = Vec::with_capacity(TOGETHER);
    loop {
        let count = docs.fill_buffer(&mut block);
        together.extend_from_slice(&block[..count]);
        let ended = count < block.len();
        if ended || together.len() >= TOGETHER {
            if !take(&together) {
                return false;
            }
            together.clear();
        }
        if ended {
            return true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use tantivy::query::{BitSetDocSet, ConstScorer};

    const ENTRIES: u32 = 300;

    fn tiers(lists: &[Vec<DocId>]) -> TiersScorer {
        let flat = |(place, list): (usize, &Vec<DocId>)| {
            let mut docs = BitSet::with_max_value(ENTRIES);
            list.iter().for_each(|doc| {
                docs.insert(*doc);
            });
            FlatScorer {
                docs: Box::new(ConstScorer::new(BitSetDocSet::from(docs), 1.0)),
                score: 10.0 - place as Score,
            }
        };
        let tiers: Vec<_> = lists.iter().enumerate().map(flat).collect();
        TiersScorer {
            doc: first(&tiers),
            tiers,
            entries: ENTRIES,
        }
    }

    proptest! {
        #[test]
        fn one_by_one_and_by_score_matches_are_the_same(
            lists in prop::collection::vec(prop::collection::vec(0..ENTRIES, 0..150), 1..4),
            target in 0..ENTRIES,
        ) {
            let mut best: BTreeMap<DocId, Score> = BTreeMap::new();
            for (place, list) in lists.iter().enumerate() {
                for doc in list {
                    best.entry(*doc).or_insert(10.0 - place as Score);
                }
            }
            let expected: Vec<(DocId, Score)> = best.into_iter().collect();
            let mut walked = Vec::new();
            let mut scorer = tiers(&lists);
            while scorer.doc() != TERMINATED {
                walked.push((scorer.doc(), scorer.score()));
                scorer.advance();
            }
            prop_assert_eq!(&walked, &expected);
            let mut given = Vec::new();
            let all = Box::new(tiers(&lists)).each(&mut |docs, score| {
                given.extend(docs.iter().map(|doc| (*doc, score)));
                true
            });
            prop_assert!(all);
            given.sort_by_key(|(doc, _)| *doc);
            prop_assert_eq!(&given, &expected);
            let from = expected.iter().find(|(doc, _)| *doc >= target);
            let mut scorer = tiers(&lists);
            prop_assert_eq!(scorer.seek(target), from.map_or(TERMINATED, |(doc, _)| *doc));
            prop_assert!(from.is_none_or(|(_, score)| scorer.score() == *score));
        }
    }

    #[test]
    fn breaking_off_is_told() {
        let lists = [(0..200).collect(), vec![250]];
        let mut seen = 0;
        assert!(!Box::new(tiers(&lists)).each(&mut |docs, _| {
            seen += docs.len();
            false
        }));
        assert_eq!(seen, 200);
    }
}
