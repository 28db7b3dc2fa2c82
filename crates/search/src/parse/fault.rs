//! Faults: what does not follow the grammar, how a person mends it and how a lenient reading did.

use crate::{ErrorCode, Repair, RequestError, Span};

/// How much of a piece of the query a message quotes.
const QUOTED: usize = 40;
/// How much of the query is shown on either side of a mistake.
const SHOWN: usize = 36;

/// One place at which a query does not follow the grammar.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub(super) code: ErrorCode,
    pub(super) span: Span,
    /// What is wrong, with the piece quoted.
    pub(super) problem: String,
    /// What a person should write instead.
    pub(super) mend: String,
    /// How it was read all the same.
    pub(super) read: String,
}

impl Fault {
    pub(super) fn into_error(self) -> RequestError {
        let detail = one_line(&format!("{}: {}", self.problem, self.mend));
        RequestError::new(self.code, "q", detail).at(self.span.start)
    }

    pub(super) fn into_repair(self) -> Repair {
        Repair {
            span: self.span,
            message: one_line(&format!("{}: {}", self.problem, self.read)),
        }
    }
}

/// The faults found so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Faults {
    found: Vec<Fault>,
}

impl Faults {
    /// Notes a fault in the query's syntax: what is wrong, how to mend it, how it was read.
    pub(super) fn note(
        &mut self,
        span: Span,
        problem: impl Into<String>,
        mend: impl Into<String>,
        read: impl Into<String>,
    ) {
        self.note_as(ErrorCode::InvalidQuery, span, problem, mend, read);
    }

    /// Notes a fault of another kind.
    pub(super) fn note_as(
        &mut self,
        code: ErrorCode,
        span: Span,
        problem: impl Into<String>,
        mend: impl Into<String>,
        read: impl Into<String>,
    ) {
        let (problem, mend, read) = (problem.into(), mend.into(), read.into());
        self.found.push(Fault {
            code,
            span,
            problem,
            mend,
            read,
        });
    }

    pub(super) fn count(&self) -> usize {
        self.found.len()
    }

    pub(super) fn into_vec(self) -> Vec<Fault> {
        self.found
    }
}

/// A piece of the query as a message quotes it.
pub(super) fn quoted(piece: &str) -> String {
    format!("\"{}\"", shortened(piece))
}

/// A piece of the query, not too long.
pub(super) fn shortened(piece: &str) -> String {
    let mut shown: String = piece.chars().take(QUOTED).collect();
    if piece.chars().nth(QUOTED).is_some() {
        shown.push('…');
    }
    shown
}

fn one_line(text: &str) -> String {
    text.chars().map(on_one_line).collect()
}

fn on_one_line(c: char) -> char {
    if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
        ' '
    } else {
        c
    }
}

impl RequestError {
    /// The part of `value` around the mistake with a `^` under it, in two lines; `None` where the place is not known.
    ///
    /// ```
    /// # use daybook_search::parse;
    /// let error = parse("nurses AND").unwrap_err();
    /// assert_eq!(error.pointer("nurses AND").unwrap(), "nurses AND\n       ^");
    /// ```
    pub fn pointer(&self, value: &str) -> Option<String> {
        let position = self.position?;
        let start = position.saturating_sub(SHOWN);
        let mut line: String = if start == 0 {
            String::new()
        } else {
            "…".to_owned()
        };
        let indent = position - start + line.chars().count();
        line.extend(value.chars().skip(start).take(2 * SHOWN).map(on_one_line));
        if value.chars().nth(start + 2 * SHOWN).is_some() {
            line.push('…');
        }
        Some(format!("{line}\n{}^", " ".repeat(indent)))
    }
}
