//! Pages of our own with traps, annotated by hand: precision and recall must not fall.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use daybook_entities::{Gazetteer, GazetteerSource, PageText, Recogniser};
use daybook_model::NamedEntity;
use std::collections::BTreeSet;
use std::{fs, path::PathBuf};

/// What the rules reach on the pages. Raise them with the rules; never lower them to let a change pass.
const ORGANISATIONS_REACH: f64 = 0.995;
const PERSONS_REACH: f64 = 0.985;

#[derive(Default)]
struct Tally {
    right: usize,
    found: usize,
    wanted: usize,
    notes: Vec<String>,
}

impl Tally {
    fn add(&mut self, entry: &str, found: &[NamedEntity], wanted: &[String]) {
        let found: BTreeSet<&str> = found.iter().map(|entity| entity.name.as_str()).collect();
        let wanted: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
        self.right += found.intersection(&wanted).count();
        self.found += found.len();
        self.wanted += wanted.len();
        self.notes
            .extend(wanted.difference(&found).map(|name| format!("{entry}: - {name}")));
        self.notes
            .extend(found.difference(&wanted).map(|name| format!("{entry}: + {name}")));
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.wanted) as f64
    }

    fn report(&self, what: &str) -> String {
        let (precision, recall) = (
            self.right as f64 / self.found as f64,
            self.right as f64 / self.wanted as f64,
        );
        format!(
            "{what}: precision {precision:.3}, recall {recall:.3}, F1 {:.3}\n{}",
            self.f1(),
            self.notes.join("\n")
        )
    }
}

fn texts(table: &toml::Table, key: &str) -> Vec<String> {
    let texts = table
        .get(key)
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten();
    texts.filter_map(toml::Value::as_str).map(str::to_owned).collect()
}

#[test]
fn annotated_pages() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let text = fs::read_to_string(folder.join("gazetteer.toml")).unwrap();
    let source = GazetteerSource::new("gazetteer.toml", text);
    let recogniser = Recogniser::new(Gazetteer::from_sources(&[source]).unwrap());
    let (mut organisations, mut persons) = (Tally::default(), Tally::default());
    for name in [
        "trust-in-trouble",
        "commissioning",
        "westminster",
        "morning-papers",
        "long-afternoon",
    ] {
        let page: toml::Table = fs::read_to_string(folder.join(name).with_extension("toml"))
            .unwrap()
            .parse()
            .unwrap();
        let entries: Vec<&toml::Table> = page["entry"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry.as_table().unwrap())
            .collect();
        let page_text = PageText {
            publication: page.get("publication").and_then(toml::Value::as_str),
            entries: entries
                .iter()
                .map(|entry| entry["text"].as_str().unwrap().trim())
                .collect(),
            ..PageText::default()
        };
        for (i, (names, entry)) in recogniser.recognise(&page_text).iter().zip(&entries).enumerate() {
            let place = format!("{name} {}", i + 1);
            organisations.add(&place, &names.organisations, &texts(entry, "organisations"));
            persons.add(&place, &names.persons, &texts(entry, "persons"));
        }
    }
    let report = format!(
        "{}\n{}",
        organisations.report("organisations"),
        persons.report("persons")
    );
    println!("{report}");
    assert!(
        organisations.f1() >= ORGANISATIONS_REACH && persons.f1() >= PERSONS_REACH,
        "{report}"
    );
}
