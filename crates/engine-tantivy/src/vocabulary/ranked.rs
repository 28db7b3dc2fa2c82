//! Texts in order with their weights: the heaviest of those that begin so, in time that does not depend on how many do.

use std::collections::BinaryHeap;
use std::ops::Range;

/// Texts in order, each with a weight and a number of one's own.
///
/// A tree over the weights finds the heaviest of any stretch in logarithmic time; taking it out leaves two stretches
/// that are asked in their turn. The texts lie in one string: a million of them are a few allocations.
#[derive(Default)]
pub(crate) struct RankedTexts {
    texts: String,
    /// Where each text ends in `texts`.
    ends: Vec<u32>,
    weights: Vec<u32>,
    numbers: Vec<u32>,
    /// Each node's heaviest place; the leaves of place `n` is at `n + weights.len()`.
    heaviest: Vec<u32>,
}

impl RankedTexts {
    /// Orders texts with their weights and numbers. What does not fit into 4 GiB is left out, the lightest first.
    pub(crate) fn new(mut all: Vec<(String, u32, u32)>) -> Self {
        let bytes: usize = all.iter().map(|(text, ..)| text.len()).sum();
        if u32::try_from(bytes).is_err() {
            all.sort_unstable_by_key(|(_, weight, _)| std::cmp::Reverse(*weight));
            let mut left = u32::MAX as usize;
            all.retain(|(text, ..)| {
                let fits = text.len() <= left;
                left = left.saturating_sub(text.len());
                fits
            });
        }
        all.sort_unstable();
        let mut ranked = Self::default();
        for (text, weight, number) in &all {
            ranked.texts.push_str(text);
            ranked.ends.push(ranked.texts.len() as u32);
            ranked.weights.push(*weight);
            ranked.numbers.push(*number);
        }
        let count = all.len();
        ranked.heaviest = vec![0; 2 * count];
        for place in 0..count {
            ranked.heaviest[count + place] = place as u32;
        }
        for node in (1..count).rev() {
            let (left, right) = (ranked.heaviest[2 * node], ranked.heaviest[2 * node + 1]);
            ranked.heaviest[node] = ranked.heavier(left, right);
        }
        ranked
    }

    /// The text, weight and number at a place.
    pub(crate) fn get(&self, place: usize) -> (&str, u32, u32) {
        (self.text(place), self.weights[place], self.numbers[place])
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The places of texts that begin so, in order.
    pub(super) fn stretch_beginning(&self, prefix: &str) -> Range<usize> {
        let first = self.partition(|text| text < prefix);
        first..self.partition(|text| text < prefix || text.starts_with(prefix))
    }

    /// The places of texts that begin so, the heaviest first, then in order.
    pub(crate) fn beginning(&self, prefix: &str) -> impl Iterator<Item = usize> {
        let mut stretches = BinaryHeap::new();
        stretches.extend(self.stretch(self.stretch_beginning(prefix)));
        std::iter::from_fn(move || {
            let Stretch { place, range, .. } = stretches.pop()?;
            stretches.extend(self.stretch(range.start..place));
            stretches.extend(self.stretch(place + 1..range.end));
            Some(place)
        })
    }

    fn text(&self, place: usize) -> &str {
        let start = match place {
            0 => 0,
            place => self.ends[place - 1] as usize,
        };
        &self.texts[start..self.ends[place] as usize]
    }

    /// How many texts, from the first, are so.
    fn partition(&self, is_before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if is_before(self.text(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Of two places the heavier one, of two as heavy the first.
    fn heavier(&self, a: u32, b: u32) -> u32 {
        let rank = |place: u32| (self.weights[place as usize], std::cmp::Reverse(place));
        if rank(a) >= rank(b) { a } else { b }
    }

    fn stretch(&self, range: Range<usize>) -> Option<Stretch> {
        if range.is_empty() {
            return None;
        }
        let count = self.weights.len();
        let (mut low, mut high) = (range.start + count, range.end + count);
        let mut best = range.start as u32;
        while low < high {
            if low % 2 == 1 {
                best = self.heavier(best, self.heaviest[low]);
                low += 1;
            }
            if high % 2 == 1 {
                high -= 1;
                best = self.heavier(best, self.heaviest[high]);
            }
            low /= 2;
            high /= 2;
        }
        let place = best as usize;
        Some(Stretch {
            weight: self.weights[place],
            first: std::cmp::Reverse(place),
            place,
            range,
        })
    }
}

/// A stretch of places with its heaviest.
#[derive(PartialEq, Eq)]
struct Stretch {
    weight: u32,
    first: std::cmp::Reverse<usize>,
    place: usize,
    range: Range<usize>,
}

impl PartialOrd for Stretch {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Stretch {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.weight, self.first).cmp(&(other.weight, other.first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cmp::Reverse;

    proptest! {
        #[test]
        fn the_heaviest_come_first(
            all in prop::collection::vec(("[ab]{0,4}", 0..5u32, 0..9u32), 0..40),
            prefix in "[ab]{0,2}",
        ) {
            let ranked = RankedTexts::new(all.clone());
            let found: Vec<_> = ranked.beginning(&prefix).map(|place| ranked.get(place)).collect();
            let mut expected: Vec<_> = all.iter().filter(|(text, ..)| text.starts_with(&prefix)).collect();
            expected.sort_by_key(|(text, weight, number)| (Reverse(*weight), text, *number));
            let expected: Vec<_> = expected.into_iter().map(|(text, w, n)| (text.as_str(), *w, *n)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
