//! Matches of any of several queries.

use super::preferring::PreferringScorer;
use super::{ROUNDING, Rated, copies, explanation, scorers, weights};
use tantivy::query::{BooleanQuery, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// At least one of several queries, each scoring that much at most; scores add up.
#[derive(Debug)]
pub(in crate::query) struct AnyOf(pub(in crate::query) Vec<(Box<dyn Query>, Score)>);

impl Clone for AnyOf {
    fn clone(&self) -> Self {
        Self(copies(&self.0))
    }
}

impl Query for AnyOf {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        if !scoring.is_scoring_enabled() {
            let queries = self.0.iter().map(|(query, _)| query.box_clone());
            return BooleanQuery::union(queries.collect()).weight(scoring);
        }
        Ok(Box::new(AnyOfWeight(weights(&self.0, scoring)?)))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.0.iter().for_each(|(query, _)| query.query_terms(visitor));
    }
}

struct AnyOfWeight(Vec<(Box<dyn Weight>, Score)>);

impl Weight for AnyOfWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(AnyOfScorer::new(
            scorers(&self.0, segment, boost)?,
            boost,
        )))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explanation(self.scorer(segment, 1.0)?, doc)
    }
}

/// Matches of any of several scorers.
pub(crate) struct AnyOfScorer {
    parts: Vec<Alternative>,
    doc: DocId,
}

struct Alternative {
    scorer: Part,
    most: Score,
    /// Where the scorer stands.
    doc: DocId,
}

enum Part {
    Preferring(PreferringScorer),
    Other(Box<dyn Scorer>),
}

impl Part {
    fn docs(&self) -> &dyn Scorer {
        match self {
            Self::Preferring(scorer) => scorer,
            Self::Other(scorer) => scorer.as_ref(),
        }
    }

    fn advance(&mut self) -> DocId {
        match self {
            Self::Preferring(scorer) => scorer.advance(),
            Self::Other(scorer) => scorer.advance(),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Preferring(scorer) => scorer.seek(target),
            Self::Other(scorer) => scorer.seek(target),
        }
    }

    fn score(&mut self) -> Score {
        match self {
            Self::Preferring(scorer) => scorer.score(),
            Self::Other(scorer) => scorer.score(),
        }
    }

    fn score_above(&mut self, least: Score) -> Option<Score> {
        match self {
            Self::Preferring(scorer) => scorer.score_above(least),
            Self::Other(scorer) => Some(scorer.score()),
        }
    }
}

impl AnyOfScorer {
    /// The scores are boosted already, the most of each is not.
    pub(super) fn new(scorers: Vec<(Box<dyn Scorer>, Score)>, boost: Score) -> Self {
        let parts = scorers.into_iter().map(|(scorer, most)| Alternative {
            doc: scorer.doc(),
            scorer: match scorer.downcast::<PreferringScorer>() {
                Ok(scorer) => Part::Preferring(*scorer),
                Err(scorer) => Part::Other(scorer),
            },
            most: most * boost,
        });
        let mut any = Self {
            parts: parts.collect(),
            doc: 0,
        };
        any.settle();
        any
    }

    /// Stands at the first entry at which a part does.
    fn settle(&mut self) -> DocId {
        self.doc = self.parts.iter().map(|part| part.doc).min().unwrap_or(TERMINATED);
        self.doc
    }
}

impl Rated for AnyOfScorer {
    fn score_above(&mut self, least: Score) -> Option<Score> {
        let doc = self.doc;
        // Most matches have the one or the other only, which alone is often not enough.
        let here = self.parts.iter().filter(|part| part.doc == doc);
        let most: Score = here.map(|part| part.most).sum();
        if most * ROUNDING < least {
            return None;
        }
        let mut sum = 0.0;
        for place in 0..self.parts.len() {
            let Some((part, others)) = self
                .parts
                .get_mut(place..)
                .and_then(|parts| parts.split_first_mut())
            else {
                break;
            };
            if part.doc == doc {
                let others = others.iter().filter(|part| part.doc == doc);
                let open: Score = others.map(|part| part.most).sum();
                // What the part must score for the others to be enough; none if they are infinite.
                let needed = least / ROUNDING - (sum + open) * ROUNDING;
                sum += part.scorer.score_above(needed)?;
            }
        }
        Some(sum)
    }
}

impl Scorer for AnyOfScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc;
        let here = self.parts.iter_mut().filter(|part| part.doc == doc);
        here.fold(0.0, |sum, part| sum + part.scorer.score())
    }
}

impl DocSet for AnyOfScorer {
    fn advance(&mut self) -> DocId {
        let doc = self.doc;
        for part in self.parts.iter_mut().filter(|part| part.doc == doc) {
            if doc != TERMINATED {
                part.doc = part.scorer.advance();
            }
        }
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for part in self.parts.iter_mut().filter(|part| part.doc < target) {
            part.doc = part.scorer.seek(target);
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let hints = self.parts.iter().map(|part| part.scorer.docs().size_hint());
        hints.max().unwrap_or_default()
    }

    fn cost(&self) -> u64 {
        self.parts.iter().map(|part| part.scorer.docs().cost()).sum()
    }
}
