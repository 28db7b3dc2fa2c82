//! The engine against a plain model of what an answer is: small random archives, random queries.

pub(crate) mod archive;
mod around;
mod entities;
mod model;
mod property;
mod requests;
