//! Going over matches until the time is spent.

use super::matches::Found;
use crate::query::{AnyOfScorer, ByScore, FlatScorer, PreferringScorer, Rated, TiersScorer, Unrated};
use std::time::{Duration, Instant};
use tantivy::query::{Scorer, Weight};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, SegmentReader, TERMINATED};

/// After how many matches the clock is looked at.
const MATCHES_BETWEEN_LOOKS: usize = 1024;

/// Until when a search may go on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    /// So long from now.
    pub(crate) fn after(budget: Duration) -> Self {
        Self(Instant::now().checked_add(budget))
    }

    /// For what is done once and for all searches.
    pub(crate) fn never() -> Self {
        Self(None)
    }

    /// Whether the time is spent.
    pub(crate) fn passed(self) -> bool {
        self.0.is_some_and(|end| Instant::now() >= end)
    }

    fn clock(self) -> Clock {
        Clock {
            deadline: self,
            seen: 0,
        }
    }

    /// Goes over the matches of a segment, unscored; says whether it came to their end.
    pub(super) fn for_each(
        self,
        weight: &dyn Weight,
        segment: &SegmentReader,
        take: &mut impl FnMut(Found<'_>),
    ) -> tantivy::Result<bool> {
        if self.passed() {
            return Ok(false);
        }
        let mut scorer = weight.scorer(segment, 1.0)?;
        // A scorer may have been cut short by the time itself.
        if self.passed() {
            return Ok(false);
        }
        let mut clock = self.clock();
        let mut docs = [0; COLLECT_BLOCK_BUFFER_LEN];
        loop {
            let count = scorer.fill_buffer(&mut docs);
            let block = docs.get(..count).unwrap_or_default();
            take(Found::Same(block, 0.0));
            if count < docs.len() {
                return Ok(true);
            }
            if clock.passed_after(block.len()) {
                return Ok(false);
            }
        }
    }

    /// Goes over the matches of a segment that match a filter too, scored as far as needed; says whether it came to
    /// their end.
    pub(super) fn for_each_scored(
        self,
        weight: &dyn Weight,
        filter: Option<&dyn Weight>,
        segment: &SegmentReader,
        take: &mut impl FnMut(Found<'_>),
    ) -> tantivy::Result<bool> {
        if self.passed() {
            return Ok(false);
        }
        let scorer = weight.scorer(segment, 1.0)?;
        let filter = filter.map(|filter| filter.scorer(segment, 1.0)).transpose()?;
        if self.passed() {
            return Ok(false);
        }
        let mut scorer = scorer;
        if filter.is_none() {
            scorer = match scorer.downcast::<FlatScorer>() {
                Ok(scorer) => return Ok(self.each_by_score(scorer, take)),
                Err(scorer) => match scorer.downcast::<TiersScorer>() {
                    Ok(scorer) => return Ok(self.each_by_score(scorer, take)),
                    Err(scorer) => scorer,
                },
            };
        }
        Ok(match scorer.downcast::<PreferringScorer>() {
            Ok(mut scorer) => self.each_of_both(scorer.as_mut(), filter, take),
            Err(scorer) => match scorer.downcast::<AnyOfScorer>() {
                Ok(mut scorer) => self.each_of_both(scorer.as_mut(), filter, take),
                Err(scorer) => self.each_of_both(&mut Unrated(scorer), filter, take),
            },
        })
    }

    fn each_by_score(self, matches: Box<impl ByScore>, take: &mut impl FnMut(Found<'_>)) -> bool {
        let mut clock = self.clock();
        matches.each(&mut |docs, score| {
            take(Found::Same(docs, score));
            !clock.passed_after(docs.len())
        })
    }

    fn each_of_both(
        self,
        scorer: &mut impl Rated,
        mut filter: Option<Box<dyn Scorer>>,
        take: &mut impl FnMut(Found<'_>),
    ) -> bool {
        let mut clock = self.clock();
        let mut doc = scorer.doc();
        loop {
            if let Some(filter) = &mut filter {
                doc = next_of_both(scorer, filter.as_mut());
            }
            if doc == TERMINATED {
                return true;
            }
            take(Found::Rated(doc, scorer));
            doc = scorer.advance();
            if clock.passed_after(1) {
                return false;
            }
        }
    }
}

/// A clock that is looked at now and then.
struct Clock {
    deadline: Deadline,
    /// How many matches were seen since.
    seen: usize,
}

impl Clock {
    /// Whether the time is spent, after so many more matches; said some matches later than it is.
    fn passed_after(&mut self, matches: usize) -> bool {
        self.seen += matches;
        if self.seen < MATCHES_BETWEEN_LOOKS {
            return false;
        }
        self.seen = 0;
        self.deadline.passed()
    }
}

/// Moves both to the first entry, from where they stand on, that both have.
fn next_of_both(scorer: &mut impl Rated, filter: &mut dyn Scorer) -> DocId {
    let mut doc = scorer.doc();
    while doc != TERMINATED {
        let mut at = filter.doc();
        if at < doc {
            at = filter.seek(doc);
        }
        if at == doc {
            break;
        }
        doc = scorer.seek(at);
    }
    doc
}
