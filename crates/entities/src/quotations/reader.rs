//! What the rules look at, and what they find.

use super::marks::Passage;
use super::pieces::{Kind, Name, Pieces};
use crate::gazetteer::Gender;
use crate::lexicon::{Classes, Lexicon};
use daybook_model::{AttributionRule, NamedEntity};

/// Who says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// The person or organisation of this piece.
    Name(usize),
    /// Somebody who is not named, or not surely: no other rule may guess.
    Unnamed,
}

/// Who said a passage, and by which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) found: Found,
    pub(super) rule: AttributionRule,
}

/// An entry with what is known of it so far.
pub(super) struct Reader<'a> {
    pub(super) pieces: Pieces<'a>,
    pub(super) names: &'a [Name],
    pub(super) persons: &'a [NamedEntity],
    pub(super) passages: &'a [Passage],
    pub(super) lexicon: &'a Lexicon,
    /// By the person's place.
    pub(super) genders: Vec<Option<Gender>>,
    /// The verdicts on the passages before the one at hand.
    pub(super) verdicts: Vec<Option<Verdict>>,
}

impl Reader<'_> {
    /// The name of a piece.
    pub(super) fn name_at(&self, at: usize) -> Option<&Name> {
        match self.pieces.kind(at) {
            Kind::Person(name) | Kind::Organisation(name) => self.names.get(name),
            _ => None,
        }
    }

    /// Whether it is a person, and its place among the entry's persons or organisations.
    pub(super) fn entity_at(&self, at: usize) -> Option<(bool, usize)> {
        self.name_at(at).map(|name| (name.is_person, name.entity))
    }

    /// The gender of the person of a piece.
    pub(super) fn gender_at(&self, at: usize) -> Option<Gender> {
        let (is_person, entity) = self.entity_at(at)?;
        self.genders.get(entity).copied().flatten().filter(|_| is_person)
    }

    /// Is the word the head of a role: `director`?
    pub(super) fn is_role(&self, at: usize) -> bool {
        let word = self.pieces.printed(at);
        word.len() < 24 && self.lexicon.classes(&word.to_lowercase()).is(Classes::ROLE)
    }

    /// The verdict on the passage of a piece.
    pub(super) fn verdict_at(&self, at: usize) -> Option<Verdict> {
        match self.pieces.kind(at) {
            Kind::Passage(passage) => self.verdicts.get(passage).copied().flatten(),
            _ => None,
        }
    }

    /// The words of the passage.
    pub(super) fn words_of(&self, passage: usize) -> &str {
        self.passages
            .get(passage)
            .map_or("", |p| &self.pieces.text[p.start..p.end])
    }

    /// Whether the sentence goes on after the passage: `“...,” he said`, `“...”, he said`, `“...?” he said`.
    pub(super) fn links(&self, passage: usize, at: usize) -> bool {
        self.words_of(passage).ends_with([',', '?', '!', '–', '—', '…'])
            || self.pieces.is_mark(at + 1, ',')
            || self.pieces.is_dash(at + 1)
    }
}
