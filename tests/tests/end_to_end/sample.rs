//! The sample archive, as somebody meets it who has just built Daybook.

use crate::catalogue::{Catalogue, collect, ids, text};
use daybook_tests::{Sandbox, repository};
use serde_json::Value;

fn inspected(sandbox: &Sandbox, args: &[&str]) -> Vec<Value> {
    let args = [&["inspect", "--format", "json"], args].concat();
    let run = sandbox.run(&args).expecting(0);
    run.stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn sample() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.copy(&repository().join("index-data/sample"), "sample");
    sandbox
}

/// Breaks if a rebuild no longer says what it did, skips a page of the sample, or `stats` and `verify` disagree.
#[test]
fn it_is_indexed_without_a_complaint() {
    let sandbox = sample();
    let run = sandbox.run(&["index", "sample"]).expecting(0);
    insta::assert_snapshot!("index", run.masked());
    insta::assert_snapshot!("stats", sandbox.run(&["stats"]).masked());
    let stats = sandbox.run(&["stats", "--format", "json"]).expecting(0);
    let stats: Value = serde_json::from_str(&stats.stdout).unwrap();
    assert_eq!(stats[0]["current"], true);
    assert_eq!(stats[0]["info"]["pages"], 10);
    let verify = sandbox.run(&["verify"]).expecting(0);
    assert!(verify.stdout.contains("all as written"), "{verify}");
}

/// Breaks if what a person reads about a page changes: its date and why, its entries, who is named and why.
#[test]
fn inspect_reads_well() {
    let sandbox = sample();
    for (name, page) in [
        ("board_papers", "sample/002_c19f64be7730a2d5.txt"),
        ("winter_plans", "sample/daily-live-16122014.txt"),
        ("catch_up", "sample/friday-catch-up.txt"),
    ] {
        let run = sandbox.run(&["inspect", page]).expecting(0);
        insta::assert_snapshot!(format!("inspect_{name}"), run.masked());
    }
}

/// Breaks if any entry of the sample gets another id, time or date, or names somebody else.
#[test]
fn every_entry_in_a_line() {
    let mut lines = Vec::new();
    for page in inspected(&sample(), &["sample"]) {
        lines.push(format!(
            "{} from {}",
            text(&page["page"]["id"]),
            text(&page["page"]["source"])
        ));
        for entry in page["entries"].as_array().unwrap() {
            lines.push(line(entry));
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}

/// `17 13:34, rather 12:34 | 2015-03-09 | organisations | persons`
fn line(entry: &Value) -> String {
    let time = entry["time"].as_str().unwrap_or("no time").to_owned();
    let mended = entry["time_corrected"]
        .as_str()
        .map(|time| format!(", rather {time}"))
        .unwrap_or_default();
    let date = match (
        entry["date"]["earliest"].as_str(),
        entry["date"]["latest"].as_str(),
    ) {
        (Some(earliest), Some(latest)) if earliest == latest => earliest.to_owned(),
        (Some(earliest), Some(latest)) => format!("{earliest} to {latest}"),
        _ => "undated".to_owned(),
    };
    let names = |field: &str| {
        let entities = entry[field].as_array().unwrap();
        entities
            .iter()
            .map(|entity| text(&entity["name"]))
            .collect::<Vec<_>>()
            .join(", ")
    };
    format!(
        "{:>4} {time}{mended} | {date} | {} | {}",
        entry["seq"],
        names("organisations"),
        names("persons")
    )
    .trim_end()
    .to_owned()
}

/// Breaks if a day's programme, printed inside an entry of a page that runs oldest first, is taken for entries: the
/// programme of the summit then stands between 9.05am and 9.34am as if it had happened.
#[test]
fn a_programme_is_no_entries() {
    let pages = inspected(&sample(), &["sample/conference/live-from-summit-090915.txt"]);
    let entries = pages[0]["entries"].as_array().unwrap();
    let times: Vec<&str> = entries
        .iter()
        .map(|entry| entry["time"].as_str().unwrap())
        .collect();
    assert_eq!(times[..4], ["08:50", "09:05", "09:34", "09:52"], "{times:?}");
    assert_eq!(entries.len(), 20, "{times:?}");
    let programme = text(&entries[1]["text"]);
    assert!(
        programme.contains("11.15am Panel: personal budgets") && programme.ends_with("lunch certainly will."),
        "{programme}"
    );
}

/// The organisations that the entries of a page name.
fn organisations(page: &str) -> Vec<String> {
    let pages = inspected(&sample(), &[page]);
    let entries = pages[0]["entries"].as_array().unwrap();
    let named = entries
        .iter()
        .flat_map(|entry| entry["organisations"].as_array().unwrap());
    named.map(|entity| text(&entity["name"])).collect()
}

/// Breaks if a town where a union meets is taken for an organisation.
#[test]
fn a_place_is_no_organisation() {
    let named = organisations("sample/live-11113.txt");
    assert!(!named.contains(&"Brighton".to_owned()), "{named:?}");
}

/// Breaks if a possessive at the beginning of a name is cut off: the facet then shows a body that there is not.
#[test]
fn a_possessive_belongs_to_the_name() {
    let named = organisations("sample/live-11113.txt");
    assert!(
        named.contains(&"Patients' Voice Alliance".to_owned()),
        "{named:?}"
    );
}

/// Breaks if the last word of a longer name is taken for a company that is called so: `Hospital Press Officers’ Circle`
/// is not the company Circle.
#[test]
fn the_last_word_of_a_name_is_no_other_organisation() {
    let named = organisations("sample/rolling-7c41e9.txt");
    assert!(!named.contains(&"Circle".to_owned()), "{named:?}");
}

/// Breaks if the searches that the command's own help recommends do not work on the sample.
#[test]
fn the_searches_of_the_help_find_something() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    for (search, least) in [
        (
            vec![("q", "waiting times"), ("facets", "organisation,person,date")],
            20,
        ),
        (vec![("q", "personal budgets")], 10),
        (vec![("q", "\"winter pressures\" -unison"), ("sort", "newest")], 3),
        (vec![("q", "A&E")], 10),
        (vec![("q", ""), ("organisation", "Care Quality Commission")], 5),
        (vec![("q", "waiting times"), ("from", "2014")], 5),
    ] {
        let answer = server.search(&search);
        assert!(
            answer["total"].as_u64().unwrap() >= least,
            "{search:?}: {}",
            answer["total"]
        );
        assert!(!answer["hits"].as_array().unwrap().is_empty(), "{search:?}");
    }
    // Every address that the README recommends.
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap_or_default();
    let targets: Vec<&str> = readme
        .split('\'')
        .filter_map(|text| text.strip_prefix("http://127.0.0.1:7373"))
        .filter(|text| text.starts_with("/v1/"))
        .filter_map(|text| text.split_whitespace().next())
        .collect();
    assert!(targets.len() >= 3, "{targets:?}");
    for target in targets {
        // The one that shows what a mistake looks like.
        let expected = if target.ends_with("+AND") { 400 } else { 200 };
        assert_eq!(server.get(target).status, expected, "{target}");
    }
}

/// Breaks if the organisation of the help's example is one that the sample names and nobody finds: `CQC` is the Care
/// Quality Commission, whatever a caller calls it.
#[test]
fn the_organisation_of_the_help_finds_something() {
    let sandbox = Sandbox::with_sample();
    let help = sandbox.run(&["search", "--help"]).expecting(0);
    let example = help.stdout.lines().find_map(|line| {
        let (_, after) = line
            .trim_start()
            .strip_prefix("daybook search")?
            .split_once("--organisation ")?;
        Some(after.split(" --").next()?.trim_matches(['\'', '"']).to_owned())
    });
    let example = example.expect("the help has an example with an organisation");
    for organisation in ["Care Quality Commission", "care-quality-commission", &example] {
        let args = ["search", "", "--organisation", organisation, "--format", "jsonl"];
        let run = sandbox.run(&args).expecting(0);
        assert!(!run.stdout.is_empty(), "{organisation} finds nothing");
    }
}

/// Breaks if the command line and the server read a search differently, or a format loses a hit.
#[test]
fn the_command_line_finds_what_the_server_finds() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let search = [("q", "the"), ("person", "Una O'Dell"), ("sort", "newest")];
    let found = ids(&collect(&server, &search, 5));
    assert!(found.len() > 1, "{found:?}");
    // A name over HTTP, its slug at the terminal.
    let named = server.get("/v1/facets/person?prefix=una").expect(200);
    let slug = text(&named["values"][0]["slug"]);
    let args = ["search", "the", "--person", &slug, "--sort", "newest", "--format"];
    let run = |format: &str| sandbox.run(&[&args[..], &[format]].concat()).expecting(0).stdout;
    let json: Value = serde_json::from_str(&run("json")).unwrap();
    assert_eq!(ids(json["hits"].as_array().unwrap()), found);
    let lines: Vec<Value> = run("jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(ids(&lines), found);
    let csv = run("csv");
    assert!(csv.starts_with("id,timestamp,earliest,latest,"), "{csv}");
    let plain = run("text");
    for id in &found {
        assert!(csv.contains(&format!("\n{id},")), "{csv}");
        assert!(plain.contains(&format!("\n{id}  ")), "{plain}");
    }
    let text = sandbox.run(&[
        "search",
        "\"winter pressures\" -unison",
        "--limit",
        "3",
        "--facets",
        "person,date",
    ]);
    insta::assert_snapshot!("search_text", text.masked());
    // More than one answer of the engine holds.
    let all = sandbox
        .run(&["search", "", "--limit", "1000", "--format", "jsonl"])
        .expecting(0);
    assert_eq!(
        all.stdout.lines().count(),
        Catalogue::fetch(&server).entries.len()
    );
}

/// Breaks if the gazetteer in the binary is not the repository's, or a named one is not read.
#[test]
fn the_gazetteer_is_built_in_or_named_or_beside() {
    let sandbox = sample();
    let page = "sample/live-11113.txt";
    let built_in = inspected(&sandbox, &[page]);
    let folder = repository().join("index-data/gazetteer");
    let named = inspected(&sandbox, &[page, "--gazetteer", folder.to_str().unwrap()]);
    assert_eq!(built_in, named);
    // One that knows nobody: whatever has no telling form is no longer found.
    sandbox.write("index-data/gazetteer/organisations/none.toml", "");
    let unison = |pages: &[Value]| {
        serde_json::to_string(&pages[0]["entries"])
            .unwrap()
            .contains("\"Unison\"")
    };
    assert!(unison(&built_in) && !unison(&inspected(&sandbox, &[page])));
}

/// Breaks if settings come in another order than flag, environment, file, default.
#[test]
fn settings_come_from_flags_then_the_environment_then_the_file() {
    let sandbox = sample();
    sandbox.write("daybook.toml", "data-dir = \"from-file\"\n");
    sandbox.run(&["index", "sample"]).expect(0);
    sandbox
        .run_with(&[("DAYBOOK_DATA_DIR", "from-environment")], &["index", "sample"])
        .expect(0);
    let both = ["index", "sample", "--data-dir", "from-flag"];
    sandbox
        .run_with(&[("DAYBOOK_DATA_DIR", "nowhere")], &both)
        .expect(0);
    for folder in ["from-file", "from-environment", "from-flag"] {
        assert!(sandbox.file(folder).join("CURRENT").is_file(), "{folder}");
    }
    assert!(!sandbox.file("nowhere").exists() && !sandbox.file("index-data").exists());
}
