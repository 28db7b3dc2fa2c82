//! Looking for entries that may be related.

use super::super::lookup::find;
use super::super::snapshot::Snapshot;
use super::Candidate;
use super::joined::Ways;
use super::portrait::{Original, Painter, references};
use super::strongest::{Feature, Worth, strongest};
use crate::collect::Deadline;
use crate::failure::During;
use crate::processors::processors;
use crate::schema::names;
use daybook_model::{Entry, EntryId};
use daybook_search::{EngineError, Shared};
use std::panic::resume_unwind;
use tantivy::{DocAddress, Term};

/// How many of the heaviest words are looked for.
const MAX_WORDS: usize = 30;
/// A word that more than one entry in so many has is not looked for: going over them all takes time and tells little.
const COMMON_SHARE: u64 = 10;
/// In a small archive a word may be in so many entries all the same.
const COMMON_ENTRIES: u64 = 20;
/// How many entries are looked at more closely.
const MAX_CANDIDATES: usize = 200;
/// Fewer are not worth a thread of their own.
const LEAST_SHARE: usize = 32;

/// What is known of the entries that may be related to one.
pub(super) struct Found {
    /// The entry asked about.
    pub(super) entry: Entry,
    /// Others; never itself.
    pub(super) candidates: Vec<Candidate>,
    /// Whether the time was spent before all were seen.
    pub(super) timed_out: bool,
}

/// Entries that share words or names with one, or are joined to it by references, be it in one of these ways; `None` if
/// there is no entry of that id.
pub(super) fn candidates(
    snapshot: &Snapshot,
    id: &EntryId,
    ways: impl FnOnce(&Entry) -> Result<Ways, EngineError>,
) -> Result<Option<Found>, EngineError> {
    let deadline = snapshot.deadline();
    let action = "look for related entries";
    let own_place = find(snapshot, snapshot.fields.id, &id.to_string()).during(action)?;
    let Some(own_place) = own_place.first().copied() else {
        return Ok(None);
    };
    let entry = snapshot.read(own_place)?;
    let ways = ways(&entry)?;
    let painter = Painter::new(snapshot);
    let own = painter.original(&entry).during(action)?;
    let features = features(snapshot, &own);
    let strongest = strongest(
        &snapshot.searcher,
        &features,
        Some(own_place),
        MAX_CANDIDATES,
        deadline,
    );
    let (mut addresses, timed_out) = strongest.during(action)?;
    for id in joined(&entry) {
        addresses.extend(find(snapshot, snapshot.fields.id, &id.to_string()).during(action)?);
    }
    addresses.sort_unstable();
    addresses.dedup();
    let mut by_way = Vec::new();
    for id in ways.keys() {
        by_way.extend(find(snapshot, snapshot.fields.id, &id.to_string()).during(action)?);
    }
    by_way.retain(|address| addresses.binary_search(address).is_err());
    let alike = addresses.into_iter().map(|address| (address, true));
    let by_way = by_way.into_iter().map(|address| (address, false));
    let mut places: Vec<(DocAddress, bool)> = alike.chain(by_way).collect();
    places.retain(|(address, _)| *address != own_place);
    let look = Look {
        snapshot,
        painter: &painter,
        entry: &entry,
        own: &own,
        ways: &ways,
        deadline,
    };
    let (candidates, all_seen) = look.at_all(&places)?;
    Ok(Some(Found {
        candidates,
        timed_out: timed_out || !all_seen,
        entry,
    }))
}

/// Looking at candidates more closely.
struct Look<'l> {
    snapshot: &'l Snapshot,
    painter: &'l Painter<'l>,
    entry: &'l Entry,
    own: &'l Original,
    ways: &'l Ways,
    deadline: Deadline,
}

/// Candidates, and whether there was the time for all of them.
type Looked = Result<(Vec<Candidate>, bool), EngineError>;

impl Look<'_> {
    /// Looks at candidates on as many processors as there are, for somebody waits: reading an entry and painting its
    /// portrait takes some 30 microseconds.
    fn at_all(&self, places: &[(DocAddress, bool)]) -> Looked {
        let share = places.len().div_ceil(processors()).max(LEAST_SHARE);
        let mut shares = places.chunks(share);
        let first = shares.next().unwrap_or_default();
        let looked = std::thread::scope(|scope| {
            let others: Vec<_> = shares.map(|share| scope.spawn(|| self.at(share))).collect();
            let first = self.at(first);
            let others = others
                .into_iter()
                .map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            std::iter::once(first)
                .chain(others)
                .collect::<Result<Vec<_>, _>>()
        })?;
        let all_seen = looked.iter().all(|(_, all_seen)| *all_seen);
        let candidates = looked.into_iter().flat_map(|(candidates, _)| candidates);
        Ok((candidates.collect(), all_seen))
    }

    /// Looks at each in turn.
    fn at(&self, places: &[(DocAddress, bool)]) -> Looked {
        let mut candidates = Vec::with_capacity(places.len());
        for (address, is_alike) in places {
            if self.deadline.passed() {
                return Ok((candidates, false));
            }
            candidates.push(self.candidate(*address, *is_alike)?);
        }
        Ok((candidates, true))
    }

    fn candidate(&self, address: DocAddress, is_alike: bool) -> Result<Candidate, EngineError> {
        let action = "look at a related entry";
        let entry = self.snapshot.read(address)?;
        let portrait = self.painter.portrait(&entry).during(action)?;
        let (order, tie) = place(self.snapshot, address).during(action)?;
        Ok(Candidate {
            similarity: self.own.similarity(&portrait),
            surprise: self.own.surprise(&portrait),
            shared: Shared {
                references: references(self.entry, &entry),
                ..self.own.shared(&portrait)
            },
            way: self.ways.get(&entry.id).cloned().unwrap_or_default(),
            is_alike,
            entry,
            order,
            tie,
        })
    }
}

/// The heaviest words and the names: any of them may be shared.
fn features(snapshot: &Snapshot, own: &Original) -> Vec<Feature> {
    let common = COMMON_ENTRIES.max(snapshot.searcher.num_docs() / COMMON_SHARE);
    // A word that no other entry has finds nothing.
    let mut words: Vec<_> = own
        .words()
        .filter(|(_, word)| (2..=common).contains(&word.of.entries))
        .collect();
    words.sort_by(|(a, x), (b, y)| y.weight.total_cmp(&x.weight).then_with(|| a.stem.cmp(&b.stem)));
    let words = words.into_iter().take(MAX_WORDS).map(|(word, feature)| Feature {
        term: Term::from_field_text(snapshot.fields.text.stem, &word.stem),
        worth: Worth::Word(feature.weight),
    });
    let entities = own.entities().map(|(kind, slug, feature)| Feature {
        term: Term::from_field_text(snapshot.fields.facet(kind.into()).slug, slug),
        // As much as a word of the same weight, which is worth its rarity times its weight.
        worth: Worth::Fixed(feature.weight * feature.weight),
    });
    words.chain(entities).collect()
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
