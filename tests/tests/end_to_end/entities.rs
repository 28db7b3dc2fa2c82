//! Organisations and persons on their own: their pages, and the work of whoever looks after the gazetteer.

use crate::catalogue::{Catalogue, text};
use daybook_tests::Sandbox;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Breaks if an entity's page does not agree with the searches that it stands for.
#[test]
fn an_entity_is_what_its_entries_say() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let unison = server
        .get("/v1/entities/organisation/unison?limit=100")
        .expect(200);
    let search = server.search(&[
        ("organisation", "unison"),
        ("facets", "person"),
        ("facet_limit", "100"),
    ]);
    assert_eq!(unison["count"], search["total"]);
    assert_eq!(unison["persons"], search["facets"]["person"]);
    let sum = |key: &str| -> u64 {
        unison[key]
            .as_array()
            .unwrap()
            .iter()
            .map(|value| value["count"].as_u64().unwrap())
            .sum()
    };
    assert_eq!(sum("months") + sum("other"), unison["count"].as_u64().unwrap());
    assert_eq!(server.get("/v1/entities/person/nobody-at-all").status, 404);
    assert_eq!(server.get("/v1/entities/place/london").status, 404);
}

/// Breaks if the roles of a person's page are not those that the entries print, or leave one out.
#[test]
fn a_person_has_the_roles_that_the_entries_print() {
    type Key = (String, Option<String>);
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let mut printed: BTreeMap<String, BTreeMap<Key, BTreeSet<String>>> = BTreeMap::new();
    for (id, entry) in &Catalogue::fetch(&server).entries {
        for person in entry["persons"].as_array().unwrap() {
            let mentions = person["mentions"].as_array().unwrap();
            for role in mentions.iter().filter_map(|mention| mention.get("role")) {
                let organisation = role.get("organisation").map(text);
                let key = (text(&role["title"]).to_lowercase(), organisation);
                let roles = printed.entry(text(&person["slug"])).or_default();
                roles.entry(key).or_default().insert(id.clone());
            }
        }
    }
    assert!(printed.len() > 10, "{printed:?}");
    for (slug, expected) in &printed {
        let answer = server.get(&format!("/v1/entities/person/{slug}")).expect(200);
        let roles = answer["roles"].as_array().unwrap();
        assert_eq!(answer["total_roles"], roles.len());
        let seen: BTreeMap<Key, u64> = roles
            .iter()
            .map(|role| {
                for end in ["first", "last"] {
                    let sighting = &role[end];
                    assert!(
                        sighting.is_null() || sighting["date"]["earliest"].is_string(),
                        "{role}"
                    );
                }
                let organisation = role.get("organisation").map(text);
                (
                    (text(&role["title"]).to_lowercase(), organisation),
                    role["count"].as_u64().unwrap(),
                )
            })
            .collect();
        let expected: BTreeMap<Key, u64> = expected
            .iter()
            .map(|(key, entries)| (key.clone(), entries.len() as u64))
            .collect();
        assert_eq!(seen, expected, "{slug}");
    }
    let helen = server.get("/v1/entities/person/helen-ashcombe").expect(200);
    let role = &helen["roles"][0];
    assert_eq!(role["title"], "chief executive");
    assert_eq!(role["organisation"], "Wexcombe Hospitals NHS Foundation Trust");
    assert_eq!(role["first"]["entry"], "daily-live-16122014/7");
    assert_eq!(role["last"]["date"]["earliest"], "2016-02-11");
}

/// Breaks if a curator who adds the rows that are proposed is refused them, or is asked for them again.
#[test]
fn the_rows_that_are_proposed_are_all_that_is_lacking() {
    let sandbox = Sandbox::with_sample();
    let worklist = || -> Value {
        let listed = sandbox.run(&["entities", "--unknown", "--format", "json"]);
        serde_json::from_str(&listed.expecting(0).stdout).unwrap()
    };
    let lacking = worklist()["total"].as_u64().unwrap();
    assert!(lacking > 10, "{lacking}");
    let rows = sandbox.run(&["entities", "--format", "toml"]).expecting(0).stdout;
    assert_eq!(rows.matches("\nname = ").count() as u64, lacking);
    let settings = fs::read_to_string(sandbox.file("sample/archive.toml")).unwrap();
    sandbox.write("sample/archive.toml", format!("{settings}\n{rows}"));
    sandbox.run(&["gazetteer", "check", "sample"]).expect(0);
    sandbox.run(&["index", "sample"]).expect(0);
    assert_eq!(worklist()["total"], 0);
}
