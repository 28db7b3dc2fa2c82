//! `daybook pages`: the pages of the index by date.

use super::count;
use super::search_text::days;
use crate::args::{Format, PagesArgs};
use crate::output::{json, plain, results};
use crate::searching::open_engine;
use crate::settings::Settings;
use crate::{Outcome, failure::Failure};
use anyhow::Context;
use daybook_model::DateInterval;
use daybook_search::{Engine, MAX_LIMIT, PageListAnswer, PageListParams};
use std::io::{self, Write};

pub(crate) fn run(plan: PagesArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let mut params = PageListParams {
        from: plan.from,
        to: plan.to,
        undated: plan.undated.then_some(true),
        sort: Some(plan.sort),
        ..PageListParams::default()
    };
    params.check().map_err(|error| Failure::request(error, ""))?;
    let engine = open_engine(settings)?;
    let limit = plan.limit.unwrap_or(usize::MAX);
    let mut whole: Option<PageListAnswer> = None;
    loop {
        let have = whole.as_ref().map_or(0, |answer| answer.pages.len());
        params.offset = Some(have as u64);
        params.limit = Some(limit.saturating_sub(have).clamp(1, MAX_LIMIT) as u64);
        let request = params.check().map_err(|error| Failure::request(error, ""))?;
        let mut answer = engine.pages(&request)?;
        let next = answer.next_offset;
        match &mut whole {
            None => whole = Some(answer),
            Some(whole) => {
                whole.pages.append(&mut answer.pages);
                whole.next_offset = next;
            }
        }
        let have = whole.as_ref().map_or(0, |answer| answer.pages.len());
        if next.is_none() || have >= limit {
            break;
        }
    }
    let mut answer = whole.context("the engine gave no answer")?;
    answer.pages.truncate(limit);
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

fn text(out: &mut impl Write, answer: &PageListAnswer) -> io::Result<()> {
    writeln!(out, "{}", count(answer.total, "page", "pages"))?;
    for page in &answer.pages {
        let interval = DateInterval {
            earliest: page.earliest,
            latest: page.latest,
            ..DateInterval::undated()
        };
        let day = days(&interval).unwrap_or_else(|| "undated".to_owned());
        let entries = count(page.entries, "entry", "entries");
        let title = page.page.title.as_deref().map(plain).unwrap_or_default();
        writeln!(
            out,
            "{}",
            format!("{day:<24}  {entries:>11}  {}  {title}", page.page.id).trim_end()
        )?;
    }
    Ok(())
}
