//! What is rare in an entry: its words and the entities that it names, by weight.

use super::super::snapshot::Snapshot;
use super::lexicon::{Lexicon, Weighed};
use crate::analysis::{Stemmer, fold};
use daybook_model::{EntityKind, Entry, Mention, NamedEntity, slugify};
use daybook_search::{Shared, SharedEntity, SharedReference, SharedWord};
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

/// What an entity weighs beside a word of the same rarity: a name says more about the story than a word does.
const ENTITY_WEIGHT: f32 = 1.5;
/// The most shared words that an answer lists.
const MAX_SHARED_WORDS: usize = 10;
/// A word is rare if at most so many entries have it, or one entry in [`RARE_SHARE`], whichever is more.
const RARE_ENTRIES: u64 = 5;
/// See [`RARE_ENTRIES`].
const RARE_SHARE: u64 = 100;

/// Paints portraits that can be compared with each other.
pub(super) struct Painter<'a> {
    snapshot: &'a Snapshot,
    lexicon: Arc<Lexicon>,
}

/// What is rare in an entry.
pub(super) struct Portrait {
    /// Without the words of names, in the order of their numbers.
    words: Vec<Feature>,
    /// In the order of their numbers.
    entities: Vec<Feature>,
    /// The length of the vector of all weights.
    length: f32,
}

/// Something in a portrait.
#[derive(Debug, Clone, Copy)]
pub(super) struct Feature {
    pub(super) of: Weighed,
    pub(super) weight: f32,
}

/// The portrait of the entry asked about, with what its numbers stand for.
pub(super) struct Original {
    portrait: Portrait,
    /// In the order of the portrait's words.
    words: Vec<OriginalWord>,
    /// In the order of the portrait's entities.
    entities: Vec<(EntityKind, SharedEntity)>,
    /// A word that so many entries have is rare.
    rare: u64,
}

/// A word of the entry asked about.
pub(super) struct OriginalWord {
    pub(super) stem: String,
    /// As first printed, in its exact form.
    printed: String,
}

impl<'a> Painter<'a> {
    pub(super) fn new(snapshot: &'a Snapshot) -> Self {
        Self {
            snapshot,
            lexicon: snapshot.remembered.lexicon(),
        }
    }

    pub(super) fn portrait(&self, entry: &Entry) -> tantivy::Result<Portrait> {
        let mut words: Vec<Weighed> = self.words(entry)?.into_iter().map(|(_, word)| word).collect();
        words.sort_unstable_by_key(|word| word.number);
        let words: Vec<Feature> = words
            .chunk_by(|a, b| a.number == b.number)
            .filter_map(|same| {
                let of = *same.first()?;
                let weight = of.rarity * (1.0 + (same.len() as f32).ln());
                Some(Feature { of, weight })
            })
            .collect();
        let mut entities: Vec<Feature> = named(entry)
            .map(|(kind, entity)| {
                let of = self.lexicon.entity(self.snapshot, kind, &entity.slug);
                let weight = of.rarity * ENTITY_WEIGHT;
                Feature { of, weight }
            })
            .collect();
        entities.sort_unstable_by_key(|entity| entity.of.number);
        entities.dedup_by_key(|entity| entity.of.number);
        let weights = words.iter().chain(&entities).map(|feature| feature.weight);
        let length = sum(weights.map(|weight| weight * weight)).sqrt();
        Ok(Portrait {
            words,
            entities,
            length,
        })
    }

    /// The portrait of the entry asked about.
    pub(super) fn original(&self, entry: &Entry) -> tantivy::Result<Original> {
        let portrait = self.portrait(entry)?;
        let mut found = self.words(entry)?;
        found.sort_by_key(|(span, word)| (word.number, span.start));
        found.dedup_by_key(|(_, word)| word.number);
        let stemmer = Stemmer::new();
        let words = found.into_iter().map(|(span, _)| {
            let printed = fold(&entry.text[span]);
            OriginalWord {
                stem: stemmer.stem(&printed).into_owned(),
                printed,
            }
        });
        let words = words.collect();
        let mut entities: Vec<(u32, EntityKind, SharedEntity)> = named(entry)
            .map(|(kind, entity)| {
                let of = self.lexicon.entity(self.snapshot, kind, &entity.slug);
                let shared = SharedEntity {
                    name: entity.name.clone(),
                    slug: entity.slug.clone(),
                    entries: of.entries,
                };
                (of.number, kind, shared)
            })
            .collect();
        entities.sort_by_key(|(number, ..)| *number);
        entities.dedup_by_key(|(number, ..)| *number);
        Ok(Original {
            portrait,
            words,
            entities: entities
                .into_iter()
                .map(|(_, kind, shared)| (kind, shared))
                .collect(),
            rare: RARE_ENTRIES.max(self.snapshot.searcher.num_docs() / RARE_SHARE),
        })
    }

    /// The words that stand outside of names and titles, with their places; figures are none.
    fn words(&self, entry: &Entry) -> tantivy::Result<Vec<(Range<usize>, Weighed)>> {
        let names = name_bytes(entry);
        let titles = self.title_words(entry)?;
        let mut words = self.lexicon.words(self.snapshot, &entry.text)?;
        words.retain(|(span, word)| {
            let in_name = names
                .iter()
                .any(|(start, end)| span.start < *end && *start < span.end);
            !in_name && !titles.contains(&word.number)
        });
        Ok(words)
    }

    /// The words of the titles that persons bear: they go with the persons.
    fn title_words(&self, entry: &Entry) -> tantivy::Result<Vec<u32>> {
        let mut numbers = Vec::new();
        let mentions = entry.persons.iter().flat_map(|person| &person.mentions);
        for role in mentions.filter_map(|mention| mention.role.as_ref()) {
            let words = self.lexicon.words(self.snapshot, &role.title)?;
            numbers.extend(words.into_iter().map(|(_, word)| word.number));
        }
        Ok(numbers)
    }
}

/// The organisations and persons that are in the story.
fn named(entry: &Entry) -> impl Iterator<Item = (EntityKind, &NamedEntity)> {
    let publication = entry.page.publication.as_deref().map(slugify);
    let organisations = entry.organisations.iter();
    let persons = entry.persons.iter();
    organisations
        .map(|entity| (EntityKind::Organisation, entity))
        .chain(persons.map(|entity| (EntityKind::Person, entity)))
        .filter(move |(_, entity)| !is_author(entity, entry, publication.as_deref()))
}

/// Whether the entity wrote the entry or printed it rather than is in the story: a name before a colon at the very
/// beginning, the page's own publication.
fn is_author(entity: &NamedEntity, entry: &Entry, publication: Option<&str>) -> bool {
    if publication == Some(entity.slug.as_str()) {
        return true;
    }
    let is_byline =
        |mention: &Mention| mention.start == 0 && entry.text.chars().nth(mention.end) == Some(':');
    !entity.mentions.is_empty() && entity.mentions.iter().all(is_byline)
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

/// The sum, whatever the order: numbers are given out in the order in which words are met.
fn sum(weights: impl Iterator<Item = f32>) -> f32 {
    weights.map(f64::from).sum::<f64>() as f32
}

/// What two lists in the order of numbers have in common: the places in the first, and what both have there.
fn both<'f>(
    one: &'f [Feature],
    other: &'f [Feature],
) -> impl Iterator<Item = (usize, &'f Feature, &'f Feature)> {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        loop {
            let (a, b) = (one.get(i)?, other.get(j)?);
            match a.of.number.cmp(&b.of.number) {
                Ordering::Less => i += 1,
                Ordering::Greater => j += 1,
                Ordering::Equal => {
                    (i, j) = (i + 1, j + 1);
                    return Some((i - 1, a, b));
                }
            }
        }
    })
}

impl Original {
    /// The words, with what they weigh.
    pub(super) fn words(&self) -> impl Iterator<Item = (&OriginalWord, &Feature)> {
        self.words.iter().zip(&self.portrait.words)
    }

    /// The entities, with what they weigh.
    pub(super) fn entities(&self) -> impl Iterator<Item = (EntityKind, &str, &Feature)> {
        let entities = self.entities.iter().zip(&self.portrait.entities);
        entities.map(|((kind, entity), feature)| (*kind, entity.slug.as_str(), feature))
    }

    /// How much of what is rare in the two they have in common, 0 to 1.
    pub(super) fn similarity(&self, other: &Portrait) -> f32 {
        let own = &self.portrait;
        let lengths = own.length * other.length;
        if lengths <= 0.0 {
            return 0.0;
        }
        let words = both(&own.words, &other.words);
        let entities = both(&own.entities, &other.entities);
        let products = words.chain(entities).map(|(_, a, b)| a.weight * b.weight);
        // A sum of nothing is a negative zero.
        (sum(products) / lengths).clamp(0.0, 1.0) + 0.0
    }

    /// How unlikely it is that another entry shares so much by chance: the sum of the rarities of all that is rare in
    /// both, each the logarithm of about how many entries there are to one that has it. Chance gives an archive of `n`
    /// entries about `exp(ln(n) - surprise)` entries that share as much.
    pub(super) fn surprise(&self, other: &Portrait) -> f32 {
        let words = self.rare_words(other).map(|(_, word)| word.of.rarity);
        let entities = both(&self.portrait.entities, &other.entities);
        sum(words.chain(entities.map(|(_, entity, _)| entity.of.rarity)))
    }

    fn rare_words<'o>(&'o self, other: &'o Portrait) -> impl Iterator<Item = (usize, &'o Feature)> {
        let words = both(&self.portrait.words, &other.words).map(|(place, word, _)| (place, word));
        words.filter(|(_, word)| word.of.entries <= self.rare)
    }

    /// The entities and rare words of both.
    pub(super) fn shared(&self, other: &Portrait) -> Shared {
        let entities = |of: EntityKind| {
            let both = both(&self.portrait.entities, &other.entities);
            let both = both.filter_map(|(place, ..)| self.entities.get(place));
            let mut both: Vec<SharedEntity> = both
                .filter(|(kind, _)| *kind == of)
                .map(|(_, entity)| entity.clone())
                .collect();
            both.sort_by(|a, b| (a.entries, &a.slug).cmp(&(b.entries, &b.slug)));
            both
        };
        let mut words: Vec<SharedWord> = self
            .rare_words(other)
            .filter_map(|(place, word)| {
                Some(SharedWord {
                    text: self.words.get(place)?.printed.clone(),
                    entries: word.of.entries,
                })
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
