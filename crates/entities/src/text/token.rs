//! A token: a word, a mark or a line break, with all that rules ask of it.

use crate::lexicon::{Classes, WordId};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters, with hyphens and apostrophes inside.
    Word,
    /// The `'s` or `'` that makes a word possessive (or the quote mark that looks like it).
    Possessive,
    /// Begins with a digit: `27`, `2.30pm`, `40m`.
    Number,
    /// `@somebody` or `#something`.
    Handle,
    /// A site's name used as a word: `example.co.uk`.
    Domain,
    /// An address of the web or of mail.
    Link,
    /// Any other character.
    Mark,
    /// The end of a line.
    Break,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `word`
    Lower,
    /// `Word`
    Title,
    /// `WORD`
    Caps,
    /// `McWord`, `Double-Barrelled`, `CCGs`
    Mixed,
}

/// A token of an entry's text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// Where it begins, in bytes.
    pub(crate) start: u32,
    /// Where it ends, in bytes, exclusive.
    pub(crate) end: u32,
    /// Where it begins in the normalised text.
    pub(crate) norm_start: u32,
    /// Where it ends in the normalised text.
    pub(crate) norm_end: u32,
    /// What it is.
    pub(crate) kind: TokenKind,
    /// How it is written.
    pub(crate) shape: Shape,
    /// It may have its capital from its place: after a full stop, a colon, an opening quote or a bullet.
    pub(crate) sentence_start: bool,
    /// A blank or break stands before it.
    pub(crate) spaced: bool,
    /// What the lexicon says of the word.
    pub(crate) classes: Classes,
    /// The number of the word in the lexicon.
    pub(crate) word: WordId,
}

impl Token {
    /// A word that begins with a capital.
    #[inline]
    pub(crate) fn is_capitalised(&self) -> bool {
        self.kind == TokenKind::Word && self.shape != Shape::Lower
    }
}

/// A text and its tokens.
#[derive(Debug)]
pub(crate) struct TokenisedText<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    /// The tokens in small letters, one blank around each.
    pub(crate) normal: String,
    /// Where the words with a capital are.
    capitals: Vec<u32>,
    /// Where the words of [`Classes::SOUGHT`] are.
    sought: Vec<u32>,
}

impl<'a> TokenisedText<'a> {
    pub(super) fn new(text: &'a str, tokens: Vec<Token>, normal: String) -> Self {
        let mut capitals = Vec::with_capacity(tokens.len() / 4);
        let mut sought = Vec::with_capacity(tokens.len() / 8);
        for (place, token) in (0u32..).zip(&tokens) {
            if token.is_capitalised() {
                capitals.push(place);
            }
            if token.classes.is(Classes::SOUGHT) {
                sought.push(place);
            }
        }
        Self {
            text,
            tokens,
            normal,
            capitals,
            sought,
        }
    }

    /// The words with a capital, in order.
    pub(crate) fn capitals(&self) -> impl DoubleEndedIterator<Item = usize> + use<'_> {
        self.capitals.iter().map(|place| *place as usize)
    }

    /// The word before a name that begins at `first`, its article passed over.
    pub(crate) fn before_name(&self, first: usize) -> Option<usize> {
        let article = self.word_before(first, 1) == "the";
        first.checked_sub(1 + usize::from(article))
    }

    /// The words of any of these classes, in order; only classes of [`Classes::SOUGHT`] can be asked for.
    pub(crate) fn of(&self, classes: Classes) -> impl Iterator<Item = usize> {
        debug_assert!(Classes::SOUGHT.has_all(classes), "{classes:?} is not sought");
        let places = self.sought.iter().map(|place| *place as usize);
        places.filter(move |place| self.classes(*place).is(classes))
    }
    /// The token as printed; empty beyond the ends.
    #[inline]
    pub(crate) fn printed(&self, i: usize) -> &str {
        self.tokens
            .get(i)
            .map_or("", |token| &self.text[token.start as usize..token.end as usize])
    }

    /// The tokens from `start` to `end` as printed.
    pub(crate) fn printed_span(&self, start: usize, end: usize) -> &str {
        match (
            self.tokens.get(start),
            end.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if start < end => &self.text[first.start as usize..last.end as usize],
            _ => "",
        }
    }

    /// The normalised token; empty beyond the ends.
    #[inline]
    pub(crate) fn word(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |token| {
            &self.normal[token.norm_start as usize..token.norm_end as usize]
        })
    }

    /// The normalised token so many places before `i`; empty where the text begins.
    #[inline]
    pub(crate) fn word_before(&self, i: usize, places: usize) -> &str {
        i.checked_sub(places).map_or("", |i| self.word(i))
    }

    /// The normalised tokens from `start` to `end`, one blank between them.
    #[inline]
    pub(crate) fn words(&self, start: usize, end: usize) -> &str {
        match (
            self.tokens.get(start),
            end.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if start < end => {
                &self.normal[first.norm_start as usize..last.norm_end as usize]
            }
            _ => "",
        }
    }

    /// What the lexicon says of a token; nothing beyond the ends.
    #[inline]
    pub(crate) fn classes(&self, i: usize) -> Classes {
        self.tokens.get(i).map_or(Classes::NONE, |token| token.classes)
    }

    /// The classes of the token so many places before `i`.
    #[inline]
    pub(crate) fn classes_before(&self, i: usize, places: usize) -> Classes {
        i.checked_sub(places).map_or(Classes::NONE, |i| self.classes(i))
    }

    /// What a token is; a break beyond the ends.
    #[inline]
    pub(crate) fn kind(&self, i: usize) -> TokenKind {
        self.tokens.get(i).map_or(TokenKind::Break, |token| token.kind)
    }

    /// Is it a word with a capital?
    #[inline]
    pub(crate) fn is_capitalised(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(Token::is_capitalised)
    }

    /// Does the token begin with a capital that its place does not explain?
    #[inline]
    pub(crate) fn is_mid_sentence(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| !token.sentence_start)
    }
}
