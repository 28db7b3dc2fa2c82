//! How fast pages are split and recognised, on one core, and how that grows with the page.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark talks to a terminal"
)]

use daybook_archive::split;
use daybook_benches::{medians, page};
use daybook_entities::{Gazetteer, PageText, Recogniser};
use std::hint::black_box;
use std::path::Path;

/// As in the `daybook` command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let gazetteer = Path::new(env!("CARGO_MANIFEST_DIR")).join("../index-data/gazetteer");
    let sources = Gazetteer::read_directory(&gazetteer).expect("the gazetteer is there");
    let recogniser = Recogniser::new(Gazetteer::from_sources(&sources).expect("the gazetteer is sound"));
    let (small, large) = (page(40), page(4000));
    let split_texts =
        |page: &str| -> Vec<String> { split(page).entries.into_iter().map(|e| e.text).collect() };
    let (small_texts, large_texts) = (split_texts(&small), split_texts(&large));
    let recognise = |texts: &[String]| {
        let entries = texts.iter().map(String::as_str).collect();
        black_box(recogniser.recognise(&PageText {
            entries,
            ..PageText::default()
        }));
    };
    let repeat = large.len() / small.len();
    let measured = medians(
        9,
        &mut [
            (
                "split, pages of 40 entries",
                Box::new(|| (0..repeat).for_each(|_| drop(black_box(split(&small))))),
            ),
            (
                "split, a page of 4000 entries",
                Box::new(|| drop(black_box(split(&large)))),
            ),
            (
                "recognise, pages of 40 entries",
                Box::new(|| (0..repeat).for_each(|_| recognise(&small_texts))),
            ),
            (
                "recognise, a page of 4000 entries",
                Box::new(|| recognise(&large_texts)),
            ),
        ],
    );
    let megabytes = |name: &str| {
        let bytes = if name.contains("pages") {
            small.len() * repeat
        } else {
            large.len()
        };
        #[allow(clippy::cast_precision_loss, reason = "sizes here are far below 2^52")]
        let megabytes = bytes as f64 / 1e6;
        megabytes
    };
    for (name, time) in &measured {
        println!(
            "{name}: {:.1} MB/s ({time:.1?} for {:.1} MB)",
            megabytes(name) / time.as_secs_f64(),
            megabytes(name)
        );
    }
    let ratio = |slow: usize, fast: usize| {
        let per_megabyte = |i: usize| measured[i].1.as_secs_f64() / megabytes(measured[i].0);
        per_megabyte(slow) / per_megabyte(fast)
    };
    println!(
        "split: a hundredfold page takes {:.2} times as long a megabyte",
        ratio(1, 0)
    );
    println!(
        "recognise: a hundredfold page takes {:.2} times as long a megabyte",
        ratio(3, 2)
    );
}
