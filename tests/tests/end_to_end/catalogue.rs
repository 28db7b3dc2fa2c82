//! All entries of a server, to count by hand what it counts by its index.

use daybook_tests::{Server, query_string};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A facet's values with their counts, the parts of a date value among them.
pub(crate) type Counts = BTreeMap<String, u64>;

/// Every entry by its id, as `/v1/pages` gives them.
pub(crate) struct Catalogue {
    pub(crate) entries: BTreeMap<String, Value>,
}

impl Catalogue {
    /// Fetches every page that has an entry.
    pub(crate) fn fetch(server: &Server) -> Self {
        let pages: BTreeSet<String> = collect(server, &[], 100)
            .iter()
            .map(|hit| text(&hit["page"]["id"]))
            .collect();
        let mut entries = BTreeMap::new();
        for page in pages {
            let answer = server.get(&format!("/v1/pages/{page}")).expect(200);
            for entry in answer["entries"].as_array().unwrap() {
                entries.insert(text(&entry["id"]), entry.clone());
            }
        }
        Self { entries }
    }

    /// How many of these entries count under each value of a facet.
    pub(crate) fn count(&self, facet: &str, ids: &BTreeSet<String>) -> Counts {
        let mut counts = Counts::new();
        for id in ids {
            for value in values(&self.entries[id], facet) {
                *counts.entry(value).or_default() += 1;
            }
        }
        counts
    }
}

/// The values of a facet that an entry counts under, each once.
pub(crate) fn values(entry: &Value, facet: &str) -> BTreeSet<String> {
    let names = |field: &str| {
        let entities = entry[field].as_array().unwrap();
        entities.iter().map(|entity| text(&entity["name"])).collect()
    };
    match facet {
        "organisation" => names("organisations"),
        "person" => names("persons"),
        "date" => dates(&entry["date"]),
        "weekday" => BTreeSet::from([weekday(&entry["date"])]),
        "hour" => {
            let time = entry["time_corrected"].as_str().or(entry["time"].as_str());
            BTreeSet::from([time.map_or("unknown", |time| &time[..2]).to_owned()])
        }
        "publication" => entry["page"]["publication"]
            .as_str()
            .map(str::to_owned)
            .into_iter()
            .collect(),
        "page" => {
            let page = &entry["page"];
            BTreeSet::from([page["title"]
                .as_str()
                .map_or_else(|| text(&page["id"]), str::to_owned)])
        }
        "basis" => BTreeSet::from([text(&entry["date"]["basis"])]),
        other => panic!("no facet {other}"),
    }
}

/// The day of the week of a known day, counted from a Monday.
fn weekday(date: &Value) -> String {
    const NAMES: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    const LENGTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let Some(day) = date["earliest"].as_str().filter(|day| date["latest"] == **day) else {
        return "unknown".to_owned();
    };
    let part = |range: std::ops::Range<usize>| day[range].parse::<u32>().unwrap();
    let (year, month) = (part(0..4), part(5..7));
    let leap = |year: u32| u32::from(year.is_multiple_of(4));
    // 2001-01-01 was a Monday, and no century lies between it and any archive here.
    let before: u32 = (2001..year).map(|year| 365 + leap(year)).sum();
    let months: u32 = LENGTHS.iter().take(month as usize - 1).sum();
    let leapt = if month > 2 { leap(year) } else { 0 };
    let days = before + months + leapt + part(8..10) - 1;
    NAMES[days as usize % 7].to_owned()
}

/// The finest date value that holds an interval, and those above it.
fn dates(date: &Value) -> BTreeSet<String> {
    let (Some(earliest), Some(latest)) = (date["earliest"].as_str(), date["latest"].as_str()) else {
        return BTreeSet::from(["undated".to_owned()]);
    };
    // The lengths of `2015`, `2015-03` and `2015-03-09`.
    let held: BTreeSet<String> = [4, 7, 10]
        .into_iter()
        .filter(|length| earliest[..*length] == latest[..*length])
        .map(|length| earliest[..length].to_owned())
        .collect();
    if held.is_empty() {
        BTreeSet::from(["several-years".to_owned()])
    } else {
        held
    }
}

/// All hits of a search, a few at a time.
pub(crate) fn collect(server: &Server, parameters: &[(&str, &str)], limit: usize) -> Vec<Value> {
    let asked = query_string(parameters);
    let mut hits = Vec::new();
    let mut cursor = String::new();
    loop {
        let answer = server
            .get(&format!(
                "/v1/search?highlight=false&limit={limit}&cursor={cursor}&{asked}"
            ))
            .expect(200);
        let page = answer["hits"].as_array().unwrap();
        assert!(page.len() <= limit, "{asked}");
        hits.extend(page.iter().cloned());
        let total = answer["total"].as_u64().unwrap();
        assert!(
            hits.len() as u64 <= total,
            "{asked}: more hits than the total of {total}"
        );
        match answer["next"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => {
                assert_eq!(hits.len() as u64, total, "{asked}");
                return hits;
            }
        }
    }
}

/// The ids of hits or entries, in their order.
pub(crate) fn ids(entries: &[Value]) -> Vec<String> {
    entries.iter().map(|entry| text(&entry["id"])).collect()
}

/// A facet of an answer, flat.
pub(crate) fn shown(values: &Value) -> Counts {
    let mut counts = Counts::new();
    for value in values.as_array().unwrap() {
        counts.insert(text(&value["value"]), value["count"].as_u64().unwrap());
        if value["children"].is_array() {
            counts.extend(shown(&value["children"]));
        }
    }
    counts
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
