//! Listing a facet's values.

use super::aliases;
use super::search::{note_without_unit, understood};
use super::snapshot::Snapshot;
use crate::analysis::words;
use crate::collect::{Listing, NamedValues, Task, Wanted, collect};
use crate::failure::During;
use crate::query::{analyse_prefix, translate};
use daybook_search::{DateGrain, EngineError, Facet, FacetAnswer, FacetKind, FacetRequest};

/// Answers a listing from one snapshot.
pub(super) fn facet(snapshot: &Snapshot, request: &FacetRequest) -> Result<FacetAnswer, EngineError> {
    let deadline = snapshot.deadline();
    let (filters, notes) = aliases::resolve(snapshot, &request.filters);
    let mut translated = translate(snapshot, &request.query, false, deadline).during("read the query")?;
    translated.notes.extend(notes);
    let facets = [request.facet];
    let task = Task {
        facets: &facets,
        unit: request.unit,
        forms: request.forms,
        ..Task::counting(translated.query.box_clone(), &filters, deadline)
    };
    let collected = collect(snapshot, &task).during("count a facet")?;
    let timed_out = collected.timed_out || translated.timed_out;
    translated.notes.extend(note_without_unit(&collected));
    let listing = Listing {
        sort: request.sort,
        min_count: request.min_count,
        offset: request.offset,
        limit: request.limit,
        with_selected: false,
        finest: DateGrain::default(),
        wanted: &*wanted(snapshot, request.facet, &request.prefix),
    };
    let listed = collected.listing(snapshot, &filters, request.facet, &listing);
    let (values, total_values) = listed.during("list a facet")?.unwrap_or_default();
    let end = (request.offset + values.len()) as u64;
    Ok(FacetAnswer {
        understood: understood(snapshot, &request.query, &filters, translated),
        facet: request.facet.name().to_owned(),
        unit: request.unit,
        next_offset: (end < total_values && !values.is_empty()).then_some(end),
        values,
        total_values,
        timed_out,
        generation: snapshot.info.id.clone(),
    })
}

/// Tells the values of which a word begins so, be it of another name that the archive prints. Dates begin at their
/// beginning.
fn wanted<'a>(snapshot: &'a Snapshot, facet: Facet, prefix: &str) -> Box<dyn Wanted + 'a> {
    if facet.kind() == FacetKind::Dates {
        return Box::new(Begun(prefix.trim().to_lowercase()));
    }
    let names = (!prefix.trim().is_empty()).then(|| all_names(snapshot, facet));
    Box::new(AnyName {
        names,
        needle: Needle::new(prefix),
    })
}

/// Values that begin so.
struct Begun(String);

impl Wanted for Begun {
    fn number(&self, _: usize) -> bool {
        // Dates are listed by their texts.
        true
    }

    fn text(&self, text: &str) -> bool {
        text.starts_with(&self.0)
    }
}

/// Values of which a word of any name begins so.
struct AnyName<'a> {
    /// By the numbers of values; `None` if every value is wanted.
    names: Option<&'a [Box<str>]>,
    needle: Needle,
}

impl Wanted for AnyName<'_> {
    fn number(&self, number: usize) -> bool {
        self.names
            .is_none_or(|names| names.get(number).is_some_and(|words| self.needle.is_in(words)))
    }

    fn text(&self, text: &str) -> bool {
        self.needle.is_in(&spaced(text))
    }
}

/// The words of all names of each value.
fn all_names(snapshot: &Snapshot, facet: Facet) -> &[Box<str>] {
    let values: &NamedValues = snapshot.named(facet);
    values.words(|slug, name| {
        let mut all = spaced(name);
        let kinds = facet.named_kinds().iter();
        let summaries = kinds.filter_map(|kind| snapshot.summary(*kind, slug));
        for alias in summaries.flat_map(|summary| &summary.aliases) {
            all.push(BETWEEN_NAMES);
            all.push_str(&spaced(&alias.text));
        }
        all
    })
}

/// Between two names of a value, so that no prefix runs over from one into the next.
const BETWEEN_NAMES: char = '\n';

/// A text's words as the analyser sees them, each after a space; after a line's end once more without apostrophes, where
/// there are any, for few who look for O'Brien type one.
fn spaced(text: &str) -> String {
    let words = words(text).into_iter();
    let mut spaced: String = words.flat_map(|word| [" ".to_owned(), word.exact]).collect();
    if spaced.contains('\'') {
        let without = spaced.replace('\'', "");
        spaced.push('\n');
        spaced.push_str(&without);
    }
    spaced
}

/// The beginning of a word, perhaps after whole words.
struct Needle {
    /// As [`spaced`] writes it; `None` begins no word, an empty one begins all.
    text: Option<String>,
}

impl Needle {
    fn new(prefix: &str) -> Self {
        let prefix = prefix.trim();
        if prefix.is_empty() {
            return Self {
                text: Some(String::new()),
            };
        }
        // A prefix of nothing but punctuation begins no word.
        let text = analyse_prefix(prefix).map(|found| {
            let words = found.before.into_iter().chain([found.prefix]);
            words.flat_map(|word| [" ".to_owned(), word]).collect()
        });
        Self { text }
    }

    fn is_in(&self, spaced: &str) -> bool {
        self.text.as_ref().is_some_and(|needle| spaced.contains(needle))
    }
}

/// Tells the names of which a word begins so, as the analyser sees words. An empty prefix begins all.
pub(super) fn begins_a_word(prefix: &str) -> impl Fn(&str) -> bool {
    let needle = Needle::new(prefix);
    move |name| needle.is_in(&spaced(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_begin_words() {
        for (prefix, name, begins) in [
            ("", "Una O’Brien", true),
            ("o'", "Una O’Brien", true),
            ("o'", "Owen Smith", false),
            ("una o`b", "Una O’Brien", true),
            ("obr", "Una O’Brien", true),
            ("una obr", "Una O’Brien", true),
            ("brien una", "Una O’Brien", false),
            ("brien", "Una O’Brien", false),
            ("’", "Una O’Brien", false),
        ] {
            assert_eq!(begins_a_word(prefix)(name), begins, "{prefix} {name}");
        }
    }
}
