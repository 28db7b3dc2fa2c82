//! A live blog replayed: its entries in time order, by the hour, with a rail of minutes to go by.

use super::archive_text::{Paragraph, paragraphs};
use super::dates::When;
use super::parts::{Parts, Wanted};
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

/// Where an entry stands on its day page, in whichever part.
pub(super) fn href(id: &EntryId) -> String {
    format!("{}?at={}#e{}", address::page(&id.page), id.seq, id.seq)
}

fn part_href(page: &str, number: usize) -> String {
    match number {
        1 => address::page(page),
        number => format!("{}?part={number}", address::page(page)),
    }
}

/// `GET /pages/{page}`; `part` is the number of a part of it, `at` that of an entry whose part is wanted.
pub(super) async fn page(
    State(state): State<AppState>,
    path: Result<Path<String>, PathRejection>,
    condition: IfNoneMatch,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let Path(id) = path?;
    let wanted = wanted(&query.unwrap_or_default());
    let key = format!("page {id} {wanted:?}");
    let current = html::tag(&state.engine().generation().id, &key);
    if condition.names(&current) {
        return Ok(not_modified(&current));
    }
    let found = state
        .ask(Call::Lookup, move |engine| engine.page(&id))
        .await?
        .value;
    let page = found.as_ref().and_then(|found| DayPage::new(found, wanted));
    let (found, page) = found.zip(page).ok_or_else(|| {
        Problem::new(
            Code::NoSuchPage,
            "The archive has no live blog at this address. It may have had one before it was indexed anew; a search may find it again.",
        )
    })?;
    html::tagged(&page, &html::tag(&found.generation, &key), &condition)
}

fn wanted(query: &str) -> Wanted {
    let mut wanted = Wanted::Number(1);
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        match (&*name, value.parse(), value.parse()) {
            ("part", Ok(number), _) => wanted = Wanted::Number(number),
            ("at", _, Ok(seq)) => wanted = Wanted::Holding(seq),
            _ => {}
        }
    }
    wanted
}

impl DayPage {
    /// The part that is wanted; `None` if there is none.
    fn new(found: &PageAnswer, wanted: Wanted) -> Option<Self> {
        let parts = Parts::new(&found.entries);
        let (number, shown) = parts.find(wanted)?;
        let page = &found.page;
        let title = page.title.clone().unwrap_or_else(|| page.id.clone());
        let undated = daybook_model::DateInterval::undated();
        let when = dates::when(found.entries.first().map_or(&undated, |entry| &entry.date));
        let several = found
            .entries
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a.date.bounds() != b.date.bounds()));
        Some(Self {
            shell: Shell::new(&format!("{title} – Daybook")),
            standfirst: page.standfirst.clone(),
            publication: page.publication.clone(),
            date_href: address::Address::default().with("date", &when.value).href(),
            when,
            outside: address::outside(page.url.as_deref()).map(str::to_owned),
            count: words::count(found.entries.len() as u64, "entry", "entries"),
            hours: hours(shown, several),
            parts: parts
                .listed(number)
                .into_iter()
                .map(|other| {
                    let name = format!("Part {other} of {}", parts.len());
                    (name, (other != number).then(|| part_href(&page.id, other)))
                })
                .collect(),
            search: address::Address::default().with("page", &page.id).href(),
            json: format!("/v1{}", address::page(&page.id)),
            title,
        })
    }
}

/// The entries by the hour, in their order; the day is said where it changes.
fn hours(entries: &[Entry], several_days: bool) -> Vec<Hour> {
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
            paragraphs: paragraphs(entry, |id| {
                if entries.iter().any(|other| other.id == *id) {
                    format!("#e{}", id.seq)
                } else {
                    href(id)
                }
            }),
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
