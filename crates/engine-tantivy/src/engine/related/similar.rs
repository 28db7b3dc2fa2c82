//! More like this.

use super::super::lookup::read;
use super::super::snapshot::Snapshot;
use super::candidates::candidates;
use super::joined::Ways;
use daybook_search::{EngineError, EntryBrief, SimilarAnswer, SimilarRequest};

/// Answers which entries are most like one, from one snapshot.
pub(in super::super) fn similar(
    snapshot: &Snapshot,
    request: &SimilarRequest,
) -> Result<Option<SimilarAnswer>, EngineError> {
    let deadline = snapshot.deadline();
    let Some(entry) = read(snapshot, &request.id)? else {
        return Ok(None);
    };
    let (mut found, timed_out) = candidates(snapshot, &entry, &Ways::new(), deadline)?;
    found.retain(|candidate| candidate.similarity > 0.0);
    found.sort_by(|a, b| {
        let by_similarity = b.similarity.total_cmp(&a.similarity);
        by_similarity.then((b.order, a.tie).cmp(&(a.order, b.tie)))
    });
    found.truncate(request.limit);
    Ok(Some(SimilarAnswer {
        of: EntryBrief::of(&entry),
        entries: found
            .into_iter()
            .map(|candidate| candidate.answer(&entry))
            .collect(),
        timed_out,
        generation: snapshot.info.id.clone(),
    }))
}
