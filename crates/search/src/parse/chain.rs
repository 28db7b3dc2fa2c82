//! Operands joined by `AND`, `OR` and `+`.

use super::fault::Faults;
use super::lexer::{Token, TokenKind};
use crate::{Node, NodeKind, Span};

/// Operands as they come in, joined by what stands between them.
#[derive(Debug, Default)]
pub(super) struct Chain<'t> {
    /// The arms of the `OR` so far; the last is the one being read.
    arms: Vec<Arm>,
    /// The operator that waits for its right side.
    waiting: Option<&'t Token>,
    /// Whether an operand has been read, were it one that was left out.
    begun: bool,
}

#[derive(Debug, Default)]
struct Arm {
    parts: Vec<Node>,
    required: bool,
}

/// An operand, and whether it has a `+`.
pub(super) type Operand = Option<(Node, bool)>;

impl<'t> Chain<'t> {
    pub(super) fn operator(&mut self, token: &'t Token, faults: &mut Faults) {
        let name = name_of(token);
        if !self.begun {
            let mend = format!(
                "write a word before it; the word itself is \"{}\"",
                name.to_lowercase()
            );
            faults.note(
                token.span,
                format!("`{name}` has nothing before it"),
                mend,
                "left out",
            );
            return;
        }
        if let Some(before) = self.waiting.replace(token) {
            note_missing_right(before, faults);
        }
    }

    pub(super) fn operand(&mut self, operand: Operand) {
        self.begun = true;
        let after_or = self
            .waiting
            .take()
            .is_some_and(|token| token.kind == TokenKind::Or);
        let Some((node, required)) = operand else {
            if after_or {
                self.arms.push(Arm::default());
            }
            return;
        };
        if after_or || self.arms.is_empty() {
            self.arms.push(Arm::default());
        }
        if let Some(arm) = self.arms.last_mut() {
            arm.parts.push(node);
            arm.required |= required;
        }
    }

    pub(super) fn finish(mut self, faults: &mut Faults) -> Option<Node> {
        if let Some(token) = self.waiting.take() {
            note_missing_right(token, faults);
        }
        self.arms.retain(|arm| !arm.parts.is_empty());
        if self.arms.len() < 2 || !self.arms.iter().any(|arm| arm.required) {
            let arms = self
                .arms
                .into_iter()
                .filter_map(|arm| joined(arm.parts, |parts| NodeKind::All { parts }));
            return joined(arms.collect(), |parts| NodeKind::Any { parts });
        }
        let (required, optional): (Vec<Arm>, Vec<Arm>) = self.arms.into_iter().partition(|arm| arm.required);
        let required = required.into_iter().flat_map(|arm| arm.parts).collect();
        let required = joined(required, |parts| NodeKind::All { parts })?;
        let optional: Vec<Node> = optional
            .into_iter()
            .filter_map(|arm| joined(arm.parts, |parts| NodeKind::All { parts }))
            .collect();
        if optional.is_empty() {
            return Some(required);
        }
        let span = optional
            .iter()
            .fold(required.span, |span, node| hull(span, node.span));
        Some(Node::new(
            span,
            NodeKind::Preferring {
                required: Box::new(required),
                optional,
            },
        ))
    }
}

fn name_of(token: &Token) -> &'static str {
    match token.kind {
        TokenKind::And => "AND",
        TokenKind::Or => "OR",
        _ => "NOT",
    }
}

pub(super) fn note_missing_right(token: &Token, faults: &mut Faults) {
    let name = name_of(token);
    let mend = format!(
        "write a word after it; the word itself is \"{}\"",
        name.to_lowercase()
    );
    faults.note(
        token.span,
        format!("`{name}` has nothing after it"),
        mend,
        "left out",
    );
}

/// The smallest span that holds both.
pub(super) fn hull(a: Span, b: Span) -> Span {
    Span {
        start: a.start.min(b.start),
        end: a.end.max(b.end),
    }
}

/// One node of several parts; the part itself if there is one only.
pub(super) fn joined(mut parts: Vec<Node>, make: fn(Vec<Node>) -> NodeKind) -> Option<Node> {
    if parts.len() < 2 {
        return parts.pop();
    }
    let span = parts
        .iter()
        .skip(1)
        .fold(parts.first()?.span, |span, node| hull(span, node.span));
    Some(Node::new(span, make(parts)))
}
