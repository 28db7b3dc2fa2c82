//! What can be wrong with a request, and how to mend it.

use serde::Serialize;
use thiserror::Error;

/// The kind of a mistake; stable, for programs to act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ErrorCode {
    /// The query text does not follow the grammar.
    InvalidQuery,
    /// The query names a field that there is not.
    UnknownField,
    /// There is no such parameter.
    UnknownParameter,
    /// A parameter that stands once was given twice.
    RepeatedParameter,
    /// A parameter's value is not what it takes.
    InvalidParameter,
    /// A date is not a year, month or day.
    InvalidDate,
    /// A number is beyond its bounds.
    OutOfRange,
    /// The cursor is damaged.
    InvalidCursor,
    /// The cursor belongs to another query.
    CursorOfAnotherQuery,
    /// The generation that the cursor belongs to is gone.
    CursorExpired,
    /// There is no such facet.
    UnknownFacet,
}

/// A mistake in a request, told to the one who made it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{detail}")]
pub struct RequestError {
    /// The kind of mistake.
    pub code: ErrorCode,
    /// The parameter at fault.
    pub parameter: Option<String>,
    /// Where in the parameter's value, in Unicode scalar values, where that is known.
    pub position: Option<usize>,
    /// What is wrong and how to mend it.
    pub detail: String,
}

impl RequestError {
    /// A mistake in a parameter.
    pub fn new(code: ErrorCode, parameter: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            code,
            parameter: Some(parameter.into()),
            position: None,
            detail: detail.into(),
        }
    }

    /// The same mistake at a character of the parameter's value.
    #[must_use]
    pub fn at(mut self, position: usize) -> Self {
        self.position = Some(position);
        self
    }
}
