//! A live blog replayed: its entries in time order, by the hour, with a rail of minutes to go by.

use super::archive_text::{Paragraph, paragraphs};
use super::dates::When;
use super::shell::Shell;
use super::{address, dates, html, words};
use crate::answer::not_modified;
use crate::etag::IfNoneMatch;
use crate::metrics::Call;
use crate::problem::{Code, Problem};
use crate::state::AppState;
use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use daybook_model::{Entry, EntryId};
use daybook_search::PageAnswer;

/// How many entries stand on one part of a day page.
const PART: u32 = 200;

#[derive(Template)]
#[template(path = "day.html", whitespace = "minimize")]
struct DayPage {
    shell: Shell,
    title: String,
    standfirst: Option<String>,
    publication: Option<String>,
    when: When,
    date_href: String,
    outside: Option<String>,
    count: String,
    hours: Vec<Hour>,
    /// The other parts of a long page: their names and where they are.
    parts: Vec<(String, Option<String>)>,
    search: String,
    json: String,
}

/// Entries of one hour.
struct Hour {
    /// The anchor of its heading.
    id: String,
    /// `13:00`, `Without a time`; with the day where the page has several.
    label: String,
    entries: Vec<Moment>,
}

/// An entry of the page.
struct Moment {
    seq: u32,
    time: String,
    /// The minute for the rail: `:34`.
    minute: String,
    href: String,
    paragraphs: Vec<Paragraph>,
}

/// Where an entry stands on its day page, without the anchor.
pub(super) fn href(id: &EntryId) -> String {
    part_href(&id.page, part_of(id.seq))
}

fn part_of(seq: u32) -> u32 {
    seq.saturating_sub(1) / PART + 1
}

fn part_href(page: &str, part: u32) -> String {
    match part {
        1 => address::page(page),
        part => format!("{}?part={part}", address::page(page)),
    }
}

/// `GET /pages/{page}`.
pub(super) async fn page(
    State(state): State<AppState>,
    path: Result<Path<String>, PathRejection>,
    condition: IfNoneMatch,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let Path(id) = path?;
    let part = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .find(|(name, _)| name == "part")
        .and_then(|(_, part)| part.parse().ok())
        .unwrap_or(1);
    let key = format!("page {id} {part}");
    let current = html::tag(&state.engine().generation().id, &key);
    if condition.names(&current) {
        return Ok(not_modified(&current));
    }
    let found = state
        .ask(Call::Lookup, move |engine| engine.page(&id))
        .await?
        .value;
    let found = found.filter(|found| (1..=parts(found)).contains(&part));
    let found = found.ok_or_else(|| {
        Problem::new(
            Code::NoSuchPage,
            "The archive has no live blog at this address. It may have had one before it was indexed anew; a search may find it again.",
        )
    })?;
    let tag = html::tag(&found.generation, &key);
    html::tagged(&DayPage::new(&found, part), &tag, &condition)
}

fn parts(found: &PageAnswer) -> u32 {
    found.entries.last().map_or(1, |entry| part_of(entry.seq))
}

impl DayPage {
    fn new(found: &PageAnswer, part: u32) -> Self {
        let page = &found.page;
        let title = page.title.clone().unwrap_or_else(|| page.id.clone());
        let undated = daybook_model::DateInterval::undated();
        let when = dates::when(found.entries.first().map_or(&undated, |entry| &entry.date));
        let shown: Vec<&Entry> = found
            .entries
            .iter()
            .filter(|entry| part_of(entry.seq) == part)
            .collect();
        let several = found
            .entries
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a.date.bounds() != b.date.bounds()));
        let all = parts(found);
        Self {
            shell: Shell::new(&format!("{title} – Daybook")),
            standfirst: page.standfirst.clone(),
            publication: page.publication.clone(),
            date_href: address::Address::default().with("date", &when.value).href(),
            when,
            outside: address::outside(page.url.as_deref()).map(str::to_owned),
            count: words::count(found.entries.len() as u64, "entry", "entries"),
            hours: hours(&shown, several),
            parts: (1..=all)
                .filter(|_| all > 1)
                .map(|other| {
                    let name = format!("Part {other} of {all}");
                    (name, (other != part).then(|| part_href(&page.id, other)))
                })
                .collect(),
            search: address::Address::default().with("page", &page.id).href(),
            json: format!("/v1{}", address::page(&page.id)),
            title,
        }
    }
}

/// The entries by the hour, in their order; the day is said where it changes.
fn hours(entries: &[&Entry], several_days: bool) -> Vec<Hour> {
    let mut hours: Vec<Hour> = Vec::new();
    for entry in entries {
        let time = entry.effective_time();
        let hour = time.map_or_else(
            || "Without a time".to_owned(),
            |time| format!("{:02}:00", time.hour()),
        );
        let label = if several_days {
            format!("{hour}, {}", dates::short(&entry.date))
        } else {
            hour
        };
        let moment = Moment {
            seq: entry.seq,
            time: time.map_or_else(|| "–".to_owned(), |time| time.to_string()),
            minute: time.map_or_else(|| entry.seq.to_string(), |time| format!(":{:02}", time.minute())),
            href: address::entry(&entry.id),
            paragraphs: paragraphs(entry, |id| format!("{}#e{}", href(id), id.seq)),
        };
        match hours.last_mut() {
            Some(last) if last.label == label => last.entries.push(moment),
            _ => hours.push(Hour {
                id: format!("h{}", entry.seq),
                label,
                entries: vec![moment],
            }),
        }
    }
    hours
}
