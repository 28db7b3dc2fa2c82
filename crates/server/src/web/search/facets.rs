//! The facets beside the hits.

use super::asked::{Asked, FACET_LIMIT};
use crate::web::{address, words};
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
pub(in crate::web) struct Value {
    pub(in crate::web) slug: String,
    pub(in crate::web) name: String,
    pub(in crate::web) count: String,
    pub(in crate::web) is_chosen: bool,
    /// Where there is more about it.
    pub(in crate::web) about: Option<String>,
}

impl Value {
    pub(in crate::web) fn new(facet: Facet, count: &FacetCount, is_chosen: bool) -> Self {
        Self {
            slug: count.slug.to_string(),
            name: count.value.to_string(),
            count: words::number(count.count),
            is_chosen,
            about: facet.entity().map(|kind| address::entity(kind, &count.slug)),
        }
    }
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
    Some(Panel {
        name: facet.name(),
        heading,
        values: counts
            .iter()
            .map(|count| Value::new(facet, count, chosen.iter().any(|slug| *slug == count.slug)))
            .collect(),
        more: more.then(|| {
            asked
                .address
                .replacing(&["cursor"], &[])
                .href_at(&format!("/facets/{facet}"))
        }),
    })
}
