//! The schemas of answers, bodies and problems, by name.

use crate::health::{Health, Readiness};
use crate::problem::ProblemBody;
use daybook_model::EntityKind;
use daybook_search::{
    ContextAnswer, DateGrain, EntityAnswer, EntryInContext, Facet, FacetAnswer, FacetSort, FormCount,
    HistogramAnswer, Interval, NodeKind, PageAnswer, PageListAnswer, SearchAnswer, SearchParams,
    SimilarAnswer, Sort, SuggestAnswer, TextField, ThreadAnswer, Unit,
};
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::schema::{Components, ComponentsBuilder, Schema};
use utoipa::openapi::{Ref, RefOr};

/// Every schema that a call refers to, with those that they refer to.
pub(super) fn components() -> Components {
    let mut schemas = Vec::new();
    add::<SearchParams>(&mut schemas);
    add::<SearchAnswer>(&mut schemas);
    add::<EntryInContext>(&mut schemas);
    add::<ContextAnswer>(&mut schemas);
    add::<SimilarAnswer>(&mut schemas);
    add::<ThreadAnswer>(&mut schemas);
    add::<PageAnswer>(&mut schemas);
    add::<PageListAnswer>(&mut schemas);
    add::<FacetAnswer>(&mut schemas);
    add::<HistogramAnswer>(&mut schemas);
    add::<EntityAnswer>(&mut schemas);
    add::<SuggestAnswer>(&mut schemas);
    add::<Facet>(&mut schemas);
    add::<DateGrain>(&mut schemas);
    add::<Sort>(&mut schemas);
    add::<FacetSort>(&mut schemas);
    add::<Interval>(&mut schemas);
    add::<Unit>(&mut schemas);
    add::<Health>(&mut schemas);
    add::<Readiness>(&mut schemas);
    add::<ProblemBody>(&mut schemas);
    // Query trees and values hold themselves, so what they refer to is not collected with them.
    add::<NodeKind>(&mut schemas);
    add::<FormCount>(&mut schemas);
    add::<TextField>(&mut schemas);
    add::<EntityKind>(&mut schemas);
    ComponentsBuilder::new().schemas_from_iter(schemas).build()
}

/// A reference to the schema of a type.
pub(super) fn reference<T: ToSchema>() -> Ref {
    Ref::from_schema_name(T::name())
}

/// The types that hold themselves say so only as `object`; this puts the references in.
pub(super) fn close_recursion(document: &mut Value) {
    let mut refer = |place: &str, schema: &str| {
        if let Some(place) = document.pointer_mut(&format!("/components/schemas/{place}")) {
            *place = json!({"$ref": format!("#/components/schemas/{schema}")});
        }
    };
    refer("FacetCount/properties/children/items", "FacetCount");
    for variant in 0..NODE_KINDS {
        let properties = format!("NodeKind/oneOf/{variant}/properties");
        for many in ["parts", "optional", "others"] {
            refer(&format!("{properties}/{many}/items"), "Node");
        }
        for one in ["part", "required"] {
            refer(&format!("{properties}/{one}"), "Node");
        }
    }
}

/// At least the number of kinds of nodes; places that there are not stay so.
const NODE_KINDS: usize = 32;

fn add<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    schemas.push((T::name().into_owned(), T::schema()));
    T::schemas(schemas);
}
