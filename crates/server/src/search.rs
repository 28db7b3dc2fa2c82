//! Searching, listing facets and counting over time.

use crate::body::JsonParams;
use crate::etag::IfNoneMatch;
use crate::metrics::Call;
use crate::problem::{Code, Problem};
use crate::query_string::{NoParameters, Pairs};
use crate::question::Question;
use crate::state::AppState;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use daybook_search::{Engine, Facet, FacetParams, HistogramParams, RequestError, SearchParams};
use std::fmt::Debug;

/// `GET /v1/search`.
pub(crate) async fn by_url(
    State(state): State<AppState>,
    condition: IfNoneMatch,
    Pairs(pairs): Pairs,
) -> Result<Response, Problem> {
    search(&state, &condition, SearchParams::from_pairs(pairs)?).await
}

/// `POST /v1/search`.
pub(crate) async fn by_body(
    State(state): State<AppState>,
    condition: IfNoneMatch,
    _: NoParameters,
    JsonParams(params): JsonParams,
) -> Result<Response, Problem> {
    search(&state, &condition, params).await
}

async fn search(
    state: &AppState,
    condition: &IfNoneMatch,
    params: SearchParams,
) -> Result<Response, Problem> {
    let request = params.check()?;
    let question = Question {
        name: "search",
        call: Call::Search,
        key: key(state.engine().as_ref(), &request),
    };
    question
        .answer(state, condition, move |engine| engine.search_written(&request))
        .await
}

/// `GET /v1/facets/{facet}`.
pub(crate) async fn facet(
    State(state): State<AppState>,
    facet: Result<Path<String>, PathRejection>,
    condition: IfNoneMatch,
    Pairs(pairs): Pairs,
) -> Result<Response, Problem> {
    let Path(facet) = facet?;
    let facet: Facet = facet
        .parse()
        .map_err(|error: RequestError| Problem::new(Code::NoSuchFacet, error.detail))?;
    let request = FacetParams::from_pairs(pairs)?.check(facet)?;
    let question = Question {
        name: "facet",
        call: Call::Facet,
        key: key(state.engine().as_ref(), &request),
    };
    question
        .answer(&state, &condition, move |engine| engine.facet(&request))
        .await
}

/// `GET /v1/histogram`.
pub(crate) async fn histogram(
    State(state): State<AppState>,
    condition: IfNoneMatch,
    Pairs(pairs): Pairs,
) -> Result<Response, Problem> {
    let request = HistogramParams::from_pairs(pairs)?.check()?;
    let question = Question {
        name: "histogram",
        call: Call::Histogram,
        key: key(state.engine().as_ref(), &request),
    };
    question
        .answer(&state, &condition, move |engine| engine.histogram(&request))
        .await
}

/// All that the engine is told, now and by its settings, so one key for one request, however its parameters were spelt
/// and ordered. The query is in it as typed, for the answer repeats it.
pub(crate) fn key(engine: &dyn Engine, request: &impl Debug) -> String {
    format!("{}\n{request:?}", engine.settings())
}
