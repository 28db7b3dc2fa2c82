//! `daybook show`: an entry among those around it, what is like it, its story; or a page from its first entry to its
//! last.

use super::count;
use super::search_text::{Style, when};
use crate::args::{Format, ShowArgs};
use crate::output::{plain, results};
use crate::searching::open_engine;
use crate::settings::Settings;
use crate::{Outcome, failure::Failure};
use daybook_model::{Entry, EntryId};
use daybook_search::{
    ContextAnswer, ContextParams, Engine, EntryBrief, PageAnswer, RelatedEntry, RelatedParams, Shared,
    SimilarAnswer, ThreadAnswer, beginning,
};
use serde::Serialize;
use std::io::{self, Write};

/// The most characters of an entry in a list.
const MAX_LINE: usize = 100;

/// All that is asked for of an entry.
#[derive(Serialize)]
struct Around {
    #[serde(flatten)]
    context: ContextAnswer,
    #[serde(skip_serializing_if = "Option::is_none")]
    similar: Option<SimilarAnswer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thread: Option<ThreadAnswer>,
}

pub(crate) fn run(plan: &ShowArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let mistake = |error| Failure::request(error, "");
    let id: Option<EntryId> = plan.id.parse().ok();
    let Some(id) = id else {
        return run_page(plan, settings);
    };
    let context = ContextParams {
        before: plan.before,
        after: plan.after,
    };
    let context = context.check(id.clone()).map_err(mistake)?;
    let related = RelatedParams { limit: plan.limit };
    let similar = related.similar(id.clone()).map_err(mistake)?;
    let thread = related.thread(id).map_err(mistake)?;
    let engine = open_engine(settings)?;
    let context = engine.context(&context)?.ok_or_else(|| {
        Failure::usage(format!(
            "there is no entry \"{}\": take ids from the hits of `daybook search`, or from `daybook show PAGE`",
            plan.id
        ))
    })?;
    let around = Around {
        context,
        similar: plan
            .similar
            .then(|| engine.similar(&similar))
            .transpose()?
            .flatten(),
        thread: plan.thread.then(|| engine.thread(&thread)).transpose()?.flatten(),
    };
    let mut out = results();
    match plan.format {
        Format::Text => print(&mut out, &around, Style::of_results())?,
        Format::Json => json(&mut out, &around)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn run_page(plan: &ShowArgs, settings: &Settings) -> Result<Outcome, Failure> {
    if plan.similar || plan.thread || plan.before.or(plan.after).or(plan.limit).is_some() {
        return Err(Failure::usage(format!(
            "\"{}\" is a page: --before, --after, --similar, --thread and --limit are about an entry, PAGE/SEQ",
            plan.id
        )));
    }
    let page = open_engine(settings)?.page(&plan.id)?.ok_or_else(|| {
        Failure::usage(format!(
            "there is no page \"{}\": `daybook pages` lists them; an entry is PAGE/SEQ",
            plan.id
        ))
    })?;
    let mut out = results();
    match plan.format {
        Format::Text => print_page(&mut out, &page, Style::of_results())?,
        Format::Json => json(&mut out, &page)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

fn print_page(out: &mut impl Write, answer: &PageAnswer, style: Style) -> io::Result<()> {
    let page = &answer.page;
    writeln!(
        out,
        "{}, {}",
        page.title.as_deref().map_or_else(|| page.id.clone(), plain),
        count(answer.entries.len() as u64, "entry", "entries")
    )?;
    for paragraph in page.standfirst.iter().flat_map(|text| paragraphs(text)) {
        writeln!(out, "    {paragraph}")?;
    }
    for entry in &answer.entries {
        writeln!(out)?;
        print_entry(out, entry, style)?;
    }
    Ok(())
}

fn print(out: &mut impl Write, around: &Around, style: Style) -> io::Result<()> {
    let context = &around.context;
    for entry in &context.before {
        print_line(out, entry)?;
    }
    if !context.before.is_empty() {
        writeln!(out)?;
    }
    print_entry(out, &context.entry, style)?;
    for reference in &context.references {
        let meant = reference
            .entry
            .as_ref()
            .map_or("nothing on the page".to_owned(), brief);
        writeln!(out, "    {} -> {meant}", plain(&reference.text))?;
    }
    for backlink in &context.referenced_by {
        writeln!(out, "    {} <- {}", plain(&backlink.text), brief(&backlink.entry))?;
    }
    if !context.after.is_empty() {
        writeln!(out)?;
    }
    for entry in &context.after {
        print_line(out, entry)?;
    }
    if let Some(similar) = &around.similar {
        writeln!(out, "\nsimilar")?;
        print_related(out, &similar.entries)?;
    }
    if let Some(thread) = &around.thread {
        writeln!(out, "\non the same story")?;
        print_related(out, &thread.entries)?;
        let more = thread.total.saturating_sub(thread.entries.len() as u64);
        if more > 0 {
            writeln!(out, "  and {}", count(more, "other entry", "other entries"))?;
        }
    }
    let timed_out = around.similar.as_ref().is_some_and(|similar| similar.timed_out)
        || around.thread.as_ref().is_some_and(|thread| thread.timed_out);
    if timed_out {
        writeln!(
            out,
            "note: the time for a search was spent before all entries were seen"
        )?;
    }
    Ok(())
}

/// An entry with its whole text.
fn print_entry(out: &mut impl Write, entry: &Entry, style: Style) -> io::Result<()> {
    writeln!(out, "{}  {}", style.strong(&entry.id.to_string()), when(entry))?;
    for paragraph in paragraphs(&entry.text) {
        writeln!(out, "    {paragraph}")?;
    }
    Ok(())
}

fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(plain)
}

fn print_line(out: &mut impl Write, entry: &Entry) -> io::Result<()> {
    writeln!(out, "  {}  {}", entry.id, when(entry))?;
    writeln!(out, "      {}", plain(&beginning(&entry.text, MAX_LINE)))
}

fn brief(brief: &EntryBrief) -> String {
    format!("{} {}", brief.id, plain(&brief.beginning))
}

fn print_related(out: &mut impl Write, entries: &[RelatedEntry]) -> io::Result<()> {
    if entries.is_empty() {
        writeln!(out, "  none that is sure enough")?;
    }
    for found in entries {
        print_line(out, &found.entry)?;
        let why = reasons(&found.shared);
        if !why.is_empty() {
            writeln!(out, "      because of {why}")?;
        }
    }
    Ok(())
}

/// What two entries share, in a line.
fn reasons(shared: &Shared) -> String {
    let references = shared.references.iter().map(|reference| plain(&reference.text));
    let entities = shared.organisations.iter().chain(&shared.persons);
    let entities = entities.map(|entity| plain(&entity.name));
    let words = shared.words.iter().map(|word| format!("“{}”", plain(&word.text)));
    let all: Vec<String> = references.chain(entities).chain(words).collect();
    all.join(", ")
}
