//! Going over matches until the time is spent.

use crate::query::{AnyOfScorer, PreferringScorer, Rated, Unrated};
use std::time::{Duration, Instant};
use tantivy::query::{Scorer, Weight};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, SegmentReader, TERMINATED};

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
        take: &mut impl FnMut(DocId),
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
            docs.iter().take(count).for_each(|doc| take(*doc));
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

    /// Goes over the matches of a segment that match a filter too, scored as far as needed; says whether it came to
    /// their end.
    pub(super) fn for_each_scored(
        self,
        weight: &dyn Weight,
        filter: Option<&dyn Weight>,
        segment: &SegmentReader,
        take: &mut impl FnMut(DocId, &mut dyn Rated),
    ) -> tantivy::Result<bool> {
        if self.passed() {
            return Ok(false);
        }
        let scorer = weight.scorer(segment, 1.0)?;
        let filter = filter.map(|filter| filter.scorer(segment, 1.0)).transpose()?;
        if self.passed() {
            return Ok(false);
        }
        Ok(match scorer.downcast::<PreferringScorer>() {
            Ok(mut scorer) => self.each_of_both(scorer.as_mut(), filter, take),
            Err(scorer) => match scorer.downcast::<AnyOfScorer>() {
                Ok(mut scorer) => self.each_of_both(scorer.as_mut(), filter, take),
                Err(scorer) => self.each_of_both(&mut Unrated(scorer), filter, take),
            },
        })
    }

    fn each_of_both(
        self,
        scorer: &mut impl Rated,
        mut filter: Option<Box<dyn Scorer>>,
        take: &mut impl FnMut(DocId, &mut dyn Rated),
    ) -> bool {
        let mut seen = 0;
        let mut doc = scorer.doc();
        loop {
            if let Some(filter) = &mut filter {
                doc = next_of_both(scorer, filter.as_mut());
            }
            if doc == TERMINATED {
                return true;
            }
            take(doc, scorer);
            doc = scorer.advance();
            seen += 1;
            if seen == MATCHES_BETWEEN_LOOKS {
                seen = 0;
                if self.passed() {
                    return false;
                }
            }
        }
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
