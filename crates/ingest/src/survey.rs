//! A first look at every page: what it is called and whether it has changed.
//!
//! Ids are given out for the archive as a whole, so every page's own name must be known before any entry can be
//! numbered. Pages read here are kept for the second look as long as they fit a budget; beyond it they are read
//! again.

use crate::{Progress, Stage};
use daybook_archive::{Archive, ArchiveRoot, RawPage, SkippedPage, Source, Zone, assign_ids, read_source};
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes of text may wait for their second look.
const BUDGET: u64 = 256 * 1024 * 1024;

/// A page as first seen.
pub(crate) struct Surveyed<'a> {
    pub(crate) source: &'a Source,
    pub(crate) id: String,
    /// The digest of its bytes.
    pub(crate) digest: blake3::Hash,
    raw: Option<RawPage>,
}

/// Reads every page of an archive once. Pages that cannot be read are told and left out.
pub(crate) fn survey<'a>(
    archive: &'a Archive,
    zones: &[Zone],
    progress: &dyn Progress,
) -> (Vec<Surveyed<'a>>, Vec<SkippedPage>) {
    progress.begin(Stage::Reading, archive.sources.len() as u64);
    let waiting = AtomicU64::new(0);
    let looks: Vec<Result<(Surveyed<'a>, String), SkippedPage>> = archive
        .sources
        .par_iter()
        .map(|source| {
            let look = look(source, &archive.roots[source.root], &zones[source.root]);
            progress.step(Stage::Reading);
            let (raw, digest) = look?;
            for warning in &raw.warnings {
                progress.warning(&format!("{}: {warning}", source.path.display()));
            }
            let slug = raw.candidate_slug.clone();
            let size = raw.body.text_bytes() as u64;
            let keep = waiting.fetch_add(size, Ordering::Relaxed) + size <= BUDGET;
            Ok((
                Surveyed {
                    source,
                    id: String::new(),
                    digest,
                    raw: keep.then_some(raw),
                },
                slug,
            ))
        })
        .collect();
    let mut seen = Vec::with_capacity(looks.len());
    let mut slugs = Vec::with_capacity(looks.len());
    let mut skipped = Vec::new();
    for look in looks {
        match look {
            Ok((page, slug)) => {
                slugs.push((page.source.relative.as_str(), slug));
                seen.push(page);
            }
            Err(page) => skipped.push(page),
        }
    }
    for (page, id) in seen.iter_mut().zip(assign_ids(&slugs)) {
        page.id = id;
    }
    (seen, skipped)
}

fn look(source: &Source, root: &ArchiveRoot, zone: &Zone) -> Result<(RawPage, blake3::Hash), SkippedPage> {
    let bytes = read_source(source)?;
    let raw = RawPage::read(source, &root.manifest.page(&source.relative), zone, &bytes)?;
    Ok((raw, blake3::hash(&bytes)))
}

impl Surveyed<'_> {
    /// The page's text, from the first look or a second, with the digest of what was read.
    pub(crate) fn take(
        self,
        root: &ArchiveRoot,
        zone: &Zone,
    ) -> Result<(RawPage, blake3::Hash), SkippedPage> {
        match self.raw {
            Some(raw) => Ok((raw, self.digest)),
            None => look(self.source, root, zone),
        }
    }
}
