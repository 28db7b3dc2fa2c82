//! How soon a server is ready, the memory that it keeps for itself, and how soon its pages begin.

use super::first_byte;
use crate::noise;
use crate::report::{Bar, Unit};
use crate::setting::{Setting, generator};
use crate::timing::Sample;
use daybook_engine_tantivy::TantivyEngine;
use serde_json::json;

const ROUNDS: usize = 7;

/// Measures starts.
///
/// # Errors
/// If a server does not come up.
pub fn run(setting: &mut Setting) -> anyhow::Result<()> {
    let data_dir = setting.index()?;
    let daybook = setting.daybook.clone();
    let (rounds, noise) = noise::rounds(ROUNDS, ROUNDS, |_| {
        let server = daybook.serve(&data_dir)?;
        Ok((server.ready, server.private_memory()))
    })?;
    let ready: Sample = rounds.iter().map(|(ready, _)| *ready).collect();
    let memory: Vec<u64> = rounds.iter().map(|(_, memory)| *memory).collect();
    #[allow(clippy::cast_precision_loss, reason = "sizes here are far below 2^52")]
    let most = memory.iter().copied().max().unwrap_or_default() as f64 / 1e6;
    let report = &mut setting.report;
    report.begin("serving");
    report.bar(
        "ready after start",
        ready.median().as_secs_f64() * 1e3,
        Unit::Millis,
        Bar::AtMost(100.0),
    );
    report.bar(
        "private memory when ready",
        most,
        Unit::Megabytes,
        Bar::AtMost(200.0),
    );
    let engine = TantivyEngine::open(&data_dir)?;
    first_byte::measure(report, &daybook.serve(&data_dir)?, &engine, &generator()?)?;
    report.raw(
        "rounds",
        json!({"ready": ready.seconds(), "private_memory": memory}),
    );
    report.noise(&noise);
    report.end()
}
