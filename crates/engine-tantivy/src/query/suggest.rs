//! Names that nobody in the archive has, and the closest that somebody has.

use super::expand::distance;
use crate::collect::NamedValues;
use daybook_model::EntityKind;
use daybook_search::Note;

/// Longer slugs than this are not compared letter by letter, in bytes.
const MAX_COMPARED: usize = 60;

/// How many unknown names of one request are compared with all there are: each takes a look at every one.
const MAX_SUGGESTIONS: usize = 5;

/// How many more unknown names of a request may be compared with all there are.
#[derive(Debug)]
pub(crate) struct Suggestions {
    left: usize,
}

impl Suggestions {
    /// For a request of which nothing was looked at.
    pub(crate) fn new() -> Self {
        Self {
            left: MAX_SUGGESTIONS,
        }
    }

    fn closest<'a>(&mut self, values: &'a NamedValues, slug: &str) -> Option<&'a str> {
        self.left = self.left.checked_sub(1)?;
        closest(values, slug)
    }
}

/// A note if no entry names the entity of that slug; `typed` is how the asker put it.
pub(crate) fn note_unknown(
    suggestions: &mut Suggestions,
    values: &NamedValues,
    parameter: &str,
    entity: EntityKind,
    slug: &str,
    typed: &str,
) -> Option<Note> {
    let missing = format!("no entry names the {entity} \"{typed}\"");
    note_missing(suggestions, values, parameter, slug, &missing)
}

/// A note if there is no value of that slug; `missing` says so in words.
pub(crate) fn note_missing(
    suggestions: &mut Suggestions,
    values: &NamedValues,
    parameter: &str,
    slug: &str,
    missing: &str,
) -> Option<Note> {
    if values.find(slug).is_some() {
        return None;
    }
    let hint = suggestions
        .closest(values, slug)
        .map(|slug| format!("; did you mean \"{slug}\"?"));
    Some(Note {
        parameter: parameter.to_owned(),
        message: format!("{missing}{}", hint.unwrap_or_default()),
    })
}

/// The slug nearest to one that there is not: few letters away, or longer with all its words.
pub(crate) fn closest<'a>(values: &'a NamedValues, slug: &str) -> Option<&'a str> {
    let letters = slug.chars().count();
    let wanted = Wanted {
        slug,
        letters,
        allowed: (letters / 4).clamp(1, 4),
        bag: Bag::of(slug),
    };
    values
        .slugs()
        .filter_map(|candidate| {
            wanted
                .farness(candidate)
                .map(|far| (far, candidate.len(), candidate))
        })
        .min()
        .map(|(_, _, candidate)| candidate)
}

/// A slug that there is not.
struct Wanted<'s> {
    slug: &'s str,
    letters: usize,
    /// How many letters away another may be.
    allowed: usize,
    bag: Bag,
}

impl Wanted<'_> {
    fn farness(&self, candidate: &str) -> Option<usize> {
        if candidate.len() > self.slug.len() && has_all_words(candidate, self.slug) {
            return Some(self.allowed);
        }
        // Comparing letter by letter is dear: lengths, and then which letters there are, tell nearly all apart.
        let close = candidate.len() <= MAX_COMPARED
            && candidate.chars().count().abs_diff(self.letters) <= self.allowed
            && self.bag.at_least_apart(&Bag::of(candidate)) <= self.allowed;
        close
            .then(|| distance(self.slug, candidate))
            .filter(|far| *far <= self.allowed)
    }
}

/// Whether the slug stands in the other as a whole.
fn has_all_words(candidate: &str, slug: &str) -> bool {
    let padded = |text: &str| format!("-{text}-");
    candidate.contains(slug) && padded(candidate).contains(&padded(slug))
}

/// How often a text has each letter; letters that are rare in slugs share their places.
#[derive(Debug)]
struct Bag([u8; Self::PLACES]);

impl Bag {
    const PLACES: usize = 32;

    fn of(text: &str) -> Self {
        let mut counts = [0_u8; Self::PLACES];
        for c in text.chars() {
            let count = &mut counts[c as usize % Self::PLACES];
            *count = count.saturating_add(1);
        }
        Self(counts)
    }

    /// How many letters one has that the other lacks: no fewer must be inserted, removed or replaced.
    fn at_least_apart(&self, other: &Self) -> usize {
        let lacking = |a: &Self, b: &Self| -> usize {
            let pairs = a.0.iter().zip(&b.0);
            pairs.map(|(a, b)| usize::from(a.saturating_sub(*b))).sum()
        };
        lacking(self, other).max(lacking(other, self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn letters_never_tell_near_ones_apart(a in "[a-eé-]{0,12}", b in "[a-eé-]{0,12}") {
            prop_assert!(Bag::of(&a).at_least_apart(&Bag::of(&b)) <= distance(&a, &b));
        }
    }
}
