//! The contract of an engine.

use crate::{
    ContextAnswer, ContextRequest, EntityListAnswer, EntityListRequest, EntityLookup, EntityRequest,
    EntryInContext, ExportRequest, ExportSink, FacetAnswer, FacetRequest, GenerationInfo, HistogramAnswer,
    HistogramRequest, PageAnswer, PageListAnswer, PageListRequest, RelatedAnswer, RelatedRequest,
    RequestError, SearchAnswer, SearchRequest, SimilarAnswer, SimilarRequest, SuggestAnswer, SuggestRequest,
    ThreadAnswer, ThreadRequest, TiesAnswer, TiesRequest, WrittenAnswer,
};
use daybook_model::{DateInterval, Entry, EntryId, LocalDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;
use thiserror::Error;

/// Stores nothing and changes nothing: answers questions about the live generation.
///
/// Every answer comes from one generation, whole; a rebuild that lands meanwhile is seen by the next question after
/// [`refresh`](Self::refresh). Totals and counts are exact.
pub trait Engine: Send + Sync + 'static {
    /// Searches.
    ///
    /// # Errors
    /// [`EngineError::Request`] for what the asker can mend, anything else is the engine's or the machine's fault.
    fn search(&self, request: &SearchRequest) -> Result<SearchAnswer, EngineError>;

    /// Searches, and writes the answer as it is sent: what [`search`](Self::search) answers, as JSON. An engine that
    /// keeps entries as they are sent need not read them for it.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    fn search_written(&self, request: &SearchRequest) -> Result<WrittenAnswer, EngineError> {
        WrittenAnswer::of(&self.search(request)?)
    }

    /// Lists a facet's values.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    fn facet(&self, request: &FacetRequest) -> Result<FacetAnswer, EngineError>;

    /// Counts over time.
    ///
    /// # Errors
    /// As [`search`](Self::search), and if there would be more than [`MAX_BUCKETS`](crate::MAX_BUCKETS) buckets.
    fn histogram(&self, request: &HistogramRequest) -> Result<HistogramAnswer, EngineError>;

    /// The entry, or `None` if there is none of that id.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn entry(&self, id: &EntryId) -> Result<Option<EntryInContext>, EngineError>;

    /// The entry among those around it, or `None` if there is none of that id.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn context(&self, request: &ContextRequest) -> Result<Option<ContextAnswer>, EngineError>;

    /// The entries most like one, never itself; `None` if there is no entry of that id.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn similar(&self, request: &SimilarRequest) -> Result<Option<SimilarAnswer>, EngineError>;

    /// The earlier and later entries on the same story, never itself; `None` if there is no entry of that id. An
    /// engine leaves out what it is not sure of.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn thread(&self, request: &ThreadRequest) -> Result<Option<ThreadAnswer>, EngineError>;

    /// What [`similar`](Self::similar) and [`thread`](Self::thread) answer, of one generation; `None` if there is no entry
    /// of that id. Whoever wants both asks so: an engine need look for them but once.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn related(&self, request: &RelatedRequest) -> Result<Option<RelatedAnswer>, EngineError>;

    /// The page, or `None` if there is none of that id.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn page(&self, id: &str) -> Result<Option<PageAnswer>, EngineError>;

    /// Lists pages by date.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn pages(&self, request: &PageListRequest) -> Result<PageListAnswer, EngineError>;

    /// Gives out every hit of a query, all of one generation, in bounded memory.
    ///
    /// # Errors
    /// As [`search`](Self::search); after [`begin`](ExportSink::begin) only where the index cannot be read.
    fn export(&self, request: &ExportRequest, sink: &mut dyn ExportSink) -> Result<(), EngineError>;

    /// What the entries say of one organisation or person.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn entity(&self, request: &EntityRequest) -> Result<EntityLookup, EngineError>;

    /// Counts how often each two of an organisation's or person's company are named together with it.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn ties(&self, request: &TiesRequest) -> Result<TiesAnswer, EngineError>;

    /// Lists the organisations and persons that entries name.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn entities(&self, request: &EntityListRequest) -> Result<EntityListAnswer, EngineError>;

    /// Completes what somebody is typing.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn suggest(&self, request: &SuggestRequest) -> Result<SuggestAnswer, EngineError>;

    /// A digest of the settings that answers depend on besides the generation: synonyms, limits. Answers of two engines
    /// with one generation and one digest are the same.
    fn settings(&self) -> String {
        String::new()
    }

    /// What the live generation holds.
    fn generation(&self) -> GenerationInfo;

    /// Takes up a newer generation if there is one; says whether there was. On an error the old one keeps
    /// answering.
    ///
    /// # Errors
    /// If the newer generation cannot be opened.
    fn refresh(&self) -> Result<bool, EngineError>;
}

/// What is remembered of an indexed page, so that the next rebuild can leave it alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PageRecord {
    /// The page's id.
    pub id: String,
    /// Its file, relative to its archive's root.
    pub source: String,
    /// A digest of the page's bytes and of every setting that its entries depend on.
    pub fingerprint: String,
    /// How many entries it has.
    pub entries: u32,
    /// When it was written, as well as it is known.
    #[serde(default)]
    pub date: Option<DateInterval>,
    /// What pages with a lower and a higher running number say of its day, where it says no day itself.
    #[serde(default)]
    pub beside: Option<String>,
    /// Whom it names, for pages that name them by a surname alone.
    #[serde(default)]
    pub persons: PagePersons,
    /// Every capture of the page that the archive holds; the first is the one that the entries are from.
    #[serde(default)]
    pub captures: Vec<Capture>,
}

/// One copy of a page of which an archive may hold several: two crawls of a page that grew, a page under two addresses.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Capture {
    /// Its file, relative to its archive's root, and the place in it if it holds many pages.
    pub source: String,
    /// A digest of its bytes and of every setting that its entries depend on.
    pub fingerprint: String,
    /// The id that it lays claim to.
    pub slug: String,
    /// What its address has in common with all addresses of the page.
    pub address: Option<String>,
    /// The day it was written, where something other than its text says so.
    #[serde(default)]
    pub day: Option<LocalDate>,
    /// A digest of its text.
    pub text: String,
    /// How many bytes its text has.
    pub length: u64,
    /// Whether it was read from markup, which tells the page from what stands around it.
    pub markup: bool,
    /// How many entries it has, where that was asked.
    pub entries: Option<u32>,
    /// Whether something about it was odd.
    pub odd: bool,
}

/// The persons of a page, as far as other pages may need them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PagePersons {
    /// The days on which the page may have been written.
    pub days: Option<(LocalDate, LocalDate)>,
    /// Persons named in full, in order.
    pub full: Vec<String>,
    /// Surnames that nobody on the page bears in full, and whom they were taken for.
    pub lone: BTreeMap<String, Option<String>>,
}

/// What a rebuild says about itself when it commits.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RebuildFacts {
    /// The archives, as given.
    pub archives: Vec<String>,
    /// The archive's title, where its manifest has one.
    pub title: Option<String>,
    /// The archive's time zone.
    pub timezone: String,
    /// A digest of the rules and the gazetteer by which entries were made.
    pub rules: String,
    /// How many pages were skipped.
    pub skipped: u64,
    /// Which organisations came of which. Kept with the organisations that entries name, not with the facts.
    #[serde(skip)]
    pub lineage: Vec<Succession>,
}

/// An organisation that came of another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Succession {
    /// The slug of the one before.
    pub predecessor: String,
    /// The slug of the one after.
    pub successor: String,
}

/// A rebuild under way: a new generation that nobody sees until it is committed.
///
/// Dropping it without a commit leaves the live generation as it was and clears up. Methods may be called from
/// several threads at once.
pub trait Rebuild: Send + Sync {
    /// The pages of the live generation whose entries can be taken over; empty if none can.
    fn previous(&self) -> &[PageRecord];

    /// Takes over a page of [`previous`](Self::previous) as it is.
    ///
    /// # Errors
    /// If there is no such page.
    fn keep(&self, page: &str) -> Result<(), EngineError>;

    /// Adds a page with all its entries.
    ///
    /// # Errors
    /// If the entries cannot be stored.
    fn add(&self, record: PageRecord, entries: &[Entry]) -> Result<(), EngineError>;

    /// Puts everything on disk and makes the generation the live one. Pages neither kept nor added are gone.
    ///
    /// # Errors
    /// If the generation cannot be written; the old one stays live.
    fn commit(self: Box<Self>, facts: RebuildFacts) -> Result<Committed, EngineError>;
}

/// A generation that was put on disk.
#[derive(Debug, Clone)]
pub struct Committed {
    /// The generation, which is the live one now.
    pub generation: GenerationInfo,
    /// How long segments were merged.
    pub merging: Duration,
    /// How long the system was waited for to have files on disk, and their checksums were made.
    pub syncing: Duration,
}

/// Why an engine could not answer or build.
#[derive(Debug, Error)]
pub enum EngineError {
    /// The asker's mistake.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// There is no index.
    #[error("there is no index in {}: build one with `daybook index ARCHIVE --data-dir {}`", path.display(), path.display())]
    NoIndex {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The index was written by another version.
    #[error(
        "the index in {} has schema version {found}, this daybook reads version {expected}: rebuild it with `daybook index ARCHIVE`",
        path.display()
    )]
    OtherVersion {
        /// Where it is.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The version that can be read.
        expected: u32,
    },
    /// Another rebuild holds the lock.
    #[error("another rebuild is at work in {}: wait until it ends, or stop it", path.display())]
    Locked {
        /// The index.
        path: PathBuf,
    },
    /// The index is damaged.
    #[error("the index is damaged at {}: {reason}; rebuild it with `daybook index ARCHIVE`", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The machine did not do as it was told.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried: `write`, `open`, `rename`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the machine said.
        source: std::io::Error,
    },
    /// The engine's own failure.
    #[error("the search engine failed to {action}")]
    Internal {
        /// What it was doing.
        action: &'static str,
        /// What it said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}
