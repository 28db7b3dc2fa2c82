//! `daybook index`: rebuild and swap in.

use super::count;
use crate::args::IndexArgs;
use crate::output::{line, results};
use crate::progress::Reporter;
use crate::settings::Settings;
use crate::{Outcome, failure::Failure, gazetteer};
use daybook_archive::{Archive, discover};
use daybook_engine_tantivy::begin_rebuild;
use daybook_ingest::{IngestError, Progress, RebuildReport, rebuild};
use daybook_search::Rebuild;
use std::io::Write;
use std::time::Instant;

pub(crate) fn run(plan: &IndexArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let knowledge = gazetteer::knowledge(settings)?;
    let archive = discover(&plan.archives).map_err(IngestError::from)?;
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
    let mut out = results();
    writeln!(out, "{}", summary(&report, settings, started))?;
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

fn summary(report: &RebuildReport, settings: &Settings, started: Instant) -> String {
    let generation = &report.generation;
    let changes = format!(
        "{} new or changed, {} unchanged, {} gone",
        report.added, report.kept, report.removed
    );
    format!(
        "indexed {} with {} ({changes}); {} and {} named\ngeneration {} in {}, {} in {:.1} s",
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
