//! What a recogniser knows before it reads: the gazetteer, compiled.

use crate::gazetteer::{Gazetteer, OrganisationKind, OrganisationRow, PersonRow, core_of};
use crate::lexicon::{Classes, Lexicon};
use crate::matcher::Matcher;
use crate::organisations::endings::EndingKind;
use crate::organisations::hospital_letters;
use crate::persons::directory::{given_name_of, surname_of_row};
use crate::persons::namesake::Namesakes;
use crate::persons::nickname::is_slip;
use crate::persons::office::is_prominent;
use crate::text::normalise;
use daybook_model::LocalDate;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// The gazetteer, compiled for looking up.
#[derive(Debug)]
pub(crate) struct Knowledge {
    pub(crate) gazetteer: Gazetteer,
    pub(crate) lexicon: Lexicon,
    pub(crate) matcher: Matcher,
    /// Rows of trusts, groups and the like by kind and core: `Sussex Partnership`.
    cores: FxHashMap<(EndingKind, String), u32>,
    /// Rows by their canonical name, normalised.
    names: FxHashMap<String, u32>,
    /// Rows by any of their names, normalised.
    any_names: FxHashMap<String, u32>,
    /// Persons by the last word of their name, normalised.
    surnames: FxHashMap<String, Vec<u32>>,
    /// Persons by the first word of their name, normalised.
    given_names: FxHashMap<String, Vec<u32>>,
    /// Holders of high offices, by surname.
    prominent: Vec<(String, u32)>,
    /// Persons by their names in small letters without blanks, as handles have them.
    handles: FxHashMap<String, u32>,
    /// Surnames that many bear, normalised.
    common_surnames: FxHashSet<String>,
    /// Hospitals by the initials of their names.
    hospital_letters: FxHashMap<String, Vec<u32>>,
    /// Persons of one full name.
    pub(crate) namesakes: Namesakes,
}

impl Knowledge {
    pub(crate) fn new(gazetteer: Gazetteer) -> Self {
        let mut lexicon = Lexicon::new(gazetteer.lists());
        let common_surnames = gazetteer.lists().common_surnames.iter();
        let common_surnames: FxHashSet<String> = common_surnames
            .map(|name| normalise(name).trim().to_owned())
            .collect();
        let mut cores = FxHashMap::default();
        let mut names = FxHashMap::default();
        let mut any_names = FxHashMap::default();
        let mut hospital_letters: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (row, organisation) in (0..).zip(gazetteer.organisation_rows()) {
            let name = normalise(&organisation.name);
            if let Some(letters) = hospital_letters::letters_of(organisation) {
                hospital_letters.entry(letters).or_default().push(row);
            }
            for word in name.split_whitespace() {
                // `Brown` of a firm of solicitors is a surname before all.
                if !lexicon.classes(word).is(Classes::GIVEN) && !common_surnames.contains(word) {
                    lexicon.add(word, Classes::LISTED_WORD);
                }
            }
            for word in organisation
                .place
                .iter()
                .flat_map(|place| place.split_whitespace())
            {
                lexicon.add(normalise(word).trim(), Classes::PLACE);
            }
            let written =
                std::iter::once(&organisation.name).chain(organisation.aliases.iter().map(|a| &a.text));
            for text in written {
                if let (Some(core), Some(kind)) = (
                    core_of(text, organisation.kind),
                    EndingKind::of(organisation.kind),
                ) {
                    cores.entry((kind, normalise(core))).or_insert(row);
                }
            }
            for alias in &organisation.aliases {
                any_names.entry(normalise(&alias.text)).or_insert(row);
            }
            names.entry(name).or_insert(row);
        }
        let mut surnames: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        let mut given_names: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (row, person) in (0..).zip(gazetteer.person_rows()) {
            if person.name.contains(' ') {
                surnames.entry(surname_of_row(person)).or_default().push(row);
                given_names
                    .entry(given_name_of(&person.name))
                    .or_default()
                    .push(row);
            }
        }
        let prominent = (0..)
            .zip(gazetteer.person_rows())
            .filter(|(_, person)| is_prominent(person))
            .map(|(row, person)| (surname_of_row(person), row))
            .collect();
        let namesakes = Namesakes::new(gazetteer.person_rows(), |body| {
            let body = normalise(body);
            names.get(&body).or_else(|| any_names.get(&body)).copied()
        });
        let handles = (0..)
            .zip(gazetteer.person_rows())
            .filter(|(row, _)| !namesakes.has(*row))
            .map(|(row, person)| (letters_of(&person.name), row))
            .filter(|(name, _)| name.len() > SHORTEST_HANDLE)
            .collect();
        let matcher = Matcher::new(&gazetteer, &mut lexicon);
        Self {
            gazetteer,
            lexicon,
            matcher,
            cores,
            names,
            any_names,
            surnames,
            given_names,
            prominent,
            handles,
            common_surnames,
            hospital_letters,
            namesakes,
        }
    }

    pub(crate) fn organisation(&self, row: u32) -> &OrganisationRow {
        &self.gazetteer.organisation_rows()[row as usize]
    }

    pub(crate) fn person(&self, row: u32) -> &PersonRow {
        &self.gazetteer.person_rows()[row as usize]
    }

    /// The name under which a person is shown: namesakes with what tells them apart.
    pub(crate) fn person_name(&self, row: u32) -> Cow<'_, str> {
        let person = self.person(row);
        match person.about.as_deref().filter(|_| self.namesakes.has(row)) {
            Some(about) => Cow::Owned(format!("{} ({about})", person.name)),
            None => Cow::Borrowed(&person.name),
        }
    }

    /// The person whose full name a handle is: `@abelwick`, `@Abel_Wick_MP`.
    pub(crate) fn person_of_handle(&self, handle: &str) -> Option<u32> {
        let name = letters_of(handle);
        let bare = name
            .strip_suffix("mp")
            .filter(|bare| bare.len() > SHORTEST_HANDLE);
        let found = self.handles.get(&name);
        found.or_else(|| self.handles.get(bare?)).copied()
    }

    /// Do many bear the surname, normalised, so that alone it says little of who is meant?
    pub(crate) fn is_common_surname(&self, surname: &str) -> bool {
        self.common_surnames.contains(surname)
    }

    /// The row of a trust or group by its core, in any spelling.
    pub(crate) fn organisation_by_core(&self, kind: EndingKind, core: &str) -> Option<u32> {
        self.cores.get(&(kind, normalise(core))).copied()
    }

    /// The row of a canonical name, in any spelling.
    pub(crate) fn organisation_by_name(&self, name: &str) -> Option<u32> {
        self.names.get(&normalise(name)).copied()
    }

    /// The row of any name, in any spelling; a canonical name comes first.
    pub(crate) fn organisation_by_any_name(&self, name: &str) -> Option<u32> {
        self.organisation_by_name(name)
            .or_else(|| self.any_names.get(&normalise(name)).copied())
    }

    /// The hospitals whose names have these initials.
    pub(crate) fn hospitals_of_letters(&self, letters: &str) -> &[u32] {
        self.hospital_letters.get(letters).map_or(&[], Vec::as_slice)
    }

    /// The persons of a given name, normalised.
    pub(crate) fn persons_of_given_name(&self, given: &str) -> &[u32] {
        self.given_names.get(given).map_or(&[], Vec::as_slice)
    }

    /// Holders of high offices at any time, by surnames that are a slip away from a word of the same first letter.
    pub(crate) fn prominent_persons_like<'k>(&'k self, word: &'k str) -> impl Iterator<Item = u32> + 'k {
        let alike = move |surname: &str| {
            surname.bytes().next() == word.bytes().next()
                && surname.len().abs_diff(word.len()) <= 1
                && is_slip(surname, word)
        };
        let found = self.prominent.iter().filter(move |(surname, _)| alike(surname));
        found.map(|(_, row)| *row)
    }

    /// The persons of a surname, normalised.
    pub(crate) fn persons_of_surname(&self, surname: &str) -> &[u32] {
        self.surnames.get(surname).map_or(&[], Vec::as_slice)
    }
}

/// Shorter names are handles of too many.
const SHORTEST_HANDLE: usize = 7;

fn letters_of(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Was something that was there from one day to another there in the given time?
pub(crate) fn overlaps(
    (from, to): (Option<LocalDate>, Option<LocalDate>),
    (earliest, latest): (Option<LocalDate>, Option<LocalDate>),
) -> bool {
    let too_late = matches!((from, latest), (Some(from), Some(latest)) if from > latest);
    let too_early = matches!((to, earliest), (Some(to), Some(earliest)) if to < earliest);
    !too_late && !too_early
}

impl EndingKind {
    fn of(kind: OrganisationKind) -> Option<Self> {
        match kind {
            OrganisationKind::Trust => Some(Self::Trust),
            OrganisationKind::Ccg => Some(Self::CommissioningGroup),
            OrganisationKind::Pct => Some(Self::PrimaryCareTrust),
            OrganisationKind::Sha => Some(Self::HealthAuthority),
            OrganisationKind::Csu => Some(Self::SupportUnit),
            _ => None,
        }
    }
}
