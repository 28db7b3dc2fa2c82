//! A page as the rules see it.

use crate::PageText;
use crate::lexicon::Lexicon;
use crate::matcher::{Hit, Matcher};
use crate::text::{Shape, TokenKind, TokenisedText, tokenise};
use daybook_model::LocalDate;
use rustc_hash::{FxBuildHasher, FxHashSet, FxHasher};
use std::cell::OnceCell;
use std::hash::Hasher;

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

/// One text of the page with the gazetteer's names in it.
#[derive(Debug)]
pub(crate) struct PagePart<'a> {
    pub(crate) text: TokenisedText<'a>,
    pub(crate) hits: Vec<Hit>,
}

/// The entries of a page in printed order, then its title and standfirst.
///
/// Title and standfirst are read like entries, since a full name may stand there, but nothing is reported of them.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) parts: Vec<PagePart<'a>>,
    pub(crate) entry_count: usize,
    pub(crate) publication: Option<&'a str>,
    pub(crate) earliest: Option<LocalDate>,
    pub(crate) latest: Option<LocalDate>,
    /// Hashes of the words in small letters.
    small_words: OnceCell<FxHashSet<u64>>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(page: &PageText<'a>, lexicon: &Lexicon, matcher: &Matcher) -> Self {
        let texts = page
            .entries
            .iter()
            .copied()
            .chain(page.title)
            .chain(page.standfirst);
        let parts = texts
            .map(|text| {
                let text = tokenise(text, lexicon);
                let hits = matcher.hits(&text, lexicon);
                PagePart { text, hits }
            })
            .collect();
        Self {
            parts,
            entry_count: page.entries.len(),
            publication: page.publication,
            earliest: page.earliest,
            latest: page.latest,
            small_words: OnceCell::new(),
        }
    }

    /// Does the word stand anywhere on the page in small letters, as words of no name do?
    pub(crate) fn has_in_small_letters(&self, word: &str) -> bool {
        // Few pages ask more than a few times, some never.
        let words = self.small_words.get_or_init(|| {
            let tokens: usize = self.parts.iter().map(|part| part.text.tokens.len()).sum();
            let mut words = FxHashSet::with_capacity_and_hasher(tokens / 3, FxBuildHasher);
            for text in self.parts.iter().map(|part| &part.text) {
                let small = text
                    .tokens
                    .iter()
                    .enumerate()
                    .filter(|(_, token)| token.shape == Shape::Lower);
                words.extend(
                    small
                        .filter(|(_, token)| token.kind == TokenKind::Word)
                        .map(|(i, _)| hash(text.word(i))),
                );
            }
            words
        });
        words.contains(&hash(word))
    }
}
