//! The start page.

use crate::query_string::NoParameters;
use crate::state::AppState;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// `GET /`.
pub(crate) async fn home(State(state): State<AppState>, _: NoParameters) -> Response {
    let generation = state.engine().generation();
    let text = format!(
        "Daybook {version}: a search engine for live-blog archives\n\
         \n\
         Generation {id} of {built_at}: {entries} entries on {pages} pages.\n\
         \n\
         Try:\n\
         /v1/search?q=waiting+times&facets=organisation,person,date\n\
         /v1/search?q=%22junior+doctors%22&from=2015&sort=newest\n\
         /v1/facets/organisation?prefix=care\n\
         /v1/suggest?q=wai\n\
         /v1/histogram?q=waiting+times&interval=month\n\
         /v1/openapi.json describes every call.\n",
        version = env!("CARGO_PKG_VERSION"),
        id = generation.id,
        built_at = generation.built_at,
        entries = generation.entries,
        pages = generation.pages,
    );
    (
        [
            (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
        ],
        text,
    )
        .into_response()
}
