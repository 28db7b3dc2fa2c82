//! All entries that name one entity, in one pass: how many, the first and the last, of which dates, and with whom.

use super::listing::Listing;
use super::names::Names;
use super::side::{Counting, Side, SideCounts};
use super::top::{Rating, Top};
use crate::engine::Snapshot;
use crate::schema::keys;
use daybook_model::EntityKind;
use daybook_search::{DateValue, Facet, FacetCount, FacetSort, Filters, Sort};
use std::collections::BTreeMap;
use tantivy::query::{EnableScoring, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, Term};

/// What is counted of an entity's entries.
const COUNTED: [Facet; 3] = [Facet::Organisation, Facet::Person, Facet::Date];

/// What was collected.
pub(crate) struct Appearances {
    /// How many entries name the entity.
    pub(crate) total: u64,
    /// The earliest of those with a date.
    pub(crate) first: Option<DocAddress>,
    /// The latest of those with a date.
    pub(crate) last: Option<DocAddress>,
    sides: Vec<SideCounts>,
}

/// Goes over all entries that name the entity of that slug.
pub(crate) fn appearances(snapshot: &Snapshot, kind: EntityKind, slug: &str) -> tantivy::Result<Appearances> {
    let searcher = &snapshot.searcher;
    let field = snapshot.fields.facet(kind.into()).slug;
    let query = TermQuery::new(Term::from_field_text(field, slug), IndexRecordOption::Basic);
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let everything = Filters::default();
    let counting = Counting {
        distinct: false,
        forms: false,
    };
    let mut sides = Vec::with_capacity(COUNTED.len());
    for facet in COUNTED {
        sides.push(Side::new(snapshot, &everything, facet, Some(counting))?);
    }
    let mut earliest = Top::new(Sort::Oldest, 1, None);
    let mut latest = Top::new(Sort::Newest, 1, None);
    let mut total = 0;
    for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
        let mut columns = Vec::with_capacity(sides.len());
        for side in &mut sides {
            columns.push(side.open(ordinal, segment)?);
        }
        let mut early = earliest.open(snapshot, ordinal);
        let mut late = latest.open(snapshot, ordinal);
        let alive = segment.alive_bitset();
        let mut take = |doc: DocId| {
            if alive.is_some_and(|alive| !alive.is_alive(doc)) {
                return;
            }
            total += 1;
            early.offer(doc, Rating::Known(0.0));
            late.offer(doc, Rating::Known(0.0));
            columns.iter_mut().for_each(|column| column.count(doc, doc));
        };
        weight.for_each_no_score(segment, &mut |docs| docs.iter().for_each(|doc| take(*doc)))?;
    }
    Ok(Appearances {
        total,
        first: dated(earliest),
        last: dated(latest),
        sides: sides.into_iter().filter_map(|side| side.finish(&[])).collect(),
    })
}

/// The first hit. Undated ones come last in either order, so one that is undated says that none is dated.
fn dated(top: Top) -> Option<DocAddress> {
    let (hits, _) = top.finish();
    let dated = hits.first().filter(|(key, _)| !keys::is_undated(key.order));
    dated.map(|(_, address)| *address)
}

impl Appearances {
    /// How many of the entries are of which date, months the finest.
    pub(crate) fn months(&self, snapshot: &Snapshot) -> BTreeMap<DateValue, u64> {
        let mut months = BTreeMap::new();
        let counts = snapshot.dates.values().iter().zip(self.counts(Facet::Date));
        for (value, count) in counts.filter(|(_, count)| **count > 0) {
            let month = match value {
                DateValue::Day(day) => DateValue::Month(day.year(), day.month()),
                coarser => *coarser,
            };
            *months.entry(month).or_insert(0) += count;
        }
        months
    }

    /// The organisations or persons that the entries name most often, without that of the slug `except`.
    pub(crate) fn company(
        &self,
        snapshot: &Snapshot,
        kind: EntityKind,
        except: Option<&str>,
        limit: usize,
    ) -> Vec<FacetCount> {
        let values = snapshot.entities(kind);
        let facet = Facet::from(kind);
        let mut counts = self.counts(facet).to_vec();
        if let Some(number) = except.and_then(|slug| values.find(slug)) {
            counts[number] = 0;
        }
        let counted = SideCounts {
            facet,
            counts,
            forms: None,
        };
        let names = Names {
            values,
            counted: &counted,
            forms: None,
        };
        names.list(&[], &Listing::first(FacetSort::Count, limit)).0
    }

    fn counts(&self, facet: Facet) -> &[u64] {
        let counted = self.sides.iter().find(|side| side.facet == facet);
        counted.map(|side| side.counts.as_slice()).unwrap_or_default()
    }
}
