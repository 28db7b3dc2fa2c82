//! The words of a text that is looked through for few of them: forms lie in one string, and only the words that may be
//! looked for have their stems made.

use crate::analysis::{Stemmer, fold_into, word_spans};
use std::borrow::Cow;
use std::ops::Range;

/// The words of a text, in order.
pub(super) struct Words {
    spans: Vec<Range<usize>>,
    /// Exact forms, one after another.
    forms: String,
    /// Where each form ends among them.
    ends: Vec<usize>,
    stemmer: Stemmer,
}

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let spans = word_spans(text);
        let mut forms = String::with_capacity(text.len());
        let mut ends = Vec::with_capacity(spans.len());
        let mut form = String::new();
        for span in &spans {
            fold_into(&mut form, &text[span.clone()]);
            forms.push_str(&form);
            ends.push(forms.len());
        }
        Self {
            spans,
            forms,
            ends,
            stemmer: Stemmer::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Where a word stands in the text, in bytes.
    pub(super) fn span(&self, at: usize) -> Range<usize> {
        self.spans[at].clone()
    }

    /// The exact form of a word.
    pub(super) fn exact(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.forms[start..self.ends[at]]
    }

    /// The stem of a word.
    pub(super) fn stem(&self, at: usize) -> Cow<'_, str> {
        self.stemmer.stem(self.exact(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::words;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_those_of_the_analyser(text in "([a-z]{1,9}(s|ing|ed|ies|'s)? |[A-Zé’&.,0-9 -]){0,12}") {
            let found = Words::of(&text);
            let expected = words(&text);
            prop_assert_eq!(found.len(), expected.len());
            for (at, word) in expected.iter().enumerate() {
                prop_assert_eq!(found.span(at), word.start..word.end);
                prop_assert_eq!(found.exact(at), word.exact.as_str());
                prop_assert_eq!(found.stem(at), word.stem.as_str());
                // What the search for stems relies on.
                prop_assert_eq!(word.stem.bytes().next(), word.exact.bytes().next());
            }
        }
    }
}
