//! How fast pages are split, recognised and dated by their text, a second of one processor, and how that grows with the
//! page.

use crate::generator::GeneratedPage;
use crate::noise;
use crate::report::{Bar, Unit};
use crate::sample::page;
use crate::setting::{Setting, gazetteer_sources, generator};
use crate::timing::Sample;
use anyhow::Context;
use daybook_archive::{date_text, split};
use daybook_entities::{EntryNames, Gazetteer, PageText, Recogniser};
use serde_json::json;
use std::collections::BTreeSet;
use std::hint::black_box;

/// Pages of a generated archive: about 3 MB.
const GENERATED: u64 = 120;
/// So many rounds, and so many more if it is noisy.
const ROUNDS: usize = 9;

/// Something to do to so many bytes.
struct Job<'a> {
    name: &'static str,
    bytes: usize,
    work: Box<dyn Fn() + 'a>,
}

/// Measures splitting, recognition and dating.
///
/// # Errors
/// If the gazetteer cannot be read.
pub fn run(setting: &mut Setting) -> anyhow::Result<()> {
    let generator = generator()?;
    let recogniser = Recogniser::new(Gazetteer::from_sources(&gazetteer_sources()?)?);
    let generated: Vec<GeneratedPage> = (0..GENERATED).map(|number| generator.page(number)).collect();
    let generated_pages: Vec<String> = generated.iter().map(GeneratedPage::text).collect();
    let texts =
        |page: &str| -> Vec<String> { split(page).entries.into_iter().map(|entry| entry.text).collect() };
    let generated_texts: Vec<Vec<String>> = generated_pages.iter().map(|page| texts(page)).collect();
    let (small, large) = (page(40), page(4000));
    let (small_texts, large_texts) = (texts(&small), texts(&large));
    let recognise = |texts: &[String]| -> Vec<EntryNames> {
        let entries = texts.iter().map(String::as_str).collect();
        black_box(recogniser.recognise(&PageText {
            entries,
            ..PageText::default()
        }))
    };
    let repeat = large.len() / small.len();
    let generated_bytes = generated_pages.iter().map(String::len).sum();
    let job = |name, bytes, work| Job { name, bytes, work };
    let jobs: [Job<'_>; 7] = [
        job(
            "splitting",
            generated_bytes,
            Box::new(|| {
                for page in &generated_pages {
                    drop(black_box(split(page)));
                }
            }),
        ),
        job(
            "recognition",
            generated_bytes,
            Box::new(|| {
                for texts in &generated_texts {
                    drop(recognise(texts));
                }
            }),
        ),
        job(
            "dating by text",
            generated_bytes,
            Box::new(|| {
                for texts in &generated_texts {
                    let paragraphs = texts.iter().flat_map(|text| text.split('\n'));
                    drop(black_box(date_text(paragraphs, None)));
                }
            }),
        ),
        job(
            "splitting, pages of 40 entries",
            small.len() * repeat,
            Box::new(|| {
                (0..repeat).for_each(|_| drop(black_box(split(&small))));
            }),
        ),
        job(
            "splitting, a page of 4000 entries",
            large.len(),
            Box::new(|| drop(black_box(split(&large)))),
        ),
        job(
            "recognition, pages of 40 entries",
            small.len() * repeat,
            Box::new(|| {
                (0..repeat).for_each(|_| drop(recognise(&small_texts)));
            }),
        ),
        job(
            "recognition, a page of 4000 entries",
            large.len(),
            Box::new(|| drop(recognise(&large_texts))),
        ),
    ];
    let (rounds, noise) = noise::rounds(ROUNDS, ROUNDS, |_| {
        Ok(jobs.each_ref().map(|job| {
            let mut time = Sample::default();
            time.time_on_processor(&job.work);
            time.median()
        }))
    })?;
    let report = &mut setting.report;
    report.begin("pages");
    let mut speeds = Vec::with_capacity(jobs.len());
    for (at, job) in jobs.iter().enumerate() {
        let times: Sample = rounds.iter().filter_map(|times| times.get(at).copied()).collect();
        #[allow(clippy::cast_precision_loss, reason = "sizes here are far below 2^52")]
        let megabytes = job.bytes as f64 / 1e6;
        let speed = megabytes / times.median().as_secs_f64();
        match job.name {
            "splitting" => report.bar(job.name, speed, Unit::MegabytesASecond, Bar::AtLeast(200.0)),
            "recognition" => report.bar(job.name, speed, Unit::MegabytesASecond, Bar::AtLeast(40.0)),
            name => report.note(name, speed, Unit::MegabytesASecond),
        }
        report.raw(
            job.name,
            json!({"megabytes": megabytes, "seconds": times.seconds()}),
        );
        speeds.push(speed);
    }
    let [
        splitting,
        recognition,
        dating,
        split_small,
        split_large,
        small,
        large,
    ] = speeds[..]
    else {
        anyhow::bail!("a job was not measured");
    };
    let of = |one: f64, other: f64| one / other;
    report.note(
        "splitting, time a megabyte of a hundredfold page",
        of(split_small, split_large),
        Unit::Times,
    );
    report.note(
        "recognition, time a megabyte of a hundredfold page",
        of(small, large),
        Unit::Times,
    );
    let both = 1.0 / (1.0 / splitting + 1.0 / recognition);
    report.note(
        "dating by text, of the time of splitting and recognition",
        of(both, dating),
        Unit::Times,
    );
    at_scale(setting, &generated, &generated_texts, recognise);
    setting.report.noise(&noise);
    setting.report.end().context("the report")
}

/// Whether splitting and recognition find in a generated archive what was written into it.
fn at_scale(
    setting: &mut Setting,
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
            let found = |of: &[daybook_model::NamedEntity]| of.iter().map(|e| e.name.clone()).collect();
            organisations.add(&entry.organisations, &found(&names.organisations));
            persons.add(&entry.persons, &found(&names.persons));
        }
    }
    setting.report.line(format_args!(
        "generated archive: {whole} of {written} entries split right; F1 of organisations {:.3}, of persons {:.3}",
        organisations.f1(),
        persons.f1()
    ));
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
