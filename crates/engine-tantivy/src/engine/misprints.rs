//! Words of the index that can hardly be anything but misprints of another: `Suday`, `Morceambe`.
//!
//! A query finds these without being asked to, so they must be sure: one letter is missing, too many, or has changed
//! places with its neighbour, inside the word, and the misprint is far rarer than the word. How much rarer depends on what
//! vouches for the word: a day, a month and a word in the name of a known organisation are right however rare they are.
//! Another letter in place of one (`affect`, `effect`) is more often another word; so is nearly anything that is near a
//! person's name. Both are left to `typos=auto`.

use super::snapshot::Snapshot;
use crate::analysis::words as analyse;
use crate::collect::Deadline;
use crate::query::spelt_nearly;
use daybook_model::EntityKind;
use daybook_search::EntitySummary;
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::Term;

/// Shorter words have too many neighbours, in characters.
const MIN_LETTERS: usize = 6;
/// From this length on a word has few neighbours, in characters.
const LONG: usize = 9;
/// A misprint of a word that is vouched for, or is long, is at least so many times rarer.
const RARER: u64 = 20;
/// A misprint of any other word is at least so many times rarer.
const FAR_RARER: u64 = 200;
/// So few are a misprint of a word that is vouched for, be it as rare.
const FEW: u64 = 2;
/// The most misprints of one word.
const MAX_MISPRINTS: usize = 4;
/// Words of the calendar that are long enough.
const CALENDAR: [&str; 14] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The words in the names of organisations and persons.
#[derive(Debug, Default)]
pub(super) struct NameWords {
    /// Each with whether it is in the name of a known organisation, and of any person.
    words: FxHashMap<String, Bearers>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Bearers {
    known_organisation: bool,
    person: bool,
}

impl NameWords {
    pub(super) fn of(summaries: &[EntitySummary]) -> Self {
        let mut words: FxHashMap<String, Bearers> = FxHashMap::default();
        for summary in summaries {
            for word in analyse(&summary.name) {
                let bearers = words.entry(word.exact).or_default();
                match summary.kind {
                    EntityKind::Organisation => bearers.known_organisation |= summary.known,
                    EntityKind::Person => bearers.person = true,
                }
            }
        }
        Self { words }
    }

    /// Whether the word, as [`analyse`] cuts it, is in any name.
    pub(super) fn contains(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }
}

/// Misprints of a word, as [`analyse`] cuts it, the most frequent first.
pub(super) fn sure_misprints(
    snapshot: &Snapshot,
    exact: &str,
    stem: &str,
    deadline: Deadline,
) -> tantivy::Result<Vec<String>> {
    let letters = exact.chars().count();
    if letters < MIN_LETTERS || !exact.chars().all(char::is_alphabetic) {
        return Ok(Vec::new());
    }
    let names = snapshot.name_words();
    let bearers = names.words.get(exact).copied().unwrap_or_default();
    let in_calendar = CALENDAR.contains(&exact);
    if bearers.person && !in_calendar {
        return Ok(Vec::new());
    }
    let vouched = in_calendar || bearers.known_organisation;
    let fields = snapshot.fields.text;
    let entries_with = |field, word: &str| snapshot.searcher.doc_freq(&Term::from_field_text(field, word));
    let own = entries_with(fields.stem, stem)?;
    let ratio = if vouched || letters >= LONG {
        RARER
    } else {
        FAR_RARER
    };
    if !vouched && own < ratio {
        return Ok(Vec::new());
    }
    let mut misprints = Vec::new();
    let mut seen = FxHashSet::default();
    for (form, count) in spelt_nearly(snapshot, fields.exact, exact, 1, deadline)?.counted() {
        let is_rare = count.saturating_mul(ratio) <= own || (vouched && count <= FEW.min(own.max(1)));
        if !is_rare || !is_slip(exact, form) || names.contains(form) {
            continue;
        }
        let analysed = analyse(form);
        let [word] = analysed.as_slice() else { continue };
        // A word that has other forms besides is a word.
        if word.stem == stem || entries_with(fields.stem, &word.stem)? != count {
            continue;
        }
        if seen.insert(word.stem.clone()) {
            misprints.push(form.to_owned());
        }
        if misprints.len() >= MAX_MISPRINTS {
            break;
        }
    }
    Ok(misprints)
}

/// Whether one is the other with a letter left out, a letter too many or two neighbours swapped, but for its ends.
fn is_slip(word: &str, form: &str) -> bool {
    let word: Vec<char> = word.chars().collect();
    let form: Vec<char> = form.chars().collect();
    if word.first() != form.first() || word.last() != form.last() || !form.iter().all(|c| c.is_alphabetic()) {
        return false;
    }
    let same_at_start = word.iter().zip(&form).take_while(|(a, b)| a == b).count();
    let (rest, other) = (&word[same_at_start..], &form[same_at_start..]);
    match (rest, other) {
        ([a, b, rest @ ..], [c, d, other @ ..]) if word.len() == form.len() => {
            (a, b) == (d, c) && a != b && rest == other
        }
        ([_, rest @ ..], other) if word.len() == form.len() + 1 => rest == other,
        (rest, [_, other @ ..]) if word.len() + 1 == form.len() => rest == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_lost_added_or_swapped_is_a_slip_and_another_letter_is_none() {
        for form in ["suday", "sunnday", "sudnay", "sunda\u{e4}y"] {
            assert!(is_slip("sunday", form), "{form}");
        }
        for form in [
            "sunday", "sundae", "sundays", "unday", "sanday", "sundya", "suda", "sun-day", "sund1ay",
        ] {
            assert!(!is_slip("sunday", form), "{form}");
        }
    }
}
