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
            .map(|hit| format!("\n    {} {}", hit.entry.id, hit.highlights.join(" | ")))
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
