//! Every match in the order of the index, one after another.

use super::Task;
use crate::engine::Snapshot;
use std::ops::ControlFlow;
use tantivy::query::EnableScoring;
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocAddress, DocSet};

/// Goes over all entries that match and that the filters let through, unscored, without keeping any: the entries of a
/// page stand together, in time order. Who takes them may break off.
pub(crate) fn scan(
    snapshot: &Snapshot,
    task: &Task<'_>,
    take: &mut dyn FnMut(DocAddress) -> ControlFlow<()>,
) -> tantivy::Result<()> {
    let searcher = &snapshot.searcher;
    let query = task.filtered_query(snapshot);
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    // A scorer may be cut short by the time itself, so all are made at once: whoever takes the matches may be slow.
    let segments = searcher.segment_readers().iter();
    let scorers = segments.map(|segment| weight.scorer(segment, 1.0));
    let scorers: Vec<_> = scorers.collect::<tantivy::Result<_>>()?;
    if task.deadline.passed() {
        let reason = "going over the matches took too long".to_owned();
        return Err(tantivy::TantivyError::InternalError(reason));
    }
    let segments = searcher.segment_readers().iter().zip(scorers);
    for (ordinal, (segment, mut scorer)) in segments.enumerate() {
        let alive = segment.alive_bitset();
        let mut docs = [0; COLLECT_BLOCK_BUFFER_LEN];
        loop {
            let count = scorer.fill_buffer(&mut docs);
            for doc in docs.iter().take(count) {
                let there = alive.is_none_or(|alive| alive.is_alive(*doc));
                if there && take(DocAddress::new(ordinal as u32, *doc)).is_break() {
                    return Ok(());
                }
            }
            if count < docs.len() {
                break;
            }
        }
    }
    Ok(())
}
