use super::*;
use proptest::prelude::*;
use tantivy::SeekDangerResult;

/// Entries with their scores.
struct Listed {
    docs: Vec<(DocId, Score)>,
    at: usize,
}

impl DocSet for Listed {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    /// Says no more than it must: where the next match is at the earliest.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        while self.doc() < target {
            self.advance();
        }
        match self.doc() == target {
            true => SeekDangerResult::Found,
            false => SeekDangerResult::SeekLowerBound(target + 1),
        }
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        self.docs.len() as u32
    }
}

impl Scorer for Listed {
    fn score(&mut self) -> Score {
        self.docs[self.at].1
    }
}

/// A score for each of the entries that are listed.
type List = std::collections::BTreeMap<DocId, u8>;

const MOST: u8 = 20;

fn value(score: u8) -> Score {
    Score::from(score) / 7.0
}

fn listed(list: &List) -> Box<dyn Scorer> {
    let docs = list.iter().map(|(doc, score)| (*doc, value(*score))).collect();
    Box::new(Listed { docs, at: 0 })
}

fn preferring(required: &List, optional: &[List]) -> PreferringScorer {
    // The first never adds more than the required one says.
    let most = |place: usize| match place {
        0 => Most::OfRequired(1.0),
        _ => Most::Fixed(value(MOST)),
    };
    let optional = optional.iter().enumerate();
    let optional = optional.map(|(place, list)| (listed(&within(place, list, required)), most(place)));
    PreferringScorer::new(listed(required), optional.collect(), 1.0)
}

fn within(place: usize, list: &List, required: &List) -> List {
    let cut = |(doc, score): (&DocId, &u8)| {
        let most = required.get(doc).copied().unwrap_or_default();
        (*doc, if place == 0 { most.min(*score) } else { *score })
    };
    list.iter().map(cut).collect()
}

/// What the same comes to, added up in full.
fn expected(required: &List, optional: &[List]) -> Vec<(DocId, Score)> {
    let score = |(doc, own): (&DocId, &u8)| {
        let shares = optional.iter().enumerate();
        let shares = shares.filter_map(|(place, list)| Some(value(*within(place, list, required).get(doc)?)));
        (*doc, shares.fold(value(*own), |sum, share| sum + share))
    };
    required.iter().map(score).collect()
}

fn walk(mut scorer: impl Rated, least: Score) -> Vec<(DocId, Option<Score>)> {
    let mut found = Vec::new();
    while scorer.doc() != TERMINATED {
        found.push((scorer.doc(), scorer.score_above(least)));
        scorer.advance();
    }
    found
}

fn check(found: &[(DocId, Option<Score>)], expected: &[(DocId, Score)], least: Score) {
    assert_eq!(found.len(), expected.len());
    for ((doc, found), (expected_doc, expected)) in found.iter().zip(expected) {
        assert_eq!(doc, expected_doc);
        match found {
            Some(found) => assert_eq!(found, expected),
            None => assert!(*expected < least, "{doc}: {expected} is not below {least}"),
        }
    }
}

fn lists() -> impl Strategy<Value = (List, Vec<List>)> {
    let list = || prop::collection::btree_map(0..40_u32, 0..=MOST, 0..20);
    (list(), prop::collection::vec(list(), 0..4))
}

proptest! {
    #[test]
    fn what_is_scored_is_scored_in_full_and_the_rest_is_worth_less(
        parts in prop::collection::vec(lists(), 1..4),
        least in 0.0..12.0_f32,
    ) {
        let one = expected(&parts[0].0, &parts[0].1);
        check(&walk(preferring(&parts[0].0, &parts[0].1), least), &one, least);
        let scorers = parts.iter().map(|(required, optional)| {
            let scorer: Box<dyn Scorer> = Box::new(preferring(required, optional));
            (scorer, value(MOST) * (1.0 + optional.len() as Score))
        });
        let any = AnyOfScorer::new(scorers.collect(), 1.0);
        let mut all = std::collections::BTreeMap::new();
        for (doc, score) in parts.iter().flat_map(|(required, optional)| expected(required, optional)) {
            *all.entry(doc).or_insert(0.0) += score;
        }
        let all: Vec<(DocId, Score)> = all.into_iter().collect();
        check(&walk(any, least), &all, least);
    }

    #[test]
    fn entries_passed_over_change_no_score(parts in lists(), targets in prop::collection::btree_set(0..40_u32, 0..9)) {
        let mut scorer = preferring(&parts.0, &parts.1);
        let all = expected(&parts.0, &parts.1);
        for target in targets {
            let doc = match scorer.doc() < target {
                true => scorer.seek(target),
                false => scorer.doc(),
            };
            let next = all.iter().find(|(doc, _)| *doc >= target);
            prop_assert_eq!(doc, next.map_or(TERMINATED, |(doc, _)| *doc));
            if let Some((_, score)) = next {
                prop_assert_eq!(scorer.score(), *score);
            }
        }
    }
}
