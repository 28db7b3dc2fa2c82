//! Starting a generation from the files of the live one.

use super::directory::open_index;
use super::layout::{GenerationDir, Layout};
use super::lines::read_lines;
use super::manifest::{Counts, FileSum, Manifest};
use crate::failure::OnPath;
use crate::schema::Fields;
use daybook_search::{EngineError, PageRecord};
use std::{fs, path::Path};

/// What a new generation takes over from the live one.
pub(crate) struct Takeover {
    /// The pages whose entries are there.
    pub(crate) pages: Vec<PageRecord>,
    /// Where the live generation lies.
    pub(crate) from: GenerationDir,
    /// What it holds.
    pub(crate) counts: Counts,
    /// Its roles, as they were written.
    pub(crate) roles: Option<FileSum>,
    /// The linked files, with the checksums that they had when they were written. What was copied is to be put on disk
    /// and read again like what is new.
    pub(crate) files: Vec<FileSum>,
}

/// Links the live generation's index into `target` if it was built by the same rules, and is whole.
///
/// `None` leaves `target` without an index: everything is to be built anew.
pub(crate) fn take_over(
    layout: &Layout,
    rules: &str,
    fields: &Fields,
    target: &GenerationDir,
) -> Result<Option<Takeover>, EngineError> {
    let live = match readable(layout, rules, fields) {
        Ok(Some(live)) => live,
        Ok(None) => return Ok(None),
        Err(error) => {
            tracing::warn!(%error, "the live generation cannot be taken over: rebuilding everything");
            return Ok(None);
        }
    };
    let (dir, manifest, pages) = live;
    let from = dir.index();
    let to = target.index();
    fs::create_dir_all(&to).on("create", &to)?;
    let (mut files, mut roles) = (Vec::new(), None);
    for file in manifest.files {
        match file.path.strip_prefix("index/") {
            Some(name) if link(&from.join(name), &to.join(name))? => files.push(file),
            None if dir.root().join(&file.path) == dir.roles() => roles = Some(file),
            _ => {}
        }
    }
    Ok(Some(Takeover {
        pages,
        counts: manifest.counts,
        roles,
        from: dir,
        files,
    }))
}

type Live = (GenerationDir, Manifest, Vec<PageRecord>);

fn readable(layout: &Layout, rules: &str, fields: &Fields) -> Result<Option<Live>, EngineError> {
    let Some(id) = layout.read_current()? else {
        return Ok(None);
    };
    let dir = layout.generation(&id);
    let manifest = match Manifest::read(&dir) {
        Err(EngineError::OtherVersion { .. }) => return Ok(None),
        manifest => manifest?,
    };
    if manifest.facts.rules != rules {
        return Ok(None);
    }
    // Whoever was told to rebuild a damaged index must not get the damage handed on.
    manifest.check_contents(&dir)?;
    open_index(&dir.index(), fields)?;
    let pages = read_lines(&dir.pages())?;
    Ok(Some((dir, manifest, pages)))
}

/// Segment files never change; what tantivy rewrites (its lists of files and segments) is copied, and so is everything
/// where the file system has no links. Says whether it is a link.
pub(super) fn link(from: &Path, to: &Path) -> Result<bool, EngineError> {
    let name = from
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    if is_segment_file(name) && fs::hard_link(from, to).is_ok() {
        return Ok(true);
    }
    fs::copy(from, to).on("copy", from)?;
    Ok(false)
}

fn is_segment_file(name: &str) -> bool {
    !name.starts_with('.') && !name.ends_with(".json") && !name.ends_with(".jsonl")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_linked_is_said_to_be_copied() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        for name in ["a.idx", "meta.json"] {
            fs::write(path(name), name).unwrap();
        }
        assert!(link(&path("a.idx"), &path("b.idx")).unwrap());
        assert!(!link(&path("meta.json"), &path("b.json")).unwrap());
        // A name that is taken cannot be linked to.
        assert!(!link(&path("a.idx"), &path("b.json")).unwrap());
        assert_eq!(fs::read_to_string(path("b.json")).unwrap(), "a.idx");
    }
}
