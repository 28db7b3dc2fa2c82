//! How much processor time each step of working on pages takes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A step of working on a page.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    Splitting,
    Recognising,
    Dating,
    Storing,
}

/// Processor time by step, of all threads together. Time that a thread waits, or another has its processor, is none.
#[derive(Debug, Default)]
pub(crate) struct Effort {
    /// Nanoseconds, in the order of [`Step`].
    steps: [AtomicU64; 4],
}

impl Effort {
    /// Does the work of a step.
    pub(crate) fn of<T>(&self, step: Step, work: impl FnOnce() -> T) -> T {
        let before = thread_time();
        let made = work();
        let nanoseconds = thread_time().saturating_sub(before).as_nanos();
        let nanoseconds = u64::try_from(nanoseconds).unwrap_or(u64::MAX);
        self.steps[step as usize].fetch_add(nanoseconds, Ordering::Relaxed);
        made
    }

    /// What went into a step so far.
    pub(crate) fn spent(&self, step: Step) -> Duration {
        Duration::from_nanos(self.steps[step as usize].load(Ordering::Relaxed))
    }

    /// What went into all steps so far.
    pub(crate) fn total(&self) -> Duration {
        let nanoseconds = self.steps.iter().map(|step| step.load(Ordering::Relaxed));
        Duration::from_nanos(nanoseconds.sum())
    }
}

#[cfg(unix)]
mod system {
    use rustix::time::{ClockId, clock_gettime};
    use std::time::Duration;

    fn time(clock: ClockId) -> Duration {
        Duration::try_from(clock_gettime(clock)).unwrap_or_default()
    }

    /// The processor time of this thread.
    pub(crate) fn thread_time() -> Duration {
        time(ClockId::ThreadCPUTime)
    }

    /// The processor time of this process.
    pub(crate) fn process_time() -> Duration {
        time(ClockId::ProcessCPUTime)
    }
}

/// By the clock, where the system is not asked for processor time.
#[cfg(not(unix))]
mod system {
    use std::sync::OnceLock;
    use std::time::{Duration, Instant};

    static START: OnceLock<Instant> = OnceLock::new();

    pub(crate) fn thread_time() -> Duration {
        START.get_or_init(Instant::now).elapsed()
    }

    pub(crate) fn process_time() -> Duration {
        thread_time()
    }
}

pub(crate) use system::process_time;
use system::thread_time;

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    #[test]
    fn work_is_counted_under_its_step_and_waiting_is_not() {
        let effort = Effort::default();
        let busy = || {
            let start = Instant::now();
            while start.elapsed() < Duration::from_millis(20) {
                std::hint::spin_loop();
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| effort.of(Step::Splitting, busy));
            }
        });
        effort.of(Step::Dating, || std::thread::sleep(Duration::from_millis(50)));
        assert!(effort.spent(Step::Splitting) > Duration::ZERO);
        if cfg!(unix) {
            assert!(effort.spent(Step::Dating) < Duration::from_millis(25));
        }
        assert_eq!(effort.spent(Step::Recognising), Duration::ZERO);
        assert_eq!(
            effort.total(),
            effort.spent(Step::Splitting) + effort.spent(Step::Dating)
        );
    }
}
