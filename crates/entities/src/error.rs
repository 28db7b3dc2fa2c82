//! What can be wrong with a gazetteer, told so that its author can mend it.

use std::{fmt, io, path::PathBuf, sync::Arc};
use thiserror::Error;

/// Why a gazetteer was not read.
#[derive(Debug, Error)]
pub enum GazetteerError {
    /// A folder or file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// What was being read.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The files were read but say something wrong: every problem found, in the order of the files.
    #[error("{}", list(.0))]
    Invalid(Vec<GazetteerProblem>),
    /// The sources are more text than lists of names have.
    #[error("the gazetteer has {found} bytes, expected at most {limit}")]
    TooLarge {
        /// How many bytes there are.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
}

impl GazetteerError {
    /// The problems in the files; empty where the files could not be read at all.
    pub fn problems(&self) -> &[GazetteerProblem] {
        match self {
            Self::Invalid(problems) => problems,
            Self::Unreadable { .. } | Self::TooLarge { .. } => &[],
        }
    }
}

/// One thing wrong in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GazetteerProblem {
    /// The source's name.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// The key at fault, with its table: `organisation.kind`. Empty where the file is not TOML.
    pub key: String,
    /// What is wrong and what was expected.
    pub message: String,
}

impl fmt::Display for GazetteerProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.message)
    }
}

/// One problem a line.
fn list(problems: &[GazetteerProblem]) -> String {
    problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}
