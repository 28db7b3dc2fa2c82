//! What every handler shares.

use crate::metrics::{Call, Metrics};
use crate::pool::{Finished, PoolError, SearchPool};
use crate::problem::Problem;
use crate::web::Front;
use daybook_search::{Engine, EngineError};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// How many exports are under way at once.
const MAX_EXPORTS: usize = 8;

/// What the service allows itself.
///
/// A search that has begun cannot be stopped. One that runs out of time is answered with 503, but works on and counts
/// as running until it ends: as many of them as there are workers keep all others waiting, and `search_time` bounds
/// how long a caller waits, not how long a processor is busy. The log says when a search is given up and when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How many searches run at once, those included that nobody waits for any more; at least 1. On a runtime of more
    /// threads than this searches run on those, which is faster; on any other they run on blocking threads.
    pub workers: usize,
    /// How many searches wait for their turn; further ones are refused.
    pub queue: usize,
    /// How long a caller waits for a search, in the queue and while it runs.
    pub search_time: Duration,
}

impl Default for Limits {
    /// A search for each processor, 256 waiting, 10 s.
    fn default() -> Self {
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            workers,
            queue: 256,
            search_time: Duration::from_secs(10),
        }
    }
}

/// What every handler shares: the engine, the search pool and the figures. Clones are the same state.
#[derive(Clone)]
pub struct AppState {
    shared: Arc<Shared>,
}

struct Shared {
    engine: Arc<dyn Engine>,
    pool: SearchPool,
    exports: Arc<Semaphore>,
    metrics: Metrics,
    front: Front,
    refresh_fault: Mutex<Option<RefreshFault>>,
}

/// Why the newest generation could not be taken up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RefreshFault {
    /// For callers: no paths.
    pub(crate) detail: String,
    /// For the log.
    pub(crate) cause: String,
}

impl AppState {
    /// A state with the usual limits.
    pub fn new(engine: Arc<dyn Engine>) -> Self {
        Self::with_limits(engine, Limits::default())
    }

    /// A state with limits of one's own.
    pub fn with_limits(engine: Arc<dyn Engine>, limits: Limits) -> Self {
        Self {
            shared: Arc::new(Shared {
                engine,
                pool: SearchPool::new(limits.workers, limits.queue, limits.search_time),
                exports: Arc::new(Semaphore::new(MAX_EXPORTS)),
                metrics: Metrics::new(),
                front: Front::default(),
                refresh_fault: Mutex::new(None),
            }),
        }
    }

    pub(crate) fn engine(&self) -> &Arc<dyn Engine> {
        &self.shared.engine
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.shared.metrics
    }

    /// What is kept of the page without a search.
    pub(crate) fn front(&self) -> &Front {
        &self.shared.front
    }

    /// The places of exports; they are long, so they take none of the searches'.
    pub(crate) fn exports(&self) -> Arc<Semaphore> {
        Arc::clone(&self.shared.exports)
    }

    pub(crate) fn pool(&self) -> &SearchPool {
        &self.shared.pool
    }

    /// Asks the engine, in the pool.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        call: Call,
        question: impl FnOnce(&dyn Engine) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<Finished<T>, Problem> {
        let engine = Arc::clone(self.engine());
        let outcome = self.pool().run(move || question(engine.as_ref())).await;
        match &outcome {
            Ok(finished) => self.metrics().searched(call, finished.ran),
            Err(PoolError::Full) => self.metrics().refused(),
            Err(PoolError::TimedOut { .. }) => self.metrics().timed_out(),
            Err(PoolError::Panicked { .. }) => {}
        }
        let Finished { value, waited, ran } = outcome?;
        Ok(Finished {
            value: value?,
            waited,
            ran,
        })
    }

    /// Why the newest generation could not be taken up; `None` if all is well.
    pub(crate) fn refresh_fault(&self) -> Option<RefreshFault> {
        self.lock_refresh_fault().clone()
    }

    /// Notes how a refresh went; says whether that is news.
    pub(crate) fn note_refresh(&self, fault: Option<RefreshFault>) -> bool {
        let mut known = self.lock_refresh_fault();
        let news = *known != fault;
        *known = fault;
        news
    }

    fn lock_refresh_fault(&self) -> MutexGuard<'_, Option<RefreshFault>> {
        self.shared
            .refresh_fault
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for AppState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppState")
            .field("pool", &self.shared.pool)
            .finish_non_exhaustive()
    }
}
