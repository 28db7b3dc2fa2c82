//! Snippets of an entry's text with the matching words marked.
//!
//! Marks come from the query's parts and the analyser's words, so a word is marked if and only if it is one that the
//! search looked for; a phrase is one mark. Of words near each other every occurrence in the entry is marked, wherever it
//! stands.

mod fragments;
mod marks;
mod render;
mod words;

pub(crate) use marks::Highlighter;

use daybook_model::{NamedEntity, Quotation};
use daybook_search::{EngineError, TextSpan, WrittenEntry};
use serde::Deserialize;
use std::ops::Range;

/// As much of an entry as marking may need.
#[derive(Default, Deserialize)]
struct Markable {
    text: String,
    organisations: Vec<NamedEntity>,
    persons: Vec<NamedEntity>,
    quotations: Vec<Quotation>,
}

/// As much of an entry as marking words needs.
#[derive(Deserialize)]
struct TextAlone {
    text: String,
}

impl From<TextAlone> for Markable {
    fn from(TextAlone { text }: TextAlone) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

/// What there is to show of an entry.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// Up to three fragments of the entry's text in its order, HTML-escaped, matching words in `<mark>`; the beginning
    /// of the text if nothing is marked. None of an entry without text.
    pub(crate) snippets: Vec<String>,
    /// The fragments in one.
    pub(crate) snippet: Option<String>,
    /// All that is marked, also beyond the fragments, in Unicode scalar values.
    pub(crate) spans: Vec<TextSpan>,
}

impl Highlighter<'_> {
    /// # Errors
    /// If the entry cannot be read.
    pub(crate) fn show(&self, entry: &WrittenEntry) -> Result<Shown, EngineError> {
        let entry = if self.marks_words_alone() {
            entry.read_some::<TextAlone>()?.into()
        } else {
            entry.read_some()?
        };
        Ok(self.mark(&entry))
    }

    fn mark(&self, entry: &Markable) -> Shown {
        let marks = self.find(entry);
        let snippets: Vec<String> = fragments::choose(&entry.text, &marks)
            .into_iter()
            .map(|fragment| render::fragment(&entry.text, fragment, &marks))
            .collect();
        // A gap is marked at the end of one fragment and at the beginning of the next.
        let snippet = (!snippets.is_empty()).then(|| snippets.join(" ").replace("… …", "… "));
        Shown {
            snippet,
            spans: char_spans(&entry.text, &render::merged(&marks, &(0..entry.text.len()))),
            snippets,
        }
    }
}

/// Byte ranges in order as places counted in characters.
fn char_spans(text: &str, spans: &[Range<usize>]) -> Vec<TextSpan> {
    let (mut at, mut chars) = (0, 0);
    let mut place = |byte: usize| {
        chars += text[at..byte].chars().count();
        at = byte;
        chars
    };
    spans
        .iter()
        .map(|span| TextSpan {
            start: place(span.start),
            end: place(span.end),
        })
        .collect()
}

#[cfg(test)]
mod tests;
