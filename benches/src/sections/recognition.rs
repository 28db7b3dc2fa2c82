//! What recognition adds to a rebuild: a generated archive through everything, and through reading, splitting and the
//! index alone, which leaves out dating by text and quotations too.

use crate::generator::{Format, Printer};
use crate::noise;
use crate::report::{Bar, Unit};
use crate::setting::{Setting, gazetteer_sources, generator};
use crate::timing::Sample;
use anyhow::Context;
use daybook_archive::{Archive, PageReader, RawPage, assemble, assign_ids, discover};
use daybook_engine_tantivy::begin_rebuild;
use daybook_ingest::{Knowledge, Silent, rebuild};
use daybook_search::{PageRecord, Rebuild, RebuildFacts};
use rayon::prelude::*;
use serde_json::json;
use std::path::Path;

const PAGES: u64 = 600;
const ROUNDS: usize = 5;

/// Measures a rebuild with and without recognition.
///
/// # Errors
/// If a rebuild fails.
pub fn run(setting: &mut Setting) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let entries = write(folder.path())?;
    let archive = discover(&[folder.path().join("pages")])?;
    let knowledge = Knowledge::new(gazetteer_sources()?);
    // Compiled once a run, and left out.
    knowledge.recognisers(&archive.roots)?;
    let with = || {
        let data = tempfile::tempdir()?;
        let begin =
            |rules: &str| -> Result<Box<dyn Rebuild>, _> { Ok(Box::new(begin_rebuild(data.path(), rules)?)) };
        rebuild(&archive, &knowledge, begin, &Silent)?;
        anyhow::Ok(())
    };
    let (rounds, noise) = noise::rounds(ROUNDS, ROUNDS, |_| {
        let (mut full, mut bare) = (Sample::default(), Sample::default());
        full.time(with)?;
        bare.time(|| without(&archive))?;
        Ok((full.median(), bare.median()))
    })?;
    let full: Sample = rounds.iter().map(|(full, _)| *full).collect();
    let bare: Sample = rounds.iter().map(|(_, bare)| *bare).collect();
    let report = &mut setting.report;
    report.begin("recognition");
    report.bar(
        &format!("rebuild of {PAGES} pages with {entries} entries, with recognition to without"),
        full.median().as_secs_f64() / bare.median().as_secs_f64(),
        Unit::Times,
        Bar::AtMost(1.33),
    );
    report.raw(
        "seconds",
        json!({"with": full.seconds(), "without": bare.seconds()}),
    );
    report.noise(&noise);
    report.end()
}

/// Writes the archive. Says how many entries it has.
fn write(folder: &Path) -> anyhow::Result<usize> {
    let generator = generator()?;
    let mut printer = Printer::new(folder, Format::Text)?;
    let mut entries = 0;
    for number in 0..PAGES {
        let page = generator.page(number);
        entries += page.entries.len();
        printer.print(&page)?;
    }
    printer.finish()?;
    Ok(entries)
}

fn without(archive: &Archive) -> anyhow::Result<()> {
    let root = archive.roots.first().context("the archive has a root")?;
    let zone = root.manifest.zone()?;
    let data = tempfile::tempdir()?;
    let generation = begin_rebuild(data.path(), "none")?;
    let read = |source| -> anyhow::Result<RawPage> {
        let mut pages = PageReader::new(source, archive.limits);
        let found = pages.next().context("a file without a page")?;
        let page = found.and_then(|page| RawPage::from_found(source, &root.manifest, &zone, &page));
        page.map_err(|skipped| anyhow::anyhow!("{}", skipped.reason))
    };
    let raws: Vec<RawPage> = archive.sources.par_iter().map(read).collect::<Result<_, _>>()?;
    let slugs: Vec<(&str, &str)> = raws
        .iter()
        .map(|raw| (raw.source.as_str(), raw.candidate_slug.as_str()))
        .collect();
    raws.par_iter()
        .zip(assign_ids(&slugs))
        .try_for_each(|(raw, id)| {
            let inspection = assemble(raw, &id, &zone);
            let record = PageRecord {
                id,
                source: raw.source.clone(),
                ..PageRecord::default()
            };
            generation.add(record, &inspection.entries)
        })?;
    Box::new(generation).commit(RebuildFacts::default())?;
    Ok(())
}
