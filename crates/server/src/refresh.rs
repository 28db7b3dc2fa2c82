//! Taking up new generations while the service runs.

use crate::problem::{Problem, chain};
use crate::state::{AppState, RefreshFault};
use crate::warm::spawn_warm_up;
use daybook_search::EngineError;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;

/// How often a new generation is looked for, unless said otherwise.
pub const REFRESH_INTERVAL: Duration = Duration::from_millis(500);

/// Looks for a new generation every `interval` and takes it up, until the task is aborted.
///
/// One that cannot be opened leaves the old one answering; `/v1/readyz` and `/metrics` then say that the service is
/// degraded. Every change is logged once.
pub fn spawn_refresh(state: AppState, interval: Duration) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(interval.max(Duration::from_millis(1)));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            refresh(&state).await;
        }
    })
}

async fn refresh(state: &AppState) {
    let engine = Arc::clone(state.engine());
    let outcome = tokio::task::spawn_blocking(move || engine.refresh()).await;
    let fault = match outcome {
        Ok(Ok(swapped)) => {
            if swapped {
                let generation = state.engine().generation();
                tracing::info!(
                    generation = generation.id,
                    entries = generation.entries,
                    "took up a new generation"
                );
                state.metrics().swapped();
                spawn_warm_up(state);
            }
            None
        }
        Ok(Err(error)) => Some(fault(error)),
        Err(panic) => Some(RefreshFault {
            detail: "the newer generation cannot be opened; the log says why".to_owned(),
            cause: panic.to_string(),
        }),
    };
    if fault.is_some() {
        state.metrics().refresh_failed();
    }
    let cause = fault.as_ref().map(|fault| fault.cause.clone());
    if state.note_refresh(fault) {
        match cause {
            Some(cause) => tracing::error!(
                cause,
                "cannot take up a newer generation; the one before keeps answering"
            ),
            None => tracing::info!("generations can be taken up again"),
        }
    }
}

fn fault(error: EngineError) -> RefreshFault {
    let cause = chain(&error);
    RefreshFault {
        detail: Problem::from(error).detail().to_owned(),
        cause,
    }
}
