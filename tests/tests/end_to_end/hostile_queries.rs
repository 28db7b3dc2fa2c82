//! Queries that are meant to do harm, or might as well be: each is refused with a word on how to mend it, or answered
//! soon, and the next reader notices nothing.

use daybook_tests::{Answer, Sandbox, encode};
use serde_json::json;
use std::cell::RefCell;
use std::time::{Duration, Instant};

/// No answer here takes as long, on a slow machine and in a build without optimisation.
const SOON: Duration = Duration::from_secs(5);

/// Queries with the status that each has when it is read strictly and when it is mended. They go in bodies, for most
/// are too long for a URL.
fn queries() -> Vec<(String, u16, u16)> {
    vec![
        // Ten thousand clauses are longer than a query may be.
        ("a ".repeat(10_000), 400, 400),
        ("a OR ".repeat(2_000), 400, 400),
        ("a ".repeat(1_999), 200, 200),
        ("a OR ".repeat(790) + "b", 200, 200),
        ("-a ".repeat(1_300), 200, 200),
        ("a* ".repeat(1_300), 200, 200),
        ("nurse~2 ".repeat(490), 200, 200),
        ("said:a* ".repeat(490), 200, 200),
        ("speaker:a said:b~ ".repeat(200), 200, 200),
        (
            (0..160).map(|n| format!("speaker:a{n} said:b{n}~ ")).collect(),
            200,
            200,
        ),
        ("organisation:x ".repeat(250), 200, 200),
        (format!("\"{}\"~100", "the nhs ".repeat(480)), 200, 200),
        ("*".to_owned(), 400, 200),
        ("*ing".to_owned(), 400, 200),
        ("w*i*t*".to_owned(), 400, 200),
        ("?????".to_owned(), 200, 200),
        (format!("{}a{}", "(".repeat(1_900), ")".repeat(1_900)), 400, 200),
        ("(".repeat(4_000), 400, 200),
        ("NOT ".repeat(990) + "a", 400, 200),
        // There are no regular expressions: these are words.
        ("/(a+)+$/".to_owned(), 200, 200),
        ("(a+)+$ ([a-zA-Z]+)* (a|aa)+".to_owned(), 400, 200),
        (".*.*.*=.*".to_owned(), 400, 200),
        ("a^99999999999999999999".to_owned(), 400, 200),
        ("a~99999999999999999999".to_owned(), 400, 200),
        ("date:2015-02-30".to_owned(), 400, 200),
        ("date:[2015-03-09 TO 2015-03-01]".to_owned(), 400, 200),
        ("date:9999999999".to_owned(), 400, 200),
        ("time:[25:00 TO 99:99]".to_owned(), 400, 200),
        ("\u{0}\u{1}\u{202e}".to_owned(), 200, 200),
        ("\u{301}".repeat(4_000), 200, 200),
        ("👨‍👩‍👧‍👦".repeat(500), 200, 200),
        ("x".repeat(4_000), 200, 200),
        ("x".repeat(3_990) + "~", 200, 200),
    ]
}

/// What else can be wrong with a call, with its status.
fn targets() -> Vec<(String, u16)> {
    let mut all: Vec<(String, u16)> = [
        ("/v1/search?q=%FF%FE", 400),
        ("/v1/search?q=%C3%28", 400),
        ("/v1/search?q=a%00b", 200),
        ("/v1/search?from=2015-02-30", 400),
        ("/v1/search?from=2015&to=2014", 400),
        ("/v1/search?date=2015-13", 400),
        ("/v1/search?facets=colour", 400),
        ("/v1/search?group=colour", 400),
        ("/v1/search?explain=why", 400),
        ("/v1/search?limit=99999999999999999999", 400),
        ("/v1/search?cursor=00", 400),
        ("/v1/facets/colour", 404),
        ("/v1/facets/speaker?prefix=%2A%2A", 200),
        ("/v1/facets/speaker?forms=true", 400),
        ("/v1/histogram?interval=second", 400),
        ("/v1/suggest?q=%FF", 400),
        ("/v1/suggest?q=a&limit=0", 400),
        ("/v1/suggest?query=a", 400),
    ]
    .map(|(target, status)| (target.to_owned(), status))
    .into();
    all.push((format!("/v1/suggest?q={}", encode(&"a ".repeat(3_000))), 400));
    all.push((format!("/v1/suggest?q={}", encode(&"a".repeat(4_000))), 200));
    all.push((format!("/v1/suggest?q={}", encode(&"((\"a ".repeat(700))), 200));
    all
}

/// Breaks if anybody with a browser can stop the service, or learns nothing of what is wrong with a query.
#[test]
fn no_query_does_harm() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    // All of them are told, not only the first.
    let strange = RefCell::new(Vec::new());
    let check = |what: &str, status: u16, ask: &dyn Fn() -> Answer| {
        let began = Instant::now();
        let answer = ask();
        let shown: String = what.chars().take(100).collect();
        if answer.status != status {
            let body = &answer.body;
            strange
                .borrow_mut()
                .push(format!("{shown}: {}, not {status}: {body}", answer.status));
        }
        assert!(began.elapsed() < SOON, "{shown} took {:?}", began.elapsed());
        if answer.status == 400 {
            let told = answer.json();
            assert!(
                told["detail"].as_str().is_some_and(|detail| detail.len() > 10),
                "{shown}: {told}"
            );
        }
    };
    for (q, strict, mended) in queries() {
        let body = json!({"q": q, "facets": ["*"]}).to_string();
        check(&q, strict, &|| server.post("/v1/search", &body));
        let body = json!({"q": q, "lenient": true, "typos": "auto", "explain": true}).to_string();
        check(&q, mended, &|| server.post("/v1/search", &body));
    }
    for (target, status) in targets() {
        check(&target, status, &|| server.get(&target));
    }
    let strange = strange.into_inner();
    assert!(strange.is_empty(), "{}", strange.join("\n"));
    assert_eq!(
        server.search(&[("q", "waiting"), ("limit", "1")])["timed_out"],
        false
    );
}
