//! How the query was read: nothing typed is dropped silently.

use super::Found;
use super::asked::Asked;
use crate::web::words;
use daybook_search::{Expansion, SearchAnswer, Understood};

/// What may have been meant.
pub(super) struct Meant {
    pub(super) query: String,
    pub(super) href: String,
    pub(super) count: String,
}

/// The query in full, and what was added to it.
pub(super) struct Reading {
    pub(super) reading: String,
    pub(super) widened: Vec<Widened>,
}

/// A part of the query that was looked for in further forms.
pub(super) struct Widened {
    pub(super) text: String,
    pub(super) reason: &'static str,
    pub(super) forms: String,
}

/// What a reader has to know before the hits.
pub(super) fn notes(asked: &Asked, found: &Found) -> Vec<String> {
    let answer = &found.answer;
    let understood = &answer.understood;
    let mut notes = asked.mended.clone();
    notes.extend(
        found
            .expired
            .iter()
            .map(|why| format!("{why}; these are the first results")),
    );
    notes.extend(understood.repairs.iter().map(|repair| repair.message.clone()));
    notes.extend(understood.ignored.iter().map(|ignored| {
        format!(
            "“{}” takes no part in the search: {}",
            ignored.text, ignored.reason
        )
    }));
    notes.extend(stemmed(understood).map(|expansion| {
        let text = expansion.text.trim_matches('"');
        format!("No entry has “{text}” as written: its words were looked for in any form")
    }));
    notes.extend(understood.notes.iter().map(|note| note.message.clone()));
    if answer.timed_out {
        notes.push(
            "The search took too long and stopped: counts and results are of what was seen until then"
                .to_owned(),
        );
    }
    notes.iter().map(|note| sentence(note)).collect()
}

/// A message of the service as a sentence of a page.
fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    let first = chars.next().map(char::to_uppercase);
    let mut text: String = first.into_iter().flatten().chain(chars).collect();
    if !text.ends_with(['.', '?', '!']) {
        text.push('.');
    }
    text
}

fn stemmed(understood: &Understood) -> impl Iterator<Item = &Expansion> {
    understood
        .expansions
        .iter()
        .filter(|expansion| expansion.reason == STEMMED)
}

const STEMMED: &str = "stemmed-phrase";

pub(super) fn meant(asked: &Asked, answer: &SearchAnswer) -> Option<Meant> {
    let meant = answer.did_you_mean.as_ref()?;
    Some(Meant {
        href: asked.address.replacing(&["q"], &[("q", &meant.query)]).href(),
        query: meant.query.clone(),
        count: words::units(meant.total, answer.unit),
    })
}

/// The query in full, where that says more than the query.
pub(super) fn reading(understood: &Understood) -> Option<Reading> {
    let widened: Vec<Widened> = understood
        .expansions
        .iter()
        .filter(|expansion| expansion.reason != STEMMED && !expansion.forms.is_empty())
        .map(|expansion| {
            let more = expansion.total.saturating_sub(expansion.forms.len());
            let mut forms = expansion.forms.join(", ");
            if more > 0 {
                forms.push_str(&format!(" and {more} more"));
            }
            Widened {
                text: expansion.text.clone(),
                reason: reason(&expansion.reason),
                forms,
            }
        })
        .collect();
    let says_more = !widened.is_empty() || understood.reading.trim() != understood.query.trim();
    (says_more && !understood.reading.is_empty()).then(|| Reading {
        reading: understood.reading.clone(),
        widened,
    })
}

fn reason(reason: &str) -> &'static str {
    match reason {
        "prefix" => "words that begin so",
        "fuzzy" => "words spelled nearly so",
        "synonym" => "words that mean the same",
        "entity" => "other names of the same",
        "misprint" => "misprints",
        "typo" => "likely misprints",
        _ => "further forms",
    }
}
