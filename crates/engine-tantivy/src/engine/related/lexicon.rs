//! What words and entities weigh in a generation, remembered: portraits are painted of hundreds of entries at a time,
//! and few words make most of every text.

use super::super::snapshot::Snapshot;
use super::common_words::is_common;
use crate::analysis::{Stemmer, fold_into, word_spans};
use crate::query::rarity;
use daybook_model::EntityKind;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tantivy::Term;

/// Shorter words are initials and the like, in characters.
const MIN_LETTERS: usize = 3;
/// So many words and names are remembered before they are forgotten together: some 20 MB.
const REMEMBERED: usize = 1 << 17;

/// Something that entries have in common, by what it weighs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weighed {
    /// Tells it from all others of its lexicon.
    pub(super) number: u32,
    /// How many entries have it.
    pub(super) entries: u64,
    pub(super) rarity: f32,
}

/// What a generation remembers.
#[derive(Default)]
pub(in super::super) struct Remembered {
    lexicon: Mutex<Arc<Lexicon>>,
}

impl Remembered {
    /// What is remembered, or an empty lexicon in place of one that is full.
    pub(super) fn lexicon(&self) -> Arc<Lexicon> {
        let mut lexicon = self.lexicon.lock().unwrap_or_else(PoisonError::into_inner);
        if lexicon.len() > REMEMBERED {
            *lexicon = Arc::default();
        }
        Arc::clone(&lexicon)
    }
}

/// Numbers words and entities, and knows their weights.
#[derive(Default)]
pub(super) struct Lexicon {
    known: RwLock<Known>,
}

#[derive(Default)]
struct Known {
    /// By exact forms what is known of their stems; `None` of words that tell nothing.
    words: FxHashMap<Box<str>, Option<Weighed>>,
    stems: FxHashMap<Box<str>, Weighed>,
    /// By kind and slug.
    organisations: FxHashMap<Box<str>, Weighed>,
    persons: FxHashMap<Box<str>, Weighed>,
    /// How many numbers are given out.
    numbers: u32,
}

impl Known {
    fn entities(&mut self, kind: EntityKind) -> &mut FxHashMap<Box<str>, Weighed> {
        match kind {
            EntityKind::Organisation => &mut self.organisations,
            EntityKind::Person => &mut self.persons,
        }
    }

    fn weighed(&mut self, snapshot: &Snapshot, entries: u64) -> Weighed {
        self.numbers += 1;
        Weighed {
            number: self.numbers,
            entries,
            rarity: rarity(&snapshot.searcher, entries),
        }
    }
}

impl Lexicon {
    fn len(&self) -> usize {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.words.len() + known.organisations.len() + known.persons.len()
    }

    /// The words of a text that may tell something, with their places in bytes, in no order.
    pub(super) fn words(
        &self,
        snapshot: &Snapshot,
        text: &str,
    ) -> tantivy::Result<Vec<(Range<usize>, Weighed)>> {
        let mut found = Vec::new();
        let mut unknown = Vec::new();
        {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            let mut exact = String::new();
            for span in word_spans(text) {
                fold_into(&mut exact, &text[span.clone()]);
                match known.words.get(exact.as_str()) {
                    Some(Some(word)) => found.push((span, *word)),
                    Some(None) => {}
                    None => unknown.push((span, exact.clone())),
                }
            }
        }
        for (span, exact) in unknown {
            found.extend(self.look_up(snapshot, &exact)?.map(|word| (span, word)));
        }
        Ok(found)
    }

    /// Looks a word up that was not known.
    fn look_up(&self, snapshot: &Snapshot, exact: &str) -> tantivy::Result<Option<Weighed>> {
        let stem = Stemmer::new().stem(exact).into_owned();
        let tells =
            exact.chars().filter(|letter| letter.is_alphabetic()).count() >= MIN_LETTERS && !is_common(&stem);
        let entries = if tells {
            let term = Term::from_field_text(snapshot.fields.text.stem, &stem);
            snapshot.searcher.doc_freq(&term)?
        } else {
            0
        };
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let word = tells.then(|| match known.stems.get(stem.as_str()) {
            Some(word) => *word,
            None => {
                let word = known.weighed(snapshot, entries);
                known.stems.insert(stem.into(), word);
                word
            }
        });
        known.words.insert(exact.into(), word);
        Ok(word)
    }

    /// What is known of an organisation or person.
    pub(super) fn entity(&self, snapshot: &Snapshot, kind: EntityKind, slug: &str) -> Weighed {
        let remembered = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            let entities = match kind {
                EntityKind::Organisation => &known.organisations,
                EntityKind::Person => &known.persons,
            };
            entities.get(slug).copied()
        };
        if let Some(entity) = remembered {
            return entity;
        }
        let entries = snapshot.summary(kind, slug).map_or(1, |summary| summary.count);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(entity) = known.entities(kind).get(slug) {
            return *entity;
        }
        let entity = known.weighed(snapshot, entries);
        known.entities(kind).insert(slug.into(), entity);
        entity
    }
}
