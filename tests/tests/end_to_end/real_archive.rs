//! Pages of a real live blog, where they are at hand. Their text is not ours to keep: ids, times and counts only.

use crate::catalogue::{Catalogue, ids, shown, text};
use daybook_tests::{Sandbox, binary, repository};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

/// The folder beside the repository that holds the pages, the gold annotations and their scorer.
pub(crate) fn shared() -> Option<PathBuf> {
    let shared = repository().parent()?.join("shared");
    let there = shared.join("archive").is_dir();
    if !there {
        eprintln!("skipped: the real archive is not beside the repository");
    }
    there.then_some(shared)
}

fn inspected(sandbox: &Sandbox) -> Vec<Value> {
    let run = sandbox
        .run(&["inspect", "archive", "--format", "json"])
        .expecting(0);
    run.stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Breaks if splitting loses an entry of a real page, or makes one up.
#[test]
fn real_pages_split_into_their_entries() {
    let Some(shared) = shared() else { return };
    let sandbox = Sandbox::new();
    sandbox.copy(&shared.join("archive"), "archive");
    let pages = inspected(&sandbox);
    let counts: Vec<(String, usize)> = pages
        .iter()
        .map(|page| {
            (
                text(&page["page"]["source"]),
                page["entries"].as_array().unwrap().len(),
            )
        })
        .collect();
    assert_eq!(
        counts,
        [
            ("000_9857ab88a44f4845.txt".to_owned(), 34),
            ("003_95834794f040f8da.txt".to_owned(), 21)
        ]
    );
}

/// Breaks if a reporter who looks for personal budgets does not meet the two entries of 2015 that are about them
/// first, or the counts beside them are not those of a count by hand.
#[test]
fn a_reporter_finds_the_entries_about_personal_budgets() {
    let Some(shared) = shared() else { return };
    let sandbox = Sandbox::new();
    sandbox.copy(&shared.join("archive"), "archive");
    sandbox.write(
        "archive/archive.toml",
        "[pages.\"000_*.txt\"]\ndate = \"2013-05-20\"\n\n[pages.\"003_*.txt\"]\ndate = \"2015-03-09\"\n",
    );
    sandbox.run(&["index", "archive"]).expect(0);
    let server = sandbox.serve();
    let answer = server.search(&[
        ("q", "personal budgets"),
        ("facets", "organisation,person,date"),
        ("facet_limit", "1000"),
        ("limit", "100"),
    ]);
    let hits = answer["hits"].as_array().unwrap();
    assert_eq!(answer["total"], hits.len());
    let mut first: Vec<(&str, &str)> = hits[..2]
        .iter()
        .map(|hit| {
            (
                hit["date"]["earliest"].as_str().unwrap(),
                hit["time"].as_str().unwrap(),
            )
        })
        .collect();
    first.sort_unstable();
    assert_eq!(first, [("2015-03-09", "13:34"), ("2015-03-09", "13:56")]);
    let catalogue = Catalogue::fetch(&server);
    assert_eq!(catalogue.entries.len(), 55);
    let matching = ids(hits).into_iter().collect();
    for facet in ["organisation", "person", "date"] {
        assert_eq!(
            shown(&answer["facets"][facet]),
            catalogue.count(facet, &matching),
            "{facet}"
        );
    }
    // The engine's matches are those of a search by eye: both words in some form.
    for (id, entry) in &catalogue.entries {
        let words = text(&entry["text"]).to_lowercase();
        let named = words.contains("personal budget");
        assert!(!named || ids(hits).contains(id), "{id} is missing");
    }
}

/// Breaks if a page that says its date nowhere but in its text is dated wrongly or too widely, or not with the evidence.
#[test]
fn real_pages_are_dated_by_their_text() {
    let Some(shared) = shared() else { return };
    let sandbox = Sandbox::new();
    sandbox.copy(&shared.join("archive"), "archive");
    for (page, [earliest, truth, latest]) in inspected(&sandbox).iter().zip([
        ["2013-05-14", "2013-05-20", "2013-05-26"],
        ["2015-01-01", "2015-03-09", "2015-03-13"],
    ]) {
        let date = &page["entries"][0]["date"];
        let (from, to) = (text(&date["earliest"]), text(&date["latest"]));
        assert!(earliest <= from.as_str() && from.as_str() <= truth, "{date}");
        assert!(truth <= to.as_str() && to.as_str() <= latest, "{date}");
        assert_eq!(date["basis"], "text");
        assert!(text(&date["evidence"]).contains("event: "), "{date}");
    }
    let run = sandbox.run(&["inspect", "archive"]).expecting(0);
    assert!(
        run.stdout.contains("\n      lifespan: "),
        "each constraint has a line"
    );
}

/// Breaks if splitting differs from what a person made of the page by hand.
#[test]
fn splitting_is_as_good_as_by_hand() {
    let Some(shared) = shared() else { return };
    let mut gold: Vec<PathBuf> = std::fs::read_dir(shared.join("gold"))
        .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
        .unwrap_or_default();
    gold.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    let scorer = shared.join("tools/score.py");
    let python = Command::new("python3")
        .arg("--version")
        .output()
        .is_ok_and(|run| run.status.success());
    if gold.is_empty() || !scorer.is_file() || !python {
        eprintln!("skipped: there is no gold, no scorer or no python3");
        return;
    }
    let run = Command::new("python3")
        .arg(&scorer)
        .args(&gold)
        .args(["--json", "--"])
        .arg(binary())
        .args(["inspect", "--format", "json"])
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(
        run.status.success(),
        "{printed}{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let figures: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(figures["split"], 1.0, "{figures}");
}
