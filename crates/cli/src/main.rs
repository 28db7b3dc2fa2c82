//! The `daybook` command: arguments to a plan, the plan to a run, the run to an exit status.
//!
//! Results go to standard output, everything else to standard error. Exit status: 0 all well, 1 failed, 2 a mistake
//! in the call, 3 done but some pages were skipped. A reader that closes the pipe is no failure.

mod args;
mod commands;
mod failure;
mod gazetteer;
mod output;
mod progress;
mod searching;
mod settings;
mod size;

use args::{Args, Command};
use clap::Parser;
use failure::{Failure, report};
use output::messages_are_watched;
use settings::Settings;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// Recognition makes many small strings; this allocator makes them a tenth to a quarter faster than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = Args::parse();
    match run(args) {
        Ok(outcome) => outcome.into(),
        Err(failure) => report(&failure),
    }
}

/// How a command that did its work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All well.
    Done,
    /// Done, but some pages were skipped.
    SomeSkipped,
    /// What was to be checked is not as it should be.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::Failed => 1,
            Outcome::SomeSkipped => 3,
        })
    }
}

fn run(args: Args) -> Result<Outcome, Failure> {
    let settings = Settings::resolve(&args.shared)?;
    start_log(&settings, matches!(args.command, Command::Serve(_)))?;
    match args.command {
        Command::Index(plan) => commands::index::run(&plan, &settings),
        Command::Serve(plan) => commands::serve::run(&plan, &settings),
        Command::Search(plan) => commands::search::run(*plan, &settings),
        Command::Feed(plan) => commands::feed::run(*plan, &settings),
        Command::Facet(plan) => commands::facet::run(*plan, &settings),
        Command::Suggest(plan) => commands::suggest::run(plan, &settings),
        Command::Show(plan) => commands::show::run(&plan, &settings),
        Command::Pages(plan) => commands::pages::run(plan, &settings),
        Command::Inspect(plan) => commands::inspect::run(&plan, &settings),
        Command::Stats(plan) => commands::stats::run(&plan, &settings),
        Command::Entities(plan) => commands::entities::run(plan, &settings),
        Command::Entity(plan) => commands::entity::run(&plan, &settings),
        Command::Gazetteer(plan) => commands::gazetteer::run(&plan.command, &settings),
        Command::Verify => commands::verify::run(&settings),
    }
}

/// Logs to standard error: requests and changes for a server, warnings for the rest, unless something else was said.
fn start_log(settings: &Settings, serving: bool) -> Result<(), Failure> {
    let wanted = settings
        .log
        .as_deref()
        .unwrap_or(if serving { "info" } else { "warn" });
    let filter = EnvFilter::try_new(wanted).map_err(|error| {
        Failure::usage(format!(
            "\"{wanted}\" is not a log filter: {error}: use error, warn, info or debug"
        ))
    })?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(messages_are_watched())
        .init();
    Ok(())
}
