//! A first look at every page: what it is called, whether it has changed, and whether it is there several times.
//!
//! Ids are given out for the archive as a whole, so every page's own name must be known before any entry can be
//! numbered. A container may hold more than fits in memory: what stays of a page is its name and digests. The text of
//! pages that will be looked at again is kept as long as it fits a budget; beyond it they are read again.

use crate::captures::merge_captures;
use crate::{Progress, Stage, workshop::Workshop};
use daybook_archive::{
    Body, Constraint, FoundPage, Neighbours, PageKind, PageReader, Place, RawPage, SkippedPage, Source,
    assign_ids, same_address,
};
use daybook_search::Capture;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes of text may wait for their second look.
const BUDGET: u64 = 24 * 1024 * 1024;

/// A page as first seen.
pub(crate) struct Surveyed<'a> {
    /// Its place among the pages of the archive.
    pub(crate) order: usize,
    pub(crate) source: &'a Source,
    pub(crate) place: Option<Place>,
    pub(crate) id: String,
    pub(crate) capture: Capture,
    /// The other captures of the page, which are left out.
    pub(crate) others: Vec<Capture>,
    raw: Option<Box<RawPage>>,
}

/// What a first look at an archive came to.
pub(crate) struct Survey<'a> {
    /// A page each, in the archive's order.
    pub(crate) pages: Vec<Surveyed<'a>>,
    /// What cannot be read.
    pub(crate) skipped: Vec<SkippedPage>,
    /// What is odd about files as a whole.
    pub(crate) warnings: Vec<String>,
    /// The dated ones by the running numbers of their addresses.
    pub(crate) neighbours: Neighbours,
}

/// What a first look at a file came to: its pages, and what is odd about it as a whole.
type Look<'a> = (Vec<Result<Surveyed<'a>, SkippedPage>>, Vec<String>);

/// Captures that are known from before, by fingerprint.
pub(crate) type Known<'k> = FxHashMap<&'k str, &'k Capture>;

/// Looks at every page of an archive once. Pages that cannot be read are left out.
pub(crate) fn survey<'a>(workshop: &Workshop<'a>, known: &Known<'_>, progress: &dyn Progress) -> Survey<'a> {
    let sources = &workshop.archive.sources;
    progress.begin(Stage::Reading, sources.len() as u64);
    let surveyor = Surveyor {
        workshop,
        known,
        progress,
        waiting: AtomicU64::new(0),
    };
    let looks: Vec<Look<'a>> = sources
        .par_iter()
        .map(|source| {
            let looks = surveyor.look_into(source);
            progress.step(Stage::Reading);
            looks
        })
        .collect();
    let mut pages = Vec::new();
    let mut skipped = Vec::new();
    let mut warnings = Vec::new();
    for (looks, of_file) in looks {
        warnings.extend(of_file);
        for look in looks {
            match look {
                Ok(page) => pages.push(Surveyed {
                    order: pages.len(),
                    ..page
                }),
                Err(page) => skipped.push(page),
            }
        }
    }
    let mut pages = merge_captures(workshop, pages, &mut skipped);
    let claims: Vec<(&str, &str)> = pages
        .iter()
        .map(|page| {
            let capture = &page.capture;
            // Which of its captures a page is read from must not show in its id.
            (
                capture.address.as_ref().unwrap_or(&capture.source).as_str(),
                capture.slug.as_str(),
            )
        })
        .collect();
    let ids = assign_ids(&claims);
    for (page, id) in pages.iter_mut().zip(ids) {
        page.id = id;
    }
    let dated = pages.iter().map(|page| &page.capture);
    let neighbours =
        Neighbours::new(dated.filter_map(|capture| Some((capture.address.as_deref()?, capture.day?))));
    Survey {
        pages,
        skipped,
        warnings,
        neighbours,
    }
}

struct Surveyor<'s, 'a> {
    workshop: &'s Workshop<'a>,
    known: &'s Known<'s>,
    progress: &'s dyn Progress,
    waiting: AtomicU64,
}

impl<'a> Surveyor<'_, 'a> {
    /// Looks at the pages of a file, in its order; with what is odd about the file as a whole.
    fn look_into(&self, source: &'a Source) -> Look<'a> {
        let mut reader = PageReader::new(source, self.workshop.archive.limits);
        let Some(first) = reader.next() else {
            return (Vec::new(), of_file(source, &reader));
        };
        if first.as_ref().is_ok_and(|page| page.place.is_none()) {
            return (
                vec![first.and_then(|found| self.look(source, &found))],
                Vec::new(),
            );
        }
        let mut looks: Vec<(usize, _)> = std::iter::once(first)
            .chain(&mut reader)
            .enumerate()
            .par_bridge()
            .map(|(number, found)| (number, found.and_then(|found| self.look(source, &found))))
            .collect();
        looks.sort_unstable_by_key(|(number, _)| *number);
        (
            looks.into_iter().map(|(_, look)| look).collect(),
            of_file(source, &reader),
        )
    }

    fn look(&self, source: &'a Source, found: &FoundPage) -> Result<Surveyed<'a>, SkippedPage> {
        let fingerprint = self.workshop.fingerprint(source, found);
        let mut page = Surveyed {
            order: 0,
            source,
            place: found.place,
            id: String::new(),
            capture: Capture::default(),
            others: Vec::new(),
            raw: None,
        };
        if let Some(capture) = self
            .known
            .get(fingerprint.as_str())
            .filter(|capture| !capture.odd)
        {
            page.capture = (*capture).clone();
            return Ok(page);
        }
        let raw = self.workshop.page(source, found)?;
        for warning in &raw.warnings {
            let path = source.path_of(found.place);
            self.progress.warning(&format!("{}: {warning}", path.display()));
        }
        page.capture = Capture {
            source: raw.source.clone(),
            fingerprint,
            slug: raw.candidate_slug.clone(),
            address: raw.url.as_deref().map(same_address),
            day: raw.dating.interval.day(),
            text: digest(&raw.body),
            length: raw.body.text_bytes() as u64,
            markup: found.kind == PageKind::Html,
            entries: None,
            odd: !raw.warnings.is_empty(),
        };
        let size = page.capture.length;
        if self.waiting.fetch_add(size, Ordering::Relaxed) + size <= BUDGET {
            page.raw = Some(Box::new(raw));
        }
        Ok(page)
    }
}

/// A digest of a page's text.
fn digest(body: &Body) -> String {
    let mut hasher = blake3::Hasher::new();
    match body {
        Body::Text(text) => {
            hasher.update(text.as_bytes());
        }
        Body::Posts { standfirst, posts } => {
            hasher.update(standfirst.as_deref().unwrap_or_default().as_bytes());
            for post in posts {
                let stamp = post
                    .stamp
                    .as_ref()
                    .map(|stamp| stamp.text.as_str())
                    .unwrap_or_default();
                let published = post
                    .published
                    .as_ref()
                    .map(|at| at.evidence.as_str())
                    .unwrap_or_default();
                for part in [stamp, published, &post.text] {
                    hasher
                        .update(&(part.len() as u64).to_le_bytes())
                        .update(part.as_bytes());
                }
            }
        }
    }
    hasher.finalize().to_hex().to_string()
}

/// What is odd about a file as a whole.
fn of_file(source: &Source, reader: &PageReader<'_>) -> Vec<String> {
    let told = |warning| format!("{}: {warning}", source.path.display());
    reader.warnings().into_iter().map(told).collect()
}

impl<'a> Surveyed<'a> {
    /// What the archive's other pages say of the day of one that says no day itself.
    pub(crate) fn beside(&self, neighbours: &Neighbours) -> Option<Constraint> {
        let address = self.capture.address.as_deref()?;
        self.capture
            .day
            .is_none()
            .then(|| neighbours.constraint(address))
            .flatten()
    }

    /// Keeps the page's text after all.
    pub(crate) fn keeping(mut self, raw: RawPage) -> Self {
        self.raw = Some(Box::new(raw));
        self
    }
}

/// Gives each page with its text to `work`, in parallel and in no order: the text of the first look, which it is told,
/// or read again. A page that cannot be read any more comes with the reason.
pub(crate) fn with_text<'a, T, W>(workshop: &Workshop<'a>, pages: Vec<Surveyed<'a>>, work: W) -> Vec<T>
where
    T: Send,
    W: Fn(Surveyed<'a>, bool, Result<RawPage, SkippedPage>) -> T + Sync,
{
    let (at_hand, mut away): (Vec<_>, Vec<_>) = pages.into_iter().partition(|page| page.raw.is_some());
    let mut done: Vec<T> = at_hand
        .into_par_iter()
        .filter_map(|mut page| {
            let raw = *page.raw.take()?;
            Some(work(page, true, Ok(raw)))
        })
        .collect();
    away.sort_unstable_by_key(|page| page.order);
    let mut files: Vec<Vec<Surveyed<'a>>> = Vec::new();
    for page in away {
        match files.last_mut() {
            Some(file)
                if file
                    .last()
                    .is_some_and(|last| std::ptr::eq(last.source, page.source)) =>
            {
                file.push(page);
            }
            _ => files.push(vec![page]),
        }
    }
    let read = |mut page: Surveyed<'a>, found: Result<FoundPage, SkippedPage>| {
        let raw = found.and_then(|found| {
            page.capture.fingerprint = workshop.fingerprint(page.source, &found);
            workshop.page(page.source, &found)
        });
        work(page, false, raw)
    };
    done.extend(
        files
            .into_par_iter()
            .flat_map_iter(|pages| {
                let Some(source) = pages.first().map(|page| page.source) else {
                    return Vec::new();
                };
                let mut reader = PageReader::new(source, workshop.archive.limits);
                if pages.len() == 1 {
                    return pages
                        .into_iter()
                        .map(|page| {
                            let found = reader.read_at(page.place);
                            read(page, found)
                        })
                        .collect();
                }
                pages
                    .into_iter()
                    .map(|page| (reader.read_at(page.place), page))
                    .par_bridge()
                    .map(|(found, page)| read(page, found))
                    .collect()
            })
            .collect::<Vec<T>>(),
    );
    done
}
