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
    let allowed = (letters / 4).clamp(1, 4);
    values
        .slugs()
        .filter_map(|candidate| {
            farness(slug, letters, candidate, allowed).map(|far| (far, candidate.len(), candidate))
        })
        .min()
        .map(|(_, _, candidate)| candidate)
}

fn farness(slug: &str, letters: usize, candidate: &str, allowed: usize) -> Option<usize> {
    let padded = |text: &str| format!("-{text}-");
    if candidate.len() > slug.len() && candidate.contains(slug) && padded(candidate).contains(&padded(slug)) {
        return Some(allowed);
    }
    // Comparing letter by letter is dear: the lengths tell most apart.
    let close = candidate.len() <= MAX_COMPARED && candidate.chars().count().abs_diff(letters) <= allowed;
    close
        .then(|| distance(slug, candidate))
        .filter(|far| *far <= allowed)
}
