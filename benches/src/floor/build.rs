//! Entries that are split and recognised already, into an index of the same schema.

use anyhow::Context;
use daybook_engine_tantivy::RawIndex;
use daybook_model::Entry;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tantivy::{IndexWriter, TantivyDocument};

/// What the parts took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Built {
    /// Making documents and handing them over, by as many threads as there are processors.
    pub adding: Duration,
    /// Until all was in segments on disk.
    pub committing: Duration,
    /// Until tantivy's own policy had merged them.
    pub merging: Duration,
}

impl Built {
    /// All of it.
    pub fn time(&self) -> Duration {
        self.adding + self.committing + self.merging
    }
}

/// The entries of the live generation of a data directory, a page each, no more than so many.
///
/// # Errors
/// If there is none, or it cannot be read.
pub fn read_pages(raw: &RawIndex, data_dir: &Path, most: usize) -> anyhow::Result<Vec<Vec<Entry>>> {
    let searcher = raw.open_live(data_dir)?;
    let mut pages: Vec<Vec<Entry>> = Vec::new();
    let mut entries = 0;
    for segment in searcher.segment_readers() {
        let store = segment.get_store_reader(10)?;
        for document in store.iter::<TantivyDocument>(segment.alive_bitset()) {
            let entry = raw.entry(&document?)?;
            entries += 1;
            // A page's entries lie together, in order.
            match pages.last_mut() {
                Some(page) if page.first().is_some_and(|first| first.page.id == entry.page.id) => {
                    page.push(entry);
                }
                _ if entries > most => return Ok(pages),
                _ => pages.push(vec![entry]),
            }
        }
    }
    Ok(pages)
}

/// Adds so many entries, the pages over and over if there are fewer, and leaves nothing behind. They are packed as in the
/// index that `raw` has opened.
///
/// # Errors
/// If the index cannot be written.
pub fn build(raw: &RawIndex, pages: &[Vec<Entry>], entries: usize) -> anyhow::Result<Built> {
    let folder = tempfile::tempdir().context("a scratch folder cannot be made")?;
    let index = raw.create(folder.path())?;
    let mut writer = raw.writer(&index)?;
    let mut clock = Instant::now();
    let mut lap = || std::mem::replace(&mut clock, Instant::now()).elapsed();
    add(raw, &writer, pages, entries)?;
    let adding = lap();
    writer.commit()?;
    let committing = lap();
    writer.wait_merging_threads()?;
    Ok(Built {
        adding,
        committing,
        merging: lap(),
    })
}

fn add(raw: &RawIndex, writer: &IndexWriter, pages: &[Vec<Entry>], entries: usize) -> anyhow::Result<()> {
    let all: usize = pages.iter().map(Vec::len).sum();
    // Whole pages: a few entries more or less.
    let total = (pages.len() * entries).div_ceil(all.max(1));
    let next = AtomicUsize::new(0);
    let work = || -> anyhow::Result<()> {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let page = match pages.get(number % pages.len().max(1)) {
                Some(page) if number < total => page,
                _ => return Ok(()),
            };
            for document in raw.documents(page)? {
                writer.add_document(document)?;
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let adding: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        adding.into_iter().try_for_each(|thread| {
            thread
                .join()
                .map_err(|_| anyhow::anyhow!("the floor's thread died"))?
        })
    })
}
