//! What is measured with: an archive of some size, the binary, and where it all lies.

use crate::daybook::Daybook;
use crate::generator::{Format, Generator, Printer};
use crate::report::Report;
use anyhow::Context;
use daybook_entities::{Gazetteer, GazetteerSource};
use std::fs;
use std::path::{Path, PathBuf};

/// How many entries a generated page has on average.
const ENTRIES_A_PAGE: u64 = 30;
/// The archive's.
const SEED: u64 = 1;

/// What every section shares.
#[derive(Debug)]
pub struct Setting {
    /// Where figures go.
    pub report: Report,
    /// The binary.
    pub daybook: Daybook,
    /// About how many entries the archive has.
    pub entries: u64,
    /// How many rounds of what takes long.
    pub rounds: usize,
    scratch: PathBuf,
}

/// An archive on disk.
#[derive(Debug, Clone)]
pub struct Archive {
    /// The folder of its pages.
    pub pages: PathBuf,
    /// How many bytes they have.
    pub bytes: u64,
}

impl Setting {
    /// A setting whose files lie in a folder that is there.
    pub fn new(report: Report, daybook: Daybook, entries: u64, rounds: usize, scratch: &Path) -> Self {
        Self {
            report,
            daybook,
            entries,
            rounds,
            scratch: scratch.to_owned(),
        }
    }

    /// The archive, generated if that was not done before.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn archive(&self) -> anyhow::Result<Archive> {
        let folder = self.scratch.join(format!("archive-{}", self.entries));
        let size = folder.join("bytes");
        let bytes = match fs::read_to_string(&size) {
            Ok(text) => text.trim().parse()?,
            Err(_) => {
                let bytes = write(&folder, self.entries.div_ceil(ENTRIES_A_PAGE))
                    .with_context(|| format!("{} cannot be written", folder.display()))?;
                fs::write(&size, bytes.to_string())?;
                bytes
            }
        };
        Ok(Archive {
            pages: folder.join("pages"),
            bytes,
        })
    }

    /// The data directory of the archive's index, which is built if that was not done before.
    ///
    /// # Errors
    /// If it cannot be built.
    pub fn index(&self) -> anyhow::Result<PathBuf> {
        let data_dir = self.data_dir();
        if !data_dir.join("CURRENT").exists() {
            self.daybook.index(&self.archive()?.pages, &data_dir)?;
        }
        Ok(data_dir)
    }

    /// Where the archive's index is or will be.
    pub fn data_dir(&self) -> PathBuf {
        self.scratch.join(format!("index-{}", self.entries))
    }
}

/// The gazetteer of the repository.
///
/// # Errors
/// If it cannot be read.
pub fn gazetteer_sources() -> anyhow::Result<Vec<GazetteerSource>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../index-data/gazetteer");
    Gazetteer::read_directory(&folder).context("the gazetteer cannot be read")
}

/// The generator of the archives that are measured.
///
/// # Errors
/// If the gazetteer cannot be read.
pub fn generator() -> anyhow::Result<Generator> {
    Ok(Generator::new(
        SEED,
        &Gazetteer::from_sources(&gazetteer_sources()?)?,
    ))
}

fn write(folder: &Path, pages: u64) -> anyhow::Result<u64> {
    let generator = generator()?;
    let mut printer = Printer::new(folder, Format::Text)?;
    for number in 0..pages {
        printer.print(&generator.page(number))?;
    }
    Ok(printer.finish()?)
}
