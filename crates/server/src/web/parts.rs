//! A long live blog in parts, each of which a slow line takes at once.

use daybook_model::Entry;

/// About as many bytes of HTML are of the entries of a part; an entry that is longer is a part by itself.
const WEIGHT: usize = 40_000;
/// About as many bytes stand around an entry, and around each name, reference or quotation of it.
const ENTRY: usize = 420;
const LINK: usize = 100;
/// So many parts have their own link each; of more, those near the one that is shown, the first and the last.
const LISTED: usize = 12;
const NEAR: usize = 3;

/// Which part of a page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// By its number, from 1.
    Number(usize),
    /// The one that holds the entry of this number.
    Holding(u32),
}

/// A page's entries in parts, in their order.
pub(super) struct Parts<'a> {
    parts: Vec<&'a [Entry]>,
}

impl<'a> Parts<'a> {
    pub(super) fn new(mut entries: &'a [Entry]) -> Self {
        let mut parts = Vec::new();
        while !entries.is_empty() {
            let (part, rest) = entries.split_at(fitting(entries));
            parts.push(part);
            entries = rest;
        }
        Self { parts }
    }

    /// The number, from 1, and the entries of a part; `None` if there is no such part. A page of no entries has one.
    pub(super) fn find(&self, wanted: Wanted) -> Option<(usize, &'a [Entry])> {
        let number = match wanted {
            Wanted::Number(number) => number,
            Wanted::Holding(seq) => {
                let holds = |part: &&[Entry]| part.iter().any(|entry| entry.seq == seq);
                self.parts.iter().position(holds)? + 1
            }
        };
        match self.parts.get(number.checked_sub(1)?) {
            Some(part) => Some((number, part)),
            None if number == 1 => Some((1, &[])),
            None => None,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.parts.len().max(1)
    }

    /// The numbers of the parts to lead to from one of them; none where it is the only one.
    pub(super) fn listed(&self, shown: usize) -> Vec<usize> {
        let all = self.len();
        let is_listed = |number: &usize| {
            all <= LISTED || *number == 1 || *number == all || number.abs_diff(shown) <= NEAR
        };
        (1..=all).filter(|_| all > 1).filter(is_listed).collect()
    }
}

/// How many entries from the first on are a part.
fn fitting(entries: &[Entry]) -> usize {
    let mut room = WEIGHT;
    let fits = |entry: &&Entry| {
        let left = room.checked_sub(weight(entry));
        room = left.unwrap_or_default();
        left.is_some()
    };
    entries.iter().take_while(fits).count().max(1)
}

fn weight(entry: &Entry) -> usize {
    let named = entry.organisations.iter().chain(&entry.persons);
    let mentions: usize = named.map(|name| name.mentions.len()).sum();
    let links = mentions + entry.references.len() + entry.quotations.len();
    ENTRY + entry.text.len() + links * LINK
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::archive_text::tests::entry;

    fn entries(lengths: &[usize]) -> Vec<Entry> {
        let numbered = lengths.iter().zip(1..).map(|(length, seq)| Entry {
            seq,
            ..entry(&"x".repeat(*length))
        });
        numbered.collect()
    }

    fn numbers(part: &[Entry]) -> Vec<u32> {
        part.iter().map(|entry| entry.seq).collect()
    }

    #[test]
    fn every_entry_is_in_one_part_and_found_there() {
        let entries = entries(&[10_000, 10_000, 10_000, 15_000, 90_000, 10, 20, 39_000]);
        let parts = Parts::new(&entries);
        let all: Vec<Vec<u32>> = parts.parts.iter().map(|part| numbers(part)).collect();
        assert_eq!(all, [vec![1, 2, 3], vec![4], vec![5], vec![6, 7], vec![8]]);
        for entry in &entries {
            let (number, part) = parts.find(Wanted::Holding(entry.seq)).unwrap();
            assert!(numbers(part).contains(&entry.seq));
            assert_eq!(
                parts.find(Wanted::Number(number)).map(|found| numbers(found.1)),
                Some(numbers(part))
            );
        }
        for wanted in [Wanted::Number(0), Wanted::Number(6), Wanted::Holding(9)] {
            assert!(parts.find(wanted).is_none());
        }
    }

    #[test]
    fn a_page_of_nothing_has_a_part() {
        let parts = Parts::new(&[]);
        assert_eq!(
            parts
                .find(Wanted::Number(1))
                .map(|(number, part)| (number, part.len())),
            Some((1, 0))
        );
        assert!(parts.listed(1).is_empty());
    }

    #[test]
    fn of_many_parts_those_nearby_are_listed() {
        let entries = entries(&[39_900; 40]);
        let parts = Parts::new(&entries);
        assert_eq!(parts.listed(20), [1, 17, 18, 19, 20, 21, 22, 23, 40]);
        assert_eq!(parts.listed(1), [1, 2, 3, 4, 40]);
        assert_eq!(Parts::new(&entries[..3]).listed(2), [1, 2, 3]);
    }
}
