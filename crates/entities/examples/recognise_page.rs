//! Reads a gazetteer folder and text files, and prints the names of each entry with why each was taken.
//!
//! `cargo run -p daybook-entities --example recognise_page -- GAZETTEER PAGE...`, where a line that begins with a time
//! begins an entry. With `--speed` it prints how fast it reads instead.

#![allow(clippy::print_stdout)]

use daybook_entities::{Gazetteer, PageText, Recogniser};
use std::{error::Error, fs, path::Path, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let speed = arguments
        .iter()
        .position(|a| a == "--speed")
        .map(|at| arguments.remove(at))
        .is_some();
    let (gazetteer, pages) = arguments
        .split_first()
        .ok_or("expected a gazetteer folder and pages")?;
    let started = Instant::now();
    let gazetteer = Gazetteer::from_sources(&Gazetteer::read_directory(Path::new(gazetteer))?)?;
    println!(
        "{} organisations, {} persons",
        gazetteer.organisations().len(),
        gazetteer.persons().len()
    );
    let recogniser = Recogniser::new(gazetteer);
    println!("compiled in {:?}", started.elapsed());
    for path in pages {
        let page = fs::read_to_string(path)?;
        let entries = entries(&page);
        let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
        let page_text = PageText {
            entries: entries.clone(),
            ..PageText::default()
        };
        if speed {
            measure(&recogniser, &page_text);
            continue;
        }
        for (entry, names) in entries.iter().zip(recogniser.recognise(&page_text)) {
            println!(
                "\n{}",
                entry.chars().take(60).collect::<String>().replace('\n', " ")
            );
            for (kind, entities) in [("org", names.organisations), ("per", names.persons)] {
                for entity in entities {
                    println!("  {kind} {}", entity.name);
                    for mention in entity.mentions {
                        let evidence = mention.why.evidence.unwrap_or_default();
                        println!("        {:?} {} {evidence}", mention.text, mention.why.rule);
                    }
                }
            }
        }
    }
    Ok(())
}

fn measure(recogniser: &Recogniser, page: &PageText<'_>) {
    let bytes: usize = page.entries.iter().map(|entry| entry.len()).sum();
    let (mut rounds, started) = (0, Instant::now());
    while started.elapsed().as_secs() < 3 {
        std::hint::black_box(recogniser.recognise(page));
        rounds += 1;
    }
    let rate = (bytes * rounds) as f64 / started.elapsed().as_secs_f64() / 1e6;
    println!("{rate:.1} MB/s");
}

/// The page cut where a line begins with a time.
fn entries(page: &str) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for line in page.lines() {
        let stamp: String = line
            .chars()
            .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ':' | 'a' | 'p' | 'm'))
            .collect();
        if stamp.ends_with('m') || stamp.ends_with("m:") {
            entries.push(line[stamp.len()..].trim_start().to_owned());
        } else if let Some(entry) = entries.last_mut() {
            entry.push('\n');
            entry.push_str(line);
        }
    }
    entries.iter().map(|entry| entry.trim().to_owned()).collect()
}
