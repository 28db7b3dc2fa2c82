//! The entries that everybody is given: split and recognised by Daybook.

use crate::peer::Record;
use anyhow::Context;
use daybook_benches::floor;
use daybook_engine_tantivy::{RawIndex, TantivyEngine};
use daybook_model::Entry;
use daybook_search::{Engine, Facet, SearchParams};
use std::path::Path;

/// Persons that are asked for are so many, those that are named most.
const PERSONS: &str = "50";

/// The entries of the live generation of a data directory.
///
/// # Errors
/// If there is none, or it cannot be read.
pub fn read(data_dir: &Path) -> anyhow::Result<Vec<Record>> {
    let pages = floor::read_pages(&RawIndex::default(), data_dir, usize::MAX)?;
    pages.iter().flatten().map(record).collect()
}

fn record(entry: &Entry) -> anyhow::Result<Record> {
    let slugs = |facet: Facet| -> Vec<String> {
        let values = facet.values_of(entry);
        values.into_iter().map(|value| value.slug.into_owned()).collect()
    };
    let day = entry
        .date
        .day()
        .with_context(|| format!("{} has no day", entry.id))?;
    Ok(Record {
        id: entry.id.to_string(),
        day: u32::try_from(day.year())? * 10_000 + u32::from(day.month()) * 100 + u32::from(day.day()),
        organisations: slugs(Facet::Organisation),
        persons: slugs(Facet::Person),
        speakers: slugs(Facet::Speaker),
        // Some take entries in as lines.
        text: entry.text.replace(['\n', '\t', '\r'], " "),
    })
}

/// Slugs of the persons that most entries name.
///
/// # Errors
/// If the engine does not answer.
pub fn most_named(engine: &TantivyEngine) -> anyhow::Result<Vec<String>> {
    let pairs = [("facets", "person"), ("facet_limit", PERSONS), ("limit", "0")];
    let answer = engine.search(&SearchParams::from_pairs(pairs)?.check()?)?;
    let values = answer
        .facets
        .get(Facet::Person)
        .context("persons were not counted")?;
    Ok(values.iter().map(|value| value.slug.to_string()).collect())
}
