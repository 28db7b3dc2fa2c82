//! More like this.

use super::super::snapshot::Snapshot;
use super::Candidate;
use super::candidates::Found;
use daybook_search::{EntryBrief, SimilarAnswer};

/// The entries most like one.
pub(super) fn similar(snapshot: &Snapshot, found: &Found, limit: usize) -> SimilarAnswer {
    let is_similar = |candidate: &&Candidate| candidate.is_alike && candidate.similarity > 0.0;
    let mut similar: Vec<&Candidate> = found.candidates.iter().filter(is_similar).collect();
    similar.sort_by(|a, b| {
        let by_similarity = b.similarity.total_cmp(&a.similarity);
        by_similarity.then((b.order, a.tie).cmp(&(a.order, b.tie)))
    });
    SimilarAnswer {
        of: EntryBrief::of(&found.entry),
        entries: similar
            .into_iter()
            .take(limit)
            .map(|candidate| candidate.answer(&found.entry, candidate.shared.references.clone()))
            .collect(),
        timed_out: found.timed_out,
        generation: snapshot.info.id.clone(),
    }
}
