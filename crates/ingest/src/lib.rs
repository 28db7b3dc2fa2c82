//! The way of an archive into an engine: read, date, split, recognise, hand over.
//!
//! [`Knowledge`] holds the gazetteer, [`inspect`] takes pages apart without an index, and [`rebuild`] brings an
//! archive into a new generation of an engine. Pages are worked on in parallel; what comes out does not depend on
//! the order in which they are.

mod captures;
mod effort;
mod error;
mod inspect;
mod knowledge;
mod lifespans;
mod progress;
mod rebuild;
mod surnames;
mod survey;
mod text_dating;
mod waiting;
mod workshop;

pub use captures::MergedPage;
pub use error::IngestError;
pub use inspect::{DatingAccount, Findings, InspectedArchive, InspectedPage, inspect};
pub use knowledge::{Knowledge, own_gazetteer};
pub use progress::{Progress, Silent, Stage};
pub use rebuild::{RebuildReport, Timings, Work, rebuild};
