//! Answers that are no errors: compact JSON with a tag and timings.

use crate::etag::{EntityTag, IfNoneMatch};
use crate::problem::Problem;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::time::Duration;

const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// The JSON of a value that does not outlive the moment.
pub(crate) fn fresh(value: &impl Serialize) -> Result<Response, Problem> {
    Ok(fresh_json(serialised(value)?))
}

/// A body of JSON that does not outlive the moment.
pub(crate) fn fresh_json(body: Vec<u8>) -> Response {
    let mut response = json(body);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Says how long the question waited, and how long it took to find and write the answer. 304 says nothing of it.
pub(crate) fn timed(mut response: Response, waited: Duration, ran: Duration) -> Response {
    let millis = |time: Duration| time.as_secs_f64() * 1000.0;
    let timing = format!("queue;dur={:.3}, search;dur={:.3}", millis(waited), millis(ran));
    if let Ok(timing) = HeaderValue::from_str(&timing) {
        response.headers_mut().insert(SERVER_TIMING, timing);
    }
    response
}

/// A body of JSON with its tag, or 304 to one who has it already.
pub(crate) fn tagged_json(
    tag: &EntityTag,
    condition: &IfNoneMatch,
    body: impl FnOnce() -> Result<Vec<u8>, Problem>,
) -> Result<Response, Problem> {
    if condition.has(tag) {
        return Ok(not_modified(tag));
    }
    let mut response = json(body()?);
    response.headers_mut().extend(validators(tag));
    Ok(response)
}

/// 304: the caller has the answer already.
pub(crate) fn not_modified(tag: &EntityTag) -> Response {
    (StatusCode::NOT_MODIFIED, validators(tag)).into_response()
}

/// The tag, and how long an answer with it is good for.
pub(crate) fn validators(tag: &EntityTag) -> HeaderMap {
    let tag = tag.header().map(|value| (header::ETAG, value));
    // To be kept, and to be asked about before every use: a new generation may land at any time.
    let caching = (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // An answer may be sent compressed. 304 has the headers that 200 would have.
    let variants = (header::VARY, HeaderValue::from_static("accept-encoding"));
    tag.into_iter().chain([caching, variants]).collect()
}

/// A value as JSON.
pub(crate) fn serialised(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(value).map_err(|error| Problem::internal(format!("cannot write JSON: {error}")))
}

fn json(body: Vec<u8>) -> Response {
    (
        [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))],
        body,
    )
        .into_response()
}
