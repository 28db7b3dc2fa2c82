//! Two of one surname that is printed once: `Clara and Abel Thornby-Wick`.

use super::PersonMention;
use super::lone::{Resolver, mention};
use super::name::{Candidate, printed};
use crate::lexicon::Classes;
use crate::organisations::Identity;
use daybook_model::RecognitionRule;

impl Resolver<'_> {
    /// A given name with `and` and a full name after it, unless the entry has somebody of that given name in full.
    pub(super) fn of_the_next_surname(&self, place: usize, candidate: &Candidate) -> Option<PersonMention> {
        let text = &self.page.parts[place].text;
        let alone = text.classes(candidate.start).is_plain_given_name()
            && !text.classes(candidate.start).is(Classes::PLACE)
            && !candidate.is_titled()
            && text.word(candidate.end) == "and"
            && !(candidate.start > 0 && matches!(text.word(candidate.start - 1), "," | "and"));
        if !alone {
            return None;
        }
        let stands = |at: usize| move |(part, start): &(usize, usize)| *part == place && *start == at;
        let next = self
            .directory
            .persons
            .iter()
            .find(|known| known.places.iter().any(stands(candidate.end + 1)))?;
        let given = text.word(candidate.start);
        let mut namesakes = self.directory.of_given_name(given);
        if namesakes.any(|known| known.places.iter().any(|(part, _)| *part == place)) {
            return None;
        }
        let full = self.name(&next.identity);
        let mut namesakes = self.directory.of_given_name(given);
        let identity = match namesakes.find(|known| known.surname == next.surname) {
            Some(known) => known.identity.clone(),
            None => {
                let (_, surname) = full.split_once(' ')?;
                let given = printed(text, candidate.start, candidate.end);
                Identity::Made(format!("{given} {surname}"))
            }
        };
        Some(mention(candidate, identity, RecognitionRule::List, full))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::persons;

    #[test]
    fn one_surname_for_two() {
        assert_eq!(
            persons("With him were Clara and John Thornby-Wick of the choir."),
            ["Clara Thornby-Wick", "John Thornby-Wick"]
        );
    }

    #[test]
    fn names_of_their_own() {
        assert_eq!(
            persons("Clara Lee sang. Then Clara and John Thornby-Wick left."),
            ["Clara Lee", "John Thornby-Wick"]
        );
        assert_eq!(
            persons("Abel, Clara and John Thornby-Wick left."),
            ["Abel Thornby-Wick", "John Thornby-Wick"][1..]
        );
    }
}
