//! Snippets of an entry's text with the matching words marked.
//!
//! Marks come from the query's parts and the analyser's words, so a word is marked if and only if it is one that the
//! search looked for; a phrase is one mark. Of words near each other every occurrence in the entry is marked, wherever it
//! stands.

mod fragments;
mod marks;
mod render;

pub(crate) use marks::Highlighter;

use daybook_model::Entry;

impl Highlighter<'_> {
    /// Up to three fragments of the entry's text in its order, HTML-escaped, matching words in `<mark>`; the beginning
    /// of the text if nothing is marked. None of an entry without text.
    pub(crate) fn snippets(&self, entry: &Entry) -> Vec<String> {
        let marks = self.find(entry);
        fragments::choose(&entry.text, &marks)
            .into_iter()
            .map(|fragment| render::fragment(&entry.text, fragment, &marks))
            .collect()
    }
}

#[cfg(test)]
mod tests;
