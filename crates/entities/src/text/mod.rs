//! Running text as tokens, made once and used by every rule.

mod token;
mod tokenise;
mod word;

pub(crate) use token::{Shape, Token, TokenKind, TokenisedText};
pub(crate) use tokenise::{normalise, tokenise};
