//! Which entries words, phrases, prefixes and misspellings find, and in which order.

use super::archive::{Draft, build, fuzzy, node, phrase, prefix, search, seqs, sorted, texts, word};
use daybook_search::{Node, NodeKind, Span, TextField};

#[test]
fn words_are_found_however_they_are_printed() {
    let (_dir, engine) = texts(&[
        "The A&E at St Mary’s; Una O’Brien said they don’t know.",
        "It is here.The HSJ:Na’eem writes; P4P pays 2.5% of £3,392.",
        "Zoë’s café: like-it-or-lump-it.",
    ]);
    for (typed, expected) in [
        ("a&e", vec![1]),
        ("A&E", vec![1]),
        ("O'Brien", vec![1]),
        ("o‘brien", vec![1]),
        ("don't", vec![1]),
        ("dont", vec![]),
        ("mary's", vec![1]),
        ("mary", vec![1]),
        ("the", vec![1, 2]),
        ("Na'eem", vec![2]),
        ("p4p", vec![2]),
        ("2.5", vec![2]),
        ("3,392", vec![2]),
        ("zoe", vec![3]),
        ("CAFÉ", vec![3]),
        ("like-it-or-lump-it", vec![3]),
        ("lump-it-or-like-it", vec![]),
    ] {
        assert_eq!(sorted(&engine, word(typed)), expected, "{typed}");
    }
    for (typed, expected) in [
        ("like-it", vec![3]),
        ("o'", vec![1]),
        ("zo", vec![3]),
        ("P4", vec![2]),
    ] {
        assert_eq!(sorted(&engine, prefix(typed)), expected, "{typed}*");
    }
}

#[test]
fn the_form_as_typed_comes_first() {
    let (_dir, engine) = texts(&[
        "hospitals closed",
        "hospital closed",
        "the hospital’s closed",
        "nothing here",
        "no more",
    ]);
    assert_eq!(seqs(&search(&engine, word("hospital")))[0], 2);
    assert_eq!(seqs(&search(&engine, word("hospitals")))[0], 1);
    assert_eq!(sorted(&engine, word("hospital")), [1, 2, 3]);
}

#[test]
fn a_phrase_is_stemmed_only_if_nobody_wrote_it_so() {
    let (_dir, engine) = texts(&[
        "hospital closures loom",
        "hospitals closure",
        "closures of a hospital",
    ]);
    let exact = search(&engine, phrase("hospital closures", 0));
    assert_eq!((seqs(&exact), exact.understood.expansions.len()), (vec![1], 0));
    let stemmed = search(&engine, phrase("Hospital closure", 0));
    assert_eq!(seqs(&stemmed).len(), 2);
    let expansion = &stemmed.understood.expansions[0];
    assert_eq!(
        (expansion.reason.as_str(), expansion.text.as_str()),
        ("stemmed-phrase", "Hospital closure")
    );
    assert_eq!(stemmed.hits[0].found.highlights.len(), 1);
    assert!(
        stemmed
            .hits
            .iter()
            .all(|hit| hit.found.highlights[0].matches("<mark>").count() == 1)
    );
    assert_eq!(sorted(&engine, phrase("closures hospital", 1)), Vec::<u32>::new());
    assert_eq!(
        sorted(&engine, phrase("closures hospital", 2)),
        [1, 3],
        "apart, or about"
    );
}

#[test]
fn every_form_of_a_prefix_takes_part() {
    let text: String = (0..3000).map(|n| format!("pre{n:04} ")).collect();
    let drafts = [
        Draft("page", 1, "", [""; 2], Box::leak(text.into_boxed_str()), &[]),
        Draft("page", 2, "", [""; 2], "pre2999", &[]),
        Draft("page", 3, "", [""; 2], "like pre2998", &[]),
    ];
    let dir = tempfile::tempdir().unwrap();
    let engine = build(dir.path(), &drafts, None);
    let answer = search(&engine, prefix("pre"));
    assert_eq!(answer.total, 3);
    let expansion = &answer.understood.expansions[0];
    assert_eq!(
        (expansion.total, expansion.forms.len(), expansion.reason.as_str()),
        (3000, 20, "prefix")
    );
    assert_eq!(expansion.forms[..2], ["pre2998", "pre2999"]);
    assert_eq!(sorted(&engine, prefix("like-pre")), [3]);
}

#[test]
fn the_closer_the_form_the_higher() {
    let (_dir, engine) = texts(&["trist", "tursts", "turst", "trust", "other", "something", "else"]);
    let answer = search(&engine, fuzzy("trust", 2));
    assert_eq!(seqs(&answer)[0], 4);
    assert_eq!(*seqs(&answer).last().unwrap(), 2);
    assert_eq!(sorted(&engine, fuzzy("trust", 1)), [1, 3, 4]);
    assert_eq!(answer.understood.expansions[0].total, 4);
    assert!(
        answer
            .hits
            .iter()
            .all(|hit| hit.found.highlights[0].starts_with("<mark>"))
    );
}

#[test]
fn a_page_raises_its_entries_but_never_finds_them() {
    let dir = tempfile::tempdir().unwrap();
    let drafts = [
        Draft("page", 1, "", [""; 2], "nurses strike", &[]),
        Draft("page", 2, "", [""; 2], "doctors do not", &[]),
    ];
    let engine = build(dir.path(), &drafts, Some("Nurses and doctors"));
    assert_eq!(sorted(&engine, word("nurses")), [1]);
    let titled = node(NodeKind::Word {
        field: TextField::Title,
        text: "nurse".into(),
    });
    assert_eq!(sorted(&engine, titled), [1, 2]);
}

#[test]
fn what_cannot_take_part_is_named() {
    let (_dir, engine) = texts(&["nurses strike", "doctors do not"]);
    let alone = search(&engine, word("…"));
    assert_eq!((alone.total, alone.understood.ignored.len()), (0, 1));
    let all = node(NodeKind::All {
        parts: vec![word("nurse"), word("&")],
    });
    let beside = search(&engine, all);
    assert_eq!(
        (beside.total, beside.understood.ignored[0].text.as_str()),
        (1, "&")
    );
    let not = node(NodeKind::Not {
        part: Box::new(word("nurse")),
    });
    let negated = search(&engine, not.clone());
    assert_eq!(seqs(&negated), [2]);
    assert_eq!(negated.hits[0].found.highlights, ["doctors do not"]);
    let all = node(NodeKind::All {
        parts: vec![word("strike"), not],
    });
    assert_eq!(search(&engine, all).total, 0);
    assert_eq!(
        search(
            &engine,
            Node::new(Span { start: 0, end: 0 }, NodeKind::Everything)
        )
        .total,
        2
    );
}
