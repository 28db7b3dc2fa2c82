//! The archive as a whole: totals, the days that it covers, and the live blogs that nothing dates.

use super::address::Address;
use super::calendar::{Year, days_of};
use super::shell::Shell;
use super::{address, dates, html, words};
use crate::answer::not_modified;
use crate::etag::IfNoneMatch;
use crate::metrics::Call;
use crate::problem::Problem;
use crate::state::AppState;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use daybook_search::{
    DateValue, Engine, EngineError, Facet, FacetAnswer, FacetCount, FacetParams, GenerationInfo,
    SearchAnswer, SearchParams,
};

/// How many days are drawn at once; further years are a link away.
const DAYS: usize = 260;
/// How many live blogs without a day are listed.
const UNDATED: u64 = 40;

#[derive(Template)]
#[template(path = "archive.html", whitespace = "minimize")]
struct ArchivePage {
    shell: Shell,
    facts: Vec<(&'static str, String, Option<String>)>,
    years: Vec<Year>,
    /// Every year with its count and where it is drawn; whether it is drawn here.
    other_years: Vec<(String, String, Option<String>)>,
    /// Entries that are of no year.
    beside: Vec<(String, String)>,
    undated: Vec<(String, String, String)>,
    more_undated: Option<String>,
    built_at: String,
    generation: String,
}

struct Found {
    generation: GenerationInfo,
    answer: SearchAnswer,
    undated: FacetAnswer,
}

/// `GET /archive`.
pub(super) async fn archive(
    State(state): State<AppState>,
    condition: IfNoneMatch,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let year = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .find(|(name, _)| name == "year")
        .and_then(|(_, year)| year.parse::<i16>().ok());
    let key = format!("archive {year:?}");
    let current = html::tag(&state.engine().generation().id, &key);
    if condition.names(&current) {
        return Ok(not_modified(&current));
    }
    let found = state.ask(Call::Search, find).await?.value;
    let tag = html::tag(&found.answer.generation, &key);
    let page = ArchivePage::new(&found, year);
    if found.answer.timed_out || found.undated.timed_out {
        return html::fresh(&page);
    }
    html::tagged(&page, &tag, &condition)
}

fn find(engine: &dyn Engine) -> Result<Found, EngineError> {
    let all = SearchParams {
        limit: Some(0),
        facets: vec![Facet::Date.to_string()],
        ..SearchParams::default()
    };
    let undated = FacetParams {
        search: SearchParams {
            date: vec![DateValue::Undated.to_string()],
            limit: Some(UNDATED),
            ..SearchParams::default()
        },
        ..FacetParams::default()
    };
    Ok(Found {
        generation: engine.generation(),
        answer: engine.search(&all.check()?)?,
        undated: engine.facet(&undated.check(Facet::Page)?)?,
    })
}

/// Has the engine count what the page shows. What goes wrong is told to whoever asks next.
pub(super) fn warm_up(engine: &dyn Engine) {
    let _ = find(engine);
}

impl ArchivePage {
    fn new(found: &Found, wanted: Option<i16>) -> Self {
        let counts = found.answer.facets.get(Facet::Date).unwrap_or_default();
        let is_year = |count: &&FacetCount| matches!(count.slug.parse(), Ok(DateValue::Year(_)));
        let all_years: Vec<&FacetCount> = counts.iter().filter(is_year).rev().collect();
        let drawn = drawn(&all_years, wanted);
        let days = |year: &FacetCount| -> Vec<u64> {
            let months = year.children.iter().flatten();
            months
                .flat_map(|month| month.children.iter().flatten())
                .map(|day| day.count)
                .collect()
        };
        let most = all_years.iter().flat_map(|year| days(year)).max().unwrap_or(1);
        let is_drawn = |year: &FacetCount| drawn.iter().any(|drawn| drawn.slug == year.slug);
        Self {
            shell: Shell::new("The archive – Daybook").at("archive"),
            facts: facts(&found.generation),
            years: drawn.iter().filter_map(|year| Year::new(year, most)).collect(),
            other_years: if all_years.iter().all(|year| is_drawn(year)) {
                Vec::new()
            } else {
                all_years
                    .iter()
                    .map(|year| {
                        let href = format!("/archive?year={}", year.slug);
                        (
                            year.slug.to_string(),
                            words::number(year.count),
                            (!is_drawn(year)).then_some(href),
                        )
                    })
                    .collect()
            },
            beside: counts
                .iter()
                .filter(|count| !is_year(count))
                .map(|count| {
                    let href = Address::default().with("date", &count.slug).href();
                    let entries = words::count(count.count, "entry", "entries");
                    (format!("{entries} {}", dates::value_words(&count.slug)), href)
                })
                .collect(),
            undated: found
                .undated
                .values
                .iter()
                .map(|page| {
                    (
                        page.value.to_string(),
                        address::page(&page.slug),
                        words::count(page.count, "entry", "entries"),
                    )
                })
                .collect(),
            more_undated: found
                .undated
                .next_offset
                .map(|_| Address::default().with("date", "undated").href_at("/facets/page")),
            built_at: found.generation.built_at.clone(),
            generation: found.generation.id.clone(),
        }
    }
}

/// The years to draw: the one wanted, or the latest until they are enough days.
fn drawn<'c>(years: &[&'c FacetCount], wanted: Option<i16>) -> Vec<&'c FacetCount> {
    let wanted = wanted.map(|year| DateValue::Year(year).to_string());
    if let Some(year) = years
        .iter()
        .find(|year| Some(year.slug.as_str()) == wanted.as_deref())
    {
        return vec![*year];
    }
    let mut days = 0;
    let mut drawn = Vec::new();
    for year in years {
        days += days_of(year);
        if days > DAYS && !drawn.is_empty() {
            break;
        }
        drawn.push(*year);
    }
    drawn
}

fn facts(generation: &GenerationInfo) -> Vec<(&'static str, String, Option<String>)> {
    let list = |facet: &str| Some(format!("/facets/{facet}"));
    let mut facts = vec![
        ("Entries", words::number(generation.entries), Some("/".to_owned())),
        ("Live blogs", words::number(generation.pages), list("page")),
        (
            "Organisations",
            words::number(generation.organisations),
            list("organisation"),
        ),
        ("Persons", words::number(generation.persons), list("person")),
    ];
    if generation.dated_entries < generation.entries {
        facts.push((
            "Entries of a known day",
            words::number(generation.dated_entries),
            None,
        ));
    }
    if let Some((first, last)) = generation.earliest.zip(generation.latest) {
        facts.push(("First day", dates::day_words(first), None));
        facts.push(("Last day", dates::day_words(last), None));
    }
    facts
}
