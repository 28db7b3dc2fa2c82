//! Listing a facet's values.

use super::search::understood;
use super::snapshot::Snapshot;
use crate::analysis::words;
use crate::collect::{Task, collect};
use crate::failure::During;
use crate::query::translate;
use daybook_search::{EngineError, Facet, FacetAnswer, FacetRequest, Sort};

/// Answers a listing from one snapshot.
pub(super) fn facet(snapshot: &Snapshot, request: &FacetRequest) -> Result<FacetAnswer, EngineError> {
    let translated = translate(snapshot, &request.query.root, false).during("read the query")?;
    let facets = [request.facet];
    let task = Task {
        query: translated.query.box_clone(),
        filters: &request.filters,
        facets: &facets,
        sort: Sort::Newest,
        limit: 0,
        after: None,
    };
    let collected = collect(snapshot, &task).during("count a facet")?;
    let wanted = wanted(request.facet, &request.prefix);
    let listing = collected.listing(snapshot, &request.filters, request.facet, request.limit, &wanted);
    let (values, total_values) = listing.unwrap_or_default();
    Ok(FacetAnswer {
        understood: understood(snapshot, &request.query, &request.filters, translated),
        facet: request.facet.name().to_owned(),
        values,
        total_values,
        generation: snapshot.info.id.clone(),
    })
}

/// Tells the values of which a word begins so, as the analyser sees words. Dates begin at their beginning.
fn wanted(facet: Facet, prefix: &str) -> Box<dyn Fn(&str) -> bool> {
    let spaced = |text: &str| -> String {
        words(text)
            .into_iter()
            .flat_map(|word| [" ".to_owned(), word.exact])
            .collect()
    };
    let prefix = prefix.trim().to_owned();
    if prefix.is_empty() {
        return Box::new(|_| true);
    }
    if facet == Facet::Date {
        return Box::new(move |value| value.starts_with(&prefix.to_lowercase()));
    }
    let needle = spaced(&prefix);
    // A prefix of nothing but punctuation begins no word.
    Box::new(move |name| !needle.is_empty() && spaced(name).contains(&needle))
}
