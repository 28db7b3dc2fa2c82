//! Queries as they are typed, all the way.

use super::archive::{Draft, build};
use daybook_search::{Engine, SearchParams};

const DRAFTS: [Draft; 4] = [
    Draft(
        "a",
        1,
        "09:30",
        ["2015-03-09", "2015-03-09"],
        "Nurses’ pay: the hospital closes its A&E.",
        &["NHS England"],
    ),
    Draft(
        "a",
        2,
        "13:00",
        ["2015-03-09", "2015-03-09"],
        "Hospital closures, says O’Brien.",
        &["Monitor"],
    ),
    Draft(
        "b",
        1,
        "16:00",
        ["2015-04-01", "2015-04-30"],
        "Nothing about closing hospitals or nursing.",
        &["Monitor"],
    ),
    Draft("b", 2, "", ["", ""], "Undated.", &[]),
];

#[test]
fn typed_queries_find_what_they_say() {
    let dir = tempfile::tempdir().unwrap();
    let engine = build(dir.path(), &DRAFTS, Some("Pay day"));
    let lines: Vec<String> = [
        "",
        "hospital nurse",
        "hospital -nurse",
        "\"hospital closures\"",
        "\"hospital closing\"",
        "\"closes hospital\"~3",
        "hosp* OR undated",
        "huspital~",
        "a&e",
        "o'brien",
        "organisation:\"NHS England\"",
        "organisation:monitor AND NOT nursing",
        "person:\"Jeremy Hunt\"",
        "date:2015-04-15",
        "date:[2015-03-01 TO 2015-03-31]",
        "date:undated",
        "time:[09:00 TO 12:00]",
        "page:b",
        "title:pay",
        "+hospital nurses^3",
        "(nurses OR closures) hospital …",
    ]
    .into_iter()
    .map(|q| {
        let params = SearchParams {
            q: q.to_owned(),
            ..SearchParams::default()
        };
        let answer = match params.check() {
            Ok(request) => engine.search(&request).unwrap(),
            Err(error) => return format!("{q}\n    {error}"),
        };
        let hits: Vec<String> = answer
            .hits
            .iter()
            .map(|hit| format!("\n    {} {}", hit.entry.id, hit.found.highlights.join(" | ")))
            .collect();
        let u = &answer.understood;
        let expansions: Vec<String> = u
            .expansions
            .iter()
            .map(|e| format!("\n    [{} {}: {}]", e.reason, e.text, e.forms.join(" ")))
            .collect();
        let notes: Vec<String> = u
            .notes
            .iter()
            .map(|note| format!("\n    [{}]", note.message))
            .collect();
        let ignored: Vec<String> = u
            .ignored
            .iter()
            .map(|i| format!("\n    [ignored {}: {}]", i.text, i.reason))
            .collect();
        format!(
            "{q} => {}{}{}{}{}",
            u.reading,
            hits.concat(),
            expansions.concat(),
            notes.concat(),
            ignored.concat()
        )
    })
    .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

/// Fifteen words of which an entry lacks one are not found there, whichever it is.
#[test]
fn every_word_of_a_long_query_takes_part() {
    const WORDS: &str =
        "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar";
    let dir = tempfile::tempdir().unwrap();
    let engine = build(dir.path(), &[Draft("a", 1, "", ["", ""], WORDS, &[])], None);
    let total = |q: &str| {
        let params = SearchParams {
            q: q.to_owned(),
            ..SearchParams::default()
        };
        engine.search(&params.check().unwrap()).unwrap().total
    };
    assert_eq!(total(WORDS), 1);
    let words: Vec<&str> = WORDS.split(' ').collect();
    for at in 0..words.len() {
        let mut others = words.clone();
        others[at] = "zulu";
        assert_eq!(total(&others.join(" ")), 0, "{}", words[at]);
    }
}

/// Whatever is typed, each part of the tree is looked for or is named in the answer: with a part that nothing says of,
/// the reading of a mended query finds what the query itself finds.
#[test]
fn what_takes_no_part_is_named() {
    use proptest::prelude::*;
    let dir = tempfile::tempdir().unwrap();
    let engine = build(dir.path(), &DRAFTS, Some("Pay day"));
    let piece = prop::sample::select(vec![
        "hospital",
        "…",
        "(",
        ")",
        "\"",
        "OR",
        "NOT",
        "-",
        "+",
        "*",
        "~",
        "said:",
        "speaker:",
        "title:",
        "organisation:",
        "monitor",
        "💥",
        "nurs*",
        "closing~",
        "…*",
        "date:2015",
        "page:a",
        "^2",
        "\\",
    ]);
    let typed = prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.join(" "));
    proptest!(ProptestConfig::with_cases(200), |(q in typed)| {
        let ask = |q: &str| {
            let params = SearchParams {
                q: q.to_owned(),
                lenient: Some(true),
                synonyms: Some(false),
                ..SearchParams::default()
            };
            engine.search(&params.check().unwrap()).unwrap()
        };
        let answer = ask(&q);
        let understood = answer.understood;
        let again = ask(&understood.reading);
        prop_assert_eq!(answer.total, again.total, "{} read as {}", q, understood.reading);
        let chars: Vec<char> = q.chars().collect();
        for sign in ['…', '💥'] {
            for at in (0..chars.len()).filter(|at| chars[*at] == sign) {
                let ignored = understood.ignored.iter().map(|part| part.span);
                let mended = understood.repairs.iter().map(|part| part.span);
                let is_named = ignored.chain(mended).any(|span| span.start <= at && at < span.end);
                // In quotes it is punctuation between words.
                prop_assert!(is_named || q.contains('"'), "{} at {} of {}: {:?}", sign, at, q, understood);
            }
        }
    });
}
