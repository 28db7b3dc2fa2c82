//! Going over matches until the time is spent.

use std::time::{Duration, Instant};
use tantivy::query::Weight;
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, SegmentReader};

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

    /// A clock for one who goes over matches.
    pub(super) fn clock(self) -> Clock {
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
        take: &mut impl FnMut(&[DocId]),
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
            take(block);
            if count < docs.len() {
                return Ok(true);
            }
            if clock.passed_after(block.len()) {
                return Ok(false);
            }
        }
    }

    /// Counts the matches of a segment, in one go or several, without deleted ones; says whether there was time for it.
    pub(super) fn count(
        self,
        weight: &dyn Weight,
        segment: &SegmentReader,
        take: &mut impl FnMut(u64),
    ) -> tantivy::Result<bool> {
        let Some(alive) = segment.alive_bitset() else {
            if self.passed() {
                return Ok(false);
            }
            take(u64::from(weight.count(segment)?));
            return Ok(!self.passed());
        };
        self.for_each(weight, segment, &mut |docs| {
            take(docs.iter().filter(|doc| alive.is_alive(**doc)).count() as u64);
        })
    }
}

/// A clock that is looked at now and then.
pub(super) struct Clock {
    deadline: Deadline,
    /// How many matches were seen since.
    seen: usize,
}

impl Clock {
    /// Whether the time is spent, after so many more matches; said some matches later than it is.
    pub(super) fn passed_after(&mut self, matches: usize) -> bool {
        self.seen += matches;
        if self.seen < MATCHES_BETWEEN_LOOKS {
            return false;
        }
        self.seen = 0;
        self.deadline.passed()
    }
}
