//! Surnames that are a slip away from somebody's: `Mr Lansely`. Only where no name fits as it is printed.

use super::lone::{Resolver, fits, mention};
use super::name::Candidate;
use super::nickname::is_slip;
use super::{PersonMention, office};
use crate::lexicon::Classes;
use crate::organisations::Identity;
use daybook_model::RecognitionRule;

/// Shorter words are a slip away from too many others.
const SHORTEST: usize = 6;

impl Resolver<'_> {
    /// Somebody of the page, or one whom every reader knows, by a surname that is misprinted here.
    pub(super) fn misprinted(&self, place: usize, candidate: &Candidate) -> Option<PersonMention> {
        let text = &self.page.parts[place].text;
        let word = text.word(candidate.name_start);
        let classes = text.classes(candidate.name_start);
        let explained = !(candidate.is_titled() || classes == Classes::NONE)
            || self.page.has_in_small_letters(word)
            || candidate.end > candidate.name_start + 1;
        if explained || word.len() < SHORTEST || !(candidate.is_titled() || self.acts(text, candidate)) {
            return None;
        }
        let alike = self.directory.persons.iter().filter(|known| {
            // The first letter is the one that nobody gets wrong, and quickly compared.
            known.surname.as_bytes().first() == word.as_bytes().first()
                && is_slip(&known.surname, word)
                && fits(candidate.gender, known.gender)
        });
        let on_page = self.nearest(place, candidate, alike);
        let (identity, evidence) = match on_page {
            Some(identity) => {
                let name = self.name(&identity);
                (identity, name)
            }
            None => {
                let row = self.well_known(candidate, word)?;
                let person = self.knowledge.person(row);
                (Identity::Row(row), format!("{} {}", person.origin, person.name))
            }
        };
        Some(mention(
            candidate,
            identity,
            RecognitionRule::GazetteerMisprint,
            evidence,
        ))
    }

    /// The only one of those whom every reader knows.
    fn well_known(&self, candidate: &Candidate, word: &str) -> Option<u32> {
        let mut rows = self
            .knowledge
            .prominent_persons_like(word)
            .filter(|row| fits(candidate.gender, self.knowledge.person(*row).gender))
            .filter(|row| office::is_well_known(self.knowledge, self.page, *row));
        let row = rows.next()?;
        rows.next().is_none().then_some(row)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{person_mentions, persons};

    #[test]
    fn slips_of_persons_of_the_page() {
        assert_eq!(
            person_mentions("Clara Thornby spoke. Ms Thronby was clear, and Thorby said so."),
            ["Clara Thornby: Clara Thornby, Ms Thronby, Thorby"]
        );
    }

    #[test]
    fn another_name_is_no_slip() {
        assert_eq!(
            persons("Clara Thornby and Abel Thorney spoke. Mr Thorney agreed with Mr Thornaby-Lee."),
            ["Clara Thornby", "Abel Thorney", "Thornaby-Lee"]
        );
    }
}
