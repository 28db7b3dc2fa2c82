//! Which entries of a segment selections let through, as bits. Looking at every match of a broad query takes longer than
//! to look up the few entries that a selection leaves; so that is done once a segment has shown many matches.

use super::side::SegmentSide;
use tantivy::DocId;

/// Matches are many from one in so many of the segment's entries on: then looking at them has taken as long as looking
/// up takes.
const MANY: u32 = 16;

/// What becomes of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Every selection lets it through.
    Hit,
    /// The selection of the facet at that place alone does not: it counts in that facet.
    CountsIn(usize),
    /// It counts nowhere.
    Nowhere,
}

/// The selections of a segment.
pub(super) struct Gate {
    entries: u32,
    looked_at: u32,
    bits: Option<Bits>,
}

struct Bits {
    /// Entries that every selection lets through.
    hits: Vec<u64>,
    /// Entries that only the selection of the facet at that place does not let through.
    count_in: Vec<(usize, Vec<u64>)>,
}

impl Gate {
    /// The gate of a segment of so many entries.
    pub(super) fn new(entries: u32) -> Self {
        Self {
            entries,
            looked_at: 0,
            bits: None,
        }
    }

    /// What becomes of an entry.
    #[inline]
    pub(super) fn judge(&mut self, columns: &[SegmentSide<'_>], doc: DocId) -> tantivy::Result<Verdict> {
        if let Some(bits) = &self.bits {
            return Ok(bits.judge(doc));
        }
        self.looked_at += 1;
        if self.looked_at > self.entries / MANY {
            let bits = self.bits.insert(Bits::of(columns, self.entries)?);
            return Ok(bits.judge(doc));
        }
        let places = columns.iter().enumerate();
        let mut failed = places.filter(|(_, column)| !column.passes(doc));
        Ok(match (failed.next(), failed.next()) {
            (None, _) => Verdict::Hit,
            (Some((place, column)), None) if column.counts() => Verdict::CountsIn(place),
            _ => Verdict::Nowhere,
        })
    }
}

impl Bits {
    fn of(columns: &[SegmentSide<'_>], entries: u32) -> tantivy::Result<Self> {
        let words = (entries as usize).div_ceil(64);
        let mut selections = Vec::new();
        for (place, column) in columns.iter().enumerate().filter(|(_, column)| column.selects()) {
            let mut passing = vec![0; words];
            column.mark_passing(entries, &mut passing)?;
            selections.push((place, column.counts(), passing));
        }
        let mut hits = vec![u64::MAX; words];
        for (_, _, passing) in &selections {
            hits.iter_mut()
                .zip(passing)
                .for_each(|(hits, passing)| *hits &= passing);
        }
        let counting = selections.iter().filter(|(_, counts, _)| *counts);
        let count_in = counting.map(|(place, _, _)| {
            let mut alone: Vec<u64> = hits.iter().map(|hits| !hits).collect();
            for (_, _, passing) in selections.iter().filter(|(other, _, _)| other != place) {
                alone
                    .iter_mut()
                    .zip(passing)
                    .for_each(|(alone, passing)| *alone &= passing);
            }
            (*place, alone)
        });
        Ok(Self {
            count_in: count_in.collect(),
            hits,
        })
    }

    #[inline]
    fn judge(&self, doc: DocId) -> Verdict {
        if is_set(&self.hits, doc) {
            return Verdict::Hit;
        }
        let place = self.count_in.iter().find(|(_, alone)| is_set(alone, doc));
        place.map_or(Verdict::Nowhere, |(place, _)| Verdict::CountsIn(*place))
    }
}

#[inline]
fn is_set(bits: &[u64], doc: DocId) -> bool {
    bits.get(doc as usize / 64)
        .is_some_and(|word| word >> (doc % 64) & 1 == 1)
}
