//! What holds for every text and every tree.

use super::super::lexer::{TokenKind, lex};
use super::{leaves, parse, parse_lenient};
use crate::{Node, NodeKind, ParsedQuery, Span, TextField};
use daybook_model::{ClockTime, EntityKind, LocalDate};
use proptest::prelude::*;

const NOWHERE: Span = Span { start: 0, end: 0 };

/// The same tree without the places it was typed at.
fn bare(mut node: Node) -> Node {
    node.span = NOWHERE;
    node.kind = match node.kind {
        NodeKind::All { parts } => NodeKind::All {
            parts: parts.into_iter().map(bare).collect(),
        },
        NodeKind::Any { parts } => NodeKind::Any {
            parts: parts.into_iter().map(bare).collect(),
        },
        NodeKind::Preferring { required, optional } => NodeKind::Preferring {
            required: Box::new(bare(*required)),
            optional: optional.into_iter().map(bare).collect(),
        },
        NodeKind::Not { part } => NodeKind::Not {
            part: Box::new(bare(*part)),
        },
        leaf => leaf,
    };
    node
}

/// The characters that are neither separators nor in any of the spans.
fn uncovered(text: &str, spans: impl IntoIterator<Item = Span>) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for span in spans {
        chars[span.start..span.end].fill(' ');
    }
    chars
        .into_iter()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect()
}

/// Where every typed piece went: the spans of leaves (excluded ones too), operators and repairs.
fn covered_spans(query: &ParsedQuery) -> Vec<Span> {
    let chars: Vec<char> = query.text.chars().collect();
    let operators = lex(&chars).into_iter().filter(|token| match token.kind {
        TokenKind::Word { .. }
        | TokenKind::Phrase { .. }
        | TokenKind::Range { .. }
        | TokenKind::UnknownField(_) => false,
        TokenKind::And
        | TokenKind::Or
        | TokenKind::Not
        | TokenKind::Plus
        | TokenKind::Minus
        | TokenKind::Open
        | TokenKind::Close
        | TokenKind::Field(_)
        | TokenKind::Marks(_) => true,
    });
    let mut spans: Vec<Span> = operators.map(|token| token.span).collect();
    spans.extend(leaves(&query.root).into_iter().map(|leaf| leaf.span));
    spans.extend(query.repairs.iter().map(|repair| repair.span));
    spans
}

fn all_covered(query: &ParsedQuery) -> Result<(), TestCaseError> {
    prop_assert_eq!(uncovered(&query.text, covered_spans(query)), "");
    // Operators do not hide what is to be searched.
    let leaves = leaves(&query.root).into_iter().map(|leaf| leaf.span);
    let rest = uncovered(
        &query.text,
        leaves.chain(query.repairs.iter().map(|repair| repair.span)),
    );
    let mut rest = rest.to_lowercase();
    for known in [
        "and",
        "or",
        "not",
        "organisation",
        "person",
        "date",
        "time",
        "page",
        "title",
        "standfirst",
        "speaker",
        "said",
        "text",
    ] {
        rest = rest.replace(known, "");
    }
    let boosts = |c: char| c.is_ascii_digit() && query.text.contains('^');
    prop_assert!(
        !rest.contains(|c: char| c.is_alphanumeric() && !boosts(c)),
        "{} is left of {:?}",
        rest,
        query.text
    );
    Ok(())
}

/// Texts with much syntax in them.
fn queries() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "a", "word", "co-op", "AND", "OR", "NOT", "and", "(", ")", "((", "\"", "“", "”", "«", "+", "-", "*", "~", "^",
            "~2", "~3", "^2", "^0.5", "\\", ":", "title:", "text:", "said:", "speaker:", "person:", "date:", "time:", "page:", "NHS:", "http://x",
            "[", "]", "{", "}", "TO", "2015", "2015-03-09", "09:30", "9am", ">=", "undated", "O’Brien", "é", "日", "\u{1f600}",
        ]).prop_map(str::to_owned),
        1 => ".",
    ];
    let gap = prop::sample::select(vec!["", "", " ", "\n"]);
    prop::collection::vec((piece, gap), 0..24).prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(piece, gap)| [piece, gap.to_owned()])
            .collect()
    })
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-z’'&.-]{1,6}",
        1 => prop::sample::select(vec!["AND", "OR", "NOT", "TO", "title:x", "12:30", "http://x"]).prop_map(str::to_owned),
        1 => "\\PC{1,6}",
        1 => "[-+*~^():\\\\\" \n\\[\\]a]{1,5}",
    ]
}

fn names() -> impl Strategy<Value = String> {
    words()
        .prop_map(|word| word.trim().to_owned())
        .prop_filter("a name", |name| {
            name.chars().any(|c| !c.is_whitespace() && !c.is_control())
        })
}

fn days() -> impl Strategy<Value = LocalDate> {
    (1i16..=9999, 1u8..=12, 1u8..=28).prop_map(|(year, month, day)| LocalDate::new(year, month, day).unwrap())
}

fn leaf_kinds() -> impl Strategy<Value = NodeKind> {
    let field = || {
        prop::sample::select(vec![
            TextField::Text,
            TextField::Title,
            TextField::Standfirst,
            TextField::Said,
        ])
    };
    let entity = prop::sample::select(vec![EntityKind::Organisation, EntityKind::Person]);
    let minute =
        || prop::option::of((0u16..1440).prop_map(|minutes| ClockTime::from_minutes(minutes).unwrap()));
    prop_oneof![
        (field(), words()).prop_map(|(field, text)| NodeKind::Word { field, text }),
        (field(), words()).prop_map(|(field, text)| NodeKind::Prefix { field, text }),
        (field(), words(), 1u8..=2).prop_map(|(field, text, distance)| NodeKind::Fuzzy {
            field,
            text,
            distance
        }),
        (field(), names(), 0u32..=100).prop_map(|(field, text, slop)| NodeKind::Phrase { field, text, slop }),
        (prop::option::of(days()), prop::option::of(days())).prop_map(|(a, b)| {
            let swapped = a.is_some() && b.is_some() && a > b;
            if swapped {
                NodeKind::Date { from: b, to: a }
            } else {
                NodeKind::Date { from: a, to: b }
            }
        }),
        Just(NodeKind::Undated),
        (minute(), minute()).prop_map(|(from, to)| NodeKind::Time { from, to }),
        (entity, names()).prop_map(|(entity, name)| NodeKind::Entity { entity, name }),
        names().prop_map(|name| NodeKind::Speaker { name }),
        names().prop_map(|id| NodeKind::Page { id }),
    ]
}

fn trees() -> impl Strategy<Value = Node> {
    let boost = || prop_oneof![4 => Just(1.0f32), 1 => 0.001f32..=100.0];
    let node = |(kind, boost)| Node {
        span: NOWHERE,
        boost,
        kind,
    };
    (leaf_kinds(), boost())
        .prop_map(node)
        .prop_recursive(5, 40, 4, move |inner| {
            let several = || prop::collection::vec(inner.clone(), 2..4);
            let kind = prop_oneof![
                several().prop_map(|parts| NodeKind::All { parts }),
                several().prop_map(|parts| NodeKind::Any { parts }),
                inner
                    .clone()
                    .prop_map(|part| NodeKind::Not { part: Box::new(part) }),
                (inner.clone(), prop::collection::vec(inner.clone(), 1..3)).prop_map(
                    |(required, optional)| {
                        NodeKind::Preferring {
                            required: Box::new(required),
                            optional,
                        }
                    }
                ),
            ];
            (kind, boost()).prop_map(node)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_character_of_any_text_is_lost(text in any::<String>()) {
        all_covered(&parse_lenient(&text))?;
    }

    #[test]
    fn no_character_of_a_query_is_lost(text in queries()) {
        let lenient = parse_lenient(&text);
        all_covered(&lenient)?;
        match parse(&text) {
            Ok(strict) => prop_assert_eq!(strict, lenient),
            Err(error) => {
                prop_assert_eq!(error.position, lenient.repairs.first().map(|repair| repair.span.start));
                prop_assert!(!error.detail.contains('\n'));
                prop_assert!(error.pointer(&text).is_some());
            }
        }
    }

    #[test]
    fn a_reading_reads_as_the_same_tree(tree in trees()) {
        let reading = tree.reading();
        let again = parse(&reading).map_err(|error| TestCaseError::fail(format!("{reading}: {error}")))?;
        prop_assert_eq!(bare(again.root), tree, "{}", reading);
    }

    #[test]
    fn what_was_mended_has_a_reading_too(text in queries()) {
        let mended = parse_lenient(&text).root;
        let again = parse_lenient(&mended.reading());
        prop_assert_eq!(bare(again.root), bare(mended), "{}", again.text);
    }

    #[test]
    fn long_queries_take_no_longer_than_their_length(piece in queries()) {
        let text = piece.repeat(4000 / piece.len().max(1));
        all_covered(&parse_lenient(&text))?;
    }
}
