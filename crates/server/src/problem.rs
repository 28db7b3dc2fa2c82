//! Errors as answers: `application/problem+json` (RFC 9457), by one table of codes.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

mod convert;

pub(crate) use convert::chain;

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $status:ident, $name:literal, $title:literal;)*) => {
        /// What went wrong; stable, for programs to act on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Code {
            $($(#[$doc])* $code,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub(crate) const ALL: &[Self] = &[$(Self::$code,)*];

            /// The code on the wire.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)* }
            }

            /// The status that it is answered with.
            pub(crate) fn status(self) -> StatusCode {
                match self { $(Self::$code => StatusCode::$status,)* }
            }

            /// What kind of mistake it is, the same for every occurrence.
            pub(crate) fn title(self) -> &'static str {
                match self { $(Self::$code => $title,)* }
            }
        }
    };
}

codes! {
    /// The query text does not follow the grammar.
    InvalidQuery = BAD_REQUEST, "invalid-query", "The query does not follow the grammar";
    /// The query names a field that there is not.
    UnknownField = BAD_REQUEST, "unknown-field", "The query names an unknown field";
    /// There is no such parameter.
    UnknownParameter = BAD_REQUEST, "unknown-parameter", "There is no such parameter";
    /// A parameter that stands once was given twice.
    RepeatedParameter = BAD_REQUEST, "repeated-parameter", "A parameter was given twice";
    /// A parameter's value is not what it takes.
    InvalidParameter = BAD_REQUEST, "invalid-parameter", "A parameter's value cannot be read";
    /// A date is not a year, month or day.
    InvalidDate = BAD_REQUEST, "invalid-date", "A date cannot be read";
    /// A number is beyond its bounds.
    OutOfRange = BAD_REQUEST, "out-of-range", "A value is beyond its bounds";
    /// The cursor is damaged.
    InvalidCursor = BAD_REQUEST, "invalid-cursor", "The cursor is damaged";
    /// The cursor belongs to another query.
    CursorOfAnotherQuery = BAD_REQUEST, "cursor-of-another-query", "The cursor belongs to another query";
    /// The generation that the cursor belongs to is gone.
    CursorExpired = GONE, "cursor-expired", "The cursor's generation is gone";
    /// A parameter names a facet that there is not.
    UnknownFacet = BAD_REQUEST, "unknown-facet", "There is no such facet";
    /// The URL is not percent-encoded UTF-8.
    MalformedUrl = BAD_REQUEST, "malformed-url", "The URL is not percent-encoded UTF-8";
    /// The body is not JSON.
    MalformedBody = BAD_REQUEST, "malformed-body", "The body is not JSON";
    /// The body did not arrive in time.
    SlowBody = REQUEST_TIMEOUT, "slow-body", "The body did not arrive in time";
    /// The body is too large.
    BodyTooLarge = PAYLOAD_TOO_LARGE, "body-too-large", "The body is too large";
    /// The URL is too long.
    UrlTooLong = URI_TOO_LONG, "url-too-long", "The URL is too long";
    /// The body is of another type than JSON.
    UnsupportedMediaType = UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body's type is not supported";
    /// There is nothing at this path.
    NoSuchPath = NOT_FOUND, "no-such-path", "There is nothing at this path";
    /// The path takes other methods.
    MethodNotAllowed = METHOD_NOT_ALLOWED, "method-not-allowed", "The path does not take this method";
    /// There is no entry of this id.
    NoSuchEntry = NOT_FOUND, "no-such-entry", "There is no such entry";
    /// There is no page of this id.
    NoSuchPage = NOT_FOUND, "no-such-page", "There is no such page";
    /// The path names a facet that there is not.
    NoSuchFacet = NOT_FOUND, "no-such-facet", "There is no such facet";
    /// No entry names an entity of this kind and slug.
    NoSuchEntity = NOT_FOUND, "no-such-entity", "There is no such entity";
    /// There is no index.
    NoIndex = SERVICE_UNAVAILABLE, "no-index", "There is no index";
    /// The index cannot be read by this version, or at all.
    IndexUnusable = SERVICE_UNAVAILABLE, "index-unusable", "The index cannot be used";
    /// The search queue is full.
    Busy = SERVICE_UNAVAILABLE, "busy", "The service is busy";
    /// The search took too long.
    SearchTimeout = SERVICE_UNAVAILABLE, "search-timeout", "The search took too long";
    /// The service's own failure.
    Internal = INTERNAL_SERVER_ERROR, "internal", "The service failed";
}

/// An error on its way out.
#[derive(Debug)]
pub(crate) struct Problem {
    code: Code,
    detail: String,
    parameter: Option<String>,
    position: Option<usize>,
    retry_after: Option<u32>,
    fault: Option<Fault>,
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl PartialSchema for Code {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("What went wrong; stable, for programs to act on."))
            .enum_values(Some(Self::ALL.iter().map(|code| code.name())))
            .build()
            .into()
    }
}

impl ToSchema for Code {
    fn name() -> Cow<'static, str> {
        "ProblemCode".into()
    }
}

/// What the log is told about an answer and the asker is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault(pub(crate) String);

/// What a page says of a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) title: &'static str,
    pub(crate) detail: String,
}

/// An error as a caller gets it (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody {
    /// `urn:daybook:problem:` and the code.
    #[serde(rename = "type")]
    kind: String,
    /// What kind of mistake it is, the same for every occurrence.
    title: &'static str,
    /// The status of the answer.
    status: u16,
    /// What went wrong; stable, for programs to act on.
    code: Code,
    /// What is wrong this time and how to mend it.
    detail: String,
    /// The parameter at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// Where in the parameter's value, in Unicode scalar values.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<usize>,
}

impl Problem {
    pub(crate) fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            parameter: None,
            position: None,
            retry_after: None,
            fault: None,
        }
    }

    /// A failure of the service's own: the asker learns that there was one, the log learns which.
    pub(crate) fn internal(fault: impl Into<String>) -> Self {
        Self::new(Code::Internal, "the service failed to answer; its log says why").because(fault)
    }

    pub(crate) fn parameter(mut self, name: impl Into<String>) -> Self {
        self.parameter = Some(name.into());
        self
    }

    pub(crate) fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// With what the log is told.
    pub(crate) fn because(mut self, fault: impl Into<String>) -> Self {
        self.fault = Some(Fault(fault.into()));
        self
    }

    /// Code, parameter and detail in a line.
    #[cfg(test)]
    pub(crate) fn told(&self) -> String {
        format!(
            "{} {}: {}",
            self.code.name(),
            self.parameter.as_deref().unwrap_or("-"),
            self.detail
        )
    }

    /// What is wrong and how to mend it.
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.code.status();
        let told = Told {
            title: self.code.title(),
            detail: self.detail.clone(),
        };
        let body = ProblemBody {
            kind: format!("urn:daybook:problem:{}", self.code.name()),
            title: self.code.title(),
            status: status.as_u16(),
            code: self.code,
            detail: self.detail,
            parameter: self.parameter,
            position: self.position,
        };
        // Strings and numbers always serialise.
        let body = serde_json::to_vec(&body).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(told);
        if let Some(fault) = self.fault {
            response.extensions_mut().insert(fault);
        }
        response
    }
}
