//! Constraints from the lifespans of whom a page names: `health secretary Jeremy Hunt` is of the days on which he was that.
//!
//! Only who is named as holding an office counts, and only a body that is told as acting. `The former`, `the then`, a year
//! in the sentence or talk of what becomes of a body make a passage one about another time.

mod company;

use daybook_archive::Constraint;
use daybook_entities::{Gazetteer, OrganisationKind};
use daybook_model::{Entry, LocalDate, Mention, NamedEntity, Role};
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::{cell::LazyCell, sync::LazyLock};

/// An office may be told a little before it is taken up or after it is laid down.
const OFFICE_GRACE_DAYS: u16 = 10;
/// So may a body's name, and longer.
const BODY_GRACE_DAYS: u16 = 90;

type Spell = (Option<LocalDate>, Option<LocalDate>);

/// An office of a person, from the gazetteer.
struct Office {
    /// In lower case.
    title: String,
    organisation: Option<String>,
    spell: Spell,
}

/// The days of offices and bodies that the gazetteer knows.
pub(crate) struct Lifespans {
    offices: FxHashMap<String, Vec<Office>>,
    bodies: FxHashMap<String, Spell>,
}

impl Lifespans {
    pub(crate) fn new(gazetteer: &Gazetteer) -> Self {
        let offices = gazetteer
            .persons()
            .filter(|row| {
                row.roles
                    .iter()
                    .any(|role| role.from.is_some() || role.to.is_some())
            })
            .map(|row| {
                let offices = row.roles.iter().map(|role| Office {
                    title: role.title.to_lowercase(),
                    organisation: role.organisation.clone(),
                    spell: (role.from, role.to),
                });
                (row.name.clone(), offices.collect())
            })
            .collect();
        // The names of trusts, councils and the like change more often than anybody writes down.
        let kept = |kind: OrganisationKind| {
            matches!(
                kind,
                OrganisationKind::Regulator
                    | OrganisationKind::ArmsLengthBody
                    | OrganisationKind::Department
                    | OrganisationKind::NhsBody
            )
        };
        let bodies = gazetteer
            .organisations()
            .filter(|row| kept(row.kind) && (row.from.is_some() || row.to.is_some()))
            .map(|row| (row.name.clone(), (row.from, row.to)))
            .collect();
        Self { offices, bodies }
    }

    /// What a page's entries say by whom they name.
    pub(crate) fn constraints(&self, entries: &[Entry]) -> Vec<Constraint> {
        let mut found = Vec::new();
        // What is said again says nothing new, and a page may say it a hundred thousand times.
        let mut said = FxHashSet::default();
        let mut find = |constraint: Constraint| {
            if said.insert((constraint.kind, constraint.says.clone())) {
                found.push(constraint);
            }
        };
        for entry in entries {
            let text = LazyCell::new(|| Scalars::new(&entry.text));
            for person in &entry.persons {
                if let Some(offices) = self.offices.get(&person.name) {
                    let mentions = person.mentions.iter();
                    mentions
                        .filter_map(|mention| of_office(offices, mention, &text))
                        .for_each(&mut find);
                }
            }
            for body in &entry.organisations {
                if let Some(spell) = self.bodies.get(&body.name) {
                    of_body(*spell, body, &text).into_iter().for_each(&mut find);
                }
            }
        }
        found.extend(company::of(&self.offices, entries));
        found
    }
}

/// A year in the sentence, or words that take the reader to another time.
static ELSEWHEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:19|20)\d\d\b|(?i)\b(?:then|at the time|back then|when|under|while|until|once|had been|used to|who was|was the)\b").ok()
});
/// What is said of bodies that are not yet, or no longer.
static CHANGING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:former(?:ly)?|old|new|proposed|planned|creat(?:e|ed|ion)|abolish(?:ed|es)?|abolition|replac(?:e|ed|es|ing)|succe(?:ed|eds|eded|ssor|ssors)|becomes?|became|renamed?|merg(?:e|ed|er|es)|shadow|will be|to be|would|legacy|late|defunct|scrap(?:ped)?|set up|establish(?:ed|ment)?|known as|called|predecessor)\b").ok()
});
/// A body at work.
static AT_WORK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:’s|'s)? ?(?:has|have|says?|wants?|plans?|is (?:not |now |still |also )?\w+ing|are (?:not |now |still |also )?\w+ing|expects?|hopes?|tells?)\b").ok()
});

/// The most bytes before or after a mention that are read as its sentence: a text without full stops has one sentence of
/// any length, which every mention in it would read again.
const SENTENCE: usize = 2048;

/// A text with the places of every few hundredth scalar value in it, so that a mention's bytes are found at once.
struct Scalars<'t> {
    text: &'t str,
    places: Vec<usize>,
}

impl<'t> Scalars<'t> {
    const STEP: usize = 256;

    fn new(text: &'t str) -> Self {
        let places = text.char_indices().step_by(Self::STEP).map(|(at, _)| at);
        Self {
            text,
            places: places.collect(),
        }
    }

    /// Where the scalar value begins, in bytes; the text's end beyond its last.
    fn byte(&self, scalar: usize) -> usize {
        let place = self.places.get(scalar / Self::STEP).copied();
        let rest = place.and_then(|from| {
            let (at, _) = self.text.get(from..)?.char_indices().nth(scalar % Self::STEP)?;
            Some(from + at)
        });
        rest.unwrap_or(self.text.len())
    }

    /// The sentence that a mention stands in, split where the mention begins and ends.
    fn around(&self, mention: &Mention) -> Option<(&'t str, &'t str)> {
        let (start, end) = (self.byte(mention.start), self.byte(mention.end));
        let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n');
        let is_boundary = |at: &usize| self.text.is_char_boundary(*at);
        let first = (start.saturating_sub(SENTENCE)..=start).find(is_boundary)?;
        let last = (end..=end.saturating_add(SENTENCE).min(self.text.len())).rfind(is_boundary)?;
        let (before, after) = (self.text.get(first..start)?, self.text.get(end..last)?);
        let from = before
            .char_indices()
            .rev()
            .find(|(at, c)| ends(*c) && before[at + c.len_utf8()..].starts_with(char::is_whitespace))
            .map_or(0, |(at, c)| at + c.len_utf8());
        let to = after
            .char_indices()
            .find(|(at, c)| {
                let rest = &after[at + c.len_utf8()..];
                ends(*c) && (rest.is_empty() || rest.starts_with(char::is_whitespace))
            })
            .map_or(after.len(), |(at, _)| at);
        Some((&before[from..], &after[..to]))
    }
}

fn says(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

fn of_office(offices: &[Office], mention: &Mention, text: &Scalars<'_>) -> Option<Constraint> {
    let (before, after) = text.around(mention)?;
    let stated = || stated_office(offices, before);
    let Role { title, organisation } = &mention.role.clone().or_else(stated)?;
    let evidence = format!("{title} {}", mention.text);
    let title = title.to_lowercase();
    let former = ["former ", "ex-"]
        .iter()
        .find_map(|word| title.strip_prefix(word));
    let held: Vec<Spell> = offices
        .iter()
        .filter(|office| {
            let same_body = || office.organisation.is_some() && office.organisation == *organisation;
            office.title == former.unwrap_or(&title) && (names_its_body(&office.title) || same_body())
        })
        .map(|office| office.spell)
        .collect();
    if former.is_some() {
        // After the first of the times that it was laid down.
        let laid_down = held.iter().map(|(_, to)| *to).min().flatten()?;
        return Constraint::lifespans(&[(Some(laid_down), None)], OFFICE_GRACE_DAYS, &evidence);
    }
    if says(&ELSEWHEN, before) || says(&ELSEWHEN, after) {
        return None;
    }
    let so_long = || Constraint::tenure(&held, &title, before, after, &evidence);
    let all = Constraint::lifespans(&held, OFFICE_GRACE_DAYS, &evidence)?;
    Some(so_long().unwrap_or(all))
}

/// `the health secretary is Jeremy Hunt`.
fn stated_office(offices: &[Office], before: &str) -> Option<Role> {
    let before = before.strip_suffix(" is ")?.to_lowercase();
    let office = offices.iter().find(|office| {
        before
            .strip_suffix(office.title.as_str())
            .is_some_and(|before| before.trim_end().ends_with("the"))
    })?;
    Some(Role {
        title: office.title.clone(),
        organisation: None,
    })
}

/// Whether a title alone tells which office it is: there is one health secretary, and many a chief executive.
fn names_its_body(title: &str) -> bool {
    const ALONE: [&str; 6] = [
        "prime minister",
        "deputy prime minister",
        "chancellor",
        "shadow chancellor",
        "chief medical officer",
        "chief inspector of hospitals",
    ];
    ALONE.contains(&title)
        || (title.ends_with(" secretary")
            && !title.ends_with("general secretary")
            && !title.ends_with("permanent secretary"))
        || title.ends_with(" minister")
}

fn of_body((from, to): Spell, body: &NamedEntity, text: &Scalars<'_>) -> Option<Constraint> {
    body.mentions
        .iter()
        // An alias (`NICE`) is often older than the body that bears it now.
        .filter(|mention| mention.text == body.name)
        .find_map(|mention| {
            let (before, after) = text.around(mention)?;
            let subject = matches!(before.trim(), "" | "The" | "the" | "•" | "*");
            let elsewhen = [before, after]
                .iter()
                .any(|part| says(&ELSEWHEN, part) || says(&CHANGING, part));
            if !subject || elsewhen || !says(&AT_WORK, after.trim_start()) {
                return None;
            }
            let evidence = format!("{}{}", mention.text, after.chars().take(40).collect::<String>());
            Constraint::lifespans(&[(from, to)], BODY_GRACE_DAYS, &evidence)
        })
}

#[cfg(test)]
mod tests;
