//! Daybook's query tree as a tantivy query.

mod begun;
mod excluded;
mod expand;
mod filters;
mod parts;
mod suggest;
mod translate;
mod words;

pub(crate) use filters::{every_selected, selection_query};
pub(crate) use parts::Part;
pub(crate) use suggest::{closest, note_unknown};
pub(crate) use translate::{Translated, translate};
