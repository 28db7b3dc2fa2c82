//! Whether the machine was ours: somebody else's work shows as gaps in a loop that does nothing but look at the clock.
//!
//! A virtual machine's host takes time away without a trace in `/proc/stat`, so nothing else would tell.

use std::thread;
use std::time::{Duration, Instant};

/// How long is looked.
const PROBE: Duration = Duration::from_millis(150);
/// A shorter gap is a timer's or the clock's own.
const GAP: Duration = Duration::from_micros(100);
/// With a larger share of the time gone, what was measured meanwhile is marked.
pub const NOISY: f64 = 0.05;

/// The share of the processors' time that went elsewhere, 0 to 1.
pub fn probe() -> f64 {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let lost: Duration = thread::scope(|scope| {
        let spinning: Vec<_> = (0..cores).map(|_| scope.spawn(spin)).collect();
        spinning
            .into_iter()
            .map(|thread| thread.join().unwrap_or_default())
            .sum()
    });
    let all = PROBE * u32::try_from(cores).unwrap_or(1);
    (lost.as_secs_f64() / all.as_secs_f64()).min(1.0)
}

/// How long one processor was away.
fn spin() -> Duration {
    let start = Instant::now();
    let mut before = start;
    let mut lost = Duration::ZERO;
    while before.duration_since(start) < PROBE {
        let now = Instant::now();
        let gap = now.duration_since(before);
        if gap > GAP {
            lost += gap;
        }
        before = now;
    }
    lost
}

/// How noisy it was before and after each of several rounds.
#[derive(Debug, Clone, Default)]
pub struct Noise {
    /// The larger of the two shares, a round each that counts.
    pub kept: Vec<f64>,
    /// The same of rounds that were repeated.
    pub repeated: Vec<f64>,
}

impl Noise {
    /// Whether a round that counts was noisy.
    pub fn is_noisy(&self) -> bool {
        self.kept.iter().any(|share| *share > NOISY)
    }
}

/// Runs so many rounds. One that was noisy before or after is run again, `retries` times in all; then it counts, and is
/// marked.
///
/// # Errors
/// What the first round that fails says.
pub fn rounds<T>(
    number: usize,
    mut retries: usize,
    mut round: impl FnMut(usize) -> anyhow::Result<T>,
) -> anyhow::Result<(Vec<T>, Noise)> {
    let mut made = Vec::with_capacity(number);
    let mut noise = Noise::default();
    while made.len() < number {
        let before = probe();
        let outcome = round(made.len())?;
        let share = before.max(probe());
        if share > NOISY && retries > 0 {
            retries -= 1;
            noise.repeated.push(share);
        } else {
            noise.kept.push(share);
            made.push(outcome);
        }
    }
    Ok((made, noise))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_end_however_noisy_it_is() {
        let (made, noise) = rounds(2, 1, Ok).unwrap();
        assert_eq!(made, [0, 1]);
        assert_eq!(noise.kept.len(), 2);
        assert!(noise.repeated.len() <= 1);
    }
}
