//! Synonyms, misprints and the time that a search may take.

use crate::archive::texts;
use daybook_engine_tantivy::{EngineOptions, TantivyEngine};
use daybook_search::{Engine, SearchAnswer, SearchParams, Synonyms};
use proptest::prelude::*;
use std::time::Duration;

const TEXTS: [&str; 7] = [
    "Queues at A&E grew again overnight.",
    "Queues at the emergency departments of two towns.",
    "An accident in an emergency vehicle, and that is all.",
    "The family doctor was out; GPs were not.",
    "A general practitioner wrote to the paper.",
    "Delays at the hospital in Morecambe, Morecambe, and Morecambe again.",
    "Nurses in Morceambe wait for pay.",
];

fn engine(budget: Duration) -> (tempfile::TempDir, TantivyEngine) {
    let (dir, _) = texts(&TEXTS);
    let options = EngineOptions {
        synonyms: Synonyms::built_in().unwrap(),
        budget,
    };
    let engine = TantivyEngine::open_with(dir.path(), &options).unwrap();
    (dir, engine)
}

fn ask(engine: &TantivyEngine, pairs: &[(&str, &str)]) -> SearchAnswer {
    let request = SearchParams::from_pairs(pairs.iter().copied())
        .unwrap()
        .check()
        .unwrap();
    engine.search(&request).unwrap()
}

fn seqs(answer: &SearchAnswer) -> Vec<u32> {
    answer.hits.iter().map(|hit| hit.entry.seq).collect()
}

#[test]
fn a_synonym_finds_and_what_was_typed_comes_first() {
    let (_dir, engine) = engine(Duration::from_secs(60));
    for (query, expected) in [
        ("A&E", vec![1, 2]),
        ("emergency department", vec![2, 1]),
        ("accident and emergency", vec![3, 1, 2]),
        ("gp", vec![4, 5]),
        ("general practitioners", vec![5, 4]),
        ("\"emergency department\"", vec![2]),
        ("queues -A&E", vec![2]),
    ] {
        let answer = ask(&engine, &[("q", query)]);
        assert_eq!(seqs(&answer), expected, "{query}");
    }
    let answer = ask(&engine, &[("q", "gp"), ("synonyms", "false")]);
    assert_eq!((seqs(&answer), answer.understood.expansions.len()), (vec![4], 0));
    let answer = ask(&engine, &[("q", "A&E queues")]);
    let expansion = &answer.understood.expansions[0];
    assert_eq!(
        (expansion.reason.as_str(), expansion.text.as_str()),
        ("synonym", "A&E")
    );
    assert!(
        expansion.forms.contains(&"emergency department".to_owned()),
        "{expansion:?}"
    );
    assert_eq!(
        answer.hits[1].found.highlights,
        ["<mark>Queues</mark> at the <mark>emergency departments</mark> of two towns."]
    );
}

#[test]
fn misprints_are_found_by_the_right_spelling_and_the_other_way_about_on_request() {
    let (_dir, engine) = engine(Duration::from_secs(60));
    for (query, typos, expected) in [
        ("morecambe", "off", vec![6]),
        ("nurses morecambe", "off", vec![]),
        ("nurses morecambe", "auto", vec![7]),
        ("hospitel", "off", vec![]),
        ("hospitel", "auto", vec![6]),
        ("practisioner", "auto", vec![5]),
        ("\"hospitel\"", "auto", vec![]),
    ] {
        let answer = ask(&engine, &[("q", query), ("typos", typos)]);
        assert_eq!(seqs(&answer), expected, "{query} {typos}");
        let said = answer
            .understood
            .expansions
            .iter()
            .any(|expansion| expansion.reason == "typo");
        assert_eq!(said, typos == "auto" && !expected.is_empty(), "{query}");
    }
}

const MORE: &str = "More accommodation, more patients.";

#[test]
fn what_can_only_be_a_misprint_is_found_unasked_and_said() {
    let mut said = vec![
        "A statement on Suday about accommodation.",
        "Sunday is for accomodation, Sundays for accommodating.",
    ];
    said.extend([MORE; 20]);
    said.push("No more patents, no more parents.");
    let (_dir, engine) = texts(&said);
    for (query, typos, expected) in [
        ("sunday", "", vec![2, 1]),
        ("sunday", "sure", vec![2, 1]),
        ("sunday", "off", vec![2]),
        ("sunday", "auto", vec![2, 1]),
        ("-sunday statement", "", vec![1]),
        ("\"sunday\"", "", vec![2]),
        ("statement sunday", "", vec![1]),
        ("is accommodation", "", vec![2]),
        // Fewer than 200 times as many have it, and nothing vouches for it.
        ("patients no", "", vec![]),
        ("suday", "", vec![1]),
    ] {
        let answer = ask(&engine, &[("q", query), ("typos", typos)]);
        assert_eq!(seqs(&answer), expected, "{query} {typos}");
    }
    let answer = ask(&engine, &[("q", "sunday"), ("explain", "true")]);
    let expansion = &answer.understood.expansions[0];
    assert_eq!(
        (expansion.reason.as_str(), &expansion.forms),
        ("misprint", &vec!["suday".to_owned()])
    );
    assert_eq!(
        answer.hits[1].found.highlights,
        ["A statement on <mark>Suday</mark> about accommodation."]
    );
    let why = answer.hits[1].found.explanation.as_ref().unwrap();
    assert!(why.parts.iter().any(|part| part.kind.name() == "typo"), "{why:?}");
}

#[test]
fn a_search_without_time_says_so_and_has_nothing() {
    let (_dir, engine) = engine(Duration::ZERO);
    let answer = ask(&engine, &[("q", "queues")]);
    assert_eq!((answer.timed_out, answer.total, answer.hits.len()), (true, 0, 0));
    let (_dir, engine) = self::engine(Duration::from_secs(60));
    assert!(!ask(&engine, &[("q", "queues")]).timed_out);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Widening only ever adds: what a query finds without synonyms it finds with them.
    #[test]
    fn widening_loses_nothing(words in prop::collection::vec(prop::sample::select(vec![
        "A&E", "emergency", "department", "and", "accident", "gp", "family", "doctor", "hospital", "queues", "OR", "-at",
    ]), 1..6)) {
        let (_dir, engine) = engine(Duration::from_secs(60));
        let query = words.join(" ");
        let narrow = ask(&engine, &[("q", &query), ("lenient", "true"), ("synonyms", "false"), ("limit", "100")]);
        let wide = ask(&engine, &[("q", &query), ("lenient", "true"), ("typos", "auto"), ("limit", "100")]);
        let wide = seqs(&wide);
        prop_assert!(seqs(&narrow).iter().all(|seq| wide.contains(seq)), "{query}");
    }
}

#[test]
fn words_near_each_other_rank_before_the_same_words_far_apart() {
    let (_dir, engine) = texts(&[
        "The budget of the ward, and of the whole of the town besides, is personal.",
        "The ward of the town besides, and of the whole of it, has a personal budget.",
    ]);
    for query in ["personal budget", "budget personal"] {
        assert_eq!(seqs(&ask(&engine, &[("q", query)])), [2, 1], "{query}");
    }
}
