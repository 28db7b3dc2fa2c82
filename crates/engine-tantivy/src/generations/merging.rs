//! Which segments of an index are merged before it is searched.

use super::queue::Queued;
use crate::collect::MOST_HELD;
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

/// What is to be merged at once.
fn side_by_side(candidates: Vec<MergeCandidate>, segments: &[SegmentMeta]) -> Vec<Vec<SegmentId>> {
    let alone = candidates.len() == 1;
    let parts = |MergeCandidate(ids): MergeCandidate| {
        let merged = segments.iter().filter(|segment| ids.contains(&segment.id()));
        let pieces = merged.map(|segment| Piece {
            id: segment.id(),
            entries: u64::from(segment.num_docs()),
            has_deletes: segment.has_deletes(),
        });
        parts(pieces.collect(), alone)
    };
    candidates.into_iter().flat_map(parts).collect()
}

/// A segment that would be merged.
#[derive(Debug, Clone)]
struct Piece<I> {
    id: I,
    entries: u64,
    has_deletes: bool,
}

/// Parts of about as many entries each, instead of one of all: no larger than what is held in memory, and two of many
/// segments that would be merged `alone`, for one merge keeps one processor busy.
fn parts<I: Ord>(mut pieces: Vec<Piece<I>>, alone: bool) -> Vec<Vec<I>> {
    pieces.sort_unstable_by(|a, b| b.entries.cmp(&a.entries).then_with(|| a.id.cmp(&b.id)));
    let entries: u64 = pieces.iter().map(|piece| piece.entries).sum();
    let too_large = usize::try_from(entries.div_ceil(u64::from(MOST_ENTRIES))).unwrap_or(usize::MAX);
    let at_least = if alone && pieces.len() >= MANY_SEGMENTS {
        2
    } else {
        1
    };
    let count = too_large.max(at_least).min(pieces.len());
    let mut parts: Vec<Vec<Piece<I>>> = (0..count).map(|_| Vec::new()).collect();
    for piece in pieces {
        let size = |part: &&mut Vec<Piece<I>>| part.iter().map(|piece| piece.entries).sum::<u64>();
        if let Some(smallest) = parts.iter_mut().min_by_key(size) {
            smallest.push(piece);
        }
    }
    // To write a single one anew is worth it only for what is deleted in it.
    let worth_it = |part: &Vec<Piece<I>>| part.len() > 1 || part.iter().any(|piece| piece.has_deletes);
    parts
        .into_iter()
        .filter(worth_it)
        .map(|part| part.into_iter().map(|piece| piece.id).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(entries: &[u64]) -> Vec<Piece<usize>> {
        let piece = |(id, entries): (usize, &u64)| Piece {
            id,
            entries: *entries,
            has_deletes: false,
        };
        entries.iter().enumerate().map(piece).collect()
    }

    #[test]
    fn many_segments_become_two_of_one_size_unless_others_are_merged_too() {
        let many = pieces(&[25_000, 24_000, 26_000, 25_000, 23_000, 27_000, 25_000, 25_000]);
        let halves = parts(many.clone(), true);
        assert_eq!(halves.len(), 2);
        let size = |half: &Vec<usize>| half.iter().map(|id| many[*id].entries).sum::<u64>();
        assert!(size(&halves[0]).abs_diff(size(&halves[1])) < 4_000);
        assert_eq!(parts(many, false), [[5, 2, 0, 3, 6, 7, 1, 4]]);
        assert_eq!(parts(pieces(&[5, 5]), true), [[0, 1]]);
    }

    #[test]
    fn no_part_is_too_large_to_be_held_in_memory() {
        let merged = parts(pieces(&[25_000; 400]), true);
        assert_eq!(merged.iter().map(Vec::len).collect::<Vec<_>>(), [134, 133, 133]);
    }

    #[test]
    fn a_single_segment_is_written_anew_only_for_what_is_deleted_in_it() {
        assert!(parts(pieces(&[9]), true).is_empty());
        let mut one = pieces(&[9]);
        one[0].has_deletes = true;
        assert_eq!(parts(one, true), [[0]]);
        assert!(parts(pieces(&[]), true).is_empty());
    }
}
