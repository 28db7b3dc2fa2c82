//! The description of the API: OpenAPI 3.1, its schemas taken from the types.

use crate::answer::tagged_json;
use crate::etag::{EntityTag, IfNoneMatch};
use crate::problem::Problem;
use crate::query_string::NoParameters;
use axum::response::Response;
use std::sync::LazyLock;
use utoipa::openapi::{InfoBuilder, OpenApiBuilder};

mod operations;
mod parameters;

mod schemas;
#[cfg(test)]
mod tests;

static DOCUMENT: LazyLock<String> = LazyLock::new(document);

/// The OpenAPI document of the service, as JSON.
pub fn openapi_json() -> &'static str {
    &DOCUMENT
}

/// `GET /v1/openapi.json`.
pub(crate) async fn serve(condition: IfNoneMatch, _: NoParameters) -> Result<Response, Problem> {
    let tag = EntityTag::new("openapi", "", &DOCUMENT);
    tagged_json(&tag, &condition, || Ok(DOCUMENT.clone().into_bytes()))
}

fn document() -> String {
    let info = InfoBuilder::new()
        .title("Daybook")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Full-text search over the entries of live-blog archives. Unknown parameters are errors. Every error is \
             `application/problem+json` with a stable `code`. Answers from the index carry a weak `ETag`; send it \
             back in `If-None-Match`. Cross-origin requests are not enabled.",
        ))
        .build();
    let document = OpenApiBuilder::new()
        .info(info)
        .paths(operations::paths())
        .components(Some(schemas::components()))
        .build();
    // A document of strings and maps always serialises.
    let mut document = serde_json::to_value(&document).unwrap_or_default();
    schemas::close_recursion(&mut document);
    document.to_string()
}
