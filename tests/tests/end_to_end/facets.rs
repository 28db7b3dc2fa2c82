//! Facets: a number that is shown is what a reader gets who follows it.

use crate::catalogue::{Catalogue, Counts, collect, ids, shown, text};
use daybook_tests::{Sandbox, Server};
use serde_json::Value;
use std::collections::BTreeSet;

const FACETS: [&str; 8] = [
    "organisation",
    "person",
    "date",
    "weekday",
    "hour",
    "publication",
    "page",
    "basis",
];

type Search = Vec<(&'static str, &'static str)>;

/// The sample, which has a page dated to some days of a year and one undated, and a page dated to a month.
fn archive() -> Sandbox {
    let sandbox = Sandbox::with_sample();
    let page = |url: &str| {
        format!(
            "---\nurl: https://example.org/{url}\n---\n\
             4.10pm Unison and Monitor wrote about waiting times, said Jeremy Hunt.\n\n\
             9.15am Winter pressures: the CQC replies to Unison.\n"
        )
    };
    sandbox.write("sample/month.txt", page("2014/06/a-month-of-news"));
    sandbox.run(&["index", "sample"]).expect(0);
    sandbox
}

fn searches() -> Vec<Search> {
    vec![
        vec![],
        vec![("q", "waiting times")],
        vec![("q", "\"winter pressures\"")],
        vec![("q", "A&E OR unison")],
        vec![("q", "-waiting")],
        vec![("q", "nurs* OR date:2013")],
        vec![("q", "person:\"Una O'Dell\"")],
        vec![("organisation", "Unison")],
        vec![
            ("organisation", "Unison"),
            ("organisation", "monitor"),
            ("q", "pay OR talks OR times"),
        ],
        vec![("organisation.all", "Unison"), ("organisation", "Monitor")],
        vec![("person", "joan-pettifer"), ("organisation", "unison")],
        vec![("date", "2014"), ("q", "the")],
        vec![
            ("date", "undated"),
            ("date", "2014-06-17"),
            ("person", "Dev Mistry"),
            ("person", "Petra Lindale"),
        ],
        vec![("from", "2013-02"), ("to", "2014-06"), ("q", "waiting")],
        vec![("weekday", "tuesday"), ("weekday", "unknown"), ("q", "the")],
        vec![("hour", "16"), ("basis", "manifest"), ("basis", "url")],
        vec![
            ("page", "friday-catch-up"),
            ("publication", "Care Weekly"),
            ("hour", "9"),
        ],
        vec![("q", "zzyzx")],
    ]
}

fn facets(server: &Server, search: &Search) -> Value {
    let asked = [
        &search[..],
        &[("facets", "*"), ("facet_limit", "1000"), ("limit", "0")],
    ]
    .concat();
    server.search(&asked)
}

/// Whether a parameter is part of a facet's own selection.
fn is_own(facet: &str, parameter: &str) -> bool {
    parameter == facet || (facet == "date" && matches!(parameter, "from" | "to"))
}

/// A search without a facet's own selection.
fn without(facet: &str, search: &Search) -> Search {
    let others = search.iter().copied().filter(|(name, _)| !is_own(facet, name));
    others.collect()
}

/// Breaks if a count is an estimate, counts an entry twice, or counts what the filter does not find.
#[test]
fn following_a_value_returns_what_it_showed() {
    let sandbox = archive();
    let server = sandbox.serve();
    let mut followed = 0;
    for search in searches() {
        let answer = facets(&server, &search);
        for facet in FACETS {
            for (slug, count) in slugs(&answer["facets"][facet]) {
                // A selection within the facet is replaced, all else stays.
                let mut next: Vec<(&str, &str)> = without(facet, &search);
                next.extend([(facet, slug.as_str()), ("limit", "0")]);
                assert_eq!(server.search(&next)["total"], count, "{next:?}");
                followed += 1;
            }
        }
    }
    assert!(followed > 300, "{followed}");
}

fn slugs(values: &Value) -> Vec<(String, u64)> {
    let mut found = Vec::new();
    for value in values.as_array().unwrap() {
        found.push((text(&value["slug"]), value["count"].as_u64().unwrap()));
        if value["children"].is_array() {
            found.extend(slugs(&value["children"]));
        }
    }
    found
}

/// Breaks if counts differ from those made by hand over all entries: dates dated to a month or a year included, and a
/// facet's own selection left out of its own counts only.
#[test]
fn counts_are_those_of_a_count_by_hand() {
    let sandbox = archive();
    let server = sandbox.serve();
    let catalogue = Catalogue::fetch(&server);
    for search in searches() {
        let answer = facets(&server, &search);
        for facet in FACETS {
            let others = without(facet, &search);
            let matching: BTreeSet<String> = ids(&collect(&server, &others, 100)).into_iter().collect();
            let mut by_hand = catalogue.count(facet, &matching);
            // A selected date stays in sight, so that it can be taken back.
            for (_, value) in search
                .iter()
                .filter(|(name, _)| *name == facet && !["organisation", "person"].contains(name))
            {
                let shown = match *value {
                    "9" => "09",
                    "friday-catch-up" => continue,
                    other => other,
                };
                by_hand.entry(shown.to_owned()).or_default();
            }
            assert_eq!(shown(&answer["facets"][facet]), by_hand, "{facet} of {search:?}");
        }
        assert_eq!(
            answer["total"],
            collect(&server, &search, 100).len(),
            "{search:?}"
        );
    }
    let all = shown(&facets(&server, &vec![])["facets"]["date"]);
    for value in ["2014-06-17", "2014-06", "2014", "2013", "undated"] {
        assert!(all.contains_key(value), "{all:?}");
    }
    // A month of its own holds what its days do not.
    assert!(
        all["2014-06"] > all["2014-06-17"] && all["2014"] > all["2014-06"],
        "{all:?}"
    );
}

/// Breaks if selecting a value hides the others that could be selected beside it, or adds up wrongly.
#[test]
fn selecting_within_a_facet_does_not_shrink_it() {
    let sandbox = archive();
    let server = sandbox.serve();
    let catalogue = Catalogue::fetch(&server);
    let none = facets(&server, &vec![("q", "the")]);
    for selection in [
        vec![("q", "the"), ("organisation", "Unison")],
        vec![
            ("q", "the"),
            ("organisation", "Unison"),
            ("organisation", "nhs-england"),
        ],
    ] {
        let some = facets(&server, &selection);
        assert_eq!(some["facets"]["organisation"], none["facets"]["organisation"]);
        assert!(some["total"].as_u64() < none["total"].as_u64());
        let wanted = ["Unison", "NHS England"];
        let any: BTreeSet<String> = ids(&collect(&server, &[("q", "the")], 100))
            .into_iter()
            .filter(|id| {
                let named = crate::catalogue::values(&catalogue.entries[id], "organisation");
                wanted[..selection.len() - 1]
                    .iter()
                    .any(|name| named.contains(*name))
            })
            .collect();
        assert_eq!(some["total"], any.len());
        assert_eq!(shown(&some["facets"]["person"]), catalogue.count("person", &any));
    }
}

/// Breaks if dates are listed more or less finely than asked for, or if what is left out changes a count.
#[test]
fn dates_are_listed_as_finely_as_asked_for() {
    /// The values without those below the first so many levels.
    fn cut(values: &Value, levels: usize) -> Value {
        let values = values.as_array().unwrap().iter().map(|value| {
            let mut value = value.clone();
            match value.get("children") {
                Some(children) if levels > 1 => value["children"] = cut(children, levels - 1),
                _ => {
                    value.as_object_mut().unwrap().remove("children");
                }
            }
            value
        });
        Value::Array(values.collect())
    }
    let sandbox = archive();
    let server = sandbox.serve();
    for search in searches() {
        let days = facets(&server, &search)["facets"]["date"].clone();
        for (levels, grain) in ["year", "month", "day"].into_iter().enumerate() {
            let asked = [&search[..], &[("facet_dates", grain)]].concat();
            let listed = &facets(&server, &asked)["facets"]["date"];
            assert_eq!(*listed, cut(&days, levels + 1), "{grain} of {search:?}");
        }
    }
}

/// Breaks if a value's place in the list is not by count and then by name, or `facet_limit` and `prefix` lie.
#[test]
fn values_come_in_order_and_can_be_searched() {
    let sandbox = archive();
    let server = sandbox.serve();
    let all = facets(&server, &vec![]);
    let organisations = all["facets"]["organisation"].as_array().unwrap();
    let counts: Vec<u64> = organisations
        .iter()
        .map(|value| value["count"].as_u64().unwrap())
        .collect();
    assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    let first = server.search(&[("facets", "organisation"), ("facet_limit", "3")]);
    assert_eq!(
        first["facets"]["organisation"].as_array().unwrap()[..],
        organisations[..3]
    );
    assert!(first["facets"]["person"].is_null());

    let listed = server.get("/v1/facets/organisation?limit=1000").expect(200);
    assert_eq!(listed["values"].as_array().unwrap()[..], organisations[..]);
    assert_eq!(listed["total_values"], organisations.len());
    let health = server
        .get("/v1/facets/organisation?prefix=hea&limit=1000")
        .expect(200);
    let found: Counts = shown(&health["values"]);
    let by_hand: Counts = shown(&all["facets"]["organisation"])
        .into_iter()
        .filter(|(name, _)| name.split(' ').any(|word| word.to_lowercase().starts_with("hea")))
        .collect();
    assert!(by_hand.len() > 1, "{by_hand:?}");
    assert_eq!(found, by_hand);
    let unison = server.get("/v1/facets/person?q=unison&limit=1000").expect(200);
    let in_search = facets(&server, &vec![("q", "unison")]);
    assert_eq!(unison["values"], in_search["facets"]["person"]);
}

/// Breaks if turning pages repeats or loses an entry in any order, or an order is none.
#[test]
fn turning_pages_neither_repeats_nor_loses_an_entry() {
    let sandbox = archive();
    let server = sandbox.serve();
    for search in searches() {
        let whole: BTreeSet<String> = ids(&collect(&server, &search, 100)).into_iter().collect();
        for sort in ["relevance", "newest", "oldest"] {
            let sorted = [&search[..], &[("sort", sort)]].concat();
            let hits = collect(&server, &sorted, 3);
            let found = ids(&hits);
            let once: BTreeSet<String> = found.iter().cloned().collect();
            assert_eq!(once.len(), found.len(), "repeated: {sorted:?}");
            assert_eq!(once, whole, "{sorted:?}");
            assert_eq!(ids(&collect(&server, &sorted, 100)), found, "{sorted:?}");
            check_order(sort, &hits);
        }
    }
}

fn check_order(sort: &str, hits: &[Value]) {
    if sort == "relevance" {
        let scores: Vec<f64> = hits.iter().map(|hit| hit["score"].as_f64().unwrap()).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
        return;
    }
    // Entries of a known day are in order among themselves, wherever the others stand.
    let mut times: Vec<&str> = hits.iter().filter_map(|hit| hit["timestamp"].as_str()).collect();
    if sort == "newest" {
        times.reverse();
    }
    // The same offset within a page, and pages are of different days: text is in order.
    assert!(times.is_sorted(), "{sort}: {times:?}");
}
