//! What it means to search a live-blog archive: the query language and its tree, requests and answers, and the
//! contract that every engine keeps. No engine and no HTTP here.
//!
//! A request goes one way: [`SearchParams`] (what a caller wrote) become a [`SearchRequest`] (checked, with the
//! query parsed into a tree of [`Node`]s), an [`Engine`] turns that into a [`SearchAnswer`].

mod answer;
mod brief;
mod context;
mod cursor;
mod engine;
mod entity;
mod error;
mod explanation;
mod export;
mod facet;
mod interval;
mod pages;
mod params;
mod parse;
mod reading;
mod related;
mod request;
mod suggest;
mod synonyms;
mod ties;
mod tree;
mod understood;
mod widen;
mod written;

pub use answer::{
    Approximate, Bucket, DidYouMean, EntryInContext, FacetAnswer, FacetCount, Facets, FormCount,
    GenerationInfo, HistogramAnswer, Hit, Match, PageAnswer, SearchAnswer, TextSpan,
};
pub use brief::{EntryBrief, beginning};
pub use context::{
    ContextAnswer, ContextParams, ContextRequest, MAX_CONTEXT, ResolvedBacklink, ResolvedReference,
};
pub use cursor::{Cursor, CursorError};
pub use engine::{
    Capture, Committed, Engine, EngineError, PagePersons, PageRecord, Rebuild, RebuildFacts, Succession,
};
pub use entity::{
    AliasCount, DateCount, EntityAnswer, EntityListAnswer, EntityListRequest, EntityLookup, EntityParams,
    EntityRequest, EntitySummary, MAX_ALIASES, MAX_ROLES, RoleSeen, Sighting,
};
pub use error::{ErrorCode, RequestError};
pub use explanation::{Explanation, ScoreKind, ScorePart};
pub use export::{COLUMNS, ExportFormat, ExportHead, ExportRequest, ExportSink, harmless, row};
pub use facet::{DateGrain, DateValue, Facet, FacetKind, FacetValue, PartialDate};
pub use interval::{Interval, MAX_BUCKETS};
pub use pages::{PageListAnswer, PageListRequest, PageSummary};
pub use params::{
    ExportParams, FacetParams, FeedParams, HistogramParams, MAX_FACET_LIMIT, MAX_LIMIT, MAX_QUERY_CHARS,
    MAX_SELECTED, PageListParams, SearchParams,
};
pub use parse::{ParsedQuery, parse, parse_lenient};
pub use related::{
    MAX_RELATED, Position, RelatedAnswer, RelatedEntry, RelatedParams, RelatedRequest, Shared, SharedEntity,
    SharedReference, SharedWord, SimilarAnswer, SimilarRequest, ThreadAnswer, ThreadRequest,
};
pub use request::{FacetRequest, FacetSort, Filters, HistogramRequest, SearchRequest, Selection, Sort, Unit};
pub use suggest::{
    MAX_SUGGESTIONS, SuggestAnswer, SuggestParams, SuggestRequest, SuggestedEntity, SuggestedTerm,
};
pub use synonyms::{SynonymError, SynonymGroup, Synonyms};
pub use ties::{TiesAnswer, TiesRequest};
pub use tree::{Node, NodeKind, Span, TextField, speakers_beside};
pub use understood::{Expansion, Ignored, Note, Repair, Understood};
pub use widen::{Other, Thesaurus, Typos, Widening, widen};
pub use written::{WrittenAnswer, WrittenEntry, WrittenHit};
