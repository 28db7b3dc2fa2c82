//! How an ingest tells how far it is. What is done with it, bars or lines, is the caller's business.

use daybook_archive::SkippedPage;

/// What a rebuild is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Reading every file to see what has changed.
    Reading,
    /// Splitting, recognising and indexing what has changed.
    Indexing,
    /// Putting the generation on disk.
    Committing,
}

/// Hears how a rebuild goes, from several threads.
pub trait Progress: Sync {
    /// A stage begins that has so many steps, 0 where that is not known.
    fn begin(&self, stage: Stage, steps: u64);
    /// A step of the stage is done.
    fn step(&self, stage: Stage);
    /// A page was skipped.
    fn skipped(&self, page: &SkippedPage);
    /// Something about a page or the archive is odd.
    fn warning(&self, message: &str);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: u64) {}
    fn step(&self, _: Stage) {}
    fn skipped(&self, _: &SkippedPage) {}
    fn warning(&self, _: &str) {}
}
