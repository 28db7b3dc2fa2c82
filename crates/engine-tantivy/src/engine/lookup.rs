//! Entries and pages by their ids.

use super::snapshot::Snapshot;
use crate::failure::During;
use daybook_model::{Entry, EntryId};
use daybook_search::{EngineError, EntryInContext, PageAnswer};
use tantivy::query::{EnableScoring, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Term};

/// An entry with its neighbours on its page.
pub(super) fn entry(snapshot: &Snapshot, id: &EntryId) -> Result<Option<EntryInContext>, EngineError> {
    let Some(entry) = read(snapshot, id)? else {
        return Ok(None);
    };
    let neighbour = |seq: Option<u32>| match seq {
        Some(seq) => read(
            snapshot,
            &EntryId {
                page: id.page.clone(),
                seq,
            },
        ),
        None => Ok(None),
    };
    Ok(Some(EntryInContext {
        entry,
        previous: neighbour(id.seq.checked_sub(1))?,
        next: neighbour(id.seq.checked_add(1))?,
        generation: snapshot.info.id.clone(),
    }))
}

/// A page with its entries in time order.
pub(super) fn page(snapshot: &Snapshot, id: &str) -> Result<Option<PageAnswer>, EngineError> {
    let mut entries = Vec::new();
    for address in find(snapshot, snapshot.fields.page, id).during("find a page")? {
        entries.push(snapshot.read(address)?);
    }
    entries.sort_by_key(|entry| entry.seq);
    let Some(first) = entries.first() else {
        return Ok(None);
    };
    Ok(Some(PageAnswer {
        page: first.page.clone(),
        entries,
        generation: snapshot.info.id.clone(),
    }))
}

pub(super) fn read(snapshot: &Snapshot, id: &EntryId) -> Result<Option<Entry>, EngineError> {
    let found = find(snapshot, snapshot.fields.id, &id.to_string()).during("find an entry")?;
    found.first().map(|address| snapshot.read(*address)).transpose()
}

/// Where the documents with that term are.
pub(super) fn find(snapshot: &Snapshot, field: Field, text: &str) -> tantivy::Result<Vec<DocAddress>> {
    let searcher = &snapshot.searcher;
    let query = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic);
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut found = Vec::new();
    for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
        weight.for_each_no_score(segment, &mut |docs| {
            let alive = docs
                .iter()
                .filter(|doc| segment.alive_bitset().is_none_or(|a| a.is_alive(**doc)));
            found.extend(alive.map(|doc| DocAddress::new(ordinal as u32, *doc)));
        })?;
    }
    Ok(found)
}
