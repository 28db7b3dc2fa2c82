//! A rebuild: what has changed is read, split and recognised anew, the rest is taken over.

use crate::{
    IngestError, Knowledge, Progress, Stage, knowledge::recognise, survey::Surveyed, survey::survey,
};
use daybook_archive::{Archive, SkippedPage, Zone, assemble};
use daybook_entities::Recogniser;
use daybook_search::{EngineError, GenerationInfo, PageRecord, Rebuild, RebuildFacts};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Raised when splitting, dating or the shape of entries changes, so that no page is taken over from before.
const INGEST_VERSION: u32 = 1;

/// How long the parts of a rebuild took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings {
    /// Compiling the gazetteer.
    pub gazetteer: Duration,
    /// Reading every file.
    pub reading: Duration,
    /// Splitting, recognising and indexing.
    pub indexing: Duration,
    /// Putting the generation on disk.
    pub committing: Duration,
}

/// What a rebuild did.
#[derive(Debug, Clone)]
pub struct RebuildReport {
    /// The new generation.
    pub generation: GenerationInfo,
    /// Pages that were read, split and recognised.
    pub added: u64,
    /// Pages that were taken over unchanged.
    pub kept: u64,
    /// Pages of the generation before that are gone.
    pub removed: u64,
    /// Pages that could not be read.
    pub skipped: Vec<SkippedPage>,
    /// How long it took.
    pub timings: Timings,
}

/// What came of one page.
enum Outcome {
    Added,
    Kept,
}

/// Brings an archive into a new generation, which `begin` opens for the digest of the rules in force.
///
/// # Errors
/// If the gazetteer is wrong, no page can be read or the engine fails: the live generation then stays as it was. A
/// single page that cannot be read is skipped and reported.
pub fn rebuild<F>(
    archive: &Archive,
    knowledge: &Knowledge,
    begin: F,
    progress: &dyn Progress,
) -> Result<RebuildReport, IngestError>
where
    F: FnOnce(&str) -> Result<Box<dyn Rebuild>, EngineError>,
{
    let mut timings = Timings::default();
    let mut clock = Instant::now();
    let mut lap = || std::mem::replace(&mut clock, Instant::now()).elapsed();
    let recognisers = knowledge.recognisers(&archive.roots)?;
    let zones = archive
        .roots
        .iter()
        .map(|root| root.manifest.zone())
        .collect::<Result<Vec<_>, _>>()?;
    timings.gazetteer = lap();
    // Locked before the long work, so that a second rebuild is refused at once.
    let rules = rules(&recognisers);
    let generation = begin(&rules)?;
    let (surveyed, mut skipped) = survey(archive, progress);
    skipped.extend(archive.skipped.iter().cloned());
    skipped.extend(archive.unsupported.iter().cloned());
    timings.reading = lap();
    if surveyed.is_empty() {
        return Err(no_pages(archive, &skipped));
    }
    let ids: FxHashSet<String> = surveyed.iter().map(|page| page.id.clone()).collect();
    let removed = generation
        .previous()
        .iter()
        .filter(|record| !ids.contains(&record.id))
        .count() as u64;
    let desk = Desk::new(archive, &recognisers, &zones, &*generation);
    let (added, kept, late) = desk.work_through(surveyed, progress)?;
    skipped.extend(late);
    skipped.sort_by(|a, b| a.path.cmp(&b.path));
    skipped.iter().for_each(|page| progress.skipped(page));
    timings.indexing = lap();
    progress.begin(Stage::Committing, 0);
    let facts = RebuildFacts {
        archives: archive
            .roots
            .iter()
            .map(|root| root.path.display().to_string())
            .collect(),
        title: archive
            .roots
            .iter()
            .find_map(|root| root.manifest.title().map(str::to_owned)),
        timezone: zones
            .first()
            .map(|zone| zone.name().to_owned())
            .unwrap_or_default(),
        rules,
        skipped: skipped.len() as u64,
    };
    let generation = generation.commit(facts)?;
    timings.committing = lap();
    Ok(RebuildReport {
        generation,
        added,
        kept,
        removed,
        skipped,
        timings,
    })
}

/// A digest of all that decides what is made of a page's bytes, but for the archive's settings of that page.
fn rules(recognisers: &[Arc<Recogniser>]) -> String {
    let mut gazetteers: Vec<&str> = recognisers
        .iter()
        .map(|recogniser| recogniser.gazetteer().fingerprint())
        .collect();
    gazetteers.sort_unstable();
    gazetteers.dedup();
    format!("ingest {INGEST_VERSION}, gazetteer {}", gazetteers.join(" "))
}

fn no_pages(archive: &Archive, skipped: &[SkippedPage]) -> IngestError {
    let hint = match skipped {
        [] => "there is no .txt file in it; check the path".to_owned(),
        [first, ..] => {
            format!(
                "{} skipped, the first is {}: {}",
                skipped.len(),
                first.path.display(),
                first.reason
            )
        }
    };
    IngestError::NoPages {
        paths: archive.roots.iter().map(|root| root.path.clone()).collect(),
        hint,
    }
}

/// Where pages are worked on.
struct Desk<'a> {
    archive: &'a Archive,
    recognisers: &'a [Arc<Recogniser>],
    zones: &'a [Zone],
    generation: &'a dyn Rebuild,
    previous: FxHashMap<&'a str, &'a PageRecord>,
}

impl<'a> Desk<'a> {
    fn new(
        archive: &'a Archive,
        recognisers: &'a [Arc<Recogniser>],
        zones: &'a [Zone],
        generation: &'a dyn Rebuild,
    ) -> Self {
        let previous = generation
            .previous()
            .iter()
            .map(|record| (record.id.as_str(), record))
            .collect();
        Self {
            archive,
            recognisers,
            zones,
            generation,
            previous,
        }
    }

    /// Works through all pages: how many were added, how many kept, and which could not be read after all.
    fn work_through(
        &self,
        pages: Vec<Surveyed<'_>>,
        progress: &dyn Progress,
    ) -> Result<(u64, u64, Vec<SkippedPage>), EngineError> {
        progress.begin(Stage::Indexing, pages.len() as u64);
        let outcomes: Vec<Result<Outcome, SkippedPage>> = pages
            .into_par_iter()
            .map(|page| {
                let outcome = self.work_on(page);
                progress.step(Stage::Indexing);
                outcome
            })
            .collect::<Result<_, EngineError>>()?;
        let (mut added, mut kept, mut skipped) = (0, 0, Vec::new());
        for outcome in outcomes {
            match outcome {
                Ok(Outcome::Added) => added += 1,
                Ok(Outcome::Kept) => kept += 1,
                Err(page) => skipped.push(page),
            }
        }
        Ok((added, kept, skipped))
    }

    fn work_on(&self, page: Surveyed<'_>) -> Result<Result<Outcome, SkippedPage>, EngineError> {
        let (source, id) = (page.source, page.id.clone());
        let root = &self.archive.roots[source.root];
        let settings = root.manifest.fingerprint_for(&source.relative);
        let fingerprint = |digest: blake3::Hash| {
            // The source is part of what entries say, so a renamed file is a changed page.
            let parts = [
                source.relative.as_str(),
                settings.as_str(),
                digest.to_hex().as_str(),
            ]
            .join("\0");
            blake3::hash(parts.as_bytes()).to_hex().to_string()
        };
        let unchanged = self
            .previous
            .get(id.as_str())
            .is_some_and(|record| record.fingerprint == fingerprint(page.digest));
        if unchanged {
            self.generation.keep(&id)?;
            return Ok(Ok(Outcome::Kept));
        }
        let (raw, digest) = match page.take(root) {
            Ok(read) => read,
            Err(skipped) => return Ok(Err(skipped)),
        };
        let mut inspection = assemble(&raw, &id, &self.zones[source.root]);
        recognise(&self.recognisers[source.root], root, &mut inspection);
        let record = PageRecord {
            id,
            source: source.relative.clone(),
            fingerprint: fingerprint(digest),
            entries: u32::try_from(inspection.entries.len()).unwrap_or(u32::MAX),
        };
        self.generation.add(record, &inspection.entries)?;
        Ok(Ok(Outcome::Added))
    }
}
