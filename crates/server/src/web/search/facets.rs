//! The facets beside the hits.

use super::asked::{Asked, FACET_LIMIT};
use crate::web::{address, words};
use daybook_model::EntityKind;
use daybook_search::{Facet, FacetCount, Facets};

/// A facet with its most frequent values.
pub(super) struct Panel {
    pub(super) name: &'static str,
    pub(super) heading: &'static str,
    pub(super) values: Vec<Value>,
    /// Where all values are, if there may be more.
    pub(super) more: Option<String>,
}

/// A value to choose.
pub(super) struct Value {
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) count: String,
    pub(super) is_chosen: bool,
    /// Where there is more about it.
    pub(super) about: Option<String>,
}

/// The facets that are shown, with their headings.
const SHOWN: [(Facet, &str); 4] = [
    (Facet::Organisation, "Organisations"),
    (Facet::Person, "Persons"),
    (Facet::Speaker, "Speakers"),
    (Facet::Publication, "Publications"),
];

pub(super) fn panels(asked: &Asked, facets: &Facets) -> Vec<Panel> {
    SHOWN
        .into_iter()
        .filter_map(|(facet, heading)| panel(asked, facet, heading, facets.get(facet)?))
        .collect()
}

fn panel(asked: &Asked, facet: Facet, heading: &'static str, counts: &[FacetCount]) -> Option<Panel> {
    let chosen = &asked.request.filters.selection(facet).any;
    // A choice of one is none.
    let least = if facet == Facet::Publication && chosen.is_empty() {
        2
    } else {
        1
    };
    if counts.len() < least {
        return None;
    }
    let more = u64::try_from(counts.len()).unwrap_or(u64::MAX) >= FACET_LIMIT;
    let value = |count: &FacetCount| Value {
        slug: count.slug.clone(),
        name: count.value.clone(),
        count: words::number(count.count),
        is_chosen: chosen.contains(&count.slug),
        about: facet
            .entity()
            .map(|kind: EntityKind| address::entity(kind, &count.slug)),
    };
    Some(Panel {
        name: facet.name(),
        heading,
        values: counts.iter().map(value).collect(),
        more: more.then(|| {
            asked
                .address
                .replacing(&["cursor"], &[])
                .href_at(&format!("/facets/{facet}"))
        }),
    })
}
