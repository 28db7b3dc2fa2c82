//! Writes a generated archive and the truth about it: `generate --pages 1000 --format text FOLDER`.

#![allow(clippy::print_stdout, reason = "a command talks to a terminal")]

use anyhow::Context;
use clap::{Parser, ValueEnum};
use daybook_benches::generator::{Format, Generator, Printer};
use daybook_entities::Gazetteer;
use std::path::{Path, PathBuf};

/// Writes an archive of live blogs that nobody ever posted, the same for the same seed, and the truth about it
#[derive(Parser)]
struct Arguments {
    /// How many pages; one has about 30 entries
    #[arg(long, default_value_t = 1000)]
    pages: u64,
    /// Another seed is another archive
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How the pages are written
    #[arg(long, value_enum, default_value_t = Kind::Text)]
    format: Kind,
    /// Where to: `pages` and `truth.jsonl` are made in this folder
    folder: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Text,
    Html,
    Warc,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let gazetteer = Path::new(env!("CARGO_MANIFEST_DIR")).join("../index-data/gazetteer");
    let sources = Gazetteer::read_directory(&gazetteer).context("the gazetteer cannot be read")?;
    let generator = Generator::new(arguments.seed, &Gazetteer::from_sources(&sources)?);
    let format = match arguments.format {
        Kind::Text => Format::Text,
        Kind::Html => Format::Html,
        Kind::Warc => Format::Warc,
    };
    let write = || -> std::io::Result<(usize, u64)> {
        let mut printer = Printer::new(&arguments.folder, format)?;
        let mut entries = 0;
        for number in 0..arguments.pages {
            let page = generator.page(number);
            entries += page.entries.len();
            printer.print(&page)?;
        }
        Ok((entries, printer.finish()?))
    };
    let (entries, bytes) =
        write().with_context(|| format!("{} cannot be written", arguments.folder.display()))?;
    println!(
        "{} pages, {entries} entries, {:.1} MB",
        arguments.pages,
        mega(bytes)
    );
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "sizes here are far below 2^52")]
fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
