//! The engine through its public face.

#![allow(clippy::unwrap_used)]

mod archive;
mod facets;
mod parsed;
mod widening;
mod words;
