//! Hits one by one, or the best of each page.

use super::columns::SegmentColumns;
use super::top::{Key, Rating, SegmentTop, Top, compare};
use super::unit::SegmentUnits;
use super::values::ValueTable;
use crate::engine::Snapshot;
use daybook_search::{Facet, Sort, Unit};
use tantivy::{DocAddress, DocId, Score};

/// Which hits an answer has.
pub(super) enum Ranking {
    Entries(Top),
    Pages(Groups),
}

/// The first hits in order.
pub(super) struct RankedHits {
    pub(super) hits: Vec<(Key, DocAddress)>,
    /// Whether there are more.
    pub(super) more: bool,
    /// For each hit how many other entries of its page match; empty unless hits are grouped.
    pub(super) others: Vec<u64>,
    /// How many pages there are; `None` unless hits are grouped.
    pub(super) pages: Option<u64>,
}

impl Ranking {
    pub(super) fn new(
        snapshot: &Snapshot,
        by_page: bool,
        (sort, limit, after): (Sort, usize, Option<Key>),
    ) -> Self {
        if !by_page {
            return Self::Entries(Top::new(sort, limit, after));
        }
        Self::Pages(Groups {
            sort,
            limit,
            after,
            groups: vec![None; snapshot.named(Facet::Page).len()],
        })
    }

    pub(super) fn open<'a>(&'a mut self, snapshot: &'a Snapshot, ordinal: usize) -> SegmentRanking<'a> {
        match self {
            Self::Entries(top) => SegmentRanking::Entries(top.open(snapshot, ordinal)),
            Self::Pages(groups) => SegmentRanking::Pages {
                pages: SegmentUnits::open(Unit::Page, snapshot, ordinal),
                columns: snapshot.columns(ordinal),
                ordinal: ordinal as u32,
                groups,
            },
        }
    }

    pub(super) fn finish(self) -> RankedHits {
        match self {
            Self::Entries(top) => {
                let (hits, more) = top.finish();
                RankedHits {
                    hits,
                    more,
                    others: Vec::new(),
                    pages: None,
                }
            }
            Self::Pages(groups) => groups.finish(),
        }
    }
}

/// The best entry of each page.
pub(super) struct Groups {
    sort: Sort,
    limit: usize,
    after: Option<Key>,
    /// By the generation's numbers of pages.
    groups: Vec<Option<Group>>,
}

#[derive(Clone, Copy)]
struct Group {
    key: Key,
    address: DocAddress,
    entries: u64,
}

impl Groups {
    fn offer(&mut self, page: u32, key: Key, address: DocAddress) {
        let sort = self.sort;
        match self.groups.get_mut(page as usize) {
            Some(Some(group)) => {
                group.entries += 1;
                if compare(sort, &key, &group.key).is_lt() {
                    (group.key, group.address) = (key, address);
                }
            }
            Some(none) => {
                *none = Some(Group {
                    key,
                    address,
                    entries: 1,
                });
            }
            None => {}
        }
    }

    fn finish(self) -> RankedHits {
        let Self {
            sort,
            limit,
            after,
            groups,
        } = self;
        let mut found: Vec<Group> = groups.into_iter().flatten().collect();
        let pages = Some(found.len() as u64);
        if let Some(after) = after {
            found.retain(|group| compare(sort, &group.key, &after).is_gt());
        }
        let more = limit > 0 && found.len() > limit;
        found.sort_unstable_by(|a, b| compare(sort, &a.key, &b.key));
        found.truncate(limit);
        RankedHits {
            hits: found.iter().map(|group| (group.key, group.address)).collect(),
            more,
            others: found.iter().map(|group| group.entries - 1).collect(),
            pages,
        }
    }
}

/// Takes the hits of one segment.
pub(super) enum SegmentRanking<'a> {
    Entries(SegmentTop<'a>),
    Pages {
        groups: &'a mut Groups,
        pages: SegmentUnits<'a>,
        columns: &'a SegmentColumns,
        ordinal: u32,
    },
}

impl SegmentRanking<'_> {
    /// Takes a match.
    #[inline]
    pub(super) fn offer(&mut self, doc: DocId, rating: Rating<'_>) {
        match self {
            Self::Entries(top) => top.offer(doc, rating),
            Self::Pages {
                groups,
                pages,
                columns,
                ordinal,
            } => {
                let score = match rating {
                    Rating::Known(score) => score,
                    Rating::By(scorer) => scorer.score(),
                };
                if let Some(page) = pages.of(doc) {
                    groups.offer(page, columns.key(doc, score), DocAddress::new(*ordinal, doc));
                }
            }
        }
    }

    /// Takes a match that may be among the best, and will be counted among all. Says what others must score at least.
    pub(super) fn offer_candidate(&mut self, doc: DocId, rating: Rating<'_>) -> Score {
        if let Self::Entries(top) = self {
            top.offer_only(doc, rating);
        }
        self.least_score()
    }

    /// What a match must score at least to be among the first hits.
    pub(super) fn least_score(&self) -> Score {
        match self {
            Self::Entries(top) => top.least_score().unwrap_or(Score::MIN),
            Self::Pages { .. } => Score::MIN,
        }
    }

    /// Counts matches after all candidates were offered.
    pub(super) fn pass(&mut self, matches: u64) {
        if let Self::Entries(top) = self {
            top.pass(matches);
        }
    }

    /// Takes matches of one score.
    pub(super) fn offer_all(&mut self, docs: &[DocId], score: Score) {
        match self {
            Self::Entries(top) => top.offer_all(docs, score),
            Self::Pages { .. } => docs.iter().for_each(|doc| self.offer(*doc, Rating::Known(score))),
        }
    }
}
