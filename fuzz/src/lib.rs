//! What targets share: files with any bytes, read as an archive reads them.

use daybook_archive::{FoundPage, Limits, PageReader, SkippedPage, Source};
use std::{cell::RefCell, fs, path::PathBuf};
use tempfile::TempDir;

/// The most that a page may hold: little, so that the limit is met often.
const PAGE_BYTES: u64 = 2048;

thread_local! {
    static FOLDER: RefCell<Option<TempDir>> = const { RefCell::new(None) };
}

/// Reads a file of that name with these bytes to its end, and each of its pages again by its place.
///
/// Every file has an end, what cannot be read has a reason, no page is longer than it may be, and a page is the same
/// when it is read again, by the same reader and by a new one.
pub fn read_file(name: &str, bytes: &[u8]) {
    let path = path(name);
    fs::write(&path, bytes).expect("room on disk");
    let source = Source { path, relative: name.to_owned(), root: 0 };
    let limits = Limits { page_bytes: PAGE_BYTES, expansion: 20, expanded_bytes: 1 << 20 };
    let mut reader = PageReader::new(&source, limits);
    let found: Vec<Result<FoundPage, SkippedPage>> = reader.by_ref().take(bytes.len() + 2).collect();
    assert!(found.len() <= bytes.len() + 1, "more pages than bytes");
    for warning in reader.warnings() {
        assert!(!warning.is_empty());
    }
    let mut pages = Vec::new();
    for page in found {
        match page {
            Ok(page) => {
                assert!(page.bytes.len() as u64 <= PAGE_BYTES);
                pages.push(page);
            }
            Err(skipped) => assert!(!skipped.reason.is_empty()),
        }
    }
    let mut again = PageReader::new(&source, limits);
    for page in &pages {
        assert_eq!(again.read_at(page.place).as_ref(), Ok(page));
    }
    for page in pages.iter().rev() {
        let mut fresh = PageReader::new(&source, limits);
        assert_eq!(fresh.read_at(page.place).as_ref(), Ok(page));
        assert_eq!(again.read_at(page.place).as_ref(), Ok(page));
    }
}

fn path(name: &str) -> PathBuf {
    FOLDER.with_borrow_mut(|folder| {
        let folder = folder.get_or_insert_with(|| tempfile::tempdir().expect("room on disk"));
        folder.path().join(name)
    })
}
