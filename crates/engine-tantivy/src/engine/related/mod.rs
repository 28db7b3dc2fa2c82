//! Entries that have something rare in common with one.
//!
//! An entry is [portrayed](portrait) by its words and the entities that it names, each weighted by how rare it is in
//! the archive; two are as [similar](Portrait::similarity) as the angle between their portraits is small (the cosine of
//! tf-idf vectors). [Candidates](candidates) are found by one search for what weighs most.

mod candidates;
mod common_words;
mod joined;
mod portrait;
mod similar;
mod thread;

pub(super) use similar::similar;
pub(super) use thread::thread;

use daybook_model::Entry;
use daybook_search::{Position, RelatedEntry, Shared};

/// An entry that has something in common with the one asked about.
struct Candidate {
    entry: Entry,
    /// Place in time.
    order: i64,
    tie: u64,
    similarity: f32,
    /// How unlikely it is that they share so much by chance: see [`Portrait::surprise`](portrait::Portrait::surprise).
    surprise: f32,
    shared: Shared,
}

impl Candidate {
    fn answer(self, of: &Entry) -> RelatedEntry {
        RelatedEntry {
            position: Position::of(&self.entry, of),
            similarity: self.similarity,
            shared: self.shared,
            entry: self.entry,
        }
    }
}
