//! A page as it was found in a file, not yet understood.

use super::Place;
use crate::WrittenDate;
use jiff::Timestamp;

/// The bytes of a page and what its container says of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FoundPage {
    /// Where in its file it is; `None` where the file is the page.
    pub place: Option<Place>,
    /// What the bytes are.
    pub kind: PageKind,
    /// The page's bytes, decompressed.
    pub bytes: Vec<u8>,
    /// The address it was published at.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The day on which it was written.
    pub date: Option<WrittenDate>,
    /// When a crawl fetched it: it cannot have been written later.
    pub captured: Option<Timestamp>,
    /// The encoding that the server gave.
    pub charset: Option<String>,
    /// What is odd about it, for people.
    pub warnings: Vec<String>,
}

/// How a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum PageKind {
    /// Plain text, one paragraph a line.
    #[default]
    Text,
    /// HTML.
    Html,
}

impl FoundPage {
    /// What the page is made from besides its bytes; whatever of it changes, the page has changed.
    pub fn facts(&self) -> [String; 6] {
        [
            format!("{:?}", self.kind),
            self.url.clone().unwrap_or_default(),
            self.title.clone().unwrap_or_default(),
            self.date
                .as_ref()
                .map(|date| date.written.clone())
                .unwrap_or_default(),
            self.captured.map(|time| time.to_string()).unwrap_or_default(),
            self.charset.clone().unwrap_or_default(),
        ]
    }
}
