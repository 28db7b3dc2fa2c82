//! What else entries may say where a query says something: groups of synonyms, the other names of organisations and
//! persons, and misprints.

use super::misprints::sure_misprints;
use super::snapshot::Snapshot;
use crate::analysis::{Word, words as analyse};
use crate::collect::Deadline;
use crate::query::{rarity, spelt_nearly};
use daybook_model::{EntityKind, slugify};
use daybook_search::{EntitySummary, NodeKind, Other, Synonyms, TextField, Thesaurus};
use rustc_hash::FxHashMap;
use tantivy::Term;

/// What a synonym counts beside the word typed.
const SYNONYM_WEIGHT: f32 = 0.5;
/// What the entity counts that a word is a name of.
const ENTITY_WEIGHT: f32 = 0.6;
/// What another spelling counts beside the word typed.
const SPELLING_WEIGHT: f32 = 0.3;
/// Shorter words have too many neighbours, in characters.
const MIN_SPELT: usize = 4;
/// From this length on two letters may be wrong, in characters.
const LONG: usize = 8;
/// A misprint of a word that is not long is at least so many times rarer; long words have few neighbours, so one that
/// is no more frequent will do.
const MISPRINT_RARITY: u64 = 3;
/// The most spellings of one word.
const MAX_SPELLINGS: usize = 8;
/// The most words of one query of which other spellings are looked for: each takes a walk through the dictionary.
const MAX_SPELT_WORDS: usize = 24;

/// Groups of synonyms by the stems of their forms.
#[derive(Debug, Default)]
pub(crate) struct SynonymTable {
    groups: Vec<Vec<String>>,
    /// The group of a form, by its stems with spaces between.
    by_stems: FxHashMap<String, Vec<usize>>,
    /// The group of a form that is understood only as it is written.
    by_text: FxHashMap<String, usize>,
}

impl SynonymTable {
    pub(crate) fn new(synonyms: &Synonyms) -> Self {
        let mut table = Self::default();
        for (number, group) in synonyms.groups.iter().enumerate() {
            for form in &group.forms {
                let groups = table.by_stems.entry(stems(form)).or_default();
                if !groups.contains(&number) {
                    groups.push(number);
                }
            }
            for form in &group.exactly {
                table.by_text.insert(form.clone(), number);
            }
            table.groups.push(group.forms.clone());
        }
        table
    }

    /// The other forms of what these words mean.
    fn others(&self, text: &str) -> Vec<&str> {
        let own = stems(text);
        if own.is_empty() {
            return Vec::new();
        }
        let groups = self.by_stems.get(&own).into_iter().flatten();
        let mut others: Vec<&str> = Vec::new();
        for group in groups.chain(self.by_text.get(text)) {
            let forms = self.groups.get(*group).into_iter().flatten();
            for form in forms.filter(|form| stems(form) != own) {
                if !others.contains(&form.as_str()) {
                    others.push(form);
                }
            }
        }
        others
    }
}

/// The stems of a text with spaces between.
fn stems(text: &str) -> String {
    let words: Vec<String> = analyse(text).into_iter().map(|word| word.stem).collect();
    words.join(" ")
}

/// Looks things up in one generation.
pub(crate) struct Lookup<'a> {
    snapshot: &'a Snapshot,
    deadline: Deadline,
    spelt: usize,
    /// The first failure to read the index.
    pub(crate) failed: Option<tantivy::TantivyError>,
    /// Whether there were more words than other spellings are looked for.
    pub(crate) cut: bool,
}

impl<'a> Lookup<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot, deadline: Deadline) -> Self {
        Self {
            snapshot,
            deadline,
            spelt: 0,
            failed: None,
            cut: false,
        }
    }

    /// The entities that the words are a name of.
    fn entities(&self, words: &[&str]) -> Vec<&'a EntitySummary> {
        let text = words.join(" ");
        let slug = slugify(&text);
        if slug.is_empty() {
            return Vec::new();
        }
        [EntityKind::Organisation, EntityKind::Person]
            .into_iter()
            .filter_map(|kind| {
                let named = self.snapshot.summary(kind, &slug);
                named.or_else(|| self.snapshot.by_alias(kind, &slug))
            })
            .filter(|entity| self.means(&text, &slug, entity))
            .collect()
    }

    /// Whether somebody who types this mostly means the entity. A single word (`commission`, `who`) may be an ordinary
    /// one that is part of a name now and then: then most entries that have it do not name the entity by it.
    fn means(&self, text: &str, slug: &str, entity: &EntitySummary) -> bool {
        let tokens = analyse(text);
        let [word] = tokens.as_slice() else {
            return true;
        };
        let is_short_form = |text: &str| text.chars().count() > 1 && !text.contains(char::is_lowercase);
        let mut printed = 0;
        for alias in &entity.aliases {
            if alias.text == text && is_short_form(text) {
                return true;
            }
            // Whoever types a surname means the person whom entries call by title and surname, or in full.
            let is_form = match entity.kind {
                EntityKind::Organisation => slugify(&alias.text) == slug,
                EntityKind::Person => analyse(&alias.text)
                    .last()
                    .is_some_and(|last| last.exact == word.exact),
            };
            if is_form {
                printed += alias.count;
            }
        }
        let term = Term::from_field_text(self.snapshot.fields.text.exact, &word.exact);
        let entries = self.snapshot.searcher.doc_freq(&term).unwrap_or(u64::MAX);
        printed.saturating_mul(2) >= entries
    }

    /// How much rarer other words are than those typed: what is rare scores high by itself, and must not for standing
    /// in for something common.
    fn fair(&self, typed: &str, other: &str) -> f32 {
        let worth = |text: &str| -> f32 {
            let field = self.snapshot.fields.text.stem;
            let stems = analyse(text)
                .into_iter()
                .map(|word| Term::from_field_text(field, &word.stem));
            stems
                .map(|term| {
                    rarity(
                        &self.snapshot.searcher,
                        self.snapshot.searcher.doc_freq(&term).unwrap_or(0),
                    )
                })
                .sum()
        };
        let (typed, other) = (worth(typed), worth(other));
        if other > typed && other > 0.0 {
            typed / other
        } else {
            1.0
        }
    }
}

impl Thesaurus for Lookup<'_> {
    fn synonyms(&mut self, words: &[&str]) -> Vec<Other> {
        let text = words.join(" ");
        let forms = self.snapshot.settings.synonyms.others(&text);
        let mut others: Vec<Other> = forms
            .into_iter()
            .map(|form| Other {
                kind: plain(form),
                weight: SYNONYM_WEIGHT * self.fair(&text, form),
                reason: "synonym",
                form: form.to_owned(),
            })
            .collect();
        let entities = self.entities(words);
        others.extend(entities.into_iter().map(|entity| Other {
            kind: NodeKind::Entity {
                entity: entity.kind,
                name: entity.slug.clone(),
            },
            weight: ENTITY_WEIGHT,
            reason: "entity",
            form: entity.name.clone(),
        }));
        others
    }

    fn spellings(&mut self, word: &str, sure: bool) -> Vec<Other> {
        let words = analyse(word);
        let [typed] = words.as_slice() else {
            return Vec::new();
        };
        let letters = typed.exact.chars().count();
        if letters < MIN_SPELT || !typed.exact.chars().all(char::is_alphabetic) {
            return Vec::new();
        }
        if self.spelt >= MAX_SPELT_WORDS {
            // What nobody asked for is nothing to speak of.
            self.cut |= !sure;
            return Vec::new();
        }
        self.spelt += 1;
        match self.spelt_otherwise(typed, letters, sure) {
            Ok(spellings) => spellings,
            Err(error) => {
                self.failed.get_or_insert(error);
                Vec::new()
            }
        }
    }
}

impl Lookup<'_> {
    fn spelt_otherwise(&self, typed: &Word, letters: usize, sure: bool) -> tantivy::Result<Vec<Other>> {
        let misprints = sure_misprints(self.snapshot, &typed.exact, &typed.stem, self.deadline)?;
        let weight = |form: &str| SPELLING_WEIGHT * self.fair(&typed.exact, form);
        let mut spellings: Vec<Other> = misprints
            .into_iter()
            .map(|form| Other {
                kind: plain(&form),
                weight: weight(&form),
                reason: "misprint",
                form,
            })
            .collect();
        if !sure {
            let likely = likely_spellings(self.snapshot, &typed.exact, &typed.stem, letters, self.deadline)?;
            let is_new = |other: &Other| spellings.iter().all(|sure| sure.form != other.form);
            let likely: Vec<Other> = likely.into_iter().filter(is_new).collect();
            spellings.extend(likely);
        }
        Ok(spellings)
    }
}

/// Words of the index that are spelt nearly so and begin with the same letter: if the word is in the index those that
/// are much rarer, for they may be misprints of it, else the most frequent.
fn likely_spellings(
    snapshot: &Snapshot,
    exact: &str,
    stem: &str,
    letters: usize,
    deadline: Deadline,
) -> tantivy::Result<Vec<Other>> {
    let fields = snapshot.fields.text;
    let own = snapshot
        .searcher
        .doc_freq(&Term::from_field_text(fields.stem, stem))?;
    let (distance, rarer) = if letters >= LONG {
        (2, 1)
    } else {
        (1, MISPRINT_RARITY)
    };
    let forms = spelt_nearly(snapshot, fields.exact, exact, distance, deadline)?;
    let mut spellings = Vec::new();
    for (form, count) in forms.counted() {
        let another = form.chars().all(char::is_alphabetic);
        let likely = own == 0 || count.saturating_mul(rarer) <= own;
        if another && likely && stems(form) != stem {
            spellings.push(Other {
                kind: plain(form),
                weight: SPELLING_WEIGHT,
                reason: "typo",
                form: form.to_owned(),
            });
        }
        if spellings.len() >= MAX_SPELLINGS {
            break;
        }
    }
    Ok(spellings)
}

fn plain(text: &str) -> NodeKind {
    NodeKind::Word {
        field: TextField::Text,
        text: text.to_owned(),
    }
}
