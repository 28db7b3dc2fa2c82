//! The bytes of a page, or why there are none.

use super::{SkippedPage, Source};
use std::{
    fs::{self, File},
    io::{self, Read as _},
};

/// The most that a page may hold unless the caller says otherwise: 64 MiB. Real pages stay below one.
pub const DEFAULT_MAX_PAGE_BYTES: u64 = 64 * 1024 * 1024;

/// The bytes of the file, [`DEFAULT_MAX_PAGE_BYTES`] at most.
pub fn read_source(source: &Source) -> Result<Vec<u8>, SkippedPage> {
    read_source_up_to(source, DEFAULT_MAX_PAGE_BYTES)
}

/// The bytes of the file, so many at most.
pub fn read_source_up_to(source: &Source, max_bytes: u64) -> Result<Vec<u8>, SkippedPage> {
    let skipped = |reason: String| SkippedPage {
        path: source.path.clone(),
        reason,
    };
    // Looked at first, because opening a pipe would wait for ever.
    let kind = fs::metadata(&source.path).map_err(|error| skipped(why_unreadable(&error)))?;
    if kind.is_dir() {
        return Err(skipped("is a folder: give the name of a file".to_owned()));
    }
    if !kind.is_file() {
        return Err(skipped(NOT_REGULAR.to_owned()));
    }
    let mut bytes = Vec::new();
    // One byte more shows that there is more, even if the file has grown since.
    File::open(&source.path)
        .and_then(|file| file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|error| skipped(why_unreadable(&error)))?;
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if length > max_bytes {
        return Err(skipped(format!(
            "larger than {max_bytes} bytes, the most that a page may hold: split the page"
        )));
    }
    if bytes.is_empty() {
        return Err(skipped("empty: the file has no bytes".to_owned()));
    }
    Ok(bytes)
}

/// Why a socket, a pipe or a device is no page.
pub(super) const NOT_REGULAR: &str = "not a regular file: copy the page into one";

/// What to say of a file that the system does not let us read.
pub(super) fn why_unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "no permission to read it: check the access rights".to_owned(),
        io::ErrorKind::NotFound => "not there any more: it vanished, or is a link to nothing".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}
