//! The engine: answers from the live generation.

mod aliases;
mod context;
mod cursors;
mod entity;
mod export;
mod facet;
mod histogram;
mod lineage;
mod lookup;
mod misprints;
mod pages;
#[cfg(feature = "raw")]
mod raw;
mod related;
mod search;
mod snapshot;
mod spelling;
mod suggest;
mod thesaurus;
mod ties;
mod whole;

pub(crate) use aliases::note_alias;
#[cfg(feature = "raw")]
pub use raw::RawIndex;
pub(crate) use snapshot::Snapshot;
pub(crate) use thesaurus::Lookup;

use snapshot::Settings;
use thesaurus::SynonymTable;

use crate::failure::During;
use crate::generations::Layout;
use crate::highlight::Marked;
use arc_swap::{ArcSwap, ArcSwapOption};
use daybook_model::EntryId;
use daybook_search::{
    ContextAnswer, ContextRequest, Engine, EngineError, EntityListAnswer, EntityListRequest, EntityLookup,
    EntityRequest, EntryInContext, ExportRequest, ExportSink, FacetAnswer, FacetRequest, GenerationInfo,
    HistogramAnswer, HistogramRequest, Hit, Match, PageAnswer, PageListAnswer, PageListRequest,
    RelatedAnswer, RelatedRequest, SearchAnswer, SearchRequest, SimilarAnswer, SimilarRequest, SuggestAnswer,
    SuggestRequest, Synonyms, ThreadAnswer, ThreadRequest, TiesAnswer, TiesRequest, WrittenAnswer,
    WrittenHit,
};
use std::{fmt, path::Path, sync::Arc, time::Duration};

/// The embedded engine.
///
/// Every answer comes from one snapshot of one generation; [`refresh`](Engine::refresh) swaps in a newer one while
/// searches under way keep theirs.
pub struct TantivyEngine {
    layout: Layout,
    settings: Arc<Settings>,
    snapshot: ArcSwap<Snapshot>,
    /// The generation before the live one, for cursors that it gave.
    previous: ArcSwapOption<Snapshot>,
}

/// How an engine searches.
#[derive(Debug, Clone)]
pub struct EngineOptions {
    /// Words that mean the same.
    pub synonyms: Synonyms,
    /// How long a search may take: then it stops with what it has.
    pub budget: Duration,
}

impl Default for EngineOptions {
    /// No synonyms; two seconds.
    fn default() -> Self {
        Self {
            synonyms: Synonyms::default(),
            budget: Duration::from_secs(2),
        }
    }
}

impl TantivyEngine {
    /// Opens the live generation of a data directory.
    ///
    /// # Errors
    /// [`EngineError::NoIndex`] if nothing was built there; [`EngineError::OtherVersion`] if another version of
    /// Daybook built it; [`EngineError::Damaged`] with the file at fault if a file is missing, cut short or not what
    /// it should be.
    pub fn open(data_dir: &Path) -> Result<Self, EngineError> {
        Self::open_with(data_dir, &EngineOptions::default())
    }

    /// As [`open`](Self::open), with options of one's own.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_with(data_dir: &Path, options: &EngineOptions) -> Result<Self, EngineError> {
        let layout = Layout::new(data_dir);
        let settings = Arc::new(Settings {
            synonyms: SynonymTable::new(&options.synonyms),
            budget: options.budget,
            digest: digest_of(options),
        });
        let snapshot = ArcSwap::from_pointee(Snapshot::open_live(&layout, &settings)?);
        Ok(Self {
            layout,
            settings,
            snapshot,
            previous: ArcSwapOption::empty(),
        })
    }

    /// The answer to a search without its hits, and the hits.
    fn find<E: Marked>(
        &self,
        request: &SearchRequest,
    ) -> Result<(SearchAnswer, Vec<(E, Match)>), EngineError> {
        let (snapshot, note) = self.snapshot_of_cursor(request)?;
        let (mut answer, hits) = search::search(&snapshot, request)?;
        answer.understood.notes.extend(note);
        Ok((answer, hits))
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }
}

/// All that answers depend on besides the generation, in a few letters.
fn digest_of(options: &EngineOptions) -> String {
    let all = format!("{options:?}");
    blake3::hash(all.as_bytes()).to_hex()[..16].to_owned()
}

impl fmt::Debug for TantivyEngine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TantivyEngine")
            .field("generation", &self.snapshot().info)
            .finish_non_exhaustive()
    }
}

impl Engine for TantivyEngine {
    fn search(&self, request: &SearchRequest) -> Result<SearchAnswer, EngineError> {
        let (mut answer, hits) = self.find(request)?;
        let hits = hits.into_iter();
        answer.hits = hits.map(|(entry, found)| Hit { entry, found }).collect();
        Ok(answer)
    }

    fn search_written(&self, request: &SearchRequest) -> Result<WrittenAnswer, EngineError> {
        let (answer, hits) = self.find(request)?;
        let hits = hits.into_iter();
        let hits: Vec<WrittenHit> = hits.map(|(entry, found)| WrittenHit { entry, found }).collect();
        WrittenAnswer::with_hits(&answer, &hits)
    }

    fn facet(&self, request: &FacetRequest) -> Result<FacetAnswer, EngineError> {
        facet::facet(&self.snapshot(), request)
    }

    fn histogram(&self, request: &HistogramRequest) -> Result<HistogramAnswer, EngineError> {
        histogram::histogram(&self.snapshot(), request)
    }

    fn entry(&self, id: &EntryId) -> Result<Option<EntryInContext>, EngineError> {
        lookup::entry(&self.snapshot(), id)
    }

    fn context(&self, request: &ContextRequest) -> Result<Option<ContextAnswer>, EngineError> {
        context::context(&self.snapshot(), request)
    }

    fn similar(&self, request: &SimilarRequest) -> Result<Option<SimilarAnswer>, EngineError> {
        related::similar(&self.snapshot(), request)
    }

    fn thread(&self, request: &ThreadRequest) -> Result<Option<ThreadAnswer>, EngineError> {
        related::thread(&self.snapshot(), request)
    }

    fn related(&self, request: &RelatedRequest) -> Result<Option<RelatedAnswer>, EngineError> {
        related::related(&self.snapshot(), request)
    }

    fn page(&self, id: &str) -> Result<Option<PageAnswer>, EngineError> {
        lookup::page(&self.snapshot(), id)
    }

    fn pages(&self, request: &PageListRequest) -> Result<PageListAnswer, EngineError> {
        pages::pages(&self.snapshot(), request)
    }

    fn export(&self, request: &ExportRequest, sink: &mut dyn ExportSink) -> Result<(), EngineError> {
        // The snapshot is kept until the last hit: a generation that is removed meanwhile can still be read.
        export::export(&self.snapshot(), request, sink)
    }

    fn entity(&self, request: &EntityRequest) -> Result<EntityLookup, EngineError> {
        entity::entity(&self.snapshot(), request)
    }

    fn ties(&self, request: &TiesRequest) -> Result<TiesAnswer, EngineError> {
        ties::ties(&self.snapshot(), request)
    }

    fn entities(&self, request: &EntityListRequest) -> Result<EntityListAnswer, EngineError> {
        entity::entities(&self.snapshot(), request)
    }

    fn suggest(&self, request: &SuggestRequest) -> Result<SuggestAnswer, EngineError> {
        suggest::suggest(&self.snapshot(), request)
    }

    fn settings(&self) -> String {
        self.settings.digest.clone()
    }

    fn generation(&self) -> GenerationInfo {
        self.snapshot().info.clone()
    }

    fn refresh(&self) -> Result<bool, EngineError> {
        if self
            .layout
            .read_current()?
            .is_some_and(|id| id == self.snapshot().info.id)
        {
            return Ok(false);
        }
        let newer = Arc::new(Snapshot::open_live(&self.layout, &self.settings)?);
        let live = self.snapshot();
        newer.warm_as(&live).during("read the words of the entries")?;
        // A cursor of the live generation is answered at every moment.
        self.previous.store(Some(live));
        self.snapshot.store(newer);
        Ok(true)
    }
}
