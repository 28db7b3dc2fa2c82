//! Pages taken apart for a person to look at, without an index.

use crate::surnames::{self, Surnames};
use crate::{IngestError, Knowledge, Silent, knowledge::recognise, survey::survey};
use daybook_archive::{Archive, Dating, SkippedPage, assemble};
use daybook_model::Inspection;
use rayon::prelude::*;
use std::path::PathBuf;

/// A page taken apart.
#[derive(Debug, Clone)]
pub struct InspectedPage {
    /// Its file.
    pub path: PathBuf,
    /// The page, its entries and the rest.
    pub inspection: Inspection,
    /// How its date came out.
    pub dating: Dating,
    /// What is odd about it.
    pub warnings: Vec<String>,
}

/// Takes every page of an archive apart, in the archive's order. Pages that cannot be read come second.
///
/// # Errors
/// If the gazetteer or a time zone is wrong.
pub fn inspect(
    archive: &Archive,
    knowledge: &Knowledge,
) -> Result<(Vec<InspectedPage>, Vec<SkippedPage>), IngestError> {
    let recognisers = knowledge.recognisers(&archive.roots)?;
    let zones = archive
        .roots
        .iter()
        .map(|root| root.manifest.zone())
        .collect::<Result<Vec<_>, _>>()?;
    let (surveyed, mut skipped) = survey(archive, &zones, &Silent);
    skipped.extend(archive.skipped.iter().cloned());
    let looks: Vec<Result<InspectedPage, SkippedPage>> = surveyed
        .into_par_iter()
        .map(|page| {
            let (source, id) = (page.source, page.id.clone());
            let root = &archive.roots[source.root];
            let zone = &zones[source.root];
            let (raw, _) = page.take(root, zone)?;
            let mut inspection = assemble(&raw, &id, zone);
            recognise(&recognisers[source.root], root, &mut inspection);
            Ok(InspectedPage {
                path: source.path.clone(),
                inspection,
                dating: raw.dating,
                warnings: raw.warnings,
            })
        })
        .collect();
    let mut pages = Vec::with_capacity(looks.len());
    for look in looks {
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
    Ok((pages, skipped))
}
