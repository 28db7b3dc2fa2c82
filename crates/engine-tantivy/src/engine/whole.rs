//! What was collected of all entries, kept with the generation: whoever opens the search page asks for it, and a
//! generation never changes.

use super::snapshot::Snapshot;
use crate::collect::{Collected, Deadline, SideCounts, Task, collect};
use crate::failure::During;
use daybook_search::{
    DateGrain, EngineError, Facet, FacetKind, Facets, Filters, NodeKind, SearchRequest, Sort, Unit,
};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::query::AllQuery;

/// So many are kept. Beyond that there are only rare mixes of parameters, which are answered anew each time.
const MOST: usize = 16;

/// Hits, total and counts of a search without query and filters.
pub(super) struct Whole {
    pub(super) collected: Collected,
    pub(super) facets: Facets,
}

/// Those that were asked for.
#[derive(Default)]
pub(crate) struct WholeAnswers {
    answers: Mutex<FxHashMap<Asked, Arc<Whole>>>,
    /// How many of all entries have which value, by facet.
    counts: Mutex<FxHashMap<Facet, Arc<SideCounts>>>,
}

/// All that an answer about every entry depends on besides the generation.
#[derive(PartialEq, Eq, Hash)]
struct Asked {
    facets: Vec<Facet>,
    facet_limit: usize,
    facet_dates: DateGrain,
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
        let answers = &snapshot.whole.answers;
        // Whoever panicked meanwhile had nothing half done in it.
        answers.lock().unwrap_or_else(PoisonError::into_inner)
    };
    let asked = asks_for_all(request).then(|| Asked {
        facets: request.facets.clone(),
        facet_limit: request.facet_limit,
        facet_dates: request.facet_dates,
        forms: request.forms,
        unit: request.unit,
        sort: request.sort,
        limit: request.limit,
        group_by_page: request.group_by_page,
    });
    if let Some(whole) = asked.as_ref().and_then(|asked| kept().get(asked).map(Arc::clone)) {
        return Ok(whole);
    }
    let whole = collect().during("search")?;
    let Some(asked) = asked.filter(|_| !whole.collected.timed_out) else {
        return Ok(Arc::new(whole));
    };
    let whole = Arc::new(Whole {
        facets: whole.facets.written(),
        ..whole
    });
    let mut kept = kept();
    if kept.len() < MOST {
        kept.insert(asked, Arc::clone(&whole));
    }
    drop(kept);
    Ok(whole)
}

/// The one facet of which anything is selected, if all entries are asked for but for that, and the facet is counted. Its
/// own selection does not shrink its own counts, so they are those of all entries: what is selected can be looked up, and
/// need not be looked for among all.
pub(super) fn selected_alone(request: &SearchRequest, filters: &Filters) -> Option<Facet> {
    let plain = is_everything(request) && request.unit == Unit::Entry && !request.forms;
    let mut selected = Facet::ALL
        .into_iter()
        .filter(|facet| is_selected(filters, *facet));
    let (facet, other) = (selected.next()?, selected.next());
    let alone = other.is_none() && filters.selection(facet).all.is_empty();
    (plain && alone && request.facets.contains(&facet)).then_some(facet)
}

/// How many of all entries have which value of a facet, counted when first asked for.
pub(super) fn whole_counts(
    snapshot: &Snapshot,
    facet: Facet,
    deadline: Deadline,
) -> tantivy::Result<Option<Arc<SideCounts>>> {
    let kept = || {
        let counts = &snapshot.whole.counts;
        counts.lock().unwrap_or_else(PoisonError::into_inner)
    };
    if let Some(counts) = kept().get(&facet) {
        return Ok(Some(Arc::clone(counts)));
    }
    let everything = Filters::default();
    let task = Task {
        facets: &[facet],
        ..Task::counting(Box::new(AllQuery), &everything, deadline)
    };
    // None if there was no time to count them all.
    let counted = collect(snapshot, &task)?.into_counts(facet);
    if let Some(counts) = &counted {
        kept().insert(facet, Arc::clone(counts));
    }
    Ok(counted)
}

fn is_selected(filters: &Filters, facet: Facet) -> bool {
    if facet.kind() == FacetKind::Dates {
        return !filters.date.is_empty() || filters.from.is_some() || filters.to.is_some();
    }
    let selection = filters.selection(facet);
    !selection.any.is_empty() || !selection.all.is_empty()
}

/// Whether every entry is a hit, from the first on.
fn asks_for_all(request: &SearchRequest) -> bool {
    let nothing = |facet: &Facet| !is_selected(&request.filters, *facet);
    is_everything(request) && request.cursor.is_none() && Facet::ALL.iter().all(nothing)
}

/// Whether the query lets every entry through.
fn is_everything(request: &SearchRequest) -> bool {
    request.query.root.kind == NodeKind::Everything && request.query.root.boost == 1.0
}
