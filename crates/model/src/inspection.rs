//! A page taken apart, every character accounted for: what `inspect` prints.

use crate::{Entry, Page};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a piece of a page is that is in no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftoverKind {
    /// Introduces the page; kept on the page and searchable.
    Standfirst,
    /// The day's headlines as bullets before the first entry; part of the standfirst.
    Headlines,
    /// A line that names the day of the entries below it.
    DayHeading,
    /// A logo's alternative text, navigation: dropped.
    Noise,
    /// The rest of an entry whose stamp was lost; also an entry of its own.
    Unstamped,
}

/// A piece of a page outside its stamped entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leftover {
    /// What it is.
    pub kind: LeftoverKind,
    /// The piece as printed.
    pub text: String,
}

/// A page, its entries in printed order, and the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// The page.
    pub page: Arc<Page>,
    /// Its entries in printed order.
    pub entries: Vec<Entry>,
    /// What is in no stamped entry, in printed order.
    pub leftovers: Vec<Leftover>,
}
