//! `daybook search`: the same search as over HTTP, from the command line.

use super::{export, histogram_text, search_text};
use crate::args::{SearchArgs, SearchFormat};
use crate::output::{csv_error, results};
use crate::searching::open_engine;
use crate::settings::Settings;
use crate::{Outcome, failure::Failure};
use anyhow::Context;
use daybook_search::{
    COLUMNS, Engine, HistogramAnswer, HistogramParams, Hit, MAX_LIMIT, SearchAnswer, SearchParams, row,
};
use serde::Serialize;
use std::io::{self, Write};

pub(crate) fn run(plan: SearchArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let format = plan.format;
    let params = SearchParams {
        sort: Some(plan.sort),
        facets: plan.facets,
        facet_limit: Some(plan.facet_limit),
        facet_dates: Some(plan.facet_dates),
        group: plan.group,
        explain: Some(plan.explain),
        highlight: Some(!plan.no_highlight),
        ..plan.scope.into_params(plan.query)
    };
    // The call is checked before the index is opened: a mistake in it is a mistake whatever there is to search.
    params
        .check()
        .map_err(|error| Failure::request(error, &params.q))?;
    if !params.facets.is_empty() && matches!(format, SearchFormat::Jsonl | SearchFormat::Csv) {
        return Err(Failure::usage(
            "--facets prints no hits, and --format jsonl and csv nothing else: use text or json, or `daybook facet`",
        ));
    }
    let histogram = plan.histogram.map(|interval| HistogramParams {
        search: params.clone(),
        interval: Some(interval),
    });
    if let Some(histogram) = &histogram {
        check_histogram(histogram, format)?;
    }
    if plan.all {
        let export = export::check(&params, format)?;
        return export::run(&open_engine(settings)?, &export, format);
    }
    let engine = open_engine(settings)?;
    let histogram = histogram
        .map(|params| count_over_time(&engine, &params))
        .transpose()?;
    let answer = collect(&engine, params, plan.limit)?;
    let mut out = results();
    match format {
        SearchFormat::Text => {
            search_text::print(&mut out, &answer)?;
            histogram
                .iter()
                .try_for_each(|answer| histogram_text::print(&mut out, answer))?;
        }
        SearchFormat::Json => json_line(
            &mut out,
            &WithHistogram {
                answer: &answer,
                histogram,
            },
        )?,
        SearchFormat::Jsonl => answer.hits.iter().try_for_each(|hit| json_line(&mut out, hit))?,
        SearchFormat::Csv => csv(&mut out, &answer.hits)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// The answer as over HTTP, and the count over time if one was asked for.
#[derive(Serialize)]
struct WithHistogram<'a> {
    #[serde(flatten)]
    answer: &'a SearchAnswer,
    #[serde(skip_serializing_if = "Option::is_none")]
    histogram: Option<HistogramAnswer>,
}

fn check_histogram(params: &HistogramParams, format: SearchFormat) -> Result<(), Failure> {
    if matches!(format, SearchFormat::Jsonl | SearchFormat::Csv) {
        return Err(Failure::usage(
            "--histogram prints no hits, and --format jsonl and csv nothing else: use text or json",
        ));
    }
    let checked = params.check();
    checked
        .map(drop)
        .map_err(|error| Failure::request(error, &params.search.q))
}

fn count_over_time(engine: &dyn Engine, params: &HistogramParams) -> Result<HistogramAnswer, Failure> {
    let mistake = |error| Failure::request(error, &params.search.q);
    let request = params.check().map_err(mistake)?;
    engine
        .histogram(&request)
        .map_err(|error| Failure::engine(error, &params.search.q))
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

fn csv(out: &mut impl Write, hits: &[Hit]) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(COLUMNS).map_err(csv_error)?;
    for hit in hits {
        rows.write_record(row(hit)).map_err(csv_error)?;
    }
    rows.flush()
}
