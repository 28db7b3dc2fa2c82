//! Looking for entries that may be related.

use super::super::lookup::find;
use super::super::snapshot::Snapshot;
use super::Candidate;
use super::joined::Ways;
use super::portrait::{Painter, Portrait, references};
use crate::collect::{Deadline, Task, collect};
use crate::failure::During;
use crate::schema::names;
use daybook_model::{Entry, EntryId};
use daybook_search::{EngineError, Filters, Sort, Unit};
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Term};

/// How many of the heaviest words are looked for.
const MAX_WORDS: usize = 30;
/// A word that more than one entry in so many has is not looked for: going over them all takes time and tells little.
const COMMON_SHARE: u64 = 10;
/// In a small archive a word may be in so many entries all the same.
const COMMON_ENTRIES: u64 = 20;
/// How many entries are looked at more closely.
const MAX_CANDIDATES: usize = 200;

/// Entries that share words or names with one, or are joined to it by references, be it in one of these ways; never itself.
pub(super) fn candidates(
    snapshot: &Snapshot,
    entry: &Entry,
    ways: &Ways,
    deadline: Deadline,
) -> Result<(Vec<Candidate>, bool), EngineError> {
    let painter = Painter::new(snapshot);
    let action = "look for related entries";
    let own = painter.portrait(entry).during(action)?;
    let mut addresses = Vec::new();
    let mut timed_out = false;
    if let Some(query) = query(snapshot, entry, &own) {
        let filters = Filters::default();
        let task = Task {
            query,
            filters: &filters,
            facets: &[],
            unit: Unit::Entry,
            forms: false,
            interval: None,
            sort: Sort::Relevance,
            limit: MAX_CANDIDATES,
            group_by_page: false,
            after: None,
            deadline,
        };
        let collected = collect(snapshot, &task).during(action)?;
        timed_out = collected.timed_out;
        addresses.extend(collected.hits.iter().map(|(_, address)| *address));
    }
    for id in joined(entry).into_iter().chain(ways.keys()) {
        let found = find(snapshot, snapshot.fields.id, &id.to_string()).during(action)?;
        addresses.extend(found);
    }
    addresses.sort_unstable();
    addresses.dedup();
    let mut candidates = Vec::with_capacity(addresses.len());
    for address in addresses {
        if deadline.passed() {
            timed_out = true;
            break;
        }
        let other = snapshot.read(address)?;
        if other.id == entry.id {
            continue;
        }
        let portrait = painter.portrait(&other).during(action)?;
        let mut shared = own.shared(&portrait, &painter);
        shared.references = references(entry, &other);
        if shared.references.is_empty() {
            shared.references = ways.get(&other.id).cloned().unwrap_or_default();
        }
        let (order, tie) = place(snapshot, address).during(action)?;
        candidates.push(Candidate {
            similarity: own.similarity(&portrait),
            surprise: own.surprise(&portrait, &painter),
            entry: other,
            order,
            tie,
            shared,
        });
    }
    Ok((candidates, timed_out))
}

/// Any of the heaviest words and of the names; `None` if the entry has neither.
fn query(snapshot: &Snapshot, entry: &Entry, own: &Portrait) -> Option<Box<dyn Query>> {
    let common = COMMON_ENTRIES.max(snapshot.searcher.num_docs() / COMMON_SHARE);
    // A word that no other entry has finds nothing.
    let mut words: Vec<_> = own
        .words
        .iter()
        .filter(|(_, word)| (2..=common).contains(&word.entries))
        .collect();
    words.sort_by(|(a, x), (b, y)| y.weight.total_cmp(&x.weight).then_with(|| a.cmp(b)));
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for (stem, word) in words.into_iter().take(MAX_WORDS) {
        let term = Term::from_field_text(snapshot.fields.text.stem, stem);
        let query = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
        clauses.push((Occur::Should, Box::new(BoostQuery::new(query, word.weight))));
    }
    let mut entities: Vec<_> = own.entities.iter().collect();
    entities.sort_by_key(|(key, _)| *key);
    for ((kind, slug), entity) in entities {
        let query = is(snapshot.fields.facet((*kind).into()).slug, slug);
        // As much as a word of the same weight, which is worth its rarity times its weight.
        let score = entity.weight * entity.weight;
        clauses.push((Occur::Should, Box::new(ConstScoreQuery::new(query, score))));
    }
    if clauses.is_empty() {
        return None;
    }
    clauses.push((Occur::MustNot, is(snapshot.fields.id, &entry.id.to_string())));
    Some(Box::new(BooleanQuery::new(clauses)))
}

fn is(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::Basic,
    ))
}

/// The entries that it points to and that point to it.
fn joined(entry: &Entry) -> Vec<&EntryId> {
    let to = entry
        .references
        .iter()
        .filter_map(|reference| reference.entry.as_ref());
    let from = entry.referenced_by.iter().map(|backlink| &backlink.entry);
    to.chain(from).collect()
}

/// Place in time, and what tells entries of one place apart.
fn place(snapshot: &Snapshot, address: DocAddress) -> tantivy::Result<(i64, u64)> {
    let columns = snapshot
        .searcher
        .segment_reader(address.segment_ord)
        .fast_fields();
    let order = columns.i64(names::ORDER)?.first(address.doc_id);
    let tie = columns.u64(names::TIE)?.first(address.doc_id);
    Ok((order.unwrap_or(i64::MIN), tie.unwrap_or_default()))
}
