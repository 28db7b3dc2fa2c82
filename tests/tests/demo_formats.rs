//! The same twenty pages in every format, packed and not: all give the same entries.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use daybook_tests::{Sandbox, Sheet, gzip, repository, zst};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;

const FORMATS: [&str; 5] = ["txt", "html", "jsonl", "warc", "wet"];
const PACKINGS: [&str; 3] = ["", ".gz", ".zst"];

/// Ten pages of the sample archive and ten made up here, each with an address that dates it.
fn sheets() -> Vec<Sheet> {
    let mut texts = sample_texts(&repository().join("index-data/sample"));
    texts.sort();
    assert_eq!(texts.len(), 10, "the sample has ten pages");
    texts.extend((0..10).map(made_up));
    let sheet = |(number, text): (usize, String)| Sheet {
        url: format!(
            "https://careweekly.example/live/2014/06/{:02}/page-{number}",
            number + 1
        ),
        // Markup knows no tabs.
        text: text.replace('\t', " "),
    };
    texts.into_iter().enumerate().map(sheet).collect()
}

/// The texts of pages, without what they say of themselves.
fn sample_texts(folder: &std::path::Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(sample_texts(&path));
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            let text = fs::read_to_string(&path).unwrap();
            let body = text
                .strip_prefix("---\n")
                .and_then(|rest| rest.split_once("\n---\n"));
            texts.push(body.map_or(text.clone(), |(_, body)| body.to_owned()));
        }
    }
    texts
}

/// A page in one of several styles of stamps.
fn made_up(number: usize) -> String {
    const NEWS: [&str; 6] = [
        "The Care Quality Commission (CQC) has put Marlbury & District in special measures; the CQC will return.",
        "“We were promised a conversation,” said Dr Ada Quill, chair of the group. “We got a leaflet.”",
        "Monitor and NHS England <jointly> ask for plans by 4pm on Friday.",
        "Ms Quill has left the building (see above).",
        "• 14 wards met the standard\n• 6 did not\n• one is being painted",
        "Unison says that the £1.2bn – or 3.4 per cent – is “not new money”.",
    ];
    let mut text = format!("The day’s news, number {number}\n\n");
    for entry in 0..12 {
        let (hour, minute) = (20 - entry, (number * 7 + entry * 11) % 60);
        let half = if hour >= 12 { "pm" } else { "am" };
        let twelve = (hour + 11) % 12 + 1;
        let news = NEWS[(number + entry) % NEWS.len()];
        text.push_str(&match number % 4 {
            0 => format!("{twelve}.{minute:02}{half} {news}\n\n"),
            1 => format!("{twelve}:{minute:02}{half}: {news}\n\nMore on number {entry} later.\n\n"),
            2 => format!("{hour:02}:{minute:02} {news}\n\n"),
            _ => format!("{hour:02}.{minute:02}: {news}\n\n"),
        });
    }
    text
}

fn packed(bytes: &str, packing: &str) -> Vec<u8> {
    match packing {
        ".gz" => gzip(bytes),
        ".zst" => zst(bytes),
        _ => bytes.as_bytes().to_vec(),
    }
}

/// Writes the pages into a folder in a format: a file a page, or one of all; of records each in a part of its own.
fn write(sandbox: &Sandbox, folder: &str, format: &str, packing: &str, sheets: &[Sheet]) {
    let each = |one: fn(&Sheet) -> String| -> Vec<u8> {
        sheets
            .iter()
            .flat_map(|sheet| packed(&one(sheet), packing))
            .collect()
    };
    let all = format!("{folder}/all.{format}{packing}");
    match format {
        "jsonl" => sandbox.write(&all, each(Sheet::json_line)),
        "warc" => sandbox.write(&all, each(Sheet::response)),
        "wet" => sandbox.write(&all, each(Sheet::conversion)),
        _ => {
            for (number, sheet) in sheets.iter().enumerate() {
                let page = if format == "txt" {
                    sheet.txt()
                } else {
                    sheet.html()
                };
                sandbox.write(
                    &format!("{folder}/p{number}.{format}{packing}"),
                    packed(&page, packing),
                );
            }
        }
    }
}

/// Times, days, text and names of every entry, by page.
fn entries(sandbox: &Sandbox, folder: &str) -> BTreeMap<String, Vec<Value>> {
    let run = sandbox.run(&["inspect", folder, "--format", "json"]).expecting(0);
    let names = |entities: &Value| -> Vec<Value> {
        entities
            .as_array()
            .unwrap()
            .iter()
            .map(|entity| entity["name"].clone())
            .collect()
    };
    let page = |line: &str| {
        let page: Value = serde_json::from_str(line).unwrap();
        let entries = page["entries"].as_array().unwrap().iter().map(|entry| {
            json!({
                "id": entry["id"], "stamp": entry["stamp"], "timestamp": entry["timestamp"],
                "text": entry["text"], "references": entry["references"],
                "organisations": names(&entry["organisations"]), "persons": names(&entry["persons"]),
            })
        });
        (page["page"]["id"].as_str().unwrap().to_owned(), entries.collect())
    };
    run.stdout.lines().map(page).collect()
}

#[test]
fn demo_formats() {
    let sheets = sheets();
    let sandbox = Sandbox::new();
    let mut expected: Option<BTreeMap<String, Vec<Value>>> = None;
    println!(
        "{:<10} {:>5} {:>7}  the same times, text and names",
        "format", "pages", "entries"
    );
    for format in FORMATS {
        for packing in PACKINGS {
            let folder = format!("all/{format}{}", packing.replace('.', "-"));
            write(&sandbox, &folder, format, packing, &sheets);
            let found = entries(&sandbox, &folder);
            let count: usize = found.values().map(Vec::len).sum();
            let expected = expected.get_or_insert_with(|| found.clone());
            for (page, entries) in expected.iter() {
                let other = found
                    .get(page)
                    .unwrap_or_else(|| panic!("{format}{packing} lacks {page}"));
                for (one, other) in entries.iter().zip(other) {
                    assert_eq!(other, one, "{format}{packing} {page}");
                }
                assert_eq!(other.len(), entries.len(), "{format}{packing} {page}");
            }
            println!(
                "{:<10} {:>5} {count:>7}  yes",
                format!("{format}{packing}"),
                found.len()
            );
            assert_eq!(found.len(), 20);
        }
    }
    // All together they are twenty pages still.
    let run = sandbox.run(&["index", "all", "--format", "json"]).expecting(0);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let left_out = report["merged"].as_array().unwrap().iter();
    let left_out: usize = left_out
        .map(|page| page["left_out"].as_array().unwrap().len())
        .sum();
    println!(
        "together   {:>5} {:>7}  {left_out} lesser captures left out",
        report["pages"], report["entries"]
    );
    let total: usize = expected.unwrap().values().map(Vec::len).sum();
    assert_eq!(
        (&report["pages"], &report["entries"]),
        (&json!(20), &json!(total))
    );
    assert_eq!(left_out, 20 * (FORMATS.len() * PACKINGS.len() - 1));
}
