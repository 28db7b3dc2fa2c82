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

use daybook_model::Entry;
use daybook_search::TextSpan;
use std::ops::Range;

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
    pub(crate) fn show(&self, entry: &Entry) -> Shown {
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
