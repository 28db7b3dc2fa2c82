//! Going over matches until the time is spent.

use std::time::{Duration, Instant};
use tantivy::query::{Scorer, Weight};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Score, SegmentReader, TERMINATED};

/// After how many matches the clock is looked at.
const MATCHES_BETWEEN_LOOKS: u32 = 1024;

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

    /// Goes over the matches of a segment; says whether it came to their end.
    pub(super) fn for_each(
        self,
        weight: &dyn Weight,
        segment: &SegmentReader,
        take: &mut dyn FnMut(DocId, Score),
    ) -> tantivy::Result<bool> {
        if self.passed() {
            return Ok(false);
        }
        let mut scorer = weight.scorer(segment, 1.0)?;
        // A scorer may have been cut short by the time itself.
        if self.passed() {
            return Ok(false);
        }
        let mut docs = [0; COLLECT_BLOCK_BUFFER_LEN];
        let mut seen = 0;
        loop {
            let count = scorer.fill_buffer(&mut docs);
            docs.iter().take(count).for_each(|doc| take(*doc, 0.0));
            if count < docs.len() {
                return Ok(true);
            }
            seen += count as u32;
            if seen >= MATCHES_BETWEEN_LOOKS {
                seen = 0;
                if self.passed() {
                    return Ok(false);
                }
            }
        }
    }

    /// Goes over the scored matches of a segment that match a filter too; says whether it came to their end.
    pub(super) fn for_each_scored(
        self,
        weight: &dyn Weight,
        filter: Option<&dyn Weight>,
        segment: &SegmentReader,
        take: &mut dyn FnMut(DocId, Score),
    ) -> tantivy::Result<bool> {
        if self.passed() {
            return Ok(false);
        }
        let mut scorer = weight.scorer(segment, 1.0)?;
        let mut filter = filter.map(|filter| filter.scorer(segment, 1.0)).transpose()?;
        if self.passed() {
            return Ok(false);
        }
        let mut seen = 0;
        let mut doc = scorer.doc();
        loop {
            if let Some(filter) = &mut filter {
                doc = next_of_both(scorer.as_mut(), filter.as_mut());
            }
            if doc == TERMINATED {
                return Ok(true);
            }
            take(doc, scorer.score());
            doc = scorer.advance();
            seen += 1;
            if seen == MATCHES_BETWEEN_LOOKS {
                seen = 0;
                if self.passed() {
                    return Ok(false);
                }
            }
        }
    }
}

/// Moves both to the first entry, from where they stand on, that both have.
fn next_of_both(scorer: &mut dyn Scorer, filter: &mut dyn Scorer) -> DocId {
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
