//! Counts instructions and compares them with those that were accepted: `make counts`, `make counts-accept`.

#![allow(clippy::print_stdout, reason = "a command talks to a terminal")]

use anyhow::{Context, bail};
use clap::{Parser, Subcommand};
use daybook_benches::counts::figures::{Figures, machine};
use daybook_benches::counts::{callgrind, counters};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// As in the `daybook` command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Counts the instructions of splitting, recognition and searches, beside those that were accepted
#[derive(Parser)]
struct Arguments {
    /// Takes what is counted now for good
    #[arg(long)]
    accept: bool,
    #[command(subcommand)]
    half: Option<Half>,
}

/// What this command runs of itself
#[derive(Subcommand)]
enum Half {
    /// Writes the archive and its index to a folder
    Prepare {
        /// Where to
        folder: PathBuf,
    },
    /// Does what is counted, beneath valgrind
    Run {
        /// What was prepared
        folder: PathBuf,
    },
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    match arguments.half {
        Some(Half::Prepare { folder }) => counters::prepare(&folder),
        Some(Half::Run { folder }) => {
            for counted in counters::run(&folder)? {
                println!("{}", callgrind::line(&counted));
            }
            Ok(())
        }
        None => count(arguments.accept),
    }
}

fn count(accept: bool) -> anyhow::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("counts.toml");
    let now = Figures {
        machine: machine(),
        instructions: callgrind::count(&env::current_exe()?)?,
    };
    let accepted = match fs::read_to_string(&path) {
        Ok(text) => Figures::read(&text).with_context(|| format!("{} is not read", path.display()))?,
        Err(_) => Figures::default(),
    };
    let verdict = now.against(&accepted);
    for line in &verdict.lines {
        println!("{line}");
    }
    if accept {
        fs::write(&path, now.write())?;
        println!("accepted: commit {}", path.display());
        return Ok(());
    }
    if let Some(note) = verdict.note() {
        println!("{note}");
    }
    if !verdict.slips.is_empty() {
        bail!("{}", verdict.slips.join("\n"));
    }
    Ok(())
}
