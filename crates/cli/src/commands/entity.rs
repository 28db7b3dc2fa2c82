//! `daybook entity`: what the entries say of an organisation or person, as over HTTP.

use super::count;
use super::search_text::{Style, days, print_values};
use crate::args::{EntityArgs, Format};
use crate::output::{json, plain, results};
use crate::searching::open_engine;
use crate::settings::Settings;
use crate::{Outcome, failure::Failure};
use daybook_model::EntityKind;
use daybook_search::{Engine, EntityAnswer, EntityLookup, EntityParams, RoleSeen, Sighting};
use std::io::{self, Write};

const KINDS: [EntityKind; 2] = [EntityKind::Organisation, EntityKind::Person];

pub(crate) fn run(plan: &EntityArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let params = EntityParams { limit: plan.limit };
    let kinds: Vec<EntityKind> = plan.kind.map_or_else(|| KINDS.to_vec(), |kind| vec![kind]);
    let requests = kinds
        .into_iter()
        .map(|kind| params.check(kind, &plan.name))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| Failure::request(error, ""))?;
    let engine = open_engine(settings)?;
    let mut found = Vec::new();
    let mut closest = None;
    for request in &requests {
        match engine.entity(request)? {
            EntityLookup::Found(answer) => found.push(*answer),
            EntityLookup::Unknown { closest: near } => closest = closest.or(near),
        }
    }
    if found.is_empty() {
        let near = closest.map_or_else(String::new, |slug| format!("; the nearest name is \"{slug}\""));
        return Err(Failure::usage(format!(
            "no entry names \"{}\"{near}: `daybook entities --prefix` lists the names that there are",
            plan.name
        )));
    }
    let mut out = results();
    match plan.format {
        Format::Text => found
            .iter()
            .try_for_each(|answer| text(&mut out, answer, Style::of_results()))?,
        // One object a line: hardly ever is there an organisation and a person of one name.
        Format::Json => {
            for answer in &found {
                json(&mut out, answer)?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn text(out: &mut impl Write, answer: &EntityAnswer, style: Style) -> io::Result<()> {
    writeln!(
        out,
        "{}, {}: {}, {}",
        style.strong(&plain(&answer.name)),
        answer.kind,
        count(answer.count, "entry", "entries"),
        count(answer.mentions, "mention", "mentions")
    )?;
    if let (Some(first), Some(last)) = (&answer.first_seen, &answer.last_seen) {
        writeln!(out, "    first {}, last {}", seen(first), seen(last))?;
    }
    if !answer.aliases.is_empty() {
        writeln!(out, "\nnamed as")?;
        for alias in &answer.aliases {
            writeln!(out, "{:>7}  “{}”", alias.count, plain(&alias.text))?;
        }
    }
    if !answer.roles.is_empty() {
        writeln!(out, "\nin the role of")?;
        for role in &answer.roles {
            writeln!(out, "{:>7}  {}", role.count, titled(role))?;
        }
    }
    if !answer.months.is_empty() || !answer.other.is_empty() {
        writeln!(out, "\nby month")?;
        for month in answer.months.iter().chain(&answer.other) {
            writeln!(out, "{:>7}  {}", month.count, month.value)?;
        }
    }
    for (heading, together) in [
        ("organisations in the same entries", &answer.organisations),
        ("persons in the same entries", &answer.persons),
    ] {
        if !together.is_empty() {
            writeln!(out, "\n{heading}")?;
            print_values(out, together, 1)?;
        }
    }
    Ok(())
}

fn titled(role: &RoleSeen) -> String {
    let title = plain(&role.title);
    match &role.organisation {
        Some(organisation) => format!("{title}, {}", plain(organisation)),
        None => title,
    }
}

fn seen(sighting: &Sighting) -> String {
    let day = days(&sighting.date).unwrap_or_else(|| "undated".to_owned());
    format!("{day} ({})", sighting.entry)
}
