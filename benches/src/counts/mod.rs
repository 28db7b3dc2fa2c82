//! Instructions, counted exactly: a slip of a few per cent shows however busy the machine is.
//!
//! - [`counters`] are what is counted: pages split, recognised and dated, and a search of each class;
//! - [`callgrind`] counts them, in a process of its own beneath valgrind;
//! - [`figures`] compares what was counted with what was accepted before, in `benches/counts.toml`.

pub mod callgrind;
pub mod counters;
pub mod figures;
