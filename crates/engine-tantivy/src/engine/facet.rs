//! Listing a facet's values.

use super::aliases;
use super::search::understood;
use super::snapshot::Snapshot;
use crate::analysis::words;
use crate::collect::{Task, collect};
use crate::failure::During;
use crate::query::{analyse_prefix, translate};
use daybook_search::{EngineError, Facet, FacetAnswer, FacetRequest, Sort};

/// Answers a listing from one snapshot.
pub(super) fn facet(snapshot: &Snapshot, request: &FacetRequest) -> Result<FacetAnswer, EngineError> {
    let (filters, notes) = aliases::resolve(snapshot, &request.filters);
    let mut translated = translate(snapshot, &request.query.root, false).during("read the query")?;
    translated.notes.extend(notes);
    let facets = [request.facet];
    let task = Task {
        query: translated.query.box_clone(),
        filters: &filters,
        facets: &facets,
        sort: Sort::Newest,
        limit: 0,
        after: None,
    };
    let collected = collect(snapshot, &task).during("count a facet")?;
    let wanted = wanted(request.facet, &request.prefix);
    let listing = collected.listing(snapshot, &filters, request.facet, request.limit, &wanted);
    let (values, total_values) = listing.unwrap_or_default();
    Ok(FacetAnswer {
        understood: understood(snapshot, &request.query, &filters, translated),
        facet: request.facet.name().to_owned(),
        values,
        total_values,
        generation: snapshot.info.id.clone(),
    })
}

/// Tells the values of which a word begins so. Dates begin at their beginning.
fn wanted(facet: Facet, prefix: &str) -> Box<dyn Fn(&str) -> bool> {
    if facet == Facet::Date {
        let prefix = prefix.trim().to_lowercase();
        return Box::new(move |value| value.starts_with(&prefix));
    }
    begins_a_word(prefix)
}

/// Tells the names of which a word begins so, as the analyser sees words. An empty prefix begins all.
pub(super) fn begins_a_word(prefix: &str) -> Box<dyn Fn(&str) -> bool> {
    let prefix = prefix.trim();
    if prefix.is_empty() {
        return Box::new(|_| true);
    }
    let spaced = |words: &mut dyn Iterator<Item = String>| -> String {
        words.flat_map(|word| [" ".to_owned(), word]).collect()
    };
    let needle =
        analyse_prefix(prefix).map(|found| spaced(&mut found.before.into_iter().chain([found.prefix])));
    Box::new(move |name| {
        let name = spaced(&mut words(name).into_iter().map(|word| word.exact));
        // A prefix of nothing but punctuation begins no word.
        needle.as_ref().is_some_and(|needle| name.contains(needle))
    })
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
            ("brien", "Una O’Brien", false),
            ("’", "Una O’Brien", false),
        ] {
            assert_eq!(begins_a_word(prefix)(name), begins, "{prefix} {name}");
        }
    }
}
