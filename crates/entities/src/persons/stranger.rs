//! Short forms that the page explains nowhere: `Mr Wick`, `Wick said`, `Call Clara`, `his son Abel`.
//!
//! A title, a contact or a kin word still shows a person. A surname alone is one of the gazetteer, who must do or say
//! something unless every reader knows the name.

use super::lone::{Resolver, fits, mention};
use super::name::{Candidate, printed};
use super::nickname::is_slip;
use super::{PersonMention, attribution, mailbox, office, role};
use crate::lexicon::Classes;
use crate::organisations::Identity;
use crate::text::TokenisedText;
use daybook_model::RecognitionRule;

/// Titles of the peerage as the gazetteer's `honorific` has them.
const PEERAGE: [&str; 6] = ["lord", "lady", "baroness", "baron", "earl", "viscount"];

impl Resolver<'_> {
    /// `Mr Wick` of whom the page says no more.
    pub(super) fn titled_stranger(
        &self,
        text: &TokenisedText<'_>,
        candidate: &Candidate,
    ) -> Option<PersonMention> {
        let word = text.word(candidate.name_start);
        let titles = text
            .printed_span(candidate.start, candidate.name_start)
            .to_owned();
        let peer = (candidate.start..candidate.name_start).any(|i| text.classes(i).is(Classes::PEER));
        let rows = self.knowledge.persons_of_surname(word).iter().copied();
        let same: Vec<u32> = rows
            .filter(|row| {
                let person = self.knowledge.person(*row);
                let title = person.honorific.as_deref().unwrap_or("").to_lowercase();
                let ennobled = PEERAGE.iter().any(|peerage| title.contains(peerage));
                fits(candidate.gender, person.gender) && peer == ennobled
            })
            .collect();
        if let Some(row) = self.meant_by_title(&same) {
            let person = self.knowledge.person(row);
            let evidence = format!("{titles} ({} {})", person.origin, person.name);
            return Some(mention(
                candidate,
                Identity::Row(row),
                RecognitionRule::Honorific,
                evidence,
            ));
        }
        let name = printed(
            text,
            if peer {
                candidate.start
            } else {
                candidate.name_start
            },
            candidate.end,
        );
        Some(mention(
            candidate,
            Identity::Made(name),
            RecognitionRule::Honorific,
            titles,
        ))
    }

    /// One person of the surname, or of several the one whom every reader knows.
    fn meant_by_title(&self, rows: &[u32]) -> Option<u32> {
        let row = office::likeliest(self.knowledge, self.page, rows)?;
        (rows.len() == 1 || office::is_well_known(self.knowledge, self.page, row)).then_some(row)
    }

    /// The surname of one person of the gazetteer, who says something.
    pub(super) fn listed_surname(
        &self,
        text: &TokenisedText<'_>,
        candidate: &Candidate,
    ) -> Option<PersonMention> {
        let word = text.word(candidate.name_start);
        let rows = self.knowledge.persons_of_surname(word);
        if rows.is_empty() {
            return None;
        }
        let classes = text.classes(candidate.name_start);
        let row = office::likeliest(self.knowledge, self.page, rows)?;
        let is_well_known = office::is_well_known(self.knowledge, self.page, row);
        let other = Classes::PLACE | Classes::REPORT_SURNAME | Classes::ORGANISATION_WORD | Classes::CALENDAR;
        let everyday =
            classes.is(other) || (!is_well_known && classes.is(Classes::GIVEN | Classes::LISTED_WORD));
        let rare = !everyday && !self.page.has_in_small_letters(word);
        let shown = || {
            let beside = attribution::shows(text, candidate);
            beside.or_else(|| role::before(text, candidate.start).map(|i| text.printed(i).to_owned()))
        };
        // A rare surname needs a verb after it; one that every reader knows only its capital inside a sentence.
        let free = || {
            let verb = text.word(candidate.end).ends_with('s') || self.acts(text, candidate);
            let known = is_well_known && text.is_mid_sentence(candidate.start);
            (rare && (verb || known)).then(|| text.printed(candidate.start).to_owned())
        };
        let cue = shown().or_else(free)?;
        let person = self.knowledge.person(row);
        let evidence = format!("{cue} ({} {})", person.origin, person.name);
        Some(mention(
            candidate,
            Identity::Row(row),
            RecognitionRule::Attribution,
            evidence,
        ))
    }

    /// A given name that only this place gives: `Call Clara on`, `his son Abel`.
    pub(super) fn given_name_alone(&self, place: usize, candidate: &Candidate) -> Option<PersonMention> {
        let text = &self.page.parts[place].text;
        let start = candidate.start;
        let classes = text.classes(start);
        if text.classes_before(start, 1).is(Classes::KIN) {
            return Some(self.relative(place, candidate));
        }
        let contacted = text.classes_before(start, 1).is(Classes::CONTACT);
        let plain = classes.is_plain_given_name() && !classes.is(Classes::PLACE);
        let mailbox = mailbox::surname_of(text, text.word(start));
        let cue = if contacted && (plain || mailbox.is_some()) {
            text.printed(start - 1).to_owned()
        } else {
            let verb = attribution::after(text, candidate.end).filter(|_| plain)?;
            text.printed(verb).to_owned()
        };
        let given = printed(text, start, candidate.end);
        let name = match mailbox {
            Some(surname) => format!("{given} {surname}"),
            None => given,
        };
        let rule = if contacted {
            RecognitionRule::GivenName
        } else {
            RecognitionRule::Attribution
        };
        Some(mention(candidate, Identity::Made(name), rule, cue))
    }

    /// `his son Abel`: somebody of the page whose name is spelt almost so, else a namesake of the last person.
    fn relative(&self, place: usize, candidate: &Candidate) -> PersonMention {
        let text = &self.page.parts[place].text;
        let given = text.word(candidate.start);
        let alike = self.directory.persons.iter().find(|known| {
            known.places.iter().any(|(part, _)| *part == place) && is_like(&known.given, given)
        });
        if let Some(known) = alike {
            let full = self.name(&known.identity);
            return mention(
                candidate,
                known.identity.clone(),
                RecognitionRule::PageCoreference,
                full,
            );
        }
        let before = self.directory.persons.iter().filter_map(|known| {
            let at = known
                .places
                .iter()
                .filter(|(part, start)| *part == place && *start < candidate.start);
            at.map(|(_, start)| *start).max().map(|at| (at, known))
        });
        let printed_given = printed(text, candidate.start, candidate.end);
        let name = match before.max_by_key(|(at, known)| (*at, self.name(&known.identity))) {
            Some((_, known)) => {
                let full = self.name(&known.identity);
                let surname = full.rsplit(' ').next().unwrap_or("").to_owned();
                format!("{printed_given} {surname}")
            }
            None => printed_given,
        };
        let cue = text.printed(candidate.start - 1).to_owned();
        mention(candidate, Identity::Made(name), RecognitionRule::Role, cue)
    }
}

/// Spelt almost so: the same first three letters, at most two others different.
fn is_like(a: &str, b: &str) -> bool {
    let same_head = a.chars().take(3).eq(b.chars().take(3)) && a.chars().count() > 3;
    is_slip(a, b) || (same_head && a.chars().count().abs_diff(b.chars().count()) <= 2)
}
