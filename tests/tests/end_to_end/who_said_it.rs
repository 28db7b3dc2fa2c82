//! Who said what, why hits score what they score, and what is typed completed.

use crate::catalogue::text;
use daybook_tests::{Sandbox, Server};
use serde_json::Value;

fn sample() -> (Sandbox, Server) {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    (sandbox, server)
}

/// Breaks if a reader cannot ask what somebody said, or is shown what somebody else said instead.
#[test]
fn a_quotation_is_found_by_its_words_and_by_its_speaker() {
    let (sandbox, server) = sample();
    let facet = server.get("/v1/facets/speaker?limit=100").expect(200);
    let speakers = facet["values"].as_array().unwrap();
    assert!(!speakers.is_empty());
    for speaker in speakers {
        let (slug, count) = (text(&speaker["slug"]), &speaker["count"]);
        let filtered = server.search(&[("speaker", slug.as_str()), ("limit", "100")]);
        let asked = server.search(&[("q", format!("speaker:{slug}").as_str()), ("limit", "100")]);
        assert_eq!((&filtered["total"], &asked["total"]), (count, count), "{slug}");
        for hit in filtered["hits"].as_array().unwrap() {
            let quotations = hit["quotations"].as_array().unwrap();
            let own = quotations
                .iter()
                .filter(|said| said["speaker"]["slug"] == slug.as_str());
            let own: Vec<&Value> = own.collect();
            assert!(!own.is_empty(), "{slug} in {}", hit["id"]);
            let words = text(&own[0]["text"]).replace(['“', '”', '"', '\\'], " ");
            let said = server.search(&[
                ("q", format!("speaker:{slug} said:\"{words}\"").as_str()),
                ("limit", "100"),
            ]);
            let ids: Vec<&Value> = said["hits"]
                .as_array()
                .unwrap()
                .iter()
                .map(|hit| &hit["id"])
                .collect();
            assert!(ids.contains(&&hit["id"]), "{slug}: {words}");
            // Nobody else said it.
            let others = speakers.iter().filter(|other| other["slug"] != slug.as_str());
            for other in others {
                let q = format!("speaker:{} said:\"{words}\"", text(&other["slug"]));
                let found = server.search(&[("q", q.as_str())]);
                let mut hits = found["hits"].as_array().unwrap().iter();
                assert!(hits.all(|found| found["id"] != hit["id"]), "{q}");
            }
        }
    }
    let slug = text(&speakers[0]["slug"]);
    let run = sandbox.run(&["search", "", "--speaker", &slug, "--facets", "speaker"]);
    assert!(run.expecting(0).stdout.contains("who is quoted"));
}

/// Breaks if nobody can find out why a hit stands where it stands.
#[test]
fn the_parts_of_a_score_add_up_to_it() {
    let (_sandbox, server) = sample();
    let answer = server.search(&[("q", "waiting times A&E"), ("explain", "true")]);
    let mut kinds: Vec<String> = Vec::new();
    for hit in answer["hits"].as_array().unwrap() {
        let parts = hit["explanation"]["parts"].as_array().unwrap();
        let sum: f64 = parts.iter().map(|part| part["score"].as_f64().unwrap()).sum();
        assert!((sum - hit["score"].as_f64().unwrap()).abs() < 1e-3, "{hit}");
        kinds.extend(parts.iter().map(|part| text(&part["kind"])));
    }
    for kind in ["word", "exact-form", "near"] {
        assert!(kinds.iter().any(|own| own == kind), "{kind}: {kinds:?}");
    }
}

/// Breaks if a search box cannot offer what the archive has, or offers what is not there.
#[test]
fn what_is_typed_is_completed() {
    let (_sandbox, server) = sample();
    let answer = server.get("/v1/suggest?q=waiting+ti").expect(200);
    assert_eq!(answer["terms"][0]["text"], "waiting times");
    let answer = server.get("/v1/suggest?q=dep").expect(200);
    let health = answer["entities"].as_array().unwrap().iter();
    let names: Vec<&str> = health.filter_map(|entity| entity["name"].as_str()).collect();
    assert!(names.contains(&"Department of Health"), "{names:?}");
    for entity in answer["entities"].as_array().unwrap() {
        let kind = text(&entity["kind"]);
        let found = server.search(&[(kind.as_str(), text(&entity["slug"]).as_str())]);
        assert_eq!(found["total"], entity["count"], "{entity}");
    }
    let one = server.get("/v1/suggest?q=a&limit=1").expect(200);
    assert_eq!(one["terms"].as_array().unwrap().len(), 1);
}

/// Breaks if a page with many matches crowds the others out though a reader asked for one of each.
#[test]
fn a_page_is_shown_once() {
    let (_sandbox, server) = sample();
    let plain = server.search(&[
        ("q", "trust"),
        ("limit", "100"),
        ("facets", "page"),
        ("facet_limit", "100"),
    ]);
    let mut found: Vec<(String, u64)> = Vec::new();
    let mut cursor = String::new();
    loop {
        let answer = server.search(&[
            ("q", "trust"),
            ("group", "page"),
            ("limit", "2"),
            ("cursor", &cursor),
        ]);
        assert_eq!(answer["total"], plain["total"]);
        assert_eq!(
            answer["total_pages"].as_u64(),
            plain["facets"]["page"].as_array().map(|p| p.len() as u64)
        );
        for hit in answer["hits"].as_array().unwrap() {
            found.push((text(&hit["page"]["id"]), hit["more"].as_u64().unwrap() + 1));
        }
        match answer["next"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    let mut counts: Vec<(String, u64)> = plain["facets"]["page"]
        .as_array()
        .unwrap()
        .iter()
        .map(|page| (text(&page["slug"]), page["count"].as_u64().unwrap()))
        .collect();
    counts.sort();
    found.sort();
    assert_eq!(found, counts);
}
