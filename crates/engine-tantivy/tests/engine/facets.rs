//! Facets, dates, names that nobody has, and look-ups.

use super::archive::{Draft, build, node, query, request, search};
use daybook_engine_tantivy::TantivyEngine;
use daybook_model::{ClockTime, EntityKind, Entry};
use daybook_search::{
    DateGrain, Engine, Facet, FacetCount, FacetRequest, FacetSort, Filters, Node, NodeKind, SearchAnswer,
    Sort, Unit,
};
use tempfile::TempDir;

const DRAFTS: [Draft; 7] = [
    Draft(
        "a",
        1,
        "23:50",
        ["2015-03-29", "2015-03-29"],
        "late on the 29th",
        &["Monitor", "NHS England"],
    ),
    Draft(
        "b",
        1,
        "00:30",
        ["2015-03-30", "2015-03-30"],
        "half past midnight, summer time",
        &["NHS England"],
    ),
    Draft(
        "b",
        2,
        "",
        ["2015-03-30", "2015-03-30"],
        "no stamp",
        &["NHS England"],
    ),
    Draft(
        "b",
        3,
        "09:00",
        ["2015-03-30", "2015-03-30"],
        "morning",
        &["Zoë Trust"],
    ),
    Draft(
        "c",
        1,
        "10:00",
        ["2014-12-31", "2015-01-01"],
        "turn of the year",
        &["Monitor"],
    ),
    Draft("d", 1, "", ["", ""], "undated", &[]),
    Draft(
        "e",
        1,
        "12:00",
        ["2015-03-02", "2015-04-02"],
        "spring",
        &["Monitor"],
    ),
];

fn dated() -> (TempDir, TantivyEngine) {
    let dir = tempfile::tempdir().unwrap();
    let engine = build(dir.path(), &DRAFTS, None);
    (dir, engine)
}

fn show(counts: &[FacetCount]) -> String {
    let one = |count: &FacetCount| {
        let below = count
            .children
            .as_ref()
            .map(|below| format!("({})", show(below)))
            .unwrap_or_default();
        format!("{}={}{below}", count.slug, count.count)
    };
    counts.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn days_are_local_and_dates_nest() {
    let (_dir, engine) = dated();
    let mut request = request(Node::everything());
    request.facets = Facet::ALL.to_vec();
    let answer = engine.search(&request).unwrap();
    assert_eq!(
        show(answer.facets.get(Facet::Date).unwrap()),
        "2015=5(2015-03=4(2015-03-29=1 2015-03-30=3)) several-years=1 undated=1"
    );
    assert_eq!(
        show(answer.facets.get(Facet::Organisation).unwrap()),
        "monitor=3 nhs-england=3 zoe-trust=1"
    );
    assert_eq!(answer.facets.get(Facet::Person), Some(&[][..]));

    request.sort = Sort::Oldest;
    let ids = |answer: &SearchAnswer| -> Vec<String> {
        answer.hits.iter().map(|hit| hit.entry.id.to_string()).collect()
    };
    let oldest = engine.search(&request).unwrap();
    assert_eq!(ids(&oldest), ["c/1", "e/1", "a/1", "b/1", "b/2", "b/3", "d/1"]);
    assert!(oldest.hits.iter().all(|hit| hit.found.score.is_none()));
    request.sort = Sort::Newest;
    assert_eq!(
        ids(&engine.search(&request).unwrap()),
        ["b/3", "b/2", "b/1", "a/1", "e/1", "c/1", "d/1"]
    );
    let night = NodeKind::Time {
        from: ClockTime::new(23, 0),
        to: ClockTime::new(1, 0),
    };
    assert_eq!(search(&engine, node(night)).total, 2);
}

#[test]
fn a_selection_leaves_its_own_counts_and_is_always_listed() {
    let (_dir, engine) = dated();
    let mut request = request(Node::everything());
    request.facets = Facet::ALL.to_vec();
    request.facet_limit = 1;
    request.filters.selection_mut(Facet::Organisation).any = vec!["nobody-at-all".into(), "zoe-trust".into()];
    request.filters.date = vec!["1999-01".parse().unwrap(), "2015-03".parse().unwrap()];
    let answer = engine.search(&request).unwrap();
    assert_eq!(answer.total, 1);
    assert_eq!(
        show(answer.facets.get(Facet::Organisation).unwrap()),
        "nhs-england=3 zoe-trust=1 nobody-at-all=0"
    );
    assert_eq!(
        show(answer.facets.get(Facet::Date).unwrap()),
        "1999=0(1999-01=0()) 2015=1(2015-03=1(2015-03-30=1))"
    );
    for (grain, listed) in [
        (DateGrain::Month, "1999=0(1999-01=0) 2015=1(2015-03=1)"),
        (DateGrain::Year, "1999=0 2015=1"),
    ] {
        request.facet_dates = grain;
        let answer = engine.search(&request).unwrap();
        assert_eq!(show(answer.facets.get(Facet::Date).unwrap()), listed);
    }
    assert_eq!(answer.understood.notes.len(), 1);
    assert_eq!(answer.understood.notes[0].parameter, "organisation");
    assert!(answer.understood.notes[0].message.contains("nobody-at-all"));
}

#[test]
fn an_unknown_name_suggests_a_known_one() {
    let (_dir, engine) = dated();
    for (name, hint) in [
        ("NHS Englnd", "nhs-england"),
        ("England", "nhs-england"),
        ("Xyzzy", ""),
    ] {
        let entity = node(NodeKind::Entity {
            entity: EntityKind::Organisation,
            name: name.into(),
        });
        let answer = search(&engine, entity);
        let note = &answer.understood.notes[0];
        assert_eq!((answer.total, note.parameter.as_str()), (0, "q"));
        assert_eq!(
            note.message.contains("did you mean"),
            !hint.is_empty(),
            "{}",
            note.message
        );
        assert!(note.message.contains(hint), "{}", note.message);
    }
}

#[test]
fn only_the_first_unknown_names_are_compared_with_all() {
    let (_dir, engine) = dated();
    let entity = |_| {
        node(NodeKind::Entity {
            entity: EntityKind::Organisation,
            name: "NHS Englnd".into(),
        })
    };
    let mut request = request(node(NodeKind::Any {
        parts: (0..3).map(entity).collect(),
    }));
    request.filters.selection_mut(Facet::Organisation).any = (0..4).map(|n| format!("monitor{n}")).collect();
    let notes = engine.search(&request).unwrap().understood.notes;
    let hinted: Vec<bool> = notes
        .iter()
        .map(|note| note.message.contains("did you mean"))
        .collect();
    assert_eq!(hinted, [true, true, true, true, true, false, false]);
}

#[test]
fn pages_are_found_by_what_their_ids_are_made_of() {
    let (_dir, engine) = dated();
    for (id, total, note) in [
        ("b", 3, None),
        ("B!", 3, None),
        ("x y", 0, Some("there is no page \"x y\"")),
    ] {
        let answer = search(&engine, node(NodeKind::Page { id: id.into() }));
        let notes: Vec<&str> = answer
            .understood
            .notes
            .iter()
            .map(|note| note.message.as_str())
            .collect();
        assert_eq!((answer.total, notes), (total, Vec::from_iter(note)), "{id}");
    }
}

#[test]
fn facets_can_be_listed_and_searched() {
    let (_dir, engine) = dated();
    let list = |facet, prefix: &str, limit| {
        let request = FacetRequest {
            facet,
            query: query(Node::everything()),
            filters: Filters::default(),
            unit: Unit::Entry,
            prefix: prefix.into(),
            sort: match facet {
                Facet::Date => FacetSort::Name,
                _ => FacetSort::Count,
            },
            min_count: None,
            offset: 0,
            limit,
            forms: false,
        };
        let answer = engine.facet(&request).unwrap();
        format!("{} of {}", show(&answer.values), answer.total_values)
    };
    assert_eq!(list(Facet::Organisation, "", 2), "monitor=3 nhs-england=3 of 3");
    assert_eq!(list(Facet::Organisation, "ENG", 9), "nhs-england=3 of 1");
    assert_eq!(list(Facet::Organisation, "zoe T", 9), "zoe-trust=1 of 1");
    assert_eq!(list(Facet::Organisation, "ngland", 9), " of 0");
    assert_eq!(list(Facet::Organisation, "—", 9), " of 0");
    assert_eq!(
        list(Facet::Date, "2015-03-3", 9),
        "2015=5(2015-03=4(2015-03-30=3)) of 1"
    );
    assert_eq!(list(Facet::Date, "und", 9), "undated=1 of 1");
}

#[test]
fn entries_and_pages_are_found_by_their_ids() {
    let (_dir, engine) = dated();
    let found = engine.entry(&"b/2".parse().unwrap()).unwrap().unwrap();
    let seq = |entry: &Option<Entry>| entry.as_ref().map(|entry| entry.seq);
    assert_eq!(
        (found.entry.seq, seq(&found.previous), seq(&found.next)),
        (2, Some(1), Some(3))
    );
    let first = engine.entry(&"b/1".parse().unwrap()).unwrap().unwrap();
    assert_eq!((seq(&first.previous), seq(&first.next)), (None, Some(2)));
    assert!(engine.entry(&"b/4".parse().unwrap()).unwrap().is_none());
    let page = engine.page("b").unwrap().unwrap();
    assert_eq!(
        page.entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert!(engine.page("B").unwrap().is_none());
    assert_eq!(engine.generation().dated_entries, 4);
}
