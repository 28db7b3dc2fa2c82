//! Figures of every generation.

use super::layout::Layout;
use super::lines::read_lines;
use super::manifest::Manifest;
use daybook_search::{EngineError, GenerationInfo, PageRecord, RebuildFacts};
use std::path::Path;

/// A generation on disk.
#[derive(Debug, Clone, serde::Serialize)]
pub struct GenerationStats {
    /// Whether it is the live one.
    pub current: bool,
    /// What it holds.
    pub info: GenerationInfo,
    /// What its rebuild said about itself.
    pub facts: RebuildFacts,
    /// How many files it has. Two generations may share files, so their bytes do not add up.
    pub files: usize,
}

/// What the live generation of a data directory remembers of its pages, by id.
///
/// # Errors
/// As [`stats`].
pub fn page_records(data_dir: &Path) -> Result<Vec<PageRecord>, EngineError> {
    let layout = Layout::new(data_dir);
    let Some(live) = layout.read_current()? else {
        return Err(EngineError::NoIndex {
            path: data_dir.to_owned(),
        });
    };
    let generation = layout.generation(&live);
    // Refuses what another version has built.
    Manifest::read(&generation)?;
    let mut pages: Vec<PageRecord> = read_lines(&generation.pages())?;
    pages.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(pages)
}

/// The generations of a data directory, the newest first.
///
/// # Errors
/// [`EngineError::NoIndex`] if there is none; [`EngineError::Damaged`] or [`EngineError::OtherVersion`] if the live
/// one cannot be read. Others that cannot be read are left out.
pub fn stats(data_dir: &Path) -> Result<Vec<GenerationStats>, EngineError> {
    let layout = Layout::new(data_dir);
    let Some(live) = layout.read_current()? else {
        return Err(EngineError::NoIndex {
            path: data_dir.to_owned(),
        });
    };
    let mut all = Vec::new();
    // The live one is named even if its manifest is gone, so that this is an error and not an absence.
    let mut ids = layout.complete()?;
    ids.push(live.clone());
    ids.sort_unstable();
    ids.dedup();
    for id in ids.iter().rev() {
        let current = *id == live;
        match Manifest::read(&layout.generation(id)) {
            Ok(manifest) => all.push(GenerationStats {
                current,
                info: manifest.info(),
                files: manifest.files.len(),
                facts: manifest.facts,
            }),
            Err(error) if current => return Err(error),
            Err(error) => tracing::warn!(%error, generation = %id, "a generation cannot be read"),
        }
    }
    Ok(all)
}
