//! Files of many pages, and pages that are there several times.

use daybook_tests::{Sandbox, Sheet, gzip, zst};
use serde_json::{Value, json};

fn sheet(url: &str, text: &str) -> Sheet {
    Sheet {
        url: url.to_owned(),
        text: text.to_owned(),
    }
}

const EARLY: &str = "10am The board meets.\n\n9am Good morning.\n";
const LATE: &str = "11am The board has met.\n\n10am The board meets.\n\n9am Good morning.\n";

/// Every entry as `daybook search` has it, without scores.
fn entries(sandbox: &Sandbox) -> Vec<Value> {
    let run = sandbox.run(&[
        "search", "", "--sort", "oldest", "--limit", "1000", "--format", "jsonl",
    ]);
    let hit = |line: &str| {
        let mut hit: Value = serde_json::from_str(line).unwrap();
        hit.as_object_mut().unwrap().remove("score");
        hit
    };
    let mut hits: Vec<Value> = run.expecting(0).stdout.lines().map(hit).collect();
    hits.sort_by_key(|hit| hit["id"].to_string());
    hits
}

fn ids(sandbox: &Sandbox) -> Vec<String> {
    let id = |hit: &Value| hit["id"].as_str().unwrap().to_owned();
    entries(sandbox).iter().map(id).collect()
}

fn report(sandbox: &Sandbox, archive: &[&str]) -> Value {
    let run = sandbox
        .run(&[&["index"], archive, &["--format", "json"]].concat())
        .expecting(0);
    serde_json::from_str(&run.stdout).unwrap()
}

/// Breaks if two crawls of a page that grew are two pages, if the lesser one wins, if a link to an entry breaks when
/// the page is crawled again, or if nothing is said of it.
#[test]
fn of_two_crawls_of_a_page_the_fuller_is_read() {
    let sandbox = Sandbox::new();
    let early = sheet(
        "http://www.x.example/live/2014/06/17/board-day/?utm_source=mail",
        EARLY,
    );
    let late = sheet("https://x.example/live/2014/06/17/board-day#top", LATE);
    sandbox.write("pages/june.warc.gz", gzip(early.conversion()));
    sandbox.run(&["index", "pages"]).expect(0);
    let before = ids(&sandbox);
    sandbox.write("pages/july.warc.gz", gzip(late.conversion()));
    let run = sandbox.run(&["index", "pages"]).expecting(0);
    assert!(
        run.stdout.contains("1 lesser capture of 1 page left out"),
        "{run}"
    );
    let told = "merged into board-day: captures of x.example/live/2014/06/17/board-day: \
                july.warc.gz#0 was read as the fullest, not june.warc.gz#0";
    assert!(run.stderr.contains(told), "{run}");
    let after = ids(&sandbox);
    assert_eq!((before.len(), after.len()), (2, 3));
    assert!(after.starts_with(&before), "{before:?} {after:?}");
    assert!(
        entries(&sandbox)[0]["text"]
            .as_str()
            .unwrap()
            .contains("Good morning")
    );

    let again = report(&sandbox, &["pages"]);
    assert_eq!(
        (&again["added"], &again["kept"]),
        (&json!(0), &json!(1)),
        "{again}"
    );
    assert_eq!(
        again["merged"],
        json!([{"page": "board-day", "read": "july.warc.gz#0", "left_out": ["june.warc.gz#0"],
                "address": "x.example/live/2014/06/17/board-day"}])
    );
    let inspected = sandbox.run(&["inspect", "pages"]).expecting(0);
    assert!(
        inspected
            .stdout
            .contains("lesser captures, left out: june.warc.gz#0"),
        "{inspected}"
    );
    let inspected = sandbox
        .run(&["inspect", "pages", "--format", "json"])
        .expecting(0);
    assert!(
        inspected.stdout.contains("\"left_out\":[\"june.warc.gz#0\"]"),
        "{inspected}"
    );

    // The lesser one goes: nothing else changes.
    sandbox.remove("pages/june.warc.gz");
    sandbox.run(&["index", "pages"]).expect(0);
    assert_eq!(ids(&sandbox), after);
}

/// Breaks if which capture is read hangs on the names of files or the order of arguments, or if pages of different
/// addresses or parts are merged.
#[test]
fn what_is_merged_does_not_hang_on_the_order_of_files() {
    let url = "https://x.example/live/board-day";
    let files = [
        sheet(url, EARLY).conversion(),
        sheet(url, LATE).conversion(),
        sheet("http://x.example/live/board-day/?fbclid=1", "11am Only this.\n").conversion(),
        sheet("https://x.example/live/board-day?page=2", EARLY).conversion(),
        sheet("https://x.example/live/other-day", LATE).conversion(),
    ];
    let mut seen: Option<Vec<Value>> = None;
    for turn in 0..files.len() {
        let sandbox = Sandbox::new();
        for (number, file) in files.iter().enumerate() {
            sandbox.write(&format!("pages/{}.warc", (number + turn) % files.len()), file);
        }
        let report = report(&sandbox, &["pages"]);
        assert_eq!(
            (&report["pages"], report["merged"].as_array().unwrap().len()),
            (&json!(3), 1),
            "{report}"
        );
        let found: Vec<Value> = entries(&sandbox)
            .into_iter()
            .map(|hit| json!([hit["id"], hit["text"], hit["time"], hit["page"]["id"]]))
            .collect();
        assert_eq!(found.len(), 3 + 3 + 2);
        assert_eq!(*seen.get_or_insert_with(|| found.clone()), found, "turn {turn}");
    }
}

/// Breaks if a copy of a file is indexed twice, or if pages that only begin alike are taken for one.
#[test]
fn pages_without_an_address_are_one_if_their_texts_are() {
    let sandbox = Sandbox::new();
    sandbox.write("pages/live-170614.txt", LATE);
    sandbox.write("pages/copy/live-copy.txt.gz", gzip(LATE));
    sandbox.write("pages/early.txt", EARLY);
    let report = report(&sandbox, &["pages"]);
    assert_eq!(
        (&report["pages"], &report["entries"]),
        (&json!(2), &json!(5)),
        "{report}"
    );
    assert_eq!(
        report["merged"][0]["left_out"].as_array().unwrap().len(),
        1,
        "{report}"
    );
    assert_eq!(report["merged"][0]["address"], Value::Null);
}

/// Breaks if a container that grew is read anew as a whole, or a page is kept that has changed in it.
#[test]
fn unchanged_pages_of_a_container_are_kept_one_by_one() {
    let sandbox = Sandbox::new();
    let page = |number: usize, text: &str| sheet(&format!("https://x.example/live/day-{number}"), text);
    let mut crawl: Vec<String> = (0..5).map(|number| page(number, EARLY).conversion()).collect();
    let lines = |texts: &[&str]| -> String {
        let line = |(number, text): (usize, &&str)| page(100 + number, text).json_line();
        texts.iter().enumerate().map(line).collect()
    };
    sandbox.write("pages/crawl.warc", crawl.concat());
    sandbox.write("pages/export.jsonl.zst", zst(lines(&[EARLY, EARLY, LATE])));
    let changes =
        |report: &Value| [&report["added"], &report["kept"], &report["removed"]].map(|n| n.as_u64().unwrap());
    assert_eq!(changes(&report(&sandbox, &["pages"])), [8, 0, 0]);
    assert_eq!(changes(&report(&sandbox, &["pages"])), [0, 8, 0]);
    crawl.push(page(5, LATE).conversion());
    sandbox.write("pages/crawl.warc", crawl.concat());
    sandbox.write("pages/export.jsonl.zst", zst(lines(&[EARLY, LATE])));
    assert_eq!(changes(&report(&sandbox, &["pages"])), [2, 6, 1]);
    let sources: Vec<Value> = entries(&sandbox)
        .iter()
        .map(|hit| hit["page"]["source"].clone())
        .collect();
    assert!(
        sources.contains(&json!("crawl.warc#0")) && sources.contains(&json!("export.jsonl.zst#2")),
        "{sources:?}"
    );
}

/// Breaks if a container that is damaged, hostile or mixed takes the rest of the archive with it, fills memory, or is
/// skipped without a word.
#[test]
fn damage_in_containers_is_reported_and_the_rest_indexed() {
    let sandbox = Sandbox::new();
    let good = |name: &str| {
        sheet(
            &format!("https://x.example/live/{name}"),
            &format!("9am Good morning from {name}.\n"),
        )
    };
    let record = |name: &str| good(name).conversion();
    let cut = gzip(record("cut-2"));
    sandbox.write(
        "pages/cut.warc.gz",
        [gzip(record("cut-1")), cut[..cut.len() - 9].to_vec()].concat(),
    );
    let wrong = record("wrong").replacen("Content-Length: ", "Content-Length: 9", 1);
    sandbox.write(
        "pages/lengths.warc",
        [record("first"), wrong, record("last")].concat(),
    );
    let lines = [
        good("line-1").json_line().into_bytes(),
        b"{\"text\": [1]}\n{\"text\": \"9am caf\xe9 in windows-1252\", \"x\": 1}\n".to_vec(),
        good("line-4").json_line().into_bytes(),
    ];
    sandbox.write("pages/lines.jsonl", lines.concat());
    sandbox.write("pages/bomb.txt.gz", gzip(vec![b'a'; 48 << 20]));
    sandbox.write("pages/bomb.html.zst", zst(vec![b'a'; 48 << 20]));
    sandbox.write(
        "pages/crawl-bomb.warc.gz",
        [
            gzip(record("before")),
            gzip(vec![b'a'; 48 << 20]),
            gzip(record("after")),
        ]
        .concat(),
    );
    sandbox.write("pages/long.txt", "9am A long day.\n".repeat(100_000));
    sandbox.write(
        "pages/long-line.jsonl",
        format!("\n{}", good("after-a-long-line").json_line()),
    );
    // A line of one gibibyte, which takes no room on disk.
    let path = sandbox.file("pages/long-line.jsonl");
    let line = std::fs::read(&path).unwrap();
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(0).unwrap();
    file.set_len(1 << 30).unwrap();
    drop(file);
    std::io::Write::write_all(
        &mut std::fs::OpenOptions::new().append(true).open(&path).unwrap(),
        &line,
    )
    .unwrap();

    let run = sandbox
        .run(&["index", "pages", "--max-page-size", "1MiB"])
        .expecting(3);
    insta::assert_snapshot!("damage", run.masked());
    let pages: Vec<String> = ids(&sandbox).into_iter().map(|id| id.replace("/1", "")).collect();
    for page in [
        "cut-1",
        "first",
        "last",
        "line-1",
        "line-4",
        "before",
        "after",
        "after-a-long-line",
        "lines-3",
    ] {
        assert!(pages.iter().any(|id| id == page), "{page} is missing: {pages:?}");
    }
}

/// Breaks if the limits of the settings file or of the environment are not those that files are read by.
#[test]
fn limits_can_be_set() {
    let sandbox = Sandbox::new();
    sandbox.write("pages/live.txt.gz", gzip(LATE));
    sandbox.write("pages/short.txt", "9am Hi.\n");
    sandbox.write("daybook.toml", "max-page-size = \"20B\"\n");
    let run = sandbox.run(&["index", "pages"]).expecting(3);
    assert!(run.stderr.contains("live.txt.gz: larger than 20 bytes"), "{run}");
    sandbox
        .run(&["index", "pages", "--max-page-size", "1KB"])
        .expect(0);
    let run = sandbox.run(&[
        "inspect",
        "pages",
        "--max-page-size",
        "1KB",
        "--max-expanded-size",
        "30",
    ]);
    assert!(run.expecting(3).stderr.contains("expands to more than 30 bytes"));
    sandbox
        .run_with(&[("DAYBOOK_MAX_EXPANSION", "0")], &["index", "pages"])
        .expect(2);
    sandbox
        .run(&["inspect", "pages", "--max-page-size", "much"])
        .expect(2);
}
