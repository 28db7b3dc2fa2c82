//! From tokens to the tree: operators, groups and what binds what. Terms are in [`term`](super::term).

use super::MAX_DEPTH;
use super::chain::{Chain, Operand, hull, joined, note_missing_right};
use super::fault::{Fault, Faults, quoted};
use super::field::Field;
use super::lexer::{Token, TokenKind};
use super::marks::{Marks, multiplied};
use super::term;
use crate::{Node, NodeKind, Span};
use winnow::combinator::{opt, repeat};
use winnow::error::EmptyError;
use winnow::stream::{Stateful, TokenSlice};
use winnow::token::one_of;
use winnow::{Parser, Result};

pub(super) type Input<'t> = Stateful<TokenSlice<'t, Token>, Faults>;
/// No parser here fails on what a person typed: that is a fault, and the reading goes on.
pub(super) type Parsed<T> = Result<T, EmptyError>;

/// Reads all tokens; `None` if they ask for nothing.
pub(super) fn query(tokens: &[Token]) -> (Option<Node>, Vec<Fault>) {
    let mut input = Input {
        input: TokenSlice::new(tokens),
        state: Faults::default(),
    };
    let root = chain(
        &mut input,
        Place {
            field: Field::Text,
            depth: 0,
            group: false,
        },
    );
    (root.unwrap_or_default(), input.state.into_vec())
}

/// Where in the query a part stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// What terms without a field of their own are looked for in.
    pub(super) field: Field,
    /// How many parentheses and repeated `NOT`s are around it.
    pub(super) depth: usize,
    /// Whether it is in parentheses.
    group: bool,
}

impl Place {
    pub(super) fn within(self, field: Field) -> Self {
        Self { field, ..self }
    }
}

/// A token of the wanted kind.
pub(super) fn kind<'t>(wanted: fn(&TokenKind) -> bool) -> impl Parser<Input<'t>, &'t Token, EmptyError> {
    one_of(move |token: &Token| wanted(&token.kind))
}

/// The marks directly after a term that ends at `end`.
pub(super) fn marks_at<'t>(input: &mut Input<'t>, end: usize) -> Parsed<Option<(&'t str, Span)>> {
    let adjacent = move |token: &Token| token.span.start == end && matches!(token.kind, TokenKind::Marks(_));
    let token = opt(one_of(adjacent)).parse_next(input)?;
    Ok(token.and_then(|token| match &token.kind {
        TokenKind::Marks(text) => Some((text.as_str(), token.span)),
        _ => None,
    }))
}

/// Everything up to the parenthesis that closes, or the end.
fn chain(input: &mut Input<'_>, place: Place) -> Parsed<Option<Node>> {
    let mut chain = Chain::default();
    while let Some(next) = input.input.first() {
        match next.kind {
            TokenKind::And | TokenKind::Or => {
                let token = kind(|_| true).parse_next(input)?;
                chain.operator(token, &mut input.state);
            }
            TokenKind::Close if place.group => break,
            TokenKind::Close => stray_close(input)?,
            _ => {
                let operand = operand(input, place)?;
                chain.operand(operand);
            }
        }
    }
    Ok(chain.finish(&mut input.state))
}

fn stray_close(input: &mut Input<'_>) -> Parsed<()> {
    let mut span = kind(|_| true).parse_next(input)?.span;
    if let Some((_, marks)) = marks_at(input, span.end)? {
        span.end = marks.end;
    }
    let mend = "remove it, or put the opening one where the group begins; \\) is the character itself";
    input.state.note(span, "`)` closes nothing", mend, "left out");
    Ok(())
}

/// A term with its `NOT`s and its sign.
fn operand(input: &mut Input<'_>, place: Place) -> Parsed<Operand> {
    let nots: Vec<&Token> = repeat(0.., kind(|kind| *kind == TokenKind::Not)).parse_next(input)?;
    let sign = opt(kind(|kind| matches!(kind, TokenKind::Plus | TokenKind::Minus))).parse_next(input)?;
    let minus = sign.is_some_and(|token| token.kind == TokenKind::Minus);
    if sign.is_none()
        && let Some(last) = nots.last()
        && !input.input.first().is_some_and(|token| term::begins(&token.kind))
    {
        note_missing_right(last, &mut input.state);
        for not in &nots[..nots.len() - 1] {
            note_missing_right(not, &mut input.state);
        }
        return Ok(None);
    }
    let begin = nots.first().copied().or(sign).map(|token| token.span);
    let mut negations = nots.len() + usize::from(minus);
    let mut inner = place;
    let repeated = negations.saturating_sub(1);
    let most = if group_follows(input) {
        MAX_DEPTH - 1
    } else {
        MAX_DEPTH
    };
    if repeated > 0 && place.depth + repeated > most {
        let end = nots.last().or(sign.as_ref()).map_or(0, |token| token.span.end);
        let span = Span {
            start: begin.map_or(0, |span| span.start),
            end,
        };
        note_too_deep(span, "two that follow one another cancel out", &mut input.state);
        negations %= 2;
    } else {
        inner.depth += repeated;
    }
    let Some(mut node) = term::term(input, inner)? else {
        return Ok(None);
    };
    for _ in 0..negations {
        node = Node::new(node.span, NodeKind::Not { part: Box::new(node) });
    }
    if let Some(begin) = begin {
        node.span = hull(begin, node.span);
    }
    Ok(Some((node, sign.is_some() && !minus && nots.is_empty())))
}

/// Whether the next term is a group.
fn group_follows(input: &Input<'_>) -> bool {
    let is_field = |token: &&Token| matches!(token.kind, TokenKind::Field(_) | TokenKind::UnknownField(_));
    input
        .input
        .iter()
        .find(|token| !is_field(token))
        .is_some_and(|token| token.kind == TokenKind::Open)
}

/// Whether the group that has just been opened holds another.
fn holds_group(input: &Input<'_>) -> bool {
    let is_parenthesis = |token: &&Token| matches!(token.kind, TokenKind::Open | TokenKind::Close);
    input
        .input
        .iter()
        .find(is_parenthesis)
        .is_some_and(|token| token.kind == TokenKind::Open)
}

fn note_too_deep(span: Span, read: &str, faults: &mut Faults) {
    let problem = format!("the query nests deeper than {MAX_DEPTH}");
    faults.note(span, problem, "use fewer parentheses within parentheses", read);
}

/// A group, from its opening parenthesis on.
pub(super) fn group(input: &mut Input<'_>, open: &Token, place: Place) -> Parsed<Option<Node>> {
    if place.depth >= MAX_DEPTH || (place.depth + 1 == MAX_DEPTH && holds_group(input)) {
        return flat_group(input, open, place);
    }
    let faults = input.state.count();
    let node = chain(
        input,
        Place {
            depth: place.depth + 1,
            group: true,
            ..place
        },
    )?;
    let close = opt(kind(|kind| *kind == TokenKind::Close)).parse_next(input)?;
    let end = match close {
        Some(token) => token.span.end,
        None => {
            let mend = "add a `)` where the group ends; \\( is the character itself";
            input.state.note(
                open.span,
                "`(` is never closed",
                mend,
                "closed at the end of the query",
            );
            node.as_ref().map_or(open.span.end, |node| node.span.end)
        }
    };
    let marks = marks_at(input, end)?;
    let span = Span {
        start: open.span.start,
        end: marks.map_or(end, |(_, span)| span.end),
    };
    let Some(mut node) = node else {
        if input.state.count() == faults {
            let mend = "write what to look for, or remove them; \\( and \\) are the characters themselves";
            input
                .state
                .note(span, "there is nothing between the parentheses", mend, "left out");
        } else if let Some((text, place)) = marks {
            let problem = format!("{} follows a group of nothing", quoted(text));
            input.state.note(
                place,
                problem,
                "write what to look for in the parentheses",
                "left out",
            );
        }
        return Ok(None);
    };
    if !node.is_leaf() {
        node.span = span;
    }
    if let Some((text, place)) = marks {
        let boost = group_boost(text, place, &mut input.state);
        node.boost = if node.boost == 1.0 {
            boost
        } else {
            multiplied(node.boost, boost, place, &mut input.state)
        };
    }
    Ok(Some(node))
}

fn group_boost(text: &str, span: Span, faults: &mut Faults) -> f32 {
    let Some(marks) = Marks::read(text, span) else {
        let problem = format!("{} is no boost for a group", quoted(text));
        faults.note(
            span,
            problem,
            "write ^ and a number, such as ^2, or put a space before it",
            "left out",
        );
        return 1.0;
    };
    marks.refuse_tilde("a group", faults);
    marks.boost(faults)
}

/// A group that is too deep: its terms, all of which match, whatever stands between them.
///
/// It is the last that may be a group at all, so that the reading of what comes out of it is not too deep again.
fn flat_group(input: &mut Input<'_>, open: &Token, place: Place) -> Parsed<Option<Node>> {
    let mut span: Option<Span> = None;
    let mut end = open.span.end;
    // The field of each open parenthesis, and whether a `NOT` stands before it.
    let mut groups = vec![(place.field, false)];
    let mut parts = Vec::new();
    let mut negated = false;
    while let (Some(&(field, outer)), Some(next)) = (groups.last(), input.input.first()) {
        end = next.span.end;
        match &next.kind {
            TokenKind::Close => {
                kind(|_| true).parse_next(input)?;
                groups.pop();
                if let Some((_, marks)) = marks_at(input, end)? {
                    end = marks.end;
                }
            }
            TokenKind::And | TokenKind::Or | TokenKind::Plus => {
                kind(|_| true).parse_next(input)?;
            }
            TokenKind::Not | TokenKind::Minus => {
                kind(|_| true).parse_next(input)?;
                negated = !negated;
            }
            _ => {
                let begin = next.span;
                let negated = outer ^ std::mem::take(&mut negated);
                match term::flat(input, place.within(field))? {
                    term::Flat::Group(field) => {
                        span = span.or(Some(begin));
                        groups.push((field, negated));
                    }
                    term::Flat::Term(Some(node)) if negated => {
                        parts.push(Node::new(node.span, NodeKind::Not { part: Box::new(node) }));
                    }
                    term::Flat::Term(node) => parts.extend(node),
                }
            }
        }
    }
    let span = span.map_or(open.span, |span| Span { end, ..span });
    let read = "what is around it was read as a list of terms that all have to match";
    note_too_deep(span, read, &mut input.state);
    Ok(joined(parts, |parts| NodeKind::All { parts }))
}
