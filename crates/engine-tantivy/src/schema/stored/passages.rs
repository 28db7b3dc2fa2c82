//! Passages of a text, by where they stand.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Where a passage begins and how long it is, in Unicode scalar values; how many bytes more each of the two is, so that
/// nobody who reads has to count; and what the passage says, where the text does not say the same there.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Place<'a>(
    usize,
    usize,
    usize,
    usize,
    #[serde(default, skip_serializing_if = "Option::is_none")] Option<Cow<'a, str>>,
);

impl Place<'_> {
    pub(super) fn start(&self) -> usize {
        self.0
    }

    pub(super) fn end(&self) -> usize {
        self.0.saturating_add(self.1)
    }

    /// What the passage says; nothing where the text is too short for it.
    pub(super) fn read(self, text: &str) -> String {
        let start = self.0.saturating_add(self.2);
        let end = start.saturating_add(self.1).saturating_add(self.3);
        match self.4 {
            Some(said) => said.into_owned(),
            None => text.get(start..end).unwrap_or_default().to_owned(),
        }
    }
}

/// A text whose passages are to be stored.
pub(super) struct Passages<'t> {
    text: &'t str,
    /// Where each scalar value begins, in bytes, and where the last one ends; `None` where each is a byte.
    starts: Option<Vec<usize>>,
}

impl<'t> Passages<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let starts = (!text.is_ascii()).then(|| {
            let starts = text.char_indices().map(|(start, _)| start);
            starts.chain([text.len()]).collect()
        });
        Self { text, starts }
    }

    fn byte(&self, scalar: usize) -> Option<usize> {
        match &self.starts {
            Some(starts) => starts.get(scalar).copied(),
            None => Some(scalar),
        }
    }

    /// A passage's place. An end before the start is none of a passage, and is kept as an empty one.
    pub(super) fn place<'a>(&self, start: usize, end: usize, said: &'a str) -> Place<'a> {
        let length = end.saturating_sub(start);
        let bytes = self.byte(start).zip(self.byte(end));
        match bytes {
            Some((first, last)) if self.text.get(first..last) == Some(said) => {
                Place(start, length, first - start, said.len() - length, None)
            }
            _ => Place(start, length, 0, 0, Some(Cow::Borrowed(said))),
        }
    }
}
