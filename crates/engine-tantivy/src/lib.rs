//! The embedded engine: stores entries in tantivy, in generations on disk, and answers searches from the live one.
//!
//! Reading order:
//!
//! - `analysis` cuts text into words, one way for index, queries and highlights;
//! - `schema` says what is stored of an entry and under which keys;
//! - `generations` keeps built indexes on disk: rebuilds, the live one, verification;
//! - `vocabulary` holds the words of a generation in memory, to look for those that begin or are spelt nearly so;
//! - `postings` reads the entries that have a word or a value, by blocks;
//! - `query` turns Daybook's query tree into tantivy queries;
//! - `collect` finds the best hits and counts facets in one pass;
//! - `highlight` cuts snippets with the matching words marked;
//! - `engine` ties them together behind [`daybook_search::Engine`].
//!
//! ```no_run
//! use daybook_engine_tantivy::{TantivyEngine, begin_rebuild};
//! use daybook_search::{Engine, Rebuild, RebuildFacts};
//! use std::path::Path;
//!
//! # fn main() -> Result<(), daybook_search::EngineError> {
//! let data_dir = Path::new("index-data/index");
//! let rebuild = begin_rebuild(data_dir, "rules")?;
//! // ... rebuild.add(record, &entries)? for every page ...
//! Box::new(rebuild).commit(RebuildFacts { rules: "rules".into(), ..RebuildFacts::default() })?;
//! let engine = TantivyEngine::open(data_dir)?;
//! println!("{} entries", engine.generation().entries);
//! # Ok(())
//! # }
//! ```

mod analysis;
mod collect;
mod engine;
mod failure;
mod generations;
mod highlight;
mod postings;
mod processors;
mod query;
mod schema;
mod vocabulary;

#[cfg(test)]
mod tests;

#[cfg(feature = "raw")]
pub use engine::RawIndex;
pub use engine::{EngineOptions, TantivyEngine};
pub use generations::{
    Difference, DifferenceKind, GenerationStats, TantivyRebuild, VerifyReport, begin_rebuild, page_records,
    stats, verify,
};
pub use schema::SCHEMA_VERSION;
