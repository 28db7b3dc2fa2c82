//! `archive.toml`: what an archive's owner says about it.
//!
//! An archive does not always date or name its pages, and its owner often knows better than any rule. The file may
//! set, all of it optional:
//!
//! ```toml
//! timezone = "Europe/London"       # an IANA name; this is the default
//! title = "Care Weekly Live"
//! publication = "Care Weekly"
//!
//! [pages."003_95834794f040f8da.txt"]
//! date = "2015-03-09"              # or 2015-03-09 without quotes
//! title = "Budget day"
//! url = "https://example.org/live/budget-day"
//!
//! [pages."2014/*.txt"]
//! title = "The live blog of 2014"
//! ```
//!
//! Rows of a gazetteer may stand there too. They are not read here but handed on: see [`Manifest::gazetteer`].
//!
//! A key of `pages` is a path relative to the archive's root with forward slashes, a file name, or a glob pattern
//! (`*` and `?` stop at a slash, `**` does not, `[ab]`, `{a,b}`). A file name or a pattern without a slash holds in
//! every folder. Several keys may fit a page; each setting then comes from the most exact key that has it: path before
//! file name before pattern, and among patterns the longer before the shorter, then in the order of the alphabet.
//!
//! In a file of many pages, a page can be named by its place (`export.jsonl#17`) or its address as well; that comes
//! before the path. A misspelt key or a date that is none would misdate an archive without a word, so any such thing is an error. The
//! file is walked by hand rather than through derived types: every message can then say the line, the whole key and
//! what was expected.

mod read;

use crate::{error::ArchiveError, zone::Zone};
use daybook_model::LocalDate;
use globset::{GlobBuilder, GlobMatcher};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{cmp::Reverse, fmt::Write as _, fs, io, path::Path, sync::Arc};

/// The name of the file, at an archive's root.
pub const MANIFEST_NAME: &str = "archive.toml";

/// The time zone of an archive that names none.
pub const DEFAULT_TIME_ZONE: &str = "Europe/London";

/// The keys whose tables are handed on as they are.
const GAZETTEER_KEYS: [&str; 4] = ["organisation", "person", "given_names", "not_a_person"];

/// What an `archive.toml` says; the default where there is none.
#[derive(Debug, Clone)]
pub struct Manifest {
    name: String,
    timezone: String,
    title: Option<String>,
    publication: Option<String>,
    /// All keys as written, for pages that are called just that.
    exact: FxHashMap<String, PageKey>,
    /// The keys with wildcards, most exact first.
    patterns: Vec<PageKey>,
    /// The whole text, if it has rows of a gazetteer.
    gazetteer: Option<Arc<str>>,
}

/// What `archive.toml` says about one page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct PageSettings {
    /// The day on which it was written.
    pub date: Option<LocalDate>,
    /// Its title.
    pub title: Option<String>,
    /// The address it was published at.
    pub url: Option<String>,
    /// The publication that it is from: what the archive's key of that name says, else its title.
    pub publication: Option<String>,
}

/// A key of the table `pages` with its settings.
#[derive(Debug, Clone)]
struct PageKey {
    written: String,
    line: usize,
    /// `None` for a key without wildcards. Archives that date every page have thousands of those, and compiling and
    /// trying each of them on every page would take longer than reading the pages.
    pattern: Option<GlobMatcher>,
    settings: PageSettings,
}

impl Default for Manifest {
    fn default() -> Self {
        Self {
            name: MANIFEST_NAME.to_owned(),
            timezone: DEFAULT_TIME_ZONE.to_owned(),
            title: None,
            publication: None,
            exact: FxHashMap::default(),
            patterns: Vec::new(),
            gazetteer: None,
        }
    }
}

impl Manifest {
    /// The keys of an `archive.toml` that are not the gazetteer's.
    pub const KEYS: &[&str] = &["timezone", "title", "publication", "pages"];

    /// The `archive.toml` in the folder `root`; the defaults if there is none.
    pub fn read(root: &Path) -> Result<Self, ArchiveError> {
        let path = root.join(MANIFEST_NAME);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(source) => return Err(ArchiveError::Unreadable { path, source }),
        };
        let text = String::from_utf8(bytes).map_err(|error| ArchiveError::ManifestEncoding {
            path: path.clone(),
            offset: error.utf8_error().valid_up_to(),
        })?;
        Self::parse(&text, &path.to_string_lossy())
    }

    /// The settings in `text`; errors and warnings call the file `name`.
    pub fn parse(text: &str, name: &str) -> Result<Self, ArchiveError> {
        read::Reader::new(text, name).manifest()
    }

    /// Takes the keys of `pages` in.
    fn set_pages(&mut self, pages: Vec<PageKey>) {
        self.patterns = pages
            .iter()
            .filter(|key| key.pattern.is_some())
            .cloned()
            .collect();
        self.patterns
            .sort_by_cached_key(|key| (Reverse(key.written.chars().count()), key.written.clone()));
        self.exact = pages.into_iter().map(|key| (key.written.clone(), key)).collect();
    }

    /// The archive's time zone, an IANA name.
    pub fn timezone(&self) -> &str {
        &self.timezone
    }

    /// The archive's time zone with its rules.
    pub fn zone(&self) -> Result<Zone, ArchiveError> {
        Zone::new(&self.timezone)
    }

    /// The archive's title.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The text of the file, whole so that lines can be told, if it has rows of a gazetteer. They are TOML and come
    /// under keys other than [`KEYS`](Self::KEYS); whether they mean anything was not looked at.
    pub fn gazetteer(&self) -> Option<&str> {
        self.gazetteer.as_deref()
    }

    /// The publication that the pages are from.
    pub fn publication(&self) -> Option<&str> {
        self.publication.as_deref()
    }

    /// What is set for the page at this path, relative to the root with forward slashes.
    pub fn page(&self, relative_path: &str) -> PageSettings {
        self.page_in(relative_path, &[])
    }

    /// What is set for a page in the file at this path, or under one of the page's own names: its place in the file
    /// (`export.jsonl#17`) and its address.
    pub fn page_in(&self, relative_path: &str, names: &[&str]) -> PageSettings {
        let paths = [relative_path, file_name(relative_path)];
        let exact = names
            .iter()
            .copied()
            .chain(paths)
            .map(|name| self.exact.get(name));
        let patterns = self.patterns.iter().filter(|key| key.fits(relative_path));
        let mut page = PageSettings {
            publication: self.publication.clone().or_else(|| self.title.clone()),
            ..PageSettings::default()
        };
        for PageKey { settings, .. } in exact.flatten().chain(patterns) {
            page.date = page.date.or(settings.date);
            page.title = page.title.or_else(|| settings.title.clone());
            page.url = page.url.or_else(|| settings.url.clone());
        }
        page
    }

    /// A stable text of all settings that bear on a page: when it changes, the page must be read again.
    ///
    /// The archive's title is part of it only where it stands for the publication. The rows of a gazetteer are not, which
    /// are for whoever reads them to watch.
    pub fn fingerprint_for(&self, page: &PageSettings) -> String {
        let PageSettings {
            date,
            title,
            url,
            publication,
        } = page;
        let mut text = format!("timezone={:?}", self.timezone);
        let set = [
            ("publication", self.publication.clone()),
            (
                "archive",
                publication.clone().filter(|_| self.publication.is_none()),
            ),
            ("date", date.map(|day| day.to_string())),
            ("title", title.clone()),
            ("url", url.clone()),
        ];
        for (key, value) in set {
            if let Some(value) = value {
                // Writing to a string cannot fail.
                let _ = write!(text, "\n{key}={value:?}");
            }
        }
        text
    }

    /// A warning for every key of `pages` that fits none of the archive's pages, in the order of the file.
    ///
    /// `pages` must be all paths of the archive, relative to its root, or keys are reported that are in order.
    pub fn unmatched_keys<P: AsRef<str>>(&self, pages: &[P]) -> Vec<String> {
        let names = pages
            .iter()
            .map(AsRef::as_ref)
            .flat_map(|page| [page, file_name(page)]);
        let names: FxHashSet<&str> = names.collect();
        // Pages inside files are not known yet.
        let of_a_container = |key: &PageKey| key.written.contains("://") || key.written.contains('#');
        let fits_none = |key: &&PageKey| {
            !of_a_container(key)
                && !names.contains(key.written.as_str())
                && (key.pattern.is_none() || !pages.iter().any(|page| key.fits(page.as_ref())))
        };
        let mut unmatched: Vec<&PageKey> = self.exact.values().filter(fits_none).collect();
        unmatched.sort_by_key(|key| (key.line, &key.written));
        let warning = |key: &PageKey| {
            format!(
                "{}:{}: no page fits \"{}\": check the spelling, or remove the key",
                self.name, key.line, key.written
            )
        };
        unmatched.into_iter().map(warning).collect()
    }
}

impl PageKey {
    fn new(written: &str, line: usize, settings: PageSettings) -> Result<Self, globset::Error> {
        let pattern = if written.contains(['*', '?', '[', '{', '\\']) {
            let glob = GlobBuilder::new(written)
                .literal_separator(true)
                .backslash_escape(true)
                .build()?;
            Some(glob.compile_matcher())
        } else {
            None
        };
        Ok(Self {
            written: written.to_owned(),
            line,
            pattern,
            settings,
        })
    }

    /// Whether the key is a pattern that fits the page.
    fn fits(&self, relative_path: &str) -> bool {
        let subject = if self.written.contains('/') {
            relative_path
        } else {
            file_name(relative_path)
        };
        self.pattern
            .as_ref()
            .is_some_and(|pattern| pattern.is_match(subject))
    }
}

/// The last part of a path with forward slashes.
fn file_name(relative_path: &str) -> &str {
    relative_path.rsplit('/').next().unwrap_or(relative_path)
}

#[cfg(test)]
mod tests;
