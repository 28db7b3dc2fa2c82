//! Generations on disk.
//!
//! ```text
//! DATA_DIR/LOCK                        held by the rebuild at work, by the operating system: it dies with the process
//! DATA_DIR/CURRENT                     the id of the live generation; replaced by an atomic rename
//! DATA_DIR/generations/ID/manifest.json   what it is, with a checksum of every file; written last
//! DATA_DIR/generations/ID/pages.jsonl     a page record a line
//! DATA_DIR/generations/ID/entities.jsonl  an organisation or person a line, with its counts
//! DATA_DIR/generations/ID/roles.jsonl.zst the roles of each of them, a line each
//! DATA_DIR/generations/ID/index/          tantivy's files, and the dictionary that entries are packed with
//! DATA_DIR/generations/ID.partial/     a generation being built, or what is left of one
//! ```
//!
//! A generation is immutable once it has its name. A rebuild by the same rules starts from hard links to the live
//! generation's files: tantivy only ever writes new files and unlinks old names, so the live one stays as it is.

mod census;
mod directory;
mod early;
mod entities;
mod layout;
mod lineage;
mod lines;
mod lock;
mod manifest;
mod merging;
mod queue;
mod rebuild;
mod records;
mod role_lines;
mod roles;
mod seen;
mod stats;
mod takeover;
mod verify;

#[cfg(feature = "raw")]
pub(crate) use directory::index_settings;
pub(crate) use directory::open_index;
pub(crate) use layout::Layout;
pub(crate) use lines::read_lines;
pub(crate) use manifest::Manifest;
pub use rebuild::{TantivyRebuild, begin_rebuild};
#[cfg(feature = "raw")]
pub(crate) use rebuild::{WRITER_MEMORY, writer_threads};
pub(crate) use role_lines::RoleLines;
pub use stats::{GenerationStats, page_records, stats};
pub use verify::{Difference, DifferenceKind, VerifyReport, verify};

#[cfg(test)]
mod tests;
