//! Words and phrases with their stars and marks, and the values of fields.

use super::chain::hull;
use super::fault::{Faults, quoted};
use super::field::Field;
use super::lexer::{Star, Token, is_space};
use super::marks::Marks;
use super::range;
use crate::{Node, NodeKind, Span, TextField};
use daybook_model::EntityKind;

/// A word as it was typed.
pub(super) struct Typed<'t> {
    pub(super) text: &'t str,
    pub(super) stars: &'t [Star],
    pub(super) token: &'t Token,
    /// With its field and marks.
    pub(super) span: Span,
    pub(super) marks: Option<(&'t str, Span)>,
}

pub(super) fn word(typed: &Typed<'_>, field: Field, faults: &mut Faults) -> Option<Node> {
    let Some(text_field) = field.text_field() else {
        return value_word(typed, field, faults);
    };
    let marks = match typed.marks {
        None => Marks::default(),
        Some((text, span)) => match Marks::read(text, span) {
            Some(marks) => marks,
            None => {
                let sign = if text.starts_with('~') { '~' } else { '^' };
                let problem = format!("{} is no number", quoted(text));
                let mend = format!(
                    "write {} after the word, or \\{sign} for the character itself",
                    if sign == '~' {
                        "~1 or ~2"
                    } else {
                        "^ and a number, such as ^2,"
                    }
                );
                faults.note(span, problem, mend, "read as part of the word");
                let text = format!("{}{text}", typed.text);
                return Some(Node::new(
                    typed.span,
                    NodeKind::Word {
                        field: text_field,
                        text,
                    },
                ));
            }
        },
    };
    let kind = match starred(typed, faults) {
        Stars::None => match marks.distance(typed.text, faults) {
            None => NodeKind::Word {
                field: text_field,
                text: typed.text.to_owned(),
            },
            Some(distance) => NodeKind::Fuzzy {
                field: text_field,
                text: typed.text.to_owned(),
                distance,
            },
        },
        other => {
            marks.refuse_tilde("a word with a `*`", faults);
            match other {
                Stars::Prefix(text) => NodeKind::Prefix {
                    field: text_field,
                    text,
                },
                Stars::Leading(text) => NodeKind::Word {
                    field: text_field,
                    text,
                },
                Stars::None | Stars::Only => NodeKind::Everything,
            }
        }
    };
    Some(Node {
        span: typed.span,
        boost: marks.boost(faults),
        kind,
    })
}

/// What the stars of a word make of it.
enum Stars {
    None,
    /// A beginning.
    Prefix(String),
    /// Stars at the start only, which are not supported.
    Leading(String),
    /// Nothing but stars.
    Only,
}

fn starred(typed: &Typed<'_>, faults: &mut Faults) -> Stars {
    let Some(first) = typed.stars.first() else {
        return Stars::None;
    };
    if typed.stars.len() == 1 && first.at > 0 && first.at + 1 == typed.text.len() {
        return Stars::Prefix(typed.text[..first.at].to_owned());
    }
    let span = Span {
        start: first.typed_at,
        end: typed.token.span.end,
    };
    if typed.stars.len() == typed.text.chars().count() {
        let mend = "write the beginning of a word before it, such as nurs*, or leave it out";
        faults.note(span, "`*` stands alone", mend, "read as every entry");
        return Stars::Only;
    }
    let problem = format!(
        "`*` stands at the end of a word only, not as in {}",
        quoted(typed.text)
    );
    let mend = "write the beginning of the word and then `*`, or \\* for the character itself";
    // Byte offsets of stars lie between characters, so that slices at them are whole.
    let leading = typed
        .stars
        .iter()
        .enumerate()
        .take_while(|(i, star)| *i == star.at)
        .count();
    let begins = typed.text[leading..].to_owned();
    match typed.stars.get(leading) {
        None => {
            faults.note(span, problem, mend, format!("read as {}", quoted(&begins)));
            Stars::Leading(begins)
        }
        Some(star) => {
            let prefix = typed.text[leading..star.at].to_owned();
            faults.note(
                span,
                problem,
                mend,
                format!("read as {}", quoted(&format!("{prefix}*"))),
            );
            Stars::Prefix(prefix)
        }
    }
}

/// A word that is a name, an id, a date or a time.
fn value_word(typed: &Typed<'_>, field: Field, faults: &mut Faults) -> Option<Node> {
    let name = field.name();
    let boost = value_boost(typed.marks, &format!("`{name}:`"), faults);
    let bare: String;
    let text = if let Some(star) = typed.stars.first() {
        let span = Span {
            start: star.typed_at,
            end: typed.token.span.end,
        };
        bare = typed.text.replace('*', "");
        let problem = format!("`*` does not go with `{name}:`");
        let mend = format!("write the whole, as in {}", field.example());
        if bare.is_empty() {
            faults.note(span, problem, mend, "read as every entry");
            return Some(Node {
                span: typed.span,
                boost,
                kind: NodeKind::Everything,
            });
        }
        faults.note(span, problem, mend, format!("read as {}", quoted(&bare)));
        &bare
    } else {
        typed.text
    };
    let kind = value(text, typed.token.span, field, faults)?;
    Some(Node {
        span: typed.span,
        boost,
        kind,
    })
}

/// The boost of something that knows no `~`.
pub(super) fn value_boost(marks: Option<(&str, Span)>, after: &str, faults: &mut Faults) -> f32 {
    let Some((text, span)) = marks else {
        return 1.0;
    };
    let Some(marks) = Marks::read(text, span) else {
        let problem = format!("{} does not go with {after}", quoted(text));
        faults.note(
            span,
            problem,
            "write ^ and a number, such as ^2, or put the whole in quotes",
            "left out",
        );
        return 1.0;
    };
    marks.refuse_tilde(after, faults);
    marks.boost(faults)
}

/// A name, an id, a date or a time.
fn value(text: &str, span: Span, field: Field, faults: &mut Faults) -> Option<NodeKind> {
    let text = text.trim_matches(is_space);
    if text.is_empty() {
        let problem = format!("there is nothing but a space after `{}:`", field.name());
        faults.note(
            span,
            problem,
            format!("write what to look for, as in {}", field.example()),
            "left out",
        );
        return None;
    }
    Some(match field {
        Field::Organisation => NodeKind::Entity {
            entity: EntityKind::Organisation,
            name: text.to_owned(),
        },
        Field::Person => NodeKind::Entity {
            entity: EntityKind::Person,
            name: text.to_owned(),
        },
        Field::Speaker => NodeKind::Speaker {
            name: text.to_owned(),
        },
        Field::Page => NodeKind::Page { id: text.to_owned() },
        Field::Date => return range::date(text, span, faults),
        Field::Time => return range::time(text, span, faults),
        Field::Title | Field::Standfirst | Field::Said | Field::Text => {
            let field = field.text_field().unwrap_or(TextField::Text);
            NodeKind::Phrase {
                field,
                text: text.to_owned(),
                slop: 0,
            }
        }
    })
}

pub(super) fn phrase(
    text: &str,
    span: Span,
    marks: Option<(&str, Span)>,
    field: Field,
    faults: &mut Faults,
) -> Option<Node> {
    if text.chars().all(is_space) {
        let span = marks.map_or(span, |(_, marks)| hull(span, marks));
        let mend = "write the phrase between them, or remove them; \\\" is the character itself";
        faults.note(
            span,
            "there is nothing between the quotation marks",
            mend,
            "left out",
        );
        return None;
    }
    let Some(text_field) = field.text_field() else {
        let boost = value_boost(marks, &format!("`{}:`", field.name()), faults);
        return value(text, span, field, faults).map(|kind| Node { span, boost, kind });
    };
    let read = marks.map(|(text, span)| (Marks::read(text, span), text, span));
    let marks = match read {
        None => Marks::default(),
        Some((Some(marks), ..)) => marks,
        Some((None, text, span)) => {
            let mend = "write ~ and how many positions the words may be apart, or ^ and a number; a word needs a \
                        space before it";
            faults.note(span, format!("{} is no number", quoted(text)), mend, "left out");
            Marks::default()
        }
    };
    let slop = marks.slop(faults);
    let kind = NodeKind::Phrase {
        field: text_field,
        text: text.to_owned(),
        slop,
    };
    Some(Node {
        span,
        boost: marks.boost(faults),
        kind,
    })
}

/// Marks that follow nothing.
pub(super) fn dangling(text: &str, span: Span, field: Field, faults: &mut Faults) -> Option<Node> {
    let word = text.trim_start_matches(['~', '^', '*']);
    let sign = if text.starts_with('~') { '~' } else { '^' };
    let problem = format!("`{sign}` follows no word");
    let mend =
        format!("write it directly after a word, as in budget{sign}2, or \\{sign} for the character itself");
    if !word.contains(char::is_alphanumeric) {
        faults.note(span, problem, mend, "left out");
        return None;
    }
    faults.note(span, problem, mend, format!("read as {}", quoted(word)));
    let field = field.text_field().unwrap_or(TextField::Text);
    Some(Node::new(
        span,
        NodeKind::Word {
            field,
            text: word.to_owned(),
        },
    ))
}
