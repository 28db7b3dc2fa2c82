//! Captures of one page: two crawls of a page that grew, a page under several addresses, a copy of a file.
//!
//! Two captures are of one page if their addresses are, or if neither has an address and their texts are the same. The
//! fullest is read: the one with the most entries, of those one with markup, of those the longest, of those the first
//! of the archive. Pages of different addresses are never one, however alike: newsrooms repeat themselves.

use crate::survey::{Surveyed, with_text};
use crate::workshop::Workshop;
use daybook_archive::{SkippedPage, assemble};
use daybook_search::Capture;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// A page of which there were several captures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedPage {
    /// The page's id.
    pub page: String,
    /// The capture that was read.
    pub read: String,
    /// The captures that were left out, in order.
    pub left_out: Vec<String>,
    /// What their addresses have in common; without one their texts are the same.
    pub address: Option<String>,
}

/// A page each, read from its fullest capture, in the archive's order. What cannot be read any more is `skipped`.
pub(crate) fn merge_captures<'a>(
    workshop: &Workshop<'a>,
    pages: Vec<Surveyed<'a>>,
    skipped: &mut Vec<SkippedPage>,
) -> Vec<Surveyed<'a>> {
    let mut groups: FxHashMap<String, Vec<Surveyed<'a>>> = FxHashMap::default();
    for page in pages {
        groups.entry(identity(&page.capture)).or_default().push(page);
    }
    let mut merged = Vec::with_capacity(groups.len());
    let mut several = Vec::new();
    for (_, mut group) in groups {
        match group.pop() {
            Some(page) if group.is_empty() => merged.push(page),
            Some(page) => several.extend(group.into_iter().chain([page])),
            None => {}
        }
    }
    let (counted, uncounted) = several
        .into_iter()
        .partition(|page| page.capture.entries.is_some());
    let mut groups: FxHashMap<String, Vec<Surveyed<'a>>> = FxHashMap::default();
    for page in count_entries(workshop, uncounted, skipped)
        .into_iter()
        .chain::<Vec<_>>(counted)
    {
        groups.entry(identity(&page.capture)).or_default().push(page);
    }
    for mut group in groups.into_values() {
        group.sort_unstable_by_key(|page| {
            let capture = &page.capture;
            (
                Reverse((capture.entries, capture.markup, capture.length)),
                page.order,
            )
        });
        let mut captures = group.into_iter();
        if let Some(mut fullest) = captures.next() {
            fullest.others = captures.map(|page| page.capture).collect();
            merged.push(fullest);
        }
    }
    merged.sort_unstable_by_key(|page| page.order);
    merged
}

/// What captures of one page have in common.
fn identity(capture: &Capture) -> String {
    match &capture.address {
        Some(address) => format!("address {address}"),
        None => format!("text {}", capture.text),
    }
}

/// Splits pages to see how many entries they have.
fn count_entries<'a>(
    workshop: &Workshop<'a>,
    pages: Vec<Surveyed<'a>>,
    skipped: &mut Vec<SkippedPage>,
) -> Vec<Surveyed<'a>> {
    let counted = with_text(workshop, pages, |mut page, at_hand, raw| {
        let raw = raw?;
        let entries = assemble(&raw, "page", &workshop.zones[page.source.root])
            .entries
            .len();
        page.capture.entries = Some(u32::try_from(entries).unwrap_or(u32::MAX));
        Ok(if at_hand { page.keeping(raw) } else { page })
    });
    let mut pages = Vec::with_capacity(counted.len());
    for page in counted {
        match page {
            Ok(page) => pages.push(page),
            Err(page) => skipped.push(page),
        }
    }
    pages
}

impl Surveyed<'_> {
    /// What is to be said of a page of which there are several captures.
    pub(crate) fn merged(&self) -> Option<MergedPage> {
        let mut left_out: Vec<String> = self.others.iter().map(|capture| capture.source.clone()).collect();
        left_out.sort_unstable();
        (!left_out.is_empty()).then(|| MergedPage {
            page: self.id.clone(),
            read: self.capture.source.clone(),
            left_out,
            address: self.capture.address.clone(),
        })
    }
}
