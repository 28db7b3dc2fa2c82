//! The pages that come before it is known how entries are packed: what their entries have in common says how.

use crate::failure::OnPath;
use crate::schema::{Fields, Packing};
use daybook_model::Entry;
use daybook_search::{EngineError, PageRecord, WrittenEntry};
use std::path::Path;

/// So many entries tell what those of an archive have in common.
const ENOUGH: usize = if cfg!(test) { 48 } else { 2000 };
/// So many bytes of text tell it too: pages of few long entries are not held until there are as many.
const ENOUGH_BYTES: usize = 8 << 20;
/// A longer entry, in bytes of its text, is no sample: it needs no dictionary, and one is not made sooner of it.
const LONGEST_SAMPLE: usize = 64 << 10;
/// Of fewer a dictionary would be as long as what it saves.
const TOO_FEW: usize = if cfg!(test) { 24 } else { 256 };

/// Pages with their entries, in the order in which they came.
#[derive(Default)]
pub(super) struct EarlyPages {
    pages: Vec<(PageRecord, Vec<Entry>)>,
    entries: usize,
    bytes: usize,
}

impl EarlyPages {
    pub(super) fn push(&mut self, record: PageRecord, entries: &[Entry]) {
        self.entries += entries.len();
        self.bytes += entries.iter().map(|entry| entry.text.len()).sum::<usize>();
        self.pages.push((record, entries.to_vec()));
    }

    /// Whether there are enough of them.
    pub(super) fn are_enough(&self) -> bool {
        self.entries >= ENOUGH || self.bytes >= ENOUGH_BYTES
    }

    /// Settles how entries are packed, for the index in this folder, and lets the pages go on.
    pub(super) fn settle_packing(
        self,
        fields: &Fields,
        index: &Path,
    ) -> Result<Vec<(PageRecord, Vec<Entry>)>, EngineError> {
        let packing = if self.entries < TOO_FEW {
            Packing::default()
        } else {
            let entries = self.pages.iter().flat_map(|(_, entries)| entries);
            let samples = entries.filter(|entry| entry.text.len() <= LONGEST_SAMPLE);
            let samples: Vec<WrittenEntry> = samples
                .take(ENOUGH)
                .map(WrittenEntry::of)
                .collect::<Result<_, _>>()?;
            Packing::for_such(&samples)
        };
        fields.pack_by(packing).write(index).on("write", index)?;
        Ok(self.pages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::archive::{plain_entry, record};

    #[test]
    fn long_pages_do_not_wait_for_many_entries() {
        let entry = plain_entry("a", 1, &"word ".repeat(1 << 20));
        let mut early = EarlyPages::default();
        early.push(record("a", "", &[]), std::slice::from_ref(&entry));
        assert!(!early.are_enough());
        early.push(record("b", "", &[]), std::slice::from_ref(&entry));
        assert!(early.are_enough());
    }
}
