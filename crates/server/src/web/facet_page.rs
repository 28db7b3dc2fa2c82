//! All values of a facet for a search, to be searched themselves.

use super::address::Address;
use super::search::{Value, state_of};
use super::shell::Shell;
use super::{address, html, words};
use crate::answer::not_modified;
use crate::etag::{EntityTag, IfNoneMatch};
use crate::metrics::Call;
use crate::problem::{Code, Problem};
use crate::state::AppState;
use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use daybook_search::{Facet, FacetAnswer, FacetCount, FacetKind, FacetRequest, FacetSort};

/// How many values stand on a page, and in an open panel.
const VALUES: usize = 60;
/// The page's own parameters; the others are the search's.
const OWN: [&str; 4] = ["prefix", "order", "offset", "fragment"];
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
    values: Vec<Listed>,
    previous: Option<String>,
    next: Option<String>,
}

/// The values as the search page's panel shows them when it is opened.
#[derive(Template)]
#[template(path = "facet_panel.html", whitespace = "minimize")]
struct OpenPanel {
    panel: PanelName,
    heading: String,
    prefix: String,
    total: String,
    /// What is said of the total.
    announced: String,
    /// Whether there are more than are shown.
    is_cut: bool,
    values: Vec<Value>,
    /// All of them, on a page of their own.
    all: String,
}

struct PanelName {
    name: &'static str,
}

/// A value on the page.
struct Listed {
    name: String,
    count: String,
    is_chosen: bool,
    /// The search with this value chosen, or without it if it is.
    href: String,
    about: Option<String>,
}

/// `GET /facets/{facet}`. With `fragment=values` only the values, as boxes of the search page's form, for the script to put
/// in place.
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
    let tag = html::tag(&answer.generation, &key);
    if asked.is_fragment {
        let panel = OpenPanel::new(&asked, heading, &answer);
        return written(&panel, &answer, &tag, &condition);
    }
    written(
        &FacetPage::new(&asked, heading, &answer),
        &answer,
        &tag,
        &condition,
    )
}

fn written(
    page: &impl Template,
    answer: &FacetAnswer,
    tag: &EntityTag,
    condition: &IfNoneMatch,
) -> Result<Response, Problem> {
    if answer.timed_out {
        html::fresh(page)
    } else {
        html::tagged(page, tag, condition)
    }
}

impl FacetPage {
    fn new(asked: &Asked, heading: &'static str, answer: &FacetAnswer) -> Self {
        let facet = asked.request.facet;
        let listed = |count: &FacetCount| {
            let is_chosen = asked.has_chosen(count);
            let changed = if is_chosen {
                asked.state.without(facet.name(), &count.slug)
            } else {
                asked.state.with(facet.name(), &count.slug)
            };
            Listed {
                name: count.value.to_string(),
                count: words::units(count.count, answer.unit),
                is_chosen,
                href: changed.href(),
                about: facet.entity().map(|kind| address::entity(kind, &count.slug)),
            }
        };
        let at = |offset: usize| asked.href(facet, &offset.to_string());
        Self {
            shell: Shell::new(&format!("{heading} – Daybook")),
            heading,
            path: format!("/facets/{facet}"),
            prefix: asked.request.prefix.clone(),
            by_name: asked.request.sort == FacetSort::Name,
            total: words::number(answer.total_values),
            state: asked.state.pairs().to_vec(),
            query: asked.state.value("q").map(str::to_owned),
            back: asked.state.href(),
            values: answer.values.iter().map(listed).collect(),
            previous: (asked.request.offset > 0).then(|| at(asked.request.offset.saturating_sub(VALUES))),
            next: answer
                .next_offset
                .and_then(|offset| Some(at(usize::try_from(offset).ok()?))),
        }
    }
}

impl OpenPanel {
    fn new(asked: &Asked, heading: &'static str, answer: &FacetAnswer) -> Self {
        let facet = asked.request.facet;
        let total = words::number(answer.total_values);
        let heading = heading.to_lowercase();
        Self {
            panel: PanelName { name: facet.name() },
            announced: format!("{total} {heading}"),
            heading,
            prefix: asked.request.prefix.clone(),
            total,
            is_cut: answer.next_offset.is_some(),
            values: answer
                .values
                .iter()
                .map(|count| Value::new(facet, count, asked.has_chosen(count)))
                .collect(),
            all: asked.href(facet, "0"),
        }
    }
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
    is_fragment: bool,
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
            is_fragment: value("fragment") == Some("values"),
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

    fn has_chosen(&self, count: &FacetCount) -> bool {
        let chosen = self.request.filters.selection(self.request.facet);
        chosen.any.iter().any(|slug| *slug == count.slug)
    }

    /// The same listing from a place on.
    fn href(&self, facet: Facet, offset: &str) -> String {
        let mut own = Vec::new();
        if offset != "0" {
            own.push(("offset", offset));
        }
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
