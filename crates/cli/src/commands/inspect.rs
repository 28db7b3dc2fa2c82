//! `daybook inspect`: how pages split and what was recognised.

use super::inspect_text;
use crate::args::{Format, InspectArgs};
use crate::output::{json, line, results};
use crate::settings::Settings;
use crate::{Outcome, failure::Failure, gazetteer};
use daybook_archive::discover;
use daybook_ingest::{IngestError, inspect};
use daybook_model::Inspection;
use serde::Serialize;
use std::io::Write;

/// A page as `--format json` prints it.
#[derive(Serialize)]
struct Printed<'a> {
    #[serde(flatten)]
    inspection: &'a Inspection,
    /// Lesser captures of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<&'a [String]>,
}

pub(crate) fn run(plan: &InspectArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let knowledge = gazetteer::knowledge(settings)?;
    let mut archive = discover(&plan.files).map_err(IngestError::from)?;
    archive.limits = settings.limits(&plan.limits);
    let mut out = results();
    let mut odd = Vec::new();
    let inspected = inspect(&archive, &knowledge, |page| {
        let findings = &page.findings;
        match plan.format {
            Format::Text => inspect_text::print(&mut out, findings)?,
            Format::Json => {
                let printed = Printed {
                    inspection: &findings.inspection,
                    left_out: findings.merged.as_ref().map(|merged| merged.left_out.as_slice()),
                };
                json(&mut out, &printed)?;
            }
        }
        let place = page.path.display();
        odd.extend(
            findings
                .warnings
                .iter()
                .map(|warning| format!("{place}: {warning}")),
        );
        Ok::<(), Failure>(())
    })?;
    out.flush()?;
    for warning in archive.warnings.iter().chain(&inspected.warnings).chain(&odd) {
        line(&format!("warning: {warning}"));
    }
    let skipped = inspected.skipped;
    for page in &skipped {
        line(&format!("skipped {}: {}", page.path.display(), page.reason));
    }
    if inspected.pages == 0 && skipped.is_empty() {
        return Err(Failure::Failed(anyhow::anyhow!(
            "there is no page in what was given: check the path"
        )));
    }
    Ok(if skipped.is_empty() {
        Outcome::Done
    } else {
        Outcome::SomeSkipped
    })
}
