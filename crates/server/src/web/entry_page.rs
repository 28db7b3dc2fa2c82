//! An entry with all that is known of it.

use super::archive_text::{Paragraph, paragraphs};
use super::dates::When;
use super::hits::{TITLE, page_name};
use super::shell::Shell;
use super::{address, dates, html, reasons, words};
use crate::answer::not_modified;
use crate::etag::IfNoneMatch;
use crate::lookup::entry_id;
use crate::metrics::Call;
use crate::problem::{Code, Problem};
use crate::state::AppState;
use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use daybook_model::{EntityKind, Entry, EntryId, NamedEntity};
use daybook_search::{
    ContextAnswer, ContextParams, Engine, EngineError, EntryBrief, RelatedAnswer, RelatedEntry,
    RelatedRequest,
};

/// How much of a neighbour is shown, in characters.
const NEIGHBOUR: usize = 180;
/// How many entries of its story, and how many others like it, are listed.
const STORY: u64 = 8;
const WHOLE_STORY: u64 = 100;
const SIMILAR: u64 = 10;
const SIMILAR_SHOWN: usize = 5;
/// How many words and names in common are told.
const IN_COMMON: usize = 5;

#[derive(Template)]
#[template(path = "entry.html", whitespace = "minimize")]
struct EntryPage {
    shell: Shell,
    /// `13:30`, `No time`.
    time: String,
    /// What the print says, where that is another time or none.
    stamp_note: Option<String>,
    when: When,
    date_href: String,
    page: String,
    page_href: String,
    /// Where it was published, if a browser may follow that.
    outside: Option<String>,
    /// Where it was published, if not.
    address: Option<String>,
    source: String,
    paragraphs: Vec<Paragraph>,
    groups: Vec<Group>,
    quotes: Vec<Quote>,
    references: Vec<Pointer>,
    referenced_by: Vec<Pointer>,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
    /// Earlier and later entries of its story.
    story: Vec<Related>,
    /// How many more there are, and where they are listed.
    more_story: Option<(u64, String)>,
    similar: Vec<Related>,
    permalink: String,
    citation: String,
    json: String,
}

/// All that an engine says of an entry.
struct Found {
    context: ContextAnswer,
    /// `None` if a generation without it has landed meanwhile.
    related: Option<RelatedAnswer>,
}

/// Another entry, and what the two have in common.
struct Related {
    href: String,
    time: Option<String>,
    date: String,
    is_day: bool,
    page: String,
    text: String,
    in_common: String,
}

/// The organisations, or the persons.
struct Group {
    heading: &'static str,
    names: Vec<Named>,
}

struct Named {
    name: String,
    href: String,
    /// Each form as printed, the role beside it and why it was taken.
    mentions: Vec<(String, Option<String>, String)>,
}

struct Quote {
    text: String,
    speaker: Option<(String, String)>,
    how: &'static str,
}

/// A reference, from here or to here.
struct Pointer {
    text: String,
    /// The other entry and where it is; `None` where the page has none at that time.
    entry: Option<(String, String)>,
}

struct Neighbour {
    href: String,
    time: String,
    text: String,
}

/// `GET /entries/{page}/{seq}`; with `story=all` its story is listed as far as it is followed.
pub(super) async fn entry(
    State(state): State<AppState>,
    path: Result<Path<(String, String)>, PathRejection>,
    condition: IfNoneMatch,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let Path((page, seq)) = path?;
    let id = entry_id(page, &seq).map_err(|_| no_such_entry())?;
    let is_whole = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .any(|(name, value)| name == "story" && value == "all");
    let story = if is_whole { WHOLE_STORY } else { STORY };
    let key = format!("entry {id} {story}");
    let current = html::tag(&state.engine().generation().id, &key);
    if condition.names(&current) {
        return Ok(not_modified(&current));
    }
    let found = state
        .ask(Call::Related, move |engine| find(engine, &id, story))
        .await?;
    let found = found.value.ok_or_else(no_such_entry)?;
    let page = EntryPage::new(&found);
    if found.timed_out() {
        return html::fresh(&page);
    }
    html::tagged(&page, &html::tag(&found.context.generation, &key), &condition)
}

fn find(engine: &dyn Engine, id: &EntryId, story: u64) -> Result<Option<Found>, EngineError> {
    let around = ContextParams {
        before: Some(1),
        after: Some(1),
    };
    let Some(context) = engine.context(&around.check(id.clone())?)? else {
        return Ok(None);
    };
    let both = RelatedRequest::checked(id.clone(), SIMILAR, story)?;
    Ok(Some(Found {
        context,
        related: engine.related(&both)?,
    }))
}

/// Has the engine look for what is around an entry. What goes wrong is told to whoever asks next.
pub(super) fn warm_up(engine: &dyn Engine, id: &EntryId) {
    let _ = find(engine, id, STORY);
}

impl Found {
    fn timed_out(&self) -> bool {
        let related = self.related.as_ref();
        related.is_some_and(|related| related.thread.timed_out || related.similar.timed_out)
    }
}

fn no_such_entry() -> Problem {
    Problem::new(
        Code::NoSuchEntry,
        "The archive has no entry at this address. It may have had one before it was indexed anew; a search may find it again.",
    )
}

impl EntryPage {
    fn new(found: &Found) -> Self {
        let context = &found.context;
        let entry = &context.entry;
        let story = found.related.as_ref().map(|related| &related.thread);
        let on_story = story.map_or(&[][..], |thread| &thread.entries);
        let when = dates::when(&entry.date);
        let time = dates::time(entry).unwrap_or_else(|| "No time".to_owned());
        let page = page_name(entry);
        let url = entry.page.url.as_deref();
        let outside = address::outside(url).map(str::to_owned);
        let permalink = address::entry(&entry.id);
        Self {
            shell: Shell::new(&format!("{time}, {} – {page} – Daybook", when.text)),
            stamp_note: stamp_note(entry),
            date_href: address::Address::default().with("date", &when.value).href(),
            page_href: super::day_page::href(&entry.id),
            address: url.filter(|_| outside.is_none()).map(str::to_owned),
            source: entry.page.source.clone(),
            paragraphs: paragraphs(entry, address::entry),
            groups: groups(entry),
            quotes: quotes(entry),
            references: references(context),
            referenced_by: referenced_by(context),
            previous: context.before.last().map(Neighbour::new),
            next: context.after.first().map(Neighbour::new),
            more_story: story
                .map(|thread| thread.total.saturating_sub(thread.entries.len() as u64))
                .filter(|more| {
                    *more > 0 && on_story.len() < usize::try_from(WHOLE_STORY).unwrap_or(usize::MAX)
                })
                .map(|more| (more, format!("{permalink}?story=all#story"))),
            similar: found
                .related
                .iter()
                .flat_map(|related| &related.similar.entries)
                .filter(|other| on_story.iter().all(|entry| entry.entry.id != other.entry.id))
                .take(SIMILAR_SHOWN)
                .map(Related::new)
                .collect(),
            story: on_story.iter().map(Related::new).collect(),
            citation: citation(entry, &page, &when, &time, outside.as_deref()),
            json: format!("/v1{permalink}"),
            permalink,
            time,
            when,
            page,
            outside,
        }
    }
}

/// What the page prints, where it is not the time that the entry goes by.
fn stamp_note(entry: &Entry) -> Option<String> {
    let stamp = entry.stamp.as_deref()?;
    if entry.time_corrected.is_some() {
        Some(format!(
            "Printed “{stamp}”; the order of the page shows that this time is meant."
        ))
    } else if entry.time.is_none() {
        Some(format!("Printed “{stamp}”, which is no time of day."))
    } else {
        None
    }
}

fn groups(entry: &Entry) -> Vec<Group> {
    [
        ("Organisations", EntityKind::Organisation, &entry.organisations),
        ("Persons", EntityKind::Person, &entry.persons),
    ]
    .into_iter()
    .filter(|(_, _, entities)| !entities.is_empty())
    .map(|(heading, kind, entities)| Group {
        heading,
        names: entities.iter().map(|entity| named(kind, entity)).collect(),
    })
    .collect()
}

fn named(kind: EntityKind, entity: &NamedEntity) -> Named {
    let mentions = entity.mentions.iter().map(|mention| {
        let role = mention.role.as_ref().map(|role| match &role.organisation {
            Some(organisation) => format!("{}, {organisation}", role.title),
            None => role.title.clone(),
        });
        (mention.text.clone(), role, reasons::mention(mention))
    });
    Named {
        name: entity.name.clone(),
        href: address::entity(kind, &entity.slug),
        mentions: mentions.collect(),
    }
}

fn quotes(entry: &Entry) -> Vec<Quote> {
    let quote = |quotation: &daybook_model::Quotation| Quote {
        text: quotation.text.clone(),
        speaker: quotation
            .speaker
            .as_ref()
            .map(|speaker| (speaker.name.clone(), address::entity(speaker.kind, &speaker.slug))),
        how: quotation.rule.map_or("", reasons::attribution),
    };
    entry.quotations.iter().map(quote).collect()
}

fn references(context: &ContextAnswer) -> Vec<Pointer> {
    let pointer = |reference: &daybook_search::ResolvedReference| Pointer {
        text: reference.text.clone(),
        entry: reference.entry.as_ref().map(in_brief),
    };
    context.references.iter().map(pointer).collect()
}

fn referenced_by(context: &ContextAnswer) -> Vec<Pointer> {
    let pointer = |back: &daybook_search::ResolvedBacklink| Pointer {
        text: back.text.clone(),
        entry: Some(in_brief(&back.entry)),
    };
    context.referenced_by.iter().map(pointer).collect()
}

/// An entry in a few words, and where it is.
fn in_brief(brief: &EntryBrief) -> (String, String) {
    let beginning = words::beginning(&brief.beginning, 80);
    let text = match brief.time {
        Some(time) => format!("{time} {beginning}"),
        None => beginning,
    };
    (text, address::entry(&brief.id))
}

impl Related {
    fn new(related: &RelatedEntry) -> Self {
        let entry = &related.entry;
        let shared = &related.shared;
        let names = shared.organisations.iter().chain(&shared.persons);
        let in_common: Vec<&str> = names
            .map(|name| name.name.as_str())
            .chain(shared.words.iter().map(|word| word.text.as_str()))
            .take(IN_COMMON)
            .collect();
        Self {
            href: address::entry(&entry.id),
            time: dates::time(entry),
            date: dates::short(&entry.date),
            is_day: entry.date.day().is_some(),
            page: words::beginning(&page_name(entry), TITLE),
            text: words::beginning(&entry.text, NEIGHBOUR),
            in_common: in_common.join(", "),
        }
    }
}

impl Neighbour {
    fn new(entry: &Entry) -> Self {
        Self {
            href: address::entry(&entry.id),
            time: dates::time(entry).unwrap_or_else(|| "No time".to_owned()),
            text: words::beginning(&entry.text, NEIGHBOUR),
        }
    }
}

/// How the entry may be cited; the script adds its address.
fn citation(entry: &Entry, page: &str, when: &When, time: &str, outside: Option<&str>) -> String {
    let mut parts: Vec<String> = entry.page.publication.iter().cloned().collect();
    parts.push(format!("“{page}”"));
    parts.push(match entry.effective_time() {
        Some(_) => format!("{}, {time}", when.text),
        None => when.text.clone(),
    });
    let mut citation = parts.join(", ");
    citation.push_str(&format!(" (entry {})", entry.id));
    if let Some(url) = outside {
        citation.push_str(&format!(", {url}"));
    }
    citation
}
