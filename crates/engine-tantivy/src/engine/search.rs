//! Searching.

use super::aliases;
use super::snapshot::Snapshot;
use crate::collect::{Collected, Key, Task, collect};
use crate::failure::During;
use crate::highlight::Highlighter;
use crate::query::{Suggestions, Translated, note_unknown, translate};
use daybook_model::EntityKind;
use daybook_search::{
    Cursor, EngineError, Facet, Facets, Filters, Hit, Note, ParsedQuery, SearchAnswer, SearchRequest, Sort,
    Understood,
};
use std::time::Instant;

/// Answers a search from one snapshot.
pub(super) fn search(snapshot: &Snapshot, request: &SearchRequest) -> Result<SearchAnswer, EngineError> {
    let started = Instant::now();
    let scored = request.sort == Sort::Relevance && request.limit > 0;
    let (filters, notes) = aliases::resolve(snapshot, &request.filters);
    let mut translated = translate(snapshot, &request.query.root, scored).during("read the query")?;
    translated.notes.extend(notes);
    let task = Task {
        query: translated.query.box_clone(),
        filters: &filters,
        facets: &request.facets,
        sort: request.sort,
        limit: request.limit,
        after: request.cursor.map(|c| Key {
            score: c.score,
            order: c.order,
            tie: c.tie,
        }),
    };
    let collected = collect(snapshot, &task).during("search")?;
    let highlighter = request.highlight.then(|| Highlighter::new(&translated.parts));
    let mut hits = Vec::with_capacity(collected.hits.len());
    for (key, address) in &collected.hits {
        let entry = snapshot.read(*address)?;
        let highlights = highlighter
            .as_ref()
            .map(|h| h.snippets(&entry))
            .unwrap_or_default();
        hits.push(Hit {
            entry,
            score: scored.then_some(key.score),
            highlights,
        });
    }
    Ok(SearchAnswer {
        total: collected.total,
        hits,
        facets: count_facets(snapshot, &filters, request.facet_limit, &collected),
        next: next(request, &collected),
        understood: understood(snapshot, &request.query, &filters, translated),
        took_us: u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
        generation: snapshot.info.id.clone(),
    })
}

fn count_facets(snapshot: &Snapshot, filters: &Filters, limit: usize, collected: &Collected) -> Facets {
    let values = |facet| collected.values(snapshot, filters, facet, limit);
    Facets {
        organisation: values(Facet::Organisation),
        person: values(Facet::Person),
        date: values(Facet::Date),
    }
}

fn next(request: &SearchRequest, collected: &Collected) -> Option<String> {
    let (last, _) = collected.hits.last().filter(|_| collected.more)?;
    let cursor = Cursor {
        query: request.digest(),
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
    let selections = [
        (
            "organisation",
            EntityKind::Organisation,
            &filters.organisation.any,
        ),
        (
            "organisation.all",
            EntityKind::Organisation,
            &filters.organisation.all,
        ),
        ("person", EntityKind::Person, &filters.person.any),
        ("person.all", EntityKind::Person, &filters.person.all),
    ];
    let mut notes = Vec::new();
    for (parameter, entity, slugs) in selections {
        let values = snapshot.entities(entity);
        for slug in slugs {
            notes.extend(note_unknown(suggestions, values, parameter, entity, slug, slug));
        }
    }
    notes
}
