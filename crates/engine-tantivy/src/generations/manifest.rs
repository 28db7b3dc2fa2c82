//! What a generation is, with a checksum of every file.

use super::layout::{GenerationDir, sync_file};
use crate::SCHEMA_VERSION;
use crate::failure::{During, OnPath, damaged, internal};
use crate::processors::processors;
use daybook_model::LocalDate;
use daybook_search::{EngineError, GenerationInfo, RebuildFacts};
use serde::{Deserialize, Serialize};
use std::{
    cmp::Reverse,
    fs::{self, File},
    io::{ErrorKind, Read},
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// What a generation is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// See [`SCHEMA_VERSION`].
    pub(crate) schema_version: u32,
    /// The generation's id.
    pub(crate) id: String,
    /// When it was built, RFC 3339 in UTC.
    pub(crate) built_at: String,
    /// What it holds.
    pub(crate) counts: Counts,
    /// What the rebuild said about itself.
    pub(crate) facts: RebuildFacts,
    /// Every file but this one.
    pub(crate) files: Vec<FileSum>,
}

/// The figures of [`GenerationInfo`].
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub(crate) pages: u64,
    pub(crate) entries: u64,
    pub(crate) dated_entries: u64,
    pub(crate) organisations: u64,
    pub(crate) persons: u64,
    pub(crate) earliest: Option<LocalDate>,
    pub(crate) latest: Option<LocalDate>,
}

/// A file as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileSum {
    /// Relative to the generation, with `/` between its parts.
    pub(crate) path: String,
    /// In bytes.
    pub(crate) size: u64,
    /// Of the whole file, in hexadecimal.
    pub(crate) blake3: String,
}

#[derive(Serialize, Deserialize)]
struct Sealed<M> {
    /// Over the manifest's compact JSON.
    blake3: String,
    manifest: M,
}

/// As much as can be read of a manifest of any version.
#[derive(Deserialize)]
struct Versioned {
    schema_version: u32,
}

impl Manifest {
    /// Reads and checks a generation's manifest.
    pub(crate) fn read(dir: &GenerationDir) -> Result<Self, EngineError> {
        let path = dir.manifest();
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(damaged(&path, "the generation's manifest is missing"));
            }
            Err(error) => return Err(error).on("read", &path),
        };
        let unreadable = |error: serde_json::Error| damaged(&path, format!("it cannot be read: {error}"));
        let version: Sealed<Versioned> = serde_json::from_slice(&bytes).map_err(unreadable)?;
        let found = version.manifest.schema_version;
        if found != SCHEMA_VERSION {
            return Err(EngineError::OtherVersion {
                path: dir.root().to_owned(),
                found,
                expected: SCHEMA_VERSION,
            });
        }
        let sealed: Sealed<Self> = serde_json::from_slice(&bytes).map_err(unreadable)?;
        if sealed.manifest.digest()? != sealed.blake3 {
            return Err(damaged(&path, "it was changed after it was written"));
        }
        Ok(sealed.manifest)
    }

    /// Writes the manifest and puts it on disk.
    pub(crate) fn write(&self, dir: &GenerationDir) -> Result<(), EngineError> {
        let sealed = Sealed {
            blake3: self.digest()?,
            manifest: self,
        };
        let json = serde_json::to_vec_pretty(&sealed).during("write the manifest")?;
        let path = dir.manifest();
        fs::write(&path, json).on("write", &path)?;
        sync_file(&path)
    }

    fn digest(&self) -> Result<String, EngineError> {
        let json = serde_json::to_vec(self).during("write the manifest")?;
        Ok(blake3::hash(&json).to_hex().to_string())
    }

    /// Every file is there and as long as it was written; [`verify`](super::verify()) reads them too.
    pub(crate) fn check_sizes(&self, dir: &GenerationDir) -> Result<(), EngineError> {
        for file in &self.files {
            let path = dir.root().join(&file.path);
            match fs::metadata(&path) {
                Ok(found) if found.len() == file.size => {}
                Ok(found) => {
                    let reason = format!("it has {} bytes, not {}", found.len(), file.size);
                    return Err(damaged(&path, reason));
                }
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    return Err(damaged(&path, "it is missing"));
                }
                Err(error) => return Err(error).on("read", &path),
            }
        }
        Ok(())
    }

    /// Every file is as it was written, byte by byte.
    pub(super) fn check_contents(&self, dir: &GenerationDir) -> Result<(), EngineError> {
        // Largest first, so that no thread is left with one of those in the end.
        let mut files: Vec<&FileSum> = self.files.iter().collect();
        files.sort_unstable_by_key(|file| Reverse(file.size));
        let next = AtomicUsize::new(0);
        let check = || -> Result<(), EngineError> {
            while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                if FileSum::of(dir.root(), &file.path)? != **file {
                    let path = dir.root().join(&file.path);
                    return Err(damaged(&path, "its content is not what was written"));
                }
            }
            Ok(())
        };
        thread::scope(|scope| {
            let others: Vec<_> = (1..processors()).map(|_| scope.spawn(check)).collect();
            let panicked = |_| Err(internal("read the live generation", "a thread panicked"));
            let others = others
                .into_iter()
                .map(|other| other.join().unwrap_or_else(panicked));
            check().and(others.collect())
        })
    }

    pub(crate) fn info(&self) -> GenerationInfo {
        let counts = &self.counts;
        GenerationInfo {
            id: self.id.clone(),
            built_at: self.built_at.clone(),
            pages: counts.pages,
            entries: counts.entries,
            dated_entries: counts.dated_entries,
            organisations: counts.organisations,
            persons: counts.persons,
            earliest: counts.earliest,
            latest: counts.latest,
            bytes: self.files.iter().map(|file| file.size).sum(),
        }
    }
}

impl FileSum {
    /// Reads a whole file, named by `path` within `root`.
    pub(crate) fn of(root: &Path, path: &str) -> Result<Self, EngineError> {
        let full = root.join(path);
        let mut file = File::open(&full).on("open", &full)?;
        let mut hasher = blake3::Hasher::new();
        let mut buffer = vec![0; 1 << 16];
        let mut size = 0;
        loop {
            let read = file.read(&mut buffer).on("read", &full)?;
            if read == 0 {
                break;
            }
            hasher.update(&buffer[..read]);
            size += read as u64;
        }
        Ok(Self {
            path: path.to_owned(),
            size,
            blake3: hasher.finalize().to_hex().to_string(),
        })
    }
}
