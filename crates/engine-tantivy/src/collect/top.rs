//! The first hits in an order.

use super::columns::SegmentColumns;
use crate::engine::Snapshot;
use crate::query::Rated;
use crate::schema::keys;
use daybook_search::Sort;
use std::cmp::Ordering;
use tantivy::{DocAddress, DocId, Score};

/// What a hit is ordered by; values of the entry, not places in the index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Key {
    pub(crate) score: f32,
    pub(crate) order: i64,
    pub(crate) tie: u64,
}

/// Which of two hits comes first. Total: two hits are equal only if all their keys are.
pub(super) fn compare(sort: Sort, a: &Key, b: &Key) -> Ordering {
    by_place(sort, (a.score, a.order), (b.score, b.order)).then(a.tie.cmp(&b.tie))
}

/// Which of two hits of these scores and places in time comes first.
fn by_place(sort: Sort, a: (f32, i64), b: (f32, i64)) -> Ordering {
    match sort {
        Sort::Relevance => b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)),
        // Undated entries lie before all time, so they come last by themselves.
        Sort::Newest => b.1.cmp(&a.1),
        Sort::Oldest => keys::is_undated(a.1)
            .cmp(&keys::is_undated(b.1))
            .then(a.1.cmp(&b.1)),
    }
}

/// A hit, the less the earlier it comes.
struct Ranked {
    sort: Sort,
    key: Key,
    address: DocAddress,
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(self.sort, &self.key, &other.key)
    }
}

/// Twice as many hits as are wanted, and as this, are kept before the later ones are thrown away. Where each match comes
/// before all that were seen, as the newest do in an archive that was indexed from its oldest page on, a heap would be
/// put in order anew for every one. The more are kept, the later it is known what need not be looked at.
const LEAST: usize = if cfg!(test) { 1 } else { 16 };

/// The first so many hits after a key.
pub(super) struct Top {
    sort: Sort,
    limit: usize,
    after: Option<Key>,
    /// The first hits, and some that may turn out to be later.
    hits: Vec<Ranked>,
    /// The last of the first so many hits, when that was looked at last: what comes after it is none of them.
    bar: Option<Key>,
    /// How many hits lie after `after`.
    further: u64,
}

impl Top {
    pub(super) fn new(sort: Sort, limit: usize, after: Option<Key>) -> Self {
        Self {
            sort,
            limit,
            after,
            hits: Vec::new(),
            bar: None,
            further: 0,
        }
    }

    pub(super) fn open<'a>(&'a mut self, snapshot: &'a Snapshot, ordinal: usize) -> SegmentTop<'a> {
        SegmentTop {
            columns: snapshot.columns(ordinal),
            orders: (self.limit > 0)
                .then(|| snapshot.columns(ordinal).held_orders())
                .flatten(),
            ordinal: ordinal as u32,
            top: self,
        }
    }

    /// The hits in order, and whether there are more.
    pub(super) fn finish(mut self) -> (Vec<(Key, DocAddress)>, bool) {
        self.hits.sort_unstable();
        self.hits.truncate(self.limit);
        let more = self.limit > 0 && self.further > self.hits.len() as u64;
        let hits = self.hits.into_iter().map(|hit| (hit.key, hit.address)).collect();
        (hits, more)
    }

    fn take(&mut self, hit: Ranked) {
        self.hits.push(hit);
        if self.hits.len() / 2 >= self.limit.max(LEAST) {
            let (_, last, _) = self.hits.select_nth_unstable(self.limit - 1);
            self.bar = Some(last.key);
            self.hits.truncate(self.limit);
        }
    }
}

/// The score of a match.
pub(super) enum Rating<'m> {
    Known(Score),
    /// To be asked for; the scorer stands at the match.
    By(&'m mut dyn Rated),
}

/// Takes the hits of one segment.
pub(super) struct SegmentTop<'a> {
    top: &'a mut Top,
    columns: &'a SegmentColumns,
    /// The places in time of all entries, if they are in memory.
    orders: Option<&'a [i64]>,
    ordinal: u32,
}

impl SegmentColumns {
    /// What an entry of that score is ordered by.
    pub(super) fn key(&self, doc: DocId, score: Score) -> Key {
        Key {
            score: finite(score),
            order: order_in(self.held_orders(), self, doc),
            tie: self.tie.first(doc).unwrap_or_default(),
        }
    }
}

/// The place in time of an entry, from memory if it is there.
#[inline]
fn order_in(held: Option<&[i64]>, columns: &SegmentColumns, doc: DocId) -> i64 {
    match held {
        Some(orders) => orders.get(doc as usize).copied().unwrap_or(i64::MIN),
        None => columns.order_of(doc),
    }
}

/// Boosts typed by somebody may multiply to anything; a cursor needs a number.
fn finite(score: Score) -> Score {
    match score {
        score if score.is_finite() => score,
        score if score.is_nan() => 0.0,
        score => f32::MAX.copysign(score),
    }
}

impl SegmentTop<'_> {
    /// Takes a match.
    #[inline]
    pub(super) fn offer(&mut self, doc: DocId, rating: Rating<'_>) {
        if self.top.limit == 0 {
            return;
        }
        let bar = self.bar();
        let score = match (rating, bar) {
            (Rating::Known(score), _) => finite(score),
            (Rating::By(scorer), Some(bar)) if self.top.sort == Sort::Relevance => {
                // Most hits of a broad query are too weak: no need to look up their other keys, or all of their score.
                match scorer.score_above(bar.score).map(finite) {
                    Some(score) if score >= bar.score => score,
                    _ => {
                        self.top.further += 1;
                        return;
                    }
                }
            }
            (Rating::By(scorer), _) => finite(scorer.score()),
        };
        self.offer_at(doc, score, self.order_of(doc));
    }

    /// Takes matches of one score.
    pub(super) fn offer_all(&mut self, docs: &[DocId], score: Score) {
        if self.top.limit == 0 {
            return;
        }
        let score = finite(score);
        if let Some(bar) = self.bar()
            && self.top.sort == Sort::Relevance
            && score < bar.score
        {
            self.top.further += docs.len() as u64;
            return;
        }
        let (orders, columns) = (self.orders, self.columns);
        let mut least = self.least_order(score);
        // An archive is mostly indexed from its oldest page on: where the newest are wanted they stand last.
        for doc in docs.iter().rev() {
            let order = order_in(orders, columns, *doc);
            if least.is_some_and(|least| order < least) {
                self.top.further += 1;
            } else {
                self.offer_at(*doc, score, order);
                least = self.least_order(score);
            }
        }
    }

    /// How late a match of this score must at least be, where later ones come first.
    fn least_order(&self, score: Score) -> Option<i64> {
        let bar = self.bar()?;
        match self.top.sort {
            Sort::Newest => Some(bar.order),
            Sort::Relevance => (score <= bar.score).then_some(bar.order),
            Sort::Oldest => None,
        }
    }

    #[inline]
    fn order_of(&self, doc: DocId) -> i64 {
        order_in(self.orders, self.columns, doc)
    }

    /// Counts matches of which none is among the best that was not offered.
    pub(super) fn pass(&mut self, matches: u64) {
        self.top.further += matches;
    }

    /// The least score of a match that may be among the first hits, if there are enough of those.
    pub(super) fn least_score(&self) -> Option<Score> {
        match self.top.sort {
            Sort::Relevance => Some(self.bar()?.score),
            Sort::Newest | Sort::Oldest => None,
        }
    }

    /// Offers a match that is counted among all by [`pass`](Self::pass).
    pub(super) fn offer_only(&mut self, doc: DocId, rating: Rating<'_>) {
        let further = self.top.further;
        self.offer(doc, rating);
        self.top.further = further;
    }

    /// What a hit must not come after, if that is known and all that matters.
    fn bar(&self) -> Option<Key> {
        self.top.bar.filter(|_| self.top.after.is_none())
    }

    fn offer_at(&mut self, doc: DocId, score: Score, order: i64) {
        if let Some(bar) = self.bar()
            && by_place(self.top.sort, (score, order), (bar.score, bar.order)).is_gt()
        {
            self.top.further += 1;
            return;
        }
        let tie = self.columns.tie.first(doc).unwrap_or_default();
        let key = Key { score, order, tie };
        if self
            .top
            .after
            .is_some_and(|after| compare(self.top.sort, &key, &after).is_le())
        {
            return;
        }
        self.top.further += 1;
        self.top.take(Ranked {
            sort: self.top.sort,
            key,
            address: DocAddress::new(self.ordinal, doc),
        });
    }
}
