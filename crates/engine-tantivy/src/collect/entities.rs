//! Counts of organisations and persons as an answer lists them.

use super::values::EntityValues;
use daybook_search::FacetCount;
use std::cmp::Ordering;

/// The wanted values that occur, the most frequent first, at most `limit` of them, then the selected ones that are
/// not among those; and how many there are without the limit.
pub(super) fn list(
    values: &EntityValues,
    counts: &[u64],
    selected: &[&str],
    limit: usize,
    wanted: &dyn Fn(&str) -> bool,
) -> (Vec<FacetCount>, u64) {
    let order = |a: &usize, b: &usize| -> Ordering {
        counts[*b]
            .cmp(&counts[*a])
            .then_with(|| values.sort_key(*a).cmp(&values.sort_key(*b)))
    };
    let mut numbers: Vec<usize> = (0..counts.len())
        .filter(|n| counts[*n] > 0 && wanted(values.name(*n)))
        .collect();
    let occurring = numbers.len();
    if limit > 0 && numbers.len() > limit {
        numbers.select_nth_unstable_by(limit - 1, order);
    }
    numbers.truncate(limit);
    numbers.sort_unstable_by(order);
    let value = |number: usize| FacetCount {
        value: values.name(number).to_owned(),
        slug: values.slug(number).to_owned(),
        count: counts[number],
        children: None,
    };
    let mut listed: Vec<FacetCount> = numbers.iter().map(|number| value(*number)).collect();
    let mut absent = 0;
    let mut further: Vec<usize> = Vec::new();
    for slug in selected {
        match values.find(slug) {
            Some(number) if numbers.contains(&number) || !wanted(values.name(number)) => {}
            Some(number) => {
                absent += usize::from(counts[number] == 0);
                further.push(number);
            }
            None => {}
        }
    }
    further.sort_unstable_by(order);
    further.dedup();
    listed.extend(further.into_iter().map(value));
    for slug in selected
        .iter()
        .filter(|slug| values.find(slug).is_none() && wanted(slug))
    {
        absent += 1;
        listed.push(FacetCount {
            value: (*slug).to_owned(),
            slug: (*slug).to_owned(),
            count: 0,
            children: None,
        });
    }
    (listed, (occurring + absent) as u64)
}
