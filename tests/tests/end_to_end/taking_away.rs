//! Hits taken away: exports, feeds, and the list of pages.

use crate::catalogue::{Catalogue, collect, ids, text};
use crate::real_archive::shared;
use daybook_tests::{Sandbox, Server, query_string};
use serde_json::Value;
use std::collections::BTreeSet;

fn lines(body: &str) -> Vec<Value> {
    body.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// An export has the hits of all pages of a search, in its order where one is asked for.
fn check_export(server: &Server, parameters: &[(&str, &str)]) {
    for sort in ["relevance", "newest", "oldest"] {
        let parameters = [parameters, &[("sort", sort)]].concat();
        let exported = server.get(&format!("/v1/export?{}", query_string(&parameters)));
        assert_eq!(exported.status, 200, "{}", exported.body);
        let hits = collect(server, &parameters, 100);
        assert_eq!(exported.header("daybook-total"), hits.len().to_string());
        assert_eq!(ids(&lines(&exported.body)), ids(&hits), "{parameters:?}");
    }
    let exported = server.get(&format!("/v1/export?{}", query_string(parameters)));
    let unsorted: BTreeSet<String> = ids(&lines(&exported.body)).into_iter().collect();
    let hits: BTreeSet<String> = ids(&collect(server, parameters, 100)).into_iter().collect();
    assert_eq!(unsorted, hits);
}

/// Breaks if an export loses or repeats a hit, or leaves a filter out.
#[test]
fn an_export_has_every_hit_of_a_search() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    for parameters in [
        &[][..],
        &[("q", "waiting times OR winter")],
        &[("organisation", "CQC"), ("from", "2014")],
        &[("q", "trust -winter"), ("weekday", "tuesday")],
        &[("date", "undated")],
        &[("q", "nothingofthekind")],
    ] {
        check_export(&server, parameters);
    }
    let whole = server.get("/v1/export?format=csv");
    assert_eq!(
        whole.header("content-type"),
        "text/csv; charset=utf-8; header=present"
    );
    assert!(whole.body.starts_with("id,timestamp,earliest,"));
}

/// Breaks if a filter by a name that nobody has is taken without a word.
#[test]
fn an_export_says_what_there_is_to_note() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let answer = server.get("/v1/export?organisation=Nobody%E2%80%99s+Trust");
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    let notes: Value = serde_json::from_str(answer.header("daybook-notes")).unwrap();
    assert!(
        text(&notes[0]).contains("no entry names the organisation"),
        "{notes}"
    );
}

/// Breaks if a feed reader would be shown an entry twice, or could not read the feed.
#[test]
fn a_feed_has_the_latest_hits() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let answer = server.get("/v1/feed.atom?q=winter&limit=5");
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(
        answer.header("content-type"),
        "application/atom+xml; charset=utf-8"
    );
    let expected = server.search(&[("q", "winter"), ("sort", "newest"), ("limit", "5")]);
    let feed: Vec<String> = answer
        .body
        .split("<id>urn:daybook:entry:")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect();
    assert_eq!(feed, ids(expected["hits"].as_array().unwrap()));
    let own = format!(
        "href=\"http://{}/v1/feed.atom?q=winter&amp;limit=5\"",
        server.address()
    );
    assert!(answer.body.contains(&own), "{}", answer.body);
    assert!(answer.body.contains("<updated>2016-02-11T") || answer.body.contains("<updated>2015-"));
    let tag = answer.header("etag").to_owned();
    let again = server.request(
        "GET",
        "/v1/feed.atom?q=winter&limit=5",
        &[("if-none-match", &tag)],
        "",
    );
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let undated = server.get("/v1/feed.atom?date=undated");
    assert!(
        undated.body.contains("<updated>1970-01-01T00:00:00Z</updated>") || !undated.body.contains("<entry>")
    );
}

/// Breaks if the terminal makes another feed than the server, so that a reader who has both is shown entries twice.
#[test]
fn the_command_line_makes_the_same_feed() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let base = format!("http://{}", server.address());
    for (args, target) in [
        (&["feed"][..], "/v1/feed.atom"),
        (
            &[
                "feed",
                "pay & conditions OR winter",
                "--organisation",
                "Unison",
                "--to",
                "2014",
                "--no-synonyms",
                "--limit",
                "3",
            ],
            "/v1/feed.atom?q=pay+%26+conditions+OR+winter&organisation=Unison&to=2014&synonyms=false&limit=3",
        ),
    ] {
        let args: Vec<&str> = args.iter().copied().chain(["--base-url", &base]).collect();
        let printed = sandbox.run(&args).expecting(0).stdout;
        assert_eq!(printed, server.get(target).body, "{target}");
        assert!(printed.contains("<entry>"), "{printed}");
        // What has no address of its own is read on the pages of the service.
        let lacks = printed.matches(&format!("href=\"{base}/entries/")).count();
        assert!(target.contains('?') || lacks > 0, "{printed}");
    }
    let unsaid = sandbox.run(&["feed", "winter"]).expecting(0).stdout;
    assert!(
        unsaid.contains("http://127.0.0.1:7373/v1/feed.atom?q=winter"),
        "{unsaid}"
    );
}

/// Every page is listed once, by its first day, with as many entries as its replay has, which is in the order of their
/// places in time.
fn check_pages(server: &Server) {
    let listed = server.get("/v1/pages?limit=100").expect(200);
    let pages = listed["pages"].as_array().unwrap();
    let catalogue = Catalogue::fetch(server);
    let expected: BTreeSet<String> = catalogue
        .entries
        .values()
        .map(|entry| text(&entry["page"]["id"]))
        .collect();
    let found: BTreeSet<String> = pages.iter().map(|page| text(&page["page"]["id"])).collect();
    assert_eq!(found, expected);
    assert_eq!(listed["total"], pages.len());
    let days: Vec<Option<&str>> = pages.iter().map(|page| page["earliest"].as_str()).collect();
    assert!(days.is_sorted_by_key(|day| (day.is_none(), *day)), "{days:?}");
    for page in pages {
        let id = text(&page["page"]["id"]);
        let replay = server.get(&format!("/v1/pages/{id}")).expect(200);
        let entries = replay["entries"].as_array().unwrap();
        assert_eq!(page["entries"], entries.len(), "{id}");
        assert!(entries.is_sorted_by_key(|entry| entry["seq"].as_u64()));
    }
}

/// Breaks if a page is not found by its day, or an undated one not at all.
#[test]
fn pages_are_listed_by_date() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    check_pages(&server);
    let list = |query: &str| {
        let answer = server.get(&format!("/v1/pages?{query}")).expect(200);
        let pages = answer["pages"].as_array().unwrap().clone();
        pages
            .iter()
            .map(|page| text(&page["page"]["id"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        list("from=2014-12&to=2015-01"),
        ["daily-live-16122014", "rolling-7c41e9"]
    );
    assert_eq!(
        list("from=2014-12&to=2015-01&sort=newest&limit=1"),
        ["rolling-7c41e9"]
    );
    assert_eq!(list("undated=true"), ["friday-catch-up"]);
}

/// Breaks if the real pages cannot be taken away whole.
#[test]
fn real_hits_are_taken_away() {
    let Some(shared) = shared() else { return };
    let sandbox = Sandbox::new();
    sandbox.copy(&shared.join("archive"), "archive");
    sandbox.run(&["index", "archive"]).expect(0);
    let server = sandbox.serve();
    check_export(&server, &[]);
    check_export(&server, &[("q", "personal budgets")]);
    check_pages(&server);
    let feed = server.get("/v1/feed.atom?q=integrated");
    assert_eq!(feed.status, 200);
    assert!(feed.body.contains("<entry>"));
}

/// Breaks if a mistake is answered with anything but what is wrong.
#[test]
fn mistakes_are_told() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    for (target, code, parameter) in [
        ("/v1/export?format=xml", "invalid-parameter", "format"),
        ("/v1/export?limit=5", "unknown-parameter", "limit"),
        ("/v1/export?q=waiting+AND", "invalid-query", "q"),
        ("/v1/feed.atom?limit=1000", "out-of-range", "limit"),
        ("/v1/feed.atom?format=rss", "unknown-parameter", "format"),
        ("/v1/pages?from=2015-02-30", "invalid-date", "from"),
        ("/v1/pages?from=2016&to=2015", "invalid-date", "from"),
        ("/v1/pages?page=2", "unknown-parameter", "page"),
    ] {
        let problem = server.get(target).expect(400);
        assert_eq!(problem["code"], code, "{target}");
        assert_eq!(problem["parameter"], parameter, "{target}");
    }
}

/// Breaks if the terminal cannot have what HTTP gives: every hit, the chart, the list of pages.
#[test]
fn the_command_line_takes_as_much_away() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    for format in ["jsonl", "csv"] {
        let run = sandbox
            .run(&[
                "search", "winter", "--all", "--sort", "oldest", "--format", format,
            ])
            .expecting(0);
        let over_http = match format {
            "csv" => "/v1/export?q=winter&sort=oldest&format=csv",
            _ => "/v1/export?q=winter&sort=oldest&highlight=true",
        };
        assert_eq!(run.stdout, server.get(over_http).body);
    }
    let bare = [
        "search",
        "winter",
        "--all",
        "--sort",
        "oldest",
        "--format",
        "jsonl",
        "--no-highlight",
    ];
    let over_http = server.get("/v1/export?q=winter&sort=oldest").body;
    assert_eq!(sandbox.run(&bare).expecting(0).stdout, over_http);
    let chart = sandbox
        .run(&["search", "winter", "--limit", "0", "--histogram", "year"])
        .expecting(0);
    let (_, chart) = chart.stdout.split_once('\n').unwrap();
    insta::assert_snapshot!("chart", chart);
    insta::assert_snapshot!("pages", sandbox.run(&["pages"]).expecting(0).stdout);
    let show = [
        "show",
        "daily-live-16122014/4",
        "--after",
        "1",
        "--similar",
        "--thread",
        "--limit",
        "2",
    ];
    insta::assert_snapshot!("show", sandbox.run(&show).expecting(0).stdout);
    let json = sandbox
        .run(&["show", "daily-live-16122014/4", "--format", "json"])
        .expecting(0);
    let json: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(
        json,
        server
            .get("/v1/entries/daily-live-16122014/4/context")
            .expect(200)
    );
    let page = sandbox
        .run(&["show", "daily-live-16122014", "--format", "json"])
        .expecting(0);
    let page: Value = serde_json::from_str(&page.stdout).unwrap();
    assert_eq!(page, server.get("/v1/pages/daily-live-16122014").expect(200));
    for (args, told) in [
        (&["show", "none/1"][..], "there is no entry \"none/1\""),
        (&["show", "none"], "there is no page \"none\""),
        (
            &["show", "daily-live-16122014/4", "--before", "51"],
            "`before` is 51",
        ),
        (&["show", "daily-live-16122014", "--thread"], "is a page"),
        (&["search", "x", "--all", "--format", "json"], "--format jsonl"),
        (&["search", "x", "--all", "--limit", "3"], "cannot be used with"),
        (&["search", "x", "--histogram", "decade"], "decade"),
        (
            &["search", "x", "--histogram", "year", "--format", "csv"],
            "use text or json",
        ),
        (&["pages", "--from", "March"], "is not a date"),
        (&["feed", "--limit", "101"], "`limit` is 101"),
        (&["feed", "(winter"], "never closed"),
        (&["feed", "--base-url", "daybook.example"], "such as https://"),
        (&["feed", "--unit", "page"], "leave --unit and --forms out"),
    ] {
        let run = sandbox.run(args).expecting(2);
        assert!(run.stderr.contains(told), "{run}");
    }
}
