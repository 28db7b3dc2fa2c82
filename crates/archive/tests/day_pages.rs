//! The pages of `tests/pages/days`: every entry on its own day, and no day in an agenda taken for a heading.

#![allow(clippy::unwrap_used)]

use daybook_archive::{Body, Dating, Encoding, RawPage, Zone, assemble};
use daybook_model::{DateBasis, DateInterval, Entry, LeftoverKind};
use serde_json::Value;
use std::{fs, path::PathBuf};

fn raw(name: &str, dated: &Value, text: String) -> RawPage {
    let interval = dated.as_str().map_or_else(DateInterval::undated, |day| {
        DateInterval::on(day.parse().unwrap(), DateBasis::Manifest, "archive.toml")
    });
    RawPage {
        source: name.to_owned(),
        candidate_slug: "page".to_owned(),
        title: None,
        publication: None,
        url: None,
        dating: Dating {
            interval,
            rungs: Vec::new(),
            disputed_by: Vec::new(),
            text: None,
        },
        captured: None,
        body: Body::Text(text),
        leftovers: Vec::new(),
        encoding: Encoding::Utf8,
        warnings: Vec::new(),
    }
}

fn shown(entry: &Entry) -> String {
    let time = entry.time.map_or("-".to_owned(), |time| time.to_string());
    let mended = entry
        .time_corrected
        .map_or(String::new(), |time| format!(">{time}"));
    let days = entry
        .date
        .bounds()
        .map_or("undated".to_owned(), |(first, last)| format!("{first} {last}"));
    let words: Vec<_> = entry.text.split_whitespace().take(6).collect();
    format!("{time}{mended} {days} {}", words.join(" "))
}

fn wanted(entry: &Value) -> String {
    let days = entry["date"].as_array().map_or("undated".to_owned(), |days| {
        let day = |at: usize| days[at].as_str().unwrap();
        format!("{} {}", day(0), day(1))
    });
    format!(
        "{} {days} {}",
        entry["time"].as_str().unwrap(),
        entry["first_words"].as_str().unwrap()
    )
}

#[test]
fn every_entry_is_on_its_day() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/pages/days");
    let pages: Vec<Value> =
        serde_json::from_str(&fs::read_to_string(folder.join("truths.json")).unwrap()).unwrap();
    assert!(pages.len() >= 18, "the pages are missing");
    let zone = Zone::new("Europe/London").unwrap();
    let mut report = String::new();
    for page in &pages {
        let name = page["page"].as_str().unwrap();
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let found = assemble(&raw(name, &page["dated"], text), "page", &zone);
        let entries: Vec<_> = found.entries.iter().map(shown).collect();
        let truths: Vec<_> = page["entries"].as_array().unwrap().iter().map(wanted).collect();
        let headings: Vec<_> = found
            .leftovers
            .iter()
            .filter(|l| l.kind == LeftoverKind::DayHeading)
            .map(|l| l.text.replace("\n\n", "\n"))
            .collect();
        let printed: Vec<_> = page["headings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|h| h.as_str().unwrap())
            .collect();
        for entry in &found.entries {
            assert_eq!(entry.timestamp.is_some(), entry.date.day().is_some(), "{name}");
        }
        if entries != truths || headings != printed {
            report.push_str(&format!("{name}\n  headings {headings:?}\n"));
            for (found, truth) in entries
                .iter()
                .zip(&truths)
                .filter(|(found, truth)| found != truth)
            {
                report.push_str(&format!("  - {truth}\n  + {found}\n"));
            }
            report.push_str(&format!("  {} entries of {}\n", entries.len(), truths.len()));
        }
    }
    assert!(report.is_empty(), "{report}");
}
