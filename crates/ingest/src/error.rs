//! What can stop an archive from coming in.

use daybook_archive::ArchiveError;
use daybook_entities::GazetteerError;
use daybook_search::EngineError;
use std::path::PathBuf;
use thiserror::Error;

/// Why an archive could not be brought in. The live generation is as it was.
#[derive(Debug, Error)]
pub enum IngestError {
    /// The archive itself cannot be read, or its manifest is wrong.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The gazetteer is wrong.
    #[error(transparent)]
    Gazetteer(#[from] GazetteerError),
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// Pages that wait for others found no place on disk.
    #[error("cannot use a temporary file: make room in the folder for such files, or set TMPDIR to another")]
    Scratch {
        /// What the system said.
        source: std::io::Error,
    },
    /// There is no page to index.
    #[error("no page could be read{}: {hint}; the index was left as it was", place(.paths))]
    NoPages {
        /// What was given.
        paths: Vec<PathBuf>,
        /// What may be the matter.
        hint: String,
    },
}

/// Where pages were looked for, if that is known.
fn place(paths: &[PathBuf]) -> String {
    let listed: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    if listed.is_empty() {
        String::new()
    } else {
        format!(" in {}", listed.join(", "))
    }
}
