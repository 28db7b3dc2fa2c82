//! Somebody's relatives by their given names: `his son Abel`, `Mr Wick’s wife, Clara,`.
//!
//! A relative has the surname of the person whose relative he is: of the one before the possessive, else of the nearest
//! one before who is the subject of a sentence and fits the pronoun. A person of the page or of the gazetteer with that
//! given name and a surname of the entry comes first.

use super::PersonMention;
use super::directory::Known;
use super::lone::{Resolver, fits, mention};
use super::name::{Candidate, printed};
use super::nickname::is_slip;
use crate::gazetteer::Gender;
use crate::lexicon::Classes;
use crate::organisations::Identity;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// The word of kinship before a name: `son Abel`, `wife, Clara,`.
pub(super) fn kin_before(text: &TokenisedText<'_>, start: usize) -> Option<usize> {
    let comma = text.word_before(start, 1) == "," && matches!(text.word(start + 1), "," | ".");
    let at = start.checked_sub(1 + usize::from(comma))?;
    let is_kin = text.classes(at).is(Classes::KIN) && !text.is_capitalised(at);
    // `her brother, Abel,` says whose; `the girl, Clara,` need not.
    (is_kin && (!comma || possessor(text, at).is_some())).then_some(at)
}

/// Whose relative it is: a pronoun, or the possessive after a name.
fn possessor(text: &TokenisedText<'_>, kin: usize) -> Option<usize> {
    // `her elder brother`
    (1..=2).filter_map(|back| kin.checked_sub(back)).find(|i| {
        matches!(text.word(*i), "his" | "her" | "whose" | "their" | "my")
            || text.kind(*i) == TokenKind::Possessive
    })
}

impl Resolver<'_> {
    /// The relative of that given name.
    pub(super) fn relative(&self, place: usize, candidate: &Candidate, kin: usize) -> PersonMention {
        let text = &self.page.parts[place].text;
        let given = text.word(candidate.start);
        let here = |known: &&Known| known.places.iter().any(|(part, _)| *part == place);
        let known_as = |known: &Known| {
            let full = self.name(&known.identity);
            mention(
                candidate,
                known.identity.clone(),
                RecognitionRule::PageCoreference,
                full,
            )
        };
        let persons = &self.directory.persons;
        if let Some(known) = persons
            .iter()
            .filter(here)
            .find(|known| is_like(&known.given, given))
        {
            return known_as(known);
        }
        let of_a_surname_here = |known: &&Known| {
            known.given == given
                && persons
                    .iter()
                    .filter(here)
                    .any(|other| other.surname == known.surname)
        };
        if let Some(known) = persons.iter().find(of_a_surname_here) {
            return known_as(known);
        }
        let cue = text.printed(kin).to_owned();
        for known in persons.iter().filter(here) {
            let rows = self.knowledge.persons_of_surname(&known.surname);
            let row = rows.iter().find(|row| {
                let name = &self.knowledge.person(**row).name;
                super::directory::given_name_of(name) == given
            });
            if let Some(row) = row {
                let person = self.knowledge.person(*row);
                let evidence = format!("{cue} ({} {})", person.origin, person.name);
                return mention(candidate, Identity::Row(*row), RecognitionRule::Role, evidence);
            }
        }
        let printed_given = printed(text, candidate.start, candidate.end);
        let name = match self.whose(place, candidate.start, kin) {
            Some(known) => {
                let full = self.name(&known.identity);
                let given = full.split(' ').next().unwrap_or("");
                let surname = full.strip_prefix(given).unwrap_or("").trim_start();
                let last = full.rsplit(' ').next().unwrap_or("");
                let surname = if surname.split(' ').count() > 1 && known.surname.contains(' ') {
                    surname
                } else {
                    last
                };
                format!("{printed_given} {surname}")
            }
            None => printed_given,
        };
        mention(candidate, Identity::Made(name), RecognitionRule::Role, cue)
    }

    fn whose(&self, place: usize, start: usize, kin: usize) -> Option<&Known> {
        let text = &self.page.parts[place].text;
        let possessor = possessor(text, kin);
        let gender = match possessor.map(|at| text.word(at)) {
            Some("his") => Some(Gender::Male),
            Some("her") => Some(Gender::Female),
            _ => None,
        };
        let mut before: Vec<(usize, &Known)> = Vec::new();
        for known in &self.directory.persons {
            let places = known
                .places
                .iter()
                .filter(|(part, at)| *part == place && *at < start);
            before.extend(places.map(|(_, at)| (*at, known)));
            // `Wick isn’t here. His father Abel is.`
            let alone = |i: &usize| text.is_capitalised(*i) && text.tokens[*i].sentence_start;
            let alone = (0..start)
                .filter(alone)
                .filter(|i| text.word(*i) == known.surname);
            before.extend(alone.map(|at| (at, known)));
        }
        before.retain(|(_, known)| fits(gender, known.gender));
        before.sort_by_key(|(at, known)| (*at, self.name(&known.identity)));
        let owner = possessor.filter(|at| text.kind(*at) == TokenKind::Possessive);
        let is_subject = |at: usize| text.tokens[at].sentence_start || at == 0;
        let before = || before.iter().rev();
        before()
            .find(|(at, _)| owner.is_some_and(|owner| owner - at < 5))
            .or_else(|| before().find(|(at, _)| is_subject(*at) && !is_quoted(text, *at)))
            .or_else(|| before().next())
            .map(|(_, known)| *known)
    }
}

/// Is there an opening quote before the token on its line that is not closed?
fn is_quoted(text: &TokenisedText<'_>, at: usize) -> bool {
    let mut i = at;
    while i > 0 && text.kind(i - 1) != TokenKind::Break {
        i -= 1;
        match text.word(i) {
            "“" => return true,
            "”" => return false,
            _ => {}
        }
    }
    false
}

/// Spelt almost so: the same first three letters, at most two others different.
fn is_like(a: &str, b: &str) -> bool {
    let same_head = a.chars().take(3).eq(b.chars().take(3)) && a.chars().count() > 3;
    is_slip(a, b) || (same_head && a.chars().count().abs_diff(b.chars().count()) <= 2)
}

#[cfg(test)]
mod tests {
    use crate::testing::person_mentions;

    #[test]
    fn the_subject_is_whose_relative_it_is() {
        assert_eq!(
            person_mentions(
                "Abel Wick has resigned. His wife Ann Zubb left with John Quill. His brother, Quentin, stayed."
            ),
            [
                "Abel Wick: Abel Wick",
                "Ann Zubb: Ann Zubb",
                "John Quill: John Quill",
                "Quentin Wick: Quentin"
            ]
        );
        assert_eq!(
            person_mentions("Abel Wick said: “Clara Thornby has failed.” He thanked his wife Ann."),
            [
                "Abel Wick: Abel Wick",
                "Clara Thornby: Clara Thornby",
                "Ann Wick: Ann"
            ]
        );
    }

    #[test]
    fn or_the_one_before_the_possessive() {
        assert_eq!(
            person_mentions("Abel Wick met Clara Thornby’s mother, Una, at home."),
            [
                "Abel Wick: Abel Wick",
                "Clara Thornby: Clara Thornby",
                "Una Thornby: Una"
            ]
        );
    }
}
