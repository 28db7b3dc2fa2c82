//! A rebuild: what has changed is read, split and recognised anew, the rest is taken over.

use crate::captures::MergedPage;
use crate::effort::{Step, process_time};
use crate::surnames::{self, Surnames};
use crate::survey::{Surveyed, survey, with_text};
use crate::waiting::{ReadPage, Waiting, WaitingRoom};
use crate::workshop::Workshop;
use crate::{IngestError, Knowledge, Progress, Stage};
use daybook_archive::{Archive, Constraint, FORMATS, Neighbours, RawPage, SkippedPage};
use daybook_entities::Recogniser;
use daybook_model::slugify;
use daybook_search::{
    Capture, Committed, EngineError, GenerationInfo, PageRecord, Rebuild, RebuildFacts, Succession,
};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Raised when splitting, dating, references or the shape of entries change, so that no page is taken over from before.
/// What recognition makes of a page is told by the gazetteer's fingerprint, which holds a version of the rules.
const INGEST_VERSION: u32 = 5;

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
    /// The part of that in which segments were merged.
    pub merging: Duration,
    /// The part of that in which the system was waited for to have files on disk, and their checksums were made.
    pub syncing: Duration,
    /// What splitting, recognising and indexing took of the processors.
    pub work: Work,
}

/// Processor time of all threads together, while pages are worked on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Work {
    /// Splitting pages into entries.
    pub splitting: Duration,
    /// Recognising whom they name, refer to and quote.
    pub recognising: Duration,
    /// Dating pages by their text.
    pub dating: Duration,
    /// Packing entries and handing them to the index.
    pub storing: Duration,
    /// All else that the process did meanwhile: the index's own threads, mostly.
    pub indexing: Duration,
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
    /// Pages of which there were several captures, by id.
    pub merged: Vec<MergedPage>,
    /// How long it took.
    pub timings: Timings,
}

/// What a first pass made of a page that is new or has changed.
enum Draft {
    /// Added.
    Added,
    /// Read, but with a surname alone that waits for the other pages.
    Waiting(Waiting<ReadPage>),
}

/// How many pages were added, how many kept, and which could not be read after all.
#[derive(Default)]
struct Outcome {
    added: u64,
    kept: u64,
    skipped: Vec<SkippedPage>,
}

/// What a page came to, or why it was left out after all.
type Tried<T> = Result<Result<T, SkippedPage>, IngestError>;

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
    let workshop = Workshop::new(archive, knowledge)?;
    timings.gazetteer = lap();
    // Locked before the long work, so that a second rebuild is refused at once.
    let rules = rules(&workshop.recognisers);
    let generation = begin(&rules)?;
    let known = generation
        .previous()
        .iter()
        .flat_map(|record| &record.captures)
        .map(|capture| (capture.fingerprint.as_str(), capture))
        .collect();
    let survey = survey(&workshop, &known, progress);
    survey
        .warnings
        .iter()
        .for_each(|warning| progress.warning(warning));
    let (surveyed, mut skipped) = (survey.pages, survey.skipped);
    skipped.extend(archive.skipped.iter().cloned());
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
    let mut merged: Vec<MergedPage> = surveyed.iter().filter_map(Surveyed::merged).collect();
    merged.sort_by(|a, b| a.page.cmp(&b.page));
    let desk = Desk::new(&workshop, &survey.neighbours, &*generation);
    let before = process_time();
    let outcome = desk.work_through(surveyed, progress)?;
    let effort = &workshop.effort;
    timings.work = Work {
        splitting: effort.spent(Step::Splitting),
        recognising: effort.spent(Step::Recognising),
        dating: effort.spent(Step::Dating),
        storing: effort.spent(Step::Storing),
        indexing: process_time().saturating_sub(before + effort.total()),
    };
    let (added, kept) = (outcome.added, outcome.kept);
    skipped.extend(outcome.skipped);
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
        timezone: workshop
            .zones
            .first()
            .map(|zone| zone.name().to_owned())
            .unwrap_or_default(),
        rules,
        skipped: skipped.len() as u64,
        lineage: lineage(&workshop.recognisers),
    };
    let Committed {
        generation,
        merging,
        syncing,
    } = generation.commit(facts)?;
    timings.committing = lap();
    (timings.merging, timings.syncing) = (merging, syncing);
    Ok(RebuildReport {
        generation,
        added,
        kept,
        removed,
        skipped,
        merged,
        timings,
    })
}

/// Which organisations came of which, by the gazetteers.
fn lineage(recognisers: &[Arc<Recogniser>]) -> Vec<Succession> {
    let rows = recognisers
        .iter()
        .flat_map(|recogniser| recogniser.gazetteer().organisations());
    let steps = rows.flat_map(|row| {
        row.succeeded_by.iter().map(|successor| Succession {
            predecessor: slugify(&row.name),
            successor: slugify(successor),
        })
    });
    let mut lineage: Vec<Succession> = steps.collect();
    lineage.sort_unstable();
    lineage.dedup();
    lineage
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
        [] => format!("there is no file in it that is read ({FORMATS}): check the path"),
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
struct Desk<'w, 'a> {
    workshop: &'w Workshop<'a>,
    neighbours: &'w Neighbours,
    generation: &'w dyn Rebuild,
    previous: FxHashMap<&'w str, &'w PageRecord>,
    waiting: WaitingRoom,
}

impl<'w, 'a> Desk<'w, 'a> {
    fn new(workshop: &'w Workshop<'a>, neighbours: &'w Neighbours, generation: &'w dyn Rebuild) -> Self {
        let records = generation.previous().iter();
        Self {
            workshop,
            neighbours,
            generation,
            previous: records.map(|record| (record.id.as_str(), record)).collect(),
            waiting: WaitingRoom::default(),
        }
    }

    /// Works through all pages.
    ///
    /// In two passes, because whom a surname alone means hangs on whom the other pages name.
    fn work_through(
        &self,
        pages: Vec<Surveyed<'a>>,
        progress: &dyn Progress,
    ) -> Result<Outcome, IngestError> {
        progress.begin(Stage::Indexing, pages.len() as u64);
        let mut unchanged = Vec::new();
        let mut fresh = Vec::new();
        for page in pages {
            match self.as_before(&page) {
                Some(record) => unchanged.push((page, record)),
                None => fresh.push(page),
            }
        }
        let surnames = Mutex::new(Surnames::default());
        let drafts = with_text(self.workshop, fresh, |page, _, raw| {
            let draft = self.draft(page, raw, &surnames);
            progress.step(Stage::Indexing);
            draft
        });
        let mut outcome = Outcome::default();
        let mut surnames = surnames.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut waiting = Vec::new();
        for draft in drafts {
            match draft? {
                Ok(Draft::Added) => outcome.added += 1,
                Ok(Draft::Waiting(page)) => waiting.push(page),
                Err(page) => outcome.skipped.push(page),
            }
        }
        for (_, record) in &unchanged {
            surnames.note(&record.persons);
        }
        let mut again = Vec::new();
        for (page, record) in unchanged {
            if surnames.resolve(&record.persons) == record.persons.lone {
                self.generation.keep(&page.id)?;
                progress.step(Stage::Indexing);
                outcome.kept += 1;
            } else {
                again.push(page);
            }
        }
        outcome.added += waiting.len() as u64;
        waiting
            .into_par_iter()
            .try_for_each(|page| self.add(self.waiting.take(page)?, &surnames))?;
        let read_again = with_text(self.workshop, again, |page, _, raw| {
            progress.step(Stage::Indexing);
            raw.map(|raw| self.add(self.read(page, &raw), &surnames))
        });
        for page in read_again {
            match page {
                Ok(added) => {
                    added?;
                    outcome.added += 1;
                }
                Err(page) => outcome.skipped.push(page),
            }
        }
        Ok(outcome)
    }

    /// What the live generation remembers of a page that has not changed, and neither have its other captures nor what the
    /// pages beside it say of its day.
    fn as_before(&self, page: &Surveyed<'_>) -> Option<&'w PageRecord> {
        let record = self.previous.get(page.id.as_str())?;
        let now = std::iter::once(&page.capture).chain(&page.others);
        let same = |(before, now): (&Capture, &Capture)| before.fingerprint == now.fingerprint;
        let unchanged =
            record.captures.len() == 1 + page.others.len() && record.captures.iter().zip(now).all(same);
        let beside = page.beside(self.neighbours).map(|constraint| constraint.line());
        (unchanged && record.beside == beside).then_some(*record)
    }

    /// The first pass over a page that is new or has changed. Whom it names is noted among the surnames.
    fn draft(
        &self,
        page: Surveyed<'a>,
        raw: Result<RawPage, SkippedPage>,
        surnames: &Mutex<Surnames>,
    ) -> Tried<Draft> {
        let raw = match raw {
            Ok(raw) => raw,
            Err(skipped) => return Ok(Err(skipped)),
        };
        let read = self.read(page, &raw);
        surnames
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .note(&read.record.persons);
        if read.record.persons.lone.is_empty() {
            self.store(read)?;
            return Ok(Ok(Draft::Added));
        }
        Ok(Ok(Draft::Waiting(self.waiting.put(read)?)))
    }

    /// Adds a page of which it is known now whom its surnames mean.
    fn add(&self, mut read: ReadPage, surnames: &Surnames) -> Result<(), IngestError> {
        read.record.persons.lone = surnames.resolve(&read.record.persons);
        surnames::apply(&mut read.entries, &read.record.persons.lone);
        self.store(read)
    }

    fn store(&self, read: ReadPage) -> Result<(), IngestError> {
        let store = || self.generation.add(read.record, &read.entries);
        Ok(self.workshop.effort.of(Step::Storing, store)?)
    }

    /// Splits a page, recognises whom it names and dates it.
    fn read(&self, page: Surveyed<'_>, raw: &RawPage) -> ReadPage {
        let beside = page.beside(self.neighbours);
        let told = beside.as_ref().map(Constraint::line);
        let (inspection, dating) = self.workshop.inspect(page.source, raw, &page.id, beside);
        let record = PageRecord {
            id: page.id,
            source: raw.source.clone(),
            fingerprint: page.capture.fingerprint.clone(),
            entries: u32::try_from(inspection.entries.len()).unwrap_or(u32::MAX),
            date: Some(dating.interval),
            beside: told,
            persons: surnames::persons(&inspection.entries),
            captures: std::iter::once(page.capture).chain(page.others).collect(),
        };
        ReadPage {
            record,
            entries: inspection.entries,
        }
    }
}
