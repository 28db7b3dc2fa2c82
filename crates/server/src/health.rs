//! Liveness, readiness and figures.

use crate::answer::fresh;
use crate::metrics::Exposition;
use crate::problem::Problem;
use crate::query_string::NoParameters;
use crate::state::AppState;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use daybook_search::GenerationInfo;
use serde::Serialize;
use utoipa::ToSchema;

/// The service runs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// Always `ok`.
    status: &'static str,
    /// The version of the service.
    version: &'static str,
}

/// The service can answer searches.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Readiness {
    /// How well.
    status: ReadinessStatus,
    /// The generation that answers.
    generation: GenerationInfo,
    /// Why a newer generation could not be taken up.
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_error: Option<String>,
}

/// How well the service can answer searches.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ReadinessStatus {
    /// All is well.
    Ready,
    /// A newer generation cannot be taken up; the one before answers.
    Degraded,
}

/// `GET /v1/healthz`.
pub(crate) async fn healthz(_: NoParameters) -> Result<Response, Problem> {
    fresh(&Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
    })
}

/// `GET /v1/readyz`.
pub(crate) async fn readyz(State(state): State<AppState>, _: NoParameters) -> Result<Response, Problem> {
    let generation = state.engine().generation();
    let fault = state.refresh_fault();
    let status = if fault.is_some() {
        ReadinessStatus::Degraded
    } else {
        ReadinessStatus::Ready
    };
    fresh(&Readiness {
        status,
        generation,
        refresh_error: fault.map(|fault| fault.detail),
    })
}

/// `GET /metrics`.
pub(crate) async fn metrics(State(state): State<AppState>, _: NoParameters) -> Response {
    let mut out = Exposition::default();
    out.family("daybook_build_info", "gauge", "The version of the service.");
    out.sample("", &[("version", env!("CARGO_PKG_VERSION"))], 1);
    state.metrics().write(&mut out);
    out.one(
        "daybook_searches_in_pool",
        "gauge",
        "Searches waiting or running.",
        state.pool().occupied(),
    );
    let healthy = u8::from(state.refresh_fault().is_none());
    out.one(
        "daybook_refresh_healthy",
        "gauge",
        "1 unless a newer generation cannot be taken up.",
        healthy,
    );
    write_generation(&mut out, &state.engine().generation());
    (
        [
            (header::CONTENT_TYPE, Exposition::CONTENT_TYPE),
            (header::CACHE_CONTROL, "no-store"),
        ],
        out.into_text(),
    )
        .into_response()
}

fn write_generation(out: &mut Exposition, generation: &GenerationInfo) {
    out.family("daybook_generation_info", "gauge", "The generation that answers.");
    out.sample(
        "",
        &[("generation", &generation.id), ("built_at", &generation.built_at)],
        1,
    );
    for (name, help, value) in [
        ("daybook_pages", "Pages of the generation.", generation.pages),
        (
            "daybook_entries",
            "Entries of the generation.",
            generation.entries,
        ),
        (
            "daybook_dated_entries",
            "Entries whose day is known.",
            generation.dated_entries,
        ),
        (
            "daybook_organisations",
            "Different organisations of the generation.",
            generation.organisations,
        ),
        (
            "daybook_persons",
            "Different persons of the generation.",
            generation.persons,
        ),
        (
            "daybook_index_bytes",
            "Bytes of the generation on disk.",
            generation.bytes,
        ),
    ] {
        out.one(name, "gauge", help, value);
    }
}
