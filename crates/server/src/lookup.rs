//! Entries and pages by their ids.

use crate::answer::{not_modified, tagged};
use crate::etag::{EntityTag, IfNoneMatch};
use crate::metrics::Call;
use crate::pool::Finished;
use crate::problem::{Code, Problem};
use crate::query_string::{NoParameters, Pairs};
use crate::state::AppState;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use daybook_model::EntryId;
use daybook_search::PageListParams;

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
    let found = state.ask(Call::Lookup, move |engine| engine.entry(&id)).await?;
    let found = found.some().ok_or_else(|| no_such_entry(&text))?;
    let tag = EntityTag::new("entry", &found.value.generation, &text);
    tagged(&found, &tag, &condition)
}

/// `GET /v1/pages`.
pub(crate) async fn pages(
    State(state): State<AppState>,
    condition: IfNoneMatch,
    Pairs(pairs): Pairs,
) -> Result<Response, Problem> {
    let request = PageListParams::from_pairs(pairs)?.check()?;
    let key = format!("{request:?}");
    let current = EntityTag::new("pages", &state.engine().generation().id, &key);
    if condition.names(&current) {
        return Ok(not_modified(&current));
    }
    let answer = state
        .ask(Call::Lookup, move |engine| engine.pages(&request))
        .await?;
    let tag = EntityTag::new("pages", &answer.value.generation, &key);
    tagged(&answer, &tag, &condition)
}

/// `GET /v1/pages/{page}`.
pub(crate) async fn page(
    State(state): State<AppState>,
    path: Result<Path<String>, PathRejection>,
    condition: IfNoneMatch,
    _: NoParameters,
) -> Result<Response, Problem> {
    let Path(id) = path?;
    let wanted = id.clone();
    let found = state
        .ask(Call::Lookup, move |engine| engine.page(&wanted))
        .await?;
    let found = found.some().ok_or_else(|| {
        Problem::new(
            Code::NoSuchPage,
            format!("there is no page \"{id}\": take `page.id` from the hits of /v1/search"),
        )
    })?;
    let tag = EntityTag::new("page", &found.value.generation, &id);
    tagged(&found, &tag, &condition)
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

impl<T> Finished<Option<T>> {
    fn some(self) -> Option<Finished<T>> {
        let Self { value, waited, ran } = self;
        value.map(|value| Finished { value, waited, ran })
    }
}
