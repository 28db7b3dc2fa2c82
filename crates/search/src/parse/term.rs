//! Terms: what a field stands before, and the field.

use super::chain::{hull, joined};
use super::fault::{Faults, quoted};
use super::field::{self, Field};
use super::grammar::{Input, Parsed, Place, group, kind, marks_at};
use super::lexer::{Token, TokenKind, is_space};
use super::range;
use super::word::{Typed, dangling, phrase, value_boost, word};
use crate::{Node, NodeKind, Span, TextField};
use winnow::Parser;
use winnow::combinator::opt;

/// Whether a term begins with such a token.
pub(super) fn begins(kind: &TokenKind) -> bool {
    matches!(kind, TokenKind::Field(_) | TokenKind::UnknownField(_)) || is_body(kind)
}

/// Whether it is what a field stands before.
fn is_body(kind: &TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Word { .. }
            | TokenKind::Phrase { .. }
            | TokenKind::Range { .. }
            | TokenKind::Marks(_)
            | TokenKind::Open
    )
}

/// What a flat reading of a term finds.
pub(super) enum Flat {
    /// A parenthesis opens, and terms in it belong to this field.
    Group(Field),
    /// A term, unless it was left out.
    Term(Option<Node>),
}

/// Where words are looked for that stand in such a field.
fn text_field(field: Field) -> TextField {
    field.text_field().unwrap_or(TextField::Text)
}

/// The names before a term.
struct Heads<'t> {
    /// What the term is looked for in.
    field: Field,
    /// From the first name to the last colon.
    span: Option<Span>,
    /// Names of no field, and where they are looked for as words.
    unknown: Vec<(&'t str, Span, TextField)>,
    /// Whether a term follows at all.
    followed: bool,
}

/// A term, from its field on; `None` if it was left out.
pub(super) fn term(input: &mut Input<'_>, place: Place) -> Parsed<Option<Node>> {
    let heads = heads(input, place.field)?;
    let inner = place.within(heads.field);
    let body = match opt(kind(|kind| *kind == TokenKind::Open)).parse_next(input) {
        _ if !heads.followed => None,
        Ok(Some(open)) => group(input, open, inner)?,
        _ => body(input, &heads, inner)?,
    };
    Ok(with_unknown(heads, body))
}

/// A term whose groups are not read as such.
pub(super) fn flat(input: &mut Input<'_>, place: Place) -> Parsed<Flat> {
    let heads = heads(input, place.field)?;
    let inner = place.within(heads.field);
    if heads.followed
        && opt(kind(|kind| *kind == TokenKind::Open))
            .parse_next(input)?
            .is_some()
    {
        return Ok(Flat::Group(heads.field));
    }
    let body = if heads.followed {
        body(input, &heads, inner)?
    } else {
        None
    };
    Ok(Flat::Term(with_unknown(heads, body)))
}

/// The fields before a term: one at most if all is well.
fn heads<'t>(input: &mut Input<'t>, field: Field) -> Parsed<Heads<'t>> {
    let mut heads = Heads {
        field,
        span: None,
        unknown: Vec::new(),
        followed: true,
    };
    let is_head = |kind: &TokenKind| matches!(kind, TokenKind::Field(_) | TokenKind::UnknownField(_));
    while let Some(token) = opt(kind(is_head)).parse_next(input)? {
        heads.span = Some(heads.span.map_or(token.span, |span| hull(span, token.span)));
        let next = input.input.first();
        let adjacent = next.filter(|next| next.span.start == token.span.end && begins(&next.kind));
        match &token.kind {
            TokenKind::UnknownField(name) => {
                field::note_unknown(name, token, &mut input.state);
                heads.unknown.push((name, token.span, text_field(heads.field)));
                heads.followed = adjacent.is_some();
            }
            TokenKind::Field(field) => {
                let spaced = next.is_some_and(|next| is_body(&next.kind));
                heads.followed = adjacent.is_some() || spaced;
                match adjacent.map(|next| &next.kind) {
                    Some(TokenKind::Field(other)) => note_two_fields(*field, *other, token, &mut input.state),
                    Some(_) => {}
                    None => note_no_value(*field, token, spaced, &mut input.state),
                }
                if heads.followed {
                    heads.field = *field;
                } else {
                    heads
                        .unknown
                        .push((field.name(), token.span, text_field(heads.field)));
                }
            }
            _ => {}
        }
        if adjacent.is_none() {
            break;
        }
    }
    Ok(heads)
}

fn note_two_fields(field: Field, other: Field, token: &Token, faults: &mut Faults) {
    let (field, other) = (field.name(), other.name());
    let problem = format!("`{field}:` stands directly before `{other}:`");
    faults.note(
        token.span,
        problem,
        "leave one of them out",
        format!("read as `{other}:`"),
    );
}

fn note_no_value(field: Field, token: &Token, spaced: bool, faults: &mut Faults) {
    let problem = format!("`{}:` has nothing directly after it", field.name());
    let mend = if spaced {
        format!("remove the space, as in {}", field.example())
    } else {
        format!("write what to look for, as in {}", field.example())
    };
    let read = if spaced {
        "read as if there were no space"
    } else {
        "read as a word"
    };
    faults.note(token.span, problem, mend, read);
}

/// A term with the words before it that turned out to be no fields.
fn with_unknown(heads: Heads<'_>, body: Option<Node>) -> Option<Node> {
    if heads.unknown.is_empty() {
        return body;
    }
    if let Some(node) = &body
        && let NodeKind::Word { field, text } = &node.kind
        && text.starts_with("//")
    {
        let names: String = heads.unknown.iter().flat_map(|(name, ..)| [*name, ":"]).collect();
        let span = heads.span.map_or(node.span, |head| hull(head, node.span));
        return Some(Node {
            span,
            boost: node.boost,
            kind: NodeKind::Word {
                field: *field,
                text: names + text,
            },
        });
    }
    let words = heads.unknown.into_iter().map(|(name, span, field)| {
        let text = name.to_owned();
        Node::new(span, NodeKind::Word { field, text })
    });
    joined(words.chain(body).collect(), |parts| NodeKind::All { parts })
}

/// A word, phrase or range with its marks.
fn body(input: &mut Input<'_>, heads: &Heads<'_>, place: Place) -> Parsed<Option<Node>> {
    let token = kind(is_body).parse_next(input)?;
    let marks = marks_at(input, token.span.end)?;
    let head = if heads.unknown.is_empty() {
        heads.span
    } else {
        None
    };
    let mut span = head.map_or(token.span, |head| hull(head, token.span));
    span.end = marks.map_or(span.end, |(_, marks)| marks.end);
    let faults = &mut input.state;
    Ok(match &token.kind {
        TokenKind::Word { text, stars } => word(
            &Typed {
                text,
                stars,
                token,
                span,
                marks,
            },
            place.field,
            faults,
        ),
        TokenKind::Phrase { text, closed } => {
            if !closed {
                let empty = text.chars().all(is_space);
                let problem = format!("the quotation mark before {} is never closed", quoted(text));
                let mend = "close it where the phrase ends; \\\" is the character itself";
                let read = if empty {
                    "left out"
                } else {
                    "closed at the end of the query"
                };
                let mark = Span {
                    end: token.span.start + 1,
                    ..token.span
                };
                faults.note(if empty { token.span } else { mark }, problem, mend, read);
                if empty {
                    return Ok(None);
                }
            }
            let node = phrase(text, token.span, marks, place.field, faults);
            node.map(|node| Node { span, ..node })
        }
        TokenKind::Range { open, text, close } => {
            let boost = value_boost(marks, "a range", faults);
            let read = range::range(*open, text, *close, token.span, place.field, faults);
            read.map(|kind| Node { span, boost, kind })
        }
        TokenKind::Marks(text) => dangling(text, token.span, place.field, faults),
        _ => None,
    })
}
