//! Text into tokens, in one pass.
//!
//! - A word is letters with hyphens, apostrophes and `&` inside: `O’Brien`, `Talbot-Rice`, `A&E`.
//! - `'s` and the `'` after an s are tokens of their own, so that a name and its possessive are one name.
//! - A hyphen parts a name from what is hung on it: `Labour-run`, `ex-Monitor`; not `Stoke-on-Trent`, `Co-operative`.
//! - The dot of a title or an initial belongs to it and ends no sentence: `Dr. John B. Smith`.
//! - Normalised, a word is in small letters without accents, with ASCII apostrophes, blanks for its hyphens, `and` for `&`, `st` for
//!   `Saint`.

use super::word::{domain, end_of_word, initials, is_hyphen, peek, shape_of, without_accent};
use super::{Shape, Token, TokenKind, TokenisedText};
use crate::lexicon::{Classes, Lexicon, WordId};
use daybook_model::is_apostrophe;

/// Words whose dot ends no sentence.
const ABBREVIATIONS: [&str; 13] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "rev", "hon", "cllr", "jr", "sr", "col", "lt",
];
/// Tokenises a text.
pub(crate) fn tokenise<'a>(text: &'a str, lexicon: &Lexicon) -> TokenisedText<'a> {
    let mut tokeniser = Tokeniser {
        text,
        lexicon,
        at: 0,
        spaced: true,
        opens: true,
        tokens: Vec::with_capacity(text.len() / 5 + 4),
        normal: String::with_capacity(text.len() + text.len() / 8 + 2),
    };
    tokeniser.normal.push(' ');
    tokeniser.run();
    TokenisedText::new(text, tokeniser.tokens, tokeniser.normal)
}

/// The normalised form of a name, blanks around it: as names are compared.
pub(crate) fn normalise(name: &str) -> String {
    tokenise(name, &Lexicon::default()).normal
}

struct Tokeniser<'a, 'l> {
    text: &'a str,
    lexicon: &'l Lexicon,
    at: usize,
    spaced: bool,
    /// The next word may have its capital from its place.
    opens: bool,
    tokens: Vec<Token>,
    normal: String,
}

impl Tokeniser<'_, '_> {
    fn peek(&self, at: usize) -> Option<char> {
        peek(self.text, at)
    }

    fn run(&mut self) {
        while let Some(c) = self.peek(self.at) {
            if c == '\n' {
                if self
                    .tokens
                    .last()
                    .is_some_and(|token| token.kind != TokenKind::Break)
                {
                    self.push(self.at, self.at + 1, TokenKind::Break, Shape::Lower);
                }
                self.at += 1;
                self.spaced = true;
                self.opens = true;
            } else if c.is_whitespace() {
                self.at += c.len_utf8();
                self.spaced = true;
            } else if c.is_alphabetic() {
                self.word();
            } else if c.is_ascii_digit() || c.is_numeric() {
                self.number();
            } else if c == '@' && !self.spaced && self.glued_to_word() {
                self.link_from_word(false);
            } else if (c == '@' || c == '#')
                && self
                    .peek(self.at + 1)
                    .is_some_and(|next| next.is_ascii_alphanumeric() || next == '_')
            {
                let start = self.at;
                self.at += 1;
                self.at = self.end_of(|c| c.is_alphanumeric() || c == '_');
                self.push(start, self.at, TokenKind::Handle, Shape::Lower);
            } else if c == ':'
                && !self.spaced
                && self.text[self.at..].starts_with("://")
                && self.glued_to_word()
            {
                self.link_from_word(true);
            } else {
                self.mark(c);
            }
        }
    }

    fn end_of(&self, inside: impl Fn(char) -> bool) -> usize {
        self.text[self.at..]
            .find(|c| !inside(c))
            .map_or(self.text.len(), |length| self.at + length)
    }

    fn glued_to_word(&self) -> bool {
        self.tokens.last().is_some_and(|token| {
            token.end as usize == self.at
                && matches!(
                    token.kind,
                    TokenKind::Word | TokenKind::Number | TokenKind::Domain
                )
        })
    }

    /// The tokens glued before `@` or `://` and all up to the next blank were an address.
    fn link_from_word(&mut self, to_blank: bool) {
        let mut start = self.at;
        while let Some(token) = self.tokens.last()
            && token.end as usize == start
            && (token.kind != TokenKind::Mark
                || matches!(&self.text[token.start as usize..start], "." | "-" | "_" | "+"))
        {
            start = token.start as usize;
            self.normal.truncate(token.norm_start as usize);
            let spaced = token.spaced;
            self.tokens.pop();
            self.spaced = spaced;
        }
        self.at = if to_blank {
            self.end_of(|c| !c.is_whitespace())
        } else {
            self.end_of(|c| c.is_alphanumeric() || matches!(c, '@' | '.' | '-' | '_' | '+'))
        };
        while self.text[start..self.at].ends_with(['.', ',', ')', ';']) {
            self.at -= 1;
        }
        self.push(start, self.at, TokenKind::Link, Shape::Lower);
    }

    fn number(&mut self) {
        let start = self.at;
        let mut end = start;
        let mut last = ' ';
        while let Some(c) = self.peek(end) {
            let joins =
                matches!(c, '.' | ',' | ':') && self.peek(end + 1).is_some_and(|next| next.is_ascii_digit());
            if !(c.is_alphanumeric() || joins && last.is_ascii_digit()) {
                break;
            }
            last = c;
            end += c.len_utf8();
        }
        self.at = end;
        self.push(start, end, TokenKind::Number, Shape::Lower);
        self.opens = false;
    }

    fn mark(&mut self, c: char) {
        let start = self.at;
        self.at += c.len_utf8();
        if is_apostrophe(c) {
            let after_word = !self.spaced
                && self
                    .tokens
                    .last()
                    .is_some_and(|token| token.end as usize == start);
            if after_word
                && self
                    .tokens
                    .last()
                    .is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Domain))
            {
                let s = self.peek(self.at).filter(|c| matches!(c, 's' | 'S'));
                if s.is_some() && !self.peek(self.at + 1).is_some_and(char::is_alphanumeric) {
                    self.at += 1;
                }
                self.push(start, self.at, TokenKind::Possessive, Shape::Lower);
                return;
            }
        }
        let at_line_start = self
            .tokens
            .last()
            .is_none_or(|token| token.kind == TokenKind::Break);
        self.push(start, self.at, TokenKind::Mark, Shape::Lower);
        let opens_quote = matches!(c, '“' | '"' | '„' | '«')
            || (is_apostrophe(c) && self.tokens.last().is_some_and(|t| t.spaced));
        self.opens = matches!(c, '.' | '!' | '?' | '…' | ':' | '•' | '*')
            || opens_quote
            || at_line_start
            // A closing quote or bracket after a full stop does not take the start away.
            || (self.opens && matches!(c, '”' | ')' | '’' | '"' | '\''| '[' | '('));
    }

    /// A word of ASCII letters that what follows leaves as it is, as most are, without looking at it twice.
    fn plain_word(&mut self) -> bool {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let length = rest
            .iter()
            .position(|b| !b.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        let ends = matches!(
            rest.get(length),
            None | Some(b' ' | b'\n' | b',' | b';' | b':' | b'!' | b'?' | b')' | b'"')
        );
        if length == 0 || !ends {
            return false;
        }
        self.at = start + length;
        self.push(
            start,
            self.at,
            TokenKind::Word,
            shape_of(&self.text[start..start + length]),
        );
        true
    }

    fn word(&mut self) {
        if self.plain_word() {
            return;
        }
        let start = self.at;
        let end = end_of_word(self.text, start);
        self.at = end;
        if self.peek(end).is_some_and(is_hyphen)
            && let Some(domain_end) = domain(self.text, start, end)
        {
            // The hyphen of `Lamp-light.co.uk` parts nothing.
            self.at = domain_end;
            self.push(
                start,
                domain_end,
                TokenKind::Domain,
                shape_of(&self.text[start..end]),
            );
            self.opens = false;
            return;
        }
        let text = &self.text[start..end];
        if text == "www" && self.peek(end) == Some('.') {
            self.at = self.end_of(|c| !c.is_whitespace());
            self.push(start, self.at, TokenKind::Link, Shape::Lower);
            return;
        }
        if self.peek(end) == Some('.') {
            if let Some(domain_end) = domain(self.text, start, end) {
                self.at = domain_end;
                let link = self.text[start..domain_end].contains('/');
                let kind = if link { TokenKind::Link } else { TokenKind::Domain };
                self.push(start, domain_end, kind, shape_of(text));
                self.opens = false;
                return;
            }
            if let Some(initials_end) = initials(self.text, start, end) {
                self.at = initials_end;
                let letters: String = self.text[start..initials_end]
                    .chars()
                    .filter(|c| *c != '.')
                    .collect();
                let shape = if letters.chars().count() > 1 {
                    Shape::Caps
                } else {
                    Shape::Title
                };
                self.push_as(start, initials_end, TokenKind::Word, shape, &letters);
                return;
            }
        }
        self.push(start, end, TokenKind::Word, shape_of(text));
        let abbreviated = self.peek(end) == Some('.')
            && self.tokens.last().is_some_and(|token| {
                ABBREVIATIONS.contains(&&self.normal[token.norm_start as usize..token.norm_end as usize])
            });
        if abbreviated {
            // The dot belongs to the title; it is no token.
            self.at += 1;
        }
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind, shape: Shape) {
        let text = self.text;
        self.push_as(start, end, kind, shape, &text[start..end]);
    }

    fn push_as(&mut self, start: usize, end: usize, kind: TokenKind, shape: Shape, text: &str) {
        let norm_start = self.normal.len();
        // Words with hyphens between them?
        let mut several = false;
        if text == "&" {
            self.normal.push_str("and");
        } else if text.bytes().all(|b| b.is_ascii() && !matches!(b, b'-' | b'`')) {
            // Almost every word; no decoding.
            self.normal.push_str(text);
            self.normal[norm_start..].make_ascii_lowercase();
        } else if text.is_ascii() {
            several = text.contains('-');
            self.normal.extend(text.bytes().map(|b| match b {
                b'-' if kind == TokenKind::Word => ' ',
                b'`' => '\'',
                b'\n' => '\n',
                _ => b.to_ascii_lowercase() as char,
            }));
        } else {
            for c in text.chars() {
                match c {
                    c if is_apostrophe(c) => self.normal.push('\''),
                    c if is_hyphen(c) && kind == TokenKind::Word => {
                        several = true;
                        self.normal.push(' ');
                    }
                    c => self.normal.extend(c.to_lowercase().map(without_accent)),
                }
            }
        }
        if kind == TokenKind::Word && shape != Shape::Lower && &self.normal[norm_start..] == "saint" {
            self.normal.truncate(norm_start);
            self.normal.push_str("st");
        }
        let norm_end = self.normal.len();
        self.normal.push(' ');
        let is_word = kind == TokenKind::Word || text == "&";
        let (classes, mut word) = self.lexicon.look_up(&self.normal[norm_start..norm_end]);
        let classes = if is_word { classes } else { Classes::NONE };
        if several && is_word {
            word = WordId::SEVERAL;
        }
        self.tokens.push(Token {
            start: start as u32,
            end: end as u32,
            norm_start: norm_start as u32,
            norm_end: norm_end as u32,
            kind: if text == "&" { TokenKind::Word } else { kind },
            shape,
            sentence_start: self.opens,
            spaced: self.spaced,
            classes,
            word,
        });
        self.spaced = false;
        if kind != TokenKind::Break && kind != TokenKind::Mark {
            self.opens = false;
        }
    }
}

#[cfg(test)]
mod tests;
