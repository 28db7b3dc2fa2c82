//! A page taken apart, for reading.

use super::search_text::{days, when};
use crate::output::plain;
use daybook_ingest::{DatingAccount, Findings};
use daybook_model::{DateBasis, DateInterval, Entry, LeftoverKind, Mention, NamedEntity, Quotation};
use std::io::{self, Write};

/// Prints a page, its entries in printed order, and the rest.
pub(super) fn print(out: &mut impl Write, page: &Findings) -> io::Result<()> {
    let facts = &page.inspection.page;
    writeln!(out, "page {} ({})", facts.id, plain(&facts.source))?;
    for (name, value) in [
        ("title", &facts.title),
        ("url", &facts.url),
        ("standfirst", &facts.standfirst),
    ] {
        if let Some(value) = value {
            writeln!(out, "  {name}: {}", plain(value))?;
        }
    }
    if let Some(merged) = &page.merged {
        let left_out = merged.left_out.join(", ");
        writeln!(out, "  lesser captures, left out: {}", plain(&left_out))?;
    }
    print_dating(out, page)?;
    for leftover in page
        .inspection
        .leftovers
        .iter()
        .filter(|l| l.kind != LeftoverKind::Standfirst)
    {
        let kind = match leftover.kind {
            LeftoverKind::Standfirst => "standfirst",
            LeftoverKind::Headlines => "headlines",
            LeftoverKind::DayHeading => "day heading",
            LeftoverKind::Noise => "noise",
            LeftoverKind::Unstamped => "unstamped",
        };
        writeln!(out, "  {kind}: {}", first_words(&leftover.text))?;
    }
    for entry in &page.inspection.entries {
        writeln!(out)?;
        print_entry(out, entry)?;
    }
    writeln!(out)
}

/// The ladder: what each source said, which one dates the page and why, and what the text says in detail.
fn print_dating(out: &mut impl Write, page: &Findings) -> io::Result<()> {
    let DatingAccount {
        interval: date,
        rungs,
        disputed_by,
        constraints,
    } = &page.dating;
    writeln!(out, "  date: {}", interval(date))?;
    let mut decided = false;
    for rung in rungs {
        let allowed = rung.interval();
        let reading = match &allowed {
            None => "no date".to_owned(),
            Some(interval) => days(interval).unwrap_or_else(|| "any day".to_owned()),
        };
        let verdict = if allowed.is_none() {
            ""
        } else if !decided {
            decided = true;
            ", which counts: the most trusted that has a date"
        } else if disputed_by.contains(rung) {
            ", which disputes it"
        } else {
            ", which agrees"
        };
        let Some(constraints) = constraints.as_ref().filter(|_| rung.basis == DateBasis::Text) else {
            let evidence = plain(&rung.evidence);
            writeln!(out, "    {}: {reading}{verdict} ({evidence})", basis(rung.basis))?;
            continue;
        };
        writeln!(out, "    {}: {reading}{verdict}", basis(rung.basis))?;
        for (constraint, held) in constraints {
            let aside = if *held { "" } else { ", contradicted, so set aside" };
            writeln!(out, "      {}{aside}", plain(constraint))?;
        }
    }
    Ok(())
}

/// A date for reading, with what it was read from.
pub(super) fn interval(date: &DateInterval) -> String {
    match days(date) {
        None => "unknown".to_owned(),
        Some(days) => format!("{days}, by {}", basis(date.basis)),
    }
}

fn basis(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Manifest => "manifest",
        DateBasis::FrontMatter => "front matter",
        DateBasis::Markup => "markup",
        DateBasis::Url => "url",
        DateBasis::Filename => "file name",
        DateBasis::Text => "text",
        DateBasis::None => "nothing",
    }
}

fn print_entry(out: &mut impl Write, entry: &Entry) -> io::Result<()> {
    let stamp = entry
        .stamp
        .as_deref()
        .map_or("no stamp".to_owned(), |stamp| plain(&stamp.replace('\n', " / ")));
    writeln!(out, "{}  {stamp}  {}", entry.id, when(entry))?;
    writeln!(out, "  {}", first_words(&entry.text))?;
    names(out, "organisation", &entry.organisations)?;
    names(out, "person", &entry.persons)?;
    for quotation in &entry.quotations {
        print_quotation(out, quotation)?;
    }
    for reference in &entry.references {
        let target = reference
            .entry
            .as_ref()
            .map_or("no entry of this page".to_owned(), ToString::to_string);
        writeln!(out, "  reference: {} -> {target}", plain(&reference.text))?;
    }
    for backlink in &entry.referenced_by {
        writeln!(
            out,
            "  referenced by: {} <- {}",
            plain(&backlink.text),
            backlink.entry
        )?;
    }
    Ok(())
}

/// `  said by Len McCluskey: 10..27 "created a monster" by verb-before`.
fn print_quotation(out: &mut impl Write, quotation: &Quotation) -> io::Result<()> {
    let speaker = quotation
        .speaker
        .as_ref()
        .map_or("nobody named", |speaker| &speaker.name);
    let rule = quotation
        .rule
        .map(|rule| format!(" by {rule}"))
        .unwrap_or_default();
    writeln!(
        out,
        "  said by {}: {}..{} \"{}\"{rule}",
        plain(speaker),
        quotation.start,
        quotation.end,
        first_words(&quotation.text)
    )
}

fn names(out: &mut impl Write, kind: &str, entities: &[NamedEntity]) -> io::Result<()> {
    for entity in entities {
        writeln!(out, "  {kind}: {}", entity.name)?;
        for mention in &entity.mentions {
            let evidence = mention
                .why
                .evidence
                .as_ref()
                .map(|e| format!(", {e}"))
                .unwrap_or_default();
            writeln!(
                out,
                "    {}..{} \"{}\" by {}{evidence}{}",
                mention.start,
                mention.end,
                plain(&mention.text),
                mention.why.rule,
                role(mention)
            )?;
        }
    }
    Ok(())
}

/// `; as general secretary, Unite the Union`.
fn role(mention: &Mention) -> String {
    let Some(role) = &mention.role else {
        return String::new();
    };
    let organisation = role.organisation.iter().map(|name| format!(", {}", plain(name)));
    format!("; as {}{}", plain(&role.title), organisation.collect::<String>())
}

/// The beginning of a text on one line.
fn first_words(text: &str) -> String {
    const MOST: usize = 100;
    let line = plain(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    match line.char_indices().nth(MOST) {
        None => line,
        Some((cut, _)) => format!("{} ...", line[..cut].trim_end()),
    }
}
