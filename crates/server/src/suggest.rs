//! Completing what somebody is typing.

use crate::answer::{not_modified, tagged};
use crate::etag::{EntityTag, IfNoneMatch};
use crate::metrics::Call;
use crate::problem::Problem;
use crate::query_string::Pairs;
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
    let key = format!("{request:?}");
    let current = EntityTag::new("suggest", &state.engine().generation().id, &key);
    if condition.names(&current) {
        return Ok(not_modified(&current));
    }
    let answer = state
        .ask(Call::Suggest, move |engine| engine.suggest(&request))
        .await?;
    // A generation may have landed since.
    let tag = EntityTag::new("suggest", &answer.value.generation, &key);
    tagged(&answer, &tag, &condition)
}
