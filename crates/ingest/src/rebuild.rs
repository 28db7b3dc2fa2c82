//! A rebuild: what has changed is read, split and recognised anew, the rest is taken over.

use crate::surnames::{self, Surnames};
use crate::{
    IngestError, Knowledge, Progress, Stage, knowledge::recognise, survey::Surveyed, survey::survey,
};
use daybook_archive::{Archive, SkippedPage, Source, Zone, assemble};
use daybook_entities::Recogniser;
use daybook_model::Entry;
use daybook_search::{EngineError, GenerationInfo, PagePersons, PageRecord, Rebuild, RebuildFacts};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Raised when splitting, dating, references or the shape of entries change, so that no page is taken over from before.
/// What recognition makes of a page is told by the gazetteer's fingerprint, which holds a version of the rules.
const INGEST_VERSION: u32 = 3;

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

/// What a first pass made of a page.
enum Draft<'a> {
    /// As the live generation has it, unless a surname alone now means somebody else.
    Unchanged(Box<Surveyed<'a>>, &'a PageRecord),
    /// Added.
    Added(PagePersons),
    /// Read, but with a surname alone that waits for the other pages.
    Waiting(Box<Read>),
}

/// A page with its entries.
struct Read {
    record: PageRecord,
    entries: Vec<Entry>,
}

/// How a page came into the generation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Added,
    Kept,
}

/// What a page came to, or why it was left out after all.
type Tried<T> = Result<Result<T, SkippedPage>, EngineError>;

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
    let (surveyed, mut skipped) = survey(archive, &zones, progress);
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
        [] => "there is no .txt or .html file in it; check the path".to_owned(),
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
    ///
    /// In two passes, because whom a surname alone means hangs on whom the other pages name.
    fn work_through(
        &self,
        pages: Vec<Surveyed<'a>>,
        progress: &dyn Progress,
    ) -> Result<(u64, u64, Vec<SkippedPage>), EngineError> {
        progress.begin(Stage::Indexing, pages.len() as u64);
        let drafts: Vec<Result<Draft<'a>, SkippedPage>> = pages
            .into_par_iter()
            .map(|page| {
                let draft = self.draft(page);
                progress.step(Stage::Indexing);
                draft
            })
            .collect::<Result<_, EngineError>>()?;
        let mut surnames = Surnames::default();
        for draft in drafts.iter().flatten() {
            surnames.note(match draft {
                Draft::Unchanged(_, record) => &record.persons,
                Draft::Added(persons) => persons,
                Draft::Waiting(read) => &read.record.persons,
            });
        }
        let outcomes: Vec<Result<Outcome, SkippedPage>> = drafts
            .into_par_iter()
            .map(|draft| match draft {
                Ok(draft) => self.finish(draft, &surnames),
                Err(page) => Ok(Err(page)),
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

    /// The first pass over a page.
    fn draft(&self, page: Surveyed<'a>) -> Tried<Draft<'a>> {
        if let Some(record) = self.previous.get(page.id.as_str())
            && record.fingerprint == self.fingerprint(page.source, page.digest)
        {
            return Ok(Ok(Draft::Unchanged(Box::new(page), record)));
        }
        let read = match self.read(page) {
            Ok(read) => read,
            Err(skipped) => return Ok(Err(skipped)),
        };
        if read.record.persons.lone.is_empty() {
            let persons = read.record.persons.clone();
            self.generation.add(read.record, &read.entries)?;
            return Ok(Ok(Draft::Added(persons)));
        }
        Ok(Ok(Draft::Waiting(Box::new(read))))
    }

    /// The second pass over a page.
    fn finish(&self, draft: Draft<'a>, surnames: &Surnames) -> Tried<Outcome> {
        let mut read = match draft {
            Draft::Added(_) => return Ok(Ok(Outcome::Added)),
            Draft::Unchanged(page, record) if surnames.resolve(&record.persons) == record.persons.lone => {
                self.generation.keep(&page.id)?;
                return Ok(Ok(Outcome::Kept));
            }
            Draft::Unchanged(page, _) => match self.read(*page) {
                Ok(read) => read,
                Err(skipped) => return Ok(Err(skipped)),
            },
            Draft::Waiting(read) => *read,
        };
        read.record.persons.lone = surnames.resolve(&read.record.persons);
        surnames::apply(&mut read.entries, &read.record.persons.lone);
        self.generation.add(read.record, &read.entries)?;
        Ok(Ok(Outcome::Added))
    }

    /// A digest of a page's bytes and of every setting that its entries depend on.
    fn fingerprint(&self, source: &Source, bytes: blake3::Hash) -> String {
        let settings = self.archive.roots[source.root]
            .manifest
            .fingerprint_for(&source.relative);
        // The source is part of what entries say, so a renamed file is a changed page; and two archives may have
        // gazetteers of their own.
        let gazetteer = self.recognisers[source.root].gazetteer().fingerprint();
        let parts = [
            source.relative.as_str(),
            settings.as_str(),
            gazetteer,
            bytes.to_hex().as_str(),
        ]
        .join("\0");
        blake3::hash(parts.as_bytes()).to_hex().to_string()
    }

    /// Splits a page and recognises whom it names.
    fn read(&self, page: Surveyed<'_>) -> Result<Read, SkippedPage> {
        let (source, id) = (page.source, page.id.clone());
        let root = &self.archive.roots[source.root];
        let zone = &self.zones[source.root];
        let (raw, digest) = page.take(root, zone)?;
        let mut inspection = assemble(&raw, &id, zone);
        recognise(&self.recognisers[source.root], root, &mut inspection);
        let record = PageRecord {
            id,
            source: source.relative.clone(),
            fingerprint: self.fingerprint(source, digest),
            entries: u32::try_from(inspection.entries.len()).unwrap_or(u32::MAX),
            persons: surnames::persons(&inspection.entries),
        };
        Ok(Read {
            record,
            entries: inspection.entries,
        })
    }
}
