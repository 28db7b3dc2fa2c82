//! From characters to tokens. Every text has tokens; which of them make sense together is the grammar's business.

use super::field::Field;
use crate::Span;
use winnow::combinator::{alt, opt, peek, preceded, repeat};
use winnow::error::EmptyError;
use winnow::stream::{LocatingSlice, Location};
use winnow::token::{any, one_of, take_while};
use winnow::{Parser, Result};

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    And,
    Or,
    Not,
    /// `+` directly before a term.
    Plus,
    /// `-` directly before a term.
    Minus,
    Open,
    Close,
    /// A field's name and its colon.
    Field(Field),
    /// The name of no field, and a colon.
    UnknownField(String),
    /// A word, escapes resolved, and its stars that are not escaped.
    Word {
        text: String,
        stars: Vec<Star>,
    },
    /// A phrase without its quotes, escapes resolved.
    Phrase {
        text: String,
        closed: bool,
    },
    /// What stands between brackets after `date:` and `time:`.
    Range {
        open: char,
        text: String,
        close: Option<char>,
    },
    /// `~`, `^` and what follows up to the next space, parenthesis or quote.
    Marks(String),
}

/// A star that is not escaped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Star {
    /// Its byte in the word's text.
    pub(super) at: usize,
    /// Where it was typed.
    pub(super) typed_at: usize,
}

type Input<'i> = LocatingSlice<&'i [char]>;

/// Every quotation mark that opens and closes phrases.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// What separates words and is nothing else.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

fn is_bracket(c: char) -> bool {
    matches!(c, '[' | '{' | ']' | '}')
}

/// What ends a word.
fn is_delimiter(c: char) -> bool {
    is_space(c) || is_quote(c) || matches!(c, '(' | ')')
}

/// What a token's reading depends on: what stands before it.
#[derive(Debug, Default)]
struct Before {
    /// The token before; `None` at the start.
    kind: Option<TokenKind>,
    /// Whether nothing lies between.
    adjacent: bool,
    /// For each open parenthesis, whether brackets in it are ranges.
    ranged: Vec<bool>,
}

impl Before {
    /// Whether a sign here can be an operator.
    fn starts_term(&self) -> bool {
        !self.adjacent || matches!(self.kind, None | Some(TokenKind::Open))
    }

    /// Whether a bracket here opens a range.
    fn takes_range(&self) -> bool {
        match &self.kind {
            Some(TokenKind::Field(field)) => field.takes_range(),
            _ => self.ranged.last().is_some_and(|ranged| *ranged),
        }
    }

    /// Whether `AND` here is a word and no operator.
    fn wants_word(&self) -> bool {
        use TokenKind::{Field, Minus, Plus, UnknownField};
        self.adjacent && matches!(self.kind, Some(Field(_) | UnknownField(_) | Plus | Minus))
    }

    /// Whether a colon in the next word ends a field's name.
    fn takes_field(&self, next: &[char]) -> bool {
        match &self.kind {
            Some(TokenKind::Field(field)) if self.adjacent => field.is_text(),
            Some(TokenKind::UnknownField(_)) if self.adjacent => !next.starts_with(&['/', '/']),
            _ => true,
        }
    }

    fn follow(&mut self, kind: &TokenKind) {
        match kind {
            TokenKind::Open => self.ranged.push(self.takes_range()),
            TokenKind::Close => {
                self.ranged.pop();
            }
            _ => {}
        }
        self.kind = Some(kind.clone());
    }
}

/// Cuts a text into tokens.
pub(super) fn lex(chars: &[char]) -> Vec<Token> {
    let mut input = Input::new(chars);
    let mut before = Before::default();
    let mut tokens = Vec::new();
    while let Ok(Some(token)) = token(&mut input, &mut before) {
        before.follow(&token.kind);
        tokens.push(token);
    }
    tokens
}

/// The next token; `None` at the end.
fn token(input: &mut Input<'_>, before: &mut Before) -> Result<Option<Token>, EmptyError> {
    let spaces = take_while(0.., is_space).parse_next(input)?;
    before.adjacent = spaces.is_empty();
    let Some(first) = opt(peek(any)).parse_next(input)? else {
        return Ok(None);
    };
    let read = |input: &mut Input<'_>| match first {
        '(' => any.value(TokenKind::Open).parse_next(input),
        ')' => any.value(TokenKind::Close).parse_next(input),
        '~' | '^' => marks.parse_next(input),
        '[' | '{' if before.takes_range() => range.parse_next(input),
        '+' | '-' if before.starts_term() && signs_term(input) => any
            .map(|sign| {
                if sign == '+' {
                    TokenKind::Plus
                } else {
                    TokenKind::Minus
                }
            })
            .parse_next(input),
        c if is_quote(c) => phrase.parse_next(input),
        _ => word(input, before),
    };
    let (kind, span) = read.with_span().parse_next(input)?;
    Ok(Some(Token {
        kind,
        span: Span {
            start: span.start,
            end: span.end,
        },
    }))
}

/// Whether the sign here stands directly before a term with something to look for.
fn signs_term(input: &Input<'_>) -> bool {
    let searchable = |found: bool, (c, _): (char, bool)| found || c.is_alphanumeric();
    let term = |input: &mut Input<'_>| -> Result<bool, EmptyError> {
        any.parse_next(input)?;
        match peek(any).parse_next(input)? {
            '+' | '-' => Ok(false),
            '(' => Ok(true),
            c if is_quote(c) => Ok(true),
            _ => repeat(1.., letter).fold(|| false, searchable).parse_next(input),
        }
    };
    let mut ahead = *input;
    term(&mut ahead).unwrap_or_default()
}

/// A character, and whether a backslash makes it an ordinary one.
fn character(input: &mut Input<'_>) -> Result<(char, bool), EmptyError> {
    alt((
        preceded(one_of('\\'), any).map(|c| (c, true)),
        any.map(|c| (c, false)),
    ))
    .parse_next(input)
}

/// A character that does not end the word.
fn letter(input: &mut Input<'_>) -> Result<(char, bool), EmptyError> {
    character
        .verify(|(c, escaped)| *escaped || !is_delimiter(*c))
        .parse_next(input)
}

/// `~2`, `^1.5`, and whatever else follows a `~` or `^`.
fn marks(input: &mut Input<'_>) -> Result<TokenKind, EmptyError> {
    repeat(1.., letter.map(|(c, _)| c))
        .map(TokenKind::Marks)
        .parse_next(input)
}

/// `"..."`, up to the end of the text if it is not closed.
fn phrase(input: &mut Input<'_>) -> Result<TokenKind, EmptyError> {
    let inside = character
        .verify(|(c, escaped)| *escaped || !is_quote(*c))
        .map(|(c, _)| c);
    (any, repeat(0.., inside), opt(any))
        .map(
            |(_, text, close): (char, String, Option<char>)| TokenKind::Phrase {
                text,
                closed: close.is_some(),
            },
        )
        .parse_next(input)
}

/// `[... TO ...]`. One that is not closed ends after its second bound.
fn range(input: &mut Input<'_>) -> Result<TokenKind, EmptyError> {
    let open = any.parse_next(input)?;
    let inside = |c: char| !is_bracket(c) && !is_quote(c) && !matches!(c, '(' | ')');
    let closed = opt((take_while(0.., inside), one_of([']', '}']))).parse_next(input)?;
    if let Some((text, close)) = closed {
        return Ok(TokenKind::Range {
            open,
            text: text.iter().collect(),
            close: Some(close),
        });
    }
    let bound = || take_while(1.., move |c: char| inside(c) && !is_space(c));
    let to = (
        take_while(1.., is_space),
        one_of(['T', 't']),
        one_of(['O', 'o']),
        take_while(1.., is_space),
    );
    let text = (take_while(0.., is_space), opt(bound()), opt((to, bound())))
        .take()
        .parse_next(input)?;
    Ok(TokenKind::Range {
        open,
        text: text.iter().collect(),
        close: None,
    })
}

/// A word, an operator in letters, or a field's name with its colon.
fn word(input: &mut Input<'_>, before: &Before) -> Result<TokenKind, EmptyError> {
    let mut text = String::new();
    let mut stars = Vec::new();
    let mut plain = true;
    let mut colon_ends_field = before.takes_field(input);
    let unmarked = letter.verify(|(c, escaped)| *escaped || !matches!(c, '~' | '^'));
    let mut unmarked = opt(unmarked);
    loop {
        let typed_at = input.current_token_start();
        let Some((c, escaped)) = unmarked.parse_next(input)? else {
            break;
        };
        plain &= !escaped;
        if c == ':' && !escaped && std::mem::take(&mut colon_ends_field) && text.contains(char::is_alphabetic)
        {
            let field = Field::named(&text);
            return Ok(field.map_or(TokenKind::UnknownField(text), TokenKind::Field));
        }
        if c == '*' && !escaped {
            stars.push(Star {
                at: text.len(),
                typed_at,
            });
        }
        text.push(c);
    }
    let alone = plain && !before.wants_word() && !input.first().is_some_and(|c| matches!(c, '~' | '^'));
    Ok(match text.as_str() {
        "AND" if alone => TokenKind::And,
        "OR" if alone => TokenKind::Or,
        "NOT" if alone => TokenKind::Not,
        _ => TokenKind::Word { text, stars },
    })
}
