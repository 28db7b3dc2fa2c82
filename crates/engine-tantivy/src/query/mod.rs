//! Daybook's query tree as a tantivy query.

mod any_term;
mod begun;
mod both;
mod excluded;
mod expand;
mod explain;
mod filters;
mod forms;
mod leaves;
mod names;
mod near;
mod parts;
mod plan;
mod rated;
mod suggest;
mod translate;
mod words;

pub(crate) use expand::{analyse_prefix, distance, rarity};
pub(crate) use explain::explain;
pub(crate) use filters::{every_selected, selected_terms, selection_query};
pub(crate) use forms::{all_words, fuzzy_forms, spelt_nearly};
pub(crate) use parts::Part;
pub(crate) use rated::{
    AnyOfScorer, BestFirst, ByScore, FlatScorer, PreferringScorer, Rated, TiersScorer, Unrated,
};
pub(crate) use suggest::{Suggestions, closest, note_missing};
pub(crate) use translate::{Translated, translate};
