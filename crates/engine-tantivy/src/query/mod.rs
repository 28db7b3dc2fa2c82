//! Daybook's query tree as a tantivy query.

mod begun;
mod excluded;
mod expand;
mod filters;
mod near;
mod parts;
mod suggest;
mod translate;
mod words;

pub(crate) use expand::{analyse_prefix, distance, fuzzy_forms, rarity};
pub(crate) use filters::{every_selected, selection_query};
pub(crate) use parts::Part;
pub(crate) use suggest::{Suggestions, closest, note_missing};
pub(crate) use translate::{Translated, translate};
