//! Counting of entries, pages or days under numbered places.

/// Places that were counted under, at most one for a pair of place and unit that is not settled yet.
const FIRST_SETTLING: usize = 1 << 18;
/// So many words of 64 marks are worth one pair: beyond that sorting is quicker, and takes less memory.
const WORDS_A_PAIR: u64 = 4;

/// Counts under places with numbers from 0.
pub(super) enum Counter {
    /// Every entry counts.
    Entries(Vec<u64>),
    /// Every unit (page, day) counts once under a place, however many of its entries do.
    Distinct(Distinct),
}

/// Pairs of place and unit. The entries of a page lie together in an index, so that nearly all repetitions are caught by
/// remembering the last unit of every place; the others are sorted out when there are many, and marked off at the end.
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
        if let Some(mut marks) = Marks::fitting(self.last.len(), &self.pairs) {
            let mut counts = vec![0; self.last.len()];
            for (place, unit) in self.pairs {
                let place = place as usize;
                for place in std::iter::once(place).chain(line(above, place)) {
                    counts[place] += u64::from(marks.set(place, unit));
                }
            }
            return counts;
        }
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

/// A mark for every place and unit.
struct Marks {
    words: Vec<u64>,
    /// The least unit, and how many units there are from it on.
    least: i64,
    units: u64,
}

impl Marks {
    /// `None` if there would be many more marks than pairs.
    fn fitting(places: usize, pairs: &[(u32, u32)]) -> Option<Self> {
        let units = || pairs.iter().map(|(_, unit)| number(*unit));
        let (least, most) = (units().min()?, units().max()?);
        let units = u64::try_from(most - least + 1).ok()?;
        let words = units.checked_mul(places as u64)?.div_ceil(u64::from(u64::BITS));
        (words <= WORDS_A_PAIR * pairs.len() as u64).then(|| Self {
            words: vec![0; words as usize],
            least,
            units,
        })
    }

    /// Whether the mark was not set yet.
    fn set(&mut self, place: usize, unit: u32) -> bool {
        let mark = place as u64 * self.units + (number(unit) - self.least) as u64;
        let (word, bit) = ((mark / 64) as usize, 1_u64 << (mark % 64));
        let is_new = self.words[word] & bit == 0;
        self.words[word] |= bit;
        is_new
    }
}

/// Units in their order: days before 1970 have wrapped around.
fn number(unit: u32) -> i64 {
    i64::from(unit.cast_signed())
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
    fn marks_and_sorting_count_alike() {
        let above: Vec<Option<u32>> = (0..40).map(|place| (place >= 10).then_some(place / 10)).collect();
        // Units near each other are marked, days before 1970 among them; units far apart are sorted.
        for spread in [1_i64, 50_000_000] {
            let mut counter = Counter::new(40, true);
            let mut expected = vec![std::collections::BTreeSet::new(); 40];
            for n in 0..5000_i64 {
                let (place, unit) = ((n * 7 % 40) as usize, (n * n % 61 - 30) * spread);
                counter.add(place, unit as u32);
                for place in std::iter::once(place).chain(line(&above, place)) {
                    expected[place].insert(unit);
                }
            }
            let expected: Vec<u64> = expected.iter().map(|units| units.len() as u64).collect();
            assert_eq!(counter.finish(&above), expected, "{spread}");
        }
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
