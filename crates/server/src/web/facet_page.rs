//! All values of a facet for a search, to be searched themselves.

use super::address::Address;
use super::search::state_of;
use super::shell::Shell;
use super::{address, html, words};
use crate::answer::not_modified;
use crate::etag::IfNoneMatch;
use crate::metrics::Call;
use crate::problem::{Code, Problem};
use crate::state::AppState;
use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use daybook_search::{Facet, FacetKind, FacetRequest, FacetSort};

/// How many values stand on a page.
const VALUES: usize = 60;
/// The page's own parameters; the others are the search's.
const OWN: [&str; 3] = ["prefix", "order", "offset"];
/// As far as a listing goes.
const FURTHEST: usize = 1_000_000;

#[derive(Template)]
#[template(path = "facet.html", whitespace = "minimize")]
struct FacetPage {
    shell: Shell,
    heading: &'static str,
    path: String,
    prefix: String,
    by_name: bool,
    total: String,
    /// The state of the search, to be carried along.
    state: Vec<(String, String)>,
    query: Option<String>,
    back: String,
    values: Vec<Value>,
    previous: Option<String>,
    next: Option<String>,
}

struct Value {
    name: String,
    count: String,
    is_chosen: bool,
    /// The search with this value chosen, or without it if it is.
    href: String,
    about: Option<String>,
}

/// `GET /facets/{facet}`.
pub(super) async fn facet(
    State(state): State<AppState>,
    path: Result<Path<String>, PathRejection>,
    condition: IfNoneMatch,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let Path(name) = path?;
    let (facet, heading) = shown(&name)?;
    let query = query.unwrap_or_default();
    let key = format!("facet {name} {query}");
    let current = html::tag(&state.engine().generation().id, &key);
    if condition.names(&current) {
        return Ok(not_modified(&current));
    }
    let asked = Asked::read(facet, &query);
    let request = asked.request.clone();
    let answer = state
        .ask(Call::Facet, move |engine| engine.facet(&request))
        .await?
        .value;
    let chosen = &asked.request.filters.selection(facet).any;
    let value = |count: &daybook_search::FacetCount| {
        let is_chosen = chosen.contains(&count.slug);
        let changed = if is_chosen {
            asked.state.without(facet.name(), &count.slug)
        } else {
            asked.state.with(facet.name(), &count.slug)
        };
        Value {
            name: count.value.clone(),
            count: words::units(count.count, answer.unit),
            is_chosen,
            href: changed.href(),
            about: facet.entity().map(|kind| address::entity(kind, &count.slug)),
        }
    };
    let at = |offset: usize| asked.href(facet, &offset.to_string());
    let page = FacetPage {
        shell: Shell::new(&format!("{heading} – Daybook")),
        heading,
        path: format!("/facets/{facet}"),
        prefix: asked.request.prefix.clone(),
        by_name: asked.request.sort == FacetSort::Name,
        total: words::number(answer.total_values),
        state: asked.state.pairs().to_vec(),
        query: asked.state.value("q").map(str::to_owned),
        back: asked.state.href(),
        values: answer.values.iter().map(value).collect(),
        previous: (asked.request.offset > 0).then(|| at(asked.request.offset.saturating_sub(VALUES))),
        next: answer
            .next_offset
            .and_then(|offset| Some(at(usize::try_from(offset).ok()?))),
    };
    if answer.timed_out {
        return html::fresh(&page);
    }
    html::tagged(&page, &html::tag(&answer.generation, &key), &condition)
}

/// A facet that has a page, and its heading. Dates have the timeline.
fn shown(name: &str) -> Result<(Facet, &'static str), Problem> {
    let facet = name.parse::<Facet>().ok();
    let facet = facet.filter(|facet| facet.kind() == FacetKind::Names);
    let heading = |facet| match facet {
        Facet::Organisation => "Organisations",
        Facet::Person => "Persons",
        Facet::Speaker => "Speakers",
        Facet::Publication => "Publications",
        _ => "Live blogs",
    };
    facet.map(|facet| (facet, heading(facet))).ok_or_else(|| {
        Problem::new(
            Code::NoSuchFacet,
            format!("there is no list of \"{name}\": there are organisation, person, speaker, publication and page"),
        )
    })
}

/// What the page was asked for.
struct Asked {
    state: Address,
    request: FacetRequest,
}

impl Asked {
    fn read(facet: Facet, query: &str) -> Self {
        let (state, search, own) = state_of(query, &OWN);
        let value = |name: &str| {
            let pair = own.iter().find(|(other, _)| other == name);
            pair.map(|(_, value)| value.as_str())
        };
        Self {
            state: state.replacing(&["cursor"], &[]),
            request: FacetRequest {
                facet,
                query: search.query,
                filters: search.filters,
                unit: search.unit,
                prefix: value("prefix").unwrap_or_default().chars().take(200).collect(),
                sort: match value("order") {
                    Some("name") => FacetSort::Name,
                    _ => FacetSort::Count,
                },
                min_count: None,
                offset: value("offset")
                    .and_then(|offset| offset.parse().ok())
                    .filter(|offset| *offset <= FURTHEST)
                    .unwrap_or(0),
                limit: VALUES,
                forms: false,
            },
        }
    }

    /// The same listing from another place on.
    fn href(&self, facet: Facet, offset: &str) -> String {
        let mut own = vec![("offset", offset)];
        if !self.request.prefix.is_empty() {
            own.push(("prefix", &self.request.prefix));
        }
        if self.request.sort == FacetSort::Name {
            own.push(("order", "name"));
        }
        self.state
            .replacing(&[], &own)
            .href_at(&format!("/facets/{facet}"))
    }
}
