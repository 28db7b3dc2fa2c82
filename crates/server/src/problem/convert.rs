//! Errors of other parts as problems.

use super::{Code, Problem};
use crate::pool::PoolError;
use axum::extract::rejection::PathRejection;
use daybook_search::{EngineError, ErrorCode, RequestError};
use std::error::Error;

impl From<ErrorCode> for Code {
    fn from(code: ErrorCode) -> Self {
        match code {
            ErrorCode::InvalidQuery => Self::InvalidQuery,
            ErrorCode::UnknownField => Self::UnknownField,
            ErrorCode::UnknownParameter => Self::UnknownParameter,
            ErrorCode::RepeatedParameter => Self::RepeatedParameter,
            ErrorCode::InvalidParameter => Self::InvalidParameter,
            ErrorCode::InvalidDate => Self::InvalidDate,
            ErrorCode::OutOfRange => Self::OutOfRange,
            ErrorCode::InvalidCursor => Self::InvalidCursor,
            ErrorCode::CursorOfAnotherQuery => Self::CursorOfAnotherQuery,
            ErrorCode::CursorExpired => Self::CursorExpired,
            ErrorCode::UnknownFacet => Self::UnknownFacet,
        }
    }
}

impl From<RequestError> for Problem {
    fn from(error: RequestError) -> Self {
        Self {
            parameter: error.parameter,
            position: error.position,
            ..Self::new(error.code.into(), error.detail)
        }
    }
}

/// Paths and causes stay in the log: a caller can act on neither.
impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        let fault = chain(&error);
        match error {
            EngineError::Request(error) => error.into(),
            EngineError::NoIndex { .. } => {
                Self::new(Code::NoIndex, "there is no index: build one with `daybook index ARCHIVE`").because(fault)
            }
            EngineError::OtherVersion { found, expected, .. } => Self::new(
                Code::IndexUnusable,
                format!(
                    "the index has schema version {found}, this daybook reads version {expected}: rebuild it with \
                     `daybook index ARCHIVE`"
                ),
            )
            .because(fault),
            EngineError::Damaged { .. } => {
                Self::new(Code::IndexUnusable, "the index is damaged: rebuild it with `daybook index ARCHIVE`")
                    .because(fault)
            }
            EngineError::Locked { .. } | EngineError::Io { .. } | EngineError::Internal { .. } => {
                Self::internal(fault)
            }
        }
    }
}

impl From<PoolError> for Problem {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Full => {
                Self::new(Code::Busy, "too many searches are waiting: try again in a second").retry_after(1)
            }
            PoolError::TimedOut { limit } => Self::new(
                Code::SearchTimeout,
                format!(
                    "no answer within {} s: ask for less, or try again later",
                    limit.as_secs_f32()
                ),
            )
            .retry_after(5),
            PoolError::Panicked { message } => Self::internal(format!("a search panicked: {message}")),
        }
    }
}

impl From<PathRejection> for Problem {
    fn from(rejection: PathRejection) -> Self {
        Self::new(
            Code::MalformedUrl,
            format!("the path cannot be read: {}", rejection.body_text()),
        )
    }
}

/// An error with its causes, for the log.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut messages = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(error) = cause {
        messages.push(error.to_string());
        cause = error.source();
    }
    // A transparent wrapper says what its cause says.
    messages.dedup();
    messages.join(": ")
}
