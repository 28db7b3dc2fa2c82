//! What the rules know of single words: verbs of saying, roles, titles, heads of organisations' names, places.
//!
//! Names of organisations and persons are data (the gazetteer); these words are part of the rules.

mod organisation_words;
mod person_words;
mod places;

use crate::gazetteer::{Gender, NameLists};
use rustc_hash::FxHashMap;
use std::ops::BitOr;

/// A set of what a word can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Classes(u32);

macro_rules! classes {
    ($($name:ident $bit:literal $doc:literal),* $(,)?) => {
        impl Classes {
            $(#[doc = $doc] pub(crate) const $name: Self = Self(1 << $bit);)*
        }
    };
}

classes! {
    GIVEN_MALE 0 "A given name of men.",
    GIVEN_FEMALE 1 "A given name of women.",
    GIVEN_AMBIGUOUS 2 "A given name that is an everyday word as well.",
    HONORIFIC 3 "A title before a name: `Dr`.",
    PEER 4 "A title of the peerage: `Baroness`.",
    MALE_TITLE 5 "A man's title.",
    FEMALE_TITLE 6 "A woman's title.",
    SAYING 7 "A verb of saying, in the third person or the past.",
    ACTING 8 "A verb that follows a subject: `has`, `will`.",
    ROLE 9 "The head noun of a role: `secretary`.",
    ROLE_PART 10 "A word inside a role: `deputy`, `health`.",
    PARTICLE 11 "A particle inside a surname: `van`.",
    KIN 12 "A word of kinship: `son`.",
    FUNCTION 13 "A word that opens sentences and is in no name: `The`, `However`.",
    CALENDAR 14 "A month or weekday.",
    PLACE 15 "A place.",
    THING 16 "A noun that makes a name part of a thing's name: `Inquiry`, `Show`, `Street`.",
    ORGANISATION_WORD 17 "A word of organisations' names that is in no person's name: `Health`.",
    HEAD 18 "The last word of organisations' names: `Association`.",
    PREFIX_HEAD 19 "A first noun of organisations' names before of or for: `Institute`.",
    GENERIC 20 "Says nothing about which organisation is meant: `NHS`, `Local`.",
    TRUST_CUE 21 "Shows that a place stands for its hospital trust.",
    KIND_NOUN 22 "A common noun that says what a name is: `charity`.",
    LISTED_WORD 23 "In the name of some organisation of the gazetteer.",
    REPORT_SURNAME 24 "A surname that mostly stands for an inquiry.",
    CONTACT 25 "A verb of getting in touch: `email`.",
    WEAK_HEAD 26 "Ends names of organisations after a word that nothing else explains: `Medlar Health`.",
    CUE 27 "A rule of its own looks at the word: `St`, `Save`, `NHS`.",
    COLLECTIVE 28 "Who or what a small body or a firm is made of, at the end of its name: `Carers`, `Choir`, `Housing`.",
}

impl Classes {
    /// No class.
    pub(crate) const NONE: Self = Self(0);
    /// A given name of any kind.
    pub(crate) const GIVEN: Self = Self(0b111);

    /// Words that a rule begins at, of which a text keeps where they are.
    pub(crate) const SOUGHT: Self = Self(
        Self::CUE.0
            | Self::PREFIX_HEAD.0
            | Self::HEAD.0
            | Self::WEAK_HEAD.0
            | Self::KIND_NOUN.0
            | Self::COLLECTIVE.0
            | Self::SAYING.0,
    );

    /// Are all of these among them?
    pub(crate) fn has_all(self, classes: Self) -> bool {
        self.0 & classes.0 == classes.0
    }

    /// Is the word in any of these classes?
    pub(crate) fn is(self, classes: Self) -> bool {
        self.0 & classes.0 != 0
    }

    /// Is it a given name and no everyday word?
    pub(crate) fn is_plain_given_name(self) -> bool {
        self.is(Self::GIVEN) && !self.is(Self::GIVEN_AMBIGUOUS)
    }

    /// The gender that a given name or a title shows.
    pub(crate) fn gender(self) -> Option<Gender> {
        let male = self.is(Self::GIVEN_MALE | Self::MALE_TITLE);
        let female = self.is(Self::GIVEN_FEMALE | Self::FEMALE_TITLE);
        match (male, female) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        }
    }
}

impl BitOr for Classes {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A word by its number in a lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct WordId(u32);

impl WordId {
    /// A word that the lexicon does not have.
    pub(crate) const UNKNOWN: Self = Self(u32::MAX);
    /// Words with hyphens between them, to be looked up one by one.
    pub(crate) const SEVERAL: Self = Self(u32::MAX - 1);

    /// The number, for tables by word.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// Words in small letters with their classes.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// Words of up to [`SHORT`] bytes, as numbers: every word of every text is looked up here.
    short: FxHashMap<u128, (Classes, WordId)>,
    long: FxHashMap<Box<str>, (Classes, WordId)>,
}

/// So many bytes of a word, and its length, make a number.
const SHORT: usize = 15;

/// A word of up to [`SHORT`] bytes as a number of its own: its bytes, the first lowest, and its length above them.
///
/// Read in at most two overlapping pieces, since copying so few bytes would cost more than all else here.
fn number(word: &str) -> Option<u128> {
    let bytes = word.as_bytes();
    let length = bytes.len();
    let number = match (bytes.first_chunk(), bytes.last_chunk()) {
        _ if length > SHORT => return None,
        (Some(first), Some(last)) => {
            let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
            u128::from(first) | (u128::from(last) << (8 * (length - 8)))
        }
        _ => match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => {
                let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
                u128::from(first) | (u128::from(last) << (8 * (length - 4)))
            }
            _ => {
                let add = |number: u128, byte: &u8| (number << 8) | u128::from(*byte);
                bytes.iter().rev().fold(0, add)
            }
        },
    };
    Some(number | ((length as u128) << (8 * SHORT)))
}

impl Lexicon {
    /// The words of the rules and the given names of a gazetteer.
    pub(crate) fn new(lists: &NameLists) -> Self {
        let mut lexicon = Self::default();
        for (classes, words) in person_words::WORDS
            .iter()
            .chain(organisation_words::WORDS)
            .chain(places::WORDS)
        {
            for word in words.split_whitespace() {
                // Words are looked up as the tokeniser normalises them.
                lexicon.add(&word.replace('-', " "), *classes);
            }
        }
        for (classes, names) in [
            (Classes::GIVEN_MALE, &lists.male),
            (Classes::GIVEN_FEMALE, &lists.female),
            (Classes::GIVEN_MALE | Classes::GIVEN_FEMALE, &lists.either),
            (Classes::GIVEN_AMBIGUOUS, &lists.ambiguous),
            (Classes::REPORT_SURNAME, &lists.surnames_of_reports),
        ] {
            for name in names {
                lexicon.add(crate::text::normalise(name).trim(), classes);
            }
        }
        lexicon
    }

    /// Adds classes to a word in small letters, which may be none.
    pub(crate) fn add(&mut self, word: &str, classes: Classes) -> WordId {
        let new = (Classes::NONE, WordId((self.short.len() + self.long.len()) as u32));
        let (known, id) = match number(word) {
            Some(number) => self.short.entry(number).or_insert(new),
            None => self.long.entry(word.into()).or_insert(new),
        };
        *known = *known | classes;
        *id
    }

    /// The number of a word in small letters.
    pub(crate) fn id(&self, word: &str) -> WordId {
        self.known(word).map_or(WordId::UNKNOWN, |(_, id)| id)
    }

    fn known(&self, word: &str) -> Option<(Classes, WordId)> {
        match number(word) {
            Some(number) => self.short.get(&number).copied(),
            None => self.long.get(word).copied(),
        }
    }

    /// The classes of a word in small letters.
    pub(crate) fn classes(&self, word: &str) -> Classes {
        self.look_up(word).0
    }

    /// The classes of a word in small letters, and its number.
    pub(crate) fn look_up(&self, word: &str) -> (Classes, WordId) {
        self.known(word)
            .unwrap_or_else(|| (self.classes_of_joined(word), WordId::UNKNOWN))
    }

    /// `Sally-Anne` is a given name if both are.
    fn classes_of_joined(&self, word: &str) -> Classes {
        let Some((first, second)) = word.split_once(' ') else {
            return Classes::NONE;
        };
        let plain = |part: &str| {
            let (classes, _) = self.known(part)?;
            classes.is_plain_given_name().then_some(classes)
        };
        let given = plain(first).filter(|_| plain(second).is_some());
        given.map_or(Classes::NONE, |classes| Classes(classes.0 & Classes::GIVEN.0))
    }
}

#[cfg(test)]
mod tests {
    use super::{SHORT, number};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_number_is_a_words_bytes_and_length(word in "[a-zé\0]{0,18}") {
            let model = (word.len() <= SHORT).then(|| {
                let mut bytes = [0; 16];
                bytes[..word.len()].copy_from_slice(word.as_bytes());
                bytes[SHORT] = word.len() as u8;
                u128::from_le_bytes(bytes)
            });
            prop_assert_eq!(number(&word), model);
        }
    }
}
