//! How fast pages are split, recognised and dated by their text, on one core, and how that grows with the page.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark talks to a terminal"
)]

use daybook_archive::{date_text, split};
use daybook_benches::generator::{GeneratedPage, Generator};
use daybook_benches::{medians, page};
use daybook_entities::{EntryNames, Gazetteer, PageText, Recogniser};
use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::Path;

/// Pages of a generated archive: about 3 MB.
const GENERATED: u64 = 120;

/// As in the `daybook` command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let gazetteer = Path::new(env!("CARGO_MANIFEST_DIR")).join("../index-data/gazetteer");
    let sources = Gazetteer::read_directory(&gazetteer).expect("the gazetteer is there");
    let gazetteer = Gazetteer::from_sources(&sources).expect("the gazetteer is sound");
    let generator = Generator::new(1, &gazetteer);
    let generated: Vec<GeneratedPage> = (0..GENERATED).map(|number| generator.page(number)).collect();
    let generated_pages: Vec<String> = generated.iter().map(GeneratedPage::text).collect();
    let recogniser = Recogniser::new(gazetteer);
    let (small, large) = (page(40), page(4000));
    let split_texts =
        |page: &str| -> Vec<String> { split(page).entries.into_iter().map(|e| e.text).collect() };
    let (small_texts, large_texts) = (split_texts(&small), split_texts(&large));
    let generated_texts: Vec<Vec<String>> = generated_pages.iter().map(|page| split_texts(page)).collect();
    let recognise = |texts: &[String]| -> Vec<EntryNames> {
        let entries = texts.iter().map(String::as_str).collect();
        black_box(recogniser.recognise(&PageText {
            entries,
            ..PageText::default()
        }))
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
                Box::new(|| (0..repeat).for_each(|_| drop(recognise(&small_texts)))),
            ),
            (
                "recognise, a page of 4000 entries",
                Box::new(|| drop(recognise(&large_texts))),
            ),
            (
                "split, a generated archive",
                Box::new(|| {
                    for page in &generated_pages {
                        drop(black_box(split(page)));
                    }
                }),
            ),
            (
                "recognise, a generated archive",
                Box::new(|| {
                    for texts in &generated_texts {
                        drop(recognise(texts));
                    }
                }),
            ),
            (
                "date by its text, a generated archive",
                Box::new(|| {
                    for texts in &generated_texts {
                        let paragraphs = texts.iter().flat_map(|text| text.split('\n'));
                        drop(black_box(date_text(paragraphs, None)));
                    }
                }),
            ),
        ],
    );
    let megabytes = |name: &str| {
        let bytes = if name.contains("generated") {
            generated_pages.iter().map(String::len).sum()
        } else if name.contains("pages") {
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
    let seconds = |i: usize| measured[i].1.as_secs_f64();
    println!(
        "dating by text: {:.2} times as long as splitting, {:.3} times as long as splitting and recognition together",
        seconds(6) / seconds(4),
        seconds(6) / (seconds(4) + seconds(5))
    );
    at_scale(&generated, &generated_texts, recognise);
}

/// Whether splitting and recognition find in a generated archive what was written into it.
fn at_scale(
    pages: &[GeneratedPage],
    split: &[Vec<String>],
    recognise: impl Fn(&[String]) -> Vec<EntryNames>,
) {
    let (mut written, mut whole) = (0, 0);
    let (mut organisations, mut persons) = (Tally::default(), Tally::default());
    for (page, texts) in pages.iter().zip(split) {
        written += page.entries.len();
        let names = recognise(texts);
        for ((entry, text), names) in page.entries.iter().zip(texts).zip(&names) {
            whole += usize::from(entry.text == *text);
            let slugs = |of: &[daybook_model::NamedEntity]| of.iter().map(|e| e.name.clone()).collect();
            organisations.add(&entry.organisations, &slugs(&names.organisations));
            persons.add(&entry.persons, &slugs(&names.persons));
        }
    }
    println!(
        "generated archive: {whole} of {written} entries split right; F1 of organisations {:.3}, of persons {:.3}",
        organisations.f1(),
        persons.f1()
    );
}

/// Names found, right and wrong.
#[derive(Default)]
struct Tally {
    right: usize,
    found: usize,
    written: usize,
}

impl Tally {
    fn add(&mut self, written: &BTreeSet<String>, found: &BTreeSet<String>) {
        self.right += written.intersection(found).count();
        self.found += found.len();
        self.written += written.len();
    }

    #[allow(clippy::cast_precision_loss, reason = "a few thousand names")]
    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.written) as f64
    }
}
