//! Settings: flags before the environment before `daybook.toml` before defaults.
//!
//! Flags and the environment come in one piece from the argument parser; this adds the file and the defaults. The
//! rest of the program sees only the result.

use crate::args::Shared;
use crate::failure::Failure;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

const DEFAULT_FILE: &str = "daybook.toml";
const DEFAULT_DATA_DIR: &str = "index-data/index";
const DEFAULT_LISTEN: &str = "127.0.0.1:7373";

/// The settings of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) data_dir: PathBuf,
    pub(crate) gazetteer: Option<PathBuf>,
    pub(crate) listen: SocketAddr,
    /// What to log, where it was said.
    pub(crate) log: Option<String>,
}

/// `daybook.toml` as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    data_dir: Option<PathBuf>,
    gazetteer: Option<PathBuf>,
    listen: Option<SocketAddr>,
    log: Option<String>,
}

impl Settings {
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
    Ok(Settings {
        data_dir: shared
            .data_dir
            .clone()
            .or(file.data_dir)
            .unwrap_or_else(|| DEFAULT_DATA_DIR.into()),
        gazetteer: shared.gazetteer.clone().or(file.gazetteer),
        listen,
        log: shared.log.clone().or(file.log),
    })
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
            "{}:{line}: {problem}: the keys are data-dir, gazetteer, listen and log",
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
    fn an_unknown_key_is_named_with_its_line() {
        let (line, problem) = parse("log = \"warn\"\ndata_dir = \"a\"").unwrap_err();
        assert_eq!(line, 2);
        assert!(problem.contains("data_dir"), "{problem}");
    }
}
