//! The gazetteer: organisations, persons and given names as data that a person can read and extend.
//!
//! A gazetteer is read in layers. In one layer a canonical name stands once; a row of a later layer takes the place of
//! the row of that name in an earlier one, so that an archive can mend a built-in row as well as add its own.
//! Lists of names add up.

mod check;
mod file;
mod reader;
mod row;
mod source;
mod variants;

pub use row::{
    Alias, Gender, NameLists, Need, OrganisationKind, OrganisationRow, Origin, PersonRole, PersonRow,
};
pub use source::GazetteerSource;
pub(crate) use variants::{core_of, organisation_forms, person_forms};

use crate::GazetteerError;
use rustc_hash::FxHashMap;
use std::path::Path;

/// Goes up with every change to the rules that can change what is recognised, and so into the fingerprint.
pub const RULES_VERSION: u32 = 3;

/// The most text that is read: with its derived forms still far below what one automaton holds.
const LARGEST: usize = 32 << 20;

/// Checked rows, later layers over earlier ones.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    organisations: Vec<OrganisationRow>,
    persons: Vec<PersonRow>,
    lists: NameLists,
    fingerprint: String,
}

impl Gazetteer {
    /// A gazetteer of one layer.
    ///
    /// # Errors
    /// Lists everything that is wrong in all sources.
    pub fn from_sources(sources: &[GazetteerSource]) -> Result<Self, GazetteerError> {
        Self::from_layers(&[sources.to_vec()])
    }

    /// A gazetteer of several layers: the built-in one first, an archive's own additions after it.
    ///
    /// # Errors
    /// Lists everything that is wrong in all sources.
    pub fn from_layers(layers: &[Vec<GazetteerSource>]) -> Result<Self, GazetteerError> {
        let found = layers.iter().flatten().map(|source| source.text.len()).sum();
        if found > LARGEST {
            return Err(GazetteerError::TooLarge {
                found,
                limit: LARGEST,
            });
        }
        let mut problems = Vec::new();
        let mut organisations = Vec::new();
        let mut persons = Vec::new();
        let mut lists = NameLists::default();
        for layer in layers {
            let mut layer_organisations = Vec::new();
            let mut layer_persons = Vec::new();
            for source in layer {
                let mut file = file::read(source, &mut problems);
                layer_organisations.append(&mut file.organisations);
                layer_persons.append(&mut file.persons);
                lists.extend(file.lists);
            }
            check::same_name_twice("organisation", &layer_organisations, &mut problems);
            check::same_name_twice("person", &layer_persons, &mut problems);
            lay_over(&mut organisations, layer_organisations);
            lay_over(&mut persons, layer_persons);
        }
        check::ambiguous_aliases(&organisations, &mut problems);
        if problems.is_empty() {
            Ok(Self {
                organisations,
                persons,
                lists,
                fingerprint: fingerprint(layers),
            })
        } else {
            Err(GazetteerError::Invalid(problems))
        }
    }

    /// Reads all `*.toml` files under a folder, sorted by their path relative to it.
    ///
    /// # Errors
    /// A folder or file that cannot be read.
    pub fn read_directory(dir: &Path) -> Result<Vec<GazetteerSource>, GazetteerError> {
        source::read_directory(dir)
    }

    /// A hash, in hexadecimal, of what was read and of the version of the rules: it changes when answers may.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The organisations.
    pub fn organisations(&self) -> impl ExactSizeIterator<Item = &OrganisationRow> {
        self.organisations.iter()
    }

    /// The persons.
    pub fn persons(&self) -> impl ExactSizeIterator<Item = &PersonRow> {
        self.persons.iter()
    }

    /// The lists of names.
    pub fn lists(&self) -> &NameLists {
        &self.lists
    }

    pub(crate) fn organisation_rows(&self) -> &[OrganisationRow] {
        &self.organisations
    }

    pub(crate) fn person_rows(&self) -> &[PersonRow] {
        &self.persons
    }
}

/// A row with a canonical name and a place.
pub(crate) trait Row {
    /// The canonical name.
    fn name(&self) -> &str;
    /// Where it was written.
    fn origin(&self) -> &Origin;
    /// What tells it from a namesake.
    fn about(&self) -> Option<&str> {
        None
    }
}

impl Row for OrganisationRow {
    fn name(&self) -> &str {
        &self.name
    }
    fn origin(&self) -> &Origin {
        &self.origin
    }
}

impl Row for PersonRow {
    fn name(&self) -> &str {
        &self.name
    }
    fn origin(&self) -> &Origin {
        &self.origin
    }
    fn about(&self) -> Option<&str> {
        self.about.as_deref()
    }
}

/// Adds a layer: rows of a known name take its place, others are appended.
fn lay_over<R: Row>(rows: &mut Vec<R>, layer: Vec<R>) {
    let known: FxHashMap<String, usize> = rows
        .iter()
        .enumerate()
        .map(|(i, row)| (row.name().to_owned(), i))
        .collect();
    for row in layer {
        match known.get(row.name()) {
            Some(&i) => rows[i] = row,
            None => rows.push(row),
        }
    }
}

fn fingerprint(layers: &[Vec<GazetteerSource>]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&RULES_VERSION.to_le_bytes());
    for layer in layers {
        // Lengths before texts: no two different inputs hash the same bytes.
        hasher.update(&(layer.len() as u64).to_le_bytes());
        for source in layer {
            for text in [&source.name, &source.text] {
                hasher.update(&(text.len() as u64).to_le_bytes());
                hasher.update(text.as_bytes());
            }
        }
    }
    hasher.finalize().to_hex().to_string()
}

impl NameLists {
    fn extend(&mut self, other: Self) {
        self.male.extend(other.male);
        self.female.extend(other.female);
        self.either.extend(other.either);
        self.ambiguous.extend(other.ambiguous);
        self.not_a_person.extend(other.not_a_person);
        self.surnames_of_reports.extend(other.surnames_of_reports);
        self.common_surnames.extend(other.common_surnames);
    }
}

#[cfg(test)]
mod tests;
