//! What stands around an entry: its context, entries like it, its story.

use crate::etag::IfNoneMatch;
use crate::lookup::{entry_id, no_such_entry};
use crate::metrics::Call;
use crate::problem::Problem;
use crate::query_string::Pairs;
use crate::question::{Answer, Question};
use crate::state::AppState;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use daybook_model::EntryId;
use daybook_search::{ContextParams, Engine, EngineError, RelatedParams};

type EntryPath = Result<Path<(String, String)>, PathRejection>;

/// `GET /v1/entries/{page}/{seq}/context`.
pub(crate) async fn context(
    State(state): State<AppState>,
    path: EntryPath,
    condition: IfNoneMatch,
    Pairs(pairs): Pairs,
) -> Result<Response, Problem> {
    let id = read_id(path)?;
    let request = ContextParams::from_pairs(pairs)?.check(id.clone())?;
    let question = Question {
        name: "context",
        call: Call::Lookup,
        key: format!("{request:?}"),
    };
    answer(question, id, &state, &condition, move |engine| {
        engine.context(&request)
    })
    .await
}

/// `GET /v1/entries/{page}/{seq}/similar`.
pub(crate) async fn similar(
    State(state): State<AppState>,
    path: EntryPath,
    condition: IfNoneMatch,
    Pairs(pairs): Pairs,
) -> Result<Response, Problem> {
    let id = read_id(path)?;
    let request = RelatedParams::from_pairs(pairs)?.similar(id.clone())?;
    let question = Question {
        name: "similar",
        call: Call::Related,
        key: format!("{request:?}"),
    };
    answer(question, id, &state, &condition, move |engine| {
        engine.similar(&request)
    })
    .await
}

/// `GET /v1/entries/{page}/{seq}/thread`.
pub(crate) async fn thread(
    State(state): State<AppState>,
    path: EntryPath,
    condition: IfNoneMatch,
    Pairs(pairs): Pairs,
) -> Result<Response, Problem> {
    let id = read_id(path)?;
    let request = RelatedParams::from_pairs(pairs)?.thread(id.clone())?;
    let question = Question {
        name: "thread",
        call: Call::Related,
        key: format!("{request:?}"),
    };
    answer(question, id, &state, &condition, move |engine| {
        engine.thread(&request)
    })
    .await
}

fn read_id(path: EntryPath) -> Result<EntryId, Problem> {
    let Path((page, seq)) = path?;
    entry_id(page, &seq)
}

/// Asks about an entry, which there may be none of.
async fn answer<T: Answer>(
    question: Question,
    id: EntryId,
    state: &AppState,
    condition: &IfNoneMatch,
    ask: impl FnOnce(&dyn Engine) -> Result<Option<T>, EngineError> + Send + 'static,
) -> Result<Response, Problem> {
    let ask = |engine: &dyn Engine| Ok(ask(engine)?.ok_or(()));
    let none = |()| no_such_entry(&id.to_string());
    question.answer_or(state, condition, ask, none).await
}
