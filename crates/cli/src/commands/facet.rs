//! `daybook facet`: the values of a facet for a search, as over HTTP.

use super::count;
use super::search_text::{notes, print_values};
use crate::args::{FacetArgs, Format};
use crate::output::{json, results};
use crate::searching::open_engine;
use crate::settings::Settings;
use crate::{Outcome, failure::Failure};
use daybook_search::{Engine, FacetAnswer, FacetParams};
use std::io::{self, Write};

pub(crate) fn run(plan: FacetArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let mut search = plan.scope.into_params(plan.query);
    search.limit = Some(plan.limit);
    let params = FacetParams {
        search,
        prefix: plan.prefix,
        sort: plan.sort,
        min_count: plan.min_count,
        offset: plan.offset,
    };
    let query = &params.search.q;
    let request = params
        .check(plan.facet)
        .map_err(|error| Failure::request(error, query))?;
    let answer = open_engine(settings)?
        .facet(&request)
        .map_err(|error| Failure::engine(error, query))?;
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

fn text(out: &mut impl Write, answer: &FacetAnswer) -> io::Result<()> {
    writeln!(out, "{}", count(answer.total_values, "value", "values"))?;
    for note in notes(&answer.understood) {
        writeln!(out, "{note}")?;
    }
    if answer.timed_out {
        writeln!(
            out,
            "note: the time for a search was spent before all entries were seen"
        )?;
    }
    print_values(out, &answer.values, 1)?;
    if let Some(next) = answer.next_offset {
        writeln!(out, "note: --offset {next} shows the values that follow")?;
    }
    Ok(())
}
