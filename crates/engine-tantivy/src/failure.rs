//! Turning what tantivy and the machine report into [`EngineError`]s.

use daybook_search::EngineError;
use std::{io, path::Path};
use tantivy::TantivyError;

/// Names what was being done when something failed.
pub(crate) trait During<T> {
    /// Wraps an error with the action that failed: `search`, `open the index`.
    fn during(self, action: &'static str) -> Result<T, EngineError>;
}

impl<T> During<T> for Result<T, TantivyError> {
    fn during(self, action: &'static str) -> Result<T, EngineError> {
        self.map_err(|source| internal(action, source))
    }
}

impl<T> During<T> for io::Result<T> {
    fn during(self, action: &'static str) -> Result<T, EngineError> {
        self.map_err(|source| internal(action, source))
    }
}

impl<T> During<T> for serde_json::Result<T> {
    fn during(self, action: &'static str) -> Result<T, EngineError> {
        self.map_err(|source| internal(action, source))
    }
}

/// The engine's own failure.
pub(crate) fn internal(
    action: &'static str,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> EngineError {
    EngineError::Internal {
        action,
        source: source.into(),
    }
}

/// Names the file on which the machine failed.
pub(crate) trait OnPath<T> {
    /// Wraps an error with the action (`read`, `rename`) and the file.
    fn on(self, action: &'static str, path: &Path) -> Result<T, EngineError>;
}

impl<T> OnPath<T> for io::Result<T> {
    fn on(self, action: &'static str, path: &Path) -> Result<T, EngineError> {
        self.map_err(|source| EngineError::Io {
            action,
            path: path.to_owned(),
            source,
        })
    }
}

/// A file of a generation that is not what it should be.
pub(crate) fn damaged(path: &Path, reason: impl std::fmt::Display) -> EngineError {
    EngineError::Damaged {
        path: path.to_owned(),
        reason: reason.to_string(),
    }
}
