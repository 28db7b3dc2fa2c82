//! What is stored of an entry, and under which keys.

mod document;
mod fields;
pub(crate) mod keys;
mod said;
mod stored;

pub(crate) use document::{Documents, NAME_SEPARATOR, in_order, read_entry, read_names};
pub(crate) use fields::{FacetFields, Fields, TextFields, names};
pub(crate) use said::by_speaker;

/// The version of everything that a generation's files mean: fields, keys, analysis. A generation of another version
/// is not read.
pub const SCHEMA_VERSION: u32 = 7;
