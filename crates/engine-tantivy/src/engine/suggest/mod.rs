//! Completing what somebody is typing.

use super::snapshot::Snapshot;
use crate::analysis::words;
use crate::failure::During;
use crate::vocabulary::RankedTexts;
use daybook_search::{
    EngineError, EntitySummary, SuggestAnswer, SuggestRequest, SuggestedEntity, SuggestedTerm,
};
use rustc_hash::FxHashSet;
use std::time::Instant;

/// The most words of a name from which on it may be typed, and the most words typed that may be a name.
const MAX_NAME_WORDS: usize = 12;
/// An entity stands under many forms: so many times the limit are looked at for different ones.
const LOOKED_AT: usize = 64;

/// The names of one generation, ready to complete.
pub(crate) struct Completions {
    /// Names of entities from each of their words on, by how many entries name the entity; the numbers are those of
    /// `forms`.
    names: RankedTexts,
    /// The printed forms, with the entity's place among the summaries.
    forms: Vec<(Box<str>, u32)>,
}

impl Completions {
    /// Makes them of the entities of an index.
    pub(super) fn of_names(summaries: &[EntitySummary]) -> Self {
        let (mut names, mut forms) = (Vec::new(), Vec::new());
        for (place, summary) in summaries.iter().enumerate() {
            let mut known: FxHashSet<String> = FxHashSet::default();
            let aliases = summary.aliases.iter().map(|alias| alias.text.as_str());
            for form in std::iter::once(summary.name.as_str()).chain(aliases) {
                let number = forms.len() as u32;
                let mut used = false;
                for start in from_each_word(form) {
                    if known.insert(start.clone()) {
                        names.push((start, weight(summary.count), number));
                        used = true;
                    }
                }
                if used {
                    forms.push((form.into(), place as u32));
                }
            }
        }
        Self {
            names: RankedTexts::new(names),
            forms,
        }
    }

    /// Places of entities of which a name begins so from any of its words on, with the form, the most frequent first.
    fn entities(&self, begun: &str, limit: usize) -> Vec<(usize, &str)> {
        let mut found: Vec<(usize, &str)> = Vec::with_capacity(limit);
        for place in self.names.beginning(begun).take(LOOKED_AT * limit) {
            let (_, _, number) = self.names.get(place);
            let Some((form, entity)) = self.forms.get(number as usize) else {
                continue;
            };
            let entity = *entity as usize;
            if found.iter().all(|(other, _)| *other != entity) {
                found.push((entity, form));
            }
            if found.len() >= limit {
                break;
            }
        }
        found
    }
}

fn weight(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A name as it is typed from each of its words on: `care quality commission`, `quality commission`, `commission`; and
/// without its apostrophes.
fn from_each_word(name: &str) -> Vec<String> {
    let words: Vec<String> = words(name).into_iter().map(|word| word.exact).collect();
    let starts = 0..words.len().min(MAX_NAME_WORDS);
    let mut typed: Vec<String> = starts.map(|start| words[start..].join(" ")).collect();
    let without: Vec<String> = typed
        .iter()
        .filter(|text| text.contains('\''))
        .map(|text| text.replace('\'', ""))
        .collect();
    typed.extend(without);
    typed
}

/// Answers from one snapshot.
pub(super) fn suggest(snapshot: &Snapshot, request: &SuggestRequest) -> Result<SuggestAnswer, EngineError> {
    let started = Instant::now();
    let vocabulary = snapshot.vocabulary().during("read the words to suggest")?;
    let completions = snapshot.completions();
    let typed = Typed::new(&request.typed);
    let terms = typed.last.iter().flat_map(|(before, begun)| {
        let found = vocabulary.most_frequent(begun).take(request.limit);
        found.map(move |(term, count)| SuggestedTerm {
            text: format!("{before}{term}"),
            term: term.to_owned(),
            count,
        })
    });
    // As many of the words typed as are a name.
    let mut entities = typed
        .names
        .iter()
        .map(|begun| completions.entities(begun, request.limit));
    let entities = entities.find(|found| !found.is_empty()).unwrap_or_default();
    let entity = |(place, form): (usize, &str)| {
        let summary = snapshot.summaries.get(place)?;
        Some(SuggestedEntity {
            kind: summary.kind,
            name: summary.name.clone(),
            slug: summary.slug.clone(),
            count: summary.count,
            matched: form.to_owned(),
        })
    };
    Ok(SuggestAnswer {
        q: request.typed.clone(),
        terms: terms.collect(),
        entities: entities.into_iter().filter_map(entity).collect(),
        took_us: u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
        generation: snapshot.info.id.clone(),
    })
}

/// What was typed, as far as it can be completed.
#[derive(Debug, PartialEq)]
struct Typed {
    /// What stands before the last word, as typed, and the word as the index has it; `None` after a space.
    last: Option<(String, String)>,
    /// What names are compared with: all words, then without the first, and so on.
    names: Vec<String>,
}

impl Typed {
    fn new(text: &str) -> Self {
        let words = words(text);
        let ended = text.ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | ')'));
        let last = words.last().filter(|_| !ended).map(|last| {
            let before = text.get(..last.start).unwrap_or_default();
            (before.to_owned(), last.exact.clone())
        });
        let exact: Vec<&str> = words.iter().map(|word| word.exact.as_str()).collect();
        let first = exact.len().saturating_sub(MAX_NAME_WORDS);
        let after = if ended { " " } else { "" };
        let from = |start: usize| {
            let name = exact[start..].join(" ");
            // A name may end where a space was typed.
            if name.is_empty() { name } else { name + after }
        };
        Self {
            last,
            names: match exact.len() {
                0 => vec![String::new()],
                count => (first..count).map(from).collect(),
            },
        }
    }
}

#[cfg(test)]
mod tests;
