//! What stands around an entry: its context, entries like it, its story.

use crate::catalogue::{Catalogue, text};
use crate::real_archive::shared;
use daybook_tests::{Sandbox, Server};
use serde_json::Value;
use std::collections::BTreeMap;

fn array(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

fn ids(entries: &Value) -> Vec<String> {
    array(entries).iter().map(|entry| text(&entry["id"])).collect()
}

/// Asks everything about every entry, and checks it against the pages as they are replayed.
fn check_every_entry(server: &Server) {
    let catalogue = Catalogue::fetch(server);
    let mut pages: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for entry in catalogue.entries.values() {
        pages
            .entry(text(&entry["page"]["id"]))
            .or_default()
            .push(entry.clone());
    }
    for page in pages.values_mut() {
        page.sort_by_key(|entry| entry["seq"].as_u64());
    }
    for (id, entry) in &catalogue.entries {
        let on_page = &pages[&text(&entry["page"]["id"])];
        let place = on_page.iter().position(|other| other["id"] == **id).unwrap();
        let context = server
            .get(&format!("/v1/entries/{id}/context?before=1&after=3"))
            .expect(200);
        assert_eq!(context["entry"], *entry);
        assert_eq!(
            array(&context["before"]),
            &on_page[place.saturating_sub(1)..place]
        );
        let end = on_page.len().min(place + 4);
        assert_eq!(array(&context["after"]), &on_page[place + 1..end]);
        let resolved: Vec<&Value> = array(&context["references"])
            .iter()
            .map(|reference| &reference["entry"]["id"])
            .collect();
        let meant: Vec<&Value> = array(&entry["references"]).iter().map(|r| &r["entry"]).collect();
        assert_eq!(resolved, meant, "{id}");
        let pointing: Vec<&Value> = array(&context["referenced_by"])
            .iter()
            .map(|backlink| &backlink["entry"]["id"])
            .collect();
        let meant: Vec<&Value> = array(&entry["referenced_by"])
            .iter()
            .map(|b| &b["entry"])
            .collect();
        assert_eq!(pointing, meant, "{id}");
        // Every third will do for those that take a search.
        let asked = entry["seq"].as_u64().unwrap().is_multiple_of(3);
        for name in ["similar", "thread"].into_iter().filter(|_| asked) {
            let answer = server.get(&format!("/v1/entries/{id}/{name}")).expect(200);
            let related = ids(&answer["entries"]);
            assert!(!related.contains(id), "{name} of {id}");
            assert!(related.iter().all(|id| catalogue.entries.contains_key(id)));
            assert_eq!(answer["of"]["id"], **id);
        }
    }
}

/// Breaks if an entry's neighbours are not those of its page, a reference leads elsewhere, or an entry is like itself.
#[test]
fn every_entry_of_the_sample_stands_in_its_context() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    check_every_entry(&server);
}

/// Breaks if the consultation about an A&E department is not followed over the day, or if another day's news of the
/// same trust is taken for it.
#[test]
fn a_story_is_followed_with_reasons() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let thread = server.get("/v1/entries/daily-live-16122014/4/thread").expect(200);
    assert_eq!(ids(&thread["entries"]), ["daily-live-16122014/16"]);
    let found = &thread["entries"][0];
    assert_eq!(found["position"], "later");
    assert_eq!(found["shared"]["references"][0]["text"], "(see 10.35am)");
    assert_eq!(
        found["shared"]["organisations"][0]["name"],
        "Wexcombe Hospitals NHS Foundation Trust"
    );
    // The second assessment ward of January, when a panel comes back to it in September.
    let thread = server.get("/v1/entries/rolling-7c41e9/6/thread").expect(200);
    assert_eq!(ids(&thread["entries"]), ["live-from-summit-090915/14"]);
    let words = array(&thread["entries"][0]["shared"]["words"]);
    let words: Vec<&str> = words.iter().map(|word| word["text"].as_str().unwrap()).collect();
    assert_eq!(words, ["gym", "physiotherapy"]);
}

/// Breaks if a question about an entry that there is not, or beyond what is allowed, is answered with anything but
/// what is wrong.
#[test]
fn mistakes_are_told() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    for (target, status, code, parameter) in [
        ("/v1/entries/none/1/context", 404, "no-such-entry", ""),
        ("/v1/entries/rolling-7c41e9/999/thread", 404, "no-such-entry", ""),
        (
            "/v1/entries/rolling-7c41e9/0/similar",
            400,
            "invalid-parameter",
            "seq",
        ),
        (
            "/v1/entries/rolling-7c41e9/1/context?before=51",
            400,
            "out-of-range",
            "before",
        ),
        (
            "/v1/entries/rolling-7c41e9/1/context?after=-1",
            400,
            "invalid-parameter",
            "after",
        ),
        (
            "/v1/entries/rolling-7c41e9/1/similar?limit=101",
            400,
            "out-of-range",
            "limit",
        ),
        (
            "/v1/entries/rolling-7c41e9/1/thread?q=x",
            400,
            "unknown-parameter",
            "q",
        ),
    ] {
        let problem = server.get(target).expect(status);
        assert_eq!(problem["code"], code, "{target}");
        assert_eq!(
            problem["parameter"].as_str().unwrap_or_default(),
            parameter,
            "{target}"
        );
    }
}

/// Breaks if the two real pages lose a reference or a story that runs through one of them.
#[test]
fn real_entries_stand_in_their_context() {
    let Some(shared) = shared() else { return };
    let sandbox = Sandbox::new();
    sandbox.copy(&shared.join("archive"), "archive");
    sandbox.run(&["index", "archive"]).expect(0);
    let server = sandbox.serve();
    check_every_entry(&server);
    // The first eight sites, announced in the morning, and the detail about them some minutes later.
    let thread = server
        .get("/v1/entries/003-95834794f040f8da/15/thread")
        .expect(200);
    assert_eq!(
        ids(&thread["entries"]),
        ["003-95834794f040f8da/1", "003-95834794f040f8da/16"]
    );
}
