//! Which entry a passage means by its time.

use super::{Pointer, Strength};
use daybook_model::ClockTime;
use rustc_hash::FxHashMap;

/// Where a page's times stand: for each minute of the day the places in time, in order, of the entries printed or
/// mended so.
#[derive(Debug, Default)]
pub(crate) struct Places {
    by_minute: FxHashMap<u16, Vec<usize>>,
}

impl Places {
    /// Takes places in time with their printed and mended times, in any order.
    pub(crate) fn new(
        entries: impl IntoIterator<Item = (usize, Option<ClockTime>, Option<ClockTime>)>,
    ) -> Self {
        let mut by_minute: FxHashMap<u16, Vec<usize>> = FxHashMap::default();
        for (place, printed, mended) in entries {
            for time in [printed, mended].into_iter().flatten() {
                by_minute.entry(time.minutes()).or_default().push(place);
            }
        }
        by_minute.values_mut().for_each(|places| places.sort_unstable());
        Self { by_minute }
    }

    /// The nearest place of a time before another place, else the nearest after it.
    fn nearest(&self, minute: u16, from: usize, forwards: bool) -> Option<usize> {
        let places = self.by_minute.get(&minute)?;
        let before = places.partition_point(|place| *place < from);
        let after = places.partition_point(|place| *place <= from);
        let earlier = before.checked_sub(1).map(|i| places[i]);
        earlier.or_else(|| places.get(after).copied().filter(|_| forwards))
    }
}

impl Pointer {
    /// The place of the entry meant: of several of that time the nearest before `from`, else the nearest after.
    /// `None` if the passage points to no entry of the page and does not plainly point at all.
    pub(crate) fn resolve(&self, from: usize, places: &Places) -> Option<Option<usize>> {
        let forwards = self.strength != Strength::Hinted;
        let minute = self.time.minutes();
        let other_half = || places.nearest((minute + 720) % 1440, from, forwards);
        let found = places.nearest(minute, from, forwards).or_else(|| {
            if self.either_half || forwards {
                other_half()
            } else {
                None
            }
        });
        match found {
            Some(place) => Some(Some(place)),
            None => (self.strength == Strength::Plain).then_some(None),
        }
    }
}
