//! `daybook index`: rebuild and swap in.

use super::count;
use crate::args::{Format, IndexArgs};
use crate::output::{json, line, results};
use crate::progress::Reporter;
use crate::settings::Settings;
use crate::{Outcome, failure::Failure, gazetteer};
use daybook_archive::{Archive, discover};
use daybook_engine_tantivy::begin_rebuild;
use daybook_ingest::{IngestError, MergedPage, Progress, RebuildReport, rebuild};
use daybook_search::Rebuild;
use serde_json::json;
use std::io::Write;
use std::time::Instant;

/// So many merged pages, and captures of each, are told in text.
const MOST_MERGED: usize = 10;

pub(crate) fn run(plan: &IndexArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let knowledge = gazetteer::knowledge(settings)?;
    let mut archive = discover(&plan.archives).map_err(IngestError::from)?;
    archive.limits = settings.limits(&plan.limits);
    let reporter = Reporter::new();
    left_out(&archive)
        .iter()
        .for_each(|message| reporter.warning(message));
    let begin = |rules: &str| -> Result<Box<dyn Rebuild>, _> {
        Ok(Box::new(begin_rebuild(&settings.data_dir, rules)?))
    };
    let report = rebuild(&archive, &knowledge, begin, &reporter);
    reporter.finish();
    let report = report?;
    if plan.format == Format::Text {
        merged(&report.merged).iter().for_each(|message| line(message));
    }
    let mut out = results();
    match plan.format {
        Format::Text => writeln!(out, "{}", summary(&report, settings, started))?,
        Format::Json => {
            json(&mut out, &for_programs(&report, started))?;
        }
    }
    out.flush()?;
    if report.skipped.is_empty() {
        return Ok(Outcome::Done);
    }
    line(&format!(
        "{} skipped",
        count(report.skipped.len() as u64, "page was", "pages were")
    ));
    Ok(Outcome::SomeSkipped)
}

/// What is odd about the archive as a whole: keys of manifests that match nothing, files that are no pages.
fn left_out(archive: &Archive) -> Vec<String> {
    let mut messages = archive.warnings.clone();
    if !archive.ignored.is_empty() {
        let kinds: Vec<String> = archive
            .ignored
            .iter()
            .map(|(extension, number)| match extension.as_str() {
                "" => format!("{number} without an extension"),
                extension => format!("{number} .{extension}"),
            })
            .collect();
        messages.push(format!(
            "files that are no pages were left out: {}",
            kinds.join(", ")
        ));
    }
    messages
}

/// Which captures of which pages were left out, the first of them.
fn merged(pages: &[MergedPage]) -> Vec<String> {
    let mut messages: Vec<String> = pages
        .iter()
        .take(MOST_MERGED)
        .map(|page| {
            let alike = match &page.address {
                Some(address) => format!("of {address}"),
                None => "of one text".to_owned(),
            };
            let left_out: Vec<&str> = page
                .left_out
                .iter()
                .take(MOST_MERGED)
                .map(String::as_str)
                .collect();
            let more = page.left_out.len() - left_out.len();
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            format!(
                "merged into {}: captures {alike}: {} was read as the fullest, not {}{more}",
                page.page,
                page.read,
                left_out.join(", ")
            )
        })
        .collect();
    if pages.len() > MOST_MERGED {
        messages.push(format!(
            "merged {} more pages: --format json lists all",
            pages.len() - MOST_MERGED
        ));
    }
    messages
}

/// The report as `--format json` prints it.
fn for_programs(report: &RebuildReport, started: Instant) -> serde_json::Value {
    let generation = &report.generation;
    let skipped: Vec<_> = report
        .skipped
        .iter()
        .map(|page| json!({"path": page.path.display().to_string(), "reason": page.reason}))
        .collect();
    let timings = &report.timings;
    json!({
        "generation": generation.id,
        "pages": generation.pages,
        "entries": generation.entries,
        "organisations": generation.organisations,
        "persons": generation.persons,
        "bytes": generation.bytes,
        "added": report.added,
        "kept": report.kept,
        "removed": report.removed,
        "merged": report.merged,
        "skipped": skipped,
        "seconds": started.elapsed().as_secs_f64(),
        "stages": {
            "gazetteer": timings.gazetteer.as_secs_f64(),
            "reading": timings.reading.as_secs_f64(),
            "indexing": timings.indexing.as_secs_f64(),
            "committing": timings.committing.as_secs_f64(),
            "merging": timings.merging.as_secs_f64(),
            "syncing": timings.syncing.as_secs_f64(),
        },
        "work": {
            "splitting": timings.work.splitting.as_secs_f64(),
            "recognising": timings.work.recognising.as_secs_f64(),
            "dating": timings.work.dating.as_secs_f64(),
            "storing": timings.work.storing.as_secs_f64(),
            "indexing": timings.work.indexing.as_secs_f64(),
        },
    })
}

fn summary(report: &RebuildReport, settings: &Settings, started: Instant) -> String {
    let generation = &report.generation;
    let changes = format!(
        "{} new or changed, {} unchanged, {} gone",
        report.added, report.kept, report.removed
    );
    let left_out: u64 = report.merged.iter().map(|page| page.left_out.len() as u64).sum();
    let merged = match left_out {
        0 => String::new(),
        _ => format!(
            "; {} of {} left out",
            count(left_out, "lesser capture", "lesser captures"),
            count(report.merged.len() as u64, "page", "pages")
        ),
    };
    format!(
        "indexed {} with {} ({changes}){merged}; {} and {} named\ngeneration {} in {}, {} in {:.1} s",
        count(generation.pages, "page", "pages"),
        count(generation.entries, "entry", "entries"),
        count(generation.organisations, "organisation", "organisations"),
        count(generation.persons, "person", "persons"),
        generation.id,
        settings.data_dir.display(),
        super::stats::bytes(generation.bytes),
        started.elapsed().as_secs_f64()
    )
}
