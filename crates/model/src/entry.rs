//! An entry: one stamped item of a page, the document that is searched.

use crate::{ClockTime, DateInterval, NamedEntity, Page, Quotation};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr, sync::Arc};
use thiserror::Error;

/// An entry's id: its page's id and its place in time on that page, printed `page/seq`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct EntryId {
    /// The page's id.
    pub page: String,
    /// 1 for the page's earliest entry.
    pub seq: u32,
}

/// Why a text is no entry id.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("\"{0}\" is not an entry id: write PAGE/SEQ, such as live-090315/17")]
pub struct EntryIdError(String);

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.page, self.seq)
    }
}

impl From<EntryId> for String {
    fn from(id: EntryId) -> Self {
        id.to_string()
    }
}

impl FromStr for EntryId {
    type Err = EntryIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.rsplit_once('/')
            .and_then(|(page, seq)| {
                let seq = seq.parse().ok().filter(|seq| *seq >= 1)?;
                (!page.is_empty()).then(|| Self {
                    page: page.to_owned(),
                    seq,
                })
            })
            .ok_or_else(|| EntryIdError(text.to_owned()))
    }
}

impl TryFrom<String> for EntryId {
    type Error = EntryIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// A passage of an entry that points to another entry of its page: `(see 1.13pm)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reference {
    /// The passage as printed.
    pub text: String,
    /// Where it begins in the entry's text, in Unicode scalar values.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// The entry meant; `null` where the page has none at that time.
    pub entry: Option<EntryId>,
}

/// A passage of another entry of the page that points to this one: the other end of a [`Reference`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Backlink {
    /// The entry that points here.
    pub entry: EntryId,
    /// Its passage as printed.
    pub text: String,
}

/// One stamped item of a page, with all its paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// The page's id and `seq`.
    pub id: EntryId,
    /// The page it stands on.
    #[cfg_attr(feature = "openapi", schema(value_type = Page))]
    pub page: Arc<Page>,
    /// Place in time on the page, 1 the earliest.
    pub seq: u32,
    /// The stamp as printed; `null` where the page gives none.
    pub stamp: Option<String>,
    /// The stamp in 24 hours; `null` where there is none or the print is no time (`4.74pm`).
    pub time: Option<ClockTime>,
    /// The mended time, where the page's order shows that the printed one is a slip.
    pub time_corrected: Option<ClockTime>,
    /// RFC 3339 with the archive's offset on that day; `null` unless day and time are known.
    pub timestamp: Option<String>,
    /// The day it was written, as well as it is known.
    pub date: DateInterval,
    /// The text without its stamp, paragraphs separated by one blank line.
    pub text: String,
    /// Organisations that the text names, in order of first mention.
    pub organisations: Vec<NamedEntity>,
    /// Persons that the text names, in order of first mention.
    pub persons: Vec<NamedEntity>,
    /// The quoted passages, in order, with who said them.
    pub quotations: Vec<Quotation>,
    /// References to other entries of the page.
    pub references: Vec<Reference>,
    /// The passages of the page's other entries that point here, the earliest entry's first.
    pub referenced_by: Vec<Backlink>,
}

impl Entry {
    /// The time that orders the entry: the mended one where there is one, else the printed one.
    pub fn effective_time(&self) -> Option<ClockTime> {
        self.time_corrected.or(self.time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_round_trip() {
        let id: EntryId = "hsj-live-090315/17".parse().unwrap();
        assert_eq!((id.page.as_str(), id.seq), ("hsj-live-090315", 17));
        assert_eq!(id.to_string(), "hsj-live-090315/17");
    }

    #[test]
    fn refuses_what_is_no_id() {
        for text in ["", "page", "page/", "/3", "page/0", "page/x", "page/-1"] {
            assert!(text.parse::<EntryId>().is_err(), "{text}");
        }
    }
}
