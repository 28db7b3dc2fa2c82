//! What can stop an archive from being read at all.
//!
//! These are the errors that end a run before it begins: an argument that is not there, an `archive.toml` that does
//! not say what its author meant. Guessing on would date or name pages wrongly, so nothing is guessed. A single page
//! that cannot be read is no error of this kind but a [`SkippedPage`](crate::discover::SkippedPage): the run goes on.

use std::{io, path::PathBuf};
use thiserror::Error;

/// Why an archive cannot be read.
#[derive(Debug, Error)]
pub enum ArchiveError {
    /// An argument names nothing.
    #[error(
        "no such file or folder: \"{}\": check the spelling, and that the path is relative to the current folder",
        path.display()
    )]
    NoSuchPath {
        /// The argument.
        path: PathBuf,
    },
    /// An argument, or an archive's settings, exist but cannot be read.
    #[error("cannot read \"{}\": {source}: check that you may read it", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// An `archive.toml` is not UTF-8.
    #[error("{}: not UTF-8 from byte {offset} on: save the file as UTF-8", path.display())]
    ManifestEncoding {
        /// The file.
        path: PathBuf,
        /// The first byte that is not UTF-8.
        offset: usize,
    },
    /// An `archive.toml` is not TOML.
    #[error("{}:{line}: not valid TOML: {problem}", path.display())]
    ManifestSyntax {
        /// The file.
        path: PathBuf,
        /// The line, 1 the first.
        line: usize,
        /// What the TOML reader says.
        problem: String,
    },
    /// A key of an `archive.toml` is unknown or has a value that means nothing.
    #[error("{}:{line}: key \"{key}\": {problem}", path.display())]
    ManifestKey {
        /// The file.
        path: PathBuf,
        /// The line, 1 the first.
        line: usize,
        /// The key with the tables that it is in.
        key: String,
        /// What is wrong and what was expected.
        problem: String,
    },
    /// A time zone that the IANA database does not know.
    #[error("unknown time zone \"{name}\": write an IANA name, such as Europe/London")]
    UnknownTimeZone {
        /// The name as given.
        name: String,
    },
}
