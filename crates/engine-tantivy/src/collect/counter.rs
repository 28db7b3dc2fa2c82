//! Counting of entries, pages or days under numbered places.

/// Places that were counted under, at most one for a pair of place and unit that is not settled yet.
const FIRST_SETTLING: usize = 1 << 16;

/// Counts under places with numbers from 0.
pub(super) enum Counter {
    /// Every entry counts.
    Entries(Vec<u64>),
    /// Every unit (page, day) counts once under a place, however many of its entries do.
    Distinct(Distinct),
}

/// Pairs of place and unit. The entries of a page lie together in an index, so that nearly all repetitions are caught by
/// remembering the last unit of every place; the others are sorted out when there are many, and at the end.
pub(super) struct Distinct {
    last: Vec<Option<u32>>,
    pairs: Vec<(u32, u32)>,
    settle_at: usize,
}

impl Counter {
    pub(super) fn new(places: usize, distinct: bool) -> Self {
        if distinct {
            Self::Distinct(Distinct {
                last: vec![None; places],
                pairs: Vec::new(),
                settle_at: FIRST_SETTLING,
            })
        } else {
            Self::Entries(vec![0; places])
        }
    }

    /// Counts an entry of a unit.
    pub(super) fn add(&mut self, place: usize, unit: u32) {
        match self {
            Self::Entries(counts) => counts[place] += 1,
            Self::Distinct(distinct) => distinct.add(place, unit),
        }
    }

    /// The counts of all places. What counts under a place counts under that `above` it too.
    pub(super) fn finish(self, above: &[Option<u32>]) -> Vec<u64> {
        match self {
            Self::Entries(own) => {
                let mut counts = own.clone();
                for (place, count) in own.into_iter().enumerate().filter(|(_, count)| *count > 0) {
                    line(above, place).for_each(|place| counts[place] += count);
                }
                counts
            }
            Self::Distinct(distinct) => distinct.finish(above),
        }
    }
}

impl Distinct {
    fn add(&mut self, place: usize, unit: u32) {
        if self.last[place] == Some(unit) {
            return;
        }
        self.last[place] = Some(unit);
        if self.pairs.len() >= self.settle_at {
            settle(&mut self.pairs);
            self.settle_at = FIRST_SETTLING.max(2 * self.pairs.len());
        }
        self.pairs.push((place as u32, unit));
    }

    fn finish(mut self, above: &[Option<u32>]) -> Vec<u64> {
        settle(&mut self.pairs);
        if above.iter().any(Option::is_some) {
            let raised = |(place, unit): &(u32, u32)| {
                let unit = *unit;
                line(above, *place as usize).map(move |place| (place as u32, unit))
            };
            let further: Vec<(u32, u32)> = self.pairs.iter().flat_map(raised).collect();
            self.pairs.extend(further);
            settle(&mut self.pairs);
        }
        let mut counts = vec![0; self.last.len()];
        self.pairs
            .iter()
            .for_each(|(place, _)| counts[*place as usize] += 1);
        counts
    }
}

fn settle(pairs: &mut Vec<(u32, u32)>) {
    pairs.sort_unstable();
    pairs.dedup();
}

/// The places above a place, from the nearest.
fn line(above: &[Option<u32>], place: usize) -> impl Iterator<Item = usize> {
    let up = |place: usize| above.get(place).copied().flatten().map(|place| place as usize);
    std::iter::successors(up(place), move |place| up(*place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(distinct: bool, above: &[Option<u32>]) -> Vec<u64> {
        let mut counter = Counter::new(4, distinct);
        for (place, unit) in [(0, 7), (0, 7), (1, 7), (0, 8), (0, 7), (1, 9)] {
            counter.add(place, unit);
        }
        counter.finish(above)
    }

    #[test]
    fn units_count_once_and_under_all_that_is_above() {
        assert_eq!(counts(false, &[]), [4, 2, 0, 0]);
        assert_eq!(counts(true, &[]), [2, 2, 0, 0]);
        let above = [Some(2), Some(2), Some(3), None];
        assert_eq!(counts(false, &above), [4, 2, 6, 6]);
        assert_eq!(counts(true, &above), [2, 2, 3, 3]);
    }

    #[test]
    fn many_pairs_are_settled_on_the_way() {
        let mut counter = Counter::new(2, true);
        let rounds = 3 * FIRST_SETTLING as u32;
        for n in 0..rounds {
            counter.add(0, n % 1000);
            counter.add(1, n);
        }
        assert_eq!(counter.finish(&[]), [1000, u64::from(rounds)]);
    }
}
