//! Surnames and given names alone: `Mr Wick`, `Thornby said`, `Clara's question`.
//!
//! A short form means the person that the page names in full: the nearest before it in its entry, else the nearest
//! entry's. Once `Mr Wick` is somebody in an entry he stays so. Without a full name on the page, a title, a contact or
//! a kin word still shows a person, and a verb of saying one of the gazetteer.

use super::directory::{Directory, Known};
use super::name::Candidate;
use super::relative::kin_before;
use super::{Mentions, PersonMention, attribution, covers, role};
use crate::gazetteer::Gender;
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::organisations::{Evidence, Identity};
use crate::page::Page;
use crate::text::{Shape, TokenKind, TokenisedText};
use daybook_model::RecognitionRule;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Adds the mentions by short forms.
pub(super) fn resolve(
    knowledge: &Knowledge,
    page: &Page<'_>,
    directory: &Directory,
    alone: &[Vec<Candidate>],
    found: &mut Mentions,
) {
    let resolver = Resolver {
        knowledge,
        page,
        directory,
    };
    for (place, candidates) in alone.iter().enumerate() {
        let mut settled = FxHashMap::default();
        let mut added: Vec<PersonMention> = candidates
            .iter()
            .filter_map(|candidate| resolver.one(place, candidate, &mut settled))
            .collect();
        loop {
            let before = added.len();
            for candidate in candidates.iter().filter(|c| !c.is_titled() && !c.is_full()) {
                let text = &page.parts[place].text;
                if covers(&added, candidate.start) || !resolver.could_be_a_person(text, candidate) {
                    continue;
                }
                let beside = resolver.listed_beside_a_person(text, candidate, &added);
                added.extend(beside);
            }
            if added.len() == before {
                break;
            }
        }
        // A word of a name that turned out to be in a list is no name of its own.
        added.retain(|mention| !covers(&found[place], mention.start));
        found[place].append(&mut added);
        found[place].sort_by_key(|m| m.start);
    }
    resolver.without_titles(alone, found);
}

/// A given name that only one person of the page has reaches so many entries.
const FAR: usize = 30;

/// Who a form was found to mean in this entry.
type Settled = FxHashMap<(String, Option<Gender>), Identity>;

/// What short forms are resolved with.
pub(super) struct Resolver<'a> {
    pub(super) knowledge: &'a Knowledge,
    pub(super) page: &'a Page<'a>,
    pub(super) directory: &'a Directory,
}

impl Resolver<'_> {
    fn one(&self, place: usize, candidate: &Candidate, settled: &mut Settled) -> Option<PersonMention> {
        let text = &self.page.parts[place].text;
        let word = text.words(candidate.name_start, candidate.end);
        let key = (word.to_owned(), candidate.gender);
        let titled = candidate.is_titled();
        let usable = titled || self.could_be_a_person(text, candidate);
        if !usable {
            return None;
        }
        if !titled && let Some(kin) = kin_before(text, candidate.start) {
            let relative = self.relative(place, candidate, kin);
            settled.insert(key, relative.identity.clone());
            return Some(relative);
        }
        if let Some(relative) = self.of_the_next_surname(place, candidate) {
            settled.insert(key, relative.identity.clone());
            return Some(relative);
        }
        let by_surname = || {
            let bearers = self.directory.of_surname(word);
            self.nearest(
                place,
                candidate,
                bearers.filter(|known| fits(candidate.gender, known.gender)),
            )
        };
        if !titled
            && self.directory.of_surname(word).all(|known| known.is_only_peer)
            && let Some(other) = self.listed_surname(place, candidate)
        {
            // `Hunt said` beside `Lord Hunt` is the one in office.
            return Some(other);
        }
        // `Clara said`, `Dr Clara` and the like.
        let by_given = || {
            let bearers = self.directory.of_given_name(word);
            let near = bearers.filter(|known| self.is_near_by_given_name(place, known));
            self.nearest(place, candidate, near)
        };
        let settled_as = settled.get(&key).cloned();
        let on_page = settled_as.or_else(by_surname).or_else(by_given);
        if let Some(identity) = on_page {
            let given_only = !titled && text.classes(candidate.name_start).is(Classes::GIVEN_AMBIGUOUS);
            if given_only && !self.acts(text, candidate) {
                return None;
            }
            settled.insert(key, identity.clone());
            let full = self.name(&identity);
            return Some(mention(
                candidate,
                identity,
                RecognitionRule::PageCoreference,
                full,
            ));
        }
        let found = if titled {
            self.titled_in_the_list(place, candidate)
                .or_else(|| self.misprinted(place, candidate))
                .or_else(|| self.titled_stranger(text, candidate))
        } else {
            self.listed_surname(place, candidate)
                .or_else(|| self.given_name_alone(place, candidate))
                .or_else(|| self.misprinted(place, candidate))
        }?;
        settled.insert(key, found.identity.clone());
        Some(found)
    }

    /// A given name alone means somebody of its own entry, or the only one of that name a few entries away.
    fn is_near_by_given_name(&self, place: usize, known: &Known) -> bool {
        let near = if self.directory.namesakes(&known.given) == 1 {
            FAR
        } else {
            0
        };
        known
            .places
            .iter()
            .any(|(other, _)| other.abs_diff(place) <= near)
    }

    pub(super) fn name(&self, identity: &Identity) -> String {
        match identity {
            Identity::Row(row) => self.knowledge.person(*row).name.clone(),
            Identity::Made(name) => name.clone(),
        }
    }

    /// Is nothing against a person here?
    pub(super) fn could_be_a_person(&self, text: &TokenisedText<'_>, candidate: &Candidate) -> bool {
        let (start, end) = (candidate.start, candidate.end);
        let classes = text.classes(start);
        let article = matches!(
            text.word_before(start, 1),
            "the" | "a" | "an" | "this" | "that" | "no" | "mid"
        );
        let after_capital = start > 0
            && text.is_capitalised(start - 1)
            && !text.tokens[start - 1].sentence_start
            && !text
                .classes_before(start, 1)
                .is(Classes::FUNCTION | Classes::ROLE | Classes::SAYING | Classes::ROLE_PART);
        let before_capital = text.is_capitalised(end) && !text.classes(end).is(Classes::HONORIFIC);
        let hyphenated = text.word(end) == "-" && !text.tokens[end].spaced;
        let possessive = text.kind(end) == TokenKind::Possessive;
        let before_noun = article && !possessive;
        // `Dr Ann Lee, Derbyshire: which bus?`
        let whence = classes.is(Classes::PLACE)
            && text.word_before(start, 1) == ","
            && start > 1
            && text.is_capitalised(start - 2)
            && text.word(end) == ":";
        let shape = text.tokens[start].shape;
        if whence
            || before_noun
            || after_capital
            || before_capital
            || hyphenated
            || matches!(shape, Shape::Caps)
        {
            return false;
        }
        let opens = text.tokens[start].sentence_start && !classes.is_plain_given_name();
        let doubtful = opens || classes.is(Classes::PLACE | Classes::REPORT_SURNAME);
        let distinctive = classes == Classes::NONE && !self.page.has_in_small_letters(text.word(start));
        !doubtful
            || distinctive
            || self.acts(text, candidate)
            || (classes.is(Classes::GIVEN) && addressed(text, candidate))
    }

    /// Does a verb, a possessive or a role beside it show that the name is somebody's?
    pub(super) fn acts(&self, text: &TokenisedText<'_>, candidate: &Candidate) -> bool {
        let end = candidate.end;
        let verb = text.kind(end) == TokenKind::Word
            && !text.is_capitalised(end)
            && text.classes(end).is(Classes::SAYING | Classes::ACTING);
        verb || text.kind(end) == TokenKind::Possessive
            || attribution::shows(text, candidate).is_some()
            || role::before(text, candidate.start).is_some()
    }

    /// The nearest of some of the page's persons: before it in its entry, after it there, in other entries.
    pub(super) fn nearest<'k>(
        &self,
        place: usize,
        candidate: &Candidate,
        matching: impl Iterator<Item = &'k Known>,
    ) -> Option<Identity> {
        let distance = |known: &Known| {
            let at = |(other, start): &(usize, usize)| {
                if *other != place {
                    (2, other.abs_diff(place), 0)
                } else if *start < candidate.start {
                    (0, candidate.start - start, 0)
                } else {
                    (1, start - candidate.start, 0)
                }
            };
            known.places.iter().map(at).min()
        };
        // Who is introduced as somebody's wife further on is not whom a surname meant before that.
        let introduced_later = |known: &Known| {
            let first = known
                .places
                .iter()
                .filter(|(other, _)| *other == place)
                .map(|(_, start)| *start)
                .min();
            first.is_some_and(|first| first > candidate.start)
        };
        let relatives_last =
            |known: &Known| known.is_relative && (candidate.is_titled() || introduced_later(known));
        let nearest = matching.min_by_key(|known| {
            (
                relatives_last(known),
                distance(known),
                Reverse(known.places.len()),
                self.name(&known.identity),
            )
        });
        nearest.map(|known| known.identity.clone())
    }
}

pub(super) fn mention(
    candidate: &Candidate,
    identity: Identity,
    rule: RecognitionRule,
    evidence: String,
) -> PersonMention {
    PersonMention {
        start: candidate.start,
        end: candidate.end,
        is_full: false,
        identity,
        gender: candidate.gender,
        rule,
        evidence: Evidence::Words(evidence),
    }
}

pub(super) fn fits(title: Option<Gender>, person: Option<Gender>) -> bool {
    title.is_none_or(|title| person.is_none_or(|person| title == person))
}

/// `Clara - one of`, `Thanks Clara`: a given name at the head of a sentence that is spoken to.
fn addressed(text: &TokenisedText<'_>, candidate: &Candidate) -> bool {
    matches!(text.word(candidate.end), "-" | "–" | "," | "?" | "!")
}

#[cfg(test)]
mod tests {
    use crate::testing::{person_mentions, persons};

    #[test]
    fn titles_and_surnames() {
        let found =
            person_mentions("Clara Wick spoke. Ms Wick was clear, and Wick said so. Wick’s letter is here.");
        assert_eq!(found, ["Clara Wick: Clara Wick, Ms Wick, Wick, Wick"]);
    }

    #[test]
    fn gender_of_titles() {
        let found = person_mentions("Clara Wick met Abel Wick. Mr Wick agreed with Mrs Wick.");
        assert_eq!(
            found,
            [
                "Clara Wick: Clara Wick, Mrs Wick",
                "Abel Wick: Abel Wick, Mr Wick"
            ]
        );
    }

    #[test]
    fn a_son_is_not_mister() {
        let found = person_mentions(
            "Abel Wick wrote after the death of his son Quentin Wick. Mr Wick asked for more.",
        );
        assert_eq!(
            found,
            ["Abel Wick: Abel Wick, Mr Wick", "Quentin Wick: Quentin Wick"]
        );
    }

    #[test]
    fn given_names_from_the_page_or_a_mailbox() {
        assert_eq!(
            persons("Call Clara on 01 or mail clara.thornby@example.com"),
            ["Clara Thornby"]
        );
        assert_eq!(
            person_mentions("Clara Wick asked. Clara’s question is good."),
            ["Clara Wick: Clara Wick, Clara"]
        );
    }

    #[test]
    fn strangers_with_titles() {
        assert_eq!(
            persons("Mr Zubb and Baroness Quill spoke."),
            ["Zubb", "Baroness Quill"]
        );
    }
}
