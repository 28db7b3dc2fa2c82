//! Everybody is asked each question before the next one comes, in an order that turns.

use crate::peer::{Answer, Built, Peer};
use crate::questions::Class;
use anyhow::{Context, ensure};
use daybook_benches::noise;
use daybook_benches::report::{Bar, Report, Unit};
use daybook_benches::timing::Sample;
use serde_json::{Map, Value, json};

/// Ahead of a peer is who takes less time.
const AHEAD: f64 = 1.0;
/// So many times ahead of a server where facets are counted.
const FACETED_AHEAD: f64 = 5.0;
/// Totals that are further apart than this share are told, for then it was not the same question.
const TOTALS_APART: f64 = 0.02;

/// One who is measured.
pub struct Contestant {
    peer: Box<dyn Peer>,
    built: Built,
}

impl Contestant {
    /// A peer that has taken all entries in.
    pub fn new(peer: impl Peer + 'static, built: Built) -> Self {
        Self {
            peer: Box::new(peer),
            built,
        }
    }
}

/// What one made of a class.
#[derive(Debug, Clone, Default)]
struct Outcome {
    times: Sample,
    total: u64,
    hits: usize,
    values: usize,
}

impl Outcome {
    fn add(&mut self, answer: &Answer) {
        self.times.add(answer.time);
        self.total += answer.total;
        self.hits += answer.hits;
        self.values += answer.values;
    }

    fn micros(&self, percent: usize) -> f64 {
        self.times.percentile(percent).as_secs_f64() * 1e6
    }
}

/// Asks everybody everything, the first against the others, and reports.
///
/// # Errors
/// If somebody does not answer.
#[allow(clippy::cast_precision_loss, reason = "a few million entries")]
pub fn run(
    report: &mut Report,
    classes: &[Class],
    contestants: &mut [Contestant],
    rounds: usize,
    entries: usize,
) -> anyhow::Result<()> {
    report.line(format_args!(
        "{entries} entries; peers are given them split and recognised"
    ));
    for Contestant { peer, built } in &*contestants {
        let (name, megabytes) = (peer.name(), built.bytes as f64 / 1e6);
        report.note(
            &format!("{name}, build, entries"),
            entries as f64 / built.time.as_secs_f64(),
            Unit::ASecond,
        );
        report.note(&format!("{name}, index"), megabytes, Unit::Megabytes);
    }
    warm_up(classes, contestants)?;
    let (asked, noise) = noise::rounds(rounds, 0, |round| ask(classes, contestants, round))?;
    let mut outcomes = vec![vec![Outcome::default(); contestants.len()]; classes.len()];
    for round in asked {
        for (outcomes, answers) in outcomes.iter_mut().zip(round) {
            for (outcome, answers) in outcomes.iter_mut().zip(answers) {
                answers.iter().for_each(|answer| outcome.add(answer));
            }
        }
    }
    let names: Vec<(&'static str, bool)> = contestants
        .iter()
        .map(|one| (one.peer.name(), one.peer.is_server()))
        .collect();
    tell(report, classes, &names, &outcomes);
    for (at, (name, server)) in names.iter().enumerate().skip(1) {
        compare(report, classes, &outcomes, at, name, *server)?;
    }
    report.noise(&noise);
    report.end()
}

/// Answers of a round: of each class, of each contestant.
type Round = Vec<Vec<Vec<Answer>>>;

/// Asks everything unmeasured, so that files are in memory, plans are made and Java has compiled what is hot.
fn warm_up(classes: &[Class], contestants: &mut [Contestant]) -> anyhow::Result<()> {
    for Contestant { peer, .. } in contestants {
        for _ in 0..peer.warm_after() {
            for question in classes.iter().flat_map(|class| &class.questions) {
                peer.ask(question)
                    .with_context(|| format!("{}: {question:?}", peer.name()))?;
            }
        }
    }
    Ok(())
}

fn ask(classes: &[Class], contestants: &mut [Contestant], round: usize) -> anyhow::Result<Round> {
    let mut answers: Round = Vec::with_capacity(classes.len());
    let number = contestants.len();
    for class in classes {
        let mut of_class: Vec<Vec<Answer>> = vec![Vec::new(); number];
        for (at, question) in class.questions.iter().enumerate() {
            for turn in 0..number {
                let place = (turn + at + round) % number;
                let Contestant { peer, .. } = &mut contestants[place];
                let answer = peer
                    .ask(question)
                    .with_context(|| format!("{}: {}, {question:?}", peer.name(), class.name))?;
                ensure!(
                    answer.hits as u64 == answer.total.min(10),
                    "{} gave {} hits of {}: {question:?}",
                    peer.name(),
                    answer.hits,
                    answer.total
                );
                of_class[place].push(answer);
            }
        }
        answers.push(of_class);
    }
    Ok(answers)
}

#[allow(clippy::cast_precision_loss, reason = "totals here are far below 2^52")]
fn tell(report: &mut Report, classes: &[Class], names: &[(&'static str, bool)], outcomes: &[Vec<Outcome>]) {
    report.line(format_args!("microseconds, median / 99th percentile"));
    for (class, outcomes) in classes.iter().zip(outcomes) {
        let mut line = format!("{:<36}", class.name);
        let mut raw = Map::new();
        let own_total = outcomes.first().map_or(0, |own| own.total) as f64;
        for ((name, _), outcome) in names.iter().zip(outcomes) {
            let shown = format!("{:.0} / {:.0}", outcome.micros(50), outcome.micros(99));
            line.push_str(&format!(" {name} {shown:<18}"));
            raw.insert(
                (*name).to_owned(),
                json!({"seconds": outcome.times.seconds(), "matches": outcome.total, "values": outcome.values}),
            );
        }
        report.line(format_args!("{}", line.trim_end()));
        for ((name, _), outcome) in names.iter().zip(outcomes).skip(1) {
            let of = outcome.total as f64 / own_total.max(1.0);
            if (of - 1.0).abs() > TOTALS_APART {
                report.line(format_args!(
                    "  {name} finds {of:.2} times as many entries as Daybook"
                ));
            }
        }
        report.raw(class.name, Value::Object(raw));
    }
}

#[allow(clippy::cast_precision_loss, reason = "a few classes")]
fn compare(
    report: &mut Report,
    classes: &[Class],
    outcomes: &[Vec<Outcome>],
    at: usize,
    name: &str,
    server: bool,
) -> anyhow::Result<()> {
    let mut ratios: Vec<(&Class, f64)> = Vec::with_capacity(classes.len());
    for (class, outcomes) in classes.iter().zip(outcomes) {
        let (own, other) = outcomes
            .first()
            .zip(outcomes.get(at))
            .context("a class without outcomes")?;
        ratios.push((class, other.micros(50) / own.micros(50)));
    }
    let smallest = |faceted: bool| {
        let of: Vec<f64> = ratios
            .iter()
            .filter(|(class, _)| class.is_faceted() || !faceted)
            .map(|(_, ratio)| *ratio)
            .collect();
        of.into_iter().fold(f64::INFINITY, f64::min)
    };
    let ahead = ratios.iter().filter(|(_, ratio)| *ratio >= AHEAD).count();
    report.bar(
        &format!(
            "ahead of {name} in every class: {ahead} of {} classes, smallest ratio",
            ratios.len()
        ),
        smallest(false),
        Unit::Times,
        Bar::AtLeast(AHEAD),
    );
    if server {
        report.bar(
            &format!("faceted classes, times ahead of {name}"),
            smallest(true),
            Unit::Times,
            Bar::AtLeast(FACETED_AHEAD),
        );
    } else {
        report.note(
            &format!("faceted classes, times ahead of {name}, a library"),
            smallest(true),
            Unit::Times,
        );
    }
    Ok(())
}
