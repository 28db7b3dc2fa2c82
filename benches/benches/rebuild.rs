//! What recognition adds to a rebuild: the same archive through everything, and through everything but recognition.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark talks to a terminal"
)]

use daybook_archive::{PageReader, RawPage, assemble, assign_ids, discover};
use daybook_benches::{medians, page};
use daybook_engine_tantivy::begin_rebuild;
use daybook_entities::{Gazetteer, Recogniser};
use daybook_ingest::{Knowledge, Silent, rebuild};
use daybook_search::{PageRecord, Rebuild, RebuildFacts};
use rayon::prelude::*;
use std::path::Path;
use std::time::Instant;
use std::{fs, hint};

const PAGES: usize = 400;
const ENTRIES: usize = 40;

/// As in the `daybook` command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let pages = folder.path().join("pages");
    fs::create_dir(&pages).expect("a folder for the pages");
    for number in 0..PAGES {
        let name = format!(
            "live-{:02}{:02}{:02}-{number}.txt",
            number % 28 + 1,
            number / 28 % 12 + 1,
            10 + number / 336
        );
        fs::write(pages.join(name), format!("Page {number}\n\n{}", page(ENTRIES))).expect("a page");
    }
    let archive = discover(&[pages]).expect("the archive");
    let gazetteer = Path::new(env!("CARGO_MANIFEST_DIR")).join("../index-data/gazetteer");
    let sources = Gazetteer::read_directory(&gazetteer).expect("the gazetteer is there");
    let start = Instant::now();
    hint::black_box(Recogniser::new(
        Gazetteer::from_sources(&sources).expect("the gazetteer is sound"),
    ));
    println!(
        "compiling the gazetteer: {:.0?}, once a run and left out below",
        start.elapsed()
    );
    let knowledge = Knowledge::new(sources);
    knowledge
        .recognisers(&archive.roots)
        .expect("the gazetteer is sound");

    let with = || {
        let data = tempfile::tempdir().expect("a scratch folder");
        let begin =
            |rules: &str| -> Result<Box<dyn Rebuild>, _> { Ok(Box::new(begin_rebuild(data.path(), rules)?)) };
        rebuild(&archive, &knowledge, begin, &Silent).expect("a rebuild");
    };
    let zone = archive.roots[0].manifest.zone().expect("a zone");
    let without = || {
        let data = tempfile::tempdir().expect("a scratch folder");
        let generation = begin_rebuild(data.path(), "none").expect("a rebuild");
        let raws: Vec<RawPage> = archive
            .sources
            .par_iter()
            .map(|source| {
                let mut pages = PageReader::new(source, archive.limits);
                let page = pages.next().expect("a page").expect("a text");
                let manifest = &archive.roots[source.root].manifest;
                RawPage::from_found(source, manifest, &zone, &page).expect("a page")
            })
            .collect();
        let slugs: Vec<(&str, &str)> = raws
            .iter()
            .map(|raw| (raw.source.as_str(), raw.candidate_slug.as_str()))
            .collect();
        let ids = assign_ids(&slugs);
        raws.par_iter().zip(ids).for_each(|(raw, id)| {
            let inspection = assemble(raw, &id, &zone);
            let record = PageRecord {
                id,
                source: raw.source.clone(),
                ..PageRecord::default()
            };
            generation.add(record, &inspection.entries).expect("an entry");
        });
        Box::new(generation)
            .commit(RebuildFacts::default())
            .expect("a generation");
    };
    let measured = medians(
        7,
        &mut [
            ("with recognition", Box::new(with)),
            ("without recognition", Box::new(without)),
        ],
    );
    for (name, time) in &measured {
        println!(
            "rebuild of {PAGES} pages with {} entries, {name}: {time:.0?}",
            PAGES * ENTRIES
        );
    }
    let ratio = measured[0].1.as_secs_f64() / measured[1].1.as_secs_f64();
    println!("recognition and its results in the index: {ratio:.2} times the rebuild without (bar 1.33)");
}
