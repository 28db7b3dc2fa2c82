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

use daybook_model::{Entry, NamedEntity, Quotation};
use daybook_search::{EngineError, TextSpan, WrittenEntry};
use serde::Deserialize;
use std::ops::Range;

/// As much of an entry as marking may need.
struct Markable<'e> {
    text: &'e str,
    organisations: &'e [NamedEntity],
    persons: &'e [NamedEntity],
    quotations: &'e [Quotation],
}

/// An entry in which matches can be marked.
pub(crate) trait Marked: Sized {
    /// It, as it is stored.
    ///
    /// # Errors
    /// If it cannot be read.
    fn of(stored: WrittenEntry) -> Result<Self, EngineError>;

    /// What there is to show of it.
    ///
    /// # Errors
    /// If it cannot be read.
    fn show(&self, highlighter: &Highlighter<'_>) -> Result<Shown, EngineError>;
}

impl Marked for Entry {
    fn of(stored: WrittenEntry) -> Result<Self, EngineError> {
        stored.read()
    }

    fn show(&self, highlighter: &Highlighter<'_>) -> Result<Shown, EngineError> {
        Ok(highlighter.mark(&Markable {
            text: &self.text,
            organisations: &self.organisations,
            persons: &self.persons,
            quotations: &self.quotations,
        }))
    }
}

impl Marked for WrittenEntry {
    fn of(stored: WrittenEntry) -> Result<Self, EngineError> {
        Ok(stored)
    }

    fn show(&self, highlighter: &Highlighter<'_>) -> Result<Shown, EngineError> {
        if !highlighter.marks_words_alone() {
            return self.read()?.show(highlighter);
        }
        let TextAlone { text } = self.read_some()?;
        Ok(highlighter.mark(&Markable {
            text: &text,
            organisations: &[],
            persons: &[],
            quotations: &[],
        }))
    }
}

/// As much of an entry as marking words needs.
#[derive(Deserialize)]
struct TextAlone {
    text: String,
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
    fn mark(&self, entry: &Markable<'_>) -> Shown {
        let marks = self.find(entry);
        let snippets: Vec<String> = fragments::choose(entry.text, &marks)
            .into_iter()
            .map(|fragment| render::fragment(entry.text, fragment, &marks))
            .collect();
        // A gap is marked at the end of one fragment and at the beginning of the next.
        let snippet = (!snippets.is_empty()).then(|| snippets.join(" ").replace("… …", "… "));
        Shown {
            snippet,
            spans: char_spans(entry.text, &render::merged(&marks, &(0..entry.text.len()))),
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
