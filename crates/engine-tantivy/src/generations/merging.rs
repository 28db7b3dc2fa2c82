//! Which segments of an index are merged before it is searched.

use super::queue::Queued;
use crate::collect::MOST_HELD;
use std::cmp::Reverse;
use tantivy::index::SegmentId;
use tantivy::merge_policy::{LogMergePolicy, MergeCandidate, MergePolicy};
use tantivy::{IndexWriter, SegmentMeta};

/// An index of so many entries or fewer is kept in one segment.
const ONE_SEGMENT: u64 = 20_000;
/// A segment with more than this share of deleted entries is written anew.
const MAX_DELETED: f32 = 0.2;
/// A merged segment has about so many entries at most.
const MOST_ENTRIES: u32 = MOST_HELD;
/// So many segments are merged into two instead of one.
const MANY_SEGMENTS: usize = 4;
/// Merged segments can be merged again; far fewer rounds than this ever happen.
const MAX_MERGE_ROUNDS: usize = 16;

/// Merges a small index into one segment without deleted entries, a large one as tantivy's policy has it.
pub(super) fn merge(writer: &mut IndexWriter<Queued>) -> tantivy::Result<()> {
    let segments = writer.index().searchable_segment_metas()?;
    let entries: u64 = segments.iter().map(|segment| u64::from(segment.num_docs())).sum();
    if entries <= ONE_SEGMENT {
        let tidy = segments.len() <= 1 && segments.iter().all(|segment| !segment.has_deletes());
        let ids: Vec<_> = segments.iter().map(SegmentMeta::id).collect();
        return if tidy {
            Ok(())
        } else {
            writer.merge(&ids).wait().map(|_| ())
        };
    }
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(MAX_DELETED);
    for _ in 0..MAX_MERGE_ROUNDS {
        let segments = writer.index().searchable_segment_metas()?;
        let parts = side_by_side(policy.compute_merge_candidates(&segments), &segments);
        if parts.is_empty() {
            break;
        }
        // They have nothing in common, so they are merged side by side.
        let merging: Vec<_> = parts.iter().map(|part| writer.merge(part)).collect();
        merging
            .into_iter()
            .try_for_each(|merged| merged.wait().map(drop))?;
    }
    Ok(())
}

/// What is to be merged at once. Many segments that would become one become two or more, of about as many entries: one
/// merge keeps one processor busy, and a segment that is too large is not held in memory.
fn side_by_side(candidates: Vec<MergeCandidate>, segments: &[SegmentMeta]) -> Vec<Vec<SegmentId>> {
    let alone = candidates.len() == 1;
    let parts = |MergeCandidate(ids): MergeCandidate| {
        let mut sized: Vec<&SegmentMeta> = segments
            .iter()
            .filter(|segment| ids.contains(&segment.id()))
            .collect();
        sized.sort_unstable_by_key(|segment| Reverse((segment.num_docs(), segment.id())));
        let entries: u64 = sized.iter().map(|segment| u64::from(segment.num_docs())).sum();
        let at_least = if alone && sized.len() >= MANY_SEGMENTS {
            2
        } else {
            1
        };
        let count = usize::try_from(entries.div_ceil(u64::from(MOST_ENTRIES))).unwrap_or(usize::MAX);
        let mut parts: Vec<(u64, Vec<&SegmentMeta>)> =
            vec![(0, Vec::new()); count.clamp(at_least, sized.len().max(at_least))];
        for segment in sized {
            if let Some(smallest) = parts.iter_mut().min_by_key(|(entries, _)| *entries) {
                smallest.0 += u64::from(segment.num_docs());
                smallest.1.push(segment);
            }
        }
        parts.into_iter().map(|(_, part)| part)
    };
    candidates
        .into_iter()
        .flat_map(parts)
        .filter(|part| part.len() > 1 || part.iter().any(|segment| segment.has_deletes()))
        .map(|part| part.into_iter().map(SegmentMeta::id).collect())
        .collect()
}
