//! The search pool: so many searches at once, so many waiting, the rest refused.

use crate::lookout::Lookout;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use thiserror::Error;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

/// Runs searches. A place is held while waiting and running, a permit while running.
///
/// A search runs on the thread that read its request, as a task of its own that comes next there, so that nobody needs
/// to be woken for it and what was read lies near. The caller waits for that task as for any other: should it take too
/// long, another of the runtime's threads tells them. This takes a runtime of more threads than there are searches at
/// once; on any other searches run on blocking threads.
#[derive(Debug)]
pub(crate) struct SearchPool {
    places: Arc<Semaphore>,
    workers: Arc<Semaphore>,
    /// How many searches run at once.
    at_once: usize,
    size: usize,
    time_limit: Duration,
    /// Begun with the first search; none where searches run on blocking threads.
    lookout: OnceLock<Option<Lookout>>,
}

/// What a search came to, and how long it waited and ran.
#[derive(Debug)]
pub(crate) struct Finished<T> {
    pub(crate) value: T,
    pub(crate) waited: Duration,
    pub(crate) ran: Duration,
}

/// Why a search has no result.
#[derive(Debug, Error)]
pub(crate) enum PoolError {
    #[error("the search queue is full")]
    Full,
    #[error("the search did not end within {limit:?}")]
    TimedOut { limit: Duration },
    #[error("the search panicked: {message}")]
    Panicked { message: String },
}

impl SearchPool {
    pub(crate) fn new(workers: usize, queue: usize, time_limit: Duration) -> Self {
        let workers = workers.clamp(1, Semaphore::MAX_PERMITS / 2);
        let size = workers.saturating_add(queue).min(Semaphore::MAX_PERMITS);
        Self {
            places: Arc::new(Semaphore::new(size)),
            workers: Arc::new(Semaphore::new(workers)),
            at_once: workers,
            size,
            time_limit,
            lookout: OnceLock::new(),
        }
    }

    /// How many searches wait or run.
    pub(crate) fn occupied(&self) -> usize {
        self.size.saturating_sub(self.places.available_permits())
    }

    /// Runs the work when its turn comes.
    ///
    /// A caller that goes away leaves the queue. Work that has begun cannot be stopped: it keeps its permit until
    /// it ends, also after its time is up, so that there are never more searches at work than the pool has workers.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Finished<T>, PoolError> {
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| PoolError::Full)?;
        let (arrived, time_limit) = (Instant::now(), self.time_limit);
        let running = AtomicBool::new(false);
        let turn = async {
            // Nobody closes the semaphore.
            let permit = Arc::clone(&self.workers)
                .acquire_owned()
                .await
                .map_err(|_| PoolError::Full)?;
            let waited = arrived.elapsed();
            running.store(true, Ordering::Relaxed);
            let task = self.start(move || {
                let _held = (place, permit);
                let began = Instant::now();
                let value = work();
                let ran = began.elapsed();
                if arrived.elapsed() >= time_limit {
                    tracing::warn!(?waited, ?ran, "a search ended after its time was up");
                }
                Finished { value, waited, ran }
            });
            task.await.map_err(|error| PoolError::Panicked {
                message: panic_message(error),
            })
        };
        tokio::time::timeout(time_limit, turn).await.unwrap_or_else(|_| {
            if running.load(Ordering::Relaxed) {
                tracing::warn!(limit = ?time_limit, "gave up a search; it works on and keeps its worker until it ends");
            } else {
                tracing::warn!(limit = ?time_limit, "gave up a search before its turn came");
            }
            Err(PoolError::TimedOut { limit: time_limit })
        })
    }
}

impl SearchPool {
    fn start<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
        let runtime = Handle::current();
        let lookout = self.lookout.get_or_init(|| {
            let spare = runtime.metrics().num_workers() > self.at_once;
            spare.then(|| Lookout::begin(runtime.clone())).flatten()
        });
        match lookout {
            Some(lookout) => {
                let at_work = lookout.search_begins();
                runtime.spawn(async move {
                    let _at_work = at_work;
                    work()
                })
            }
            None => runtime.spawn_blocking(work),
        }
    }
}

fn panic_message(error: tokio::task::JoinError) -> String {
    match error.try_into_panic() {
        Ok(payload) => payload_text(payload.as_ref()),
        Err(error) => error.to_string(),
    }
}

/// What a panic said, where it said it in words.
pub(crate) fn payload_text(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use tokio::runtime::Builder;

    /// Runs a test where searches run on blocking threads, and where they run on those of the runtime.
    fn on_both(test: impl AsyncFn()) {
        let mut alone = Builder::new_current_thread();
        let mut many = Builder::new_multi_thread();
        for builder in [&mut alone, many.worker_threads(2)] {
            let runtime = builder.enable_all().build().unwrap();
            runtime.block_on(test());
        }
    }

    #[test]
    fn a_full_pool_refuses_and_recovers() {
        on_both(async || {
            let pool = Arc::new(SearchPool::new(1, 1, Duration::from_secs(10)));
            let (release, gate) = mpsc::channel::<()>();
            let running = tokio::spawn({
                let pool = Arc::clone(&pool);
                async move { pool.run(move || gate.recv()).await.map(|done| done.value.is_ok()) }
            });
            while pool.occupied() < 1 {
                tokio::task::yield_now().await;
            }
            let waiting = tokio::spawn({
                let pool = Arc::clone(&pool);
                async move { pool.run(|| 2).await.map(|done| done.value) }
            });
            while pool.occupied() < 2 {
                tokio::task::yield_now().await;
            }
            assert!(matches!(pool.run(|| 3).await, Err(PoolError::Full)));
            release.send(()).unwrap();
            assert!(running.await.unwrap().unwrap());
            assert_eq!(waiting.await.unwrap().unwrap(), 2);
            assert_eq!(pool.run(|| 4).await.unwrap().value, 4);
        });
    }

    #[test]
    fn one_who_stops_waiting_leaves_the_queue() {
        on_both(async || {
            let pool = SearchPool::new(1, 1, Duration::from_millis(20));
            let (release, gate) = mpsc::channel::<()>();
            let running = pool.run(move || gate.recv().is_ok());
            assert!(matches!(running.await, Err(PoolError::TimedOut { .. })));
            assert_eq!(pool.occupied(), 1, "work that has begun keeps its permit");
            assert!(matches!(pool.run(|| ()).await, Err(PoolError::TimedOut { .. })));
            assert_eq!(pool.occupied(), 1);
            release.send(()).unwrap();
            while pool.occupied() > 0 {
                tokio::task::yield_now().await;
            }
        });
    }

    #[test]
    fn a_panic_is_an_error_and_frees_its_place() {
        on_both(async || {
            let pool = SearchPool::new(1, 0, Duration::from_secs(10));
            let outcome = pool.run(|| -> u8 { panic!("oh {}", "no") }).await;
            assert!(matches!(outcome, Err(PoolError::Panicked { message }) if message == "oh no"));
            assert_eq!(pool.run(|| 1).await.unwrap().value, 1);
        });
    }

    #[test]
    fn searches_run_where_connections_are_waited_for_if_a_thread_is_left_for_those() {
        let runs_there = |threads: usize, searches: usize| {
            let mut builder = Builder::new_multi_thread();
            let runtime = builder.worker_threads(threads).enable_all().build().unwrap();
            let pool = SearchPool::new(searches, 0, Duration::from_secs(10));
            runtime.block_on(pool.run(|| ())).unwrap();
            matches!(pool.lookout.get(), Some(Some(_)))
        };
        assert!(runs_there(2, 1));
        assert!(!runs_there(2, 2));
    }
}
