//! Entries and pages by their ids.

use crate::etag::IfNoneMatch;
use crate::metrics::Call;
use crate::problem::{Code, Problem};
use crate::query_string::{NoParameters, Pairs};
use crate::question::Question;
use crate::state::AppState;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use daybook_model::EntryId;
use daybook_search::{Engine, PageListParams};

/// `GET /v1/entries/{page}/{seq}`.
pub(crate) async fn entry(
    State(state): State<AppState>,
    path: Result<Path<(String, String)>, PathRejection>,
    condition: IfNoneMatch,
    _: NoParameters,
) -> Result<Response, Problem> {
    let Path((page, seq)) = path?;
    let id = entry_id(page, &seq)?;
    let text = id.to_string();
    let question = Question {
        name: "entry",
        call: Call::Lookup,
        key: text.clone(),
    };
    let ask = move |engine: &dyn Engine| Ok(engine.entry(&id)?.ok_or(()));
    question
        .answer_or(&state, &condition, ask, |()| no_such_entry(&text))
        .await
}

/// `GET /v1/pages`.
pub(crate) async fn pages(
    State(state): State<AppState>,
    condition: IfNoneMatch,
    Pairs(pairs): Pairs,
) -> Result<Response, Problem> {
    let request = PageListParams::from_pairs(pairs)?.check()?;
    let question = Question {
        name: "pages",
        call: Call::Lookup,
        key: format!("{request:?}"),
    };
    question
        .answer(&state, &condition, move |engine| engine.pages(&request))
        .await
}

/// `GET /v1/pages/{page}`.
pub(crate) async fn page(
    State(state): State<AppState>,
    path: Result<Path<String>, PathRejection>,
    condition: IfNoneMatch,
    _: NoParameters,
) -> Result<Response, Problem> {
    let Path(id) = path?;
    let question = Question {
        name: "page",
        call: Call::Lookup,
        key: id.clone(),
    };
    let wanted = id.clone();
    let ask = move |engine: &dyn Engine| Ok(engine.page(&wanted)?.ok_or(()));
    let none = |()| {
        Problem::new(
            Code::NoSuchPage,
            format!("there is no page \"{id}\": take `page.id` from the hits of /v1/search"),
        )
    };
    question.answer_or(&state, &condition, ask, none).await
}

/// There is no entry of that id.
pub(crate) fn no_such_entry(id: &str) -> Problem {
    Problem::new(
        Code::NoSuchEntry,
        format!("there is no entry \"{id}\": take ids from the hits of /v1/search or from /v1/pages/PAGE"),
    )
}

/// An entry has one address: `05` and `+5` are not the fifth.
pub(crate) fn entry_id(page: String, seq: &str) -> Result<EntryId, Problem> {
    let number = seq
        .parse()
        .ok()
        .filter(|number: &u32| *number >= 1 && number.to_string() == seq);
    number.map(|seq| EntryId { page, seq }).ok_or_else(|| {
        Problem::new(
            Code::InvalidParameter,
            format!("\"{seq}\" is no place on a page: write /v1/entries/PAGE/SEQ with a number from 1"),
        )
        .parameter("seq")
    })
}
