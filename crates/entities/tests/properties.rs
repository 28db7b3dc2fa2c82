//! What holds for any text: no panic, true spans, no overlap, the same answer twice.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use daybook_entities::{EntryNames, Gazetteer, GazetteerSource, PageText, Recogniser};
use daybook_model::{NamedEntity, slugify};
use proptest::prelude::*;
use std::sync::LazyLock;

const GAZETTEER: &str = include_str!("pages/gazetteer.toml");

static RECOGNISER: LazyLock<Recogniser> = LazyLock::new(|| {
    let source = GazetteerSource::new("gazetteer.toml", GAZETTEER);
    Recogniser::new(Gazetteer::from_sources(&[source]).unwrap())
});

/// Pieces of which names and their surroundings are made, so that the rules have something to do.
const PIECES: [&str; 48] = [
    "NHS",
    "England",
    "Foundation",
    "Trust",
    "FT",
    "CCG",
    "Vale",
    "Partnership",
    "St",
    "Mary’s",
    "Hospital",
    "of",
    "and",
    "the",
    "The",
    "’s",
    "’",
    "'s",
    ",",
    ".",
    ":",
    "“",
    "”",
    "(",
    ")",
    "-",
    "–",
    "\n\n",
    "• ",
    "Mr",
    "Dame",
    "Lord",
    "Helen",
    "van",
    "der",
    "Wick",
    "O’Brien",
    "B.",
    "said",
    "told",
    "chief",
    "executive",
    "Monitor",
    "Stafford",
    "\u{a0}",
    "é",
    "@x",
    "a.b@c.co.uk",
];

fn of_pieces() -> impl Strategy<Value = String> {
    prop::collection::vec((prop::sample::select(PIECES.as_slice()), any::<bool>()), 0..40).prop_map(
        |pieces| {
            let piece = |(piece, spaced): &(&str, bool)| format!("{piece}{}", if *spaced { " " } else { "" });
            pieces.iter().map(piece).collect()
        },
    )
}

/// Marks of two and three bytes, and their ASCII likes, that stand inside and around names.
const MARKS: [&str; 16] = [
    "‐", "‑", "-", "–", "—", "’", "‘", "ʼ", "′", "`", "´", "'", "“", "”", "\u{ad}", "\u{301}",
];
/// Parts of names, some with accents, some that rules look for by their letters.
const PARTS: [&str; 24] = [
    "O",
    "d",
    "al",
    "el",
    "ex",
    "co",
    "St",
    "Mc",
    "É",
    "ñ",
    "Wick",
    "wick",
    "Brien",
    "Hôpital",
    "General",
    "Hospitals",
    "hospitals",
    "Lords",
    "Drs",
    "s",
    "S",
    "CCGs",
    "Mind",
    "Trust",
];

fn marked_names() -> impl Strategy<Value = String> {
    let part = (
        prop::sample::select(PARTS.as_slice()),
        prop::sample::select(MARKS.as_slice()),
        0..4_u8,
    );
    prop::collection::vec(part, 0..30).prop_map(|parts| {
        let joined = |(part, mark, joint): &(&str, &str, u8)| match joint {
            0 => format!("{part} "),
            1 => format!("{part}{mark} "),
            2 => format!("{part} {mark}"),
            _ => format!("{part}{mark}"),
        };
        parts.iter().map(joined).collect()
    })
}

fn recognise(entries: &[String]) -> Vec<EntryNames> {
    let entries = entries.iter().map(String::as_str).collect();
    RECOGNISER.recognise(&PageText {
        entries,
        ..PageText::default()
    })
}

fn check(text: &str, entities: &[NamedEntity]) -> Result<(), TestCaseError> {
    let scalars: Vec<char> = text.chars().collect();
    let mut spans = Vec::new();
    for entity in entities {
        prop_assert_eq!(&entity.slug, &slugify(&entity.name));
        prop_assert!(!entity.mentions.is_empty());
        for mention in &entity.mentions {
            prop_assert!(mention.start < mention.end && mention.end <= scalars.len());
            prop_assert_eq!(
                &mention.text,
                &scalars[mention.start..mention.end].iter().collect::<String>()
            );
            prop_assert!(mention.why.evidence.is_some());
            spans.push((mention.start, mention.end));
        }
    }
    spans.sort_unstable();
    prop_assert!(
        spans.windows(2).all(|pair| pair[0].1 <= pair[1].0),
        "overlap in {:?}",
        spans
    );
    let firsts: Vec<_> = entities.iter().map(|entity| entity.mentions[0].start).collect();
    prop_assert!(firsts.is_sorted());
    Ok(())
}

proptest! {
    #[test]
    fn spans_are_true(entries in prop::collection::vec(prop_oneof![of_pieces(), marked_names(), ".*"], 0..4)) {
        let names = recognise(&entries);
        prop_assert_eq!(names.len(), entries.len());
        for (names, text) in names.iter().zip(&entries) {
            check(text, &names.organisations)?;
            check(text, &names.persons)?;
        }
        prop_assert_eq!(names, recognise(&entries));
    }

    /// Live blogs run newest first or oldest first; the answers are the same.
    #[test]
    fn order_of_entries_does_not_matter(entries in prop::collection::vec(of_pieces(), 2..5)) {
        let names_of = |names: &EntryNames| {
            let all = names.organisations.iter().chain(&names.persons);
            all.map(|entity| (entity.name.clone(), entity.mentions.iter().map(|m| m.start).collect::<Vec<_>>())).collect::<Vec<_>>()
        };
        let forwards: Vec<_> = recognise(&entries).iter().map(names_of).collect();
        let reversed: Vec<String> = entries.iter().rev().cloned().collect();
        let mut backwards: Vec<_> = recognise(&reversed).iter().map(names_of).collect();
        backwards.reverse();
        prop_assert_eq!(forwards, backwards);
    }

    /// Quotations lie in order, none in another, as they are printed; a speaker is a mention of the entry.
    #[test]
    fn quotations_are_true(text in prop_oneof![of_pieces(), quoted(), ".*"]) {
        let names = recognise(std::slice::from_ref(&text)).remove(0);
        let chars: Vec<char> = text.chars().collect();
        let mut from = 0;
        for quotation in RECOGNISER.quotations(&text, &names.organisations, &names.persons) {
            prop_assert!(from <= quotation.start && quotation.start < quotation.end);
            let printed: String = chars[quotation.start..quotation.end].iter().collect();
            prop_assert_eq!(&printed, &quotation.text);
            from = quotation.end;
            prop_assert_eq!(quotation.speaker.is_some(), quotation.rule.is_some());
            let Some(speaker) = quotation.speaker else { continue };
            let mut named = names.organisations.iter().chain(&names.persons).filter(|e| e.slug == speaker.slug);
            let is_mentioned = |e: &NamedEntity| e.mentions.iter().any(|m| (m.start, m.end) == (speaker.start, speaker.end));
            prop_assert!(named.any(is_mentioned));
        }
    }
}

/// Names, verbs and marks of every kind, in any order.
fn quoted() -> impl Strategy<Value = String> {
    const PIECES: [&str; 30] = [
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        ":",
        ",",
        ".",
        "?",
        ";",
        "\n\n",
        "\n“",
        "Helen Wick",
        "Dame Helen Wick",
        "Monitor",
        "she",
        "said",
        "told",
        "was told by",
        "who",
        "and",
        "according to",
        "’s answer was",
        "(",
        ")",
        "spokesman for",
        "one two",
        "that",
        "– ",
    ];
    prop::collection::vec((prop::sample::select(PIECES.as_slice()), any::<bool>()), 0..60).prop_map(
        |pieces| {
            let piece = |(piece, spaced): &(&str, bool)| format!("{piece}{}", if *spaced { " " } else { "" });
            pieces.iter().map(piece).collect()
        },
    )
}

/// Would take hours if any step looked at the whole text for each mark.
#[test]
fn hostile_quotations_take_linear_time() {
    for piece in [
        "\"",
        "“a",
        "“a” ",
        ":“a” ",
        "said “a” ",
        "Helen Wick said “a”, ",
        "she said “a b.” ",
        "'a ",
        "\n\n“a",
        "“a,” said ",
        "“a, ",
    ] {
        let text = piece.repeat(100_000);
        let names = recognise(&["Helen Wick spoke.".to_owned()]).remove(0);
        let found = RECOGNISER.quotations(&text, &names.organisations, &names.persons);
        assert!(found.len() <= 100_000, "{piece}");
    }
}

/// A page that is one line of any length: every name is found, in its place, and as one entity.
#[test]
fn an_entry_of_any_length_is_read_whole() {
    let text = "The Vale Partnership – again – met Dr Ada Quill of Marlbury CCG. ".repeat(4000);
    let page = PageText {
        entries: vec!["Ada Quill spoke first.", &text],
        ..PageText::default()
    };
    let names = RECOGNISER.recognise(&page);
    let quills: Vec<&NamedEntity> = names[1]
        .persons
        .iter()
        .filter(|person| person.name == "Ada Quill")
        .collect();
    assert_eq!(quills.len(), 1);
    assert_eq!(quills[0].mentions.len(), 4000);
    let letters: Vec<char> = text.chars().collect();
    for mention in names[1]
        .organisations
        .iter()
        .chain(&names[1].persons)
        .flat_map(|entity| &entity.mentions)
    {
        let there: String = letters[mention.start..mention.end].iter().collect();
        assert_eq!(there, mention.text);
    }
}
