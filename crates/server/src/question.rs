//! A question to the engine that is answered with JSON, the same for all who ask it of one generation.

use crate::answer::{fresh_json, not_modified, serialised, tagged_json, timed};
use crate::etag::{EntityTag, IfNoneMatch};
use crate::metrics::Call;
use crate::pool::Finished;
use crate::problem::Problem;
use crate::state::AppState;
use axum::response::Response;
use daybook_search::{
    ContextAnswer, Engine, EngineError, EntityAnswer, EntryInContext, FacetAnswer, HistogramAnswer,
    PageAnswer, PageListAnswer, SimilarAnswer, SuggestAnswer, ThreadAnswer, WrittenAnswer,
};
use std::convert::Infallible;

/// A question, by what tells its answers apart.
pub(crate) struct Question {
    /// The kind of answer.
    pub(crate) name: &'static str,
    pub(crate) call: Call,
    /// All that the engine is told.
    pub(crate) key: String,
}

/// What the engine answers.
pub(crate) trait Answer {
    /// It as it is sent.
    fn written(self) -> Written;
}

/// An answer as it is sent. It is written where it was found, on whose processor it still lies near, and not where
/// connections are waited for.
pub(crate) struct Written {
    body: Result<Vec<u8>, Problem>,
    generation: String,
    timed_out: bool,
}

impl Question {
    /// The engine's answer, or 304 to one who has it already.
    pub(crate) async fn answer<T: Answer>(
        self,
        state: &AppState,
        condition: &IfNoneMatch,
        ask: impl FnOnce(&dyn Engine) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<Response, Problem> {
        let always = |engine: &dyn Engine| Ok(Ok::<T, Infallible>(ask(engine)?));
        self.answer_or(state, condition, always, |never| match never {})
            .await
    }

    /// The same of what there may be none of, which is told by a problem.
    pub(crate) async fn answer_or<T: Answer, N: Send + 'static>(
        self,
        state: &AppState,
        condition: &IfNoneMatch,
        ask: impl FnOnce(&dyn Engine) -> Result<Result<T, N>, EngineError> + Send + 'static,
        none: impl FnOnce(N) -> Problem,
    ) -> Result<Response, Problem> {
        let generation = state.engine().generation().id;
        let current = EntityTag::new(self.name, &generation, &self.key);
        if condition.names(&current) {
            return Ok(not_modified(&current));
        }
        let written = move |engine: &dyn Engine| Ok(ask(engine)?.map(Answer::written));
        let Finished { value, waited, ran } = state.ask(self.call, written).await?;
        let written = value.map_err(none)?;
        let body = written.body?;
        if written.timed_out {
            return Ok(fresh_json(body));
        }
        // A generation may have landed since.
        let tag = match written.generation == generation {
            true => current,
            false => EntityTag::new(self.name, &written.generation, &self.key),
        };
        let response = tagged_json(&tag, condition, || Ok(body))?;
        Ok(timed(response, waited, ran))
    }
}

impl Answer for WrittenAnswer {
    fn written(self) -> Written {
        Written {
            body: Ok(self.json),
            generation: self.generation,
            timed_out: self.timed_out,
        }
    }
}

macro_rules! answers {
    ($($answer:ty $(, $timed_out:ident)?;)*) => {
        $(impl Answer for $answer {
            fn written(self) -> Written {
                Written {
                    body: serialised(&self),
                    timed_out: false $(|| self.$timed_out)?,
                    generation: self.generation,
                }
            }
        })*
    };
}

answers! {
    FacetAnswer, timed_out;
    HistogramAnswer, timed_out;
    SimilarAnswer, timed_out;
    ThreadAnswer, timed_out;
    ContextAnswer;
    EntityAnswer;
    EntryInContext;
    PageAnswer;
    PageListAnswer;
    SuggestAnswer;
}
