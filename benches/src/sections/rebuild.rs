//! A rebuild against the floor: `daybook index` of files on disk, beside raw tantivy given the same entries split and
//! recognised; then again with nothing changed, and with a page in a hundred changed.

use crate::daybook::{Rebuilt, own_processor_time};
use crate::floor::{self, Built};
use crate::noise;
use crate::report::{Bar, Report, Unit};
use crate::setting::{Archive, Setting};
use crate::timing::Sample;
use daybook_engine_tantivy::RawIndex;
use daybook_model::Entry;
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Entries that the floor holds in memory; a larger archive's are added over and over.
const MOST_IN_MEMORY: usize = 1_000_000;
/// A page in so many changes.
const CHANGED: usize = 100;

/// What a round took.
struct Round {
    cold: Rebuilt,
    floor: Built,
    floor_processor_time: Duration,
    unchanged: Rebuilt,
    changed: Rebuilt,
}

/// Measures rebuilds.
///
/// # Errors
/// If one fails.
pub fn run(setting: &mut Setting) -> anyhow::Result<()> {
    let archive = setting.archive()?;
    let data_dir = setting.data_dir();
    let daybook = setting.daybook.clone();
    let raw = RawIndex::default();
    let mut in_memory: Vec<Vec<Entry>> = Vec::new();
    let (rounds, noise) = noise::rounds(setting.rounds, 1, |number| {
        if data_dir.exists() {
            fs::remove_dir_all(&data_dir)?;
        }
        let cold = daybook.index(&archive.pages, &data_dir)?;
        if in_memory.is_empty() {
            in_memory = floor::read_pages(&raw, &data_dir, MOST_IN_MEMORY)?;
        }
        let entries = usize::try_from(number_of(&cold.report, "entries"))?;
        let before = own_processor_time();
        let floor = floor::build(&raw, &in_memory, entries)?;
        let floor_processor_time = own_processor_time().saturating_sub(before);
        let unchanged = daybook.index(&archive.pages, &data_dir)?;
        change_some(&archive.pages, number)?;
        let changed = daybook.index(&archive.pages, &data_dir)?;
        Ok(Round {
            cold,
            floor,
            floor_processor_time,
            unchanged,
            changed,
        })
    })?;
    setting.report.begin("rebuild");
    tell(&mut setting.report, &archive, &rounds);
    setting.report.noise(&noise);
    setting.report.end()
}

#[allow(clippy::cast_precision_loss, reason = "sizes here are far below 2^52")]
fn tell(report: &mut Report, archive: &Archive, rounds: &[Round]) {
    let Some(last) = rounds.last() else { return };
    let median =
        |of: fn(&Round) -> Duration| rounds.iter().map(of).collect::<Sample>().median().as_secs_f64();
    let cold = median(|round| round.cold.time);
    let floor = median(|round| round.floor.time());
    let (entries, pages) = (
        number_of(&last.cold.report, "entries"),
        number_of(&last.cold.report, "pages"),
    );
    let megabytes = archive.bytes as f64 / 1e6;
    report.line(format_args!(
        "{entries} entries on {pages} pages, {megabytes:.0} MB of text"
    ));
    report.bar(
        "rebuild, of the floor's time",
        cold / floor,
        Unit::Times,
        Bar::AtMost(1.25),
    );
    // Says the same whatever else the machine does.
    report.note(
        "rebuild, of the floor's processor time",
        median(|round| round.cold.processor_time) / median(|round| round.floor_processor_time),
        Unit::Times,
    );
    report.note("rebuild, entries", entries as f64 / cold, Unit::ASecond);
    report.note("rebuild, text", megabytes / cold, Unit::MegabytesASecond);
    report.note("floor, entries", entries as f64 / floor, Unit::ASecond);
    report.bar(
        "rebuild with nothing changed, of the cold time",
        median(|round| round.unchanged.time) / cold,
        Unit::Percent,
        Bar::AtMost(0.03),
    );
    report.bar(
        "rebuild with 1 % of pages changed, of the cold time",
        median(|round| round.changed.time) / cold,
        Unit::Percent,
        Bar::AtMost(0.08),
    );
    let most = |of: fn(&Rebuilt) -> u64| {
        rounds
            .iter()
            .map(|round| of(&round.cold))
            .max()
            .unwrap_or_default() as f64
    };
    report.bar(
        "rebuild, most private memory",
        most(|cold| cold.private_memory) / 1e6,
        Unit::Megabytes,
        Bar::AtMost(1074.0),
    );
    report.note(
        "rebuild, most memory with mapped files",
        most(|cold| cold.memory) / 1e6,
        Unit::Megabytes,
    );
    report.bar(
        "index bytes per byte of text",
        number_of(&last.cold.report, "bytes") as f64 / archive.bytes as f64,
        Unit::Times,
        Bar::AtMost(0.8),
    );
    let mut parts = |kind: &str, of: &str, names: &[&str]| {
        for name in names {
            let seconds: Sample = rounds
                .iter()
                .filter_map(|round| round.cold.report[of][name].as_f64())
                .map(Duration::from_secs_f64)
                .collect();
            let seconds = seconds.median().as_secs_f64();
            report.note(&format!("{kind} of the rebuild, {name}"), seconds, Unit::Seconds);
        }
    };
    parts(
        "stage",
        "stages",
        &["gazetteer", "reading", "indexing", "committing"],
    );
    parts("part of committing", "stages", &["merging", "syncing"]);
    parts(
        "processor time of indexing",
        "work",
        &["splitting", "recognising", "dating", "storing", "indexing"],
    );
    let mut part = |name: &str, of: fn(&Built) -> Duration| {
        let seconds: Sample = rounds.iter().map(|round| of(&round.floor)).collect();
        let name = format!("stage of the floor, {name}");
        report.note(&name, seconds.median().as_secs_f64(), Unit::Seconds);
    };
    part("adding", |built| built.adding);
    part("committing", |built| built.committing);
    part("merging", |built| built.merging);
    report.raw("rounds", rounds.iter().map(raw).collect::<Vec<Value>>());
}

fn raw(round: &Round) -> Value {
    let rebuilt = |rebuilt: &Rebuilt| {
        json!({
            "seconds": rebuilt.time.as_secs_f64(),
            "processor_seconds": rebuilt.processor_time.as_secs_f64(),
            "private_memory": rebuilt.private_memory,
            "memory": rebuilt.memory,
            "report": rebuilt.report,
        })
    };
    json!({
        "cold": rebuilt(&round.cold),
        "unchanged": rebuilt(&round.unchanged),
        "changed": rebuilt(&round.changed),
        "floor": {
            "adding": round.floor.adding.as_secs_f64(),
            "committing": round.floor.committing.as_secs_f64(),
            "merging": round.floor.merging.as_secs_f64(),
            "processor_seconds": round.floor_processor_time.as_secs_f64(),
        },
    })
}

fn number_of(report: &Value, name: &str) -> u64 {
    report[name].as_u64().unwrap_or_default()
}

/// Lets a page in a hundred go on, others each time.
fn change_some(pages: &Path, round: usize) -> anyhow::Result<()> {
    let mut files: Vec<PathBuf> = Vec::new();
    for year in fs::read_dir(pages)? {
        for page in fs::read_dir(year?.path())? {
            files.push(page?.path());
        }
    }
    files.sort_unstable();
    for file in files.iter().skip(round % CHANGED).step_by(CHANGED) {
        let mut file = fs::OpenOptions::new().append(true).open(file)?;
        writeln!(file, "And that was not all.")?;
    }
    Ok(())
}
