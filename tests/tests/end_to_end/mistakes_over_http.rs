//! Mistakes of callers over HTTP: what they are told, and that programs can rely on it.

use daybook_tests::{Answer, Sandbox, Server, encode, mask};

/// A mistake: what to show of it, method, target, headers and body.
struct Mistake(
    &'static str,
    String,
    &'static [(&'static str, &'static str)],
    String,
);

const JSON: &[(&str, &str)] = &[("content-type", "application/json")];

fn get(target: impl Into<String>) -> Mistake {
    Mistake("GET", target.into(), &[], String::new())
}

fn post(body: impl Into<String>) -> Mistake {
    Mistake("POST", "/v1/search".to_owned(), JSON, body.into())
}

fn query(text: &str) -> Mistake {
    get(format!("/v1/search?q={}", encode(text)))
}

fn mistakes(server: &Server) -> Vec<Mistake> {
    let cursor = server.search(&[("q", "the"), ("limit", "1")])["next"]
        .as_str()
        .unwrap()
        .to_owned();
    // One digit of the cursor is another.
    let last = if cursor.ends_with('0') { '1' } else { '0' };
    let damaged = format!("{}{last}", &cursor[..cursor.len() - 1]);
    vec![
        get("/v1/search?query=the"),
        get("/v1/search?q=a&q=b"),
        get("/v1/search?sort=best"),
        get("/v1/search?highlight=yes"),
        get("/v1/search?limit=ten"),
        get("/v1/search?limit=-1"),
        get("/v1/search?limit=101"),
        get("/v1/search?facet_limit=0"),
        get("/v1/search?facet_limit=1001"),
        get("/v1/search?facet_dates=week"),
        get("/v1/search?from=March"),
        get("/v1/search?to=2015-02-30"),
        get("/v1/search?from=2015&to=2014"),
        get("/v1/search?date=2015-3"),
        get("/v1/search?facets=organisation,place"),
        get("/v1/search?organisation=%20"),
        get(format!("/v1/search?{}", "person=x&".repeat(201))),
        get(format!("/v1/search?q={}", "word+".repeat(1000))),
        get(format!("/v1/search?q=another&cursor={cursor}")),
        get(format!("/v1/search?q=the&sort=newest&cursor={cursor}")),
        get(format!("/v1/search?q=the&cursor={damaged}")),
        get("/v1/search?q=the&cursor=garbage"),
        query("(waiting times"),
        query("waiting times)"),
        query("\"waiting times"),
        query("waiting AND"),
        query("wait*ing"),
        query("colour:red"),
        query("date:[2014 to 2015]"),
        query("Zoë’s date:2015-3-9"),
        query("time:25:00"),
        get("/v1/search?q=100%"),
        get("/v1/search?q=%zz"),
        get("/v1/search?q=%FF"),
        get(format!("/v1/search?q={}", "x".repeat(17_000))),
        get("/v1/facets/place"),
        get("/v1/facets/organisation?limit=0"),
        get("/v1/facets/organisation?sort=newest"),
        get("/v1/facets/organisation?prefix=a&prefix=b"),
        get("/v1/entries/nowhere/1"),
        get("/v1/entries/live-11113/999"),
        get("/v1/entries/live-11113/0"),
        get("/v1/entries/live-11113/05"),
        get("/v1/entries/live-11113/one"),
        get("/v1/entries/%FF/1"),
        get("/v1/pages/nowhere"),
        get("/v1/pages/live-11113?limit=3"),
        get("/v1/healthz?verbose=true"),
        get("/v2/search"),
        get("/v1/search/"),
        Mistake("DELETE", "/v1/search".to_owned(), &[], String::new()),
        Mistake("POST", "/v1/pages/live-11113".to_owned(), JSON, "{}".to_owned()),
        Mistake("PUT", "/metrics".to_owned(), JSON, "{}".to_owned()),
        post("{"),
        post("[]"),
        post("{\"q\": 3}"),
        post("{\"limit\": 3, \"colour\": \"red\"}"),
        post("{\"person\": \"one\"}"),
        post("{\"q\": \"a\", \"q\": \"b\"}"),
        post("{\"limit\": 1000}"),
        post("{\"q\": \"(waiting\"}"),
        post(format!("{{\"q\": \"{}\"}}", "x".repeat(70_000))),
        Mistake("POST", "/v1/search?q=a".to_owned(), JSON, "{}".to_owned()),
        Mistake(
            "POST",
            "/v1/search".to_owned(),
            &[("content-type", "application/x-www-form-urlencoded")],
            "q=a".to_owned(),
        ),
    ]
}

/// Breaks if a mistake is overlooked, gets another status or code than programs rely on, is not told as
/// `application/problem+json`, or no longer says how to mend it.
#[test]
fn every_mistake_is_told() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let mut table = Vec::new();
    for Mistake(method, target, headers, body) in mistakes(&server) {
        let answer = server.request(method, &target, headers, &body);
        let shown = short(&format!("{method} {target} {body}"));
        table.push(format!("{}\n{}\n", shown.trim_end(), told(&answer, &shown)));
    }
    insta::assert_snapshot!(mask(&table.join("\n")));
}

/// Checks the form of a problem and gives its particulars.
fn told(answer: &Answer, shown: &str) -> String {
    assert!(
        (400..500).contains(&answer.status),
        "{shown}: {}: {}",
        answer.status,
        answer.body
    );
    assert_eq!(
        answer.header("content-type"),
        "application/problem+json",
        "{shown}"
    );
    let problem = answer.json();
    let text = |name: &str| problem[name].as_str().unwrap_or_default();
    assert_eq!(problem["status"], answer.status, "{shown}");
    assert_eq!(
        problem["type"],
        format!("urn:daybook:problem:{}", text("code")),
        "{shown}"
    );
    assert!(!text("title").is_empty() && !text("detail").is_empty(), "{shown}");
    let position = problem["position"]
        .as_u64()
        .map(|at| format!(" at {at}"))
        .unwrap_or_default();
    let allow = match answer.header("allow") {
        "" => String::new(),
        methods => format!(" (allow: {methods})"),
    };
    format!(
        "  {} {} [{}{position}]{allow}\n  {}",
        answer.status,
        text("code"),
        text("parameter"),
        short(text("detail"))
    )
}

/// A text without its middle where it is long, and without cursors.
fn short(text: &str) -> String {
    const MOST: usize = 240;
    let text = match text.split_once("cursor=") {
        Some((before, after)) if after.len() > 20 => format!("{before}cursor=[cursor]"),
        _ => text.to_owned(),
    };
    if text.chars().count() <= MOST {
        return text;
    }
    let beginning: String = text.chars().take(60).collect();
    format!("{beginning}... ({} characters)", text.chars().count())
}

/// Breaks if a mistake stops the server, or is counted as a failure of its own.
#[test]
fn mistakes_do_no_harm() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    for Mistake(method, target, headers, body) in mistakes(&server) {
        server.request(method, &target, headers, &body);
    }
    assert_eq!(
        server.search(&[])["total"],
        server.get("/v1/readyz").json()["generation"]["entries"]
    );
    let metrics = server.get("/metrics").body;
    assert!(
        metrics.contains("status=\"400\"") && !metrics.contains("status=\"500\""),
        "{metrics}"
    );
    assert!(!server.log().contains("ERROR"), "{}", server.log());
}
