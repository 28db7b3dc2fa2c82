//! Completing what somebody is typing.

use crate::etag::IfNoneMatch;
use crate::metrics::Call;
use crate::problem::Problem;
use crate::query_string::Pairs;
use crate::question::Question;
use crate::state::AppState;
use axum::extract::State;
use axum::response::Response;
use daybook_search::SuggestParams;

/// `GET /v1/suggest`.
pub(crate) async fn suggest(
    State(state): State<AppState>,
    condition: IfNoneMatch,
    Pairs(pairs): Pairs,
) -> Result<Response, Problem> {
    let request = SuggestParams::from_pairs(pairs)?.check()?;
    let question = Question {
        name: "suggest",
        call: Call::Suggest,
        key: format!("{request:?}"),
    };
    question
        .answer(&state, &condition, move |engine| engine.suggest(&request))
        .await
}
