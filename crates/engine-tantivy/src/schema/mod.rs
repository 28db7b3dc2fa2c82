//! What is stored of an entry, and under which keys.

mod document;
mod fields;
pub(crate) mod keys;
mod said;

pub(crate) use document::{Documents, NAME_SEPARATOR, read_entry, stored_entry};
pub(crate) use fields::{FacetFields, Fields, TextFields, names};
pub(crate) use said::by_speaker;

/// The version of everything that a generation's files mean: fields, keys, analysis. A generation of another version
/// is not read.
pub const SCHEMA_VERSION: u32 = 6;
