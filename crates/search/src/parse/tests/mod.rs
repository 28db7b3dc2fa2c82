//! The query language by examples and by properties.

mod examples;
mod mistakes;
mod properties;

use super::{parse, parse_lenient};
use crate::{Node, NodeKind};

/// The strict reading of a query, in full; panics on a fault.
fn reading(text: &str) -> String {
    match parse(text) {
        Ok(query) => query.root.reading(),
        Err(error) => panic!("{text}: {error}\n{}", error.pointer(text).unwrap_or_default()),
    }
}

/// All leaves of a query, in order.
fn leaves(node: &Node) -> Vec<&Node> {
    match &node.kind {
        NodeKind::All { parts } | NodeKind::Any { parts } => parts.iter().flat_map(leaves).collect(),
        NodeKind::Preferring { required, optional } => std::iter::once(&**required)
            .chain(optional)
            .flat_map(leaves)
            .collect(),
        NodeKind::Not { part } => leaves(part),
        _ => vec![node],
    }
}
