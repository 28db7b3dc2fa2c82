//! The ordering that explains a page best.
//!
//! A live page runs one way through the day. Of the candidates, the chain is the heaviest selection whose times
//! never run back: a weighted longest non-decreasing subsequence (Fredman, *On computing the length of longest
//! increasing subsequences*, 1975), found with a tree of maxima over the 1,440 minutes of a day, so in n log n.
//! Further steps are allowed at a price: past midnight, where the times stand close together on both sides of
//! it, to a new day of a page that runs over several, and next to nothing where a heading names the day. A candidate may have a second reading (am for pm) of a
//! lower weight.

/// Where the day may turn without a price worth mentioning: from this minute ...
const EVENING: usize = 20 * 60;
/// ... with at most so many minutes between the two entries.
const NIGHT: usize = 9 * 60;
/// The price of a turn of the day at night, in weights of a sure stamp.
const NIGHT_PRICE: f32 = 0.3;
/// The price of any other turn of the day. A programme inside an entry would need two such turns.
const DAY_PRICE: f32 = 2.5;
/// The price of a turn of the day at a heading that names one.
const HEADING_PRICE: f32 = 0.1;
const MINUTES: usize = 1440;

/// One reading of a candidate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    /// The candidate's place in the order of time that is tried. Readings of one candidate stand together, and at
    /// most one of them is taken.
    pub(super) place: usize,
    /// Minutes since midnight, 0 to 1439.
    pub(super) minute: u16,
    /// What taking it is worth; readings of 0 or less are never taken.
    pub(super) weight: f32,
    /// How many headings of a day lie before it.
    pub(super) section: u32,
}

/// A reading that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Taken {
    /// The candidate's place.
    pub(super) place: usize,
    /// The time as read.
    pub(super) minute: u16,
    /// How often the day has turned at night before it.
    pub(super) nights: u32,
    /// How often it has turned otherwise: to some later day.
    pub(super) turns: u32,
    /// How many headings of a day lie before it.
    pub(super) section: u32,
}

/// The end of a chain: what the chain weighs, the link before, what lies between.
type End = (f32, Option<usize>, Step);

/// What lies between a link and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Nothing.
    SameDay,
    /// A midnight.
    Night,
    /// The turn to some later day.
    Turn,
    /// The turn to the day of a heading.
    Heading,
}

/// The heaviest chain, and what it weighs.
pub(super) fn heaviest_chain(links: &[Link]) -> (Vec<Taken>, f32) {
    let mut best_at = MaxTree::new(MINUTES);
    let mut ends: Vec<End> = Vec::with_capacity(links.len());
    let mut heaviest: Option<(f32, usize)> = None;
    let (mut section, mut before_heading) = (0, None);
    for readings in links.chunk_by(|a, b| a.place == b.place) {
        let first = ends.len();
        if let Some(link) = readings.first().filter(|link| link.section != section) {
            (section, before_heading) = (link.section, heaviest);
        }
        ends.extend(
            readings
                .iter()
                .map(|link| extend_chain(&best_at, heaviest, before_heading, *link)),
        );
        for (index, link) in (first..).zip(readings).filter(|(_, link)| link.weight > 0.0) {
            let value = ends[index].0;
            best_at.raise(usize::from(link.minute), (value, index));
            if heaviest.is_none_or(|(most, _)| value > most) {
                heaviest = Some((value, index));
            }
        }
    }
    let Some((weight, last)) = heaviest else {
        return (Vec::new(), 0.0);
    };
    let path = std::iter::successors(Some(last), |link| ends[*link].1);
    let mut chain: Vec<Taken> = path
        .map(|link| Taken {
            place: links[link].place,
            minute: links[link].minute,
            nights: u32::from(ends[link].2 == Step::Night),
            turns: u32::from(ends[link].2 == Step::Turn),
            section: links[link].section,
        })
        .collect();
    chain.reverse();
    let (mut nights, mut turns) = (0, 0);
    for taken in &mut chain {
        nights += taken.nights;
        turns += taken.turns;
        (taken.nights, taken.turns) = (nights, turns);
    }
    (chain, weight)
}

/// The heaviest chain that ends with a link.
fn extend_chain(
    best_at: &MaxTree,
    heaviest: Option<(f32, usize)>,
    before_heading: Option<(f32, usize)>,
    link: Link,
) -> End {
    let minute = usize::from(link.minute);
    let mut best: End = (0.0, None, Step::SameDay);
    let mut consider = |found: Option<(f32, usize)>, price: f32, step: Step| {
        if let Some((value, before)) = found
            && value - price > best.0
        {
            best = (value - price, Some(before), step);
        }
    };
    consider(best_at.max(0, minute), 0.0, Step::SameDay);
    consider(before_heading, HEADING_PRICE, Step::Heading);
    let evening = EVENING.max(minute + MINUTES - NIGHT);
    if evening < MINUTES {
        consider(best_at.max(evening, MINUTES - 1), NIGHT_PRICE, Step::Night);
    }
    consider(heaviest, DAY_PRICE, Step::Turn);
    (best.0 + link.weight, best.1, best.2)
}

/// A segment tree that answers for the greatest value between two minutes. Of equal values the later one wins, so
/// that a chain goes on from its nearest neighbour.
struct MaxTree {
    leaves: usize,
    nodes: Vec<Option<(f32, usize)>>,
}

impl MaxTree {
    fn new(size: usize) -> Self {
        let leaves = size.next_power_of_two();
        Self {
            leaves,
            nodes: vec![None; leaves * 2],
        }
    }

    fn greater(a: Option<(f32, usize)>, b: Option<(f32, usize)>) -> Option<(f32, usize)> {
        match (a, b) {
            (Some(x), Some(y)) => Some(if (y.0, y.1) > (x.0, x.1) { y } else { x }),
            (one, other) => one.or(other),
        }
    }

    fn raise(&mut self, at: usize, value: (f32, usize)) {
        let mut node = self.leaves + at;
        while node > 0 {
            self.nodes[node] = Self::greater(self.nodes[node], Some(value));
            node /= 2;
        }
    }

    /// The greatest value from `first` to `last`, both included.
    fn max(&self, first: usize, last: usize) -> Option<(f32, usize)> {
        let (mut low, mut high) = (self.leaves + first, self.leaves + last + 1);
        let mut best = None;
        while low < high {
            if low % 2 == 1 {
                best = Self::greater(best, self.nodes[low]);
                low += 1;
            }
            if high % 2 == 1 {
                high -= 1;
                best = Self::greater(best, self.nodes[high]);
            }
            low /= 2;
            high /= 2;
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn links(times: &[(u16, u16)]) -> Vec<Link> {
        times
            .iter()
            .enumerate()
            .map(|(place, (h, m))| Link {
                place,
                minute: h * 60 + m,
                weight: 1.0,
                section: 0,
            })
            .collect()
    }

    fn taken(times: &[(u16, u16)]) -> Vec<usize> {
        heaviest_chain(&links(times)).0.iter().map(|t| t.place).collect()
    }

    #[test]
    fn a_slip_is_left_out() {
        assert_eq!(
            taken(&[(9, 0), (10, 0), (3, 0), (11, 0), (11, 0), (12, 0)]),
            [0, 1, 3, 4, 5]
        );
    }

    #[test]
    fn the_night_turns_the_day_once() {
        let (chain, _) = heaviest_chain(&links(&[(22, 0), (23, 50), (0, 20), (1, 0)]));
        assert_eq!(chain.iter().map(|t| t.nights).collect::<Vec<_>>(), [0, 0, 1, 1]);
    }

    #[test]
    fn midday_does_not_turn_the_day() {
        assert_eq!(
            taken(&[(11, 50), (12, 30), (0, 37), (12, 45), (13, 0)]),
            [0, 1, 3, 4]
        );
    }

    #[test]
    fn a_page_of_several_days_stays_whole() {
        let day = [(9, 0), (10, 0), (11, 0), (12, 0), (13, 0)];
        assert_eq!(taken(&[day, day, day].concat()).len(), 15);
    }

    #[test]
    fn a_heading_turns_the_day_for_next_to_nothing() {
        let mut links = links(&[(16, 0), (17, 0), (9, 0), (10, 0)]);
        links[2..].iter_mut().for_each(|link| link.section = 1);
        assert_eq!(heaviest_chain(&links).0.len(), 4);
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert_eq!(heaviest_chain(&[]), (Vec::new(), 0.0));
        assert_eq!(
            heaviest_chain(&[Link {
                place: 0,
                minute: 5,
                weight: -1.0,
                section: 0,
            }])
            .0,
            []
        );
    }

    /// The same by trying every pair.
    fn model(links: &[Link]) -> f32 {
        let mut values: Vec<f32> = Vec::new();
        let mut all = 0f32;
        for (i, link) in links.iter().enumerate() {
            if link.weight <= 0.0 {
                values.push(f32::MIN);
                continue;
            }
            let mut best = 0f32;
            for (before, value) in links[..i]
                .iter()
                .zip(&values)
                .filter(|(before, _)| before.place < link.place)
            {
                let night = (i32::from(link.minute) + 1440 - i32::from(before.minute)) as usize;
                let price = if before.minute <= link.minute {
                    0.0
                } else if before.section < link.section {
                    HEADING_PRICE
                } else if usize::from(before.minute) >= EVENING && night <= NIGHT {
                    NIGHT_PRICE
                } else {
                    DAY_PRICE
                };
                best = best.max(value - price);
            }
            values.push(best + link.weight);
            all = all.max(best + link.weight);
        }
        all
    }

    proptest! {
        #[test]
        fn weighs_what_the_model_weighs(
            raw in proptest::collection::vec((0u16..1440, -2i8..8, 0usize..2, 0u32..9), 0..60)
        ) {
            let (mut place, mut section) = (0, 0);
            let links: Vec<_> = raw
                .iter()
                .map(|(minute, weight, step, heading)| {
                    place += step;
                    section += u32::from(*step == 1 && *heading == 0);
                    Link { place, minute: *minute, weight: f32::from(*weight) / 4.0, section }
                })
                .collect();
            let (chain, weight) = heaviest_chain(&links);
            prop_assert!((weight - model(&links)).abs() < 1e-3);
            prop_assert!(chain.windows(2).all(|pair| pair[0].place < pair[1].place));
            let offered = |t: &Taken| links.iter().any(|l| (l.place, l.minute) == (t.place, t.minute) && l.weight > 0.0);
            prop_assert!(chain.iter().all(offered));
        }
    }
}
