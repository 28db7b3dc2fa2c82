//! What is counted, on a small archive that is the same on every run. Everything is done once uncounted before, so that
//! what is made when first asked for is there.

use crate::generator::{Format, Printer};
use crate::questions::{Asked, Asker};
use crate::setting::{gazetteer_sources, generator};
use anyhow::ensure;
use daybook_archive::{date_text, discover, split};
use daybook_engine_tantivy::{EngineOptions, TantivyEngine, begin_rebuild};
use daybook_entities::{Gazetteer, PageText, Recogniser};
use daybook_ingest::{Knowledge, Silent, rebuild};
use daybook_search::{Engine, Rebuild, SuggestParams};
use serde::Serialize;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

/// Pages of the archive that is searched: about 9,000 entries, which are kept in one segment.
const PAGES: u64 = 300;
/// Pages that are split and recognised.
const READ: u64 = 20;
/// Different questions of a class.
const QUESTIONS: usize = 10;

/// Something that was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// What it is.
    pub name: String,
    /// How many pages or questions it was done for.
    pub times: u64,
}

/// Writes the archive and indexes it in a folder. On one processor the index is the same every time, but for ids.
///
/// # Errors
/// If it cannot be written.
pub fn prepare(folder: &Path) -> anyhow::Result<()> {
    let generator = generator()?;
    let mut printer = Printer::new(folder, Format::Text)?;
    for number in 0..PAGES {
        printer.print(&generator.page(number))?;
    }
    printer.finish()?;
    let archive = discover(&[folder.join("pages")])?;
    let begin = |rules: &str| -> Result<Box<dyn Rebuild>, _> {
        Ok(Box::new(begin_rebuild(&folder.join("index"), rules)?))
    };
    rebuild(&archive, &Knowledge::new(gazetteer_sources()?), begin, &Silent)?;
    Ok(())
}

/// Does everything that is counted, in the folder that [`prepare`] filled; says what, in order. Only beneath valgrind is
/// anything counted.
///
/// # Errors
/// If the archive or the index cannot be read, or a question goes unanswered.
pub fn run(folder: &Path) -> anyhow::Result<Vec<Counted>> {
    let mut all = Vec::new();
    let mut count = |name: &str, times: usize, work: &mut dyn FnMut() -> anyhow::Result<()>| {
        ensure!(times > 0, "there is nothing to count of {name}");
        work()?;
        counted(work)?;
        let (name, times) = (name.to_owned(), times as u64);
        all.push(Counted { name, times });
        Ok(())
    };
    let generator = generator()?;
    let pages: Vec<String> = (0..READ).map(|number| generator.page(number).text()).collect();
    count("splitting a page", pages.len(), &mut || {
        pages.iter().for_each(|page| drop(black_box(split(page))));
        Ok(())
    })?;
    let texts: Vec<Vec<String>> = pages
        .iter()
        .map(|page| split(page).entries.into_iter().map(|entry| entry.text).collect())
        .collect();
    let recogniser = Recogniser::new(Gazetteer::from_sources(&gazetteer_sources()?)?);
    count("recognition of a page", texts.len(), &mut || {
        for page in &texts {
            black_box(recogniser.recognise(&PageText {
                entries: page.iter().map(String::as_str).collect(),
                ..PageText::default()
            }));
        }
        Ok(())
    })?;
    count("dating of a page by text", texts.len(), &mut || {
        for page in &texts {
            black_box(date_text(page.iter().flat_map(|text| text.split('\n')), None));
        }
        Ok(())
    })?;
    // Time flies beneath valgrind.
    let options = EngineOptions {
        budget: Duration::from_secs(3600),
        ..EngineOptions::default()
    };
    let engine = TantivyEngine::open_with(&folder.join("index"), &options)?;
    // The words of the entries are read when somebody first types; a server sees to that before it is asked.
    engine.suggest(&SuggestParams::default().check()?)?;
    for class in Asker::new(&generator, &engine, QUESTIONS).classes()? {
        let questions = &class.questions;
        count(class.name, questions.len(), &mut || {
            questions
                .iter()
                .try_for_each(|question| answer(&engine, &question.asked))
        })?;
    }
    Ok(all)
}

/// What callgrind looks for: it counts from here until this returns. Not generic, so that there is one of it.
#[inline(never)]
fn counted(work: &mut dyn FnMut() -> anyhow::Result<()>) -> anyhow::Result<()> {
    let result = work();
    // With something left to do it is a function that is left, not one that ends in a jump to another.
    black_box(result)
}

/// Asks the engine, and writes its answer as a server does.
fn answer(engine: &TantivyEngine, asked: &Asked) -> anyhow::Result<()> {
    match asked {
        Asked::Search(request) => {
            black_box(engine.search_written(request)?);
            Ok(())
        }
        Asked::Histogram(request) => write(&engine.histogram(request)?),
        Asked::Suggest(request) => write(&engine.suggest(request)?),
        Asked::Context(request) => write(&engine.context(request)?),
    }
}

fn write(answer: &impl Serialize) -> anyhow::Result<()> {
    black_box(serde_json::to_vec(answer)?);
    Ok(())
}
