//! One pass over all matching entries: the best hits, the exact total, and the counts of facets.
//!
//! A facet's own selection does not shrink its own counts. So selections of counted facets are not part of the query
//! but are looked at entry by entry: an entry that passes them all is a hit and counts in every facet; one that fails
//! a single facet's selection counts in that facet only; one that fails more counts nowhere.

mod appearances;
mod dates;
mod entities;
mod side;
mod top;
mod values;

pub(crate) use appearances::appearances;
pub(crate) use top::Key;
pub(crate) use values::{DateValues, EntityValues};

use crate::engine::Snapshot;
use crate::query::{every_selected, selection_query};
use daybook_search::{Facet, FacetCount, Filters, Selection, Sort};
use side::Side;
use tantivy::query::{BooleanQuery, BoostQuery, EnableScoring, Occur, Query};
use tantivy::{DocAddress, DocId, Score};
use top::Top;

/// What to collect.
pub(crate) struct Task<'a> {
    /// What an entry must match.
    pub(crate) query: Box<dyn Query>,
    pub(crate) filters: &'a Filters,
    /// The facets to count.
    pub(crate) facets: &'a [Facet],
    pub(crate) sort: Sort,
    /// How many hits.
    pub(crate) limit: usize,
    /// Hits begin strictly after this.
    pub(crate) after: Option<Key>,
}

impl Task<'_> {
    /// Whether hits are scored.
    fn scored(&self) -> bool {
        self.sort == Sort::Relevance && self.limit > 0
    }

    /// The query with every selection that need not be looked at entry by entry. Selections do not score.
    fn filtered_query(&self, snapshot: &Snapshot) -> Box<dyn Query> {
        let mut selections = every_selected(&snapshot.fields, self.filters);
        for facet in Facet::ALL.into_iter().filter(|facet| self.in_query(*facet)) {
            selections.extend(selection_query(&snapshot.fields, self.filters, facet));
        }
        let query = self.query.box_clone();
        if selections.is_empty() {
            return query;
        }
        let mut clauses = vec![(Occur::Must, query)];
        let unscored = |query| -> Box<dyn Query> { Box::new(BoostQuery::new(query, 0.0)) };
        clauses.extend(selections.into_iter().map(|query| (Occur::Must, unscored(query))));
        Box::new(BooleanQuery::new(clauses))
    }

    /// Whether a facet's selection is to be part of the query, which is quicker.
    ///
    /// Not where the facet is counted. And not where hits are scored: a score is a sum of fractions, and what else is
    /// in the query may change the order in which it is added up, and so its last digit. A cursor would then lose or
    /// repeat a hit if the next page were asked for with other facets.
    fn in_query(&self, facet: Facet) -> bool {
        !self.scored() && !self.facets.contains(&facet)
    }
}

/// What was collected.
pub(crate) struct Collected {
    /// How many entries are hits.
    pub(crate) total: u64,
    /// The first of them in order.
    pub(crate) hits: Vec<(Key, DocAddress)>,
    /// Whether more come after those.
    pub(crate) more: bool,
    sides: Vec<Side>,
}

/// Goes over all entries that match and that the filters let through.
pub(crate) fn collect(snapshot: &Snapshot, task: &Task<'_>) -> tantivy::Result<Collected> {
    let searcher = &snapshot.searcher;
    let scored = task.scored();
    let scoring = if scored {
        EnableScoring::enabled_from_searcher(searcher)
    } else {
        EnableScoring::disabled_from_searcher(searcher)
    };
    let weight = task.filtered_query(snapshot).weight(scoring)?;
    let mut sides: Vec<Side> = Facet::ALL
        .into_iter()
        .map(|facet| (facet, task.facets.contains(&facet)))
        .filter(|(facet, counted)| *counted || !task.in_query(*facet))
        .map(|(facet, counted)| Side::new(snapshot, task.filters, facet, counted))
        .filter(|side| !side.is_idle())
        .collect();
    let mut top = Top::new(task.sort, task.limit, task.after);
    let mut total = 0;
    for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
        let mut columns = Vec::with_capacity(sides.len());
        for side in &mut sides {
            columns.push(side.open(snapshot, ordinal, segment)?);
        }
        let mut keys = top.open(ordinal as u32, segment)?;
        let alive = segment.alive_bitset();
        let mut take = |doc: DocId, score: Score| {
            if alive.is_some_and(|alive| !alive.is_alive(doc)) {
                return;
            }
            let mut failed = columns.iter_mut().filter(|column| !column.passes(doc));
            match (failed.next(), failed.next()) {
                (None, _) => {
                    total += 1;
                    keys.offer(doc, score);
                    columns.iter_mut().for_each(|column| column.count(doc));
                }
                (Some(column), None) => column.count(doc),
                (Some(_), Some(_)) => {}
            }
        };
        if scored {
            weight.for_each(segment, &mut take)?;
        } else {
            weight.for_each_no_score(segment, &mut |docs| docs.iter().for_each(|doc| take(*doc, 0.0)))?;
        }
    }
    let (hits, more) = top.finish();
    Ok(Collected {
        total,
        hits,
        more,
        sides,
    })
}

impl Collected {
    /// The values of a counted facet: all that occur and all that are selected, in the facet's order. At most `limit`
    /// of those that are not selected; dates are never cut.
    pub(crate) fn values(
        &self,
        snapshot: &Snapshot,
        filters: &Filters,
        facet: Facet,
        limit: usize,
    ) -> Option<Vec<FacetCount>> {
        self.listing(snapshot, filters, facet, limit, &|_| true)
            .map(|(values, _)| values)
    }

    /// As [`values`](Self::values), only of those whose name (or date) is wanted, with how many those are in all.
    pub(crate) fn listing(
        &self,
        snapshot: &Snapshot,
        filters: &Filters,
        facet: Facet,
        limit: usize,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Option<(Vec<FacetCount>, u64)> {
        let counts = self.sides.iter().find_map(|side| side.counts(facet))?;
        let entities = |values, selection: &Selection| {
            let mut selected: Vec<&str> = selection
                .any
                .iter()
                .chain(&selection.all)
                .map(String::as_str)
                .collect();
            selected.sort_unstable();
            selected.dedup();
            entities::list(values, counts, &selected, limit, wanted)
        };
        Some(match facet {
            Facet::Organisation => entities(&snapshot.organisations, &filters.organisation),
            Facet::Person => entities(&snapshot.persons, &filters.person),
            Facet::Date => dates::list(&snapshot.dates, counts, &filters.date, wanted),
        })
    }
}
