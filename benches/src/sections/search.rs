//! Search over HTTP, one client, beside Daybook's engine in process and raw tantivy given the same queries: each is put the
//! questions of a class in turn, some rounds, so that none meets caches that another filled a moment before. Raw tantivy
//! is asked over a bare connection too, which tells what of HTTP's time is the machine's, to wake whoever waits.

use crate::client::{Client, last_request};
use crate::floor::{Floor, Socket};
use crate::load::runtime;
use crate::noise;
use crate::questions::{Asked, Asker, Class, FloorKind, Question};
use crate::report::{Bar, Report, Unit};
use crate::setting::{Setting, generator};
use crate::timing::Sample;
use anyhow::ensure;
use daybook_engine_tantivy::TantivyEngine;
use daybook_search::Engine;
use serde_json::json;
use std::hint::black_box;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tantivy::query::Query;
use tokio::runtime::Runtime;

/// Different questions of a class.
pub const QUESTIONS: usize = 200;
/// How often each is asked: a thousand answers a class are enough for a 99th percentile.
const ROUNDS: usize = 5;

/// The latencies of a class.
#[derive(Debug, Default, Clone)]
struct Latencies {
    http: Sample,
    engine: Sample,
    floor: Sample,
    /// The floor, over a bare connection.
    socket: Sample,
}

/// Measures latencies.
///
/// # Errors
/// If a question goes unanswered, or Daybook and raw tantivy do not agree on a count.
pub fn run(setting: &mut Setting) -> anyhow::Result<()> {
    let data_dir = setting.index()?;
    let server = setting.daybook.serve(&data_dir)?;
    let engine = TantivyEngine::open(&data_dir)?;
    let floor = Floor::open(&data_dir)?;
    let classes = Asker::new(&generator()?, &engine, QUESTIONS).classes()?;
    let runtime = runtime()?;
    let prober = Prober {
        runtime,
        server: server.address,
        engine: &engine,
        floor: &floor,
    };
    // Once unmeasured, so that files are mapped and counts agreed upon.
    for class in &classes {
        prober.agree(class)?;
    }
    // Whoever wants but one round of rebuilds has a large archive, of which few answers must do.
    let number = if setting.rounds == 1 { 1 } else { ROUNDS };
    let (rounds, noise) = noise::rounds(number, number, |_| {
        classes
            .iter()
            .map(|class| prober.measure(class))
            .collect::<Result<Vec<_>, _>>()
    })?;
    let mut latencies = vec![Latencies::default(); classes.len()];
    for (all, one) in rounds
        .iter()
        .flatten()
        .enumerate()
        .map(|(at, one)| (at % classes.len(), one))
    {
        if let Some(all) = latencies.get_mut(all) {
            all.http.extend(&one.http);
            all.engine.extend(&one.engine);
            all.floor.extend(&one.floor);
            all.socket.extend(&one.socket);
        }
    }
    let report = &mut setting.report;
    report.begin("search");
    report.line(format_args!(
        "{} entries in {} segments; microseconds, median / 99th percentile",
        engine.generation().entries,
        floor.segments()
    ));
    let named: Vec<(&Class, &Latencies)> = classes.iter().zip(&latencies).collect();
    tell(report, &named);
    compare(report, &named);
    let entries = engine.generation().entries;
    export(report, &prober.runtime, server.address, entries)?;
    report.noise(&noise);
    report.end()
}

/// Puts questions to all three.
struct Prober<'a> {
    runtime: Runtime,
    server: SocketAddr,
    engine: &'a TantivyEngine,
    floor: &'a Floor,
}

impl Prober<'_> {
    fn measure(&self, class: &Class) -> anyhow::Result<Latencies> {
        let mut latencies = Latencies::default();
        // All of them first: making one brings near what it takes to answer it.
        let queries = class.questions.iter().map(|question| self.query(question));
        let queries = queries.collect::<anyhow::Result<Vec<_>>>()?;
        for query in queries.iter().flatten() {
            latencies
                .floor
                .time(|| floor_answers(self.floor, class.floor, query.as_ref()))?;
        }
        for question in &class.questions {
            latencies.engine.time(|| ask(self.engine, &question.asked))?;
        }
        // A connection a class: the server ends one that is idle for long. Its first answer does not count.
        let mut client = self.runtime.block_on(Client::connect(self.server))?;
        if let Some(question) = class.questions.first() {
            self.runtime.block_on(client.ask(&question.request))?;
        }
        let mut lengths = Vec::with_capacity(class.questions.len());
        for question in &class.questions {
            let answer = latencies.http.time(|| {
                self.runtime
                    .block_on(client.ask(&question.request))
                    .map(black_box)
            })?;
            lengths.push(answer.len());
        }
        latencies.socket = self.over_a_socket(class.floor, &queries, &lengths)?;
        Ok(latencies)
    }

    /// The floor's latencies over a bare connection, with answers as long as Daybook's.
    fn over_a_socket(
        &self,
        kind: FloorKind,
        queries: &[Option<Box<dyn Query>>],
        lengths: &[usize],
    ) -> anyhow::Result<Sample> {
        let mut latencies = Sample::default();
        let floor = self.floor;
        let work = |number: usize| match queries.get(number) {
            Some(Some(query)) => floor_answers(floor, kind, query.as_ref()),
            _ => Ok(0),
        };
        std::thread::scope(|scope| {
            let mut socket = Socket::open(scope, work)?;
            let asked = queries.iter().zip(lengths).enumerate();
            for (number, (_, bytes)) in asked.filter(|(_, (query, _))| query.is_some()) {
                if latencies.is_empty() {
                    socket.ask(number, *bytes)?;
                }
                latencies.time(|| socket.ask(number, *bytes))?;
            }
            Ok(latencies)
        })
    }

    /// That the floor finds as many as Daybook does.
    fn agree(&self, class: &Class) -> anyhow::Result<()> {
        for question in &class.questions {
            let Some(query) = self.query(question)? else {
                continue;
            };
            let floor = floor_answers(self.floor, class.floor, query.as_ref())? as u64;
            if let Some(daybook) = total(self.engine, &question.asked)? {
                ensure!(
                    floor == daybook,
                    "{}: raw tantivy finds {floor}, Daybook {daybook}",
                    class.name
                );
            }
        }
        Ok(())
    }

    fn query(&self, question: &Question) -> anyhow::Result<Option<Box<dyn Query>>> {
        let query = question.raw.as_ref().map(|search| self.engine.raw_query(search));
        Ok(query.transpose()?)
    }
}

fn floor_answers(floor: &Floor, kind: FloorKind, query: &dyn Query) -> tantivy::Result<usize> {
    match kind {
        FloorKind::None => Ok(0),
        FloorKind::Hits => floor.hits(query),
        FloorKind::Faceted => floor.faceted(query),
        FloorKind::Months => floor.months(query),
    }
}

/// Asks the engine as the server does.
fn ask(engine: &TantivyEngine, asked: &Asked) -> anyhow::Result<()> {
    match asked {
        Asked::Search(request) => drop(black_box(engine.search_written(request)?)),
        Asked::Histogram(request) => drop(black_box(engine.histogram(request)?)),
        Asked::Suggest(request) => drop(black_box(engine.suggest(request)?)),
        Asked::Context(request) => drop(black_box(engine.context(request)?)),
    }
    Ok(())
}

/// How many entries match, where the answer says so.
fn total(engine: &TantivyEngine, asked: &Asked) -> anyhow::Result<Option<u64>> {
    Ok(match asked {
        Asked::Search(request) => Some(engine.search(request)?.total),
        Asked::Histogram(request) => Some(engine.histogram(request)?.total),
        Asked::Suggest(_) | Asked::Context(_) => None,
    })
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn tell(report: &mut Report, classes: &[(&Class, &Latencies)]) {
    for (class, latencies) in classes {
        let show = |sample: &Sample| match sample.is_empty() {
            true => "-".to_owned(),
            false => format!(
                "{:.0} / {:.0}",
                micros(sample.median()),
                micros(sample.percentile(99))
            ),
        };
        let Latencies {
            http,
            engine,
            floor,
            socket,
        } = latencies;
        report.line(format_args!(
            "{:<40} HTTP {:<16} engine {:<16} floor {:<16} over a bare connection {:<16}",
            class.name,
            show(http),
            show(engine),
            show(floor),
            show(socket)
        ));
        let seconds = json!({
            "http": http.seconds(), "engine": engine.seconds(),
            "floor": floor.seconds(), "floor over a bare connection": socket.seconds(),
        });
        report.raw(class.name, seconds);
    }
}

fn compare(report: &mut Report, classes: &[(&Class, &Latencies)]) {
    let hits = classes.iter().filter(|(class, _)| class.floor == FloorKind::Hits);
    for (class, latencies) in hits {
        let Latencies {
            http, floor, socket, ..
        } = latencies;
        report.bar(
            &format!("search over HTTP, {}, above the floor's median", class.name),
            micros(http.median()) - micros(floor.median()),
            Unit::Micros,
            Bar::AtMost(150.0),
        );
        report.note(
            &format!(
                "search over HTTP, {}, above the floor's over a bare connection",
                class.name
            ),
            micros(http.median()) - micros(socket.median()),
            Unit::Micros,
        );
        report.bar(
            &format!("search over HTTP, {}, 99th percentile of the floor's", class.name),
            micros(http.percentile(99)) / micros(floor.percentile(99)),
            Unit::Times,
            Bar::AtMost(1.3),
        );
    }
    let of = |name: &str| {
        classes
            .iter()
            .find(|(class, _)| class.name == name)
            .map(|(_, latencies)| *latencies)
    };
    if let (Some(counted), Some(selected)) = (
        of("three facets and months"),
        of("three facets and months, three selected"),
    ) {
        let median = |sample: &Sample| micros(sample.median());
        report.bar(
            "three facets and months, of tantivy's aggregation collector",
            median(&counted.engine) / median(&counted.floor),
            Unit::Times,
            Bar::AtMost(0.5),
        );
        report.bar(
            "three facets and months with three selected, of the same without",
            median(&selected.engine) / median(&counted.engine),
            Unit::Times,
            Bar::AtMost(1.3),
        );
    }
    if let Some(everything) = of("everything, all facets") {
        let millis = micros(everything.http.median()) / 1000.0;
        report.bar(
            "everything with all facets",
            millis,
            Unit::Millis,
            Bar::AtMost(1.0),
        );
    }
    if let (Some(phrase), Some(both)) = (of("phrase of two frequent words"), of("two words, and")) {
        report.bar(
            "phrase of two frequent words, 99th percentile of both words'",
            micros(phrase.engine.percentile(99)) / micros(both.engine.percentile(99)),
            Unit::Times,
            Bar::AtMost(3.0),
        );
    }
}

/// How many entries a second an export of everything gives.
fn export(report: &mut Report, runtime: &Runtime, address: SocketAddr, entries: u64) -> anyhow::Result<()> {
    let start = Instant::now();
    let rows = runtime.block_on(async {
        let client = Client::connect(address).await?;
        client
            .lines_to_the_end(&last_request("/v1/export?format=ndjson"))
            .await
    })?;
    ensure!(rows as u64 == entries, "the export has {rows} rows of {entries}");
    #[allow(clippy::cast_precision_loss, reason = "a few million rows")]
    let rate = rows as f64 / start.elapsed().as_secs_f64();
    report.note("export as JSON Lines, entries", rate, Unit::ASecond);
    Ok(())
}
