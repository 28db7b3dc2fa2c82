//! The gazetteer that each archive is read with: the built-in one, and the archive's own additions.

use crate::IngestError;
use daybook_archive::{ArchiveRoot, MANIFEST_NAME, Manifest};
use daybook_entities::{Gazetteer, GazetteerError, GazetteerSource, PageText, Recogniser};
use daybook_model::Inspection;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The folder beside an archive's `archive.toml` that holds its own gazetteer.
const ADDITIONS: &str = "gazetteer";

/// What an archive adds to the gazetteer: the rows in its `archive.toml`, and the files of the folder `gazetteer` beside
/// it. Their names are relative to the archive's root.
///
/// # Errors
/// If a file or folder cannot be read.
pub fn own_gazetteer(root: &Path, manifest: &Manifest) -> Result<Vec<GazetteerSource>, GazetteerError> {
    let mut sources = Vec::new();
    if let Some(text) = manifest.gazetteer() {
        sources.push(GazetteerSource {
            foreign: Manifest::KEYS,
            ..GazetteerSource::new(MANIFEST_NAME, text)
        });
    }
    let folder = root.join(ADDITIONS);
    if folder.is_dir() {
        for mut source in Gazetteer::read_directory(&folder)? {
            source.name = format!("{ADDITIONS}/{}", source.name);
            sources.push(source);
        }
    }
    Ok(sources)
}

/// Names the archive's own files so that they can be opened from here.
fn located(error: GazetteerError, root: &Path, own: &[GazetteerSource]) -> GazetteerError {
    let GazetteerError::Invalid(mut problems) = error else {
        return error;
    };
    for problem in &mut problems {
        if own.iter().any(|source| *source.name == *problem.file) {
            problem.file = root.join(&*problem.file).display().to_string().into();
        }
    }
    GazetteerError::Invalid(problems)
}

/// What is known of organisations and persons before any page is read.
pub struct Knowledge {
    built_in: Vec<GazetteerSource>,
    /// Compiled when first needed: many archives have additions and never do without them.
    shared: OnceLock<Arc<Recogniser>>,
}

impl Knowledge {
    /// Takes the files of the built-in gazetteer.
    pub fn new(built_in: Vec<GazetteerSource>) -> Self {
        Self {
            built_in,
            shared: OnceLock::new(),
        }
    }

    /// A recogniser for each root, with what it adds.
    ///
    /// # Errors
    /// If a gazetteer file cannot be read or is wrong; all that is wrong is named.
    pub fn recognisers(&self, roots: &[ArchiveRoot]) -> Result<Vec<Arc<Recogniser>>, IngestError> {
        roots.iter().map(|root| self.recogniser(root)).collect()
    }

    fn recogniser(&self, root: &ArchiveRoot) -> Result<Arc<Recogniser>, IngestError> {
        let own = own_gazetteer(&root.path, &root.manifest)?;
        if !own.is_empty() {
            let gazetteer = Gazetteer::from_layers(&[self.built_in.clone(), own.clone()])
                .map_err(|error| located(error, &root.path, &own))?;
            return Ok(Arc::new(Recogniser::new(gazetteer)));
        }
        if let Some(shared) = self.shared.get() {
            return Ok(Arc::clone(shared));
        }
        let recogniser = Arc::new(Recogniser::new(Gazetteer::from_sources(&self.built_in)?));
        Ok(Arc::clone(self.shared.get_or_init(|| recogniser)))
    }
}

/// Fills in whom a page's entries name, and what they quote of whom.
pub(crate) fn recognise(recogniser: &Recogniser, root: &ArchiveRoot, inspection: &mut Inspection) {
    let page = Arc::clone(&inspection.page);
    let date = inspection.entries.first().map(|entry| entry.date.clone());
    let names = recogniser.recognise(&PageText {
        title: page.title.as_deref(),
        standfirst: page.standfirst.as_deref(),
        publication: root.manifest.publication(),
        entries: inspection
            .entries
            .iter()
            .map(|entry| entry.text.as_str())
            .collect(),
        earliest: date.as_ref().and_then(|date| date.earliest),
        latest: date.as_ref().and_then(|date| date.latest),
    });
    for (entry, names) in inspection.entries.iter_mut().zip(names) {
        entry.organisations = names.organisations;
        entry.persons = names.persons;
        entry.quotations = recogniser.quotations(&entry.text, &entry.organisations, &entry.persons);
    }
}
