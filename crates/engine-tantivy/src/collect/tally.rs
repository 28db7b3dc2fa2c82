//! Counting the facets of a segment's matches, on threads of their own beside the pass over the matches where those are
//! many: somebody waits, and a facet's counts are no other's business.

use super::gate::{Gate, Verdict};
use super::side::SegmentSide;
use crate::processors::processors;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::Scope;
use tantivy::DocId;

/// How many matches are counted together, facet by facet.
const TOGETHER: usize = if cfg!(test) { 4 } else { 256 };
/// From so many matches on it is worth other threads. Few in tests, of which the archives are small: what they compare
/// with a look at every entry is then counted both ways.
const MANY: usize = if cfg!(test) { 8 } else { 1 << 15 };
/// How many matches other threads are given at once.
const BLOCK: usize = if cfg!(test) { 3 } else { 4096 };
/// How many of those may wait for a thread.
const BLOCKS_AHEAD: usize = 16;

/// An entry and what it counts as.
type Match = (DocId, u32);

/// Counts the matches of a segment.
pub(super) struct Tally<'scope, 'env, 'a> {
    scope: &'scope Scope<'scope, 'env>,
    /// None once they are counted by the lanes.
    columns: Vec<SegmentSide<'a>>,
    /// What selections are looked at with, entry by entry: then columns are needed for that.
    gate: Option<Gate>,
    waiting: Vec<Match>,
    seen: usize,
    /// Threads that count some of the facets each.
    lanes: Vec<SyncSender<Arc<[Match]>>>,
}

impl<'scope, 'a: 'scope> Tally<'scope, '_, 'a> {
    pub(super) fn new<'env>(
        scope: &'scope Scope<'scope, 'env>,
        columns: Vec<SegmentSide<'a>>,
        entries: u32,
    ) -> Tally<'scope, 'env, 'a> {
        Tally {
            scope,
            gate: (columns.iter().any(SegmentSide::selects)).then(|| Gate::new(entries)),
            columns,
            waiting: Vec::new(),
            seen: 0,
            lanes: Vec::new(),
        }
    }

    /// What becomes of an entry by the facets' selections.
    #[inline]
    pub(super) fn judge(&mut self, doc: DocId) -> tantivy::Result<Verdict> {
        match &mut self.gate {
            None => Ok(Verdict::Hit),
            Some(gate) => gate.judge(&self.columns, doc),
        }
    }

    /// Counts an entry in every facet.
    pub(super) fn add(&mut self, doc: DocId, unit: u32) {
        if self.columns.is_empty() && self.lanes.is_empty() {
            return;
        }
        self.waiting.push((doc, unit));
        let enough = if self.lanes.is_empty() { TOGETHER } else { BLOCK };
        if self.waiting.len() >= enough {
            self.count_waiting();
        }
    }

    /// Counts an entry in one facet.
    pub(super) fn add_to(&mut self, place: usize, doc: DocId, unit: u32) {
        if let Some(column) = self.columns.get_mut(place) {
            column.count(doc, unit);
        }
    }

    /// Counts what waits; the lanes are done when their scope ends.
    pub(super) fn finish(mut self) {
        self.count_waiting();
    }

    fn count_waiting(&mut self) {
        self.seen += self.waiting.len();
        if self.lanes.is_empty() {
            for column in &mut self.columns {
                column.count_all(&self.waiting);
            }
            if self.seen >= MANY && self.gate.is_none() {
                self.open_lanes();
            }
        } else {
            let block: Arc<[Match]> = Arc::from(self.waiting.as_slice());
            for lane in &self.lanes {
                // One that has panicked takes nothing any more; the scope tells.
                let _ = lane.send(Arc::clone(&block));
            }
        }
        self.waiting.clear();
    }

    fn open_lanes(&mut self) {
        let lanes = processors().min(self.columns.len());
        if lanes < 2 {
            return;
        }
        let mut shares: Vec<Vec<SegmentSide<'a>>> = (0..lanes).map(|_| Vec::new()).collect();
        for (place, column) in std::mem::take(&mut self.columns).into_iter().enumerate() {
            shares[place % lanes].push(column);
        }
        for mut share in shares {
            let (lane, blocks) = sync_channel::<Arc<[Match]>>(BLOCKS_AHEAD);
            self.scope.spawn(move || {
                for block in blocks {
                    share.iter_mut().for_each(|column| column.count_all(&block));
                }
            });
            self.lanes.push(lane);
        }
    }
}
