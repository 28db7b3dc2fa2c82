//! Connections are waited for while searches run on the threads that wait for connections.
//!
//! One of a runtime's threads at a time looks for what connections send. When that one takes up a search, tokio has none
//! of the others look instead before it is done: whoever sends something meanwhile waits for a search that is not theirs.
//! To wake another for every search would cost more than most searches take. So a thread beside the runtime looks now and
//! then whether a search is at work, and if so wakes a thread of the runtime that has nothing to do; that one then looks.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, Thread};
use std::time::Duration;
use tokio::runtime::Handle;

/// How often it is seen to: so long at most a search keeps connections waiting that have nothing to do with it.
const TICK: Duration = Duration::from_millis(5);
/// After so many ticks without a search nobody looks until the next one begins.
const IDLE_TICKS: u32 = 200;

/// The thread beside the runtime. It ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Lookout {
    watch: Arc<Watch>,
    thread: Thread,
}

#[derive(Debug, Default)]
struct Watch {
    /// Searches on the runtime's threads.
    at_work: AtomicUsize,
    asleep: AtomicBool,
    ended: AtomicBool,
}

/// A search at work, until this is dropped.
#[derive(Debug)]
pub(crate) struct AtWork(Arc<Watch>);

impl Lookout {
    /// Begins to look out for a runtime. `None` if there can be no more threads.
    pub(crate) fn begin(runtime: Handle) -> Option<Self> {
        let watch = Arc::new(Watch::default());
        let watched = Arc::clone(&watch);
        let thread = thread::Builder::new()
            .name("lookout".to_owned())
            .spawn(move || watched.keep(&runtime));
        match thread {
            Ok(thread) => Some(Self {
                watch,
                thread: thread.thread().clone(),
            }),
            Err(error) => {
                tracing::warn!(%error, "searches run on threads of their own: there can be none that looks out");
                None
            }
        }
    }

    /// Looks out until the guard is dropped.
    pub(crate) fn search_begins(&self) -> AtWork {
        self.watch.at_work.fetch_add(1, Ordering::SeqCst);
        if self.watch.asleep.swap(false, Ordering::SeqCst) {
            self.thread.unpark();
        }
        AtWork(Arc::clone(&self.watch))
    }
}

impl Drop for Lookout {
    fn drop(&mut self) {
        self.watch.ended.store(true, Ordering::SeqCst);
        self.thread.unpark();
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.at_work.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Watch {
    fn keep(&self, runtime: &Handle) {
        let mut idle = 0;
        while !self.ended.load(Ordering::SeqCst) {
            if idle < IDLE_TICKS {
                thread::park_timeout(TICK);
            } else {
                // Told before it is looked once more: a search that begins in between either is seen or wakes.
                self.asleep.store(true, Ordering::SeqCst);
                if self.at_work.load(Ordering::SeqCst) == 0 && !self.ended.load(Ordering::SeqCst) {
                    thread::park();
                }
                self.asleep.store(false, Ordering::SeqCst);
                idle = 0;
            }
            if self.at_work.load(Ordering::SeqCst) == 0 {
                idle += 1;
            } else {
                idle = 0;
                // Wakes a thread that has nothing to do, if there is one. After this it looks for connections.
                drop(runtime.spawn(async {}));
            }
        }
    }
}
