//! Counts of dates as an answer lists them: years, in them months, in them days.

use super::listing::Listing;
use super::values::DateValues;
use daybook_search::{DateValue, FacetCount, FacetSort};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A value with all that it holds. Ordered as [`DateValue`] is: years, then several years, then undated.
#[derive(Default)]
struct Branch {
    count: u64,
    children: BTreeMap<DateValue, Branch>,
}

/// The wanted values that occur or are selected, with those that they hold; a value is wanted with all above it. And
/// how many there are at the top.
pub(super) fn list(
    values: &DateValues,
    counts: &[u64],
    selected: &[DateValue],
    listing: &Listing<'_>,
) -> (Vec<FacetCount>, u64) {
    let mut root = Branch::default();
    let occurring = values
        .values()
        .iter()
        .copied()
        .zip(counts.iter().copied())
        .filter(|(_, count)| listing.is_enough(*count));
    let selected = selected.iter().filter(|_| listing.with_absent());
    for (value, count) in occurring.chain(selected.map(|value| (*value, 0))) {
        let mut line: Vec<DateValue> = std::iter::successors(Some(value), |value| value.parent()).collect();
        let mut branch = &mut root;
        while let Some(value) = line.pop() {
            branch = branch.children.entry(value).or_default();
        }
        branch.count = branch.count.max(count);
    }
    let mut listed = children(root, listing);
    let total = listed.len();
    if listing.offset > 0 || listing.limit < total {
        listed = listed
            .into_iter()
            .skip(listing.offset)
            .take(listing.limit)
            .collect();
    }
    (listed, total as u64)
}

fn children(branch: Branch, listing: &Listing<'_>) -> Vec<FacetCount> {
    let mut listed = Vec::with_capacity(branch.children.len());
    for (value, child) in branch.children {
        let text = value.to_string();
        let count = child.count;
        let is_wanted = listing.wanted.text(&text);
        let below = children(child, listing);
        if is_wanted || !below.is_empty() {
            let opens = matches!(value, DateValue::Year(_) | DateValue::Month(..));
            listed.push(FacetCount {
                children: opens.then_some(below),
                ..FacetCount::new(text.clone(), text, count)
            });
        }
    }
    if listing.sort == FacetSort::Count {
        // Stable: dates of one count stay in order.
        listed.sort_by_key(|value| Reverse(value.count));
    }
    listed
}
