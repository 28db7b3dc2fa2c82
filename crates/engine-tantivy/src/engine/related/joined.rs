//! Entries that references join by way of a third: both point to it, or one points to it and it to the other.
//!
//! An entry that points to many others sums the day up rather than go on with a story, so no way leads through it.

use super::super::lookup::read;
use super::super::snapshot::Snapshot;
use daybook_model::{Entry, EntryId};
use daybook_search::{EngineError, SharedReference};
use std::collections::BTreeMap;

/// An entry that points to more others than this sums up.
const FEW: usize = 2;
/// How many entries are read for this.
const MAX_READ: usize = 64;

/// The passages of each way, in the order from the entry asked about.
pub(super) type Ways = BTreeMap<EntryId, Vec<SharedReference>>;

/// The entries two references away from one, each by the first way found.
pub(super) fn by_way_of_another(snapshot: &Snapshot, entry: &Entry) -> Result<Ways, EngineError> {
    let mut walk = Walk {
        snapshot,
        ways: Ways::new(),
        left: MAX_READ,
    };
    if !sums_up(entry) {
        for (passage, middle) in passages(entry) {
            let Some(middle) = walk.read(middle)? else {
                continue;
            };
            walk.back(&middle, &passage)?;
            if !sums_up(&middle) {
                for (next, other) in passages(&middle) {
                    walk.note(other, &passage, next);
                }
            }
        }
    }
    for backlink in &entry.referenced_by {
        let middle = walk.read(&backlink.entry)?;
        if let Some(middle) = middle.filter(|middle| !sums_up(middle)) {
            let passage = SharedReference {
                from: middle.id.clone(),
                text: backlink.text.clone(),
            };
            walk.back(&middle, &passage)?;
        }
    }
    walk.ways.remove(&entry.id);
    Ok(walk.ways)
}

struct Walk<'s> {
    snapshot: &'s Snapshot,
    ways: Ways,
    /// How many entries may still be read.
    left: usize,
}

impl Walk<'_> {
    /// `None` if there is none, or enough were read.
    fn read(&mut self, id: &EntryId) -> Result<Option<Entry>, EngineError> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        self.left = left;
        read(self.snapshot, id)
    }

    /// Notes the entries that point to the one in the middle.
    fn back(&mut self, middle: &Entry, passage: &SharedReference) -> Result<(), EngineError> {
        for backlink in &middle.referenced_by {
            let other = self.read(&backlink.entry)?;
            if other.is_some_and(|other| !sums_up(&other)) {
                let next = SharedReference {
                    from: backlink.entry.clone(),
                    text: backlink.text.clone(),
                };
                self.note(&backlink.entry, passage, next);
            }
        }
        Ok(())
    }

    fn note(&mut self, other: &EntryId, passage: &SharedReference, next: SharedReference) {
        let way = || vec![passage.clone(), next];
        self.ways.entry(other.clone()).or_insert_with(way);
    }
}

fn sums_up(entry: &Entry) -> bool {
    passages(entry).count() > FEW
}

/// The passages that point to an entry, and to which.
fn passages(entry: &Entry) -> impl Iterator<Item = (SharedReference, &EntryId)> {
    entry.references.iter().filter_map(|reference| {
        let passage = SharedReference {
            from: entry.id.clone(),
            text: reference.text.clone(),
        };
        Some((passage, reference.entry.as_ref()?))
    })
}
