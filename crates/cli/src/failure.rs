//! Failures, told to the person at the terminal.

use crate::output::line;
use daybook_ingest::IngestError;
use daybook_search::{EngineError, RequestError};
use std::process::ExitCode;

/// Why a command did not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A mistake in the call: exit status 2. The text is the query, where the mistake has a place in it.
    Usage {
        /// What is wrong and how to mend it.
        message: String,
        /// The query and the place in it, in Unicode scalar values.
        at: Option<(String, usize)>,
    },
    /// Anything else: exit status 1.
    Failed(anyhow::Error),
    /// Whoever read standard output has had enough: no failure at all.
    ClosedPipe,
}

impl Failure {
    /// A mistake in the call.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            at: None,
        }
    }

    /// A mistake in a request, with the query that it may point into.
    pub(crate) fn request(error: RequestError, query: &str) -> Self {
        let at = error
            .position
            .filter(|_| error.parameter.as_deref() == Some("q"))
            .map(|position| (query.to_owned(), position));
        Self::Usage {
            message: error.detail,
            at,
        }
    }

    /// An engine's failure, which may be a mistake in the request.
    pub(crate) fn engine(error: EngineError, query: &str) -> Self {
        match error {
            EngineError::Request(error) => Self::request(error, query),
            other => Self::Failed(other.into()),
        }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<IngestError> for Failure {
    fn from(error: IngestError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else {
            Self::Failed(anyhow::Error::from(error).context("cannot write to standard output"))
        }
    }
}

/// Tells a failure and gives its exit status.
pub(crate) fn report(failure: &Failure) -> ExitCode {
    match failure {
        Failure::ClosedPipe => ExitCode::SUCCESS,
        Failure::Usage { message, at } => {
            line(&format!("daybook: {message}"));
            if let Some((query, position)) = at {
                let (shown, pointer) = pointer(query, *position);
                line(&format!("  {shown}"));
                line(&format!("  {pointer}^"));
            }
            ExitCode::from(2)
        }
        Failure::Failed(error) => {
            let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
            let mut told: Vec<&str> = Vec::new();
            for cause in &causes {
                // Some errors quote their cause themselves.
                if !told.iter().any(|before| before.contains(cause.as_str())) {
                    told.push(cause);
                }
            }
            line(&format!("daybook: {}", told.join(": ")));
            ExitCode::from(1)
        }
    }
}

/// A query on one line and the blanks before a place in it.
fn pointer(query: &str, position: usize) -> (String, String) {
    let shown: String = query
        .chars()
        .map(|c| {
            if c.is_control() || c.is_whitespace() {
                ' '
            } else {
                c
            }
        })
        .collect();
    let blanks = " ".repeat(position.min(shown.chars().count()));
    (shown, blanks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pointer_stands_under_the_place() {
        assert_eq!(pointer("a\tb (c", 4), ("a b (c".to_owned(), "    ".to_owned()));
        assert_eq!(pointer("ab", 9), ("ab".to_owned(), "  ".to_owned()));
    }
}
