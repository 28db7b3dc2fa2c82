//! Where everything lies, and which generation is the live one.

use crate::failure::{OnPath, damaged};
use daybook_search::EngineError;
use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

/// The ending of a generation's folder while it is built.
const PARTIAL: &str = ".partial";

/// The paths of a data directory.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    data_dir: PathBuf,
}

impl Layout {
    pub(crate) fn new(data_dir: &Path) -> Self {
        Self {
            data_dir: data_dir.to_owned(),
        }
    }

    pub(crate) fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    pub(crate) fn generations(&self) -> PathBuf {
        self.data_dir.join("generations")
    }

    pub(crate) fn generation(&self, id: &str) -> GenerationDir {
        GenerationDir {
            root: self.generations().join(id),
        }
    }

    /// The folder in which a generation is built.
    pub(crate) fn partial(&self, id: &str) -> GenerationDir {
        GenerationDir {
            root: self.generations().join(format!("{id}{PARTIAL}")),
        }
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.data_dir.join("LOCK")
    }

    fn current(&self) -> PathBuf {
        self.data_dir.join("CURRENT")
    }

    /// The live generation's id, or `None` if nothing was built yet.
    pub(crate) fn read_current(&self) -> Result<Option<String>, EngineError> {
        let path = self.current();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).on("read", &path),
        };
        let id = text.trim();
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(damaged(&path, "it does not name a generation"));
        }
        Ok(Some(id.to_owned()))
    }

    /// Makes a generation the live one. Everything of it must be on disk.
    pub(crate) fn set_current(&self, id: &str) -> Result<(), EngineError> {
        let path = self.current();
        let next = self.data_dir.join("CURRENT.tmp");
        let write = || -> io::Result<()> {
            let mut file = File::create(&next)?;
            file.write_all(format!("{id}\n").as_bytes())?;
            file.sync_all()
        };
        write().on("write", &next)?;
        fs::rename(&next, &path).on("rename", &next)?;
        sync_dir(&self.data_dir)
    }

    /// Ids of complete generations, the oldest first.
    pub(crate) fn complete(&self) -> Result<Vec<String>, EngineError> {
        let mut ids: Vec<String> = self
            .folders()?
            .into_iter()
            .filter(|name| !name.ends_with(PARTIAL) && self.generation(name).manifest().is_file())
            .collect();
        ids.sort_unstable();
        Ok(ids)
    }

    /// Removes all that is neither the live generation nor the one before it: what dead rebuilds left behind, and
    /// generations gone by. Unlinking is safe for a server that still has a file open.
    pub(crate) fn clear_up(&self) -> Result<(), EngineError> {
        let current = self.read_current()?;
        let complete = self.complete()?;
        let kept = match &current {
            Some(live) => complete
                .iter()
                .rev()
                .find(|id| *id < live)
                .into_iter()
                .chain([live])
                .collect(),
            // Somebody may have lost the file: what is whole is not ours to remove.
            None => complete.iter().collect::<Vec<_>>(),
        };
        for name in self.folders()? {
            if !kept.contains(&&name) {
                let path = self.generations().join(&name);
                tracing::debug!(path = %path.display(), "removing a generation that nobody reads");
                fs::remove_dir_all(&path).on("remove", &path)?;
            }
        }
        Ok(())
    }

    fn folders(&self) -> Result<Vec<String>, EngineError> {
        let path = self.generations();
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error).on("read", &path),
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.on("read", &path)?;
            if entry.file_type().on("read", &path)?.is_dir()
                && let Some(name) = entry.file_name().to_str()
            {
                names.push(name.to_owned());
            }
        }
        Ok(names)
    }
}

/// The paths of one generation.
#[derive(Debug, Clone)]
pub(crate) struct GenerationDir {
    root: PathBuf,
}

impl GenerationDir {
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.root.join("index")
    }

    pub(crate) fn pages(&self) -> PathBuf {
        self.root.join("pages.jsonl")
    }

    /// Where page records wait while the generation is built.
    pub(crate) fn waiting_pages(&self) -> PathBuf {
        self.root.join("pages.waiting")
    }

    pub(crate) fn entities(&self) -> PathBuf {
        self.root.join("entities.jsonl")
    }

    pub(crate) fn roles(&self) -> PathBuf {
        self.root.join("roles.jsonl.zst")
    }

    pub(crate) fn manifest(&self) -> PathBuf {
        self.root.join("manifest.json")
    }

    /// Every file but the manifest, as a path relative to the generation with `/` between its parts, in order.
    pub(crate) fn files(&self) -> Result<Vec<String>, EngineError> {
        let mut files = Vec::new();
        let mut folders = vec![(self.root.clone(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            for entry in fs::read_dir(&folder).on("read", &folder)? {
                let entry = entry.on("read", &folder)?;
                let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                if entry.file_type().on("read", &entry.path())?.is_dir() {
                    folders.push((entry.path(), format!("{name}/")));
                } else if entry.path() != self.manifest() {
                    files.push(name);
                }
            }
        }
        files.sort_unstable();
        Ok(files)
    }
}

/// Puts a folder's names on disk. Only Unix can, and needs to.
pub(crate) fn sync_dir(path: &Path) -> Result<(), EngineError> {
    if cfg!(unix) { sync_file(path) } else { Ok(()) }
}

/// Puts a file on disk.
pub(crate) fn sync_file(path: &Path) -> Result<(), EngineError> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .on("write", path)
}

/// Whether tantivy guards something with the file; it means nothing once its process is gone.
pub(crate) fn is_tantivy_lock(name: &OsStr) -> bool {
    name.to_str()
        .is_some_and(|name| name.starts_with(".tantivy-") && name.ends_with(".lock"))
}
