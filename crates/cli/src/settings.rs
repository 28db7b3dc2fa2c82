//! Settings: flags before the environment before `daybook.toml` before defaults.
//!
//! Flags and the environment come in one piece from the argument parser; this adds the file and the defaults. The
//! rest of the program sees only the result.

use crate::args::{LimitArgs, Shared};
use crate::failure::Failure;
use crate::size::Size;
use daybook_archive::Limits;
use serde::Deserialize;
use std::net::SocketAddr;
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use std::time::Duration;

const DEFAULT_FILE: &str = "daybook.toml";
const DEFAULT_DATA_DIR: &str = "index-data/index";
const DEFAULT_SEARCH_SECONDS: f64 = 2.0;
/// Within what a server waits for an answer anyway.
const MAX_SEARCH_SECONDS: f64 = 10.0;
const MIN_SEARCH_SECONDS: f64 = 0.001;
const DEFAULT_LISTEN: &str = "127.0.0.1:7373";

/// The settings of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) data_dir: PathBuf,
    pub(crate) gazetteer: Option<PathBuf>,
    pub(crate) listen: SocketAddr,
    pub(crate) synonyms: Option<PathBuf>,
    /// How long a search may take.
    pub(crate) search_time: Duration,
    /// What to log, where it was said.
    pub(crate) log: Option<String>,
    /// How much a file of an archive may ask for, as the file says.
    limits: Limits,
}

/// `daybook.toml` as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    data_dir: Option<PathBuf>,
    gazetteer: Option<PathBuf>,
    listen: Option<SocketAddr>,
    log: Option<String>,
    max_page_size: Option<Size>,
    max_expansion: Option<NonZeroU64>,
    max_expanded_size: Option<Size>,
    search_seconds: Option<f64>,
    synonyms: Option<PathBuf>,
}

impl Settings {
    /// How much a file of an archive may ask for: what flags say before what the file does.
    pub(crate) fn limits(&self, flags: &LimitArgs) -> Limits {
        Limits {
            page_bytes: flags.max_page_size.map_or(self.limits.page_bytes, |size| size.0),
            expansion: flags.max_expansion.unwrap_or(self.limits.expansion),
            expanded_bytes: flags
                .max_expanded_size
                .map_or(self.limits.expanded_bytes, |size| size.0),
        }
    }

    /// Puts flags, environment, file and defaults together.
    pub(crate) fn resolve(shared: &Shared) -> Result<Self, Failure> {
        let file = match &shared.config {
            Some(path) => read(path)?,
            None if Path::new(DEFAULT_FILE).exists() => read(Path::new(DEFAULT_FILE))?,
            None => File::default(),
        };
        merge(shared, file)
    }
}

fn merge(shared: &Shared, file: File) -> Result<Settings, Failure> {
    let listen = match file.listen {
        Some(listen) => listen,
        None => DEFAULT_LISTEN
            .parse()
            .map_err(|_| Failure::usage("the default address is wrong"))?,
    };
    let limits = Limits::default();
    Ok(Settings {
        data_dir: shared
            .data_dir
            .clone()
            .or(file.data_dir)
            .unwrap_or_else(|| DEFAULT_DATA_DIR.into()),
        gazetteer: shared.gazetteer.clone().or(file.gazetteer),
        listen,
        synonyms: shared.synonyms.clone().or(file.synonyms),
        search_time: search_time(shared.search_seconds.or(file.search_seconds))?,
        log: shared.log.clone().or(file.log),
        limits: Limits {
            page_bytes: file.max_page_size.map_or(limits.page_bytes, |size| size.0),
            expansion: file.max_expansion.map_or(limits.expansion, NonZeroU64::get),
            expanded_bytes: file
                .max_expanded_size
                .map_or(limits.expanded_bytes, |size| size.0),
        },
    })
}

fn search_time(seconds: Option<f64>) -> Result<Duration, Failure> {
    let seconds = seconds.unwrap_or(DEFAULT_SEARCH_SECONDS);
    if !(MIN_SEARCH_SECONDS..=MAX_SEARCH_SECONDS).contains(&seconds) {
        return Err(Failure::usage(format!(
            "a search cannot take {seconds} seconds: search-seconds takes {MIN_SEARCH_SECONDS} to {MAX_SEARCH_SECONDS}"
        )));
    }
    Ok(Duration::from_secs_f64(seconds))
}

fn read(path: &Path) -> Result<File, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::usage(format!(
            "cannot read the settings file {}: {error}",
            path.display()
        ))
    })?;
    parse(&text).map_err(|(line, problem)| {
        Failure::usage(format!(
            "{}:{line}: {problem}: the keys are data-dir, gazetteer, listen, log, max-page-size, max-expansion, \
             max-expanded-size, search-seconds and synonyms",
            path.display()
        ))
    })
}

/// The settings in a text, or the line and what is wrong with it.
fn parse(text: &str) -> Result<File, (usize, String)> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let line = text[..at.min(text.len())].matches('\n').count() + 1;
        (line, error.message().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared() -> Shared {
        Shared {
            data_dir: None,
            gazetteer: None,
            config: None,
            log: None,
            synonyms: None,
            search_seconds: None,
        }
    }

    #[test]
    fn flags_come_before_the_file_and_that_before_defaults() {
        let file = || parse("data-dir = \"a\"\nlisten = \"127.0.0.1:1\"").unwrap();
        let flags = Shared {
            data_dir: Some("b".into()),
            ..shared()
        };
        assert_eq!(merge(&shared(), file()).unwrap().data_dir, PathBuf::from("a"));
        assert_eq!(merge(&flags, file()).unwrap().data_dir, PathBuf::from("b"));
        assert_eq!(merge(&flags, file()).unwrap().listen.port(), 1);
        let defaults = merge(&shared(), File::default()).unwrap();
        assert_eq!(defaults.data_dir, PathBuf::from(DEFAULT_DATA_DIR));
        assert_eq!(defaults.listen.port(), 7373);
    }

    #[test]
    fn limits_come_from_flags_the_file_or_the_defaults() {
        let file = parse("max-page-size = \"1MiB\"\nmax-expansion = 50").unwrap();
        let settings = merge(&shared(), file).unwrap();
        let flags = LimitArgs {
            max_page_size: Some(Size(7)),
            ..LimitArgs::default()
        };
        let limits = settings.limits(&flags);
        assert_eq!((limits.page_bytes, limits.expansion), (7, 50));
        assert_eq!(limits.expanded_bytes, Limits::default().expanded_bytes);
        assert_eq!(settings.limits(&LimitArgs::default()).page_bytes, 1 << 20);
        for wrong in [
            "max-page-size = \"big\"",
            "max-expansion = 0",
            "max-expanded-size = -1",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let (line, problem) = parse("log = \"warn\"\ndata_dir = \"a\"").unwrap_err();
        assert_eq!(line, 2);
        assert!(problem.contains("data_dir"), "{problem}");
    }
}
