//! Files of every kind, whole and broken.

use super::*;
use flate2::write::GzEncoder;
use std::{fmt::Write as _, io::Write as _};
use tempfile::TempDir;

const WHOLE: &str = "5.32pm The department has replied.\n\n8.37am Good morning.\n";

/// A file and what is read from it.
struct Scratch {
    _folder: TempDir,
    source: Source,
}

fn scratch(name: &str, bytes: impl AsRef<[u8]>) -> Scratch {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let source = Source {
        path,
        relative: name.to_owned(),
        root: 0,
    };
    Scratch {
        _folder: folder,
        source,
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

/// A record with a head that says so much about its length.
fn record_of_length(head: &str, body: &str, length: usize) -> String {
    format!("WARC/1.0\r\n{head}\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n")
}

fn record(head: &str, body: &str) -> String {
    record_of_length(head, body, body.len())
}

fn response(url: &str, body: &str) -> String {
    record(
        &format!(
            "WARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response"
        ),
        &format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{body}"),
    )
}

/// What is read, a line a page, and again each page by its place.
fn read(scratch: &Scratch, limits: Limits) -> String {
    let mut shown = String::new();
    let mut reader = PageReader::new(&scratch.source, limits);
    let mut places = Vec::new();
    for page in &mut reader {
        match page {
            Ok(page) => {
                let body = String::from_utf8_lossy(&page.bytes);
                let body = if body.len() > 60 {
                    format!("{} bytes", body.len())
                } else {
                    format!("{body:?}")
                };
                let name = scratch.source.page_name(page.place);
                let _ = writeln!(
                    shown,
                    "{name} {:?} {} {body}",
                    page.kind,
                    page.url.as_deref().unwrap_or("-")
                );
                places.push(page);
            }
            Err(SkippedPage { path, reason }) => {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let _ = writeln!(shown, "{name}: {reason}");
            }
        }
    }
    for warning in reader.warnings() {
        let _ = writeln!(shown, "warning {warning}");
    }
    // Again by place: in order, one by one, and backwards.
    for page in &places {
        assert_eq!(reader.read_at(page.place).as_ref(), Ok(page));
    }
    for page in places.iter().rev() {
        assert_eq!(
            PageReader::new(&scratch.source, limits)
                .read_at(page.place)
                .as_ref(),
            Ok(page)
        );
        assert_eq!(reader.read_at(page.place).as_ref(), Ok(page));
    }
    shown
}

fn shown(name: &str, bytes: impl AsRef<[u8]>) -> String {
    read(&scratch(name, bytes), Limits::default())
}

#[test]
fn a_file_that_is_a_page_in_every_packing() {
    for name in ["live.txt", "live.gz", "live.txt.zst", "live.txt.gz"] {
        for packed in [
            WHOLE.as_bytes().to_vec(),
            gzip(WHOLE.as_bytes()),
            zst(WHOLE.as_bytes()),
        ] {
            let scratch = scratch(name, packed);
            let found: Vec<_> = PageReader::new(&scratch.source, Limits::default()).collect();
            let [Ok(page)] = found.as_slice() else {
                panic!("{name}: {found:?}")
            };
            assert_eq!(
                (page.place, page.bytes.as_slice()),
                (None, WHOLE.as_bytes()),
                "{name}"
            );
            assert_eq!(scratch.source.stem(), "live");
        }
    }
    let members = [gzip(b"5pm One"), gzip(b""), gzip(b" and two"), vec![0; 512]].concat();
    assert_eq!(
        shown("live.txt.gz", members),
        "live.txt.gz Text - \"5pm One and two\"\n"
    );
    assert!(shown("live.gz", gzip(b"<html>5pm")).contains("Html"));
}

#[test]
fn lines_of_json() {
    let lines = "\u{feff}{\"text\": \"5pm One\", \"url\": \"https://x.org/a\", \"date\": \"2015-03-09T10:00:00Z\", \"author\": {}}\n\
        \r\n{\"html\": \"<p>5pm\", \"title\": null, \"tags\": []}\n[]\n{\"text\": 7}\n{\"url\": \"x\"}\n{\"text\": \"cut";
    insta::assert_snapshot!(shown("export.jsonl", lines), @r#"
    export.jsonl#1 Text https://x.org/a "5pm One"
    export.jsonl#3 Html - "<p>5pm"
    export.jsonl:4: a list is no page: write an object with text or html, and url, title and date
    export.jsonl:5: "text" is a number: write a string
    export.jsonl:6: no text and no html: write one of them
    export.jsonl:7: not JSON: EOF while parsing a string at line 1 column 13: write one object a line
    warning unknown keys from line 1 on are ignored: "author", "tags": the keys of a page are text or html, and url, title and date
    "#);
    let packed = shown("export.ndjson.gz", gzip(lines.as_bytes()));
    assert!(packed.contains("export.ndjson.gz#3 Html"), "{packed}");
    let page = PageReader::new(&scratch("a.jsonl", lines).source, Limits::default())
        .next()
        .unwrap()
        .unwrap();
    assert_eq!(page.date.unwrap().day.to_string(), "2015-03-09");
}

#[test]
fn a_line_without_end_is_passed_over() {
    let limits = Limits {
        page_bytes: 1000,
        ..Limits::default()
    };
    let lines = format!(
        "{{\"text\": \"{}\"}}\n{{\"text\": \"5pm\"}}\n",
        "x".repeat(300_000)
    );
    insta::assert_snapshot!(read(&scratch("a.jsonl", lines), limits), @r#"
    a.jsonl:1: longer than 1000 bytes, the most that a page may hold: split the page, or raise --max-page-size
    a.jsonl#2 Text - "5pm"
    "#);
}

fn crawl() -> Vec<String> {
    let of = |head: &str, body: &str| record(&format!("WARC-Type: {head}"), body);
    let http = "response\r\nWARC-Date: 2015-03-09T12:00:00Z\r\nWARC-Target-URI: <https://x.org/b>\r\nContent-Type: application/http";
    vec![
        of("warcinfo", "software: x"),
        of(
            "request\r\nWARC-Target-URI: https://x.org/a",
            "GET / HTTP/1.1\r\n\r\n",
        ),
        response("https://x.org/a", "5pm One"),
        of(
            http,
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n0\r\n\r\n",
        ),
        of(
            http,
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no",
        ),
        of(http, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx"),
        of("revisit", ""),
        of("resource", "x"),
        of(
            "conversion\r\nWARC-Target-URI: https://x.org/c\r\nContent-Type: text/plain",
            "4pm Text",
        ),
    ]
}

#[test]
fn a_crawl() {
    let whole = crawl().concat();
    insta::assert_snapshot!(shown("crawl.warc", &whole), @r#"
    crawl.warc#176 Text https://x.org/a "5pm One"
    crawl.warc#369 Html https://x.org/b "<p>"
    crawl.warc#1157 Text https://x.org/c "4pm Text"
    warning records that are no pages were left out: 1 records of type "resource", 1 responses of type image/png, 1 responses with another status than 200
    "#);
    let pages = |shown: &str| shown.matches("https://x.org/").count();
    assert_eq!(pages(&shown("crawl.warc.gz", gzip(whole.as_bytes()))), 3);
    assert_eq!(pages(&shown("crawl.txt", &whole)), 3, "records tell themselves");
    let members: Vec<u8> = crawl()
        .iter()
        .flat_map(|record| gzip(record.as_bytes()))
        .collect();
    insta::assert_snapshot!(shown("crawl.warc.gz", members), @r#"
    crawl.warc.gz#208 Text https://x.org/a "5pm One"
    crawl.warc.gz#368 Html https://x.org/b "<p>"
    crawl.warc.gz#1093 Text https://x.org/c "4pm Text"
    warning records that are no pages were left out: 1 records of type "resource", 1 responses of type image/png, 1 responses with another status than 200
    "#);
    let frames: Vec<u8> = crawl().iter().flat_map(|record| zst(record.as_bytes())).collect();
    assert_eq!(pages(&shown("crawl.warc.zst", frames)), 3);
    // Blocks that know nothing of records.
    let blocks: Vec<u8> = whole.as_bytes().chunks(100).flat_map(gzip).collect();
    assert_eq!(pages(&shown("crawl.warc.gz", blocks)), 3);
}

#[test]
fn a_wrong_length_loses_one_record() {
    let head = "WARC-Type: response\r\nWARC-Target-URI: https://x.org/bad\r\nContent-Type: application/http";
    let body = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n3pm Bad\r\n";
    let limits = Limits {
        page_bytes: 5000,
        ..Limits::default()
    };
    for length in [
        0,
        10,
        body.len() - 3,
        body.len() + 5,
        body.len() + 40,
        1000,
        6000,
        1 << 40,
    ] {
        let records = [
            response("https://x.org/1", "1pm One"),
            record_of_length(head, body, length),
            response("https://x.org/2", "2pm Two"),
            response("https://x.org/3", "3pm Three"),
        ];
        let whole = records.concat();
        for bytes in [
            whole.as_bytes().to_vec(),
            gzip(whole.as_bytes()),
            records
                .iter()
                .flat_map(|record| gzip(record.as_bytes()))
                .collect(),
            records.iter().flat_map(|record| zst(record.as_bytes())).collect(),
        ] {
            let shown = read(&scratch("crawl.warc.gz", bytes), limits);
            for good in ["/1 ", "/2 ", "/3 "] {
                assert!(shown.contains(good), "{length}: {shown}");
            }
            assert_eq!(shown.lines().count(), 4, "{length}: {shown}");
            assert!(!shown.contains("/bad"), "{length}: {shown}");
        }
    }
}

#[test]
fn what_is_no_record_is_passed_over() {
    let records = [
        "rubbish before\r\n".to_owned(),
        response("https://x.org/1", "1pm One"),
        "WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n".to_owned(),
        response("https://x.org/2", "2pm Two"),
        "rubbish after".to_owned(),
    ];
    insta::assert_snapshot!(shown("crawl.warc", records.concat()), @r#"
    crawl.warc#0: no WARC record begins here: the rest up to the next one is left out
    crawl.warc#16 Text https://x.org/1 "1pm One"
    crawl.warc#209: the record is damaged: its Content-Length is missing or no number
    crawl.warc#255 Text https://x.org/2 "2pm Two"
    crawl.warc#448: no WARC record begins here: the rest up to the next one is left out
    "#);
    assert!(shown("crawl.warc", "5pm no crawl").contains("no WARC record begins here"));
}

#[test]
fn a_page_too_large_is_passed_over() {
    let limits = Limits {
        page_bytes: 400,
        ..Limits::default()
    };
    let records = [
        response("https://x.org/1", &"x".repeat(100_000)),
        response("https://x.org/2", "2pm Two"),
    ];
    for bytes in [records.concat().into_bytes(), gzip(records.concat().as_bytes())] {
        let shown = read(&scratch("crawl.warc", bytes), limits);
        assert!(
            shown.contains("more than the 400 that a page may hold") && shown.contains("2pm Two"),
            "{shown}"
        );
    }
    let shown = read(&scratch("live.txt", "x".repeat(401)), limits);
    assert!(shown.contains("larger than 400 bytes"), "{shown}");
}

#[test]
fn a_damaged_part_loses_itself() {
    let records: Vec<Vec<u8>> = (1..=3)
        .map(|n| {
            gzip(
                response(
                    &format!("https://x.org/{n}"),
                    "5pm Some text that takes some room",
                )
                .as_bytes(),
            )
        })
        .collect();
    let cut = &records.concat()[..records.concat().len() - 20];
    let shown_cut = shown("crawl.warc.gz", cut);
    assert!(
        shown_cut.contains("/1 ") && shown_cut.contains("/2 ") && shown_cut.contains("is cut off"),
        "{shown_cut}"
    );
    let mut broken = records.clone();
    broken[1][40] ^= 0xFF;
    let shown_broken = shown("crawl.warc.gz", broken.concat());
    assert!(
        shown_broken.contains("/1 ") && shown_broken.contains("/3 ") && shown_broken.contains("damaged"),
        "{shown_broken}"
    );
    let rubbish = [records[0].clone(), b"rubbish".to_vec(), records[2].clone()].concat();
    let shown_rubbish = shown("crawl.warc.gz", rubbish);
    assert!(
        shown_rubbish.contains("/1 ") && shown_rubbish.contains("/3 "),
        "{shown_rubbish}"
    );
    let text = gzip(WHOLE.as_bytes());
    assert!(shown("live.txt.gz", &text[..text.len() - 4]).contains("is cut off"));
    let text = zst(WHOLE.as_bytes());
    assert!(shown("live.txt.zst", &text[..text.len() - 4]).contains("is cut off"));
}

/// Breaks if the search for the next part of a file stands still where the file's last bytes begin like one.
#[test]
fn the_search_for_a_part_ends_with_the_file() {
    let line = br#"{"text": "5pm Hello"}"#;
    for (name, whole, first) in [
        ("export.jsonl.gz", gzip(line), 0x1F),
        ("export.jsonl.zst", zst(line), 0x28),
    ] {
        for tail in [&[1, first][..], &[1, first, first], &[1, 1, 1, first, 1, 1]] {
            let scratch = scratch(name, [&whole, tail].concat());
            let found: Vec<_> = PageReader::new(&scratch.source, Limits::default())
                .take(9)
                .map(|found| found.is_ok())
                .collect();
            assert_eq!(
                found,
                [false],
                "a line that may not be whole, and nothing after it"
            );
        }
    }
}

#[test]
fn a_bomb_is_not_set_off() {
    let limits = Limits {
        page_bytes: 64 << 20,
        expansion: 50,
        ..Limits::default()
    };
    let zeros = vec![b'x'; 40 << 20];
    let good = response("https://x.org/1", "1pm One");
    for pack in [gzip, zst] {
        let bomb = pack(&zeros);
        let shown = read(&scratch("live.txt.gz", &bomb), limits);
        assert!(
            shown.contains("expands to more than 50 times its size"),
            "{shown}"
        );
        let crawl = [pack(good.as_bytes()), bomb, pack(good.as_bytes())].concat();
        let shown = read(&scratch("crawl.warc.gz", crawl), limits);
        assert_eq!(shown.matches("1pm One").count(), 2, "{shown}");
        assert!(shown.contains("expands to more"), "{shown}");
    }
    let limits = Limits {
        expansion: u64::MAX,
        expanded_bytes: 1 << 20,
        ..Limits::default()
    };
    let shown = read(&scratch("live.txt.gz", gzip(&zeros)), limits);
    assert!(shown.contains("expands to more than 1048576 bytes"), "{shown}");
}

#[test]
fn what_is_not_there_or_no_file_says_so() {
    let gone = scratch("live.txt", "");
    assert_eq!(
        read(&gone, Limits::default()),
        "live.txt: empty: the file has no bytes\n"
    );
    std::fs::remove_file(&gone.source.path).unwrap();
    assert!(read(&gone, Limits::default()).contains("not there any more"));
    let folder = Source {
        path: std::env::temp_dir(),
        relative: "x.txt".to_owned(),
        root: 0,
    };
    let skipped = PageReader::new(&folder, Limits::default())
        .next()
        .unwrap()
        .unwrap_err();
    assert!(skipped.reason.contains("is a folder"), "{skipped:?}");
}

#[test]
fn a_file_that_changes_says_so() {
    let file = scratch("crawl.warc", crawl().concat());
    let place = PageReader::new(&file.source, Limits::default())
        .next()
        .unwrap()
        .unwrap()
        .place;
    std::fs::write(&file.source.path, "short").unwrap();
    let skipped = PageReader::new(&file.source, Limits::default())
        .read_at(place)
        .unwrap_err();
    assert!(
        skipped.reason.contains("changed while it was read"),
        "{skipped:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_device_is_no_page() {
    let null = Source {
        path: "/dev/null".into(),
        relative: "null.txt".to_owned(),
        root: 0,
    };
    let skipped = PageReader::new(&null, Limits::default())
        .next()
        .unwrap()
        .unwrap_err();
    assert!(skipped.reason.starts_with("not a regular file"), "{skipped:?}");
}
