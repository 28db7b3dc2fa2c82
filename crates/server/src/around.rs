//! What stands around an entry: its context, entries like it, its story.

use crate::answer::{fresh, not_modified, tagged};
use crate::etag::{EntityTag, IfNoneMatch};
use crate::lookup::{entry_id, no_such_entry};
use crate::metrics::Call;
use crate::pool::Finished;
use crate::problem::Problem;
use crate::query_string::Pairs;
use crate::state::AppState;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use daybook_model::EntryId;
use daybook_search::{
    ContextAnswer, ContextParams, Engine, EngineError, RelatedParams, SimilarAnswer, ThreadAnswer,
};
use serde::Serialize;

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
        id,
    };
    question
        .answer(&state, &condition, move |engine| engine.context(&request))
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
        id,
    };
    question
        .answer(&state, &condition, move |engine| engine.similar(&request))
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
        id,
    };
    question
        .answer(&state, &condition, move |engine| engine.thread(&request))
        .await
}

fn read_id(path: EntryPath) -> Result<EntryId, Problem> {
    let Path((page, seq)) = path?;
    entry_id(page, &seq)
}

/// A question about an entry.
struct Question {
    name: &'static str,
    call: Call,
    /// All that the engine is told.
    key: String,
    id: EntryId,
}

impl Question {
    async fn answer<T: Around>(
        &self,
        state: &AppState,
        condition: &IfNoneMatch,
        ask: impl FnOnce(&dyn Engine) -> Result<Option<T>, EngineError> + Send + 'static,
    ) -> Result<Response, Problem> {
        let current = EntityTag::new(self.name, &state.engine().generation().id, &self.key);
        if condition.names(&current) {
            return Ok(not_modified(&current));
        }
        let Finished { value, waited, ran } = state.ask(self.call, ask).await?;
        let value = value.ok_or_else(|| no_such_entry(&self.id.to_string()))?;
        if value.timed_out() {
            return fresh(&value);
        }
        // A generation may have landed since.
        let tag = EntityTag::new(self.name, value.generation(), &self.key);
        tagged(&Finished { value, waited, ran }, &tag, condition)
    }
}

/// What is answered of what stands around an entry.
trait Around: Serialize + Send + 'static {
    /// The generation that answered.
    fn generation(&self) -> &str;
    /// Whether the time was spent before all was seen.
    fn timed_out(&self) -> bool;
}

impl Around for ContextAnswer {
    fn generation(&self) -> &str {
        &self.generation
    }

    fn timed_out(&self) -> bool {
        false
    }
}

impl Around for SimilarAnswer {
    fn generation(&self) -> &str {
        &self.generation
    }

    fn timed_out(&self) -> bool {
        self.timed_out
    }
}

impl Around for ThreadAnswer {
    fn generation(&self) -> &str {
        &self.generation
    }

    fn timed_out(&self) -> bool {
        self.timed_out
    }
}
