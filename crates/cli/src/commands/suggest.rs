//! `daybook suggest`: how what is being typed may go on, as over HTTP.

use super::count;
use crate::args::{Format, SuggestArgs};
use crate::output::{json, plain, results};
use crate::searching::open_engine;
use crate::settings::Settings;
use crate::{Outcome, failure::Failure};
use daybook_search::{Engine, SuggestAnswer, SuggestParams};
use std::io::{self, Write};

pub(crate) fn run(plan: SuggestArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let params = SuggestParams {
        q: plan.text,
        limit: plan.limit,
    };
    let request = params
        .check()
        .map_err(|error| Failure::request(error, &params.q))?;
    let answer = open_engine(settings)?.suggest(&request)?;
    let mut out = results();
    match plan.format {
        Format::Text => text(&mut out, &answer)?,
        Format::Json => {
            json(&mut out, &answer)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn text(out: &mut impl Write, answer: &SuggestAnswer) -> io::Result<()> {
    if answer.terms.is_empty() && answer.entities.is_empty() {
        writeln!(out, "nothing in the index begins so")?;
    }
    for term in &answer.terms {
        writeln!(out, "{:>7}  {}", term.count, plain(&term.text))?;
    }
    for entity in &answer.entities {
        let name = plain(&entity.name);
        let matched = plain(&entity.matched);
        let by = if matched == name {
            String::new()
        } else {
            format!(", by “{matched}”")
        };
        writeln!(
            out,
            "{:>7}  {name} ({}, {}{by})",
            entity.count,
            entity.kind,
            count(entity.count, "entry", "entries")
        )?;
    }
    Ok(())
}
