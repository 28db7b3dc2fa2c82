//! Entries that match two queries, of which each tells quickly whether it matches a given entry.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyError};

/// Entries that match both; every match scores the same.
///
/// tantivy's own intersection looks for its first match as soon as it is made, entry by entry from a segment's first on,
/// though the word beside it may first occur far behind. This one begins where it is asked to.
#[derive(Debug)]
pub(super) struct Both(pub(super) [Box<dyn Query>; 2]);

impl Clone for Both {
    fn clone(&self) -> Self {
        Self(self.0.each_ref().map(|query| query.box_clone()))
    }
}

impl Query for Both {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let [one, other] = &self.0;
        Ok(Box::new(BothWeight([
            one.weight(scoring)?,
            other.weight(scoring)?,
        ])))
    }
}

struct BothWeight([Box<dyn Weight>; 2]);

impl BothWeight {
    /// Both of a segment, each at its own first match.
    fn apart(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<BothScorer> {
        let [lead, other] = &self.0;
        Ok(BothScorer {
            lead: lead.scorer(segment, boost)?,
            other: other.scorer(segment, boost)?,
            boost,
        })
    }
}

impl Weight for BothWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut both = self.apart(segment, boost)?;
        let first = both.first();
        both.seek_both(first);
        Ok(Box::new(both))
    }

    fn scorer_danger(
        &self,
        segment: &SegmentReader,
        target: DocId,
        boost: Score,
    ) -> tantivy::Result<(SeekDangerResult, Box<dyn Scorer>)> {
        let mut both = self.apart(segment, boost)?;
        let first = both.first();
        let found = if first > target {
            SeekDangerResult::SeekLowerBound(first)
        } else {
            both.seek_danger(target)
        };
        Ok((found, Box::new(both)))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        match self.scorer_danger(segment, doc, 1.0)? {
            (SeekDangerResult::Found, _) => Ok(Explanation::new("both of two", 1.0)),
            (SeekDangerResult::SeekLowerBound(_), _) => Err(TantivyError::InvalidArgument(format!(
                "entry {doc} does not match"
            ))),
        }
    }
}

struct BothScorer {
    lead: Box<dyn Scorer>,
    other: Box<dyn Scorer>,
    boost: Score,
}

impl BothScorer {
    /// No match of both comes before this, as long as neither was moved.
    fn first(&self) -> DocId {
        self.lead.doc().max(self.other.doc())
    }

    /// Moves both to the first match from `candidate` on. `lead` does not stand behind it, and what is asked of `other`
    /// lies behind all that it was asked before.
    fn seek_both(&mut self, mut candidate: DocId) -> DocId {
        while candidate < TERMINATED {
            candidate = self.lead.seek(candidate);
            match self.other.seek_danger(candidate) {
                SeekDangerResult::Found => return candidate,
                SeekDangerResult::SeekLowerBound(further) => candidate = further,
            }
        }
        self.lead.seek(TERMINATED)
    }
}

impl DocSet for BothScorer {
    fn advance(&mut self) -> DocId {
        let next = self.lead.doc().saturating_add(1);
        self.seek_both(next)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        match self.lead.doc() {
            doc if doc >= target => doc,
            _ => self.seek_both(target),
        }
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        match self.lead.seek_danger(target) {
            SeekDangerResult::Found => self.other.seek_danger(target),
            further @ SeekDangerResult::SeekLowerBound(_) => further,
        }
    }

    fn doc(&self) -> DocId {
        self.lead.doc()
    }

    fn size_hint(&self) -> u32 {
        self.lead.size_hint().min(self.other.size_hint())
    }

    fn cost(&self) -> u64 {
        self.lead.cost().min(self.other.cost())
    }
}

impl Scorer for BothScorer {
    fn score(&mut self) -> Score {
        self.boost
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::ops::Bound;
    use tantivy::query::RangeQuery;
    use tantivy::schema::{FAST, Schema};
    use tantivy::{Index, Searcher, Term, doc};

    /// An index of one segment of entries with two numbers each.
    fn index(entries: &[(u64, u64)]) -> (Searcher, [tantivy::schema::Field; 2]) {
        let mut schema = Schema::builder();
        let fields = ["a", "b"].map(|name| schema.add_u64_field(name, FAST));
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for (a, b) in entries {
            writer
                .add_document(doc!(fields[0] => *a, fields[1] => *b))
                .unwrap();
        }
        writer.commit().unwrap();
        (index.reader().unwrap().searcher(), fields)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn matches_are_those_of_both_from_wherever_one_begins(
            entries in prop::collection::vec((0..4_u64, 0..4_u64), 1..400),
            (least, most) in (0..4_u64, 0..4_u64),
            targets in prop::collection::btree_set(0..420_u32, 1..20),
        ) {
            let (searcher, [a, b]) = index(&entries);
            let at_least = Bound::Included(Term::from_field_u64(a, least));
            let at_most = Bound::Included(Term::from_field_u64(b, most));
            let both = Both([
                Box::new(RangeQuery::new(at_least, Bound::Unbounded)),
                Box::new(RangeQuery::new(Bound::Unbounded, at_most)),
            ]);
            let matches = |doc: u32| entries.get(doc as usize).is_some_and(|(a, b)| *a >= least && *b <= most);
            let from = |doc: u32| (doc..entries.len() as u32).find(|doc| matches(*doc)).unwrap_or(TERMINATED);
            let weight = both.weight(EnableScoring::disabled_from_searcher(&searcher)).unwrap();
            let segment = searcher.segment_reader(0);

            let mut scorer = weight.scorer(segment, 1.0).unwrap();
            let mut expected = from(0);
            while expected != TERMINATED {
                prop_assert_eq!(scorer.doc(), expected);
                expected = from(expected + 1);
                prop_assert_eq!(scorer.advance(), expected);
            }
            prop_assert_eq!(scorer.doc(), TERMINATED);

            let mut scorer = weight.scorer(segment, 1.0).unwrap();
            for target in &targets {
                let expected = from(*target);
                let reached = if scorer.doc() < *target { scorer.seek(*target) } else { scorer.doc() };
                prop_assert!(reached == expected || reached >= *target && scorer.doc() == from(reached));
            }

            // As an intersection asks: on from what was said to be the least, and on by one's own steps once found.
            let mut target = *targets.first().unwrap();
            let (mut found, mut scorer) = weight.scorer_danger(segment, target, 1.0).unwrap();
            while target < TERMINATED {
                match found {
                    SeekDangerResult::Found => {
                        prop_assert!(matches(target));
                        prop_assert_eq!(scorer.doc(), target);
                        prop_assert_eq!(scorer.advance(), from(target + 1));
                        target = scorer.doc().saturating_add(3).min(TERMINATED);
                    }
                    SeekDangerResult::SeekLowerBound(least) => {
                        prop_assert!(least > target && least <= from(target));
                        target = least;
                    }
                }
                found = scorer.seek_danger(target);
            }
        }
    }
}
