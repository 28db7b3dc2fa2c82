//! What every page of an archive is worked on with.

use crate::effort::{Effort, Step};
use crate::{IngestError, Knowledge, knowledge::recognise};
use crate::{lifespans::Lifespans, text_dating::date_by_text};
use daybook_archive::{Archive, ArchiveRoot, FoundPage, RawPage, SkippedPage, Source, Zone, take_apart};
use daybook_archive::{Constraint, Dating};
use daybook_entities::Recogniser;
use daybook_model::Inspection;
use std::sync::Arc;

/// An archive with the recognisers and time zones of its roots.
pub(crate) struct Workshop<'a> {
    pub(crate) archive: &'a Archive,
    pub(crate) recognisers: Vec<Arc<Recogniser>>,
    pub(crate) zones: Vec<Zone>,
    /// Of whom each gazetteer knows.
    lifespans: Vec<Lifespans>,
    /// What the work cost so far.
    pub(crate) effort: Effort,
}

impl<'a> Workshop<'a> {
    pub(crate) fn new(archive: &'a Archive, knowledge: &Knowledge) -> Result<Self, IngestError> {
        let zones = archive.roots.iter().map(|root| root.manifest.zone());
        let recognisers = knowledge.recognisers(&archive.roots)?;
        Ok(Self {
            archive,
            lifespans: recognisers
                .iter()
                .map(|recogniser| Lifespans::new(recogniser.gazetteer()))
                .collect(),
            recognisers,
            zones: zones.collect::<Result<_, _>>()?,
            effort: Effort::default(),
        })
    }

    pub(crate) fn root(&self, source: &Source) -> &'a ArchiveRoot {
        &self.archive.roots[source.root]
    }

    /// A digest of a page's bytes and of every setting that its entries depend on.
    pub(crate) fn fingerprint(&self, source: &Source, found: &FoundPage) -> String {
        let manifest = &self.root(source).manifest;
        let settings = manifest.fingerprint_for(&RawPage::settings(source, manifest, found));
        let name = source.page_name(found.place);
        // The source is part of what entries say, so a renamed file is a changed page; and two archives may have
        // gazetteers of their own.
        let mut parts = vec![
            name.as_bytes(),
            settings.as_bytes(),
            self.recognisers[source.root].gazetteer().fingerprint().as_bytes(),
        ];
        let facts = found.facts();
        parts.extend(facts.iter().map(String::as_bytes));
        parts.push(&found.bytes);
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        hasher.finalize().to_hex().to_string()
    }

    /// The text of a page that was found, with what is said of it.
    pub(crate) fn page(&self, source: &Source, found: &FoundPage) -> Result<RawPage, SkippedPage> {
        RawPage::from_found(
            source,
            &self.root(source).manifest,
            &self.zones[source.root],
            found,
        )
    }

    /// Splits a page, recognises whom it names and dates it; `beside` is what the archive's other pages say of its day.
    pub(crate) fn inspect(
        &self,
        source: &Source,
        raw: &RawPage,
        id: &str,
        beside: Option<Constraint>,
    ) -> (Inspection, Dating) {
        let zone = &self.zones[source.root];
        let effort = &self.effort;
        let mut assembly = effort.of(Step::Splitting, || take_apart(raw, id, zone));
        effort.of(Step::Recognising, || {
            recognise(
                &self.recognisers[source.root],
                self.root(source),
                &mut assembly.inspection,
            );
        });
        let captured = raw
            .captured
            .map(|moment| Constraint::captured(zone.day_of(moment)));
        let others = captured.into_iter().chain(beside).collect();
        let lifespans = &self.lifespans[source.root];
        let dating = effort.of(Step::Dating, || {
            date_by_text(raw.dating.clone(), &mut assembly, lifespans, others, zone)
        });
        (assembly.inspection, dating)
    }
}
