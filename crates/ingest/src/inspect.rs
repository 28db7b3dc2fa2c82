//! Pages taken apart for a person to look at, without an index.

use crate::captures::MergedPage;
use crate::surnames::{self, Surnames};
use crate::survey::{Known, survey, with_text};
use crate::workshop::Workshop;
use crate::{IngestError, Knowledge, Silent};
use daybook_archive::{Archive, Dating, SkippedPage};
use daybook_model::Inspection;
use std::path::PathBuf;

/// A page taken apart.
#[derive(Debug, Clone)]
pub struct InspectedPage {
    /// Its file, and the place in it if it holds many pages.
    pub path: PathBuf,
    /// The page, its entries and the rest.
    pub inspection: Inspection,
    /// How its date came out.
    pub dating: Dating,
    /// What is odd about it.
    pub warnings: Vec<String>,
    /// Its other captures, where there are any.
    pub merged: Option<MergedPage>,
}

/// An archive taken apart.
#[derive(Debug, Clone, Default)]
pub struct InspectedArchive {
    /// Its pages, in its order.
    pub pages: Vec<InspectedPage>,
    /// What cannot be read.
    pub skipped: Vec<SkippedPage>,
    /// What is odd about files as a whole.
    pub warnings: Vec<String>,
}

/// Takes every page of an archive apart.
///
/// # Errors
/// If the gazetteer or a time zone is wrong.
pub fn inspect(archive: &Archive, knowledge: &Knowledge) -> Result<InspectedArchive, IngestError> {
    let workshop = Workshop::new(archive, knowledge)?;
    let survey = survey(&workshop, &Known::default(), &Silent);
    let mut skipped = survey.skipped;
    skipped.extend(archive.skipped.iter().cloned());
    let mut looks = with_text(&workshop, survey.pages, |page, _, raw| {
        let inspected = raw.map(|raw| {
            let beside = page.beside(&survey.neighbours);
            let (inspection, dating) = workshop.inspect(page.source, &raw, &page.id, beside);
            InspectedPage {
                path: page.source.path_of(page.place),
                inspection,
                merged: page.merged(),
                dating,
                warnings: raw.warnings,
            }
        });
        (page.order, inspected)
    });
    looks.sort_unstable_by_key(|(order, _)| *order);
    let mut pages = Vec::with_capacity(looks.len());
    for (_, look) in looks {
        match look {
            Ok(page) => pages.push(page),
            Err(page) => skipped.push(page),
        }
    }
    let persons: Vec<_> = pages
        .iter()
        .map(|page| surnames::persons(&page.inspection.entries))
        .collect();
    let mut surnames = Surnames::default();
    persons.iter().for_each(|persons| surnames.note(persons));
    for (page, persons) in pages.iter_mut().zip(&persons) {
        surnames::apply(&mut page.inspection.entries, &surnames.resolve(persons));
    }
    Ok(InspectedArchive {
        pages,
        skipped,
        warnings: survey.warnings,
    })
}
