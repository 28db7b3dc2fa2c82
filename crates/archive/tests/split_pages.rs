//! The hard pages of `tests/pages/split`, annotated by hand: every entry with its time and first words.

use daybook_archive::{Direction, split};
use serde_json::Value;
use std::{fs, path::PathBuf};

fn first_words(text: &str, count: usize) -> Vec<&str> {
    text.split_whitespace().take(count).collect()
}

/// One line an entry: printed time, mended time, first words.
fn wanted(page: &Value) -> Vec<String> {
    let line = |entry: &Value| {
        let text = |key: &str| entry[key].as_str().unwrap_or("-").to_owned();
        format!(
            "{} {} {}",
            text("time"),
            text("time_corrected"),
            first_words(&text("first_words"), 6).join(" ")
        )
    };
    page["entries"]
        .as_array()
        .into_iter()
        .flatten()
        .map(line)
        .collect()
}

fn found(text: &str, stampless: bool) -> Vec<String> {
    let time = |t: Option<daybook_model::ClockTime>| t.map_or("-".to_owned(), |t| t.to_string());
    split(text)
        .entries
        .iter()
        .filter(|entry| stampless || entry.time.is_some())
        .map(|e| {
            format!(
                "{} {} {}",
                time(e.time),
                time(e.time_corrected),
                first_words(&e.text, 6).join(" ")
            )
        })
        .collect()
}

/// Stamps as printed, the way the page runs, and what belongs to no stamp.
fn other_differences(page: &Value, text: &str) -> Vec<String> {
    let found = split(text);
    let mut differences = Vec::new();
    let plain = |stamp: &str| {
        stamp
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    let stamped: Vec<_> = found
        .entries
        .iter()
        .filter_map(|entry| entry.stamp.as_deref())
        .collect();
    let wanted = page["entries"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|entry| entry["stamp"].as_str());
    for (stamp, wanted) in stamped.iter().zip(wanted) {
        if !plain(stamp).contains(&plain(wanted)) {
            differences.push(format!("stamp {stamp:?}, wanted {wanted:?}"));
        }
    }
    let direction = match (page["direction"].as_str(), found.direction) {
        (Some("newest-first"), Direction::OldestFirst) | (Some("oldest-first"), Direction::NewestFirst) => {
            "wrong"
        }
        _ => "right",
    };
    if direction == "wrong" {
        differences.push(format!("runs {:?}", found.direction));
    }
    let lost = found.entries.iter().find(|entry| entry.time.is_none());
    if !stamped.is_empty() {
        let begins = |text: &str, words: &str| plain(text).starts_with(&plain(words));
        match (lost, page["unstamped"].as_str()) {
            (None, None) => {}
            (Some(entry), Some(words)) if begins(&entry.text, words) => {}
            (lost, wanted) => differences.push(format!(
                "unstamped {:?}, wanted {wanted:?}",
                lost.map(|e| &e.text)
            )),
        }
    }
    differences
}

#[test]
fn hard_pages_split_as_an_archivist_would() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/pages/split");
    let mut pages: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    pages.sort();
    assert!(pages.len() >= 36, "the hard pages are missing");
    let mut report = String::new();
    for path in &pages {
        let page: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let text = fs::read_to_string(path.with_extension("txt")).unwrap();
        let wanted = wanted(&page);
        let found = found(&text, wanted.iter().all(|line| line.starts_with('-')));
        let missed: Vec<_> = wanted.iter().filter(|line| !found.contains(line)).collect();
        let surplus: Vec<_> = found.iter().filter(|line| !wanted.contains(line)).collect();
        let standfirst = page["standfirst"].as_str().map(|s| first_words(s, 400).join(" "));
        let stand = split(&text).standfirst.map(|s| first_words(&s, 400).join(" "));
        let other = other_differences(&page, &text);
        if !other.is_empty()
            || !missed.is_empty()
            || !surplus.is_empty()
            || found != wanted
            || standfirst != stand
        {
            report.push_str(&format!("{}\n", path.file_name().unwrap().to_string_lossy()));
            other
                .iter()
                .for_each(|line| report.push_str(&format!("  ! {line}\n")));
            missed
                .iter()
                .for_each(|line| report.push_str(&format!("  - {line}\n")));
            surplus
                .iter()
                .for_each(|line| report.push_str(&format!("  + {line}\n")));
            if standfirst != stand {
                report.push_str(&format!("  standfirst {standfirst:?}\n     found   {stand:?}\n"));
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}
