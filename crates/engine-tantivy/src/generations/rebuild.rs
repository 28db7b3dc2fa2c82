//! Building a generation.

use super::census::{Census, take_census};
use super::directory::{index_settings, open_index};
use super::early::EarlyPages;
use super::entities::Count;
use super::layout::{GenerationDir, Layout, is_tantivy_lock, sync_dir, sync_file};
use super::lineage::note_lineage;
use super::lines::{Line, read_lines, write_lines};
use super::lock::RebuildLock;
use super::manifest::{Counts, FileSum, Manifest};
use super::merging::merge;
use super::queue::{Queue, Queued};
use super::records::Records;
use super::role_lines::write_roles;
use super::takeover::{Takeover, link, take_over};
use crate::failure::{During, OnPath, internal};
use crate::schema::{Documents, Fields};
use crate::{SCHEMA_VERSION, analysis};
use daybook_model::Entry;
use daybook_search::{Committed, EngineError, PageRecord, Rebuild, RebuildFacts};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{
    fmt, fs,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};
use tantivy::indexer::UserOperation;
use tantivy::merge_policy::NoMergePolicy;
use tantivy::{Index, IndexWriter, Term};

/// Memory of all writing threads together, in bytes.
pub(crate) const WRITER_MEMORY: usize = 128 << 20;
const MAX_WRITER_THREADS: usize = 4;
/// About how many bytes of entries may wait for the writing threads.
const MAX_AHEAD: usize = 8 << 20;
/// What an entry takes besides its text while it waits.
const ENTRY_OVERHEAD: usize = 4096;

/// A generation being built. Dropping it without a commit removes it.
pub struct TantivyRebuild {
    // Fields are dropped in this order: the writer lets go of its files, the folder goes, then the lock.
    writer: Mutex<Option<IndexWriter<Queued>>>,
    queue: Arc<Queue>,
    folder: PartialFolder,
    layout: Layout,
    _lock: RebuildLock,
    id: String,
    rules: String,
    fields: Fields,
    previous: Vec<PageRecord>,
    places: FxHashMap<String, usize>,
    linked: Vec<FileSum>,
    taken_over: Option<TakenOver>,
    progress: Mutex<Progress>,
    /// As long as it is not known how entries are packed.
    early: Mutex<Option<EarlyPages>>,
    /// Off only in tests that want many segments.
    merges: bool,
}

/// The generation that was taken over.
struct TakenOver {
    dir: GenerationDir,
    /// What it holds.
    counts: Counts,
    /// Its roles, as they were written.
    roles: Option<FileSum>,
}

#[derive(Default)]
struct Progress {
    kept: FxHashSet<usize>,
    added: Records,
    /// Whom the entries name, as long as all are new and none was added twice.
    counted: Option<Count>,
}

/// Removes the folder of an unfinished generation.
struct PartialFolder {
    dir: GenerationDir,
}

impl Drop for PartialFolder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(self.dir.root())
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, path = %self.dir.root().display(), "the next rebuild will clear this up");
        }
    }
}

/// Begins a rebuild in a data directory, which is created if there is none.
///
/// `rules` is a digest of all that entries depend on besides their page. If the live generation was built by the same
/// rules, its pages can be kept.
///
/// # Errors
/// [`EngineError::Locked`] if another rebuild is at work; [`EngineError::Io`] or [`EngineError::Internal`] if the new
/// generation cannot be begun.
pub fn begin_rebuild(data_dir: &Path, rules: &str) -> Result<TantivyRebuild, EngineError> {
    let layout = Layout::new(data_dir);
    fs::create_dir_all(layout.generations()).on("create", &layout.generations())?;
    let lock = RebuildLock::take(&layout)?;
    match layout.clear_up() {
        // Without knowing the live generation nothing can be told from leftovers: leave all as it is.
        Err(error @ EngineError::Damaged { .. }) => tracing::warn!(%error, "nothing was cleared up"),
        result => result?,
    }
    let id = next_id(&layout);
    let folder = PartialFolder {
        dir: layout.partial(&id),
    };
    fs::create_dir(folder.dir.root()).on("create", folder.dir.root())?;
    let mut fields = Fields::new();
    let takeover = take_over(&layout, rules, &fields, &folder.dir)?;
    if takeover.is_none() {
        // How entries were packed that are not taken over means nothing.
        fields = Fields::new();
    }
    let index = open_or_create(&folder.dir.index(), &fields, takeover.is_some())?;
    let writer = index
        .writer_with_num_threads(writer_threads(), WRITER_MEMORY)
        .during("begin writing the index")?;
    // Merging waits for the commit: the outcome then does not hang on how threads happened to run.
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let counted = takeover.is_none().then(Count::default);
    let added = Records::new(folder.dir.waiting_pages());
    let (previous, linked, taken_over) = match takeover {
        Some(Takeover {
            pages,
            from: dir,
            counts,
            roles,
            files,
        }) => (pages, files, Some(TakenOver { dir, counts, roles })),
        None => Default::default(),
    };
    let places = previous
        .iter()
        .enumerate()
        .map(|(place, page)| (page.id.clone(), place))
        .collect();
    Ok(TantivyRebuild {
        writer: Mutex::new(Some(writer)),
        queue: Queue::new(MAX_AHEAD),
        early: Mutex::new((!fields.know_packing()).then(EarlyPages::default)),
        folder,
        layout,
        _lock: lock,
        id,
        rules: rules.to_owned(),
        fields,
        previous,
        places,
        linked,
        taken_over,
        progress: Mutex::new(Progress {
            kept: FxHashSet::default(),
            added,
            counted,
        }),
        merges: true,
    })
}

/// How many threads write an index.
pub(crate) fn writer_threads() -> usize {
    thread::available_parallelism().map_or(1, |n| n.get().min(MAX_WRITER_THREADS))
}

fn open_or_create(path: &Path, fields: &Fields, exists: bool) -> Result<Index, EngineError> {
    let index = if exists {
        Index::open_in_dir(path).during("open the index that was taken over")?
    } else {
        fs::create_dir_all(path).on("create", path)?;
        Index::builder()
            .schema(fields.schema.clone())
            .settings(index_settings())
            .create_in_dir(path)
            .during("create the index")?
    };
    analysis::register(index.tokenizers());
    Ok(index)
}

/// An id after that of every generation there is, even if the clock was set back: `20150309T133400Z-000`.
pub(super) fn next_id(layout: &Layout) -> String {
    let now = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let last = layout.complete().unwrap_or_default().pop();
    let last = last
        .as_deref()
        .and_then(|id| id.rsplit_once('-'))
        .filter(|(time, _)| **time >= *now);
    let (time, mut number) = match last {
        Some((time, number)) => (
            time.to_owned(),
            number.parse::<u32>().map_or(0, |number| number + 1),
        ),
        None => (now, 0),
    };
    loop {
        let id = format!("{time}-{number:03}");
        if !layout.generation(&id).root().exists() && !layout.partial(&id).root().exists() {
            return id;
        }
        number += 1;
    }
}

impl TantivyRebuild {
    /// Leaves segments, and deleted entries in them, as they are.
    #[cfg(test)]
    pub(crate) fn without_merges(mut self) -> Self {
        self.merges = false;
        self
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        // A thread that died while it held this has at worst not noted its page.
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the writer.
    fn with_writer<T>(
        &self,
        what: &'static str,
        work: impl FnOnce(&mut IndexWriter<Queued>) -> tantivy::Result<T>,
    ) -> Result<T, EngineError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let writer = writer
            .as_mut()
            .ok_or_else(|| internal("write the index", "it is already closed"))?;
        work(writer).during(what)
    }

    fn early(&self) -> MutexGuard<'_, Option<EarlyPages>> {
        self.early.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a page's entries, packed.
    fn add_packed(&self, record: PageRecord, entries: &[Entry]) -> Result<(), EngineError> {
        let documents = Documents::new(&self.fields).of_page(entries)?;
        let line = Line::of(&record)?;
        let mut operations = Vec::with_capacity(documents.len() + 1);
        // Held over the whole call, so that two versions of one page cannot mix.
        let mut progress = self.progress();
        if self.places.contains_key(&record.id) || progress.added.has(&record.id) {
            operations.push(UserOperation::Delete(Term::from_field_text(
                self.fields.page,
                &record.id,
            )));
            progress.counted = None;
        }
        if let Some(counted) = &mut progress.counted {
            counted.add_page(entries);
        }
        let size = entries
            .iter()
            .map(|entry| entry.text.len() + ENTRY_OVERHEAD)
            .sum();
        operations.extend(self.queue.take(size, documents).map(UserOperation::Add));
        self.with_writer("add a page", |writer| writer.run(operations).map(drop))?;
        progress.added.note(record.id, &line)
    }

    /// Adds the pages that came before it was known how entries are packed.
    fn add_early(&self, early: EarlyPages) -> Result<(), EngineError> {
        let pages = early.settle_packing(&self.fields, &self.folder.dir.index())?;
        pages
            .into_iter()
            .try_for_each(|(record, entries)| self.add_packed(record, &entries))
    }

    /// Deletes pages that are gone, and puts everything into segments.
    fn finish_index(&mut self) -> Result<Finished, EngineError> {
        let Progress {
            kept,
            added: mut records,
            counted,
        } = std::mem::take(self.progress.get_mut().unwrap_or_else(PoisonError::into_inner));
        let mut changed = !records.is_empty() || self.previous.is_empty();
        self.places = FxHashMap::default();
        for (place, record) in std::mem::take(&mut self.previous).into_iter().enumerate() {
            if records.has(&record.id) {
                continue;
            }
            if kept.contains(&place) {
                let line = Line::of(&record)?;
                records.note(record.id, &line)?;
            } else {
                let page = Term::from_field_text(self.fields.page, &record.id);
                self.with_writer("remove a page", |writer| Ok(writer.delete_term(page)))?;
                changed = true;
            }
        }
        let mut writer = self
            .writer
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
            .ok_or_else(|| internal("write the index", "it is already closed"))?;
        let mut merging = Duration::ZERO;
        let census = match &self.taken_over {
            // What it holds is what it held.
            Some(before) if !changed => Census {
                entities: read_lines(&before.dir.entities())?,
                counts: before.counts.clone(),
            },
            _ => {
                writer.commit().during("write the index")?;
                // The count comes after: beside a merge it would take as much memory again.
                if self.merges {
                    let began = Instant::now();
                    merge(&mut writer).during("merge the index")?;
                    merging = began.elapsed();
                }
                let searcher = open_index(&self.folder.dir.index(), &self.fields)?;
                take_census(&searcher, &self.fields, records.len() as u64, counted)?
            }
        };
        writer
            .garbage_collect_files()
            .wait()
            .during("remove old segments")?;
        writer.wait_merging_threads().during("merge the index")?;
        Ok(Finished {
            records,
            census,
            changed,
            merging,
        })
    }

    /// Takes over the roles of the generation before, by which nothing was added to or taken from any.
    fn keep_roles(&mut self, before: &TakenOver) -> Result<(), EngineError> {
        if link(&before.dir.roles(), &self.folder.dir.roles())? {
            self.linked.extend(before.roles.clone());
        }
        Ok(())
    }

    /// Checksums of all files, with those that were not linked put on disk.
    fn seal_files(&self) -> Result<Vec<FileSum>, EngineError> {
        let root = self.folder.dir.root();
        let index = self.folder.dir.index();
        for entry in fs::read_dir(&index).on("read", &index)? {
            let entry = entry.on("read", &index)?;
            if is_tantivy_lock(&entry.file_name()) {
                fs::remove_file(entry.path()).on("remove", &entry.path())?;
            }
        }
        let linked: FxHashMap<&str, &FileSum> = self
            .linked
            .iter()
            .map(|file| (file.path.as_str(), file))
            .collect();
        let mut sums = Vec::new();
        for path in self.folder.dir.files()? {
            if let Some(sum) = linked.get(path.as_str()) {
                sums.push((*sum).clone());
            } else {
                sync_file(&root.join(&path))?;
                sums.push(FileSum::of(root, &path)?);
            }
        }
        sync_dir(&index)?;
        Ok(sums)
    }
}

/// An index of which all is in segments.
struct Finished {
    /// The records that the generation has.
    records: Records,
    /// Whom its entries name; without their roles where nothing has changed.
    census: Census,
    /// Whether a page was added or is gone.
    changed: bool,
    /// How long segments were merged.
    merging: Duration,
}

impl fmt::Debug for TantivyRebuild {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TantivyRebuild")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Rebuild for TantivyRebuild {
    fn previous(&self) -> &[PageRecord] {
        &self.previous
    }

    fn keep(&self, page: &str) -> Result<(), EngineError> {
        let place = self.places.get(page);
        let place = *place.ok_or_else(|| internal("keep a page", format!("there is no page \"{page}\"")))?;
        self.progress().kept.insert(place);
        Ok(())
    }

    fn add(&self, record: PageRecord, entries: &[Entry]) -> Result<(), EngineError> {
        let mut early = self.early();
        if let Some(pages) = early.as_mut() {
            pages.push(record, entries);
            return match early.take_if(|pages| pages.are_enough()) {
                // Others wait meanwhile, for they need to know too.
                Some(pages) => self.add_early(pages),
                None => Ok(()),
            };
        }
        drop(early);
        self.add_packed(record, entries)
    }

    fn commit(mut self: Box<Self>, facts: RebuildFacts) -> Result<Committed, EngineError> {
        let early = self.early().take();
        early.map_or(Ok(()), |early| self.add_early(early))?;
        let Finished {
            records,
            census,
            changed,
            merging,
        } = self.finish_index()?;
        records.write_to(&self.folder.dir.pages())?;
        let Census { mut entities, counts } = census;
        note_lineage(&mut entities, &facts.lineage);
        match self.taken_over.take() {
            Some(before) if !changed => self.keep_roles(&before)?,
            _ => write_roles(&self.folder.dir.roles(), &mut entities)?,
        }
        write_lines(&self.folder.dir.entities(), &entities)?;
        let sealing = Instant::now();
        let manifest = Manifest {
            schema_version: SCHEMA_VERSION,
            id: self.id.clone(),
            built_at: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            counts,
            // What was kept was kept by these rules, whatever the facts say.
            facts: RebuildFacts {
                rules: self.rules.clone(),
                ..facts
            },
            files: self.seal_files()?,
        };
        manifest.write(&self.folder.dir)?;
        sync_dir(self.folder.dir.root())?;
        let done = self.layout.generation(&self.id);
        fs::rename(self.folder.dir.root(), done.root()).on("rename", self.folder.dir.root())?;
        sync_dir(&self.layout.generations())?;
        self.layout.set_current(&self.id)?;
        let syncing = sealing.elapsed();
        if let Err(error) = self.layout.clear_up() {
            tracing::warn!(%error, "the next rebuild will clear this up");
        }
        Ok(Committed {
            generation: manifest.info(),
            merging,
            syncing,
        })
    }
}
