//! Pages that wait for the others: in memory as long as they fit a budget, in a file beyond it.

use crate::IngestError;
use daybook_model::Entry;
use daybook_search::PageRecord;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::fs::File;
use std::io::{self, Read as _, Seek, SeekFrom, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// About how many bytes of pages may wait in memory.
const BUDGET: u64 = 16 * 1024 * 1024;

/// What a mention takes besides its text.
const MENTION: u64 = 256;

/// A page with its entries.
#[derive(Serialize, Deserialize)]
pub(crate) struct ReadPage {
    pub(crate) record: PageRecord,
    pub(crate) entries: Vec<Entry>,
}

/// A page that can wait in a file.
pub(crate) trait Page: Serialize + DeserializeOwned {
    /// Its entries, which are most of it.
    fn entries(&self) -> &[Entry];
}

impl Page for ReadPage {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// A page that waits.
pub(crate) enum Waiting<P> {
    Held(Box<P>),
    Filed { offset: u64, length: usize },
}

/// Where pages wait. The file has no name and goes with the value.
#[derive(Default)]
pub(crate) struct WaitingRoom {
    held: AtomicU64,
    file: Mutex<Option<File>>,
}

impl WaitingRoom {
    pub(crate) fn put<P: Page>(&self, page: P) -> Result<Waiting<P>, IngestError> {
        let size = size(page.entries());
        if self.held.fetch_add(size, Ordering::Relaxed) + size <= BUDGET {
            return Ok(Waiting::Held(Box::new(page)));
        }
        self.file(&page).map_err(|source| IngestError::Scratch { source })
    }

    pub(crate) fn take<P: Page>(&self, page: Waiting<P>) -> Result<P, IngestError> {
        match page {
            Waiting::Held(page) => Ok(*page),
            Waiting::Filed { offset, length } => self
                .unfile(offset, length)
                .map_err(|source| IngestError::Scratch { source }),
        }
    }

    fn file<P: Page>(&self, page: &P) -> io::Result<Waiting<P>> {
        let mut packed = zstd::Encoder::new(Vec::new(), 1)?;
        serde_json::to_writer(&mut packed, page)?;
        let bytes = packed.finish()?;
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let file = match &mut *file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        let offset = file.seek(SeekFrom::End(0))?;
        file.write_all(&bytes)?;
        Ok(Waiting::Filed {
            offset,
            length: bytes.len(),
        })
    }

    fn unfile<P: Page>(&self, offset: u64, length: usize) -> io::Result<P> {
        let mut bytes = vec![0; length];
        {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            let file = file.as_mut().ok_or(io::ErrorKind::NotFound)?;
            file.seek(SeekFrom::Start(offset))?;
            file.read_exact(&mut bytes)?;
        }
        Ok(serde_json::from_slice(&zstd::decode_all(bytes.as_slice())?)?)
    }
}

/// About how much memory entries take.
fn size(entries: &[Entry]) -> u64 {
    let of_entry = |entry: &Entry| {
        let entities = entry.organisations.iter().chain(&entry.persons);
        let mentions: usize = entities.map(|entity| entity.mentions.len()).sum();
        entry.text.len() as u64 + (mentions as u64 + 2) * MENTION
    };
    entries.iter().map(of_entry).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use daybook_archive::{FoundPage, Manifest, RawPage, Source, Zone, assemble};

    #[test]
    fn what_waits_in_the_file_comes_back_as_it_was() {
        let text = "5.32pm Una O’Dell spoke (see 9am).\n\n9am Good “morning”.\n";
        let zone = Zone::new("Europe/London").unwrap();
        let source = Source {
            path: "live-090315.txt".into(),
            relative: "live-090315.txt".to_owned(),
            root: 0,
        };
        let page = |number: u64| {
            let found = FoundPage {
                bytes: text.as_bytes().to_vec(),
                ..FoundPage::default()
            };
            let raw = RawPage::from_found(&source, &Manifest::default(), &zone, &found).unwrap();
            ReadPage {
                record: PageRecord {
                    id: format!("page-{number}"),
                    ..PageRecord::default()
                },
                entries: assemble(&raw, &format!("page-{number}"), &zone).entries,
            }
        };
        let room = WaitingRoom::default();
        room.held.store(BUDGET, Ordering::Relaxed);
        let waiting: Vec<Waiting<ReadPage>> = (0..3).map(|number| room.put(page(number)).unwrap()).collect();
        assert!(waiting.iter().all(|page| matches!(page, Waiting::Filed { .. })));
        for (number, waiting) in waiting.into_iter().enumerate().rev() {
            let (back, expected) = (room.take(waiting).unwrap(), page(number as u64));
            assert_eq!(back.record, expected.record);
            assert_eq!(back.entries, expected.entries);
        }
    }
}
