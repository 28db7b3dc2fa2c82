use super::*;
use crate::analysis::words;
use crate::query::Part;
use crate::tests::archive::{mention, plain_entry};
use daybook_model::{EntityKind, Entry, NamedEntity};
use proptest::prelude::*;

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// What is shown of an entry, be it read or as it is stored.
fn shown(entry: &Entry, parts: &[Part]) -> Shown {
    let highlighter = Highlighter::new(parts);
    let shown = entry.show(&highlighter).unwrap();
    let written = WrittenEntry::of(entry).unwrap().show(&highlighter).unwrap();
    assert_eq!(
        (&shown.snippets, &shown.snippet, &shown.spans),
        (&written.snippets, &written.snippet, &written.spans)
    );
    shown
}

fn snippets(text: &str, parts: &[Part]) -> Vec<String> {
    shown(&plain_entry("page", 1, text), parts).snippets
}

#[test]
fn marks_words_by_stem_and_phrases_as_one() {
    let text = "Hospitals & “A&E” closures: the <b>hospital's</b> chief executive said hospital closure.";
    let parts = [
        Part::Stems(strings(&["hospit"])),
        Part::Exact(strings(&["chief", "executive"])),
        Part::Exact(strings(&["a&e"])),
    ];
    insta::assert_snapshot!(snippets(text, &parts).join("\n"), @"<mark>Hospitals</mark> &amp; “<mark>A&amp;E</mark>” closures: the &lt;b&gt;<mark>hospital&#39;s</mark>&lt;/b&gt; <mark>chief executive</mark> said <mark>hospital</mark> closure.");
}

#[test]
fn marks_near_words_prefixes_misspellings_and_mentions() {
    let text = "Zoë’s café – nursing and nurses. Una O’Brien, like-it or not.";
    let person = NamedEntity {
        name: "Una O'Brien".into(),
        slug: "una-obrien".into(),
        mentions: vec![mention(text, "Una O’Brien")],
    };
    let mut entry = plain_entry("page", 1, text);
    entry.persons.push(person);
    let parts = [
        Part::AnyExact(strings(&["cafe", "or"]).into_iter().collect()),
        Part::Prefix {
            before: Vec::new(),
            prefix: "nurs".into(),
        },
        Part::Prefix {
            before: strings(&["like"]),
            prefix: "i".into(),
        },
        Part::Mentions {
            entity: EntityKind::Person,
            slug: "una-obrien".into(),
        },
        Part::Mentions {
            entity: EntityKind::Organisation,
            slug: "una-obrien".into(),
        },
    ];
    let marked = shown(&entry, &parts).snippets;
    insta::assert_snapshot!(marked.join("\n"), @"Zoë’s <mark>café</mark> – <mark>nursing</mark> and <mark>nurses</mark>. <mark>Una O’Brien</mark>, <mark>like-it</mark> <mark>or</mark> not.");
}

#[test]
fn fragments_show_most_parts_and_end_with_sentences() {
    let filler = "Nothing of note was said in this sentence. ".repeat(12);
    let text = format!("{filler}A nurse spoke. {filler}The nurse and the doctor met. {filler}A nurse left.");
    let parts = [Part::Stems(strings(&["nurs"])), Part::Stems(strings(&["doctor"]))];
    let found = snippets(&text, &parts);
    assert_eq!(found.len(), 3);
    assert!(found[1].contains("The <mark>nurse</mark> and the <mark>doctor</mark> met."));
    for fragment in &found {
        let plain = unmarked(fragment);
        assert!((100..=280).contains(&plain.chars().count()), "{plain}");
        assert!(
            plain.trim_matches('…').starts_with(|c: char| c.is_uppercase()),
            "{plain}"
        );
        assert!(plain.trim_end_matches('…').ends_with('.'), "{plain}");
    }
}

#[test]
fn without_marks_the_text_begins() {
    let text = format!("\n First. {}", "é🦀 ".repeat(400));
    let found = snippets(&text, &[]);
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("First.") && found[0].ends_with('…'));
    assert!((150..=201).contains(&found[0].chars().count()));
    assert_eq!(snippets("short", &[Part::Stems(strings(&["absent"]))]), ["short"]);
    assert!(snippets(" \n", &[]).is_empty());
}

#[test]
fn a_huge_entry_of_one_word_has_bounded_snippets() {
    let text = "x".repeat(1 << 20);
    let word = words(&text).remove(0).stem;
    for parts in [vec![], vec![Part::Stems(vec![word])]] {
        let found = snippets(&text, &parts);
        assert!(found.iter().map(String::len).sum::<usize>() < 1000);
    }
    let found = snippets(&"nurse ".repeat(100_000), &[Part::Stems(strings(&["nurs"]))]);
    assert!(found.len() == 3 && found.iter().all(|fragment| fragment.len() < 1000));
}

fn unmarked(fragment: &str) -> String {
    fragment
        .replace("<mark>", "")
        .replace("</mark>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

fn is_piece_of(text: &str, fragment: &str) -> bool {
    let plain = unmarked(fragment);
    // An ellipsis may be the text's own.
    let fronts = [Some(plain.as_str()), plain.strip_prefix('…')];
    fronts.into_iter().flatten().any(|front| {
        text.contains(front) || front.strip_suffix('…').is_some_and(|piece| text.contains(piece))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn snippets_are_pieces_of_the_text_with_balanced_marks(
        pieces in prop::collection::vec("nurse|Nurses|doctor|[a-zé]{1,9}|\\. |\n\n|[<>&\"'’…]|🦀|\\PC", 0..120),
    ) {
        let text = pieces.join(" ");
        let parts = [
            Part::Stems(strings(&["nurs"])),
            Part::Exact(strings(&["doctor", "nurse"])),
            Part::Prefix { before: Vec::new(), prefix: "a".into() },
        ];
        let found = snippets(&text, &parts);
        prop_assert!(found.len() <= 3);
        let mut last_end = 0;
        for fragment in &found {
            prop_assert!(is_piece_of(&text, fragment), "{:?} of {:?}", fragment, text);
            prop_assert_eq!(fragment.matches("<mark>").count(), fragment.matches("</mark>").count());
            for piece in fragment.split("<mark>").skip(1) {
                prop_assert!(piece.find("</mark>").is_some_and(|at| at > 0));
            }
            last_end += fragment.len();
        }
        prop_assert!(text.trim().is_empty() || last_end > 0);
        let any = words(&text).iter().any(|word| word.stem == "nurs");
        prop_assert!(!any || found.iter().any(|fragment| fragment.contains("<mark>")));
    }
}
