//! The least that it could take: the same entries and the same questions, on raw tantivy and nothing besides.

mod build;
mod search;
mod socket;

pub use build::{Built, build, read_pages};
pub use search::Floor;
pub use socket::Socket;
