//! Scoring no more than is needed: most matches of a broad query score less than the best ten, which shows before all
//! parts of their scores are looked up.
//!
//! Scores are added up in the order of the query, whatever else is asked for at the same time, so that a match scores the
//! same to the last digit on every page of an answer.

mod any_of;
mod best;
mod flat;
mod preferring;
#[cfg(test)]
mod tests;

pub(super) use any_of::AnyOf;
pub(crate) use any_of::AnyOfScorer;
pub(crate) use best::BestFirst;
pub(crate) use flat::{ByScore, FlatScorer, TiersScorer};
pub(super) use flat::{Flat, Tiers};
pub(crate) use preferring::PreferringScorer;
pub(super) use preferring::{Most, Preferring};

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

/// What adding up in another order may change at most.
const ROUNDING: Score = 1.0001;

/// Scores the match at which it stands, or says that it is worth less.
pub(crate) trait Rated: Scorer {
    /// The score; `None` if it is surely below `least`.
    fn score_above(&mut self, least: Score) -> Option<Score>;
}

/// A scorer of which nothing is known but its scores.
pub(crate) struct Unrated(pub(crate) Box<dyn Scorer>);

fn copies<M: Copy>(queries: &[(Box<dyn Query>, M)]) -> Vec<(Box<dyn Query>, M)> {
    queries
        .iter()
        .map(|(query, most)| (query.box_clone(), *most))
        .collect()
}

fn weights<M: Copy>(
    queries: &[(Box<dyn Query>, M)],
    scoring: EnableScoring<'_>,
) -> tantivy::Result<Vec<(Box<dyn Weight>, M)>> {
    let weight = |(query, most): &(Box<dyn Query>, M)| Ok((query.weight(scoring)?, *most));
    queries.iter().map(weight).collect()
}

/// The scorers that have matches.
fn scorers<M: Copy>(
    weights: &[(Box<dyn Weight>, M)],
    segment: &SegmentReader,
    boost: Score,
) -> tantivy::Result<Vec<(Box<dyn Scorer>, M)>> {
    let mut scorers = Vec::with_capacity(weights.len());
    for (weight, most) in weights {
        let scorer = weight.scorer(segment, boost)?;
        if scorer.doc() != TERMINATED {
            scorers.push((scorer, *most));
        }
    }
    Ok(scorers)
}

fn explanation(mut scorer: Box<dyn Scorer>, doc: DocId) -> tantivy::Result<Explanation> {
    if scorer.doc() < doc {
        scorer.seek(doc);
    }
    match scorer.doc() == doc {
        true => Ok(Explanation::new("what it matches, added up", scorer.score())),
        false => Err(TantivyError::InvalidArgument(format!(
            "entry {doc} does not match"
        ))),
    }
}

impl Rated for Unrated {
    fn score_above(&mut self, _: Score) -> Option<Score> {
        Some(self.0.score())
    }
}

impl Scorer for Unrated {
    fn score(&mut self) -> Score {
        self.0.score()
    }
}

impl DocSet for Unrated {
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.0.seek(target)
    }

    fn doc(&self) -> DocId {
        self.0.doc()
    }

    fn size_hint(&self) -> u32 {
        self.0.size_hint()
    }
}
