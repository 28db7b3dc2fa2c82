//! Names by their words: a trie whose edges are words, walked along the tokens of a text.
//!
//! A name begins and ends with a token, so that whole words are compared and never letters, and of most tokens one
//! look at a table says that no name begins with them.

use crate::lexicon::{Lexicon, WordId};
use crate::text::TokenisedText;
use rustc_hash::FxHashMap;

/// A node: the words from the root to it. The root is 0, and as nothing leads back to it, 0 says that there is none.
type Node = u32;

/// Names and what each stands for.
#[derive(Debug)]
pub(super) struct WordTrie<T> {
    /// The nodes of first words, by the word.
    first: Vec<Node>,
    /// The other edges.
    next: FxHashMap<(Node, WordId), Node>,
    /// What the name that ends at a node stands for.
    values: Vec<Option<T>>,
}

impl<T> Default for WordTrie<T> {
    fn default() -> Self {
        Self {
            first: Vec::new(),
            next: FxHashMap::default(),
            values: vec![None],
        }
    }
}

impl<T: Copy> WordTrie<T> {
    /// Takes in a name by its words; one that was there already stands for the newer value.
    pub(super) fn insert(&mut self, words: impl Iterator<Item = WordId>, value: T) {
        let mut node = 0;
        for word in words {
            let new = self.values.len() as Node;
            let reached = if node == 0 {
                if self.first.len() <= word.index() {
                    self.first.resize(word.index() + 1, 0);
                }
                let first = &mut self.first[word.index()];
                if *first == 0 {
                    *first = new;
                }
                *first
            } else {
                *self.next.entry((node, word)).or_insert(new)
            };
            if reached == new {
                self.values.push(None);
            }
            node = reached;
        }
        if node != 0 {
            self.values[node as usize] = Some(value);
        }
    }

    fn step(&self, node: Node, word: WordId) -> Option<Node> {
        if node == 0 {
            let first = self.first.get(word.index()).copied();
            first.filter(|node| *node != 0)
        } else {
            self.next.get(&(node, word)).copied()
        }
    }

    /// Every name that begins at a token: the token after its last, and what it stands for.
    pub(super) fn from(
        &self,
        lexicon: &Lexicon,
        text: &TokenisedText<'_>,
        start: usize,
        mut found: impl FnMut(usize, T),
    ) {
        let mut node = 0;
        for (i, token) in text.tokens.iter().enumerate().skip(start) {
            let reached = if token.word == WordId::SEVERAL {
                let mut words = text.word(i).split(' ').map(|word| lexicon.id(word));
                words.try_fold(node, |node, word| self.step(node, word))
            } else {
                self.step(node, token.word)
            };
            let Some(reached) = reached else { return };
            node = reached;
            if let Some(value) = self.values[node as usize] {
                found(i + 1, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WordTrie;
    use crate::lexicon::{Classes, Lexicon};
    use crate::text::{normalise, tokenise};
    use proptest::prelude::*;

    /// The names found, each as its first token and the token after its last, with its number.
    fn found(names: &[String], text: &str) -> Vec<(usize, usize, usize)> {
        let mut lexicon = Lexicon::default();
        let mut trie = WordTrie::default();
        for (number, name) in names.iter().enumerate() {
            let words: Vec<_> = normalise(name)
                .split_whitespace()
                .map(|word| lexicon.add(word, Classes::NONE))
                .collect();
            trie.insert(words.into_iter(), number);
        }
        let text = tokenise(text, &lexicon);
        let mut all = Vec::new();
        for start in 0..text.tokens.len() {
            trie.from(&lexicon, &text, start, |end, name| all.push((start, end, name)));
        }
        all
    }

    #[test]
    fn names_in_names_and_hyphens() {
        let names = ["quay", "quay on hull", "hull trust", "on"].map(str::to_owned);
        assert_eq!(
            found(&names, "Quay on Hull trust"),
            [(0, 1, 0), (0, 3, 1), (1, 2, 3), (2, 4, 2)]
        );
        // A token with hyphens is as many words, and no name begins or ends inside it.
        assert_eq!(found(&names, "Quay-on-Hull trust"), [(0, 1, 1)]);
        assert_eq!(found(&names, "the quayside"), []);
    }

    proptest! {
        #[test]
        fn finds_what_comparing_every_span_finds(
            names in prop::collection::btree_set("[abc]( [abc]){0,3}", 1..8),
            text in "[abcd]([ -][abcd]){0,12}",
        ) {
            let names: Vec<String> = names.into_iter().collect();
            let tokens = tokenise(&text, &Lexicon::default());
            let mut model = Vec::new();
            for start in 0..tokens.tokens.len() {
                for end in start + 1..=tokens.tokens.len() {
                    let number = names.iter().position(|name| name == tokens.words(start, end));
                    model.extend(number.map(|number| (start, end, number)));
                }
            }
            prop_assert_eq!(found(&names, &text), model);
        }
    }
}
