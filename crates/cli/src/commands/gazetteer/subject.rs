//! What `daybook gazetteer check` checks, and what it lays that over.

use crate::failure::Failure;
use crate::gazetteer::{in_use, sources};
use crate::settings::Settings;
use anyhow::Context;
use daybook_archive::{MANIFEST_NAME, Manifest};
use daybook_entities::GazetteerSource;
use daybook_ingest::{IngestError, own_gazetteer};
use std::fs;
use std::path::Path;

/// What is checked.
pub(super) struct Subject {
    /// What it is called.
    pub(super) place: String,
    /// Its files, named so that they can be opened from here.
    pub(super) files: Vec<GazetteerSource>,
    /// The gazetteer in use, where the files are a layer upon it.
    pub(super) base: Option<Base>,
}

/// The gazetteer that a layer is laid over.
pub(super) struct Base {
    pub(super) place: String,
    pub(super) files: Vec<GazetteerSource>,
}

impl Base {
    fn read(settings: &Settings) -> anyhow::Result<Self> {
        let folder = in_use(settings);
        let files = sources(folder)?;
        Ok(match folder {
            Some(folder) => Self {
                place: folder.display().to_string(),
                files: named_in(folder, files),
            },
            None => Self {
                place: "the gazetteer built in".to_owned(),
                files: named(files, |name| format!("built-in {name}")),
            },
        })
    }
}

impl Subject {
    /// A gazetteer's folder or file, an archive or its `archive.toml`; without a path the gazetteer in use.
    pub(super) fn find(path: Option<&Path>, settings: &Settings) -> Result<Self, Failure> {
        let failed = |message: String| Err(Failure::Failed(anyhow::anyhow!(message)));
        let base = Base::read(settings)?;
        let Some(path) = path else {
            return match base.files.is_empty() {
                true => failed(format!(
                    "there is no .toml file in {}: check the path",
                    base.place
                )),
                false => Ok(Self {
                    place: base.place,
                    files: base.files,
                    base: None,
                }),
            };
        };
        let place = path.display().to_string();
        let files = if let Some(root) = archive_of(path) {
            let manifest = Manifest::read(root).map_err(IngestError::from)?;
            let own = own_gazetteer(root, &manifest).map_err(IngestError::from)?;
            if own.is_empty() {
                return failed(format!(
                    "{place} adds nothing to the gazetteer: write [[organisation]] and [[person]] tables into its \
                     archive.toml, or files of them into a folder gazetteer beside it"
                ));
            }
            named_in(root, own)
        } else if path.is_dir() {
            named_in(path, sources(Some(path))?)
        } else if path.is_file() {
            let text = fs::read_to_string(path).with_context(|| format!("cannot read {place}"))?;
            vec![GazetteerSource::new(place.as_str(), text)]
        } else {
            return failed(format!(
                "there is no {place}: name a gazetteer's folder or file, an archive or its archive.toml, or nothing \
                 for the gazetteer in use"
            ));
        };
        if files.is_empty() {
            return failed(format!("there is no .toml file in {place}: check the path"));
        }
        let itself = in_use(settings).is_some_and(|folder| same_place(folder, path));
        Ok(Self {
            place,
            files,
            base: (!itself).then_some(base),
        })
    }
}

/// The archive's root, if the path is that of an archive or its `archive.toml`.
fn archive_of(path: &Path) -> Option<&Path> {
    let is_manifest = path.file_name().is_some_and(|name| name == MANIFEST_NAME) && path.is_file();
    if is_manifest {
        return path.parent();
    }
    (path.join(MANIFEST_NAME).is_file() || path.join("gazetteer").is_dir()).then_some(path)
}

fn same_place(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

fn named_in(folder: &Path, files: Vec<GazetteerSource>) -> Vec<GazetteerSource> {
    named(files, |name| folder.join(name).display().to_string())
}

fn named(mut files: Vec<GazetteerSource>, name: impl Fn(&str) -> String) -> Vec<GazetteerSource> {
    for file in &mut files {
        file.name = name(&file.name);
    }
    files
}
