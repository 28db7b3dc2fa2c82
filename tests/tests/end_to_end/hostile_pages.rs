//! Pages of HTML and lines of JSON that would cost far more than they are long, and pages in two encodings at once.

use crate::catalogue::{collect, text};
use daybook_tests::Sandbox;
use std::collections::BTreeSet;

/// As deep as no stack of a thread is.
const DEEP: usize = 100_000;

fn article(lines: &str) -> String {
    format!("<!doctype html><title>Live</title><article>{lines}</article>")
}

fn archive() -> Sandbox {
    let sandbox = Sandbox::new();
    let write = |name: &str, content: String| sandbox.write(&format!("pages/{name}"), content);
    // An element in an element, closed or not: formatting ones are opened again in every later paragraph.
    for (name, open, close) in [
        ("deep-boxes", "<div>", "</div>"),
        ("deep-lists", "<ul><li>", "</li></ul>"),
        ("deep-tables", "<table><tr><td>", ""),
        ("deep-bold", "<b>", ""),
    ] {
        let nest = format!(
            "{}<p>10am Within {name}.</p>{}",
            open.repeat(DEEP),
            close.repeat(DEEP)
        );
        write(
            &format!("{name}.html"),
            article(&format!("<p>9am Before {name}.</p>{nest}")),
        );
    }
    let lists = format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP));
    write(
        "deep-data.html",
        format!(
            "<script type=\"application/ld+json\">{lists}</script>{}",
            article("<p>9am Beside deep data.</p>")
        ),
    );
    write(
        "deep.jsonl",
        format!("{{\"text\": {lists}}}\n{{\"text\": \"9am After a deep line.\"}}\n[\"9am\"]\n"),
    );
    write(
        "attributes.html",
        article(&format!(
            "<p {}>9am Good morning.</p>",
            (0..DEEP).map(|n| format!("a{n} ")).collect::<String>()
        )),
    );
    write(
        "nodes.html",
        article(&format!("<p>9am Good morning.</p>{}", "<i>".repeat(2_100_000))),
    );
    write(
        "large.html",
        article(&format!(
            "<p>9am At the head of a large page.</p>{}<p>5pm At its foot.</p>",
            "<p>Word upon word upon word.</p>\n".repeat(40_000)
        )),
    );
    // 70 MiB, of which most take no room on disk.
    write("too-large.html", article("<p>9am Good morning.</p>"));
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open(sandbox.file("pages/too-large.html"))
        .unwrap();
    file.set_len(70 << 20).unwrap();
    // The page says UTF-8, and a word processor's bytes are pasted into it.
    sandbox.write(
        "pages/pasted.html",
        [
            b"<meta charset=utf-8><article><p>9am Zo\xc3\xab said: \x93plan\x94.</p></article>".as_slice(),
            b"<p>10am Caf\xe9 \x96 closed.</p>",
        ]
        .concat(),
    );
    sandbox.write(
        "pages/pasted.txt",
        b"10am Caf\xe9 \x96 closed.\n\n9am Zo\xc3\xab, Andr\xc3\xa9 and J\xc3\xbcrgen said: \x93plan\x94.\n",
    );
    sandbox
}

/// Breaks if a page that is nested deeper than any stack, or that is made to be dear, ends the rebuild, is skipped
/// without a word, or takes the other pages with it.
#[test]
fn hostile_pages_are_read_or_reported_and_the_rest_indexed() {
    let sandbox = archive();
    let mut run = sandbox.run(&["index", "pages"]).expecting(3);
    // Pages are read side by side, and what there is to note of one is said at once.
    let (mut warnings, rest): (Vec<&str>, Vec<&str>) =
        run.stderr.lines().partition(|line| line.starts_with("warning: "));
    warnings.sort_unstable();
    run.stderr = [warnings, rest].concat().join("\n");
    insta::assert_snapshot!("hostile", run.masked());
    let server = sandbox.serve();
    let hits = collect(&server, &[("q", "")], 100);
    let shown: BTreeSet<String> = hits
        .iter()
        .map(|hit| {
            let words: String = text(&hit["text"]).chars().take(40).collect();
            format!(
                "{} {}: {words}",
                text(&hit["page"]["source"]),
                text(&hit["stamp"])
            )
        })
        .collect();
    insta::assert_snapshot!(
        "hostile_entries",
        shown.into_iter().collect::<Vec<_>>().join("\n")
    );
}
