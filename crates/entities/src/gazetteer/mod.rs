//! The gazetteer: organisations, persons and given names as data that a person can read and extend.
//!
//! A gazetteer is read in layers. In one layer a canonical name stands once; a row of a later layer takes the place of
//! the row of that name in an earlier one, so that an archive can mend a built-in row as well as add its own.
//! Lists of names add up.

mod check;
mod file;
mod layered;
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
use layered::Layered;
use std::path::Path;

/// Goes up with every change to the rules that can change what is recognised, and so into the fingerprint.
pub const RULES_VERSION: u32 = 5;

/// The most text that is read: far more than names of organisations and persons, and with its derived forms in memory at ease.
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
        let mut organisations = Layered::default();
        let mut persons = Layered::default();
        let mut lists = NameLists::default();
        let mut fingerprint = blake3::Hasher::new();
        fingerprint.update(&RULES_VERSION.to_le_bytes());
        for layer in layers {
            let mut layer_organisations = Vec::new();
            let mut layer_persons = Vec::new();
            fingerprint.update(&(layer.len() as u64).to_le_bytes());
            for source in layer {
                let mut file = file::read(source, &mut problems);
                // All that was read, with the lines that evidence names; so that in a file that holds other settings
                // as well a change to those is none here. Lengths before texts: no two inputs hash the same bytes.
                for text in [&source.name, &format!("{file:?}")] {
                    fingerprint.update(&(text.len() as u64).to_le_bytes());
                    fingerprint.update(text.as_bytes());
                }
                layer_organisations.append(&mut file.organisations);
                layer_persons.append(&mut file.persons);
                lists.extend(file.lists);
            }
            check::same_name_twice("organisation", &layer_organisations, &mut problems);
            check::same_name_twice("person", &layer_persons, &mut problems);
            organisations.lay_over(layer_organisations);
            persons.lay_over(layer_persons);
        }
        check::ambiguous_names(&organisations.by_layer(), &mut problems);
        check::clashing_persons(&persons.by_layer(), &mut problems);
        if problems.is_empty() {
            Ok(Self {
                organisations: organisations.rows,
                persons: persons.rows,
                lists,
                fingerprint: fingerprint.finalize().to_hex().to_string(),
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
