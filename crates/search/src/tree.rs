//! The query tree: what a query means, with the place in the typed text that each part comes from.

use daybook_model::{ClockTime, EntityKind, LocalDate};
use serde::Serialize;

/// A stretch of the typed query, in Unicode scalar values, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
}

/// The running text that a word is looked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TextField {
    /// The entry's own text.
    Text,
    /// The title of its page.
    Title,
    /// The standfirst of its page.
    Standfirst,
    /// What the entry quotes: the passages in quote marks, each by itself. Beside a [`NodeKind::Speaker`] only those
    /// that are theirs: see [`speakers_beside`].
    Said,
}

impl TextField {
    /// Its name in queries and answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Standfirst => "standfirst",
            Self::Said => "said",
        }
    }
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(no_recursion))]
pub struct Node {
    /// Where it was typed.
    pub span: Span,
    /// What its score is multiplied with; 1 unless typed (`word^2`).
    #[serde(skip_serializing_if = "is_one")]
    pub boost: f32,
    /// What it asks for.
    #[serde(flatten)]
    pub kind: NodeKind,
}

/// serde hands the field over by reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_one(boost: &f32) -> bool {
    *boost == 1.0
}

/// What a part of a query asks for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "type")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(no_recursion))]
pub enum NodeKind {
    /// Every entry: the empty query.
    Everything,
    /// A word, stemmed. One that the analyser cuts into several tokens (`co-operation`) is a phrase of them.
    Word {
        /// Where to look.
        field: TextField,
        /// The word as typed.
        text: String,
    },
    /// Words in this order, as written. Only if no entry has the words as written are their stems looked for.
    Phrase {
        /// Where to look.
        field: TextField,
        /// The words as typed, without the quotes.
        text: String,
        /// How many positions the words may be moved apart or about (`"near phrases"~3`); 0 is exact.
        slop: u32,
    },
    /// Words that begin so.
    Prefix {
        /// Where to look.
        field: TextField,
        /// The beginning as typed, without the star.
        text: String,
    },
    /// Words at most so many letters (inserted, removed, replaced, or two neighbours swapped) away.
    Fuzzy {
        /// Where to look.
        field: TextField,
        /// The word as typed.
        text: String,
        /// 1 or 2.
        distance: u8,
    },
    /// Entries whose date may lie in these days, both ends included.
    Date {
        /// The first day; `null` is no bound.
        from: Option<LocalDate>,
        /// The last day; `null` is no bound.
        to: Option<LocalDate>,
    },
    /// Entries that nothing dates.
    Undated,
    /// Entries of these times of day, both ends included. `from` after `to` runs past midnight.
    Time {
        /// The first minute; `null` is no bound.
        from: Option<ClockTime>,
        /// The last minute; `null` is no bound.
        to: Option<ClockTime>,
    },
    /// Entries that name an organisation or person.
    Entity {
        /// Which of the two.
        entity: EntityKind,
        /// Its name or slug as typed.
        name: String,
    },
    /// Entries that quote somebody. What [`TextField::Said`] looks for beside it is what they said: see
    /// [`speakers_beside`].
    Speaker {
        /// Their name or slug as typed.
        name: String,
    },
    /// The entries of one page.
    Page {
        /// The page's id.
        id: String,
    },
    /// Every part matches.
    All {
        /// The parts, two or more.
        #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
        parts: Vec<Node>,
    },
    /// At least one part matches.
    Any {
        /// The parts, two or more.
        #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
        parts: Vec<Node>,
    },
    /// The required part matches; optional ones raise the score (`+a OR b`).
    Preferring {
        /// What must match.
        #[cfg_attr(feature = "openapi", schema(value_type = Object))]
        required: Box<Node>,
        /// What may match.
        #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
        optional: Vec<Node>,
    },
    /// The part matches, or one of the others, which count for less: words that mean the same. Made by
    /// [`widen`](crate::widen), never by the parser.
    Widened {
        /// What was typed.
        #[cfg_attr(feature = "openapi", schema(value_type = Object))]
        part: Box<Node>,
        /// What is looked for besides.
        #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
        others: Vec<Node>,
    },
    /// The part does not match.
    Not {
        /// What must not match.
        #[cfg_attr(feature = "openapi", schema(value_type = Object))]
        part: Box<Node>,
    },
}

impl Node {
    /// A part without a boost of its own.
    pub fn new(span: Span, kind: NodeKind) -> Self {
        Self {
            span,
            boost: 1.0,
            kind,
        }
    }

    /// The query that every entry matches.
    pub fn everything() -> Self {
        Self::new(Span { start: 0, end: 0 }, NodeKind::Everything)
    }
}

/// The speakers, as typed, whose words the parts of a [`NodeKind::All`] are about: those of its parts that are a
/// [`NodeKind::Speaker`], or a [`NodeKind::Any`] of nothing else. `None` if there are none.
///
/// Every [`TextField::Said`] in any of the parts, however deep, then looks into the quotations of these speakers only:
/// `speaker:"Len McCluskey" said:monster` finds what Len McCluskey said, not what somebody else said in an entry that
/// quotes him too. Each part is looked for by itself, so two of them may be in two quotations. Speakers of an inner
/// `All` take the place of those of an outer one. An engine may look into all quotations instead where there are very
/// many speakers, if it says so.
pub fn speakers_beside(parts: &[Node]) -> Option<Vec<&str>> {
    let mut speakers = Vec::new();
    for part in parts {
        match &part.kind {
            NodeKind::Speaker { name } => speakers.push(name.as_str()),
            NodeKind::Any { parts } => {
                let names: Option<Vec<&str>> = parts.iter().map(speaker).collect();
                speakers.extend(names.unwrap_or_default());
            }
            _ => {}
        }
    }
    (!speakers.is_empty()).then_some(speakers)
}

fn speaker(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Speaker { name } => Some(name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn speakers_stand_beside_what_is_said() {
        for (query, expected) in [
            ("speaker:ada said:engine", Some(vec!["ada"])),
            (
                "said:engine (speaker:ada OR speaker:\"Mary Shelley\")",
                Some(vec!["ada", "Mary Shelley"]),
            ),
            ("said:engine (speaker:ada OR monster)", None),
            ("said:engine -speaker:ada", None),
            ("said:engine (speaker:ada monster)", None),
        ] {
            let NodeKind::All { parts } = parse(query).unwrap().root.kind else {
                panic!("{query} has several parts");
            };
            assert_eq!(speakers_beside(&parts), expected, "{query}");
        }
    }
}
