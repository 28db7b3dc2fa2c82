//! The pages that come before it is known how entries are packed: what their entries have in common says how.

use crate::failure::OnPath;
use crate::schema::{Fields, Packing, write_entry};
use daybook_model::Entry;
use daybook_search::{EngineError, PageRecord};
use std::path::Path;

/// So many entries tell what those of an archive have in common.
const ENOUGH: usize = if cfg!(test) { 48 } else { 1000 };
/// Of fewer a dictionary would be as long as what it saves.
const TOO_FEW: usize = if cfg!(test) { 24 } else { 256 };

/// Pages with their entries, in the order in which they came.
#[derive(Default)]
pub(super) struct EarlyPages {
    pages: Vec<(PageRecord, Vec<Entry>)>,
    entries: usize,
}

impl EarlyPages {
    pub(super) fn push(&mut self, record: PageRecord, entries: &[Entry]) {
        self.entries += entries.len();
        self.pages.push((record, entries.to_vec()));
    }

    /// Whether there are enough of them.
    pub(super) fn are_enough(&self) -> bool {
        self.entries >= ENOUGH
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
            let entries = self.pages.iter().flat_map(|(_, entries)| entries).take(ENOUGH);
            let samples: Vec<String> = entries.map(write_entry).collect::<Result<_, _>>()?;
            Packing::for_such(&samples)
        };
        fields.pack_by(packing).write(index).on("write", index)?;
        Ok(self.pages)
    }
}
