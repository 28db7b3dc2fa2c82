//! Which files make up an archive.
//!
//! A folder is searched through and through; symbolic links are followed, but never in a circle. Hidden files and
//! folders, the root's `archive.toml` and its `gazetteer` folder are no pages. Whatever else is left out is listed or
//! counted: an archive with a page missing looks just like one without that page.
//!
//! An archive's *root* is where its `archive.toml` is looked for and where relative paths begin. A folder that is
//! given is its own root. A file's root is the nearest folder upwards that holds an `archive.toml`, its own folder
//! and up to eight above, else its own folder: `daybook inspect archive/2014/a.txt` then knows what
//! `daybook index archive` knows. What a shell makes of `archive/*` is no different: an `archive.toml` among the
//! arguments, or a `gazetteer` folder beside one, is no page and no archive.
//!
//! The result does not hang on the order of the arguments. A file reached in several ways counts once, under the
//! outermost root and by its own name rather than a link's.

mod read;
mod walk;

pub(crate) use read::{NOT_REGULAR, why_unreadable};

use crate::{
    error::ArchiveError,
    manifest::Manifest,
    reading::{Limits, Place, format_of_name},
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// How many folders above a file's own may hold the `archive.toml` that applies to it.
const MAX_LEVELS: usize = 8;

/// The files of one or more archives.
#[derive(Debug, Clone, Default)]
pub struct Archive {
    /// The roots, in the order of their full paths.
    pub roots: Vec<ArchiveRoot>,
    /// The files to read, by relative path.
    pub sources: Vec<Source>,
    /// What should have been a page but cannot be read, by path.
    pub skipped: Vec<SkippedPage>,
    /// How many other files there were, by lower-case extension; the empty extension is none.
    pub ignored: BTreeMap<String, usize>,
    /// What is odd about the archive as a whole, for people.
    pub warnings: Vec<String>,
    /// How much a file may ask for; the defaults unless the caller says otherwise.
    pub limits: Limits,
}

/// Where an archive begins.
#[derive(Debug, Clone)]
pub struct ArchiveRoot {
    /// The folder.
    pub path: PathBuf,
    /// What its `archive.toml` says.
    pub manifest: Manifest,
}

/// A file to read pages from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file, as reached from the argument.
    pub path: PathBuf,
    /// Its path relative to the root, with forward slashes.
    pub relative: String,
    /// The place of its root in [`Archive::roots`].
    pub root: usize,
}

impl Source {
    /// The file's name.
    pub fn name(&self) -> &str {
        self.relative.rsplit('/').next().unwrap_or_default()
    }

    /// The file's name without the extensions of its format and its compression.
    pub fn stem(&self) -> &str {
        let name = self.name();
        match format_of_name(name) {
            Some(named) => name.get(..named.stem_length).unwrap_or(name),
            None => name.rsplit_once('.').map_or(name, |(stem, _)| stem),
        }
    }

    /// What a page of the file is called: the file's path relative to the root, and the place in it, if it holds many.
    pub fn page_name(&self, place: Option<Place>) -> String {
        match place {
            Some(place) => format!("{}#{}", self.relative, place.shown()),
            None => self.relative.clone(),
        }
    }

    /// What a page of the file is called where nothing better is known.
    pub fn page_stem(&self, place: Option<Place>) -> String {
        match place {
            Some(place) => format!("{}-{}", self.stem(), place.shown()),
            None => self.stem().to_owned(),
        }
    }

    /// A page of the file that is left out.
    pub fn skipped(&self, place: Option<Place>, reason: String) -> SkippedPage {
        SkippedPage {
            path: self.path_of(place),
            reason,
        }
    }

    /// The file, and the place in it, as messages say it.
    pub fn path_of(&self, place: Option<Place>) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        if let Some(place) = place {
            path.push(if place.line > 0 { ":" } else { "#" });
            path.push(place.shown());
        }
        path.into()
    }
}

/// A file that is left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedPage {
    /// The file.
    pub path: PathBuf,
    /// Why it is left out and what can be done, for people.
    pub reason: String,
}

/// The pages in these folders and files.
///
/// Fails if an argument is not there or an `archive.toml` is wrong; all else that goes wrong is listed in the result.
pub fn discover(paths: &[PathBuf]) -> Result<Archive, ArchiveError> {
    let mut finds = walk::Finds::default();
    for path in paths {
        finds.add(path)?;
    }
    let mut archive = finds.into_archive();
    for (index, root) in archive.roots.iter().enumerate() {
        // A single file says nothing about keys for the other pages of its archive.
        if !paths.iter().any(|path| same_folder(path, &root.path)) {
            continue;
        }
        let of_root = archive.sources.iter().filter(|source| source.root == index);
        let relative: Vec<&str> = of_root.map(|source| source.relative.as_str()).collect();
        archive.warnings.extend(root.manifest.unmatched_keys(&relative));
    }
    Ok(archive)
}

/// Whether the argument is this root.
fn same_folder(argument: &Path, root: &Path) -> bool {
    argument == root
        || argument
            .canonicalize()
            .ok()
            .zip(root.canonicalize().ok())
            .is_some_and(|(a, b)| a == b)
}

#[cfg(test)]
mod tests;
