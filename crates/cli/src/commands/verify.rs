//! `daybook verify`: is the live index what was written?

use super::count;
use crate::output::results;
use crate::settings::Settings;
use crate::{Outcome, failure::Failure};
use daybook_engine_tantivy::{DifferenceKind, verify};
use std::io::Write;

pub(crate) fn run(settings: &Settings) -> Result<Outcome, Failure> {
    let report = verify(&settings.data_dir)?;
    let mut out = results();
    for difference in &report.differences {
        let kind = match difference.kind {
            DifferenceKind::Missing => "is missing",
            DifferenceKind::Extra => "does not belong there",
            DifferenceKind::Changed => "is not as it was written",
        };
        writeln!(out, "{} {kind}", difference.path)?;
    }
    let files = count(report.files as u64, "file", "files");
    let outcome = if report.differences.is_empty() {
        writeln!(out, "generation {}: {files}, all as written", report.generation)?;
        Outcome::Done
    } else {
        let wrong = report.differences.len() as u64;
        writeln!(
            out,
            "generation {}: {} from what was written ({files}); rebuild it with `daybook index ARCHIVE`",
            report.generation,
            count(wrong, "difference", "differences")
        )?;
        Outcome::Failed
    };
    out.flush()?;
    Ok(outcome)
}
