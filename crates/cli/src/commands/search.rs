//! `daybook search`: the same search as over HTTP, from the command line.

use super::search_text;
use crate::args::{SearchArgs, SearchFormat};
use crate::output::{csv_error, results};
use crate::searching::open_engine;
use crate::settings::Settings;
use crate::{Outcome, failure::Failure};
use anyhow::Context;
use daybook_search::{Engine, Hit, MAX_LIMIT, SearchAnswer, SearchParams};
use serde::Serialize;
use std::io::{self, Write};

pub(crate) fn run(plan: SearchArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let format = plan.format;
    let params = SearchParams {
        q: plan.query,
        organisation: plan.organisation,
        person: plan.person,
        speaker: plan.speaker,
        weekday: plan.weekday,
        hour: plan.hour,
        publication: plan.publication,
        page: plan.page,
        basis: plan.basis,
        lineage: Some(plan.lineage),
        unit: Some(plan.unit),
        from: plan.from,
        to: plan.to,
        sort: Some(plan.sort),
        facets: plan.facets,
        facet_limit: Some(plan.facet_limit),
        forms: Some(plan.forms),
        group: plan.group,
        explain: Some(plan.explain),
        lenient: Some(plan.lenient),
        synonyms: Some(!plan.no_synonyms),
        typos: plan.typos.then(|| "auto".to_owned()),
        ..SearchParams::default()
    };
    // The call is checked before the index is opened: a mistake in it is a mistake whatever there is to search.
    params
        .check()
        .map_err(|error| Failure::request(error, &params.q))?;
    let engine = open_engine(settings)?;
    let answer = collect(&engine, params, plan.limit)?;
    let mut out = results();
    match format {
        SearchFormat::Text => search_text::print(&mut out, &answer)?,
        SearchFormat::Json => json_line(&mut out, &answer)?,
        SearchFormat::Jsonl => answer.hits.iter().try_for_each(|hit| json_line(&mut out, hit))?,
        SearchFormat::Csv => csv(&mut out, &answer.hits)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Asks page by page until there are enough hits.
fn collect(engine: &dyn Engine, mut params: SearchParams, limit: u64) -> Result<SearchAnswer, Failure> {
    let most = MAX_LIMIT as u64;
    let mut whole: Option<SearchAnswer> = None;
    loop {
        let have = whole.as_ref().map_or(0, |answer| answer.hits.len() as u64);
        params.limit = Some(most.min(limit.saturating_sub(have)));
        let request = params
            .check()
            .map_err(|error| Failure::request(error, &params.q))?;
        let mut answer = engine
            .search(&request)
            .map_err(|error| Failure::engine(error, &params.q))?;
        params.cursor = answer.next.take();
        params.facets.clear();
        match &mut whole {
            None => whole = Some(answer),
            Some(whole) => {
                whole.took_us += answer.took_us;
                whole.hits.append(&mut answer.hits);
            }
        }
        if let Some(whole) = whole
            .as_mut()
            .filter(|whole| params.cursor.is_none() || whole.hits.len() as u64 >= limit)
        {
            whole.next.clone_from(&params.cursor);
            break;
        }
    }
    Ok(whole.context("the engine gave no answer")?)
}

fn json_line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

/// The columns of a row.
const COLUMNS: [&str; 12] = [
    "id",
    "timestamp",
    "earliest",
    "latest",
    "time",
    "time_corrected",
    "title",
    "url",
    "organisations",
    "persons",
    "score",
    "text",
];

fn csv(out: &mut impl Write, hits: &[Hit]) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(COLUMNS).map_err(csv_error)?;
    for hit in hits {
        let entry = &hit.entry;
        let names = |entities: &[daybook_model::NamedEntity]| {
            entities
                .iter()
                .map(|entity| entity.name.as_str())
                .collect::<Vec<_>>()
                .join("; ")
        };
        let day = |day: Option<daybook_model::LocalDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let time =
            |time: Option<daybook_model::ClockTime>| time.map(|time| time.to_string()).unwrap_or_default();
        rows.write_record([
            entry.id.to_string(),
            entry.timestamp.clone().unwrap_or_default(),
            day(entry.date.earliest),
            day(entry.date.latest),
            time(entry.time),
            time(entry.time_corrected),
            entry.page.title.clone().unwrap_or_default(),
            entry.page.url.clone().unwrap_or_default(),
            names(&entry.organisations),
            names(&entry.persons),
            hit.score.map(|score| score.to_string()).unwrap_or_default(),
            entry.text.clone(),
        ])
        .map_err(csv_error)?;
    }
    rows.flush()
}
