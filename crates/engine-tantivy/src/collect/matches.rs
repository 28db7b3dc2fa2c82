//! What is to be gone over: the matches of a query, and of filters beside it where hits are scored.

use super::budget::Deadline;
use super::{Task, intersection};
use crate::engine::Snapshot;
use crate::query::Rated;
use tantivy::query::{EnableScoring, Weight};
use tantivy::{DocId, Score, SegmentReader};

/// Matches of a segment.
pub(super) enum Found<'m> {
    /// Some, each once, in any order, of the same score; of none where hits are not scored.
    Same(&'m [DocId], Score),
    /// One, at which the scorer stands.
    Rated(DocId, &'m mut dyn Rated),
}

/// Goes over matches.
pub(super) struct Matches {
    query: Box<dyn Weight>,
    /// What an entry must match besides, where hits are scored.
    filter: Option<Box<dyn Weight>>,
    scored: bool,
}

impl Matches {
    /// Where hits are scored, filters stay apart from the query: a score is a sum of fractions, and what else is in the
    /// query may change the order in which it is added up, and so its last digit. A cursor would then lose or repeat a
    /// hit if the next page were asked for with other facets.
    pub(super) fn of(snapshot: &Snapshot, task: &Task<'_>, scored: bool) -> tantivy::Result<Self> {
        let unscored = EnableScoring::disabled_from_searcher(&snapshot.searcher);
        if !scored {
            return Ok(Self {
                query: task.filtered_query(snapshot).weight(unscored)?,
                filter: None,
                scored,
            });
        }
        let filter = task.filter(snapshot);
        let filter = (!filter.is_empty()).then(|| intersection(filter).weight(unscored));
        Ok(Self {
            query: task
                .query
                .weight(EnableScoring::enabled_from_searcher(&snapshot.searcher))?,
            filter: filter.transpose()?,
            scored,
        })
    }

    /// Goes over the matches in a segment; says whether it came to their end.
    pub(super) fn for_each(
        &self,
        deadline: Deadline,
        segment: &SegmentReader,
        take: &mut impl FnMut(Found<'_>),
    ) -> tantivy::Result<bool> {
        if !self.scored {
            return deadline.for_each(self.query.as_ref(), segment, take);
        }
        deadline.for_each_scored(self.query.as_ref(), self.filter.as_deref(), segment, take)
    }
}
