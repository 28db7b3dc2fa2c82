//! The search page.

mod asked;
mod empty;
mod facets;
mod filters;
mod front;
mod notes;
mod results;

use super::address::Address;
use super::html;
use super::shell::Shell;
use crate::etag::IfNoneMatch;
use crate::metrics::Call;
use crate::problem::Problem;
use crate::state::AppState;
use askama::Template;
use asked::Asked;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use daybook_model::EntryId;
use daybook_search::{Engine, EngineError, Filters, GenerationInfo, SearchAnswer, SearchRequest};
use results::Results;
use std::sync::Arc;

pub(super) use asked::state_of;
pub(super) use facets::Value;
pub(crate) use front::Front;

#[derive(Template)]
#[template(path = "search.html", whitespace = "minimize")]
struct SearchPage {
    shell: Shell,
    /// What was typed.
    query: String,
    /// What there is to search, on the page without a search.
    about: Option<String>,
    results: Results,
}

/// What an engine found, with what the page needs besides.
pub(crate) struct Found {
    answer: SearchAnswer,
    /// Where nothing was found under filters: how many entries there are without them.
    unfiltered: Option<u64>,
    /// Why the search began anew, where the page of hits asked for is gone.
    expired: Option<String>,
}

/// `GET /`. With `fragment=results` only what changes with the search, for the script to put in place.
pub(super) async fn search(
    State(state): State<AppState>,
    condition: IfNoneMatch,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = Asked::read(query.as_deref().unwrap_or_default());
    let key = format!("search {}", query.as_deref().unwrap_or_default());
    let generation = state.engine().generation();
    let current = html::tag(&generation.id, &key);
    if condition.names(&current) {
        return Ok(crate::answer::not_modified(&current));
    }
    let is_front = asked.address == Address::default();
    let kept = is_front.then(|| state.front().of(&generation.id)).flatten();
    let found = match kept {
        Some(found) => found,
        None => {
            let request = asked.request.clone();
            let question = move |engine: &dyn Engine| find(engine, &request);
            let found = Arc::new(state.ask(Call::Search, question).await?.value);
            if is_front {
                state.front().keep(&found);
            }
            found
        }
    };
    let tag = html::tag(&found.answer.generation, &key);
    let timed_out = found.answer.timed_out;
    let results = Results::new(&asked, &found);
    let query = asked.address.value("q").unwrap_or_default().to_owned();
    if asked.is_fragment {
        return if timed_out {
            html::fresh(&results)
        } else {
            html::tagged(&results, &tag, &condition)
        };
    }
    let page = SearchPage {
        shell: Shell::new(&title(&query)).at("search"),
        about: is_front.then(|| about(&generation)),
        query,
        results,
    };
    if timed_out {
        html::fresh(&page)
    } else {
        html::tagged(&page, &tag, &condition)
    }
}

fn find(engine: &dyn Engine, request: &SearchRequest) -> Result<Found, EngineError> {
    let (answer, expired) = match engine.search(request) {
        // The generation that the page of hits belongs to is gone.
        Err(EngineError::Request(error)) if request.cursor.is_some() => {
            let anew = SearchRequest {
                cursor: None,
                ..request.clone()
            };
            (engine.search(&anew)?, Some(error.detail))
        }
        answer => (answer?, None),
    };
    let unfiltered = if answer.total == 0 && request.filters != Filters::default() {
        let without = SearchRequest {
            filters: Filters::default(),
            limit: 0,
            cursor: None,
            facets: Vec::new(),
            highlight: false,
            ..request.clone()
        };
        Some(engine.search(&without)?.total)
    } else {
        None
    };
    Ok(Found {
        answer,
        unfiltered,
        expired,
    })
}

/// Finds the page without a search, and keeps it; says which entries are on it. What goes wrong is told to whoever asks
/// next.
pub(super) fn warm_up(engine: &dyn Engine, front: &Front) -> Vec<EntryId> {
    let Ok(found) = find(engine, &Asked::read("").request) else {
        return Vec::new();
    };
    let hits = found.answer.hits.iter().map(|hit| hit.entry.id.clone()).collect();
    front.keep(&Arc::new(found));
    hits
}

fn title(query: &str) -> String {
    match query.trim() {
        "" => "Daybook: search the live blogs".to_owned(),
        query => format!("{} – Daybook", super::words::beginning(query, 60)),
    }
}

fn about(generation: &GenerationInfo) -> String {
    let (entries, pages) = (
        super::words::count(generation.entries, "entry", "entries"),
        super::words::count(generation.pages, "live blog", "live blogs"),
    );
    match generation.earliest.zip(generation.latest) {
        Some((first, last)) => format!(
            "{entries} of {pages}, {} to {}.",
            super::dates::day_words(first),
            super::dates::day_words(last)
        ),
        None => format!("{entries} of {pages}."),
    }
}
