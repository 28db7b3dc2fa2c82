//! The commands, one a file: each turns its plan into work and its work into text.

pub(crate) mod entities;
mod entities_rows;
pub(crate) mod entity;
mod export;
pub(crate) mod facet;
pub(crate) mod feed;
pub(crate) mod gazetteer;
mod histogram_text;
pub(crate) mod index;
pub(crate) mod inspect;
mod inspect_text;
pub(crate) mod pages;
pub(crate) mod search;
mod search_text;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod stats;
pub(crate) mod suggest;
pub(crate) mod verify;

/// `1 page`, `2 pages`.
fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
