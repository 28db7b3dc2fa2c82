//! What is stored of an entry, and under which keys.

mod document;
mod fields;
pub(crate) mod keys;
mod packing;
mod reading;
mod said;

#[cfg(feature = "raw")]
pub(crate) use document::read_entry;
pub(crate) use document::{Documents, NAME_SEPARATOR, in_order};
pub(crate) use fields::{FacetFields, Fields, TextFields, names};
pub(crate) use packing::Packing;
pub(crate) use reading::{StoredNames, written_entry};
pub(crate) use said::by_speaker;

/// The version of everything that a generation's files mean: fields, keys, analysis. A generation of another version
/// is not read.
pub const SCHEMA_VERSION: u32 = 9;
