//! Searching.

use super::aliases;
use super::snapshot::Snapshot;
use super::spelling::did_you_mean;
use super::whole::{Whole, kept_or, selected_alone, whole_counts};
use crate::collect::{Collected, Key, Listing, Task, collect};
use crate::failure::During;
use crate::highlight::{Highlighter, Marked};
use crate::query::{Suggestions, Translated, explain, note_missing, translate};
use daybook_search::{
    Cursor, EngineError, Facet, FacetKind, FacetSort, Facets, Filters, Match, Note, ParsedQuery,
    SearchAnswer, SearchRequest, Sort, Understood,
};
use std::sync::Arc;
use std::time::Instant;
use tantivy::DocAddress;

/// Answers a search from one snapshot: the answer without its hits, and the hits.
pub(super) fn search<E: Marked>(
    snapshot: &Snapshot,
    request: &SearchRequest,
) -> Result<(SearchAnswer, Vec<(E, Match)>), EngineError> {
    let started = Instant::now();
    let deadline = snapshot.deadline();
    let scored = request.sort == Sort::Relevance && request.limit > 0;
    let (filters, notes) = aliases::resolve(snapshot, &request.filters);
    let mut translated = translate(snapshot, &request.query, scored, deadline).during("read the query")?;
    translated.notes.extend(notes);
    let alone = selected_alone(request, &filters);
    let whole_facet = match alone {
        Some(facet) => whole_counts(snapshot, facet, deadline).during("count a facet")?,
        None => None,
    };
    let mut facets = request.facets.clone();
    facets.retain(|facet| whole_facet.is_none() || Some(*facet) != alone);
    let task = Task {
        query: translated.query.box_clone(),
        filters: &filters,
        facets: &facets,
        unit: request.unit,
        forms: request.forms,
        interval: None,
        sort: request.sort,
        limit: request.limit,
        group_by_page: request.group_by_page,
        after: request.cursor.map(|c| Key {
            score: c.score,
            order: c.order,
            tie: c.tie,
        }),
        deadline,
    };
    let whole = kept_or(snapshot, request, || {
        let mut collected = collect(snapshot, &task)?;
        if let Some(counts) = &whole_facet {
            collected.add_counts(Arc::clone(counts));
        }
        let facets = count_facets(snapshot, &filters, request, &collected)?;
        Ok(Whole {
            collected: collected.without_counts(),
            facets,
        })
    })?;
    let collected = &whole.collected;
    let highlighter = request.highlight.then(|| Highlighter::new(&translated.parts));
    let timed_out = collected.timed_out || translated.timed_out;
    translated.notes.extend(note_without_unit(collected));
    let explanations = match &translated.plan {
        Some(plan) if request.explain && scored => {
            let addresses: Vec<DocAddress> = collected.hits.iter().map(|(_, address)| *address).collect();
            explain(&snapshot.searcher, plan, &addresses).during("explain the scores")?
        }
        _ => Vec::new(),
    };
    let mut explanations = explanations.into_iter();
    let mut others = collected.others.iter().copied();
    let mut hits = Vec::with_capacity(collected.hits.len());
    for (key, address) in &collected.hits {
        let entry = E::of(snapshot.written(*address)?)?;
        let shown = highlighter.as_ref().map(|h| entry.show(h)).transpose()?;
        let shown = shown.unwrap_or_default();
        let found = Match {
            score: scored.then_some(key.score),
            highlights: shown.snippets,
            snippet: shown.snippet,
            highlight_spans: shown.spans,
            explanation: explanations.next(),
            more: others.next(),
        };
        hits.push((entry, found));
    }
    let did_you_mean = did_you_mean(snapshot, request, &filters, collected.total, deadline)?;
    let (total, total_pages) = (collected.total, collected.pages);
    let next = next(snapshot, request, collected);
    let answer = SearchAnswer {
        did_you_mean,
        total,
        unit: request.unit,
        total_pages,
        hits: Vec::new(),
        facets: whole.facets.clone(),
        next,
        understood: understood(snapshot, &request.query, &filters, translated),
        took_us: u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
        timed_out,
        generation: snapshot.info.id.clone(),
    };
    Ok((answer, hits))
}

fn count_facets(
    snapshot: &Snapshot,
    filters: &Filters,
    request: &SearchRequest,
    collected: &Collected,
) -> tantivy::Result<Facets> {
    let mut facets = Vec::with_capacity(request.facets.len());
    for facet in &request.facets {
        let listing = match facet.kind() {
            FacetKind::Names => Listing::first(FacetSort::Count, request.facet_limit),
            FacetKind::Dates | FacetKind::List(_) => Listing {
                finest: request.facet_dates,
                ..Listing::first(FacetSort::Name, usize::MAX)
            },
        };
        let listed = collected.listing(snapshot, filters, *facet, &listing)?;
        facets.extend(listed.map(|(values, _)| (*facet, values)));
    }
    Ok(facets.into_iter().collect())
}

/// A note that some of the hits are not counted: those of no known day are under none.
pub(super) fn note_without_unit(collected: &Collected) -> Option<Note> {
    (collected.without_unit > 0).then(|| Note {
        parameter: "unit".to_owned(),
        message: format!(
            "{} matching entries are not counted: their day is not known",
            collected.without_unit
        ),
    })
}

fn next(snapshot: &Snapshot, request: &SearchRequest, collected: &Collected) -> Option<String> {
    let (last, _) = collected.hits.last().filter(|_| collected.more)?;
    let cursor = Cursor {
        query: request.digest(),
        generation: Cursor::digest_of(&snapshot.info.id),
        score: last.score,
        order: last.order,
        tie: last.tie,
    };
    Some(cursor.encode())
}

/// What was understood of a query and its filters.
pub(super) fn understood(
    snapshot: &Snapshot,
    query: &ParsedQuery,
    filters: &Filters,
    translated: Translated,
) -> Understood {
    let mut notes = translated.notes;
    let mut suggestions = translated.suggestions;
    notes.extend(filter_notes(snapshot, filters, &mut suggestions));
    Understood {
        query: query.text.clone(),
        reading: query.root.reading(),
        tree: query.root.clone(),
        expansions: translated.expansions,
        repairs: query.repairs.clone(),
        ignored: translated.ignored,
        notes,
    }
}

/// Notes about selected names that nobody has.
fn filter_notes(snapshot: &Snapshot, filters: &Filters, suggestions: &mut Suggestions) -> Vec<Note> {
    let mut notes = Vec::new();
    let names = Facet::ALL
        .into_iter()
        .filter(|facet| facet.kind() == FacetKind::Names);
    for facet in names {
        let values = snapshot.named(facet);
        let selection = filters.selection(facet);
        let any = selection.any.iter().map(|slug| (facet.to_string(), slug));
        let all = selection.all.iter().map(|slug| (format!("{facet}.all"), slug));
        for (parameter, slug) in any.chain(all) {
            let missing = match facet.entity() {
                Some(kind) => format!("no entry names the {kind} \"{slug}\""),
                None if facet == Facet::Speaker => format!("no entry quotes \"{slug}\""),
                None => format!("there is no {facet} \"{slug}\""),
            };
            notes.extend(note_missing(suggestions, values, &parameter, slug, &missing));
        }
    }
    notes
}

#[cfg(test)]
#[path = "best_tests.rs"]
mod best_tests;
