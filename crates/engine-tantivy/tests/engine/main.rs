//! The engine through its public face.

#![allow(clippy::unwrap_used)]

mod archive;
mod budget;
mod cursors;
mod facets;
mod parsed;
mod quoted;
mod widening;
mod words;
