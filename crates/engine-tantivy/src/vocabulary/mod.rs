//! The words of the entries of one generation in memory: in order, by how many entries have each, and as a tree.
//!
//! The dictionary of the index holds the same words, by segment and on disk. Walking it for the words that begin so, or
//! that are spelt nearly so, takes longer than finding the entries that have them.

mod ranked;
mod tree;

pub(crate) use ranked::RankedTexts;

use crate::query::all_words;
use tantivy::Searcher;
use tantivy::schema::Field;
use tree::Tree;

/// The words of a field.
pub(crate) struct Vocabulary {
    words: RankedTexts,
    /// `None` if they cannot be numbered.
    tree: Option<Tree>,
}

impl Vocabulary {
    /// Reads the words that entries, other than deleted ones, have in a field.
    pub(crate) fn read(searcher: &Searcher, field: Field) -> tantivy::Result<Self> {
        let forms = all_words(searcher, field)?;
        let weight = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        let words = forms
            .counted()
            .map(|(word, count)| (word.to_owned(), weight(count), 0));
        let words = RankedTexts::new(words.collect());
        Ok(Self {
            tree: Tree::new((0..words.len()).map(|place| words.get(place).0)),
            words,
        })
    }

    /// The words that begin so, in order, with how many entries have each.
    pub(crate) fn beginning(&self, prefix: &str) -> impl ExactSizeIterator<Item = (&str, u64)> {
        self.words.stretch_beginning(prefix).map(|place| self.word(place))
    }

    /// The words that begin so, the most frequent first, then in order, with how many entries have each.
    pub(crate) fn most_frequent(&self, prefix: &str) -> impl Iterator<Item = (&str, u64)> {
        self.words.beginning(prefix).map(|place| self.word(place))
    }

    /// The words at most `distance` (up to 2) letters away that begin with the same `right` letters, in order, with how
    /// many entries have each. `None` if that can only be read from the index.
    pub(crate) fn near(&self, word: &str, right: usize, distance: u8) -> Option<Vec<(&str, u64)>> {
        let mut found = Vec::new();
        let seen = self
            .tree
            .as_ref()?
            .near(word, right, distance, |place| found.push(self.word(place)));
        seen.then_some(found)
    }

    fn word(&self, place: usize) -> (&str, u64) {
        let (word, count, _) = self.words.get(place);
        (word, u64::from(count))
    }
}
