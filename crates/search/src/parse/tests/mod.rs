//! The query language by examples and by properties.

mod examples;
mod mistakes;
mod properties;

use super::{parse, parse_lenient};

/// The strict reading of a query, in full; panics on a fault.
fn reading(text: &str) -> String {
    match parse(text) {
        Ok(query) => query.root.reading(),
        Err(error) => panic!("{text}: {error}\n{}", error.pointer(text).unwrap_or_default()),
    }
}
