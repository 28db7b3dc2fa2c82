//! The analyser as tantivy's tokenizers.

use super::{Stemmer, fold_into, word_spans};
use rustc_hash::FxHashMap;
use std::{ops::Range, sync::Arc};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

/// The name of the tokenizer that yields stems.
pub(crate) const STEM: &str = "daybook-stem";
/// The name of the tokenizer that yields exact forms.
pub(crate) const EXACT: &str = "daybook-exact";

/// Makes both tokenizers known.
pub(crate) fn register(tokenizers: &TokenizerManager) {
    tokenizers.register(EXACT, Words { stems: None });
    tokenizers.register(
        STEM,
        Words {
            stems: Some(Stems::default()),
        },
    );
}

#[derive(Clone)]
struct Words {
    stems: Option<Stems>,
}

/// So many stems are remembered before they are forgotten together: about as many as an archive has words, some 10 MB.
const REMEMBERED: usize = 1 << 17;

/// A stemmer that remembers: few words make most of every text.
#[derive(Clone)]
struct Stems {
    stemmer: Arc<Stemmer>,
    /// Stems by exact forms.
    known: FxHashMap<Box<str>, Box<str>>,
}

impl Default for Stems {
    fn default() -> Self {
        Self {
            stemmer: Arc::new(Stemmer::new()),
            known: FxHashMap::default(),
        }
    }
}

impl Stems {
    /// Puts the stem of an exact form in its place.
    fn stem(&mut self, exact: &mut String) {
        if let Some(stem) = self.known.get(exact.as_str()) {
            exact.clear();
            exact.push_str(stem);
            return;
        }
        let stem = self.stemmer.stem(exact).into_owned();
        if self.known.len() == REMEMBERED {
            self.known.clear();
        }
        self.known.insert(exact.as_str().into(), stem.as_str().into());
        *exact = stem;
    }
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        WordStream {
            text,
            spans: word_spans(text).into_iter(),
            stems: self.stems.as_mut(),
            token: Token::default(),
        }
    }
}

struct WordStream<'a> {
    text: &'a str,
    spans: std::vec::IntoIter<Range<usize>>,
    stems: Option<&'a mut Stems>,
    token: Token,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(span) = self.spans.next() else {
            return false;
        };
        fold_into(&mut self.token.text, &self.text[span.clone()]);
        if let Some(stems) = &mut self.stems {
            stems.stem(&mut self.token.text);
        }
        self.token.offset_from = span.start;
        self.token.offset_to = span.end;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
