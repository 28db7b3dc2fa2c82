//! How often organisations and persons are named together with one, and with each other.
//!
//! A bit an entry for each of them, by stretches of the index: reading postings in order and counting the bits that two
//! have in common takes a few milliseconds where a search for each would take that for each.

use super::snapshot::Snapshot;
use crate::failure::During;
use crate::postings::Postings;
use daybook_model::EntityKind;
use daybook_search::{EngineError, TiesAnswer, TiesRequest};
use tantivy::schema::IndexRecordOption;
use tantivy::{SegmentReader, Term};

/// How many documents are looked at together.
const STRETCH: usize = 1 << 16;

/// Answers a question about ties from one snapshot.
pub(super) fn ties(snapshot: &Snapshot, request: &TiesRequest) -> Result<TiesAnswer, EngineError> {
    let mut counts = vec![vec![0; request.parties.len()]; request.parties.len()];
    for segment in snapshot.searcher.segment_readers() {
        count(snapshot, segment, request, &mut counts).during("count who is named together")?;
    }
    Ok(TiesAnswer {
        counts,
        generation: snapshot.info.id.clone(),
    })
}

fn count(
    snapshot: &Snapshot,
    segment: &SegmentReader,
    request: &TiesRequest,
    counts: &mut [Vec<u64>],
) -> tantivy::Result<()> {
    let open = |kind: EntityKind, slug: &str| {
        let term = Term::from_field_text(snapshot.fields.facet(kind.into()).slug, slug);
        Postings::open(segment, &term, IndexRecordOption::Basic)
    };
    let Some(mut of) = open(request.kind, &request.slug)? else {
        return Ok(());
    };
    let mut parties = Vec::with_capacity(request.parties.len());
    for (kind, slug) in &request.parties {
        parties.push((open(*kind, slug)?, vec![0_u64; STRETCH / 64]));
    }
    let mut own = vec![0_u64; STRETCH / 64];
    while of.doc() < segment.max_doc() {
        let first = of.doc();
        let end = first.saturating_add(STRETCH as u32).min(segment.max_doc());
        own.fill(0);
        of.mark(first, end, &mut own);
        if let Some(alive) = segment.alive_bitset() {
            for (place, word) in own.iter_mut().enumerate() {
                let mut left = *word;
                while left != 0 {
                    let bit = left & left.wrapping_neg();
                    left ^= bit;
                    let doc = first + (place * 64) as u32 + bit.trailing_zeros();
                    if !alive.is_alive(doc) {
                        *word ^= bit;
                    }
                }
            }
        }
        for (postings, bits) in &mut parties {
            bits.fill(0);
            if let Some(postings) = postings {
                postings.mark(first, end, bits);
            }
            bits.iter_mut().zip(&own).for_each(|(word, own)| *word &= own);
        }
        for (i, (_, one)) in parties.iter().enumerate() {
            for (j, (_, other)) in parties.iter().enumerate().skip(i + 1) {
                let both = one
                    .iter()
                    .zip(other)
                    .map(|(one, other)| (one & other).count_ones());
                counts[i][j] += both.map(u64::from).sum::<u64>();
            }
        }
    }
    Ok(())
}
