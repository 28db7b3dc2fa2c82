//! Every organisation and person of a generation, counted once when it is built.
//!
//! The census reads what is stored of all entries, taken over or new, and so is right whatever came before.

use super::rebuild::writer_threads;
use super::roles::Roles;
use crate::failure::{During, internal};
use crate::schema::{Fields, names, stored_entry};
use daybook_model::{DateInterval, EntityKind, EntryId, Role, Why};
use daybook_search::{AliasCount, EngineError, EntitySummary, MAX_ROLES, Sighting};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::hash_map::Entry;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{borrow::Cow, cmp::Reverse, ops::Range, thread};
use tantivy::{DocId, Searcher, SegmentReader, TantivyDocument};

/// A stretch is read from its beginning to its end: a block is never needed twice.
const STORE_CACHE_BLOCKS: usize = 1;

/// How many entries a thread takes at a time; few in tests, so that what several threads counted is added up there too.
const STRETCH: DocId = if cfg!(test) { 2 } else { 4096 };

const ACTION: &str = "count organisations and persons";

/// How many forms of a name are stored, the most frequent first: more than answers list, as whom a form means hangs on
/// all that it is a form of. A form that for one entity is beyond these does not count against what it means of others.
const MAX_STORED_FORMS: usize = 200;

/// As much of a stored entry as the census needs.
#[derive(Deserialize)]
struct Names<'a> {
    id: EntryId,
    date: DateInterval,
    #[serde(borrow)]
    organisations: Vec<Named<'a>>,
    #[serde(borrow)]
    persons: Vec<Named<'a>>,
}

#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    slug: Cow<'a, str>,
    #[serde(borrow)]
    mentions: Vec<Form<'a>>,
}

#[derive(Deserialize)]
struct Form<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
    why: Why,
    role: Option<Role>,
}

/// An entry being counted.
pub(super) struct Counted {
    /// Its number among those that a thread counts: an entry that says something twice counts once.
    pub(super) number: u64,
    /// Its place in time, as answers are ordered by.
    pub(super) place: (i64, u64),
    /// The entry.
    pub(super) sighting: Sighting,
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

/// What was counted by one thread.
#[derive(Default)]
struct Count {
    organisations: Tallies,
    persons: Tallies,
    /// How many entries.
    entries: u64,
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
            count.add(stretch, fields)?;
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
    for count in counts {
        merge(&mut all.organisations, count.organisations);
        merge(&mut all.persons, count.persons);
    }
    let mut summaries = Vec::with_capacity(all.organisations.len() + all.persons.len());
    for (kind, tallies) in [
        (EntityKind::Organisation, all.organisations),
        (EntityKind::Person, all.persons),
    ] {
        let summary = |(slug, tally): (String, Tally)| tally.summary(kind, slug);
        summaries.extend(tallies.into_iter().map(summary));
    }
    summaries.sort_unstable_by(|a, b| (a.kind, &a.slug).cmp(&(b.kind, &b.slug)));
    Ok(summaries)
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
    fn add(&mut self, stretch: &Stretch<'_>, fields: &Fields) -> Result<(), EngineError> {
        let segment = stretch.segment;
        let store = segment.get_store_reader(STORE_CACHE_BLOCKS).during(ACTION)?;
        let order = segment.fast_fields().i64(names::ORDER).during(ACTION)?;
        let tie = segment.fast_fields().u64(names::TIE).during(ACTION)?;
        let alive = segment.alive_bitset();
        let docs = stretch.docs.clone();
        for doc in docs.filter(|doc| alive.is_none_or(|alive| alive.is_alive(*doc))) {
            let document: TantivyDocument = store.get(doc).during(ACTION)?;
            let names: Names<'_> = serde_json::from_str(stored_entry(fields, &document)?).during(ACTION)?;
            self.entries += 1;
            let entry = Counted {
                number: self.entries,
                place: (
                    order.first(doc).unwrap_or(i64::MIN),
                    tie.first(doc).unwrap_or_default(),
                ),
                sighting: Sighting {
                    entry: names.id,
                    date: names.date,
                },
            };
            for named in &names.organisations {
                tally(&mut self.organisations, named, &entry);
            }
            for named in &names.persons {
                tally(&mut self.persons, named, &entry);
            }
        }
        Ok(())
    }
}

/// Adds what another thread has counted.
fn merge(tallies: &mut Tallies, others: Tallies) {
    if tallies.is_empty() {
        *tallies = others;
        return;
    }
    for (slug, other) in others {
        match tallies.entry(slug) {
            Entry::Occupied(mut tally) => tally.get_mut().merge(other),
            Entry::Vacant(place) => {
                place.insert(other);
            }
        }
    }
}

fn tally(tallies: &mut Tallies, named: &Named<'_>, entry: &Counted) {
    if let Some(tally) = tallies.get_mut(named.slug.as_ref()) {
        tally.add(named, entry);
        return;
    }
    let mut tally = Tally {
        name: named.name.to_string(),
        count: 0,
        mentions: 0,
        known: false,
        forms: FxHashMap::default(),
        roles: Roles::default(),
        example: entry.sighting.entry.clone(),
        last: 0,
    };
    tally.add(named, entry);
    tallies.insert(named.slug.to_string(), tally);
}

impl Tally {
    fn add(&mut self, named: &Named<'_>, entry: &Counted) {
        self.mentions += named.mentions.len() as u64;
        if self.last != entry.number {
            self.last = entry.number;
            self.count += 1;
            // An entry counts under its first spelling, and of those the first in order stands: as it is for the
            // values of facets.
            if *named.name < *self.name {
                self.name = named.name.to_string();
            }
        }
        if entry.sighting.entry < self.example {
            self.example = entry.sighting.entry.clone();
        }
        for form in &named.mentions {
            self.known |= form.why.rule.is_of_gazetteer();
            if let Some(count) = self.forms.get_mut(form.text.as_ref()) {
                *count += 1;
            } else {
                self.forms.insert(form.text.to_string(), 1);
            }
            if let Some(role) = &form.role {
                self.roles.note(role, entry);
            }
        }
    }

    /// Adds what another thread has counted of the entity, in other entries.
    fn merge(&mut self, other: Self) {
        self.name = std::mem::take(&mut self.name).min(other.name);
        self.count += other.count;
        self.mentions += other.mentions;
        self.known |= other.known;
        for (form, count) in other.forms {
            *self.forms.entry(form).or_insert(0) += count;
        }
        self.roles.merge(other.roles);
        if other.example < self.example {
            self.example = other.example;
        }
    }

    fn summary(self, kind: EntityKind, slug: String) -> EntitySummary {
        let total_aliases = self.forms.len() as u64;
        let mut aliases: Vec<AliasCount> = self
            .forms
            .into_iter()
            .map(|(text, count)| AliasCount { text, count })
            .collect();
        aliases.sort_unstable_by(|a, b| (Reverse(a.count), &a.text).cmp(&(Reverse(b.count), &b.text)));
        aliases.truncate(MAX_STORED_FORMS);
        let mut roles = self.roles.seen();
        let total_roles = roles.len() as u64;
        roles.truncate(MAX_ROLES);
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
