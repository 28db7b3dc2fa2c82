//! Organisations and persons of the gazetteer, the popular ones more often, in the forms that a page uses.

use super::vocabulary::{rank, zipf};
use daybook_entities::{Gazetteer, Gender, Need};
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_distr::Zipf;
use rand_pcg::Pcg64;
use std::collections::HashSet;

/// How many organisations an archive names.
pub const ORGANISATIONS: usize = 400;
/// How many persons.
pub const PERSONS: usize = 3000;

/// An organisation and its forms that are safe anywhere.
#[derive(Debug, Clone)]
pub(super) struct Organisation {
    pub(super) name: String,
    pub(super) forms: Vec<String>,
}

/// A person.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) surname: String,
    /// The title with the surname, where it is known which: `Mr Hunt`.
    pub(super) titled: Option<String>,
}

/// Whom the pages of an archive name, most popular first.
#[derive(Debug, Clone)]
pub(super) struct Names {
    organisations: Vec<Organisation>,
    persons: Vec<Person>,
    organisation_ranks: Zipf<f64>,
    person_ranks: Zipf<f64>,
}

impl Names {
    pub(super) fn new(gazetteer: &Gazetteer, random: &mut Pcg64) -> Self {
        let mut organisations: Vec<Organisation> = gazetteer
            .organisations()
            .filter(|row| row.name_need == Need::Nothing)
            .map(|row| {
                let aliases = row
                    .aliases
                    .iter()
                    .filter(|alias| alias.need == Need::Nothing)
                    .map(|alias| alias.text.clone());
                Organisation {
                    name: row.name.clone(),
                    forms: std::iter::once(row.name.clone()).chain(aliases).collect(),
                }
            })
            .collect();
        organisations.shuffle(random);
        organisations.truncate(ORGANISATIONS);
        let mut known: Vec<Person> = gazetteer
            .persons()
            .map(|row| person(&row.name, row.gender))
            .collect();
        known.shuffle(random);
        known.truncate(PERSONS * 2 / 3);
        let mut persons = known.clone();
        // The rest are nobody that a list knows.
        let mut seen: HashSet<String> = gazetteer.persons().map(|row| row.name.clone()).collect();
        let lists = gazetteer.lists();
        while persons.len() < PERSONS {
            let (given, gender) = if random.random_bool(0.5) {
                (&lists.male, Gender::Male)
            } else {
                (&lists.female, Gender::Female)
            };
            let given = &given[random.random_range(0..given.len())];
            let surname = &known[random.random_range(0..known.len())].surname;
            let name = format!("{given} {surname}");
            if seen.insert(name.clone()) {
                persons.push(person(&name, Some(gender)));
            }
        }
        persons.shuffle(random);
        Self {
            organisation_ranks: zipf(organisations.len()),
            person_ranks: zipf(persons.len()),
            organisations,
            persons,
        }
    }

    pub(super) fn organisation(&self, random: &mut Pcg64) -> &Organisation {
        &self.organisations[rank(self.organisation_ranks, random)]
    }

    pub(super) fn person(&self, random: &mut Pcg64) -> &Person {
        &self.persons[rank(self.person_ranks, random)]
    }
}

fn person(name: &str, gender: Option<Gender>) -> Person {
    let surname = name.rsplit(' ').next().unwrap_or(name).to_owned();
    let titled = gender.map(|gender| match gender {
        Gender::Male => format!("Mr {surname}"),
        Gender::Female => format!("Ms {surname}"),
    });
    Person {
        name: name.to_owned(),
        surname,
        titled,
    }
}
