//! The analyser as tantivy's tokenizers.

use super::{Stemmer, fold, word_spans};
use std::{ops::Range, sync::Arc};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

/// The name of the tokenizer that yields stems.
pub(crate) const STEM: &str = "daybook-stem";
/// The name of the tokenizer that yields exact forms.
pub(crate) const EXACT: &str = "daybook-exact";

/// Makes both tokenizers known.
pub(crate) fn register(tokenizers: &TokenizerManager) {
    tokenizers.register(EXACT, Words { stemmer: None });
    tokenizers.register(
        STEM,
        Words {
            stemmer: Some(Arc::new(Stemmer::new())),
        },
    );
}

#[derive(Clone)]
struct Words {
    stemmer: Option<Arc<Stemmer>>,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        WordStream {
            text,
            spans: word_spans(text).into_iter(),
            stemmer: self.stemmer.as_deref(),
            token: Token::default(),
        }
    }
}

struct WordStream<'a> {
    text: &'a str,
    spans: std::vec::IntoIter<Range<usize>>,
    stemmer: Option<&'a Stemmer>,
    token: Token,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(span) = self.spans.next() else {
            return false;
        };
        let exact = fold(&self.text[span.clone()]);
        self.token.text = match self.stemmer {
            Some(stemmer) => stemmer.stem(&exact).into_owned(),
            None => exact,
        };
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
