//! Counts of dates as an answer lists them: years, in them months, in them days.

use super::values::DateValues;
use daybook_search::{DateValue, FacetCount};
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
    wanted: &dyn Fn(&str) -> bool,
) -> (Vec<FacetCount>, u64) {
    let mut root = Branch::default();
    let occurring = values
        .values()
        .iter()
        .copied()
        .zip(counts.iter().copied())
        .filter(|(_, count)| *count > 0);
    for (value, count) in occurring.chain(selected.iter().map(|value| (*value, 0))) {
        let mut line: Vec<DateValue> = std::iter::successors(Some(value), |value| value.parent()).collect();
        let mut branch = &mut root;
        while let Some(value) = line.pop() {
            branch = branch.children.entry(value).or_default();
            branch.count += count;
        }
    }
    let listed = list_children(root, wanted);
    let total = listed.len() as u64;
    (listed, total)
}

fn list_children(branch: Branch, wanted: &dyn Fn(&str) -> bool) -> Vec<FacetCount> {
    let mut listed = Vec::with_capacity(branch.children.len());
    for (value, child) in branch.children {
        let text = value.to_string();
        let count = child.count;
        let is_wanted = wanted(&text);
        let below = list_children(child, wanted);
        if is_wanted || !below.is_empty() {
            let opens = matches!(value, DateValue::Year(_) | DateValue::Month(..));
            listed.push(FacetCount {
                value: text.clone(),
                slug: text,
                count,
                children: opens.then_some(below),
            });
        }
    }
    listed
}
