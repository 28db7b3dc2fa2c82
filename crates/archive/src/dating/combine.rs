//! From constraints to the days that satisfy them.
//!
//! All must hold. Where no day satisfies all, what is merely usual gives way first; among the rest, the fewest are set
//! aside that leave any day at all, and since nobody can say which of them is the slip, every way of doing so counts:
//! the answer holds the days of all of them. It gets wider that way, never wrong and narrow. Hints (`on Friday` somewhere
//! in a sentence about a by-election) count where two of them agree on days of one season.

use super::constraint::{Constraint, Strength};
use super::days::{Day, DaySet};

/// At most so many constraints may be slips; a page with more contradictions is not dated by its text.
const MOST_SLIPS: usize = 2;

/// Hints that agree on days further apart than this do not agree.
const MOST_AGREED: i32 = 45;
/// A hint at more days than this points to no time.
const MOST_HINTED: usize = 250;
/// So many halves of hints are needed: two hints, or one and talk.
const HALVES: usize = 3;
/// What two hints agree on may be off by as many days.
const HINT_GRACE: i32 = 7;

/// What is usual narrows no interval of more days than this.
const MOST_OPEN: i32 = 2200;

/// The days that remain, and which constraints were set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Combined {
    pub(super) days: DaySet,
    /// Per constraint, whether it took part.
    pub(super) held: Vec<bool>,
}

pub(super) fn combine(constraints: &[Constraint]) -> Option<Combined> {
    if constraints.is_empty() {
        return None;
    }
    let mut held = vec![true; constraints.len()];
    let of = |strength: Strength| -> Vec<usize> {
        let places = 0..constraints.len();
        places.filter(|i| constraints[*i].strength == strength).collect()
    };
    let (firm, usual) = (of(Strength::Firm), of(Strength::Usual));
    let hints = [of(Strength::Hint), of(Strength::Talk)].concat();
    let mut days = meet(constraints, &firm);
    if days.is_empty() {
        let (wider, aside) = with_slips(constraints, &firm)?;
        days = wider;
        aside.into_iter().for_each(|i| held[i] = false);
    }
    let agreed = agreement(constraints, &hints, &days);
    for i in hints {
        held[i] = agreed
            .as_ref()
            .is_some_and(|agreed| !agreed.and(&constraints[i].days).is_empty());
    }
    if let Some(agreed) = agreed {
        days = days.and(&agreed);
    }
    // What is usual helps as long as all of it agrees with what is certain.
    // Nor does it date alone: of what is open on one side it would pick a day in the wrong year.
    let open = days
        .hull()
        .is_none_or(|(from, to)| Day::of(to).0 - Day::of(from).0 > MOST_OPEN);
    let narrowed = if open {
        DaySet::none()
    } else {
        days.and(&meet(constraints, &usual))
    };
    if narrowed.is_empty() {
        usual.into_iter().for_each(|i| held[i] = false);
    } else {
        days = narrowed;
    }
    Some(Combined { days, held })
}

/// The days on which the most hints agree, two at least or one and some talk, if they are near each other and some of
/// them are possible. Talk alone may look back on a year.
fn agreement(constraints: &[Constraint], hints: &[usize], days: &DaySet) -> Option<DaySet> {
    // Several names of one event are one hint.
    let mut sets: Vec<(bool, &DaySet)> = Vec::new();
    for i in hints {
        let Constraint {
            days: hinted,
            strength,
            ..
        } = &constraints[*i];
        let known = sets.iter().any(|(_, other)| *other == hinted);
        if !known && hinted.and(days).len() <= MOST_HINTED {
            sets.push((*strength == Strength::Talk, hinted));
        }
    }
    let mut layers: Vec<DaySet> = Vec::new();
    let hinted = sets
        .iter()
        .filter(|(talk, _)| !talk)
        .fold(DaySet::none(), |days, (_, set)| days.or(set));
    // A hint counts twice, half a one once.
    let twice = |(half, set)| std::iter::repeat_n(set, if half { 1 } else { 2 });
    for set in sets.into_iter().flat_map(twice) {
        // From the top: days of so many halves with this one are those of one fewer without it.
        for level in (0..=layers.len()).rev() {
            let below = match level.checked_sub(1) {
                Some(below) => layers.get(below)?.and(set),
                None => set.clone(),
            };
            match layers.get_mut(level) {
                Some(layer) => *layer = layer.or(&below),
                None => layers.push(below),
            }
        }
    }
    let (_, most) = layers
        .iter()
        .enumerate()
        .skip(HALVES - 1)
        .map(|(level, layer)| (level, layer.and(days).and(&hinted)))
        .rfind(|(_, layer)| !layer.is_empty())?;
    let (from, to) = most.hull()?;
    let (from, to) = (Day::of(from), Day::of(to));
    (to.0 - from.0 <= MOST_AGREED).then(|| DaySet::between(from.plus(-HINT_GRACE), to.plus(HINT_GRACE)))
}

fn meet(constraints: &[Constraint], which: &[usize]) -> DaySet {
    which
        .iter()
        .fold(DaySet::all(), |days, i| days.and(&constraints[*i].days))
}

/// The union over all ways of setting the fewest aside, and all that any of them sets aside.
///
/// A day is left by setting aside just those that it does not satisfy, so it is enough to count those for each day, in
/// time in proportion to the constraints: pairs of a page's hundreds would be tens of thousands.
fn with_slips(constraints: &[Constraint], firm: &[usize]) -> Option<(DaySet, Vec<usize>)> {
    // The days that so many constraints, or fewer, are against.
    let mut at_most = vec![DaySet::all(); 1 + MOST_SLIPS.min(firm.len().saturating_sub(1))];
    for place in firm {
        let days = &constraints[*place].days;
        for slips in (1..at_most.len()).rev() {
            at_most[slips] = at_most[slips - 1].or(&at_most[slips].and(days));
        }
        at_most[0] = at_most[0].and(days);
    }
    let days = at_most.into_iter().find(|days| !days.is_empty())?;
    let against = |place: &usize| !days.is_within(&constraints[*place].days);
    let aside = firm.iter().copied().filter(against).collect();
    Some((days, aside))
}

#[cfg(test)]
mod tests {
    use super::super::constraint::ConstraintKind;
    use super::*;
    use proptest::prelude::*;

    fn between(a: i32, b: i32) -> Constraint {
        Constraint::between(ConstraintKind::Year, Day(a), Day(b), "")
    }

    fn ends(constraints: &[Constraint]) -> Option<(i32, i32)> {
        let (from, to) = combine(constraints)?.days.hull()?;
        Some((Day::of(from).0, Day::of(to).0))
    }

    #[test]
    fn all_must_hold() {
        assert_eq!(ends(&[between(10, 20), between(15, 30)]), Some((15, 20)));
        assert_eq!(combine(&[]), None);
    }

    #[test]
    fn what_is_usual_gives_way() {
        let usual = between(40, 50).soft();
        assert_eq!(ends(&[between(10, 20), usual.clone()]), Some((10, 20)));
        let combined = combine(&[between(10, 20), usual]).unwrap();
        assert_eq!(combined.held, [true, false]);
    }

    #[test]
    fn talk_of_the_day_is_half_a_hint() {
        let talk = |a: i32, b: i32| between(a, b).talk();
        let some = [
            between(0, 5000),
            talk(100, 128),
            talk(104, 130),
            talk(108, 132),
            talk(110, 134),
        ];
        assert_eq!(ends(&some), Some((0, 5000)));
        assert_eq!(
            ends(&[&some[..2], &[between(110, 138).hint()]].concat()),
            Some((103, 135))
        );
        assert_eq!(
            ends(&[&some[..2], &[between(300, 330).hint()]].concat()),
            Some((0, 5000))
        );
    }

    #[test]
    fn hints_count_where_two_agree() {
        let hint = |a: i32, b: i32| between(a, b).hint();
        let wide = between(0, 5000);
        assert_eq!(ends(&[wide.clone(), hint(100, 128)]), Some((0, 5000)));
        assert_eq!(
            ends(&[wide.clone(), hint(100, 128), hint(110, 138)]),
            Some((103, 135))
        );
        // One that stands alone changes nothing, nor do two names of one event.
        assert_eq!(
            ends(&[wide.clone(), hint(100, 128), hint(110, 138), hint(900, 928)]),
            Some((103, 135))
        );
        assert_eq!(
            ends(&[wide.clone(), hint(100, 128), hint(100, 128)]),
            Some((0, 5000))
        );
        // Two pairs that agree on different years agree on nothing.
        let pairs = [hint(100, 128), hint(110, 138), hint(900, 928), hint(910, 938)];
        assert_eq!(ends(&[&[wide][..], &pairs].concat()), Some((0, 5000)));
        // What is firm rules hints out.
        assert_eq!(
            ends(&[between(900, 1000), hint(100, 128), hint(110, 138)]),
            Some((900, 1000))
        );
    }

    #[test]
    fn a_contradiction_widens() {
        assert_eq!(ends(&[between(10, 20), between(40, 50)]), Some((10, 50)));
        // Two agree, one does not: setting that one aside is the only way.
        assert_eq!(
            ends(&[between(10, 20), between(15, 30), between(40, 50)]),
            Some((15, 20))
        );
    }

    proptest! {
        #[test]
        fn one_slip_never_loses_the_day(
            truth in 1000..2000_i32,
            around in proptest::collection::vec((0..300_i32, 0..300_i32), 2..8),
            slip in (0..3000_i32, 0..100_i32),
        ) {
            let mut constraints: Vec<_> = around.iter().map(|(a, b)| between(truth - a, truth + b)).collect();
            constraints.push(between(slip.0, slip.0 + slip.1));
            let all = meet(&constraints, &(0..constraints.len()).collect::<Vec<_>>());
            // A slip that happens to agree with the rest cannot be told from the truth.
            if all.is_empty() {
                let (from, to) = ends(&constraints).unwrap();
                prop_assert!(from <= truth && truth <= to);
            }
        }

        /// Against the definition: every way of setting one aside, and if none of them leaves a day, every pair.
        #[test]
        fn the_fewest_slips_are_set_aside(ends in proptest::collection::vec((0..30_i32, 0..12_i32), 1..9)) {
            let constraints: Vec<_> = ends.iter().map(|(from, length)| between(*from, from + length)).collect();
            let firm: Vec<usize> = (0..constraints.len()).collect();
            let pairs = |slips: usize| -> Vec<Vec<usize>> {
                let pair = |first: usize| firm.iter().skip(first + 1).map(move |second| vec![first, *second]);
                if slips == 1 { firm.iter().map(|one| vec![*one]).collect() } else { firm.iter().copied().flat_map(pair).collect() }
            };
            let tried = (1..=MOST_SLIPS.min(firm.len() - 1)).find_map(|slips| {
                let ways: Vec<_> = pairs(slips)
                    .into_iter()
                    .map(|without| {
                        let others: Vec<usize> = firm.iter().copied().filter(|one| !without.contains(one)).collect();
                        (meet(&constraints, &others), without)
                    })
                    .filter(|(days, _)| !days.is_empty())
                    .collect();
                let days = ways.iter().fold(DaySet::none(), |days, (more, _)| days.or(more));
                let aside: std::collections::BTreeSet<usize> = ways.into_iter().flat_map(|(_, without)| without).collect();
                (!days.is_empty()).then_some((days, aside.into_iter().collect::<Vec<_>>()))
            });
            if meet(&constraints, &firm).is_empty() {
                prop_assert_eq!(with_slips(&constraints, &firm), tried);
            }
        }
    }
}
