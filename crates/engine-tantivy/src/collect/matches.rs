//! What is to be gone over: the matches of a query, and of filters beside it where hits are scored.

use super::budget::Deadline;
use super::scored::Scored;
use super::{Task, intersection};
use crate::engine::Snapshot;
use crate::query::{BestFirst, Rated};
use std::cell::OnceCell;
use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::{DocId, Score, Searcher, SegmentReader};

/// Matches of a segment.
pub(super) enum Found<'m> {
    /// Some, each once, in any order, of the same score; of none where hits are not scored.
    Same(&'m [DocId], Score),
    /// One, at which the scorer stands.
    Rated(DocId, &'m mut dyn Rated),
    /// One that may be among the best, at which the scorer stands. It comes again among all.
    Candidate(DocId, &'m mut dyn Rated),
    /// Some of all, where candidates were given before.
    Unrated(&'m [DocId]),
    /// How many there are, where it does not matter which.
    Number(u64),
}

/// What is wanted of matches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask {
    /// No entry is left out that matches, so that the best can be looked for apart from all others.
    pub(super) best_apart: bool,
    /// Of those that are not among the best only their number.
    pub(super) number: bool,
}

/// Goes over matches.
pub(super) struct Matches<'t> {
    query: Box<dyn Weight>,
    /// What an entry must match besides, where hits are scored.
    filter: Option<Box<dyn Weight>>,
    best: Option<Best<'t>>,
    scored: bool,
    number: bool,
    /// No match is wanted itself.
    none: bool,
}

/// Where the best can be looked for apart from all others.
struct Best<'t> {
    query: &'t dyn Query,
    searcher: &'t Searcher,
    /// Made for the first segment with many matches: a rare word has none.
    made: OnceCell<Option<BestFirst>>,
}

impl Best<'_> {
    fn first(&self) -> tantivy::Result<Option<&BestFirst>> {
        if let Some(made) = self.made.get() {
            return Ok(made.as_ref());
        }
        let made = BestFirst::of(self.query, self.searcher)?;
        Ok(self.made.get_or_init(|| made).as_ref())
    }
}

impl<'t> Matches<'t> {
    /// Where hits are scored, filters stay apart from the query: a score is a sum of fractions, and what else is in the
    /// query may change the order in which it is added up, and so its last digit. A cursor would then lose or repeat a
    /// hit if the next page were asked for with other facets.
    pub(super) fn of(snapshot: &'t Snapshot, task: &'t Task<'_>, ask: Ask) -> tantivy::Result<Self> {
        let scored = task.scored();
        let unscored = EnableScoring::disabled_from_searcher(&snapshot.searcher);
        if !scored {
            return Ok(Self {
                query: task.filtered_query(snapshot).weight(unscored)?,
                filter: None,
                best: None,
                scored,
                number: ask.number,
                none: task.limit == 0,
            });
        }
        let filter = task.filter(snapshot);
        let filter = (!filter.is_empty()).then(|| intersection(filter).weight(unscored));
        let best = (ask.best_apart && filter.is_none()).then(|| Best {
            query: task.query.as_ref(),
            searcher: &snapshot.searcher,
            made: OnceCell::new(),
        });
        Ok(Self {
            query: task
                .query
                .weight(EnableScoring::enabled_from_searcher(&snapshot.searcher))?,
            filter: filter.transpose()?,
            best,
            scored,
            number: ask.number,
            none: false,
        })
    }

    /// Goes over the matches in a segment; says whether it came to their end. What is said to a candidate is the least
    /// score of those that may still be among the best.
    pub(super) fn for_each(
        &self,
        deadline: Deadline,
        segment: &SegmentReader,
        take: &mut impl FnMut(Found<'_>) -> Score,
    ) -> tantivy::Result<bool> {
        if !self.scored {
            if self.number && self.none {
                return deadline.count(self.query.as_ref(), segment, &mut |number| {
                    take(Found::Number(number));
                });
            }
            return deadline.for_each(self.query.as_ref(), segment, &mut |docs| {
                take(Found::Same(docs, 0.0));
            });
        }
        let scored = Scored::open(deadline, self.query.as_ref(), self.filter.as_deref(), segment)?;
        let Some(mut scored) = scored else {
            return Ok(false);
        };
        let best = self.best.as_ref().filter(|_| scored.has_many());
        let Some(best) = best.map(Best::first).transpose()?.flatten() else {
            return Ok(scored.for_each(take));
        };
        match scored.best(best, segment, take)? {
            Some(true) => {}
            Some(false) => return Ok(false),
            None => return Ok(scored.for_each(take)),
        }
        if self.number {
            return deadline.count(best.all(), segment, &mut |number| {
                take(Found::Number(number));
            });
        }
        deadline.for_each(best.all(), segment, &mut |docs| {
            take(Found::Unrated(docs));
        })
    }
}
