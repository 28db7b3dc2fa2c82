//! What is rare in an entry: its words and the entities that it names, by weight.

use super::super::snapshot::Snapshot;
use super::common_words::is_common;
use crate::analysis::words;
use crate::query::rarity;
use daybook_model::{EntityKind, Entry, Mention, NamedEntity, slugify};
use daybook_search::{Shared, SharedEntity, SharedReference, SharedWord};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use tantivy::Term;

/// What an entity weighs beside a word of the same rarity: a name says more about the story than a word does.
const ENTITY_WEIGHT: f32 = 1.5;
/// The most shared words that an answer lists.
const MAX_SHARED_WORDS: usize = 10;
/// A word is rare if at most so many entries have it, or one entry in [`RARE_SHARE`], whichever is more.
const RARE_ENTRIES: u64 = 5;
/// See [`RARE_ENTRIES`].
const RARE_SHARE: u64 = 100;
/// Shorter words are initials and the like, in characters.
const MIN_LETTERS: usize = 3;

/// Counts how many entries have a word, each once.
pub(super) struct Painter<'a> {
    snapshot: &'a Snapshot,
    counts: RefCell<FxHashMap<String, u64>>,
}

/// What is rare in an entry.
pub(super) struct Portrait {
    /// By stem; without the words of names.
    pub(super) words: FxHashMap<String, WordFeature>,
    /// By kind and slug.
    pub(super) entities: FxHashMap<(EntityKind, String), EntityFeature>,
    /// The length of the vector of all weights.
    length: f32,
}

pub(super) struct WordFeature {
    /// As first printed, lower case.
    printed: String,
    /// How many entries have it.
    pub(super) entries: u64,
    pub(super) weight: f32,
}

pub(super) struct EntityFeature {
    name: String,
    /// How many entries name it.
    pub(super) entries: u64,
    pub(super) weight: f32,
}

impl<'a> Painter<'a> {
    pub(super) fn new(snapshot: &'a Snapshot) -> Self {
        Self {
            snapshot,
            counts: RefCell::default(),
        }
    }

    /// Whether a word that so many entries have is rare.
    pub(super) fn is_rare(&self, entries: u64) -> bool {
        entries <= RARE_ENTRIES.max(self.snapshot.searcher.num_docs() / RARE_SHARE)
    }

    pub(super) fn portrait(&self, entry: &Entry) -> tantivy::Result<Portrait> {
        let words = self.words(entry)?;
        let mut entities = FxHashMap::default();
        for (kind, named) in [
            (EntityKind::Organisation, &entry.organisations),
            (EntityKind::Person, &entry.persons),
        ] {
            for entity in named.iter().filter(|entity| !is_author(entity, entry)) {
                let summary = self.snapshot.summary(kind, &entity.slug);
                let count = summary.map_or(1, |summary| summary.count);
                let feature = EntityFeature {
                    name: entity.name.clone(),
                    entries: count,
                    weight: rarity(&self.snapshot.searcher, count) * ENTITY_WEIGHT,
                };
                entities.insert((kind, entity.slug.clone()), feature);
            }
        }
        let weights = words.values().map(|word: &WordFeature| word.weight);
        let weights = weights.chain(entities.values().map(|entity: &EntityFeature| entity.weight));
        let length = weights.map(|weight| weight * weight).sum::<f32>().sqrt();
        Ok(Portrait {
            words,
            entities,
            length,
        })
    }

    /// The words that stand outside of names and titles; figures are none.
    fn words(&self, entry: &Entry) -> tantivy::Result<FxHashMap<String, WordFeature>> {
        let names = name_bytes(entry);
        let mut found: FxHashMap<String, (String, u32)> = FxHashMap::default();
        let titles = title_stems(entry);
        for word in words(&entry.text) {
            let in_name = names
                .iter()
                .any(|(start, end)| word.start < *end && *start < word.end);
            let letters = word.exact.chars().filter(|letter| letter.is_alphabetic()).count();
            let tells = letters >= MIN_LETTERS && !is_common(&word.stem) && !titles.contains(&word.stem);
            if !in_name && tells {
                found.entry(word.stem).or_insert((word.exact, 0)).1 += 1;
            }
        }
        let mut features = FxHashMap::default();
        for (stem, (printed, times)) in found {
            let entries = self.entries_with(&stem)?;
            let weight = rarity(&self.snapshot.searcher, entries) * (1.0 + (times as f32).ln());
            features.insert(
                stem,
                WordFeature {
                    printed,
                    entries,
                    weight,
                },
            );
        }
        Ok(features)
    }

    fn entries_with(&self, stem: &str) -> tantivy::Result<u64> {
        if let Some(count) = self.counts.borrow().get(stem) {
            return Ok(*count);
        }
        let term = Term::from_field_text(self.snapshot.fields.text.stem, stem);
        let count = self.snapshot.searcher.doc_freq(&term)?;
        self.counts.borrow_mut().insert(stem.to_owned(), count);
        Ok(count)
    }
}

/// Whether the entity wrote the entry or printed it rather than is in the story: a name before a colon at the very
/// beginning, the page's own publication.
fn is_author(entity: &NamedEntity, entry: &Entry) -> bool {
    let publication = entry.page.publication.as_deref().map(slugify);
    if publication.is_some_and(|publication| publication == entity.slug) {
        return true;
    }
    let is_byline =
        |mention: &Mention| mention.start == 0 && entry.text.chars().nth(mention.end) == Some(':');
    !entity.mentions.is_empty() && entity.mentions.iter().all(is_byline)
}

/// The words of the titles that persons bear: they go with the persons.
fn title_stems(entry: &Entry) -> FxHashSet<String> {
    let mentions = entry.persons.iter().flat_map(|person| &person.mentions);
    let titles = mentions.filter_map(|mention| mention.role.as_ref());
    let stems = titles.flat_map(|role| words(&role.title));
    stems.map(|word| word.stem).collect()
}

/// Where names stand in an entry's text, in bytes.
fn name_bytes(entry: &Entry) -> Vec<(usize, usize)> {
    let named: Vec<&NamedEntity> = entry.organisations.iter().chain(&entry.persons).collect();
    if named.iter().all(|entity| entity.mentions.is_empty()) {
        return Vec::new();
    }
    let bytes: Vec<usize> = entry.text.char_indices().map(|(at, _)| at).collect();
    let byte = |place: usize| bytes.get(place).copied().unwrap_or(entry.text.len());
    let mentions = named.into_iter().flat_map(|entity| &entity.mentions);
    mentions
        .map(|mention| (byte(mention.start), byte(mention.end)))
        .collect()
}

impl Portrait {
    /// How much of what is rare in the two they have in common, 0 to 1.
    pub(super) fn similarity(&self, other: &Self) -> f32 {
        let lengths = self.length * other.length;
        if lengths <= 0.0 {
            return 0.0;
        }
        let words = self.words.iter();
        let words = words.filter_map(|(stem, word)| Some(word.weight * other.words.get(stem)?.weight));
        let entities = self.entities.iter();
        let entities =
            entities.filter_map(|(key, entity)| Some(entity.weight * other.entities.get(key)?.weight));
        // A sum of nothing is a negative zero.
        (words.chain(entities).sum::<f32>() / lengths).clamp(0.0, 1.0) + 0.0
    }

    /// How unlikely it is that another entry shares so much by chance: the sum of the rarities of all that is rare in
    /// both, each the logarithm of about how many entries there are to one that has it. Chance gives an archive of `n`
    /// entries about `exp(ln(n) - surprise)` entries that share as much.
    pub(super) fn surprise(&self, other: &Self, painter: &Painter<'_>) -> f32 {
        let searcher = &painter.snapshot.searcher;
        let words = self.words.iter();
        let words = words
            .filter(|(stem, word)| painter.is_rare(word.entries) && other.words.contains_key(*stem))
            .map(|(_, word)| rarity(searcher, word.entries));
        let entities = self.entities.iter();
        let entities = entities
            .filter(|(key, _)| other.entities.contains_key(*key))
            .map(|(_, entity)| rarity(searcher, entity.entries));
        words.chain(entities).sum()
    }

    /// The entities and rare words of both.
    pub(super) fn shared(&self, other: &Self, painter: &Painter<'_>) -> Shared {
        let entities = |kind: EntityKind| {
            let both = self.entities.iter();
            let both = both.filter(|(key, _)| key.0 == kind && other.entities.contains_key(*key));
            let mut both: Vec<SharedEntity> = both
                .map(|((_, slug), entity)| SharedEntity {
                    name: entity.name.clone(),
                    slug: slug.clone(),
                    entries: entity.entries,
                })
                .collect();
            both.sort_by(|a, b| (a.entries, &a.slug).cmp(&(b.entries, &b.slug)));
            both
        };
        let both = self.words.iter();
        let both =
            both.filter(|(stem, word)| painter.is_rare(word.entries) && other.words.contains_key(*stem));
        let mut words: Vec<SharedWord> = both
            .map(|(_, word)| SharedWord {
                text: word.printed.clone(),
                entries: word.entries,
            })
            .collect();
        words.sort_by(|a, b| (a.entries, &a.text).cmp(&(b.entries, &b.text)));
        words.truncate(MAX_SHARED_WORDS);
        Shared {
            organisations: entities(EntityKind::Organisation),
            persons: entities(EntityKind::Person),
            words,
            references: Vec::new(),
        }
    }
}

/// The passages by which either entry points to the other.
pub(super) fn references(one: &Entry, other: &Entry) -> Vec<SharedReference> {
    let points = |from: &Entry, to: &Entry| -> Vec<SharedReference> {
        let meant = from.references.iter();
        let meant = meant.filter(|reference| reference.entry.as_ref() == Some(&to.id));
        meant
            .map(|reference| SharedReference {
                from: from.id.clone(),
                text: reference.text.clone(),
            })
            .collect()
    };
    [points(one, other), points(other, one)].concat()
}
