//! Searches a second over HTTP, beside raw tantivy on as many threads as there are processors; and latency where
//! requests come at a fixed rate, whoever waits.

use crate::daybook::{Server, own_processor_time};
use crate::floor::Floor;
use crate::load::{self, Load};
use crate::noise;
use crate::questions::{Asker, FloorKind, Question};
use crate::report::{Bar, Report, Unit};
use crate::sections::search::QUESTIONS;
use crate::setting::{Setting, generator};
use crate::timing::Sample;
use daybook_engine_tantivy::TantivyEngine;
use serde_json::{Value, json};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tantivy::query::Query;

const CLIENTS: [usize; 3] = [1, 8, 64];
const TIME: Duration = Duration::from_secs(3);
const OPEN_TIME: Duration = Duration::from_secs(8);
/// The share of what the server can do that comes in at a fixed rate.
const OPEN_SHARE: f64 = 0.5;
const ROUNDS: usize = 3;

/// What one load came to.
struct Rate {
    a_second: f64,
    /// The server's share of the processor time that server and load took together.
    share: f64,
    load: Load,
}

/// Measures throughput.
///
/// # Errors
/// If a question goes unanswered.
pub fn run(setting: &mut Setting) -> anyhow::Result<()> {
    let data_dir = setting.index()?;
    let server = setting.daybook.serve(&data_dir)?;
    let engine = TantivyEngine::open(&data_dir)?;
    let floor = Floor::open(&data_dir)?;
    let classes = Asker::new(&generator()?, &engine, QUESTIONS).classes()?;
    // One of each class after another, so that every moment has the same mix.
    let of_hits: Vec<_> = classes
        .iter()
        .filter(|class| class.floor == FloorKind::Hits)
        .collect();
    let mixed: Vec<&Question> = (0..QUESTIONS)
        .flat_map(|at| of_hits.iter().filter_map(move |class| class.questions.get(at)))
        .collect();
    let requests: Rc<[Vec<u8>]> = mixed.iter().map(|question| question.request.clone()).collect();
    let raw = mixed.iter().filter_map(|question| question.raw.as_ref());
    let queries: Vec<Box<dyn Query>> = raw
        .map(|search| engine.raw_query(search))
        .collect::<Result<_, _>>()?;
    let (rounds, noise) = noise::rounds(ROUNDS, ROUNDS, |_| {
        let on_the_floor = floor_rate(&floor, &queries)?;
        let over_http = CLIENTS.map(|clients| closed(&server, clients, &requests));
        let over_http: Vec<Rate> = over_http.into_iter().collect::<Result<_, _>>()?;
        Ok((on_the_floor, over_http))
    })?;
    let report = &mut setting.report;
    report.begin("throughput");
    let floors = middle(rounds.iter().map(|(floor, _)| *floor));
    report.note("floor, queries on all processors", floors, Unit::ASecond);
    report.raw(
        "floor",
        rounds.iter().map(|(floor, _)| *floor).collect::<Vec<f64>>(),
    );
    let mut eight = 0.0;
    for (at, clients) in CLIENTS.iter().enumerate() {
        let rates: Vec<&Rate> = rounds.iter().filter_map(|(_, rates)| rates.get(at)).collect();
        let a_second = middle(rates.iter().map(|rate| rate.a_second));
        tell(report, *clients, &rates);
        if *clients == 8 {
            eight = a_second;
            let share = middle(rates.iter().map(|rate| rate.share));
            report.note(
                "server's share of the processor time, 8 clients",
                share,
                Unit::Percent,
            );
            report.bar(
                "throughput, 8 clients, of the floor's on the server's share",
                a_second / (floors * share),
                Unit::Times,
                Bar::AtLeast(0.8),
            );
        }
    }
    let rate = (eight * OPEN_SHARE).max(1.0);
    let arrivals = load::open(server.address, rate, 64, &requests, OPEN_TIME)?;
    let latencies = &arrivals.latencies;
    let millis = |percent| latencies.percentile(percent).as_secs_f64() * 1e3;
    report.note("open loop, requests", rate, Unit::ASecond);
    report.note(
        "open loop, median from when a request was due",
        millis(50),
        Unit::Millis,
    );
    report.note("open loop, 99th percentile", millis(99), Unit::Millis);
    report.note(
        "private memory after the load",
        megabytes(server.private_memory()),
        Unit::Megabytes,
    );
    report.raw("open", json!({"rate": rate, "seconds": latencies.seconds()}));
    report.noise(&noise);
    report.end()
}

#[allow(clippy::cast_precision_loss, reason = "sizes here are far below 2^52")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn tell(report: &mut Report, clients: usize, rates: &[&Rate]) {
    let mut latencies = Sample::default();
    rates
        .iter()
        .for_each(|rate| latencies.extend(&rate.load.latencies));
    let millis = |percent| latencies.percentile(percent).as_secs_f64() * 1e3;
    let name = |what: &str| format!("throughput, clients {clients}, {what}");
    report.note(
        &name("searches"),
        middle(rates.iter().map(|rate| rate.a_second)),
        Unit::ASecond,
    );
    report.note(&name("median"), millis(50), Unit::Millis);
    report.note(&name("99th percentile"), millis(99), Unit::Millis);
    let raw = |rate: &&Rate| json!({"a_second": rate.a_second, "server_share": rate.share});
    report.raw(
        &format!("clients {clients}"),
        rates.iter().map(raw).collect::<Vec<Value>>(),
    );
}

fn closed(server: &Server, clients: usize, requests: &Rc<[Vec<u8>]>) -> anyhow::Result<Rate> {
    let before = (server.processor_time(), own_processor_time());
    let load = load::closed(server.address, clients, requests, TIME)?;
    let served = (server.processor_time() - before.0).as_secs_f64();
    let own = (own_processor_time() - before.1).as_secs_f64();
    Ok(Rate {
        a_second: load.a_second(),
        share: served / (served + own).max(f64::MIN_POSITIVE),
        load,
    })
}

/// Queries a second of raw tantivy, on a thread for each processor.
fn floor_rate(floor: &Floor, queries: &[Box<dyn Query>]) -> anyhow::Result<f64> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    let work = || -> anyhow::Result<()> {
        while start.elapsed() < TIME {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if let Some(query) = queries.get(number % queries.len().max(1)) {
                floor.hits(query.as_ref())?;
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let working: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        working.into_iter().try_for_each(|thread| {
            thread
                .join()
                .map_err(|_| anyhow::anyhow!("the floor's thread died"))?
        })
    })?;
    #[allow(clippy::cast_precision_loss, reason = "a few million queries")]
    let asked = next.load(Ordering::Relaxed) as f64;
    Ok(asked / start.elapsed().as_secs_f64())
}

fn middle(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = numbers.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
