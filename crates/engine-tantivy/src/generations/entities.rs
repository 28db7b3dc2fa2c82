//! Every organisation and person of a generation, counted once when it is built.
//!
//! Where all entries are new they are counted as they come. Otherwise what is stored of all entries is read, those taken
//! over and those that are new, so that the count is right whatever came before.

use super::rebuild::writer_threads;
use super::roles::Roles;
use super::seen::{Pages, Seen, Texts};
use crate::failure::{During, internal};
use crate::schema::{Fields, StoredNames, in_order, keys, names, written_entry};
use daybook_model::{EntityKind, Entry, EntryId, NamedEntity};
use daybook_search::{AliasCount, EngineError, EntitySummary, MAX_ROLES};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry as Slot;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{cmp::Reverse, fmt, ops::Range, thread};
use tantivy::{DocId, Searcher, SegmentReader};

/// A stretch is read from its beginning to its end: a block is never needed twice.
const STORE_CACHE_BLOCKS: usize = 1;

/// How many entries a thread takes at a time; few in tests, so that what several threads counted is added up there too.
const STRETCH: DocId = if cfg!(test) { 2 } else { 4096 };

const ACTION: &str = "count organisations and persons";

/// How many forms of a name are stored, the most frequent first: more than answers list, as whom a form means hangs on
/// all that it is a form of. A form that for one entity is beyond these does not count against what it means of others.
const MAX_STORED_FORMS: usize = 200;

/// An entry being counted.
pub(super) struct Counted {
    /// Its number among those that a thread counts: an entry that says something twice counts once.
    pub(super) number: u64,
    /// Its place in time, as answers are ordered by.
    pub(super) place: (i64, u64),
    /// The entry.
    pub(super) seen: Seen,
}

/// What was counted of one entity so far.
struct Tally {
    name: String,
    count: u64,
    mentions: u64,
    known: bool,
    forms: FxHashMap<String, u64>,
    roles: Roles,
    example: EntryId,
    /// The number of the entry that was counted last: one that lists the entity twice counts once.
    last: u64,
}

type Tallies = FxHashMap<String, Tally>;

/// What was counted of some entries.
#[derive(Default)]
pub(super) struct Count {
    organisations: Tallies,
    persons: Tallies,
    /// How many entries.
    entries: u64,
    pages: Pages,
    texts: Texts,
}

/// Some of a segment's entries.
struct Stretch<'a> {
    segment: &'a SegmentReader,
    docs: Range<DocId>,
}

/// Counts the entities of all entries that are alive, in the order of kind and slug.
pub(crate) fn entity_census(searcher: &Searcher, fields: &Fields) -> Result<Vec<EntitySummary>, EngineError> {
    let stretches: Vec<Stretch<'_>> = searcher.segment_readers().iter().flat_map(stretches).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut count = Count::default();
        while let Some(stretch) = stretches.get(next.fetch_add(1, Ordering::Relaxed)) {
            count.add_stretch(stretch, fields)?;
        }
        Ok::<Count, EngineError>(count)
    };
    // Whichever thread counts an entry, the sums are the same.
    let counts = thread::scope(|scope| {
        let counting: Vec<_> = (0..writer_threads()).map(|_| scope.spawn(work)).collect();
        counting
            .into_iter()
            .map(|thread| {
                let died = |_| internal(ACTION, "the thread died");
                thread.join().map_err(died)?
            })
            .collect::<Result<Vec<Count>, EngineError>>()
    })?;
    let mut all = Count::default();
    counts.into_iter().for_each(|count| all.merge(count));
    Ok(all.summaries())
}

/// A segment, cut up for several threads.
fn stretches(segment: &SegmentReader) -> impl Iterator<Item = Stretch<'_>> {
    let end = segment.max_doc();
    let starts = (0..end).step_by(STRETCH as usize);
    starts.map(move |start| Stretch {
        segment,
        docs: start..end.min(start + STRETCH),
    })
}

impl Count {
    /// Counts a page's entries.
    pub(super) fn add_page(&mut self, entries: &[Entry]) {
        for (entry, order) in in_order(entries) {
            let seen = self.pages.seen(&entry.id, &entry.date);
            let place = (order, keys::tie(&entry.id));
            self.add(seen, place, &entry.organisations, &entry.persons);
        }
    }

    fn add_stretch(&mut self, stretch: &Stretch<'_>, fields: &Fields) -> Result<(), EngineError> {
        let segment = stretch.segment;
        let store = segment.get_store_reader(STORE_CACHE_BLOCKS).during(ACTION)?;
        let order = segment.fast_fields().i64(names::ORDER).during(ACTION)?;
        let tie = segment.fast_fields().u64(names::TIE).during(ACTION)?;
        let alive = segment.alive_bitset();
        let docs = stretch.docs.clone();
        for doc in docs.filter(|doc| alive.is_none_or(|alive| alive.is_alive(*doc))) {
            let stored: StoredNames = written_entry(fields, &store, doc)?.read_some()?;
            let seen = self.pages.seen(&stored.id, &stored.date);
            let place = (
                order.first(doc).unwrap_or(i64::MIN),
                tie.first(doc).unwrap_or_default(),
            );
            self.add(seen, place, &stored.organisations, &stored.persons);
        }
        Ok(())
    }

    fn add(&mut self, seen: Seen, place: (i64, u64), organisations: &[NamedEntity], persons: &[NamedEntity]) {
        self.entries += 1;
        let entry = Counted {
            number: self.entries,
            place,
            seen,
        };
        for (tallies, all) in [
            (&mut self.organisations, organisations),
            (&mut self.persons, persons),
        ] {
            all.iter()
                .for_each(|named| tally(tallies, named, &entry, &mut self.texts));
        }
    }

    /// Adds what another thread has counted.
    fn merge(&mut self, other: Self) {
        let texts = &mut self.texts;
        merge(&mut self.organisations, other.organisations, texts, &other.texts);
        merge(&mut self.persons, other.persons, texts, &other.texts);
    }

    /// All that was counted, in the order of kind and slug.
    pub(super) fn summaries(self) -> Vec<EntitySummary> {
        let mut summaries = Vec::with_capacity(self.organisations.len() + self.persons.len());
        for (kind, tallies) in [
            (EntityKind::Organisation, self.organisations),
            (EntityKind::Person, self.persons),
        ] {
            let summary = |(slug, tally): (String, Tally)| tally.summary(kind, slug, &self.texts);
            summaries.extend(tallies.into_iter().map(summary));
        }
        summaries.sort_unstable_by(|a, b| (a.kind, &a.slug).cmp(&(b.kind, &b.slug)));
        summaries
    }
}

impl fmt::Debug for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Count")
            .field("entries", &self.entries)
            .finish_non_exhaustive()
    }
}

fn merge(tallies: &mut Tallies, others: Tallies, texts: &mut Texts, theirs: &Texts) {
    for (slug, other) in others {
        match tallies.entry(slug) {
            Slot::Occupied(mut tally) => tally.get_mut().merge(other, texts, theirs),
            Slot::Vacant(place) => place
                .insert(Tally::of(&other.name, &other.example))
                .merge(other, texts, theirs),
        }
    }
}

fn tally(tallies: &mut Tallies, named: &NamedEntity, entry: &Counted, texts: &mut Texts) {
    if let Some(tally) = tallies.get_mut(&named.slug) {
        tally.add(named, entry, texts);
        return;
    }
    let mut tally = Tally::of(&named.name, &entry.seen.id());
    tally.add(named, entry, texts);
    tallies.insert(named.slug.clone(), tally);
}

impl Tally {
    /// Nothing counted yet of one of that name, seen in that entry.
    fn of(name: &str, example: &EntryId) -> Self {
        Self {
            name: name.to_owned(),
            count: 0,
            mentions: 0,
            known: false,
            forms: FxHashMap::default(),
            roles: Roles::default(),
            example: example.clone(),
            last: 0,
        }
    }

    fn add(&mut self, named: &NamedEntity, entry: &Counted, texts: &mut Texts) {
        self.mentions += named.mentions.len() as u64;
        if self.last != entry.number {
            self.last = entry.number;
            self.count += 1;
            // An entry counts under its first spelling, and of those the first in order stands: as it is for the
            // values of facets.
            if named.name < self.name {
                self.name.clone_from(&named.name);
            }
        }
        if entry.seen.is_before(&self.example) {
            self.example = entry.seen.id();
        }
        for form in &named.mentions {
            self.known |= form.why.rule.is_of_gazetteer();
            if let Some(count) = self.forms.get_mut(&form.text) {
                *count += 1;
            } else {
                self.forms.insert(form.text.clone(), 1);
            }
            if let Some(role) = &form.role {
                self.roles.note(role, entry, texts);
            }
        }
    }

    /// Adds what another thread has counted of the entity, in other entries.
    fn merge(&mut self, other: Self, texts: &mut Texts, theirs: &Texts) {
        self.name = std::mem::take(&mut self.name).min(other.name);
        self.count += other.count;
        self.mentions += other.mentions;
        self.known |= other.known;
        for (form, count) in other.forms {
            *self.forms.entry(form).or_insert(0) += count;
        }
        self.roles.merge(other.roles, texts, theirs);
        if other.example < self.example {
            self.example = other.example;
        }
    }

    fn summary(self, kind: EntityKind, slug: String, texts: &Texts) -> EntitySummary {
        let total_aliases = self.forms.len() as u64;
        let mut aliases: Vec<AliasCount> = self
            .forms
            .into_iter()
            .map(|(text, count)| AliasCount { text, count })
            .collect();
        aliases.sort_unstable_by(|a, b| (Reverse(a.count), &a.text).cmp(&(Reverse(b.count), &b.text)));
        aliases.truncate(MAX_STORED_FORMS);
        let total_roles = self.roles.len() as u64;
        let roles = self.roles.seen(MAX_ROLES, texts);
        EntitySummary {
            kind,
            slug,
            name: self.name,
            count: self.count,
            mentions: self.mentions,
            known: self.known,
            aliases,
            total_aliases,
            roles,
            total_roles,
            predecessors: Vec::new(),
            successors: Vec::new(),
            example: self.example,
        }
    }
}
