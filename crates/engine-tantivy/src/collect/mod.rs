//! One pass over all matching entries: the best hits, the exact total, and the counts of facets. Where the best can be
//! found without a look at every match, that comes first, and the pass over all scores none.
//!
//! A facet's own selection does not shrink its own counts. So selections of counted facets are not part of the query
//! but are looked at entry by entry: an entry that passes them all is a hit and counts in every facet; one that fails
//! a single facet's selection counts in that facet only; one that fails more counts nowhere.

mod appearances;
mod budget;
mod columns;
mod counter;
mod dates;
mod gate;
mod groups;
mod listing;
mod matches;
mod names;
mod scan;
mod scored;
mod selection;
mod side;
mod tally;
mod timeline;
mod top;
mod unit;
mod values;

pub(crate) use appearances::appearances;
pub(crate) use budget::Deadline;
pub(crate) use columns::{MOST_HELD, SegmentColumns};
pub(crate) use listing::{Listing, Wanted};
pub(crate) use scan::scan;
pub(crate) use side::SideCounts;
pub(crate) use timeline::TimelineCounts;
pub(crate) use top::Key;
pub(crate) use values::{DateValues, FormValues, NamedValues, ValueTable};

use crate::engine::Snapshot;
use crate::query::{every_selected, selection_query};
use counter::Counter;
use daybook_search::{Facet, FacetCount, FacetKind, Filters, Interval, Sort, Unit};
use gate::Verdict;
use groups::{Ranking, SegmentRanking};
use matches::{Ask, Found, Matches};
use names::Names;
use side::{Counting, Side};
use std::sync::Arc;
use tally::Tally;
use tantivy::query::{BooleanQuery, Query};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocAddress, DocId, Score};
use timeline::Timeline;
use top::Rating;
use unit::SegmentUnits;

/// What to collect.
pub(crate) struct Task<'a> {
    /// What an entry must match.
    pub(crate) query: Box<dyn Query>,
    pub(crate) filters: &'a Filters,
    /// The facets to count.
    pub(crate) facets: &'a [Facet],
    /// What is counted.
    pub(crate) unit: Unit,
    /// Whether the forms of values are counted too.
    pub(crate) forms: bool,
    /// Whether to count over time, and how long a bucket is.
    pub(crate) interval: Option<Interval>,
    pub(crate) sort: Sort,
    /// How many hits.
    pub(crate) limit: usize,
    /// Whether each page has its best entry only among the hits.
    pub(crate) group_by_page: bool,
    /// Hits begin strictly after this.
    pub(crate) after: Option<Key>,
    /// When to stop with what there is.
    pub(crate) deadline: Deadline,
}

impl<'a> Task<'a> {
    /// Counts how many entries match, and nothing else: no hits, no facets.
    pub(crate) fn counting(query: Box<dyn Query>, filters: &'a Filters, deadline: Deadline) -> Self {
        Self {
            query,
            filters,
            facets: &[],
            unit: Unit::Entry,
            forms: false,
            interval: None,
            sort: Sort::Newest,
            limit: 0,
            group_by_page: false,
            after: None,
            deadline,
        }
    }

    /// Whether hits are scored.
    fn scored(&self) -> bool {
        self.sort == Sort::Relevance && self.limit > 0
    }

    /// The query with every selection that need not be looked at entry by entry.
    fn filtered_query(&self, snapshot: &Snapshot) -> Box<dyn Query> {
        let mut clauses = vec![self.query.box_clone()];
        clauses.extend(self.filter(snapshot));
        intersection(clauses)
    }

    /// Every selection that need not be looked at entry by entry, as queries.
    fn filter(&self, snapshot: &Snapshot) -> Vec<Box<dyn Query>> {
        let mut selections = every_selected(snapshot, self.filters);
        for facet in Facet::ALL.into_iter().filter(|facet| self.in_query(*facet)) {
            selections.extend(selection_query(&snapshot.fields, self.filters, facet));
        }
        selections
    }

    /// Whether a facet's selection is looked up, which is quicker, instead of entry by entry.
    ///
    /// Not where the facet is counted. And not days where hits are scored, that is where most entries are left out by
    /// the query: days are looked up by going over those of all entries.
    fn in_query(&self, facet: Facet) -> bool {
        let entry_by_entry = self.scored() && facet.kind() == FacetKind::Dates;
        !entry_by_entry && !self.facets.contains(&facet)
    }
}

fn intersection(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.len() {
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::intersection(queries)),
    }
}

/// What was collected.
pub(crate) struct Collected {
    /// How many of the unit are hits.
    pub(crate) total: u64,
    /// How many entries are hits and of no unit.
    pub(crate) without_unit: u64,
    /// The first hits in order.
    pub(crate) hits: Vec<(Key, DocAddress)>,
    /// Whether the time was spent before all matches were seen.
    pub(crate) timed_out: bool,
    /// Whether more come after those.
    pub(crate) more: bool,
    /// For each hit how many other entries of its page match; empty unless hits are grouped.
    pub(crate) others: Vec<u64>,
    /// How many pages match; `None` unless hits are grouped.
    pub(crate) pages: Option<u64>,
    /// Counts over time, if they were asked for.
    pub(crate) timeline: Option<TimelineCounts>,
    sides: Vec<Arc<SideCounts>>,
}

/// Goes over all entries that match and that the filters let through.
pub(crate) fn collect(snapshot: &Snapshot, task: &Task<'_>) -> tantivy::Result<Collected> {
    let searcher = &snapshot.searcher;
    let distinct = task.unit != Unit::Entry;
    let mut sides = sides(snapshot, task)?;
    let ask = Ask {
        // Groups need every match, and a page of hits begins where nobody knows what the best before it were.
        best_apart: !task.group_by_page && task.after.is_none() && !sides.iter().any(Side::selects),
        number: sides.is_empty() && task.interval.is_none() && !distinct && !task.group_by_page,
    };
    let matches = Matches::of(snapshot, task, ask)?;
    let order = (task.sort, task.limit, task.after);
    let mut ranking = Ranking::new(snapshot, task.group_by_page, order);
    let mut timeline = task
        .interval
        .map(|interval| Timeline::new(snapshot, interval, distinct));
    let mut units_seen = Counter::new(1, distinct);
    let mut entries = 0;
    let mut without_unit = 0;
    let mut timed_out = false;
    for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
        let mut columns = Vec::with_capacity(sides.len());
        for side in &mut sides {
            columns.push(side.open(ordinal, segment)?);
        }
        let mut buckets = timeline.as_mut().map(|timeline| timeline.open(snapshot, ordinal));
        let units = SegmentUnits::open(task.unit, snapshot, ordinal);
        let mut hits = ranking.open(snapshot, ordinal);
        let alive = segment.alive_bitset();
        timed_out = std::thread::scope(|scope| {
            let mut tally = Tally::new(scope, columns, segment.max_doc());
            let mut failure = None;
            let is_alive = |doc| alive.is_none_or(|alive| alive.is_alive(doc));
            let mut take_one = |doc: DocId, rating: Option<Rating<'_>>, hits: &mut SegmentRanking<'_>| {
                if !is_alive(doc) {
                    return;
                }
                let verdict = tally.judge(doc).unwrap_or_else(|error| {
                    failure.get_or_insert(error);
                    Verdict::Nowhere
                });
                match verdict {
                    Verdict::Hit => {
                        match rating {
                            Some(rating) => hits.offer(doc, rating),
                            None => hits.pass(1),
                        }
                        let Some(unit) = units.of(doc) else {
                            without_unit += 1;
                            return;
                        };
                        if distinct {
                            units_seen.add(0, unit);
                        } else {
                            entries += 1;
                        }
                        if let Some(buckets) = &mut buckets {
                            buckets.count(doc, unit);
                        }
                        tally.add(doc, unit);
                    }
                    Verdict::CountsIn(place) => {
                        if let Some(unit) = units.of(doc) {
                            tally.add_to(place, doc, unit);
                        }
                    }
                    Verdict::Nowhere => {}
                }
            };
            let mut together = 0;
            let mut living = Vec::with_capacity(COLLECT_BLOCK_BUFFER_LEN);
            let mut take = |found: Found<'_>| {
                match found {
                    // Nothing depends on which they are but which of them come first.
                    Found::Same(docs, score) if ask.number => {
                        let docs = match alive {
                            Some(_) => {
                                living.clear();
                                living.extend(docs.iter().filter(|doc| is_alive(**doc)));
                                living.as_slice()
                            }
                            None => docs,
                        };
                        hits.offer_all(docs, score);
                        together += docs.len() as u64;
                    }
                    Found::Same(docs, score) => {
                        for doc in docs {
                            take_one(*doc, Some(Rating::Known(score)), &mut hits);
                        }
                    }
                    Found::Rated(doc, scorer) => take_one(doc, Some(Rating::By(scorer)), &mut hits),
                    Found::Candidate(doc, scorer) if is_alive(doc) => {
                        return hits.offer_candidate(doc, Rating::By(scorer));
                    }
                    Found::Candidate(..) => return hits.least_score(),
                    Found::Unrated(docs) => docs.iter().for_each(|doc| take_one(*doc, None, &mut hits)),
                    Found::Number(number) => {
                        hits.pass(number);
                        together += number;
                    }
                }
                Score::MIN
            };
            let all_seen = matches.for_each(task.deadline, segment, &mut take)?;
            entries += together;
            tally.finish();
            failure.map_or(Ok(!all_seen), Err)
        })?;
        if timed_out {
            break;
        }
    }
    let ranked = ranking.finish();
    let above = |side: &Side<'_>| match side.facet().kind() {
        FacetKind::Dates => snapshot.dates.above(),
        FacetKind::Names | FacetKind::List(_) => &[],
    };
    Ok(Collected {
        total: entries + units_seen.finish(&[]).into_iter().sum::<u64>(),
        without_unit,
        timed_out,
        hits: ranked.hits,
        more: ranked.more,
        others: ranked.others,
        pages: ranked.pages,
        timeline: timeline.map(Timeline::finish),
        sides: sides
            .into_iter()
            .filter_map(|side| {
                let above = above(&side);
                side.finish(above).map(Arc::new)
            })
            .collect(),
    })
}

/// The facets that are counted, and those of which the selection is looked at entry by entry.
fn sides<'s>(snapshot: &'s Snapshot, task: &Task<'_>) -> tantivy::Result<Vec<Side<'s>>> {
    let counting = Counting {
        distinct: task.unit != Unit::Entry,
        forms: task.forms,
    };
    let mut sides = Vec::new();
    for facet in Facet::ALL.into_iter().filter(|facet| !task.in_query(*facet)) {
        let counted = task.facets.contains(&facet).then_some(counting);
        let side = Side::new(snapshot, task.filters, facet, counted)?;
        if !side.is_idle() {
            sides.push(side);
        }
    }
    Ok(sides)
}

impl Collected {
    /// The counts of a facet that was counted; `None` if the time was spent before they were whole.
    pub(crate) fn into_counts(self, facet: Facet) -> Option<Arc<SideCounts>> {
        let mut sides = self.sides.into_iter();
        sides.find(|side| side.facet == facet && !self.timed_out)
    }

    /// Takes counts of a facet that were counted elsewhere.
    pub(crate) fn add_counts(&mut self, counts: Arc<SideCounts>) {
        self.sides.push(counts);
    }

    /// Without what facets were counted to, once they are listed: of many pages that is large.
    pub(crate) fn without_counts(self) -> Self {
        Self {
            sides: Vec::new(),
            ..self
        }
    }

    /// The values of a counted facet that a listing asks for, and how many there are without its limits. Selected ones
    /// are listed even where they do not occur.
    pub(crate) fn listing(
        &self,
        snapshot: &Snapshot,
        filters: &Filters,
        facet: Facet,
        listing: &Listing<'_>,
    ) -> tantivy::Result<Option<(Vec<FacetCount>, u64)>> {
        let Some(counted) = self.sides.iter().find(|side| side.facet == facet) else {
            return Ok(None);
        };
        if facet.kind() == FacetKind::Dates {
            let listed = dates::list(&snapshot.dates, &counted.counts, &filters.date, listing);
            return Ok(Some(listed));
        }
        let selection = filters.selection(facet);
        let mut selected: Vec<&str> = selection
            .any
            .iter()
            .chain(&selection.all)
            .map(String::as_str)
            .collect();
        selected.sort_unstable();
        selected.dedup();
        let names = Names {
            values: snapshot.named(facet),
            counted,
            forms: match &counted.forms {
                Some(_) => snapshot.forms(facet)?,
                None => None,
            },
        };
        Ok(Some(names.list(&selected, listing)))
    }
}
