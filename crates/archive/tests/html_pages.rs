//! The pages of `tests/pages/html`, annotated by hand: every entry with its stamp, time, day and whole text.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use daybook_archive::{FoundPage, PageKind, PageSettings, RawPage, Source, Zone, assemble};
use daybook_model::{DateBasis, Inspection};
use serde_json::{Value, json};
use std::{fs, path::Path, path::PathBuf};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/pages/html")
}

fn read(path: &Path) -> (RawPage, Inspection) {
    let zone = Zone::new("Europe/London").unwrap();
    let source = Source {
        path: "page.html".into(),
        relative: "page.html".to_owned(),
        root: 0,
    };
    let found = FoundPage {
        kind: PageKind::Html,
        bytes: fs::read(path).unwrap(),
        charset: None,
        ..FoundPage::default()
    };
    let raw = RawPage::from_html(&source, &PageSettings::default(), &zone, &found).unwrap();
    let page = assemble(&raw, "page", &zone);
    (raw, page)
}

/// The page in the form of the annotations.
fn shown(raw: &RawPage, found: &Inspection) -> Value {
    let entries: Vec<Value> = found
        .entries
        .iter()
        .map(|entry| {
            json!({
                "seq": entry.seq,
                "stamp": entry.stamp,
                "time": entry.time,
                "day": entry.date.day(),
                "text": entry.text,
            })
        })
        .collect();
    let date = &raw.dating.interval;
    json!({
        "title": found.page.title,
        "url": found.page.url,
        "date": {"earliest": date.earliest, "latest": date.latest, "basis": date.basis, "evidence": date.evidence},
        "standfirst": found.page.standfirst,
        "entries": entries,
    })
}

/// What differs between two values, by place.
fn differences(place: &str, found: &Value, wanted: &Value, into: &mut Vec<String>) {
    match (found, wanted) {
        (Value::Object(a), Value::Object(b)) => {
            for (key, value) in a {
                let other = b.get(key).unwrap_or(&Value::Null);
                differences(&format!("{place}.{key}"), value, other, into);
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for index in 0..a.len().max(b.len()) {
                let at = |list: &[Value]| list.get(index).cloned().unwrap_or(Value::Null);
                differences(&format!("{place}[{index}]"), &at(a), &at(b), into);
            }
        }
        (a, b) if a != b => into.push(format!("  {place}\n    found  {a}\n    wanted {b}")),
        _ => {}
    }
}

fn texts(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

#[test]
fn html_pages_are_read_as_an_archivist_would() {
    let mut pages: Vec<_> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "html"))
        .collect();
    pages.sort();
    assert!(pages.len() >= 14, "pages are missing");
    let mut report = String::new();
    for path in &pages {
        let wanted: Value =
            serde_json::from_str(&fs::read_to_string(path.with_extension("json")).unwrap()).unwrap();
        let (raw, found) = read(path);
        let mut wrong = Vec::new();
        differences("", &shown(&raw, &found), &wanted, &mut wrong);
        let warnings = texts(&wanted["warnings"]);
        if raw.warnings != warnings {
            wrong.push(format!("  warnings {:?}", raw.warnings));
        }
        let in_entries = |words: &str| {
            found.entries.iter().any(|entry| {
                entry.text.contains(words) || entry.stamp.as_ref().is_some_and(|s| s.contains(words))
            }) || found.page.standfirst.as_ref().is_some_and(|s| s.contains(words))
        };
        let absent = texts(&wanted["absent"])
            .into_iter()
            .filter(|words| in_entries(words));
        wrong.extend(absent.map(|words| format!("  {words:?} is in an entry or the standfirst")));
        let left = |words: &&str| !found.leftovers.iter().any(|left| left.text.contains(*words));
        let lost = texts(&wanted["accounted"]).into_iter().filter(left);
        wrong.extend(lost.map(|words| format!("  {words:?} is in no leftover")));
        if !wrong.is_empty() {
            let name = path.file_name().unwrap().to_string_lossy();
            report.push_str(&format!("{name}\n{}\n", wrong.join("\n")));
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn an_entry_of_another_day_says_what_dates_it() {
    let (_, page) = read(&folder().join("guardian-2012.html"));
    let last = page.entries.last().unwrap();
    assert_eq!(last.date.basis, DateBasis::Markup);
    assert_eq!(last.date.evidence.as_deref(), Some("time: 2012-03-20T09:05:00Z"));
    assert_eq!(last.timestamp.as_deref(), Some("2012-03-20T09:05:00+00:00"));
    let undated = &read(&folder().join("microdata.html")).1.entries[2].date;
    let bounds = undated.bounds().map(|(first, last)| format!("{first} {last}"));
    assert_eq!(bounds.as_deref(), Some("2017-10-02 2017-10-03"));
    // References resolve on pages of posts too.
    let reference = &page.entries[2].references[0];
    assert_eq!(reference.entry.as_ref().unwrap().seq, 2);
}
