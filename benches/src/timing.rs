//! Ways to measure: medians of interleaved runs, so that a busy machine is busy for all.

use std::fs;
use std::time::{Duration, Instant};

/// Something to measure, with a name.
pub type Job<'a> = (&'a str, Box<dyn FnMut() + 'a>);

/// The median time of each of several jobs, run in turns.
pub fn medians<'a>(rounds: usize, jobs: &mut [Job<'a>]) -> Vec<(&'a str, Duration)> {
    let mut times: Vec<Vec<Duration>> = vec![Vec::with_capacity(rounds); jobs.len()];
    for _ in 0..rounds {
        for ((_, job), times) in jobs.iter_mut().zip(&mut times) {
            let start = Instant::now();
            job();
            times.push(start.elapsed());
        }
    }
    let median = |mut times: Vec<Duration>| {
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    };
    jobs.iter()
        .map(|(name, _)| *name)
        .zip(times.into_iter().map(median))
        .collect()
}

/// Times of one kind, and what is said of them.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    times: Vec<Duration>,
}

impl Sample {
    /// Adds a time.
    pub fn add(&mut self, time: Duration) {
        self.times.push(time);
    }

    /// Times something, and adds that.
    pub fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let made = work();
        self.add(start.elapsed());
        made
    }

    /// Times something that one thread does by the processor time that it takes, so that what else the machine does
    /// counts for little; by the clock where the system does not say.
    pub fn time_on_processor<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (start, before) = (Instant::now(), thread_time());
        let made = work();
        let own = before.zip(thread_time());
        self.add(own.map_or_else(|| start.elapsed(), |(before, after)| after.saturating_sub(before)));
        made
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// Takes the times of another sample in.
    pub fn extend(&mut self, other: &Self) {
        self.times.extend_from_slice(&other.times);
    }

    /// The time within which so many of a hundred lie; zero of an empty sample.
    pub fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.times.clone();
        sorted.sort_unstable();
        let place = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
        sorted.get(place).copied().unwrap_or_default()
    }

    /// The time that lies in the middle.
    pub fn median(&self) -> Duration {
        self.percentile(50)
    }

    /// All of them, in seconds.
    pub fn seconds(&self) -> Vec<f64> {
        self.times.iter().map(Duration::as_secs_f64).collect()
    }
}

impl FromIterator<Duration> for Sample {
    fn from_iter<I: IntoIterator<Item = Duration>>(times: I) -> Self {
        Self {
            times: times.into_iter().collect(),
        }
    }
}

/// The processor time of this thread so far, to a few milliseconds.
fn thread_time() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = stat.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sleep_takes_no_processor_time() {
        let mut sample = Sample::default();
        sample.time_on_processor(|| std::thread::sleep(Duration::from_millis(60)));
        if thread_time().is_some() {
            assert!(sample.median() < Duration::from_millis(30));
        }
    }

    #[test]
    fn percentiles_of_few_and_of_none() {
        let millis = |n| Duration::from_millis(n);
        let sample: Sample = [5, 1, 3, 2, 4].map(millis).into_iter().collect();
        assert_eq!(sample.median(), millis(3));
        assert_eq!(sample.percentile(99), millis(5));
        assert_eq!(Sample::default().median(), Duration::ZERO);
    }
}
