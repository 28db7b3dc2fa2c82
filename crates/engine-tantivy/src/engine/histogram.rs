//! Counting over time.

use super::aliases;
use super::search::{note_without_unit, understood};
use super::snapshot::Snapshot;
use crate::collect::{Task, collect};
use crate::failure::{During, internal};
use crate::query::translate;
use daybook_search::{EngineError, HistogramAnswer, HistogramRequest};

/// Answers a count over time from one snapshot.
pub(super) fn histogram(
    snapshot: &Snapshot,
    request: &HistogramRequest,
) -> Result<HistogramAnswer, EngineError> {
    let deadline = snapshot.deadline();
    let (filters, notes) = aliases::resolve(snapshot, &request.filters);
    let mut translated = translate(snapshot, &request.query, false, deadline).during("read the query")?;
    translated.notes.extend(notes);
    let task = Task {
        unit: request.unit,
        interval: Some(request.interval),
        ..Task::counting(translated.query.box_clone(), &filters, deadline)
    };
    let collected = collect(snapshot, &task).during("count over time")?;
    let timed_out = collected.timed_out || translated.timed_out;
    translated.notes.extend(note_without_unit(&collected));
    let timeline = collected
        .timeline
        .ok_or_else(|| internal("count over time", "nothing was counted"))?;
    Ok(HistogramAnswer {
        understood: understood(snapshot, &request.query, &filters, translated),
        total: collected.total,
        unit: request.unit,
        interval: request.interval,
        timezone: snapshot.timezone.clone(),
        buckets: request.interval.fill(&timeline.buckets)?,
        approximate: timeline.approximate,
        undated: timeline.undated,
        timed_out,
        generation: snapshot.info.id.clone(),
    })
}
