//! What the entries say of one organisation or person.

use crate::etag::IfNoneMatch;
use crate::metrics::Call;
use crate::problem::{Code, Problem};
use crate::query_string::Pairs;
use crate::question::Question;
use crate::state::AppState;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use daybook_model::{EntityKind, EntityKindError};
use daybook_search::{Engine, EntityLookup, EntityParams};

/// `GET /v1/entities/{kind}/{slug}`.
pub(crate) async fn entity(
    State(state): State<AppState>,
    path: Result<Path<(String, String)>, PathRejection>,
    condition: IfNoneMatch,
    Pairs(pairs): Pairs,
) -> Result<Response, Problem> {
    let Path((kind, name)) = path?;
    let kind: EntityKind = kind
        .parse()
        .map_err(|error: EntityKindError| Problem::new(Code::NoSuchEntity, error.to_string()))?;
    let request = EntityParams::from_pairs(pairs)?.check(kind, &name)?;
    let question = Question {
        name: "entity",
        call: Call::Entity,
        key: format!("{kind} {} {}", request.slug, request.limit),
    };
    let ask = move |engine: &dyn Engine| {
        Ok(match engine.entity(&request)? {
            EntityLookup::Found(found) => Ok(*found),
            EntityLookup::Unknown { closest } => Err(closest),
        })
    };
    let none = |closest: Option<String>| unknown(kind, &name, closest.as_deref());
    question.answer_or(&state, &condition, ask, none).await
}

fn unknown(kind: EntityKind, name: &str, closest: Option<&str>) -> Problem {
    let hint = match closest {
        Some(slug) => format!("did you mean \"{slug}\"?"),
        None => format!("/v1/facets/{kind} lists the slugs there are"),
    };
    Problem::new(
        Code::NoSuchEntity,
        format!("no entry names the {kind} \"{name}\"; {hint}"),
    )
}
