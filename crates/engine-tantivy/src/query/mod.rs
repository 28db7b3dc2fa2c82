//! Daybook's query tree as a tantivy query.

mod any_term;
mod begun;
mod excluded;
mod expand;
mod explain;
mod filters;
mod leaves;
mod names;
mod near;
mod parts;
mod plan;
mod suggest;
mod translate;
mod words;

pub(crate) use expand::{all_words, analyse_prefix, distance, fuzzy_forms, rarity, spelt_nearly};
pub(crate) use explain::explain;
pub(crate) use filters::{every_selected, selection_query};
pub(crate) use parts::Part;
pub(crate) use suggest::{Suggestions, closest, note_missing};
pub(crate) use translate::{Translated, translate};
