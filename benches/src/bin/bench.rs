//! Prints where Daybook stands: a line a bar, ending in `ok` or `short`.

use anyhow::Context;
use clap::{Parser, ValueEnum};
use daybook_benches::daybook::Daybook;
use daybook_benches::report::Report;
use daybook_benches::sections;
use daybook_benches::setting::Setting;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// As in the `daybook` command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures Daybook on a generated archive, side by side with raw tantivy
#[derive(Parser)]
struct Arguments {
    /// What to measure; everything unless said
    #[arg(value_enum)]
    sections: Vec<Section>,
    /// About how many entries the archive has
    #[arg(long, default_value_t = 200_000)]
    entries: u64,
    /// How many rounds of rebuilds; with 1, latencies are measured in one round too
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// The `daybook` binary; the one beside this unless said
    #[arg(long, env = "DAYBOOK")]
    daybook: Option<PathBuf>,
    /// Where archives and indexes are kept for the next run; nowhere unless said
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Where the raw numbers go; `bench.json` in the target folder unless said
    #[arg(long)]
    json: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Section {
    /// Splitting, recognition and dating, on one core
    Pages,
    /// What recognition adds to a rebuild
    Recognition,
    /// A rebuild against the floor, cold, unchanged and changed
    Rebuild,
    /// Latencies of every class of question
    Search,
    /// Searches a second
    Throughput,
    /// Start and memory of a server
    Serving,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let own = env::current_exe()?;
    // target/release/bench
    let beside = own.parent().unwrap_or(Path::new("."));
    let binary = arguments
        .daybook
        .unwrap_or_else(|| beside.join(format!("daybook{}", env::consts::EXE_SUFFIX)));
    let json = arguments
        .json
        .unwrap_or_else(|| beside.parent().unwrap_or(beside).join("bench.json"));
    let scratch = tempfile::tempdir()?;
    let folder = arguments.keep.as_deref().unwrap_or(scratch.path());
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let mut setting = Setting::new(
        Report::open(&json),
        Daybook::new(&binary)?,
        arguments.entries,
        arguments.rounds,
        folder,
    );
    let wanted = match arguments.sections.as_slice() {
        [] => Section::value_variants(),
        some => some,
    };
    for section in wanted {
        match section {
            Section::Pages => sections::pages::run(&mut setting),
            Section::Recognition => sections::recognition::run(&mut setting),
            Section::Rebuild => sections::rebuild::run(&mut setting),
            Section::Search => sections::search::run(&mut setting),
            Section::Throughput => sections::throughput::run(&mut setting),
            Section::Serving => sections::serving::run(&mut setting),
        }?;
    }
    Ok(())
}
