//! Reading every file of the live generation against its checksum.

use super::layout::Layout;
use super::manifest::{FileSum, Manifest};
use crate::failure::OnPath;
use daybook_search::EngineError;
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::{fs, io::ErrorKind, path::Path};

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    /// The generation that was read.
    pub generation: String,
    /// How many files its manifest lists.
    pub files: usize,
    /// How many bytes were read.
    pub bytes: u64,
    /// Files that are not as they were written; none if all is well.
    pub differences: Vec<Difference>,
}

/// A file that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The file, relative to its generation, with `/` between its parts.
    pub path: String,
    /// What is wrong with it.
    pub kind: DifferenceKind,
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    /// It is not there.
    Missing,
    /// It is there but not in the manifest.
    Extra,
    /// Its content is not what was written.
    Changed,
}

/// Reads every file of the live generation against its checksum.
///
/// # Errors
/// [`EngineError::NoIndex`] without an index; [`EngineError::Damaged`] or [`EngineError::OtherVersion`] if the
/// manifest itself cannot be used; [`EngineError::Io`] if a file cannot be read at all.
pub fn verify(data_dir: &Path) -> Result<VerifyReport, EngineError> {
    let layout = Layout::new(data_dir);
    let Some(id) = layout.read_current()? else {
        return Err(EngineError::NoIndex {
            path: data_dir.to_owned(),
        });
    };
    let dir = layout.generation(&id);
    let manifest = Manifest::read(&dir)?;
    let mut report = VerifyReport {
        generation: id,
        files: manifest.files.len(),
        bytes: 0,
        differences: Vec::new(),
    };
    for expected in &manifest.files {
        let path = dir.root().join(&expected.path);
        let kind = match fs::metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Some(DifferenceKind::Missing),
            Err(error) => return Err(error).on("read", &path),
            Ok(_) => {
                let found = FileSum::of(dir.root(), &expected.path)?;
                report.bytes += found.size;
                (found != *expected).then_some(DifferenceKind::Changed)
            }
        };
        if let Some(kind) = kind {
            report.differences.push(Difference {
                path: expected.path.clone(),
                kind,
            });
        }
    }
    let known: FxHashSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
    for path in dir.files()? {
        if !known.contains(path.as_str()) {
            report.differences.push(Difference {
                path,
                kind: DifferenceKind::Extra,
            });
        }
    }
    report.differences.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(report)
}
