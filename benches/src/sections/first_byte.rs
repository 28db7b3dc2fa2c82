//! How soon the first byte of a page is there that the server was not asked for before: each page is asked for once.

use crate::client::{Client, request};
use crate::daybook::Server;
use crate::generator::Generator;
use crate::load::runtime;
use crate::pages_for_people::PageClass;
use crate::questions::Asker;
use crate::report::{Bar, Report, Unit};
use crate::timing::Sample;
use daybook_engine_tantivy::TantivyEngine;
use daybook_search::Engine;
use serde_json::json;
use std::time::{Duration, Instant};

/// Different pages of a class.
const PAGES: usize = 40;
/// What a reader takes for at once.
const BAR: f64 = 10.0;
/// How long a server that has just started gets to make its pages ready.
const WARM_UP: Duration = Duration::from_secs(3);

/// Measures first bytes, each page on a connection of its own.
///
/// # Errors
/// If a page is not answered with 200.
pub fn measure(
    report: &mut Report,
    server: &Server,
    engine: &TantivyEngine,
    generator: &Generator,
) -> anyhow::Result<()> {
    std::thread::sleep(WARM_UP);
    let runtime = runtime()?;
    let entries = engine.generation().entries;
    for PageClass { name, paths } in Asker::new(generator, engine, PAGES).pages()? {
        let mut times = Sample::default();
        for path in &paths {
            let asked = request(path);
            times.add(runtime.block_on(async {
                let start = Instant::now();
                let client = Client::connect(server.address).await?;
                client.first_byte(&asked).await?;
                anyhow::Ok(start.elapsed())
            })?);
        }
        report.bar(
            &format!("first byte of a page over {entries} entries: {name}"),
            times.median().as_secs_f64() * 1e3,
            Unit::Millis,
            Bar::AtMost(BAR),
        );
        report.raw(&format!("first byte, {name}"), json!(times.seconds()));
    }
    Ok(())
}
