//! Counts of names, and of values of short lists, as an answer lists them.

use super::listing::{Listing, MAX_FORMS};
use super::side::SideCounts;
use super::values::{FormValues, NamedValues};
use daybook_search::{FacetCount, FacetSort, FormCount};
use std::cmp::{Ordering, Reverse};

/// A facet's values with what was counted of them.
pub(super) struct Names<'a> {
    pub(super) values: &'a NamedValues,
    pub(super) counted: &'a SideCounts,
    pub(super) forms: Option<&'a FormValues>,
}

/// What is listed: one that is in the table, or a selected one that no entry has.
#[derive(Clone, Copy)]
enum Listed<'a> {
    Number(usize),
    Slug(&'a str),
}

impl Names<'_> {
    /// The values that the listing asks for, and how many there are without its limits.
    pub(super) fn list(&self, selected: &[&str], listing: &Listing<'_>) -> (Vec<FacetCount>, u64) {
        let counts = &self.counted.counts;
        let mut numbers: Vec<usize> = (0..counts.len())
            .filter(|n| listing.is_enough(counts[*n]) && listing.wanted.number(*n))
            .collect();
        let occurring = numbers.len();
        let end = listing.offset.saturating_add(listing.limit);
        let by = |a: &usize, b: &usize| self.order(listing.sort, *a, *b);
        if end < numbers.len() && end > 0 {
            if listing.sort == FacetSort::Count {
                // Numbers are compared quicker than names: those that count less than the last listed one go first.
                let mut all: Vec<u64> = numbers.iter().map(|number| counts[*number]).collect();
                let (_, last, _) = all.select_nth_unstable_by(end - 1, |a, b| b.cmp(a));
                numbers.retain(|number| counts[*number] >= *last);
            }
            numbers.select_nth_unstable_by(end - 1, by);
        }
        numbers.truncate(end);
        numbers.sort_unstable_by(by);
        let absent = if listing.with_absent() {
            self.absent(selected, listing)
        } else {
            Vec::new()
        };
        let listed = numbers.iter().map(|number| Listed::Number(*number));
        let mut listed: Vec<Listed<'_>> = listed.skip(listing.offset).collect();
        if listing.with_selected {
            let cut = selected.iter().filter_map(|slug| self.values.find(slug));
            let mut cut: Vec<usize> = cut
                .filter(|number| counts[*number] > 0 && !numbers.contains(number))
                .filter(|number| listing.wanted.number(*number))
                .collect();
            cut.sort_unstable_by(by);
            listed.extend(cut.into_iter().map(Listed::Number));
            listed.extend(&absent);
        } else {
            let before = listing.offset.saturating_sub(occurring);
            let left = listing.limit - listed.len().min(listing.limit);
            listed.extend(absent.iter().skip(before).take(left));
        }
        let listed = listed.into_iter().map(|listed| self.value(listed)).collect();
        (listed, (occurring + absent.len()) as u64)
    }

    /// Selected values that no matching entry has: those that others have in their order, then those that none has.
    fn absent<'s>(&self, selected: &[&'s str], listing: &Listing<'_>) -> Vec<Listed<'s>> {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for slug in selected {
            match self.values.find(slug) {
                Some(number) if self.counted.counts[number] == 0 && listing.wanted.number(number) => {
                    known.push(number);
                }
                None if listing.wanted.text(slug) => unknown.push(Listed::Slug(slug)),
                _ => {}
            }
        }
        known.sort_unstable_by(|a, b| self.order(listing.sort, *a, *b));
        known.into_iter().map(Listed::Number).chain(unknown).collect()
    }

    fn order(&self, sort: FacetSort, a: usize, b: usize) -> Ordering {
        let by_name = || self.values.sort_key(a).cmp(&self.values.sort_key(b));
        let counts = &self.counted.counts;
        match sort {
            FacetSort::Count => counts[b].cmp(&counts[a]).then_with(by_name),
            FacetSort::Name => by_name(),
        }
    }

    fn value(&self, listed: Listed<'_>) -> FacetCount {
        self.with_forms(match listed {
            Listed::Slug(slug) => FacetCount::new(slug, slug, 0),
            Listed::Number(number) => {
                let (name, slug) = (self.values.name(number), self.values.slug(number));
                FacetCount::new(name, slug, self.counted.counts[number])
            }
        })
    }

    /// The value with the forms in which it is printed, if they were counted.
    fn with_forms(&self, value: FacetCount) -> FacetCount {
        let (Some(forms), Some(counts)) = (self.forms, &self.counted.forms) else {
            return value;
        };
        let mut printed: Vec<(u64, &str)> = forms
            .of(&value.slug)
            .map(|(number, form)| (counts[number], form))
            .filter(|(count, _)| *count > 0)
            .collect();
        printed.sort_unstable_by_key(|(count, form)| (Reverse(*count), *form));
        let total = printed.len() as u64;
        printed.truncate(MAX_FORMS);
        let shown = |(count, form): (u64, &str)| FormCount {
            text: form.to_owned(),
            count,
        };
        FacetCount {
            forms: Some(printed.into_iter().map(shown).collect()),
            total_forms: Some(total),
            ..value
        }
    }
}
