//! `daybook feed`: the newest hits of a search as a feed, as over HTTP.

use crate::args::FeedArgs;
use crate::output::{line, results};
use crate::searching::open_engine;
use crate::settings::Settings;
use crate::{Outcome, failure::Failure};
use anyhow::Context;
use daybook_search::{Engine, FeedParams};
use daybook_server::{FeedAddress, write_feed};
use std::io::Write;

pub(crate) fn run(plan: FeedArgs, settings: &Settings) -> Result<Outcome, Failure> {
    if plan.scope.forms || plan.scope.unit != "entry" {
        return Err(Failure::usage(
            "a feed counts nothing: leave --unit and --forms out",
        ));
    }
    let base = plan.base_url;
    let base = base.unwrap_or_else(|| format!("http://{}", settings.listen));
    let params = FeedParams {
        limit: plan.limit,
        search: plan.scope.into_params(plan.query),
    };
    let query = &params.search.q;
    // The call is checked before the index is opened: a mistake in it is a mistake whatever there is to search.
    let request = params.check().map_err(|error| Failure::request(error, query))?;
    let engine = open_engine(settings)?;
    let answer = engine
        .search(&request)
        .map_err(|error| Failure::engine(error, query))?;
    if answer.timed_out {
        line("note: the time for a search was spent before all entries were seen");
    }
    let built = engine.generation().built_at;
    let feed =
        write_feed(&answer, &FeedAddress::new(&base, &params), &built).context("cannot write the feed")?;
    let mut out = results();
    out.write_all(&feed)?;
    out.flush()?;
    Ok(Outcome::Done)
}
