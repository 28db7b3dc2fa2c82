//! HTML pages of every manner, from a folder of saved files to the answers of the server.

use crate::catalogue::text;
use daybook_tests::{Sandbox, query_string, repository};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;

/// The annotated pages by the stem of their file.
fn annotated() -> BTreeMap<String, Value> {
    let folder = repository().join("tests/pages/html");
    fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            let wanted = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
            (stem, wanted)
        })
        .collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Breaks if a saved page loses an entry, a time, a day or its address on the way to the server, if an entry cannot be
/// found by its words and its day, or if navigation, adverts or scripts are found.
#[test]
fn saved_pages_are_searched_by_entry() {
    let sandbox = Sandbox::new();
    let pages = annotated();
    assert!(pages.len() >= 12, "{:?}", pages.keys());
    for stem in pages.keys() {
        let file = format!("{stem}.html");
        let page = fs::read(repository().join("tests/pages/html").join(&file)).unwrap();
        sandbox.write(&format!("saved/{file}"), page);
    }
    sandbox.run(&["index", "saved"]).expect(0);
    let inspected = sandbox
        .run(&["inspect", "--format", "json", "saved"])
        .expecting(0);
    let server = sandbox.serve();
    let mut seen = 0;
    for line in inspected.stdout.lines() {
        let page: Value = serde_json::from_str(line).unwrap();
        let source = text(&page["page"]["source"]);
        let wanted = &pages[source.strip_suffix(".html").unwrap()];
        let answer = server
            .get(&format!("/v1/pages/{}", text(&page["page"]["id"])))
            .expect(200);
        assert_eq!(answer["page"]["title"], wanted["title"], "{source}");
        assert_eq!(answer["page"]["url"], wanted["url"], "{source}");
        let mut expected: Vec<Value> = list(&wanted["entries"]).to_vec();
        expected.sort_by_key(|entry| entry["seq"].as_u64());
        let found: Vec<Value> = list(&answer["entries"])
            .iter()
            .map(|entry| {
                let date = &entry["date"];
                json!({
                    "seq": entry["seq"],
                    "stamp": entry["stamp"],
                    "time": entry["time"],
                    "day": if date["earliest"] == date["latest"] { date["earliest"].clone() } else { Value::Null },
                    "text": entry["text"],
                })
            })
            .collect();
        assert_eq!(found, expected, "{source}");
        for entry in &expected {
            let Some(day) = entry["day"].as_str() else {
                continue;
            };
            let words = text(&entry["text"]).replace(['"', '“', '”', '\\'], " ");
            let words: Vec<&str> = words.split_whitespace().take(6).collect();
            let query = query_string(&[
                ("q", &format!("\"{}\"", words.join(" "))),
                ("from", day),
                ("to", day),
                ("limit", "100"),
            ]);
            let hits = server.get(&format!("/v1/search?{query}")).expect(200);
            let id = format!("{}/{}", text(&page["page"]["id"]), entry["seq"]);
            assert!(
                list(&hits["hits"]).iter().any(|hit| hit["id"] == *id),
                "{source}: {id} is not found by {words:?} on {day}"
            );
        }
        for absent in list(&wanted["absent"]) {
            let absent = absent.as_str().unwrap();
            for entry in &found {
                assert!(
                    !text(&entry["text"]).contains(absent),
                    "{source}: {absent:?} reached an entry"
                );
            }
        }
        seen += 1;
    }
    assert_eq!(seen, pages.len());
}
