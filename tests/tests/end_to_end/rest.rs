//! The rest of REST: entries in their context, pages, conditions, methods, operations.

use crate::catalogue::{Catalogue, ids, text};
use daybook_tests::Sandbox;
use serde_json::Value;
use std::collections::BTreeMap;

/// Breaks if a reader cannot go from entry to entry through a page, in the order of time.
#[test]
fn entries_lead_to_their_neighbours() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let mut pages: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for entry in Catalogue::fetch(&server).entries.into_values() {
        pages.entry(text(&entry["page"]["id"])).or_default().push(entry);
    }
    assert_eq!(pages.len(), 10);
    for page in pages.keys() {
        let answer = server.get(&format!("/v1/pages/{page}")).expect(200);
        assert_eq!(answer["page"]["id"], **page);
        let entries = answer["entries"].as_array().unwrap();
        let seqs: Vec<u64> = entries
            .iter()
            .map(|entry| entry["seq"].as_u64().unwrap())
            .collect();
        assert!(seqs.iter().copied().eq(1..=seqs.len() as u64), "{page}: {seqs:?}");
        for (place, entry) in entries.iter().enumerate() {
            let found = server
                .get(&format!("/v1/entries/{}", text(&entry["id"])))
                .expect(200);
            let neighbour = |place: Option<usize>| {
                place
                    .and_then(|place| entries.get(place))
                    .cloned()
                    .unwrap_or_default()
            };
            assert_eq!(found["previous"], neighbour(place.checked_sub(1)));
            assert_eq!(found["next"], neighbour(Some(place + 1)));
            assert_eq!(
                (&found["text"], &found["generation"]),
                (&entry["text"], &answer["generation"])
            );
        }
    }
}

/// Breaks if a page's entries are numbered out of the order of time, the mended time where the print slipped. Stamps
/// that no small change mends stay where they were printed, so those of the sample are left out.
#[test]
fn entries_are_in_the_order_of_time() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "pages/live.txt",
        "5.10pm Last.\n\n4.47pm Fourth.\n\n2.36pm A slip: 3.36pm.\n\n3.29pm Third.\n\n3.10pm Second.\n\n12.37am A slip: lunch.\n\n9am First.\n",
    );
    sandbox.run(&["index", "pages"]).expect(0);
    let page = sandbox.serve().get("/v1/pages/live").expect(200);
    let times: Vec<String> = page["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            let mended = entry["time_corrected"].as_str();
            mended.or(entry["time"].as_str()).unwrap().to_owned()
        })
        .collect();
    assert_eq!(
        times,
        ["09:00", "12:37", "15:10", "15:29", "15:36", "16:47", "17:10"]
    );
}

/// Breaks if an offset in an answer does not cut the mention out of the text, or a reference leads to no entry or is
/// not known at its other end.
#[test]
fn mentions_and_references_are_true() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let (mut mentions, mut references, mut backlinks) = (0, 0, 0);
    for entry in Catalogue::fetch(&server).entries.values() {
        let letters: Vec<char> = text(&entry["text"]).chars().collect();
        for field in ["organisations", "persons"] {
            for mention in entry[field]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|e| e["mentions"].as_array().unwrap())
            {
                let at = |name: &str| usize::try_from(mention[name].as_u64().unwrap()).unwrap();
                let cut: String = letters[at("start")..at("end")].iter().collect();
                assert_eq!(cut, text(&mention["text"]), "{}", entry["id"]);
                mentions += 1;
            }
        }
        for reference in entry["references"].as_array().unwrap() {
            if let Some(id) = reference["entry"].as_str() {
                let target = server.get(&format!("/v1/entries/{id}")).expect(200);
                let back = serde_json::json!({"entry": entry["id"], "text": reference["text"]});
                assert!(
                    target["referenced_by"].as_array().unwrap().contains(&back),
                    "{id}"
                );
                references += 1;
            }
        }
        backlinks += entry["referenced_by"].as_array().unwrap().len();
    }
    assert!(mentions > 100 && references > 5, "{mentions} {references}");
    assert_eq!(references, backlinks);
}

/// Breaks if a cache cannot ask whether its answer still holds, or is told so though a new generation has landed.
#[test]
fn answers_carry_a_tag_to_ask_by() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let targets = [
        "/v1/search?q=waiting+times&facets=date",
        "/v1/facets/person?q=unison",
        "/v1/entries/live-11113/1",
        "/v1/pages/live-11113",
        "/v1/openapi.json",
    ];
    let tags: Vec<String> = targets
        .iter()
        .map(|target| {
            let answer = server.get(target);
            let tag = answer.header("etag").to_owned();
            assert!(answer.status == 200 && tag.starts_with("W/\""), "{target}: {tag}");
            let asked = |tag: &str| server.request("GET", target, &[("if-none-match", tag)], "");
            let same = asked(&tag);
            assert_eq!(
                (same.status, same.body.as_str(), same.header("etag")),
                (304, "", tag.as_str())
            );
            assert_eq!(asked(&format!("\"x\", {tag}")).status, 304);
            assert_eq!(asked("\"x\"").status, 200);
            tag
        })
        .collect();
    assert_ne!(server.get("/v1/search?q=waiting").header("etag"), tags[0]);
    // A new generation, with one page less.
    sandbox.remove("sample/friday-catch-up.txt");
    sandbox.run(&["index", "sample"]).expect(0);
    daybook_tests::poll(
        "the new generation answers",
        std::time::Duration::from_secs(2),
        || (server.search(&[])["generation"] == *sandbox.current()).then_some(()),
    );
    for (target, tag) in targets.iter().zip(&tags).take(4) {
        assert_eq!(
            server
                .request("GET", target, &[("if-none-match", tag)], "")
                .status,
            200,
            "{target}"
        );
    }
}

/// Breaks if `POST` reads a search differently from `GET`, or `HEAD` answers otherwise than `GET`.
#[test]
fn methods_agree() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let mut pairs = 0;
    for (query, body) in [
        ("", "{}"),
        ("q=waiting+times&limit=3", r#"{"q": "waiting times", "limit": 3}"#),
        (
            "organisation=Unison&organisation=Monitor&facets=organisation,date&sort=newest&facet_limit=4",
            r#"{"organisation": ["Unison", "Monitor"], "facets": ["organisation", "date"], "sort": "newest", "facet_limit": 4}"#,
        ),
        (
            "organisation.all=Unison&person.all=joan-pettifer&from=2013&to=2016-02&highlight=false",
            r#"{"organisation.all": ["Unison"], "person.all": ["joan-pettifer"], "from": "2013", "to": "2016-02", "highlight": false}"#,
        ),
        (
            "q=(pay&lenient=true&date=2012",
            r#"{"q": "(pay", "lenient": true, "date": ["2012"]}"#,
        ),
    ] {
        let target = format!("/v1/search?{query}");
        let by_url = server.get(&target);
        let by_body = server.post("/v1/search", body);
        assert_eq!(by_url.header("etag"), by_body.header("etag"), "{body}");
        let without_time = |mut answer: Value| {
            answer["took_us"].take();
            answer
        };
        let by_url = without_time(by_url.expect(200));
        assert_eq!(by_url, without_time(by_body.expect(200)), "{body}");
        pairs += by_url["hits"].as_array().unwrap().len();
        let head = server.request("HEAD", &target, &[], "");
        assert_eq!((head.status, head.body.as_str()), (200, ""));
        assert_eq!(head.header("content-type"), "application/json");
    }
    assert!(pairs > 15, "{pairs}");
    assert_eq!(server.request("HEAD", "/v1/pages/nowhere", &[], "").status, 404);
}

/// Breaks if whoever operates a server cannot tell that it lives, is ready, and how it fares.
#[test]
fn operators_can_see_how_it_fares() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    assert_eq!(server.get("/v1/healthz").expect(200)["status"], "ok");
    let ready = server.get("/v1/readyz").expect(200);
    assert_eq!(
        (&ready["status"], &ready["generation"]["pages"]),
        (&"ready".into(), &10.into())
    );
    assert_eq!(ready["generation"]["id"], *sandbox.current());
    for _ in 0..3 {
        server.search(&[("q", "waiting")]);
    }
    let metrics = server.get("/metrics");
    assert!(
        metrics
            .header("content-type")
            .starts_with("text/plain; version=0.0.4")
    );
    let sample = |name: &str| {
        let line = metrics.body.lines().find(|line| line.starts_with(name));
        line.unwrap_or_else(|| panic!("{name}:\n{}", metrics.body))
            .rsplit(' ')
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        sample("daybook_http_requests_total{route=\"/v1/search\",status=\"200\"}"),
        "3"
    );
    assert_eq!(sample("daybook_pages"), "10");
    assert_eq!(sample("daybook_refresh_healthy"), "1");
    // Prometheus refuses the lot for one line that is none.
    for line in metrics.body.lines().filter(|line| !line.starts_with('#')) {
        let (name, value) = line.rsplit_once(' ').unwrap();
        let sound =
            name.chars().next().is_some_and(|c| c.is_ascii_lowercase()) && value.parse::<f64>().is_ok();
        assert!(sound, "{line}");
    }
    let plain = server.get("/v1/pages/live-11113");
    let packed = server.request("GET", "/v1/pages/live-11113", &[("accept-encoding", "gzip")], "");
    assert_eq!(
        (
            plain.header("content-encoding"),
            packed.header("content-encoding")
        ),
        ("", "gzip")
    );
    assert_eq!(plain.header("x-content-type-options"), "nosniff");
}

/// Breaks if a server that cannot use a new generation stops answering from the old one, or hides it.
#[test]
fn a_generation_that_cannot_be_used_leaves_the_old_one_answering() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let current = sandbox.current();
    sandbox.write("index-data/index/CURRENT", "20990101T000000Z-000\n");
    let ready = daybook_tests::poll("the server notices", std::time::Duration::from_secs(3), || {
        let ready = server.get("/v1/readyz").expect(200);
        (ready["status"] == "degraded").then_some(ready)
    });
    assert_eq!(ready["generation"]["id"], *current);
    assert!(
        ready["refresh_error"].as_str().unwrap().contains("daybook index"),
        "{ready}"
    );
    assert_eq!(server.search(&[])["generation"], *current);
    sandbox.write("index-data/index/CURRENT", format!("{current}\n"));
    daybook_tests::poll("the server recovers", std::time::Duration::from_secs(3), || {
        (server.get("/v1/readyz").json()["status"] == "ready").then_some(())
    });
}

/// Breaks if the description of the service leaves out a call, refers to what it does not describe, or names a
/// parameter that the service refuses.
#[test]
fn the_description_is_true() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let answer = server.get("/v1/openapi.json");
    assert_eq!(answer.header("content-type"), "application/json");
    let described = answer.expect(200);
    assert!(
        text(&described["openapi"]).starts_with("3."),
        "{}",
        described["openapi"]
    );
    let mut references = Vec::new();
    find_references(&described, &mut references);
    assert!(references.len() > 10);
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(described.pointer(pointer).is_some(), "{reference}");
    }
    let paths = described["paths"].as_object().unwrap();
    for path in [
        "/v1/search",
        "/v1/entries/{page}/{seq}",
        "/v1/pages/{page}",
        "/v1/facets/{facet}",
        "/v1/entities/{kind}/{slug}",
        "/v1/healthz",
        "/v1/readyz",
    ] {
        assert!(paths.contains_key(path), "{path}");
    }
    for (path, operations) in paths {
        let target = path
            .replace("{page}", "live-11113")
            .replace("{seq}", "1")
            .replace("{facet}", "person")
            .replace("{kind}", "organisation")
            .replace("{slug}", "unison");
        assert_eq!(server.get(&target).status, 200, "{target}");
        let Some(parameters) = operations["get"]["parameters"].as_array() else {
            continue;
        };
        for name in parameters
            .iter()
            .filter(|p| p["in"] == "query")
            .map(|p| text(&p["name"]))
        {
            let refused = server.get(&format!("{target}?{name}=%00")).body;
            assert!(
                !refused.contains("unknown-parameter"),
                "{target} {name}: {refused}"
            );
        }
    }
    // Every field of a real answer is described.
    let properties = |name: &str| {
        let schema = &described["components"]["schemas"][name];
        let mut names: Vec<String> = Vec::new();
        let parts = schema["allOf"].as_array().cloned().unwrap_or_default();
        for part in [schema.clone()].into_iter().chain(parts) {
            let part = match part["$ref"].as_str() {
                Some(reference) => described.pointer(&reference[1..]).unwrap().clone(),
                None => part,
            };
            names.extend(
                part["properties"]
                    .as_object()
                    .into_iter()
                    .flat_map(|p| p.keys().cloned()),
            );
        }
        names
    };
    let found = server.search(&[("q", "waiting"), ("facets", "*")]);
    for (name, value) in [
        ("SearchAnswer", &found),
        ("Hit", &found["hits"][0]),
        ("Facets", &found["facets"]),
        ("Understood", &found["understood"]),
    ] {
        let described = properties(name);
        for field in value.as_object().unwrap().keys() {
            assert!(described.contains(field), "{name}.{field}: {described:?}");
        }
    }
    assert_eq!(ids(found["hits"].as_array().unwrap()).len(), 10);
}

fn find_references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(reference) if name == "$ref" => found.push(reference.clone()),
                    value => find_references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| find_references(item, found)),
        _ => {}
    }
}
