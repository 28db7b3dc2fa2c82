//! The way through the folders.

use super::{
    Archive, ArchiveRoot, MAX_LEVELS, SkippedPage, Source,
    read::{NOT_REGULAR, why_unreadable},
};
use crate::{
    error::ArchiveError,
    manifest::{MANIFEST_NAME, Manifest},
    reading::{FORMATS, Limits, format_of_name},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};
use walkdir::{DirEntry, WalkDir};

/// The folder at a root that holds the archive's own additions to the gazetteer.
const GAZETTEER: &str = "gazetteer";

/// All that was found. Maps and sets keep it in an order that does not hang on how it was found.
#[derive(Default)]
pub(super) struct Finds {
    /// By full path.
    roots: BTreeMap<PathBuf, ArchiveRoot>,
    /// By full path, the best way to reach each.
    pages: BTreeMap<PathBuf, Page>,
    skipped: BTreeMap<PathBuf, String>,
    ignored: BTreeSet<PathBuf>,
    /// Files named `archive.toml` that are at no root, by full path.
    stray_manifests: BTreeMap<PathBuf, PathBuf>,
    /// Warnings of links that lead in a circle.
    circles: BTreeSet<String>,
}

/// A way to reach a page; the least one is kept.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Page {
    root: PathBuf,
    by_link: bool,
    relative: String,
    path: PathBuf,
}

/// Where an argument's pages belong.
struct Place {
    /// The root's full path.
    root: PathBuf,
    /// The folder that is searched, or that the file is in, with links resolved.
    folder: PathBuf,
}

impl Finds {
    /// Adds what an argument leads to.
    pub(super) fn add(&mut self, argument: &Path) -> Result<(), ArchiveError> {
        let unreadable = |source| ArchiveError::Unreadable {
            path: argument.to_owned(),
            source,
        };
        let kind = match fs::metadata(argument) {
            Ok(kind) => kind,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(ArchiveError::NoSuchPath {
                    path: argument.to_owned(),
                });
            }
            Err(error) => return Err(unreadable(error)),
        };
        if kind.is_dir() {
            let full = argument.canonicalize().map_err(unreadable)?;
            if is_gazetteer(argument) || is_gazetteer(&full) {
                return Ok(());
            }
            self.add_root(&full, argument)?;
            self.add_folder(
                argument,
                &Place {
                    root: full.clone(),
                    folder: full,
                },
            );
            return Ok(());
        }
        // The settings of the pages beside it, which find them by themselves.
        if kind.is_file() && argument.file_name().is_some_and(|name| name == MANIFEST_NAME) {
            return Ok(());
        }
        let parent = argument
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let folder = parent.canonicalize().map_err(unreadable)?;
        let root = folder
            .ancestors()
            .take(MAX_LEVELS + 1)
            .find(|above| above.join(MANIFEST_NAME).is_file());
        let root = root.unwrap_or(&folder).to_owned();
        let shown = if root == folder { parent } else { &root };
        if self.add_file(
            argument,
            &Place {
                root: root.clone(),
                folder: folder.clone(),
            },
            kind.is_file(),
        ) {
            self.add_root(&root, shown)?;
        }
        Ok(())
    }

    /// Reads the settings of a root that is new; of several ways to write its path, the least is kept.
    fn add_root(&mut self, full: &Path, shown: &Path) -> Result<(), ArchiveError> {
        match self.roots.get_mut(full) {
            Some(known) if shown < known.path.as_path() => known.path = shown.to_owned(),
            Some(_) => {}
            None => {
                let root = ArchiveRoot {
                    path: shown.to_owned(),
                    manifest: Manifest::read(shown)?,
                };
                self.roots.insert(full.to_owned(), root);
            }
        }
        Ok(())
    }

    fn add_folder(&mut self, argument: &Path, place: &Place) {
        let wanted = |entry: &DirEntry| {
            let name = entry.file_name();
            let own = entry.depth() == 1
                && ((name == GAZETTEER && entry.file_type().is_dir())
                    || (name == MANIFEST_NAME && entry.file_type().is_file()));
            entry.depth() == 0 || !(own || name.as_encoded_bytes().starts_with(b"."))
        };
        let mut links: Vec<PathBuf> = Vec::new();
        for entry in WalkDir::new(argument)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(wanted)
        {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.add_obstacle(error.path().unwrap_or(argument), &error);
                    continue;
                }
            };
            // The walk is depth first: a folder that this is not below will not come again.
            while links.last().is_some_and(|link| !entry.path().starts_with(link)) {
                links.pop();
            }
            let by_link = entry.path_is_symlink() || !links.is_empty();
            if entry.path_is_symlink() && entry.file_type().is_dir() && entry.depth() > 0 {
                links.push(entry.path().to_owned());
            }
            self.add_entry(argument, &entry, place, by_link);
        }
    }

    /// Notes where the walk could not go on. A circle of links loses no page.
    fn add_obstacle(&mut self, path: &Path, error: &walkdir::Error) {
        if let Some(ancestor) = error.loop_ancestor() {
            let (link, folder) = (path.display(), ancestor.display());
            let warning =
                format!("\"{link}\" is a link that leads back to \"{folder}\": its pages are read there");
            self.circles.insert(warning);
        } else {
            let reason = error
                .io_error()
                .map_or_else(|| format!("cannot be read: {error}"), why_unreadable);
            self.skipped.insert(path.to_owned(), reason);
        }
    }

    fn add_entry(&mut self, argument: &Path, entry: &DirEntry, place: &Place, by_link: bool) {
        let path = entry.path();
        let Ok(below) = path.strip_prefix(argument) else {
            return;
        };
        let kind = entry.file_type();
        if kind.is_dir() {
            if entry.depth() > 0 && is_page(path) {
                let reason =
                    "is a folder with the name of a page: rename it, or the page; the pages in it are read";
                self.skipped.insert(path.to_owned(), reason.to_owned());
            }
            return;
        }
        let within = place.folder.join(below);
        // Without links the full path is known, and asking the system for each page would take a while.
        let full = if by_link {
            path.canonicalize().unwrap_or(within)
        } else {
            within
        };
        if entry.file_name() == MANIFEST_NAME {
            self.stray_manifests.insert(full, path.to_owned());
            return;
        }
        if !is_page(path) {
            self.ignored.insert(full);
        } else if kind.is_file() {
            self.add_page(full, path, place, below, by_link);
        } else {
            self.skipped.insert(path.to_owned(), NOT_REGULAR.to_owned());
        }
    }

    /// Adds a file that was given by name, and says whether it is a page. That it is none is worth more than a count
    /// if somebody asked for it.
    fn add_file(&mut self, argument: &Path, place: &Place, regular: bool) -> bool {
        let name = argument.file_name().unwrap_or_default();
        if !is_page(argument) {
            let reason = format!("not a file that is read: rename it if it holds pages: {FORMATS}");
            self.skipped.insert(argument.to_owned(), reason);
        } else if !regular {
            self.skipped.insert(argument.to_owned(), NOT_REGULAR.to_owned());
        } else {
            let by_link = argument.is_symlink();
            let within = place.folder.join(name);
            let full = if by_link {
                within.canonicalize().unwrap_or(within)
            } else {
                within
            };
            let below = place
                .folder
                .strip_prefix(&place.root)
                .unwrap_or(Path::new(""))
                .join(name);
            self.add_page(full, argument, place, &below, by_link);
            return true;
        }
        false
    }

    fn add_page(&mut self, full: PathBuf, path: &Path, place: &Place, below: &Path, by_link: bool) {
        let page = Page {
            root: place.root.clone(),
            by_link,
            relative: slashed(below),
            path: path.to_owned(),
        };
        match self.pages.get_mut(&full) {
            Some(known) if page < *known => *known = page,
            Some(_) => {}
            None => {
                self.pages.insert(full, page);
            }
        }
    }

    pub(super) fn into_archive(self) -> Archive {
        let order: BTreeMap<PathBuf, usize> = self.roots.keys().cloned().zip(0..).collect();
        let source = |page: Page| {
            let root = order.get(&page.root).copied()?;
            Some(Source {
                path: page.path,
                relative: page.relative,
                root,
            })
        };
        let mut sources: Vec<Source> = self.pages.into_values().filter_map(source).collect();
        sources.sort_by(|a, b| (&a.relative, a.root, &a.path).cmp(&(&b.relative, b.root, &b.path)));
        let listed = |pages: BTreeMap<PathBuf, String>| {
            pages
                .into_iter()
                .map(|(path, reason)| SkippedPage { path, reason })
                .collect()
        };
        let mut ignored = BTreeMap::new();
        for path in self.ignored {
            *ignored.entry(extension(&path)).or_default() += 1;
        }
        let roots = self.roots.keys().cloned().collect::<BTreeSet<_>>();
        let stray = |(full, path): (PathBuf, PathBuf)| {
            let own = full.parent().is_some_and(|folder| roots.contains(folder));
            (!own).then(|| {
                format!(
                    "\"{}\" is not at the archive's root and is ignored: give its folder as an archive of its own, \
                     or move its settings up",
                    path.display()
                )
            })
        };
        let stray_manifests = self.stray_manifests.into_iter().filter_map(stray);
        Archive {
            sources,
            skipped: listed(self.skipped),
            ignored,
            warnings: self.circles.into_iter().chain(stray_manifests).collect(),
            roots: self.roots.into_values().collect(),
            limits: Limits::default(),
        }
    }
}

/// Whether a folder is the gazetteer beside an `archive.toml`.
fn is_gazetteer(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name == GAZETTEER)
        && folder
            .parent()
            .is_some_and(|root| root.join(MANIFEST_NAME).is_file())
}

/// The extension in lower case; empty if there is none.
fn extension(path: &Path) -> String {
    path.extension()
        .map(OsStr::to_string_lossy)
        .unwrap_or_default()
        .to_ascii_lowercase()
}

/// The path with forward slashes.
fn slashed(path: &Path) -> String {
    path.iter()
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join("/")
}

/// Whether the file's name is that of a page or of a container of pages.
fn is_page(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| format_of_name(&name.to_string_lossy()).is_some())
}
