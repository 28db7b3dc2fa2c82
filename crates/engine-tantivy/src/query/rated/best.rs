//! The best matches of words, without a look at every match.
//!
//! Block-max WAND (Ding and Suel, Faster top-k document retrieval using block-max indexes, 2011), as tantivy has it for
//! words: blocks of entries that score too little by their words are passed over unread. What else may add to a score is
//! allowed for.

use super::{AnyOf, Most, Preferring, ROUNDING};
use tantivy::query::{BooleanQuery, EnableScoring, Query, Scorer, TermQuery, Weight};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED};

/// Finds what may be among the best matches of a query.
pub(crate) struct BestFirst {
    /// The words, one of which each match has.
    words: Box<dyn Weight>,
    /// A match scores at most so many times what its words score.
    times: Score,
    /// And what these add to that, which match by themselves, at most.
    extras: Vec<(Box<dyn Weight>, Score)>,
    /// All matches, unscored.
    all: Box<dyn Weight>,
}

impl BestFirst {
    /// Of one or several words, each of which may have others that raise its score; `None` of anything else.
    pub(crate) fn of(query: &dyn Query, searcher: &Searcher) -> tantivy::Result<Option<Self>> {
        let parts: Vec<&dyn Query> = match query.downcast_ref::<AnyOf>() {
            Some(AnyOf(parts)) => parts.iter().map(|(part, _)| part.as_ref()).collect(),
            None => vec![query],
        };
        let mut words: Vec<Box<dyn Query>> = Vec::with_capacity(parts.len());
        let unscored = EnableScoring::disabled_from_searcher(searcher);
        let (mut times, mut extras) = (1.0, Vec::new());
        for part in parts {
            let (required, optional) = match part.downcast_ref::<Preferring>() {
                Some(Preferring { required, optional }) => (required.as_ref(), optional.as_slice()),
                None => (part, [].as_slice()),
            };
            let Some(word) = required.downcast_ref::<TermQuery>() else {
                return Ok(None);
            };
            words.push(Box::new(word.clone()));
            let mut own_times = 1.0;
            for (extra, most) in optional {
                match most {
                    Most::Fixed(most) if !most.is_finite() => return Ok(None),
                    Most::Fixed(most) => extras.push((extra.weight(unscored)?, *most)),
                    Most::OfRequired(times) => own_times += times,
                }
            }
            times = Score::max(times, own_times);
        }
        if !Score::is_finite(times) {
            return Ok(None);
        }
        let scored = EnableScoring::enabled_from_searcher(searcher);
        Ok(Some(Self {
            words: match words.len() {
                1 => words.remove(0).weight(scored)?,
                _ => BooleanQuery::union(words).weight(scored)?,
            },
            times,
            extras,
            all: query.weight(unscored)?,
        }))
    }

    /// All matches, unscored.
    pub(crate) fn all(&self) -> &dyn Weight {
        self.all.as_ref()
    }

    /// Gives, in order, the entries of a segment that may be among the best, deleted ones too. The answer to each says
    /// what the others must score at least.
    pub(crate) fn for_each(
        &self,
        segment: &SegmentReader,
        candidate: &mut dyn FnMut(DocId) -> Score,
    ) -> tantivy::Result<()> {
        let mut extras = Vec::with_capacity(self.extras.len());
        for (weight, most) in &self.extras {
            extras.push(Extra {
                scorer: weight.scorer(segment, 1.0)?,
                most: *most,
            });
        }
        extras.retain(|extra| extra.scorer.doc() != TERMINATED);
        let more: Score = extras.iter().map(|extra| extra.most).sum();
        let mut bar = Score::MIN;
        self.words.for_each_pruning(Score::MIN, segment, &mut |doc, own| {
            let here = extras.iter_mut().map(|extra| extra.at(doc));
            let most = own * self.times + here.sum::<Score>();
            if most * ROUNDING >= bar {
                bar = candidate(doc);
            }
            (bar / ROUNDING - more) / self.times / ROUNDING
        })
    }
}

/// What adds to the scores of some matches.
struct Extra {
    scorer: Box<dyn Scorer>,
    most: Score,
}

impl Extra {
    /// What it adds to the score of an entry at most; entries are asked about in order.
    fn at(&mut self, doc: DocId) -> Score {
        if self.scorer.doc() < doc {
            self.scorer.seek(doc);
        }
        match self.scorer.doc() == doc {
            true => self.most,
            false => 0.0,
        }
    }
}
