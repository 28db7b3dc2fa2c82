//! Daybook beside other search engines: the same entries, the same questions, in one run. See `benches/PEERS.md`.

mod daybook;
mod groonga;
mod lucene;
mod measure;
mod peer;
mod postgres;
mod processes;
mod questions;
mod records;
mod sqlite;

use crate::daybook::Daybook;
use crate::groonga::Groonga;
use crate::lucene::Lucene;
use crate::measure::Contestant;
use crate::peer::{Built, Peer, Record};
use crate::postgres::Postgres;
use crate::sqlite::Sqlite;
use anyhow::Context;
use clap::{Parser, ValueEnum};
use daybook_benches::report::Report;
use daybook_benches::setting::{Setting, generator};
use daybook_engine_tantivy::TantivyEngine;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// As in the `daybook` command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures Daybook on a generated archive, side by side with other search engines
#[derive(Parser)]
struct Arguments {
    /// Whom to measure Daybook with; everybody who is installed unless said
    #[arg(value_enum)]
    peers: Vec<Name>,
    /// About how many entries the archive has
    #[arg(long, default_value_t = 200_000)]
    entries: u64,
    /// How many different questions of a class
    #[arg(long, default_value_t = 50)]
    questions: usize,
    /// How often each is asked
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// The `daybook` binary, a release build
    #[arg(long, env = "DAYBOOK")]
    daybook: PathBuf,
    /// Where the archive and Daybook's index are kept for the next run; nowhere unless said
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Where the raw numbers go
    #[arg(long, default_value = "peers.json")]
    json: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    Sqlite,
    Postgres,
    Groonga,
    Lucene,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let scratch = tempfile::tempdir()?;
    // A server that runs as another user has to find its folder.
    fs::set_permissions(scratch.path(), fs::Permissions::from_mode(0o711))?;
    let kept = scratch.path().join("daybook");
    let folder = arguments.keep.as_deref().unwrap_or(&kept);
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let binary = daybook_benches::daybook::Daybook::new(&arguments.daybook)?;
    let mut setting = Setting::new(
        Report::open(&arguments.json),
        binary,
        arguments.entries,
        1,
        folder,
    );
    let archive = setting.archive()?;
    // Built anew even if there is one, to see how long it takes.
    let data_dir = setting.data_dir();
    if data_dir.exists() {
        fs::remove_dir_all(&data_dir)?;
    }
    let rebuilt = setting.daybook.index(&archive.pages, &data_dir)?;
    let own = Built {
        time: rebuilt.time,
        bytes: rebuilt.report["bytes"].as_u64().unwrap_or_default(),
    };
    let records = records::read(&data_dir)?;
    let persons = records::most_named(&TantivyEngine::open(&data_dir)?)?;
    let server = setting.daybook.serve(&data_dir)?;
    let mut contestants = vec![Contestant::new(Daybook::new(server)?, own)];
    let wanted = match arguments.peers.as_slice() {
        [] => Name::value_variants(),
        some => some,
    };
    setting.report.begin("peers");
    for name in wanted {
        match build(*name, scratch.path(), &records)? {
            Ok(contestant) => contestants.push(contestant),
            Err(missing) => setting.report.line(format_args!("{missing}")),
        }
    }
    let entries = records.len();
    drop(records);
    let classes = questions::classes(&generator()?, &persons, arguments.questions);
    measure::run(
        &mut setting.report,
        &classes,
        &mut contestants,
        arguments.rounds,
        entries,
    )
}

/// A peer with all entries, or what to install.
fn build(name: Name, folder: &Path, records: &[Record]) -> anyhow::Result<Result<Contestant, String>> {
    let missing = |peer: &str, package: &str| Err(format!("{peer} is missing: apt-get install {package}"));
    Ok(match name {
        Name::Sqlite => Ok(contestant(Sqlite::build(folder, records)?)),
        Name::Postgres => match postgres::programs() {
            Some(programs) => Ok(contestant(Postgres::build(&programs, folder, records)?)),
            None => missing("PostgreSQL", postgres::PACKAGE),
        },
        Name::Groonga if groonga::is_there() => Ok(contestant(Groonga::build(folder, records)?)),
        Name::Groonga => missing("Groonga", groonga::PACKAGE),
        Name::Lucene => match lucene::class_path() {
            Some(class_path) => Ok(contestant(Lucene::build(&class_path, folder, records)?)),
            None => missing("Lucene", lucene::PACKAGE),
        },
    })
}

fn contestant((peer, built): (impl Peer + 'static, Built)) -> Contestant {
    Contestant::new(peer, built)
}
