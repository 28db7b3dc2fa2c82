//! Templates as answers.

use super::assets;
use crate::answer::{not_modified, validators};
use crate::etag::{EntityTag, IfNoneMatch};
use crate::problem::Problem;
use askama::Template;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// The tag of a page: by the generation, what was asked for, and what pages look like.
pub(super) fn tag(generation: &str, asked: &str) -> EntityTag {
    EntityTag::new("web", generation, &format!("{} {asked}", assets::version()))
}

/// A page with its tag, or 304 to one who has it already.
pub(super) fn tagged(
    page: &impl Template,
    tag: &EntityTag,
    condition: &IfNoneMatch,
) -> Result<Response, Problem> {
    if condition.has(tag) {
        return Ok(not_modified(tag));
    }
    html(page, validators(tag))
}

/// A page that does not outlive the moment.
pub(super) fn fresh(page: &impl Template) -> Result<Response, Problem> {
    let kept = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    html(page, HeaderMap::from_iter([kept]))
}

fn html(page: &impl Template, headers: HeaderMap) -> Result<Response, Problem> {
    let body = page
        .render()
        .map_err(|error| Problem::internal(format!("cannot write a page: {error}")))?;
    let kind = (
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    Ok(([kind], headers, body).into_response())
}
