//! What every page leaves with: the headers that keep it harmless; and problems as pages for those who read pages.

use super::html;
use super::shell::Shell;
use crate::problem::Told;
use askama::Template;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::Response;

/// Nothing but the service's own files, and no script or style within a page: text of an archive stays text even where
/// escaping failed.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

#[derive(Template)]
#[template(path = "failure.html", whitespace = "minimize")]
struct Failure {
    shell: Shell,
    title: &'static str,
    detail: String,
    status: u16,
}

/// Turns problems into pages where a person asks, and gives every page its headers.
pub(crate) async fn finish(request: Request, next: Next) -> Response {
    let as_page = wants_page(
        request.uri(),
        request.extensions().get::<MatchedPath>().is_some(),
        request.headers(),
    );
    let mut response = next.run(request).await;
    if as_page && let Some(told) = response.extensions_mut().remove::<Told>() {
        response = page(response, told);
    }
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        headers.insert(
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        );
    }
    response
}

/// Whether whoever asks reads pages: at an address of a page always, at one of programs never, elsewhere if they say
/// so.
fn wants_page(uri: &Uri, is_matched: bool, headers: &HeaderMap) -> bool {
    let path = uri.path();
    if path == "/v1" || path.starts_with("/v1/") || path == "/metrics" {
        return false;
    }
    is_matched
        || headers
            .get_all(header::ACCEPT)
            .iter()
            .any(|kinds| kinds.to_str().is_ok_and(|kinds| kinds.contains("text/html")))
}

/// The problem as a page, with the status and the headers that it has.
fn page(problem: Response, told: Told) -> Response {
    let failure = Failure {
        shell: Shell::new(told.title),
        title: told.title,
        detail: told.detail,
        status: problem.status().as_u16(),
    };
    let Ok(page) = html::fresh(&failure) else {
        return problem;
    };
    let (mut parts, _) = problem.into_parts();
    let (page, body) = page.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.extend(page.headers);
    Response::from_parts(parts, body)
}
