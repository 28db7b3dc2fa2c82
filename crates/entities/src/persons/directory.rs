//! The persons that a page names in full, spellings of one person brought together.

use super::Mentions;
use super::nickname::{are_forms_of_one, is_slip};
use crate::gazetteer::{Alias, Gender, PersonRow};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::organisations::{Evidence, Identity};
use crate::page::Page;
use crate::text::{TokenisedText, normalise};
use daybook_model::RecognitionRule;
use rustc_hash::FxHashMap;

/// A person named in full.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) identity: Identity,
    pub(super) given: String,
    pub(super) surname: String,
    pub(super) gender: Option<Gender>,
    /// Every place: part of the page and first token.
    pub(super) places: Vec<(usize, usize)>,
    /// Introduced as somebody's child or by a death: `Mr` is more likely another of the name.
    pub(super) is_relative: bool,
    /// Always with a title of the peerage: the bare surname is more likely another's.
    pub(super) is_only_peer: bool,
}

/// All persons named in full.
#[derive(Debug, Default)]
pub(super) struct Directory {
    pub(super) persons: Vec<Known>,
    /// Where each stands among the persons, until they are brought together.
    places: FxHashMap<Identity, usize>,
    /// Where the bearers of a surname stand, and those of a given name: a page may name any number of persons.
    surnames: FxHashMap<String, Vec<usize>>,
    givens: FxHashMap<String, Vec<usize>>,
}

impl Directory {
    /// Brings the spellings of one person together, in the mentions too.
    pub(super) fn new(knowledge: &Knowledge, page: &Page<'_>, found: &mut Mentions) -> Self {
        for mention in found.iter_mut().flatten().filter(|mention| mention.is_full) {
            if let Identity::Made(name) = &mention.identity
                && let Some((row, rule)) = listed(knowledge, name)
            {
                let person = knowledge.person(row);
                mention.identity = Identity::Row(row);
                mention.rule = rule;
                mention.evidence = Evidence::Words(format!("{} {}", person.origin, person.name));
            }
        }
        let mut directory = Self::default();
        for (place, (part, mentions)) in page.parts.iter().zip(found.iter()).enumerate() {
            for mention in mentions.iter().filter(|mention| mention.is_full) {
                let known = directory.of(knowledge, &mention.identity);
                known.gender = known.gender.or(mention.gender);
                known.places.push((place, mention.start));
                known.is_relative |= is_relative(&part.text, mention.start);
                known.is_only_peer &= part.text.classes(mention.start).is(Classes::PEER);
            }
        }
        directory.merge(knowledge, found);
        for (at, known) in directory.persons.iter().enumerate() {
            directory
                .surnames
                .entry(known.surname.clone())
                .or_default()
                .push(at);
            directory.givens.entry(known.given.clone()).or_default().push(at);
        }
        directory
    }

    /// The bearers of a surname, in the directory's order.
    pub(super) fn of_surname(&self, surname: &str) -> impl Iterator<Item = &Known> {
        self.at(self.surnames.get(surname))
    }

    /// The bearers of a given name, in the directory's order.
    pub(super) fn of_given_name(&self, given: &str) -> impl Iterator<Item = &Known> {
        self.at(self.givens.get(given))
    }

    /// How many bear a given name.
    pub(super) fn namesakes(&self, given: &str) -> usize {
        self.givens.get(given).map_or(0, Vec::len)
    }

    fn at<'a>(&'a self, places: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a Known> {
        places
            .into_iter()
            .flatten()
            .filter_map(|at| self.persons.get(*at))
    }

    fn of(&mut self, knowledge: &Knowledge, identity: &Identity) -> &mut Known {
        let at = match self.places.get(identity) {
            Some(at) => *at,
            None => {
                let (name, surname) = match identity {
                    Identity::Row(row) => {
                        let person = knowledge.person(*row);
                        (&person.name, surname_of_row(person))
                    }
                    Identity::Made(name) => (name, surname_of(name)),
                };
                self.places.insert(identity.clone(), self.persons.len());
                self.persons.push(Known {
                    identity: identity.clone(),
                    given: given_name_of(name),
                    surname,
                    gender: None,
                    places: Vec::new(),
                    is_relative: false,
                    is_only_peer: true,
                });
                self.persons.len() - 1
            }
        };
        &mut self.persons[at]
    }

    /// The listed ones.
    pub(super) fn rows(&self) -> Vec<u32> {
        let row = |known: &Known| match known.identity {
            Identity::Row(row) => Some(row),
            Identity::Made(_) => None,
        };
        self.persons.iter().filter_map(row).collect()
    }

    /// One person under several spellings: a listed one wins, then the commoner, then the fuller.
    fn merge(&mut self, knowledge: &Knowledge, found: &mut Mentions) {
        self.persons.sort_by_cached_key(|known| {
            let length = match &known.identity {
                Identity::Row(_) => usize::MAX,
                Identity::Made(name) => name.len(),
            };
            let listed = matches!(known.identity, Identity::Row(_));
            std::cmp::Reverse((
                listed,
                length,
                known.places.len(),
                std::cmp::Reverse(known.identity.clone()),
            ))
        });
        self.places.clear();
        let mut kept: Vec<Known> = Vec::with_capacity(self.persons.len());
        let mut of_surname: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let mut renamed: FxHashMap<Identity, Identity> = FxHashMap::default();
        for known in std::mem::take(&mut self.persons) {
            // Two rows are two persons, and a name that nothing gave to either of its bearers is neither.
            let (is_row, is_shared) = match &known.identity {
                Identity::Row(_) => (true, false),
                Identity::Made(name) => (false, knowledge.namesakes.share(name)),
            };
            let family = of_surname.entry(known.surname.clone()).or_default();
            let same = family.iter().copied().find(|at| {
                let other = &kept[*at];
                !(is_shared || is_row && matches!(other.identity, Identity::Row(_)))
                    && are_forms_of_one(&other.given, &known.given)
                    && other.gender.is_none_or(|g| known.gender.is_none_or(|k| g == k))
            });
            match same {
                Some(at) => {
                    let other = &mut kept[at];
                    renamed.insert(known.identity, other.identity.clone());
                    other.places.extend(known.places);
                    other.is_relative &= known.is_relative;
                    other.is_only_peer &= known.is_only_peer;
                }
                None => {
                    family.push(kept.len());
                    kept.push(known);
                }
            }
        }
        if !renamed.is_empty() {
            for mention in found.iter_mut().flatten() {
                if let Some(identity) = renamed.get(&mention.identity) {
                    mention.identity = identity.clone();
                }
            }
        }
        self.persons = kept;
    }
}

/// The surname of a name as printed, normalised, with its particles: `van der Wick`, `Thornby-Wick`.
pub(crate) fn surname_of(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut from = words.len().saturating_sub(1);
    while from > 1
        && PARTICLES
            .iter()
            .any(|particle| words[from - 1].eq_ignore_ascii_case(particle))
    {
        from -= 1;
    }
    normalise(&words[from..].join(" ")).trim().to_owned()
}

/// The surname of a row, normalised: of two words where an alias says so, as `Pell Wick` of `Abel Pell Wick`.
pub(crate) fn surname_of_row(person: &PersonRow) -> String {
    let ends_the_name = |alias: &&Alias| {
        alias.text.contains(' ')
            && person
                .name
                .strip_suffix(alias.text.as_str())
                .is_some_and(|given| given.ends_with(' '))
    };
    let of_several_words = person.aliases.iter().find(ends_the_name);
    of_several_words.map_or_else(
        || surname_of(&person.name),
        |alias| normalise(&alias.text).trim().to_owned(),
    )
}

/// The given name of a name as printed, normalised.
pub(crate) fn given_name_of(name: &str) -> String {
    normalise(name.split_whitespace().next().unwrap_or(""))
        .trim()
        .to_owned()
}

/// Small words that belong to the surname after them.
const PARTICLES: [&str; 14] = [
    "van", "der", "den", "de", "von", "du", "la", "le", "bin", "al", "da", "di", "del", "ter",
];

/// The row of a name that is a nickname's or a slip away from it.
fn listed(knowledge: &Knowledge, name: &str) -> Option<(u32, RecognitionRule)> {
    let (given, surname) = (given_name_of(name), surname_of(name));
    let same = knowledge.persons_of_surname(&surname).iter().copied();
    let given_of = |row: u32| given_name_of(&knowledge.person(row).name);
    let by_nickname: Vec<u32> = same
        .filter(|row| are_forms_of_one(&given_of(*row), &given))
        .collect();
    if let [row] = by_nickname.as_slice() {
        return Some((*row, RecognitionRule::GazetteerAlias));
    }
    // A surname that others bear is no slip: `David Davies` is not David Davis.
    let is_somebodys =
        knowledge.is_common_surname(&surname) || !knowledge.persons_of_surname(&surname).is_empty();
    if surname.len() < 6 || is_somebodys || !by_nickname.is_empty() {
        return None;
    }
    let slips: Vec<u32> = knowledge
        .persons_of_given_name(&given)
        .iter()
        .copied()
        .filter(|row| is_slip(&surname_of_row(knowledge.person(*row)), &surname))
        .collect();
    match slips.as_slice() {
        [row] => Some((*row, RecognitionRule::GazetteerMisprint)),
        _ => None,
    }
}

/// `his son Ann Lee`, `the death of Ann Lee`.
fn is_relative(text: &TokenisedText<'_>, start: usize) -> bool {
    let comma = usize::from(text.word_before(start, 1) == ",");
    text.classes_before(start, 1 + comma).is(Classes::KIN)
        || (text.word_before(start, 1) == "of"
            && matches!(
                text.word_before(start, 2),
                "death" | "parents" | "father" | "mother" | "deaths"
            ))
}
