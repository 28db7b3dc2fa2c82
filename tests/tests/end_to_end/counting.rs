//! Counting beyond facets of a search: over time, by pages and days, under other names, along lineages.

use crate::catalogue::{Catalogue, Counts, ids, text};
use daybook_tests::{Sandbox, Server};
use serde_json::Value;
use std::collections::BTreeSet;

const UNITS: [&str; 3] = ["entry", "page", "day"];

/// Both Sundays of a year on which the clocks change, a summer's night, a page without a day, and an organisation that
/// became another by way of a third, which nobody names.
fn archive() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "pages/archive.toml",
        "publication = \"Care Weekly\"\n\
         [[organisation]]\nname = \"Board of Ferries\"\nkind = \"regulator\"\nsucceeded_by = [\"Board of Boats\"]\n\
         [[organisation]]\nname = \"Board of Boats\"\nkind = \"regulator\"\nsucceeded_by = [\"Board of Ships\"]\n\
         [[organisation]]\nname = \"Board of Ships\"\nkind = \"regulator\"\n",
    );
    for (name, date, body) in [
        (
            "spring",
            "2015-03-29",
            "11.30pm The CQC waits.\n\n12.30am The CQC begins, said Andy Burnham.\n",
        ),
        (
            "autumn",
            "2015-10-25",
            "2.10am Out of hours.\n\n1.50am The Care Quality Commission sleeps.\n\n1.10am Quiet.\n",
        ),
        (
            "summer",
            "2015-07-01",
            "9am The Board of Ferries closes.\n\n12.30am The Board of Ships opens at night.\n",
        ),
        (
            "more-summer",
            "2015-07-01",
            "10.05am The Care Quality Commission and the CQC agree.\n",
        ),
    ] {
        sandbox.write(
            &format!("pages/{name}.txt"),
            format!("---\ndate: {date}\n---\n{body}"),
        );
    }
    sandbox.write("pages/undated.txt", "4pm The CQC on no day in particular.\n");
    sandbox.write(
        "pages/2015/06/month.txt",
        "---\nurl: https://example.org/2015/06/a-month\n---\n5pm Some day in June.\n",
    );
    sandbox.run(&["index", "pages"]).expect(0);
    sandbox
}

fn get(server: &Server, path: &str) -> Value {
    server.get(path).expect(200)
}

fn counts(values: &Value, key: &str) -> Counts {
    let all = values.as_array().unwrap().iter();
    all.map(|value| (text(&value[key]), value["count"].as_u64().unwrap()))
        .collect()
}

fn full(buckets: &Value) -> Counts {
    counts(buckets, "start")
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// Breaks if a local hour is shifted to another day or hour where the clocks change or in summer.
#[test]
fn hours_and_days_are_those_of_the_local_clock() {
    let sandbox = archive();
    let server = sandbox.serve();
    let hours = get(&server, "/v1/histogram?interval=hour");
    assert_eq!(hours["timezone"], "Europe/London");
    let expected = [
        ("2015-03-29T00:00", 1),
        ("2015-03-29T23:00", 1),
        ("2015-07-01T00:00", 1),
        ("2015-07-01T09:00", 1),
        ("2015-07-01T10:00", 1),
        ("2015-10-25T01:00", 2),
        ("2015-10-25T02:00", 1),
    ];
    let expected: Counts = expected.map(|(start, count)| (start.to_owned(), count)).into();
    assert_eq!(full(&hours["buckets"]), expected);
    assert_eq!(
        (&hours["approximate"]["month"], &hours["undated"]),
        (&1.into(), &1.into())
    );
    let days = get(&server, "/v1/histogram");
    let expected = [("2015-03-29", 2), ("2015-07-01", 3), ("2015-10-25", 3)];
    let expected: Counts = expected.map(|(start, count)| (start.to_owned(), count)).into();
    assert_eq!(full(&days["buckets"]), expected);
    // From the first of these days to the last, both included.
    assert_eq!(days["buckets"].as_array().unwrap().len(), 211);
    let weeks = get(&server, "/v1/histogram?interval=week");
    let starts: Vec<String> = full(&weeks["buckets"]).into_keys().collect();
    assert_eq!(starts, ["2015-03-23", "2015-06-29", "2015-10-19"]);
    let months = get(&server, "/v1/histogram?interval=month");
    assert_eq!(full(&months["buckets"])["2015-06-01"], 1);
    assert_eq!(months["approximate"]["count"], 0);
    let sundays = server.search(&[("weekday", "sunday"), ("limit", "0")]);
    assert_eq!(sundays["total"], 5);
    let night = server.search(&[("hour", "0"), ("date", "2015-07-01")]);
    assert_eq!(ids(night["hits"].as_array().unwrap()), ["summer/1"]);
}

/// Breaks if pages or days are counted more than once, or a value followed gives another number than it showed.
#[test]
fn units_add_up_to_what_following_a_value_gives() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let catalogue = Catalogue::fetch(&server);
    let of = |entry: &Value, unit: &str| match unit {
        "entry" => Some(text(&entry["id"])),
        "page" => Some(text(&entry["page"]["id"])),
        _ => {
            let date = &entry["date"];
            date["earliest"]
                .as_str()
                .filter(|day| date["latest"] == **day)
                .map(str::to_owned)
        }
    };
    for unit in UNITS {
        let units: BTreeSet<String> = catalogue
            .entries
            .values()
            .filter_map(|entry| of(entry, unit))
            .collect();
        let all = server.search(&[
            ("unit", unit),
            ("limit", "0"),
            ("facets", "*"),
            ("facet_limit", "1000"),
        ]);
        assert_eq!(all["total"], units.len(), "{unit}");
        let mut followed = 0;
        for facet in ["organisation", "weekday", "hour", "publication", "page", "basis"] {
            for value in all["facets"][facet].as_array().unwrap() {
                let slug = text(&value["slug"]);
                let next = server.search(&[(facet, &slug), ("unit", unit), ("limit", "0")]);
                assert_eq!(next["total"], value["count"], "{unit} {facet} {slug}");
                followed += 1;
            }
        }
        assert!(followed > 50, "{followed}");
        let days = get(&server, &format!("/v1/histogram?unit={unit}&q=waiting"));
        assert_eq!(
            days["total"],
            server.search(&[("q", "waiting"), ("unit", unit)])["total"]
        );
        let dated: u64 = full(&days["buckets"]).values().sum();
        let searched = server.search(&[("q", "waiting"), ("facets", "date"), ("unit", "day")]);
        if unit == "day" {
            assert_eq!(searched["total"], dated);
        }
    }
}

/// Breaks if a value is found only by its canonical name, its forms are miscounted, or paging loses one.
#[test]
fn values_are_found_by_any_name_and_listed_with_their_forms() {
    let sandbox = archive();
    let server = sandbox.serve();
    let found = get(&server, "/v1/facets/organisation?prefix=cqc&forms=true");
    let [cqc] = &found["values"].as_array().unwrap()[..] else {
        panic!("{found}");
    };
    assert_eq!(
        (text(&cqc["value"]).as_str(), &cqc["count"]),
        ("Care Quality Commission", &5.into())
    );
    assert_eq!(
        counts(&cqc["forms"], "text"),
        Counts::from([("CQC".to_owned(), 4), ("Care Quality Commission".to_owned(), 2)])
    );
    assert_eq!(cqc["total_forms"], 2);
    let pages = get(
        &server,
        "/v1/facets/organisation?prefix=cqc&forms=true&unit=page&from=2015-07",
    );
    assert_eq!(
        counts(&pages["values"][0]["forms"], "text"),
        Counts::from([("CQC".to_owned(), 1), ("Care Quality Commission".to_owned(), 2)])
    );
    let burnham = get(&server, "/v1/facets/person?prefix=burnham");
    assert_eq!(burnham["values"][0]["slug"], "andy-burnham");
    let whole = get(&server, "/v1/facets/page?sort=name&limit=1000");
    let mut paged = Vec::new();
    let mut offset = Some(0);
    while let Some(from) = offset {
        let page = get(
            &server,
            &format!("/v1/facets/page?sort=name&limit=2&offset={from}"),
        );
        assert_eq!(page["total_values"], 6);
        paged.extend(page["values"].as_array().unwrap().clone());
        offset = page["next_offset"].as_u64();
    }
    assert_eq!(paged[..], whole["values"].as_array().unwrap()[..]);
    let names: Vec<String> = paged.iter().map(|value| text(&value["value"])).collect();
    assert!(names.is_sorted() && names.len() == 6, "{names:?}");
    let several = get(&server, "/v1/facets/page?min_count=2");
    assert_eq!(
        counts(&several["values"], "slug").into_keys().collect::<Vec<_>>(),
        ["autumn", "spring", "summer"]
    );
}

/// Breaks if a lineage stops at a name that nobody prints, is taken along unasked, or goes unsaid.
#[test]
fn a_filter_takes_the_lineage_along_on_request() {
    let sandbox = archive();
    let server = sandbox.serve();
    let alone = server.search(&[("organisation", "Board of Ships")]);
    assert_eq!(
        (&alone["total"], &alone["understood"]["notes"]),
        (&1.into(), &Value::Array(vec![]))
    );
    for parameter in ["organisation", "organisation.all"] {
        let along = server.search(&[(parameter, "Board of Ships"), ("lineage", "true")]);
        assert_eq!(along["total"], 2, "{along}");
        let note = &along["understood"]["notes"][0];
        assert_eq!(note["parameter"], "lineage");
        assert_eq!(note["message"], "Board of Ships takes along Board of Ferries");
    }
    let q = "organisation:\"Board of Ships\"";
    let asked = server.search(&[("q", q), ("lineage", "true")]);
    assert_eq!(asked["total"], 2, "{asked}");
    let expansion = &asked["understood"]["expansions"][0];
    assert_eq!(
        (&expansion["reason"], &expansion["forms"][0]),
        (&"lineage".into(), &"Board of Ferries".into())
    );
    assert_eq!(server.search(&[("q", q)])["total"], 1);
    let none = server.search(&[("organisation", "CQC"), ("lineage", "true")]);
    assert!(
        none["understood"]["notes"]
            .to_string()
            .contains("no entry names a predecessor or successor"),
        "{none}"
    );
    let command = sandbox.run(&[
        "search",
        "",
        "--organisation",
        "Board of Ships",
        "--lineage",
        "--facets",
        "page",
        "--unit",
        "page",
    ]);
    let printed = command.expecting(0).stdout;
    assert!(printed.starts_with("1 page ("), "{printed}");
    assert!(
        printed.contains("note: Board of Ships takes along Board of Ferries"),
        "{printed}"
    );
    assert!(printed.contains("\npages\n      1  summer\n"), "{printed}");
}

/// Breaks if a mistake is a failure, or does not say what there is.
#[test]
fn mistakes_in_counting_say_what_there_is() {
    let sandbox = archive();
    sandbox.write("pages/ancient.txt", "---\ndate: 1066-10-14\n---\n9am A battle.\n");
    sandbox.run(&["index", "pages"]).expect(0);
    let server = sandbox.serve();
    for (path, code, told) in [
        (
            "/v1/search?facets=colour",
            "unknown-facet",
            "organisation, person, speaker, date, weekday, hour, publication, page or basis",
        ),
        (
            "/v1/histogram?interval=decade",
            "invalid-parameter",
            "use hour, day, week, month or year",
        ),
        (
            "/v1/histogram?interval=day",
            "out-of-range",
            "widen `interval` to week",
        ),
        (
            "/v1/histogram?interval=hour&unit=page",
            "out-of-range",
            "widen `interval` to day",
        ),
        (
            "/v1/search?weekday=someday",
            "invalid-parameter",
            "monday, tuesday",
        ),
        ("/v1/search?hour=24", "invalid-parameter", "22, 23, unknown"),
        ("/v1/search?unit=week", "invalid-parameter", "entry, page or day"),
        (
            "/v1/facets/basis?forms=true",
            "invalid-parameter",
            "leave `forms` out",
        ),
    ] {
        let problem = server.get(path).expect(400);
        assert_eq!(problem["code"], code, "{path}");
        assert!(text(&problem["detail"]).contains(told), "{problem}");
    }
    let facet = server.get("/v1/facets/colour").expect(404);
    assert!(text(&facet["detail"]).contains("weekday, hour"), "{facet}");
    assert_eq!(get(&server, "/v1/histogram?interval=week&from=2015")["total"], 9);
}
