//! Every hit of a query, a few at a time.

use super::aliases;
use super::search::understood;
use super::snapshot::Snapshot;
use crate::collect::{Deadline, Task, collect, scan};
use crate::failure::{During, internal};
use crate::highlight::{Highlighter, Marked};
use crate::query::translate;
use daybook_search::{EngineError, ExportHead, ExportRequest, ExportSink, Match, Sort, Unit, WrittenHit};
use std::ops::ControlFlow;
use std::time::Duration;
use tantivy::DocAddress;

/// How many hits are sorted at once: so many keys, some megabytes, are in memory. For the next ones the matches are gone
/// over again, from the last key on.
const BATCH: usize = 100_000;
/// How long going over all matches may take, once.
const PASS_TIME: Duration = Duration::from_secs(60);
const ACTION: &str = "export";
const TOO_LONG: &str = "going over the matches took too long";

/// Gives out every hit from one snapshot.
pub(super) fn export(
    snapshot: &Snapshot,
    request: &ExportRequest,
    sink: &mut dyn ExportSink,
) -> Result<(), EngineError> {
    export_in_batches(snapshot, request, sink, BATCH)
}

fn export_in_batches(
    snapshot: &Snapshot,
    request: &ExportRequest,
    sink: &mut dyn ExportSink,
    batch: usize,
) -> Result<(), EngineError> {
    let deadline = Deadline::after(PASS_TIME);
    let scored = request.sort == Some(Sort::Relevance);
    let (filters, notes) = aliases::resolve(snapshot, &request.filters);
    let mut translated = translate(snapshot, &request.query, scored, deadline).during(ACTION)?;
    if translated.timed_out {
        return Err(internal(ACTION, TOO_LONG));
    }
    translated.notes.extend(notes);
    let parts = std::mem::take(&mut translated.parts);
    let highlighter = request.highlight.then(|| Highlighter::new(&parts));
    let mut task = Task {
        query: translated.query.box_clone(),
        filters: &filters,
        facets: &[],
        unit: Unit::Entry,
        forms: false,
        interval: None,
        sort: request.sort.unwrap_or(Sort::Newest),
        limit: 0,
        group_by_page: false,
        after: None,
        deadline,
    };
    let head = ExportHead {
        understood: understood(snapshot, &request.query, &filters, translated),
        generation: snapshot.info.id.clone(),
    };
    if sink.begin(head).is_break() {
        return Ok(());
    }
    let mut give = |address: DocAddress, score: Option<f32>| -> Result<ControlFlow<()>, EngineError> {
        let entry = snapshot.written(address)?;
        let shown = highlighter.as_ref().map(|h| entry.show(h)).transpose()?;
        let shown = shown.unwrap_or_default();
        let found = Match {
            score,
            highlights: shown.snippets,
            snippet: shown.snippet,
            highlight_spans: shown.spans,
            explanation: None,
            more: None,
        };
        sink.hit(WrittenHit { entry, found })
    };
    if request.sort.is_none() {
        let mut failed = None;
        let given = scan(snapshot, &task, &mut |address| match give(address, None) {
            Ok(flow) => flow,
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        });
        given.during(ACTION)?;
        return failed.map_or(Ok(()), Err);
    }
    task.limit = batch;
    loop {
        // A query looks at the clock too, so each pass has a query of its own.
        let deadline = Deadline::after(PASS_TIME);
        let again = translate(snapshot, &request.query, scored, deadline).during(ACTION)?;
        (task.query, task.deadline) = (again.query.box_clone(), deadline);
        let collected = collect(snapshot, &task).during(ACTION)?;
        if collected.timed_out || again.timed_out {
            return Err(internal(ACTION, TOO_LONG));
        }
        for (key, address) in &collected.hits {
            if give(*address, scored.then_some(key.score))?.is_break() {
                return Ok(());
            }
        }
        task.after = collected.hits.last().map(|(key, _)| *key);
        if !collected.more || task.after.is_none() {
            return Ok(());
        }
    }
}

#[cfg(test)]
#[path = "export_tests.rs"]
mod tests;
