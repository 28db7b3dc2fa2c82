//! What every request passes: bounds on the way in, the log and the figures on the way out.

use crate::pool::payload_text;
use crate::problem::{Code, Fault, Problem};
use crate::state::AppState;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::any::Any;
use std::time::Instant;

/// The most bytes of a path and query string. A long search goes in a body.
const MAX_URL_BYTES: usize = 16 * 1024;

/// Counts and logs a request; a failure's cause is logged here, where the answer leaves, and nowhere else.
pub(crate) async fn observe(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let _in_flight = state.metrics().enter();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request.extensions().get::<MatchedPath>().cloned();

    let response = next.run(request).await;

    let status = response.status().as_u16();
    state
        .metrics()
        .answered(route.as_ref().map(MatchedPath::as_str), status);
    if let Some(Fault(cause)) = response.extensions().get() {
        tracing::error!(%method, path, status, cause, "request failed");
    }
    let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    tracing::info!(%method, path, status, micros, "request");
    response
}

/// Refuses URLs that no call needs.
pub(crate) async fn bound_url(request: Request, next: Next) -> Response {
    let length = request.uri().path_and_query().map_or(0, |url| url.as_str().len());
    if length > MAX_URL_BYTES {
        return Problem::new(
            Code::UrlTooLong,
            format!("the URL has {length} bytes, at most {MAX_URL_BYTES} are read: send a long search to POST /v1/search"),
        )
        .into_response();
    }
    next.run(request).await
}

/// The answer where a handler panicked.
// The layer's signature.
#[allow(clippy::needless_pass_by_value)]
pub(crate) fn panicked(payload: Box<dyn Any + Send + 'static>) -> Response {
    Problem::internal(format!("a handler panicked: {}", payload_text(payload.as_ref()))).into_response()
}
