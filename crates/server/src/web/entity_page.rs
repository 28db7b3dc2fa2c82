//! An organisation or person: names, roles, when, with whom, and the latest entries.

use super::address::Address;
use super::chart::{Bar, Brush, Chart};
use super::company::Company;
use super::hits::Hits;
use super::shell::Shell;
use super::steps::{self, Step};
use super::ties;
use super::{address, dates, html, words};
use crate::answer::not_modified;
use crate::etag::IfNoneMatch;
use crate::metrics::Call;
use crate::problem::{Code, Problem};
use crate::state::AppState;
use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use daybook_model::EntityKind;
use daybook_search::{
    DateCount, DateValue, Engine, EngineError, EntityAnswer, EntityLookup, EntityParams, EntityRequest,
    RoleSeen, SearchAnswer, SearchParams, Sighting,
};

/// How many organisations and persons of the same entries.
const TOGETHER: u64 = 12;
/// How many of its entries.
const LATEST: u64 = 8;
/// Where there are more months, bars are years.
const MONTHS: usize = 48;
/// How many roles are listed.
const ROLES: usize = 12;

#[derive(Template)]
#[template(path = "entity.html", whitespace = "minimize")]
struct EntityPage {
    shell: Shell,
    kind: &'static str,
    name: String,
    count: String,
    mentions: String,
    seen: Vec<(&'static str, String, String)>,
    aliases: Vec<(String, String)>,
    more_aliases: u64,
    roles: Vec<Role>,
    more_roles: u64,
    chart: Option<Chart>,
    beside: Vec<(String, String)>,
    company: Company,
    hits: Hits,
    search: String,
    json: String,
}

struct Role {
    title: String,
    organisation: Option<String>,
    count: String,
    /// The first and the last entry that print it: when and where.
    seen: Vec<(String, String)>,
}

/// What an engine knows.
enum Known {
    Found(Box<Found>),
    Unknown(Option<String>),
}

struct Found {
    entity: EntityAnswer,
    latest: SearchAnswer,
    /// How often each two of its company are named together.
    ties: Vec<Vec<u64>>,
}

/// `GET /entities/{kind}/{slug}`.
pub(super) async fn entity(
    State(state): State<AppState>,
    path: Result<Path<(String, String)>, PathRejection>,
    condition: IfNoneMatch,
) -> Result<Response, Problem> {
    let Path((kind, name)) = path?;
    let nobody = || {
        Problem::new(
            Code::NoSuchEntity,
            format!("No entry of the archive names the {kind} “{name}”."),
        )
    };
    let kind: EntityKind = kind.parse().map_err(|_| nobody())?;
    let params = EntityParams {
        limit: Some(TOGETHER),
    };
    let request = params.check(kind, &name).map_err(|_| nobody())?;
    let key = format!("entity {kind} {}", request.slug);
    let current = html::tag(&state.engine().generation().id, &key);
    if condition.names(&current) {
        return Ok(not_modified(&current));
    }
    let known = state
        .ask(Call::Entity, move |engine| find(engine, &request))
        .await?;
    match known.value {
        Known::Found(found) => {
            let page = EntityPage::new(&found);
            if found.latest.timed_out {
                return html::fresh(&page);
            }
            html::tagged(&page, &html::tag(&found.entity.generation, &key), &condition)
        }
        Known::Unknown(None) => Err(nobody()),
        Known::Unknown(Some(closest)) => Err(Problem::new(
            Code::NoSuchEntity,
            format!(
                "No entry of the archive names the {kind} “{name}”. Nearest to it is {}.",
                address::entity(kind, &closest)
            ),
        )),
    }
}

fn find(engine: &dyn Engine, request: &EntityRequest) -> Result<Known, EngineError> {
    let entity = match engine.entity(request)? {
        EntityLookup::Found(entity) => *entity,
        EntityLookup::Unknown { closest } => return Ok(Known::Unknown(closest)),
    };
    let chosen = vec![entity.slug.clone()];
    let (organisation, person) = match entity.kind {
        EntityKind::Organisation => (chosen, Vec::new()),
        EntityKind::Person => (Vec::new(), chosen),
    };
    let latest = SearchParams {
        organisation,
        person,
        sort: Some("newest".to_owned()),
        limit: Some(LATEST),
        ..SearchParams::default()
    };
    Ok(Known::Found(Box::new(Found {
        latest: engine.search(&latest.check()?)?,
        ties: engine.ties(&ties::question(&entity))?.counts,
        entity,
    })))
}

impl EntityPage {
    fn new(found: &Found) -> Self {
        let entity = &found.entity;
        let parties = ties::parties(entity);
        let ties = ties::strongest(&parties, &found.ties);
        let kind = entity.kind.to_string();
        let entries = Address::default().with(&kind, &entity.slug);
        let own = address::entity(entity.kind, &entity.slug);
        Self {
            shell: Shell::new(&format!("{} – Daybook", entity.name)),
            kind: match entity.kind {
                EntityKind::Organisation => "Organisation",
                EntityKind::Person => "Person",
            },
            name: entity.name.clone(),
            count: words::count(entity.count, "entry", "entries"),
            mentions: words::count(entity.mentions, "time", "times"),
            seen: seen(entity),
            aliases: entity
                .aliases
                .iter()
                .map(|alias| (alias.text.clone(), words::number(alias.count)))
                .collect(),
            more_aliases: entity.total_aliases.saturating_sub(entity.aliases.len() as u64),
            roles: entity.roles.iter().take(ROLES).map(Role::new).collect(),
            more_roles: entity
                .total_roles
                .saturating_sub(entity.roles.len().min(ROLES) as u64),
            chart: chart(&entity.months, &entries),
            beside: beside(&entity.other, &entries),
            company: Company::new(entity, &ties),
            hits: Hits::new(&found.latest.hits, false),
            search: entries.href(),
            json: format!("/v1{own}"),
        }
    }
}

/// The first and the last dated entry.
fn seen(entity: &EntityAnswer) -> Vec<(&'static str, String, String)> {
    let sighting = |label, sighting: &Option<Sighting>| {
        let sighting = sighting.as_ref()?;
        Some((
            label,
            dates::short(&sighting.date),
            address::entry(&sighting.entry),
        ))
    };
    [
        sighting("First seen", &entity.first_seen),
        sighting("Last seen", &entity.last_seen),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl Role {
    fn new(role: &RoleSeen) -> Self {
        let mut seen: Vec<(String, String)> = [&role.first, &role.last]
            .into_iter()
            .flatten()
            .map(|sighting| (dates::short(&sighting.date), address::entry(&sighting.entry)))
            .collect();
        seen.dedup();
        Self {
            title: role.title.clone(),
            organisation: role.organisation.clone(),
            count: words::count(role.count, "entry", "entries"),
            seen,
        }
    }
}

/// Entries that are of no single month.
fn beside(other: &[DateCount], entries: &Address) -> Vec<(String, String)> {
    let text = |count: &DateCount| match count.value.parse() {
        Ok(DateValue::Undated | DateValue::SeveralYears) => (
            format!(
                "{} {}",
                words::number(count.count),
                dates::value_words(&count.value)
            ),
            entries.with("date", &count.value).href(),
        ),
        _ => (
            format!(
                "{} of no single month of {}",
                words::number(count.count),
                count.value
            ),
            entries.with("date", &count.value).href(),
        ),
    };
    other.iter().map(text).collect()
}

/// Bars by month from the first to the last, or by year where those are many.
fn chart(months: &[DateCount], entries: &Address) -> Option<Chart> {
    let counted: Vec<(DateValue, u64)> = months
        .iter()
        .filter_map(|month| match month.value.parse() {
            Ok(value @ DateValue::Month(..)) => Some((value, month.count)),
            _ => None,
        })
        .collect();
    let mut ends = (counted.first()?.0, counted.last()?.0);
    let is_short = steps::count(ends.0, ends.1, MONTHS) <= MONTHS;
    if !is_short {
        ends = (ends.0.parent()?, ends.1.parent()?);
    }
    let bar = |step: Step| {
        let held = counted.iter().filter(|(month, _)| step.value.holds(*month));
        let href = entries.with("date", &step.value.to_string()).href();
        Bar::of(&step, held.map(|(_, count)| count).sum(), href)
    };
    let bars = steps::steps(ends.0, ends.1).into_iter().map(bar).collect();
    let heading = if is_short { "Month" } else { "Year" };
    let title = format!("Entries by {}", heading.to_lowercase());
    Some(Chart::new("months", title, heading, bars)?.brushed(Brush::dates(entries)))
}
