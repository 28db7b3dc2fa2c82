//! A saved search as a feed (Atom, RFC 4287).
//!
//! An entry's `updated` is its own time: the moment where that is known, else the first moment in UTC of the first day on
//! which it may have been written, else 1970-01-01. None of it depends on when the index was built, so a reader is not
//! shown an entry twice.

mod atom;

pub use atom::{FeedAddress, write_feed};

use crate::answer::{not_modified, validators};
use crate::etag::{EntityTag, IfNoneMatch};
use crate::metrics::Call;
use crate::problem::Problem;
use crate::query_string::Pairs;
use crate::state::AppState;
use axum::extract::State;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use daybook_search::FeedParams;

const CONTENT_TYPE: &str = "application/atom+xml; charset=utf-8";

/// `GET /v1/feed.atom`.
pub(crate) async fn feed(
    State(state): State<AppState>,
    condition: IfNoneMatch,
    uri: Uri,
    headers: HeaderMap,
    Pairs(pairs): Pairs,
) -> Result<Response, Problem> {
    let request = FeedParams::from_pairs(pairs)?.check()?;
    let place = asked_for(&uri, &headers);
    let key = format!("{request:?} {}{}", place.base, place.path);
    let current = EntityTag::new("feed", &state.engine().generation().id, &key);
    if condition.names(&current) {
        return Ok(not_modified(&current));
    }
    let answer = state
        .ask(Call::Search, move |engine| engine.search(&request))
        .await?
        .value;
    let tag = EntityTag::new("feed", &answer.generation, &key);
    if condition.has(&tag) && !answer.timed_out {
        return Ok(not_modified(&tag));
    }
    let built = state.engine().generation().built_at;
    let body = write_feed(&answer, &place, &built)
        .map_err(|error| Problem::internal(format!("cannot write a feed: {error}")))?;
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE));
    if answer.timed_out {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    } else {
        headers.extend(validators(&tag));
    }
    Ok(response)
}

/// Where the feed was asked for: by the `Host` that the caller named, and by `X-Forwarded-Proto` where a proxy speaks TLS.
fn asked_for(uri: &Uri, headers: &HeaderMap) -> FeedAddress {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text("host").and_then(|host| host.parse::<Authority>().ok());
    let host = host.map_or_else(|| "localhost".to_owned(), |host| host.to_string());
    let scheme = match text("x-forwarded-proto") {
        Some("https") => "https",
        _ => "http",
    };
    FeedAddress {
        base: format!("{scheme}://{host}"),
        path: uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
    }
}
