//! Short forms that the page explains nowhere: `Mr Wick`, `Wick said`, `Call Clara`, `his son Abel`.
//!
//! A title, a contact or a kin word still shows a person. A surname alone is one of the gazetteer, who must do or say
//! something unless every reader knows the name.

use super::lone::{Resolver, fits, mention};
use super::name::{Candidate, printed};
use super::{PersonMention, agent, attribution, first_name_terms, list, mailbox, office, plural, role};
use crate::gazetteer::Gender;
use crate::lexicon::Classes;
use crate::organisations::Identity;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// Titles of the peerage as the gazetteer's `honorific` has them.
const PEERAGE: [&str; 6] = ["lord", "lady", "baroness", "baron", "earl", "viscount"];

impl Resolver<'_> {
    /// `Mr Wick` of whom the page says no more, and the gazetteer does.
    pub(super) fn titled_in_the_list(&self, place: usize, candidate: &Candidate) -> Option<PersonMention> {
        let text = &self.page.parts[place].text;
        let word = text.words(candidate.name_start, candidate.end);
        let peer = plural::is_peer(text, candidate);
        let rows = self.knowledge.persons_of_surname(word).iter().copied();
        let same: Vec<u32> = rows
            .filter(|row| {
                let person = self.knowledge.person(*row);
                let title = person.honorific.as_deref().unwrap_or("").to_lowercase();
                let ennobled = PEERAGE.iter().any(|peerage| title.contains(peerage));
                fits(candidate.gender, person.gender) && peer == ennobled
            })
            .collect();
        let (row, office) = self.meant_by_title(place, word, &same)?;
        let person = self.knowledge.person(row);
        let office = office.map(|office| format!(", {office}")).unwrap_or_default();
        let evidence = format!(
            "{}{office} ({} {})",
            titles(text, candidate),
            person.origin,
            person.name
        );
        Some(mention(
            candidate,
            Identity::Row(row),
            RecognitionRule::Honorific,
            evidence,
        ))
    }

    /// `Mr Wick` of whom nobody says more.
    pub(super) fn titled_stranger(
        &self,
        text: &TokenisedText<'_>,
        candidate: &Candidate,
    ) -> Option<PersonMention> {
        let peer = plural::is_peer(text, candidate);
        let from = if peer {
            candidate.start
        } else {
            candidate.name_start
        };
        let mut name = printed(text, from, candidate.end);
        if peer && candidate.shared_title.is_some() {
            let title = match candidate.gender {
                Some(Gender::Female) => "Baroness",
                _ => "Lord",
            };
            name = format!("{title} {name}");
        }
        Some(mention(
            candidate,
            Identity::Made(name),
            RecognitionRule::Honorific,
            titles(text, candidate),
        ))
    }

    /// One person of the surname, or of several the one whom every reader knows; of a common surname the one whose
    /// office is named.
    fn meant_by_title(&self, place: usize, word: &str, rows: &[u32]) -> Option<(u32, Option<String>)> {
        if self.knowledge.is_common_surname(word) {
            return self.by_office(place, rows, office::PREMIER);
        }
        let row = office::likeliest(self.knowledge, self.page, rows)?;
        let meant = rows.len() == 1 || office::is_well_known(self.knowledge, self.page, row);
        meant.then_some((row, None))
    }

    /// The only one whose office the page names, else the holder of an office of at least that height on the day.
    fn by_office(&self, place: usize, rows: &[u32], least: u32) -> Option<(u32, Option<String>)> {
        let on_page = self.directory.rows();
        let named = |row: &u32| office::named(self.knowledge, self.page, place, &on_page, *row);
        let mut of_named_offices = rows.iter().filter_map(|row| Some((*row, named(row)?)));
        if let Some((row, office)) = of_named_offices.next() {
            return of_named_offices.next().is_none().then_some((row, Some(office)));
        }
        let in_office = |row: &&u32| office::is_known_in_office(self.knowledge, self.page, **row, least);
        let mut in_office = rows.iter().filter(in_office);
        let row = in_office.next()?;
        in_office.next().is_none().then_some((*row, None))
    }

    /// The surname of one person of the gazetteer, who says something.
    pub(super) fn listed_surname(&self, place: usize, candidate: &Candidate) -> Option<PersonMention> {
        let text = &self.page.parts[place].text;
        let word = text.words(candidate.name_start, candidate.end);
        let rows = self.knowledge.persons_of_surname(word);
        if rows.is_empty() {
            return None;
        }
        let classes = text.classes(candidate.name_start);
        let row = if self.knowledge.is_common_surname(word) {
            self.by_office(place, rows, office::WELL_KNOWN)?.0
        } else {
            office::likeliest(self.knowledge, self.page, rows)?
        };
        let is_well_known = office::is_well_known(self.knowledge, self.page, row);
        let other = Classes::PLACE | Classes::REPORT_SURNAME | Classes::ORGANISATION_WORD | Classes::CALENDAR;
        let everyday =
            classes.is(other) || (!is_well_known && classes.is(Classes::GIVEN | Classes::LISTED_WORD));
        let rare = !everyday && !self.page.has_in_small_letters(word);
        let shown = || {
            // `by May` is a date.
            let dated = classes.is(Classes::CALENDAR) && attribution::after(text, candidate.end).is_none();
            let beside = attribution::shows(text, candidate).filter(|_| !dated);
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

    /// A surname of the gazetteer in a list with a person: `Burnham, Cooper and Kendall`.
    pub(super) fn listed_beside_a_person(
        &self,
        text: &TokenisedText<'_>,
        candidate: &Candidate,
        persons: &[PersonMention],
    ) -> Option<PersonMention> {
        let neighbour = persons.iter().find(|m| {
            list::joined(text, m.end, candidate.start) || list::joined(text, candidate.end, m.start)
        })?;
        let other = Classes::PLACE
            | Classes::CALENDAR
            | Classes::ORGANISATION_WORD
            | Classes::LISTED_WORD
            | Classes::REPORT_SURNAME
            | Classes::GIVEN;
        if text.classes(candidate.name_start).is(other) || text.kind(candidate.end) == TokenKind::Possessive {
            return None;
        }
        let rows = self.knowledge.persons_of_surname(text.word(candidate.name_start));
        let row = office::likeliest(self.knowledge, self.page, rows)?;
        // `Burnham, Cooper and Kendall`: a common surname beside another politician's.
        let both_politicians = || {
            let politician = |row| office::is_politician(self.knowledge, row);
            politician(row) && matches!(neighbour.identity, Identity::Row(other) if politician(other))
        };
        if self.knowledge.is_common_surname(text.word(candidate.name_start)) && !both_politicians() {
            return None;
        }
        let person = self.knowledge.person(row);
        let cue = text.printed_span(neighbour.start, neighbour.end);
        let evidence = format!("{cue} ({} {})", person.origin, person.name);
        Some(mention(
            candidate,
            Identity::Row(row),
            RecognitionRule::List,
            evidence,
        ))
    }

    /// A given name that only this place gives: `Call Clara on`, `his son Abel`.
    pub(super) fn given_name_alone(&self, place: usize, candidate: &Candidate) -> Option<PersonMention> {
        let text = &self.page.parts[place].text;
        let start = candidate.start;
        let classes = text.classes(start);
        let contacted = text.classes_before(start, 1).is(Classes::CONTACT);
        let plain = classes.is_plain_given_name() && !classes.is(Classes::PLACE);
        let mailbox = mailbox::surname_of(text, text.word(start));
        let reader = matches!(text.word_before(start, 1), "reader" | "colleague") && plain;
        // `to Wren, our community editor`
        let ours = text.word(candidate.end) == ","
            && matches!(text.word(candidate.end + 1), "our" | "my")
            && text.is_mid_sentence(start)
            && (candidate.end + 2..candidate.end + 5)
                .any(|i| text.classes(i).is(Classes::ROLE) || agent::is_one(text.word(i)));
        let cue = if ours {
            text.printed(candidate.end + 1).to_owned()
        } else if reader || (contacted && (plain || mailbox.is_some())) {
            text.printed(start - 1).to_owned()
        } else {
            let verb = || attribution::after(text, candidate.end);
            let cue = verb().or_else(|| first_name_terms::show(text, candidate));
            text.printed(cue.filter(|_| plain)?).to_owned()
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
}

/// The titles of a name as printed.
fn titles(text: &TokenisedText<'_>, candidate: &Candidate) -> String {
    match candidate.shared_title {
        Some(shared) => text.printed(shared).to_owned(),
        None => text
            .printed_span(candidate.start, candidate.name_start)
            .to_owned(),
    }
}
