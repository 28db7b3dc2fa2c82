//! What changes with the search: count, notes, filters, timeline, hits and facets.

use super::Found;
use super::asked::Asked;
use super::empty::{Empty, empty};
use super::facets::{Panel, panels};
use super::filters::{FilterChip, chips, hidden};
use super::notes::{Meant, Reading, meant, notes, reading};
use crate::web::hits::Hits;
use crate::web::timeline::Timeline;
use crate::web::{address, words};
use askama::Template;
use daybook_search::{Facet, Sort};

/// All of the search page that a new search replaces.
#[derive(Template)]
#[template(path = "results.html", whitespace = "minimize")]
pub(super) struct Results {
    /// What was typed, for those who read it on paper, where there is no box.
    query: String,
    /// `12 entries`.
    count: String,
    /// How long it took: `0.4 ms`.
    took: String,
    notes: Vec<String>,
    meant: Option<Meant>,
    reading: Option<Reading>,
    chips: Vec<FilterChip>,
    /// The search without any filter, where several are at work.
    clear: Option<String>,
    hidden: Vec<(String, String)>,
    from: String,
    to: String,
    sorts: Vec<SortOption>,
    timeline: Timeline,
    hits: Hits,
    empty: Option<Empty>,
    panels: Vec<Panel>,
    /// The next page of hits.
    next: Option<String>,
    /// The first page of hits, on those after it.
    first: Option<String>,
    /// The same search for programs, every entry that it finds as a table, and its latest ones for feed readers.
    json: String,
    table: String,
    pub(super) feed: String,
}

/// An order of hits.
struct SortOption {
    value: &'static str,
    label: &'static str,
    is_chosen: bool,
}

impl Results {
    pub(super) fn new(asked: &Asked, found: &Found) -> Self {
        let answer = &found.answer;
        let panels = panels(asked, &answer.facets);
        let chips = chips(asked, answer);
        let state = &asked.address;
        let counts = |facet| answer.facets.get(facet).unwrap_or_default();
        let field = |name: &str| state.value(name).unwrap_or_default().to_owned();
        let start = state.replacing(&["cursor"], &[]);
        let all = start
            .replacing(&["sort", "limit", "unit", "group"], &[])
            .with("lenient", "true");
        Self {
            query: field("q"),
            count: words::units(answer.total, answer.unit),
            took: took(answer.took_us),
            notes: notes(asked, found),
            meant: meant(asked, answer),
            reading: reading(&answer.understood),
            clear: (chips.len() > 1).then(|| {
                let kept = ["q", "sort"].into_iter().filter_map(|name| {
                    let value = state.value(name)?;
                    Some((name.to_owned(), value.to_owned()))
                });
                address::Address::new(kept).href()
            }),
            chips,
            hidden: hidden(asked, &panels),
            from: field("from"),
            to: field("to"),
            sorts: sorts(asked),
            timeline: Timeline::new(
                counts(Facet::Date),
                counts(Facet::Hour),
                &asked.request.filters,
                state,
            ),
            hits: Hits::new(&answer.hits, true),
            empty: empty(asked, found),
            panels,
            next: answer
                .next
                .as_ref()
                .map(|cursor| start.replacing(&[], &[("cursor", cursor)]).href()),
            first: state.value("cursor").map(|_| start.href()),
            json: start.with("lenient", "true").href_at("/v1/search"),
            table: all.with("format", "csv").href_at("/v1/export"),
            feed: all.href_at("/v1/feed.atom"),
        }
    }
}

/// The orders of hits, the one that comes by itself without a value.
fn sorts(asked: &Asked) -> Vec<SortOption> {
    let has_query = !asked.address.value("q").unwrap_or_default().trim().is_empty();
    let options = if has_query {
        vec![
            ("", "Best match", Sort::Relevance),
            ("newest", "Newest first", Sort::Newest),
        ]
    } else {
        vec![("", "Newest first", Sort::Newest)]
    };
    options
        .into_iter()
        .chain([("oldest", "Oldest first", Sort::Oldest)])
        .map(|(value, label, sort)| SortOption {
            value,
            label,
            is_chosen: asked.request.sort == sort,
        })
        .collect()
}

fn took(micros: u64) -> String {
    let tenths = micros.div_ceil(100);
    format!("{}.{} ms", words::number(tenths / 10), tenths % 10)
}
