//! The filters at work, each to be taken off, and what the form has to carry along.

use super::asked::Asked;
use super::facets::Panel;
use crate::web::dates;
use daybook_model::{DateBasis, slugify};
use daybook_search::{Facet, SearchAnswer};

/// A filter at work.
pub(super) struct FilterChip {
    /// `Organisation`.
    pub(super) kind: String,
    /// `NHS England`.
    pub(super) label: String,
    /// The search without it.
    pub(super) href: String,
}

/// Parameters that are no filters.
const NO_FILTERS: [&str; 4] = ["q", "sort", "cursor", "limit"];
/// Parameters that the form has fields for.
const FIELDS: [&str; 5] = ["q", "sort", "cursor", "from", "to"];

pub(super) fn chips(asked: &Asked, answer: &SearchAnswer) -> Vec<FilterChip> {
    let filters = asked.address.pairs().iter();
    filters
        .filter(|(name, _)| !NO_FILTERS.contains(&name.as_str()))
        .map(|(name, value)| {
            let (kind, label) = words(name, value, answer);
            FilterChip {
                kind: kind.to_owned(),
                label,
                href: asked.address.without(name, value).href(),
            }
        })
        .collect()
}

/// What a filter is and what it lets through, in words.
fn words<'n>(name: &'n str, value: &str, answer: &SearchAnswer) -> (&'n str, String) {
    let named = |facet| named(facet, value, answer);
    match name {
        "organisation" => ("Organisation", named(Facet::Organisation)),
        "organisation.all" => ("Also organisation", named(Facet::Organisation)),
        "person" => ("Person", named(Facet::Person)),
        "person.all" => ("Also person", named(Facet::Person)),
        "speaker" => ("Said by", named(Facet::Speaker)),
        "speaker.all" => ("Also said by", named(Facet::Speaker)),
        "group" => ("One result a", value.to_owned()),
        "publication" => ("Publication", named(Facet::Publication)),
        "page" => ("Page", page(value, answer)),
        "date" => ("Date", dates::value_words(value)),
        "from" => ("From", dates::value_words(value)),
        "to" => ("To", dates::value_words(value)),
        "weekday" => ("Day of the week", value.to_owned()),
        "hour" => ("Hour", hour(value)),
        "basis" => ("Dated by", basis(value)),
        "unit" => ("Counted", format!("{value}s")),
        "lineage" => ("Predecessors and successors", value.to_owned()),
        "synonyms" => ("Synonyms", value.to_owned()),
        "typos" => ("Likely misprints", value.to_owned()),
        other => (other, value.to_owned()),
    }
}

fn named(facet: Facet, value: &str, answer: &SearchAnswer) -> String {
    let slug = slugify(value);
    let counted = answer.facets.get(facet).unwrap_or_default();
    let found = counted.iter().find(|count| count.slug == slug);
    found.map_or_else(|| value.to_owned(), |count| count.value.to_string())
}

fn page(id: &str, answer: &SearchAnswer) -> String {
    let on_it = answer.hits.iter().find(|hit| hit.entry.page.id == id);
    on_it
        .and_then(|hit| hit.entry.page.title.clone())
        .unwrap_or_else(|| id.to_owned())
}

fn hour(value: &str) -> String {
    match value.parse::<u8>() {
        Ok(hour) => format!("{hour:02}:00 to {hour:02}:59"),
        Err(_) => "without a time".to_owned(),
    }
}

fn basis(value: &str) -> String {
    let known = DateBasis::ALL.into_iter().find(|basis| basis.name() == value);
    known.map_or_else(|| value.to_owned(), |basis| dates::basis_words(basis).to_owned())
}

/// The parts of the state for which no field of the form is shown.
pub(super) fn hidden(asked: &Asked, panels: &[Panel]) -> Vec<(String, String)> {
    let shown = |name: &str, value: &str| {
        let slug = slugify(value);
        let mut values = panels
            .iter()
            .filter(|panel| panel.name == name)
            .flat_map(|panel| &panel.values);
        values.any(|shown| shown.is_chosen && shown.slug == slug)
    };
    let pairs = asked.address.pairs().iter();
    pairs
        .filter(|(name, value)| !FIELDS.contains(&name.as_str()) && !shown(name, value))
        .cloned()
        .collect()
}
