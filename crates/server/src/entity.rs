//! What the entries say of one organisation or person.

use crate::answer::{not_modified, tagged};
use crate::etag::{EntityTag, IfNoneMatch};
use crate::metrics::Call;
use crate::pool::Finished;
use crate::problem::{Code, Problem};
use crate::query_string::Pairs;
use crate::state::AppState;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use daybook_model::{EntityKind, EntityKindError};
use daybook_search::{EntityLookup, EntityParams};

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
    let key = format!("{kind} {} {}", request.slug, request.limit);
    let current = EntityTag::new("entity", &state.engine().generation().id, &key);
    if condition.names(&current) {
        return Ok(not_modified(&current));
    }
    let found = state
        .ask(Call::Entity, move |engine| engine.entity(&request))
        .await?;
    let Finished { value, waited, ran } = found;
    match value {
        EntityLookup::Unknown { closest } => Err(unknown(kind, &name, closest.as_deref())),
        EntityLookup::Found(value) => {
            // A generation may have landed since.
            let tag = EntityTag::new("entity", &value.generation, &key);
            tagged(&Finished { value, waited, ran }, &tag, &condition)
        }
    }
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
