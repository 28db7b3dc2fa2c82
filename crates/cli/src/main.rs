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
mod settings;

use args::{Args, Command};
use clap::Parser;
use failure::{Failure, report};
use settings::Settings;
use std::process::ExitCode;

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
    match args.command {
        Command::Index(plan) => commands::index::run(&plan, &settings),
        Command::Serve(plan) => commands::serve::run(&plan, &settings),
        Command::Search(plan) => commands::search::run(*plan, &settings),
        Command::Inspect(plan) => commands::inspect::run(&plan, &settings),
        Command::Stats(plan) => commands::stats::run(&plan, &settings),
        Command::Entities(plan) => commands::entities::run(plan, &settings),
        Command::Gazetteer(plan) => commands::gazetteer::run(&plan.command, &settings),
        Command::Verify => commands::verify::run(&settings),
    }
}
