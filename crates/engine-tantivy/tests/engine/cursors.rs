//! Cursors while the index is rebuilt.

use super::archive::{Draft, build};
use daybook_engine_tantivy::TantivyEngine;
use daybook_search::{Engine, EngineError, ErrorCode, RequestError, SearchAnswer, SearchParams};

/// Two pages of three entries each; a rebuild changes the texts.
fn drafts(text: &'static str) -> Vec<Draft> {
    let times = ["09:00", "10:00", "11:00"];
    let pages = [("a", "2015-03-09"), ("b", "2015-03-10")];
    let all = pages
        .iter()
        .flat_map(|page| times.iter().zip(1..).map(move |(time, seq)| (*page, *time, seq)));
    all.map(|((page, day), time, seq)| Draft(page, seq, time, [day; 2], text, &[]))
        .collect()
}

fn ask(engine: &TantivyEngine, pairs: &[(&str, &str)]) -> Result<SearchAnswer, RequestError> {
    let params = SearchParams::from_pairs(pairs.iter().copied())?;
    engine.search(&params.check()?).map_err(|error| match error {
        EngineError::Request(error) => error,
        other => panic!("{other}"),
    })
}

fn ids(answer: &SearchAnswer) -> Vec<String> {
    answer.hits.iter().map(|hit| hit.entry.id.to_string()).collect()
}

#[test]
fn a_cursor_is_answered_by_its_generation_until_that_is_gone() {
    let dir = tempfile::tempdir().unwrap();
    for (sort, group) in [("relevance", ""), ("newest", ""), ("newest", "page")] {
        let engine = build(dir.path(), &drafts("Nurses and pay"), None);
        let search = [("q", "pay"), ("sort", sort), ("group", group), ("limit", "1")];
        let first = ask(&engine, &search).unwrap();
        let whole = ask(&engine, &[&search[..3], &[("limit", "9")]].concat()).unwrap();
        let next = first.next.clone().unwrap();
        let again = [&search[..3], &[("limit", "9"), ("cursor", next.as_str())]].concat();
        // No entry has the word any more.
        drop(build(dir.path(), &drafts("Doctors"), None));
        assert!(engine.refresh().unwrap());
        assert_eq!(ask(&engine, &search).unwrap().total, 0);
        // One that never saw that generation live finds it on disk.
        for engine in [&engine, &TantivyEngine::open(dir.path()).unwrap()] {
            let rest = ask(engine, &again).unwrap();
            assert_eq!((&rest.generation, rest.total), (&first.generation, whole.total));
            assert_eq!(ids(&rest), ids(&whole)[1..], "{sort} {group}");
            assert!(rest.understood.notes.is_empty());
        }
        drop(build(dir.path(), &drafts("Pay and nurses"), None));
        assert!(engine.refresh().unwrap());
        let late = ask(&engine, &again);
        if (sort, group) == ("newest", "") {
            let late = late.unwrap();
            assert_eq!(ids(&late), ids(&whole)[1..]);
            assert_eq!(late.understood.notes.len(), 1);
            assert_ne!(late.generation, first.generation);
        } else {
            assert_eq!(late.unwrap_err().code, ErrorCode::CursorExpired);
        }
    }
}

#[test]
fn a_page_stands_once_with_how_many_more() {
    let dir = tempfile::tempdir().unwrap();
    let engine = build(dir.path(), &drafts("Nurses and pay"), None);
    let answer = ask(
        &engine,
        &[
            ("q", "pay -page:c"),
            ("sort", "oldest"),
            ("group", "page"),
            ("facets", "hour"),
        ],
    )
    .unwrap();
    assert_eq!(ids(&answer), ["a/1", "b/1"]);
    assert_eq!(
        answer.hits.iter().map(|hit| hit.found.more).collect::<Vec<_>>(),
        [Some(2), Some(2)]
    );
    assert_eq!(
        (answer.total, answer.total_pages, answer.next),
        (6, Some(2), None)
    );
}
