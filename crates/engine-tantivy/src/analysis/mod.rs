//! Cutting text into words, one way for the index, for queries and for highlights.
//!
//! Unicode's own words are mended for newsroom text: `A&E` and `P4P` are one word each, every typographic
//! apostrophe is the same letter (`don’t`, `O‘Brien`), a full stop or colon between letters parts them
//! (`here.The`), figures stay whole (`2.5`, `3,392`). A word has an exact form (lower case, accents folded) and a
//! stem (Snowball English, for plain ASCII words only).

mod fold;
mod spans;
mod stem;
mod tokenizer;

pub(crate) use fold::{fold, fold_into};
pub(crate) use spans::word_spans;
pub(crate) use stem::Stemmer;
pub(crate) use tokenizer::{EXACT, STEM, register};

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it begins in the text, in bytes.
    pub(crate) start: usize,
    /// Where it ends, exclusive, in bytes.
    pub(crate) end: usize,
    /// Lower case and without accents, at most 255 bytes.
    pub(crate) exact: String,
    /// The stem of the exact form.
    pub(crate) stem: String,
}

/// All words of a text, in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let stemmer = Stemmer::new();
    word_spans(text)
        .into_iter()
        .map(|span| {
            let exact = fold(&text[span.clone()]);
            let stem = stemmer.stem(&exact).into_owned();
            Word {
                start: span.start,
                end: span.end,
                exact,
                stem,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
