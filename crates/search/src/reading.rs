//! A query written out in full.

use crate::parse::{MAX_DEPTH, is_quote, is_space};
use crate::{Node, NodeKind, PartialDate, TextField};
use daybook_model::{ClockTime, LocalDate};
use std::fmt::Display;

impl Node {
    /// The query in full: every operator written out, every default said. The empty query is the empty text.
    ///
    /// [`parse`](crate::parse) reads it back into the same tree, spans aside. Only an [`NodeKind::Everything`] within
    /// a query, which no strict query has, takes [`parse_lenient`](crate::parse_lenient).
    ///
    /// ```
    /// let query = daybook_search::parse("(nurses doctors) OR -pay organisation:'NHS").unwrap();
    /// assert_eq!(query.root.reading(), "(nurses AND doctors) OR (NOT pay AND organisation:\"'NHS\")");
    /// ```
    pub fn reading(&self) -> String {
        if self.kind == NodeKind::Everything && self.boost == 1.0 {
            return String::new();
        }
        let clear = Writer::write(self, true);
        // Parentheses that only help the eye must not make a query too deep to be read again.
        if clear.deepest > MAX_DEPTH {
            Writer::write(self, false).out
        } else {
            clear.out
        }
    }

    /// Whether the part has no parts of its own.
    pub(crate) fn is_leaf(&self) -> bool {
        match self.kind {
            NodeKind::All { .. }
            | NodeKind::Any { .. }
            | NodeKind::Preferring { .. }
            | NodeKind::Widened { .. }
            | NodeKind::Not { .. } => false,
            NodeKind::Everything
            | NodeKind::Word { .. }
            | NodeKind::Phrase { .. }
            | NodeKind::Prefix { .. }
            | NodeKind::Fuzzy { .. }
            | NodeKind::Date { .. }
            | NodeKind::Undated
            | NodeKind::Time { .. }
            | NodeKind::Entity { .. }
            | NodeKind::Speaker { .. }
            | NodeKind::Page { .. } => true,
        }
    }
}

/// What stands around a part; a part that binds less tightly needs parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Around {
    Nothing,
    Or,
    And,
    Not,
    Plus,
}

/// Whether it is a word before which a sign would be no operator.
fn is_punctuation(kind: &NodeKind) -> bool {
    match kind {
        NodeKind::Everything => true,
        NodeKind::Word {
            field: TextField::Text,
            text,
        }
        | NodeKind::Prefix {
            field: TextField::Text,
            text,
        }
        | NodeKind::Fuzzy {
            field: TextField::Text,
            text,
            ..
        } => !text.contains(char::is_alphanumeric),
        _ => false,
    }
}

struct Writer {
    out: String,
    /// Whether parentheses are written that only help the eye.
    clear: bool,
    depth: usize,
    deepest: usize,
}

impl Writer {
    fn write(root: &Node, clear: bool) -> Self {
        let mut writer = Self {
            out: String::new(),
            clear,
            depth: 0,
            deepest: 0,
        };
        writer.node(root, Around::Nothing);
        writer
    }

    fn push(&mut self, text: impl Display) {
        self.out.push_str(&text.to_string());
    }

    fn deeper(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        write(self);
        self.depth -= 1;
    }

    fn node(&mut self, node: &Node, around: Around) {
        let boosted = node.boost != 1.0;
        let parentheses = if node.is_leaf() {
            around == Around::Plus && is_punctuation(&node.kind)
        } else {
            boosted || self.needs_parentheses(&node.kind, around)
        };
        if parentheses {
            self.push('(');
            self.deeper(|writer| writer.kind(&node.kind));
            self.push(')');
        } else if around == Around::Not && matches!(node.kind, NodeKind::Not { .. }) {
            self.deeper(|writer| writer.kind(&node.kind));
        } else {
            self.kind(&node.kind);
        }
        if boosted {
            self.push(format_args!("^{}", node.boost));
        }
    }

    fn needs_parentheses(&self, kind: &NodeKind, around: Around) -> bool {
        match (kind, around) {
            (_, Around::Nothing) => false,
            (NodeKind::Not { .. }, Around::Plus) => true,
            (NodeKind::Not { .. }, _) => false,
            (NodeKind::All { .. }, Around::Or) => self.clear,
            _ => true,
        }
    }

    fn list<'n>(&mut self, parts: impl IntoIterator<Item = &'n Node>, operator: &str, around: Around) {
        for (i, part) in parts.into_iter().enumerate() {
            if i > 0 {
                self.push(operator);
            }
            self.node(part, around);
        }
    }

    fn kind(&mut self, kind: &NodeKind) {
        match kind {
            NodeKind::Everything => self.push('*'),
            NodeKind::Word { field, text } => self.word(*field, text),
            NodeKind::Prefix { field, text } => {
                self.word(*field, text);
                self.push('*');
            }
            NodeKind::Fuzzy {
                field,
                text,
                distance,
            } => {
                self.word(*field, text);
                self.push(format_args!("~{distance}"));
            }
            NodeKind::Phrase { field, text, slop } => {
                self.field(*field);
                self.quoted(text);
                if *slop > 0 {
                    self.push(format_args!("~{slop}"));
                }
            }
            NodeKind::Date { from, to } => self.date(*from, *to),
            NodeKind::Undated => self.push("date:undated"),
            NodeKind::Time {
                from: Some(from),
                to: Some(to),
            } if from == to => self.push(format_args!("time:{from}")),
            NodeKind::Time { from, to } => {
                let bound =
                    |time: &Option<ClockTime>| time.map_or_else(|| "*".to_owned(), |time| time.to_string());
                self.push(format_args!("time:[{} TO {}]", bound(from), bound(to)));
            }
            NodeKind::Entity { entity, name } => {
                self.push(format_args!("{entity}:"));
                self.value(name);
            }
            NodeKind::Speaker { name } => {
                self.push("speaker:");
                self.value(name);
            }
            NodeKind::Page { id } => {
                self.push("page:");
                self.value(id);
            }
            NodeKind::All { parts } => self.list(parts, " AND ", Around::And),
            NodeKind::Any { parts } => self.list(parts, " OR ", Around::Or),
            NodeKind::Widened { part, others } => {
                self.list(std::iter::once(&**part).chain(others), " OR ", Around::Or);
            }
            NodeKind::Not { part } => {
                self.push("NOT ");
                self.node(part, Around::Not);
            }
            NodeKind::Preferring { required, optional } => {
                self.required(required);
                for part in optional {
                    self.push(" OR ");
                    self.node(part, Around::Or);
                }
            }
        }
    }

    fn required(&mut self, node: &Node) {
        let is_not = |part: &Node| matches!(part.kind, NodeKind::Not { .. }) && part.boost == 1.0;
        match &node.kind {
            NodeKind::All { parts } if !self.clear && node.boost == 1.0 && !parts.iter().all(is_not) => {
                for (i, part) in parts.iter().enumerate() {
                    if i > 0 {
                        self.push(" AND ");
                    }
                    if is_not(part) {
                        self.node(part, Around::And);
                    } else {
                        self.push('+');
                        self.node(part, Around::Plus);
                    }
                }
            }
            _ => {
                self.push('+');
                self.node(node, Around::Plus);
            }
        }
    }

    fn field(&mut self, field: TextField) {
        match field {
            TextField::Text => {}
            other => self.push(format_args!("{}:", other.name())),
        }
    }

    fn word(&mut self, field: TextField, text: &str) {
        self.field(field);
        let operator = matches!(text, "AND" | "OR" | "NOT");
        // Whether the first colon would make a field of what stands before it, and then the second, and so on.
        let colon = text
            .split_once(':')
            .is_some_and(|(name, _)| name.contains(char::is_alphabetic));
        for (at, c) in text.char_indices() {
            let special = is_space(c) || is_quote(c) || matches!(c, '(' | ')' | '\\' | '*' | '~' | '^');
            if special || (colon && c == ':') || (at == 0 && (operator || matches!(c, '+' | '-'))) {
                self.out.push('\\');
            }
            self.out.push(c);
        }
    }

    fn quoted(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            if is_quote(c) || c == '\\' {
                self.out.push('\\');
            }
            self.out.push(c);
        }
        self.out.push('"');
    }

    /// A name or id: a slug as it is, anything else in quotes.
    fn value(&mut self, text: &str) {
        if text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
            && !text.is_empty()
        {
            self.push(text);
        } else {
            self.quoted(text);
        }
    }

    fn date(&mut self, from: Option<LocalDate>, to: Option<LocalDate>) {
        let ends = from.zip(to);
        // `2015-03-09` cut to a year, a month or itself: the shortest that is these days and no others.
        let short = from.map(|day| day.to_string()).and_then(|day| {
            [4, 7, 10].into_iter().find_map(|len| {
                let date = PartialDate::parse(day.get(..len)?)?;
                (Some((date.first(), date.last())) == ends).then(|| day[..len].to_owned())
            })
        });
        match short {
            Some(short) => self.push(format_args!("date:{short}")),
            None => {
                let bound =
                    |day: Option<LocalDate>| day.map_or_else(|| "*".to_owned(), |day| day.to_string());
                self.push(format_args!("date:[{} TO {}]", bound(from), bound(to)));
            }
        }
    }
}
