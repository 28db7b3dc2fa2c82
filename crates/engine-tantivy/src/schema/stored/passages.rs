//! Passages of a text, by where they stand.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Where a passage begins and how long it is, in Unicode scalar values, and what it says where the text does not say the same.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Place<'a>(
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
}

/// A text in which passages are looked up by Unicode scalar values.
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

    fn at(&self, start: usize, end: usize) -> Option<&'t str> {
        let byte = |scalar: usize| match &self.starts {
            Some(starts) => starts.get(scalar).copied(),
            None => Some(scalar),
        };
        self.text.get(byte(start)?..byte(end)?)
    }

    /// A passage's place, with its text where that is not what stands there. An end before the start is none of a
    /// passage, and is kept as an empty one.
    pub(super) fn place<'a>(&self, start: usize, end: usize, text: &'a str) -> Place<'a> {
        let other = (self.at(start, end) != Some(text)).then_some(Cow::Borrowed(text));
        Place(start, end.saturating_sub(start), other)
    }

    /// What stands at a place; nothing where the text is too short for it.
    pub(super) fn read(&self, place: Place<'_>) -> String {
        let stands = |place: &Place<'_>| self.at(place.start(), place.end()).unwrap_or_default().to_owned();
        match place {
            Place(_, _, Some(text)) => text.into_owned(),
            Place(..) => stands(&place),
        }
    }
}
