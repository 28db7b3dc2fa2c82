//! Every organisation and person of a generation, counted once when it is built.
//!
//! The census reads what is stored of all entries, taken over or new, and so is right whatever came before.

use super::roles::Roles;
use crate::failure::During;
use crate::schema::{Fields, names, stored_entry};
use daybook_model::{DateInterval, EntityKind, EntryId, Role, Why};
use daybook_search::{AliasCount, EngineError, EntitySummary, MAX_ROLES, Sighting};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::{borrow::Cow, cmp::Reverse};
use tantivy::{Searcher, TantivyDocument};

/// The store is read from its beginning to its end: a block is never needed twice.
const STORE_CACHE_BLOCKS: usize = 1;

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
    /// Its number in the census: an entry that says something twice counts once.
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

/// Counts the entities of all entries that are alive, in the order of kind and slug.
pub(crate) fn entity_census(searcher: &Searcher, fields: &Fields) -> Result<Vec<EntitySummary>, EngineError> {
    let action = "count organisations and persons";
    let mut organisations = Tallies::default();
    let mut persons = Tallies::default();
    let mut number = 0;
    for segment in searcher.segment_readers() {
        let store = segment.get_store_reader(STORE_CACHE_BLOCKS).during(action)?;
        let order = segment.fast_fields().i64(names::ORDER).during(action)?;
        let tie = segment.fast_fields().u64(names::TIE).during(action)?;
        let documents = store.iter::<TantivyDocument>(segment.alive_bitset());
        for (doc, document) in segment.doc_ids_alive().zip(documents) {
            let document = document.during(action)?;
            let names: Names<'_> = serde_json::from_slice(stored_entry(fields, &document)?).during(action)?;
            number += 1;
            let entry = Counted {
                number,
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
                tally(&mut organisations, named, &entry);
            }
            for named in &names.persons {
                tally(&mut persons, named, &entry);
            }
        }
    }
    let mut summaries = Vec::with_capacity(organisations.len() + persons.len());
    for (kind, tallies) in [
        (EntityKind::Organisation, organisations),
        (EntityKind::Person, persons),
    ] {
        let summary = |(slug, tally): (String, Tally)| tally.summary(kind, slug);
        summaries.extend(tallies.into_iter().map(summary));
    }
    summaries.sort_unstable_by(|a, b| (a.kind, &a.slug).cmp(&(b.kind, &b.slug)));
    Ok(summaries)
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
