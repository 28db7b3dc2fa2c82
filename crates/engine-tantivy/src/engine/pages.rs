//! The pages of an archive, by date.

use super::snapshot::Snapshot;
use crate::collect::ValueTable;
use crate::failure::During;
use crate::schema::{keys, names};
use daybook_search::{EngineError, Facet, PageListAnswer, PageListRequest, PageSummary};
use std::cmp::Reverse;
use tantivy::DocAddress;

/// What is known of a page without reading its entries.
#[derive(Debug, Clone, Copy)]
pub(super) struct PageFacts {
    /// Its number among the values of the page facet.
    number: usize,
    entries: u64,
    /// Any of its entries.
    any: DocAddress,
    /// The first day of an entry, and the entry.
    first: Option<(i64, DocAddress)>,
    /// The last day of an entry, and the entry.
    last: Option<(i64, DocAddress)>,
}

/// Goes over all entries once. In the order of pages' ids.
pub(super) fn count_pages(snapshot: &Snapshot) -> tantivy::Result<Vec<PageFacts>> {
    let values = snapshot.named(Facet::Page);
    let mut pages: Vec<Option<PageFacts>> = Vec::new();
    for (ordinal, segment) in snapshot.searcher.segment_readers().iter().enumerate() {
        let columns = segment.fast_fields();
        let Some(page) = columns.str(&names::values(Facet::Page))? else {
            continue;
        };
        let (from, to) = (columns.i64(names::DAY_FROM)?, columns.i64(names::DAY_TO)?);
        let numbers = values.of_segment(ordinal);
        for doc in segment.doc_ids_alive() {
            let ordinals = page.term_ords(doc).next();
            let number = ordinals.and_then(|ord| numbers.get(usize::try_from(ord).ok()?));
            let Some(number) = number.map(|number| *number as usize) else {
                continue;
            };
            if pages.len() <= number {
                pages.resize(number + 1, None);
            }
            let any = DocAddress::new(ordinal as u32, doc);
            let Some(slot) = pages.get_mut(number) else {
                continue;
            };
            let facts = slot.get_or_insert(PageFacts {
                number,
                entries: 0,
                any,
                first: None,
                last: None,
            });
            facts.entries += 1;
            if let Some((from, to)) = from.first(doc).zip(to.first(doc)) {
                facts.first = Some(facts.first.map_or((from, any), |first| first.min((from, any))));
                facts.last = Some(facts.last.map_or((to, any), |last| last.max((to, any))));
            }
        }
    }
    Ok(pages.into_iter().flatten().collect())
}

/// Answers a listing from one snapshot.
pub(super) fn pages(snapshot: &Snapshot, request: &PageListRequest) -> Result<PageListAnswer, EngineError> {
    let from = request.from.map_or(i64::MIN, keys::day_number);
    let to = request.to.map_or(i64::MAX, keys::day_number);
    let wanted = |page: &&PageFacts| match page.first.zip(page.last) {
        Some((first, last)) => request.undated != Some(true) && first.0 <= to && last.0 >= from,
        None => request.undated != Some(false),
    };
    let all = snapshot.page_facts().during("list pages")?;
    let mut found: Vec<&PageFacts> = all.iter().filter(wanted).collect();
    if request.newest_first {
        // Undated pages have no day, which sorts before every day that there is.
        found.sort_by_key(|page| (Reverse(page.last.map(|last| last.0)), page.number));
    } else {
        found.sort_by_key(|page| (page.first.is_none(), page.first.map(|first| first.0), page.number));
    }
    let total = found.len() as u64;
    let listed = found.into_iter().skip(request.offset).take(request.limit);
    let pages: Vec<PageSummary> = listed
        .map(|page| summary(snapshot, page))
        .collect::<Result<_, _>>()?;
    let end = (request.offset + pages.len()) as u64;
    Ok(PageListAnswer {
        next_offset: (end < total && !pages.is_empty()).then_some(end),
        pages,
        total,
        generation: snapshot.info.id.clone(),
    })
}

fn summary(snapshot: &Snapshot, facts: &PageFacts) -> Result<PageSummary, EngineError> {
    let any = snapshot.read(facts.any)?;
    let bounds = |of: Option<(i64, DocAddress)>| match of {
        Some((_, address)) if address == facts.any => Ok(any.date.bounds()),
        Some((_, address)) => snapshot.read(address).map(|entry| entry.date.bounds()),
        None => Ok(None),
    };
    Ok(PageSummary {
        earliest: bounds(facts.first)?.map(|(first, _)| first),
        latest: bounds(facts.last)?.map(|(_, last)| last),
        entries: facts.entries,
        page: any.page,
    })
}
