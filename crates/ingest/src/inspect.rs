//! Pages taken apart for a person to look at, without an index.
//!
//! A surname alone may mean whom another page names in full, so every page is read before the first is shown. They wait
//! as the pages of a rebuild do: in memory as long as they fit its budget, in a file beyond it.

use crate::captures::MergedPage;
use crate::surnames::{self, Surnames};
use crate::survey::{Known, survey, with_text};
use crate::waiting::{Page, Waiting, WaitingRoom};
use crate::workshop::Workshop;
use crate::{IngestError, Knowledge, Silent};
use daybook_archive::{Archive, Dating, Place, Rung, SkippedPage, Source};
use daybook_model::{DateInterval, Entry, Inspection};
use daybook_search::PagePersons;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// A page taken apart.
#[derive(Debug, Clone)]
pub struct InspectedPage {
    /// Its file, and the place in it if it holds many pages.
    pub path: PathBuf,
    /// What was found.
    pub findings: Findings,
}

/// What was found in a page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Findings {
    /// The page, its entries and the rest.
    pub inspection: Inspection,
    /// How its date came out.
    pub dating: DatingAccount,
    /// What is odd about it.
    pub warnings: Vec<String>,
    /// Its other captures, where there are any.
    pub merged: Option<MergedPage>,
}

/// How a page's date came out, for people.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DatingAccount {
    /// The date.
    pub interval: DateInterval,
    /// Every source that there was, the most trusted first.
    pub rungs: Vec<Rung>,
    /// The sources below the winner that cannot be true together with it.
    pub disputed_by: Vec<Rung>,
    /// What the text says, a line each, and whether it took part; the narrowest first.
    pub constraints: Option<Vec<(String, bool)>>,
}

/// What taking an archive apart came to, besides its pages.
#[derive(Debug, Clone, Default)]
pub struct InspectedArchive {
    /// How many pages there were.
    pub pages: u64,
    /// What cannot be read.
    pub skipped: Vec<SkippedPage>,
    /// What is odd about files as a whole.
    pub warnings: Vec<String>,
}

/// A page that waits for the others.
struct Seat<'a> {
    order: usize,
    source: &'a Source,
    place: Option<Place>,
    persons: PagePersons,
    findings: Waiting<Findings>,
}

/// Takes every page of an archive apart and shows them in the archive's order.
///
/// # Errors
/// If the gazetteer or a time zone is wrong, if there is no room for pages that wait, or what `show` fails with.
pub fn inspect<E: From<IngestError>>(
    archive: &Archive,
    knowledge: &Knowledge,
    mut show: impl FnMut(InspectedPage) -> Result<(), E>,
) -> Result<InspectedArchive, E> {
    let workshop = Workshop::new(archive, knowledge)?;
    let survey = survey(&workshop, &Known::default(), &Silent);
    let mut skipped = survey.skipped;
    skipped.extend(archive.skipped.iter().cloned());
    let room = WaitingRoom::default();
    let looks = with_text(&workshop, survey.pages, |page, _, raw| {
        raw.map(|raw| {
            let beside = page.beside(&survey.neighbours);
            let (inspection, dating) = workshop.inspect(page.source, &raw, &page.id, beside);
            let persons = surnames::persons(&inspection.entries);
            let findings = room.put(Findings {
                inspection,
                merged: page.merged(),
                dating: dating.into(),
                warnings: raw.warnings,
            });
            findings.map(|findings| Seat {
                order: page.order,
                source: page.source,
                place: page.place,
                persons,
                findings,
            })
        })
    });
    let mut seats = Vec::with_capacity(looks.len());
    for look in looks {
        match look {
            Ok(seat) => seats.push(seat?),
            Err(page) => skipped.push(page),
        }
    }
    seats.sort_unstable_by_key(|seat| seat.order);
    let mut surnames = Surnames::default();
    seats.iter().for_each(|seat| surnames.note(&seat.persons));
    let pages = seats.len() as u64;
    for seat in seats {
        let mut findings = room.take(seat.findings)?;
        surnames::apply(&mut findings.inspection.entries, &surnames.resolve(&seat.persons));
        show(InspectedPage {
            path: seat.source.path_of(seat.place),
            findings,
        })?;
    }
    Ok(InspectedArchive {
        pages,
        skipped,
        warnings: survey.warnings,
    })
}

impl Page for Findings {
    fn entries(&self) -> &[Entry] {
        &self.inspection.entries
    }
}

impl From<Dating> for DatingAccount {
    fn from(dating: Dating) -> Self {
        let Dating {
            interval,
            rungs,
            disputed_by,
            text,
        } = dating;
        let line = |(constraint, held): &(daybook_archive::Constraint, bool)| (constraint.line(), *held);
        Self {
            interval,
            rungs,
            disputed_by,
            constraints: text.map(|text| text.constraints.iter().map(line).collect()),
        }
    }
}
