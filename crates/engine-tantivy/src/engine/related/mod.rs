//! Entries that have something rare in common with one.
//!
//! An entry is [portrayed](portrait) by its words and the entities that it names, each weighted by how rare it is in
//! the archive; two are as [similar](portrait::Original::similarity) as the angle between their portraits is small (the cosine of
//! tf-idf vectors). [Candidates](candidates) are found by one search for what weighs most.

mod candidates;
mod common_words;
mod joined;
mod lexicon;
mod portrait;
mod similar;
mod strongest;
mod thread;

use super::snapshot::Snapshot;
use candidates::candidates;
use daybook_model::Entry;
use daybook_search::{
    EngineError, Position, RelatedAnswer, RelatedEntry, RelatedRequest, Shared, SharedReference,
    SimilarAnswer, SimilarRequest, ThreadAnswer, ThreadRequest,
};
use joined::{Ways, by_way_of_another};

pub(super) use lexicon::Remembered;

/// Answers which entries are most like one, from one snapshot.
pub(super) fn similar(
    snapshot: &Snapshot,
    request: &SimilarRequest,
) -> Result<Option<SimilarAnswer>, EngineError> {
    let found = candidates(snapshot, &request.id, |_| Ok(Ways::new()))?;
    Ok(found.map(|found| similar::similar(snapshot, &found, request.limit)))
}

/// Answers which entries are on the story of one, from one snapshot.
pub(super) fn thread(
    snapshot: &Snapshot,
    request: &ThreadRequest,
) -> Result<Option<ThreadAnswer>, EngineError> {
    let found = candidates(snapshot, &request.id, |entry| by_way_of_another(snapshot, entry))?;
    Ok(found.map(|found| thread::thread(snapshot, &found, request.limit)))
}

/// Answers both, looked for once.
pub(super) fn related(
    snapshot: &Snapshot,
    request: &RelatedRequest,
) -> Result<Option<RelatedAnswer>, EngineError> {
    let found = candidates(snapshot, &request.id, |entry| by_way_of_another(snapshot, entry))?;
    Ok(found.map(|found| RelatedAnswer {
        similar: similar::similar(snapshot, &found, request.similar),
        thread: thread::thread(snapshot, &found, request.thread),
    }))
}

/// An entry that has something in common with the one asked about.
struct Candidate {
    entry: Entry,
    /// Place in time.
    order: i64,
    tie: u64,
    similarity: f32,
    /// How unlikely it is that they share so much by chance: see [`Original::surprise`](portrait::Original::surprise).
    surprise: f32,
    /// Whether it was found by what it shares or by a reference of one to the other, not only by way of a third.
    is_alike: bool,
    shared: Shared,
    /// The passages that join the two by way of a third entry.
    way: Vec<SharedReference>,
}

impl Candidate {
    /// The passages that join the two, directly if they can.
    fn joined_by(&self) -> &[SharedReference] {
        if self.shared.references.is_empty() {
            &self.way
        } else {
            &self.shared.references
        }
    }

    fn is_joined(&self) -> bool {
        !self.joined_by().is_empty()
    }

    fn answer(&self, of: &Entry, references: Vec<SharedReference>) -> RelatedEntry {
        RelatedEntry {
            position: Position::of(&self.entry, of),
            similarity: self.similarity,
            shared: Shared {
                references,
                ..self.shared.clone()
            },
            entry: self.entry.clone(),
        }
    }
}
