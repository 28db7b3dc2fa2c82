//! Matches of one query, of which others raise the scores.

use super::{ROUNDING, Rated, copies, explanation, scorers, weights};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, Term};

/// The most that a query adds to the score of a match.
#[derive(Debug, Clone, Copy)]
pub(in crate::query) enum Most {
    /// So much.
    Fixed(Score),
    /// So many times what the required query scores.
    OfRequired(Score),
}

/// A query that decides what matches, and others that only raise the score.
#[derive(Debug)]
pub(in crate::query) struct Preferring {
    pub(in crate::query) required: Box<dyn Query>,
    pub(in crate::query) optional: Vec<(Box<dyn Query>, Most)>,
}

impl Clone for Preferring {
    fn clone(&self) -> Self {
        Self {
            required: self.required.box_clone(),
            optional: copies(&self.optional),
        }
    }
}

impl Query for Preferring {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let required = self.required.weight(scoring)?;
        if !scoring.is_scoring_enabled() {
            return Ok(required);
        }
        Ok(Box::new(PreferringWeight {
            required,
            optional: weights(&self.optional, scoring)?,
        }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.required.query_terms(visitor);
        self.optional
            .iter()
            .for_each(|(query, _)| query.query_terms(visitor));
    }
}

struct PreferringWeight {
    required: Box<dyn Weight>,
    optional: Vec<(Box<dyn Weight>, Most)>,
}

impl Weight for PreferringWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let required = self.required.scorer(segment, boost)?;
        let optional = scorers(&self.optional, segment, boost)?;
        Ok(Box::new(PreferringScorer::new(required, optional, boost)))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explanation(self.scorer(segment, 1.0)?, doc)
    }
}

/// Matches of one scorer; others raise their scores.
pub(crate) struct PreferringScorer {
    required: Box<dyn Scorer>,
    optional: Vec<Optional>,
}

struct Optional {
    scorer: Box<dyn Scorer>,
    /// It adds at most this and so many times what the required scorer says.
    most: Score,
    times: Score,
    /// No match lies before this that was not asked about.
    next: DocId,
    /// Whether the scorer stands at a match there.
    stands: bool,
    /// What it adds to the score of the match that is asked about.
    share: Score,
}

impl Optional {
    /// What it adds to the score of a match; matches are asked about in order.
    fn find_share(&mut self, doc: DocId) {
        self.share = 0.0;
        if self.next < doc || (self.next == doc && !self.stands) {
            (self.next, self.stands) = match self.scorer.seek_danger(doc) {
                SeekDangerResult::Found => (doc, true),
                SeekDangerResult::SeekLowerBound(next) => (next, false),
            };
        }
        if self.next == doc && self.stands {
            self.share = self.scorer.score();
        }
    }
}

impl PreferringScorer {
    /// The scores are boosted already, the most that is added is not.
    pub(super) fn new(
        required: Box<dyn Scorer>,
        optional: Vec<(Box<dyn Scorer>, Most)>,
        boost: Score,
    ) -> Self {
        let optional = optional.into_iter().map(|(scorer, most)| {
            let (most, times) = match most {
                Most::Fixed(most) => (most * boost, 0.0),
                Most::OfRequired(times) => (0.0, times),
            };
            Optional {
                next: scorer.doc(),
                stands: true,
                scorer,
                most,
                times,
                share: 0.0,
            }
        });
        Self {
            required,
            optional: optional.collect(),
        }
    }
}

impl Rated for PreferringScorer {
    fn score_above(&mut self, least: Score) -> Option<Score> {
        let doc = self.required.doc();
        let own = self.required.score();
        if (own + open(&self.optional, doc, own)) * ROUNDING < least {
            return None;
        }
        let mut known = own;
        // The last ones are the rarest: what they add is often known without a look.
        for place in (0..self.optional.len()).rev() {
            let (others, optional) = self.optional.split_at_mut(place);
            let Some(optional) = optional.first_mut() else {
                break;
            };
            if optional.next > doc {
                optional.share = 0.0;
                continue;
            }
            optional.find_share(doc);
            known += optional.share;
            if (known + open(others, doc, own)) * ROUNDING < least {
                return None;
            }
        }
        let shares = self.optional.iter().map(|optional| optional.share);
        Some(shares.fold(own, |sum, share| sum + share))
    }
}

/// The most that these add to the score of a match.
fn open(optional: &[Optional], doc: DocId, own: Score) -> Score {
    let open = optional.iter().filter(|optional| optional.next <= doc);
    open.map(|optional| optional.most + optional.times * own).sum()
}

impl Scorer for PreferringScorer {
    fn score(&mut self) -> Score {
        let doc = self.required.doc();
        let own = self.required.score();
        self.optional.iter_mut().fold(own, |sum, optional| {
            optional.find_share(doc);
            sum + optional.share
        })
    }
}

impl DocSet for PreferringScorer {
    fn advance(&mut self) -> DocId {
        self.required.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.required.seek(target)
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        self.required.seek_danger(target)
    }

    fn doc(&self) -> DocId {
        self.required.doc()
    }

    fn size_hint(&self) -> u32 {
        self.required.size_hint()
    }

    fn cost(&self) -> u64 {
        self.required.cost()
    }
}
