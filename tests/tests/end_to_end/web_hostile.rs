//! An archive may hold anything: pages show it as text, and nothing of it does anything.

use crate::web::{attributes, page};
use daybook_tests::Sandbox;

const SCRIPT: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b>bold</b>";

fn archive() -> Sandbox {
    let sandbox = Sandbox::new();
    let word = "w".repeat(10_000);
    sandbox.write(
        "pages/hostile.txt",
        format!(
            "---\ntitle: {SCRIPT} \u{202e}title\nurl: javascript:alert(3)//hostile\ndate: 2015-03-09\n---\n\
             Standfirst {SCRIPT}\n\n\
             9.10am First, with marks: {SCRIPT} waiting times \u{202e}turned round\n\n\
             10.20am Then {word} waiting times, said Dr {SCRIPT} Jones (see 9.10am).\n\n\
             11.30am “{SCRIPT} is bad,” said Jeremy Hunt of the <i>Evil</i> Hospitals NHS Foundation Trust. waiting times\n"
        ),
    );
    sandbox.run(&["index", "pages"]).expect(0);
    sandbox
}

/// Breaks if any text of an archive reaches a page unescaped, or an address that a browser would run is a link.
#[test]
fn text_stays_text() {
    let sandbox = archive();
    let server = sandbox.serve();
    let found = server.search(&[("q", "waiting times")]);
    let total = found["total"].as_u64().unwrap();
    assert!(total >= 2, "{found}");
    let id = found["hits"][0]["page"]["id"].as_str().unwrap();
    let mut targets = vec![
        "/".to_owned(),
        "/?q=waiting+times".to_owned(),
        format!("/?q={}", daybook_tests::encode(SCRIPT)),
        format!("/?page={id}&organisation={}", daybook_tests::encode(SCRIPT)),
        format!("/facets/page?prefix={}", daybook_tests::encode(SCRIPT)),
        format!("/nothing{}", daybook_tests::encode(SCRIPT)),
        format!("/pages/{id}"),
        "/archive".to_owned(),
    ];
    targets.extend((1..=total).map(|seq| format!("/entries/{id}/{seq}")));
    let html = page(&server, &format!("/pages/{id}")).body;
    targets.extend(
        attributes(&html, "href")
            .into_iter()
            .filter(|href| href.starts_with("/entities/")),
    );
    for target in targets {
        let answer = server.request("GET", &target, &[("accept", "text/html")], "");
        assert!(matches!(answer.status, 200 | 404), "{target}: {}", answer.status);
        let html = answer.body;
        for harm in ["<script>", "<img", "<b>bold", "<i>Evil"] {
            assert!(!html.contains(harm), "{target} has {harm}: {html}");
        }
        for href in attributes(&html, "href") {
            assert!(
                href.starts_with('/') || href.starts_with('#'),
                "{target} links to {href}"
            );
        }
        let (_, head) = html.split_once("<title>").unwrap();
        let (title, _) = head.split_once("</title>").unwrap();
        assert!(!title.contains('\u{202e}'), "{target} turns its own title round");
    }
}

/// Breaks if text that turns the direction of writing is not kept to itself.
#[test]
fn turned_text_is_kept_to_itself() {
    let sandbox = archive();
    let server = sandbox.serve();
    let html = page(&server, "/?q=waiting+times").body;
    let mut found = 0;
    for (at, _) in html.match_indices('\u{202e}') {
        let before = &html[..at];
        let tag = before
            .rfind("<p class=\"snippet\" dir=\"auto\">")
            .max(before.rfind("<bdi>"));
        let closed = before.rfind("</p>").max(before.rfind("</bdi>"));
        let in_attribute = before
            .rfind("=\"")
            .is_some_and(|open| !before[open + 2..].contains('"'));
        assert!(
            tag > closed || in_attribute,
            "{}",
            &before[before.len().saturating_sub(300)..]
        );
        found += 1;
    }
    assert!(found >= 2, "{html}");
}
