//! What was collected of all entries, kept with the generation: whoever opens the search page asks for it, and a
//! generation never changes.

use super::snapshot::Snapshot;
use crate::collect::Collected;
use crate::failure::During;
use daybook_search::{EngineError, Facet, Facets, NodeKind, SearchRequest, Selection, Sort, Unit};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// So many are kept. Beyond that there are only rare mixes of parameters, which are answered anew each time.
const MOST: usize = 16;

/// Hits, total and counts of a search without query and filters.
pub(super) struct Whole {
    pub(super) collected: Collected,
    pub(super) facets: Facets,
}

/// Those that were asked for.
#[derive(Default)]
pub(crate) struct WholeAnswers(Mutex<FxHashMap<Asked, Arc<Whole>>>);

/// All that an answer about every entry depends on besides the generation.
#[derive(PartialEq, Eq, Hash)]
struct Asked {
    facets: Vec<Facet>,
    facet_limit: usize,
    forms: bool,
    unit: Unit,
    sort: Sort,
    limit: usize,
    group_by_page: bool,
}

/// Collects what a search asks for, or takes it from those that are kept.
pub(super) fn kept_or(
    snapshot: &Snapshot,
    request: &SearchRequest,
    collect: impl FnOnce() -> tantivy::Result<Whole>,
) -> Result<Arc<Whole>, EngineError> {
    let kept = || {
        let answers = &snapshot.whole.0;
        // Whoever panicked meanwhile had nothing half done in it.
        answers.lock().unwrap_or_else(PoisonError::into_inner)
    };
    let asked = asks_for_all(request).then(|| Asked {
        facets: request.facets.clone(),
        facet_limit: request.facet_limit,
        forms: request.forms,
        unit: request.unit,
        sort: request.sort,
        limit: request.limit,
        group_by_page: request.group_by_page,
    });
    if let Some(whole) = asked.as_ref().and_then(|asked| kept().get(asked).map(Arc::clone)) {
        return Ok(whole);
    }
    let whole = Arc::new(collect().during("search")?);
    if let Some(asked) = asked
        && !whole.collected.timed_out
    {
        let mut kept = kept();
        if kept.len() < MOST {
            kept.insert(asked, Arc::clone(&whole));
        }
    }
    Ok(whole)
}

/// Whether every entry is a hit, from the first on.
fn asks_for_all(request: &SearchRequest) -> bool {
    let filters = &request.filters;
    let nothing = |selection: &Selection| selection.any.is_empty() && selection.all.is_empty();
    request.query.root.kind == NodeKind::Everything
        && request.query.root.boost == 1.0
        && request.cursor.is_none()
        && filters.selections.values().all(nothing)
        && filters.date.is_empty()
        && filters.from.is_none()
        && filters.to.is_none()
}
