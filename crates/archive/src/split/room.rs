//! The times that a place on the page has room for.

use super::chain::Taken;
use daybook_model::ClockTime;

/// A time that is out by at most so many minutes was posted out of order, not misprinted.
pub(super) const OUT_OF_ORDER: u16 = 30;
const DAY: u16 = 1440;

/// From the time before a place on the chain to the one after it, in minutes; past 1439 on the other side of midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    low: u16,
    high: u16,
    /// Whether there is a neighbour on both sides.
    closed: bool,
}

impl Room {
    /// The room between two neighbours on the chain; the ends of the day where there is none.
    pub(super) fn between(before: Option<Taken>, after: Option<Taken>) -> Self {
        let low = before.map_or(0, |taken| taken.minute);
        let high = after.map_or(DAY - 1, |taken| taken.minute);
        let closed = before.is_some() && after.is_some();
        let night = before
            .zip(after)
            .is_some_and(|(before, after)| before.nights < after.nights && before.turns == after.turns);
        let high = if night {
            high + DAY
        } else if low <= high {
            high
        } else {
            // The day turns between them.
            DAY - 1
        };
        Self { low, high, closed }
    }

    /// The room at a place of a section, given in time order like the chain. A link that stands there itself takes up
    /// none, and other days say nothing.
    pub(super) fn at(chain: &[Taken], place: usize, section: u32) -> Self {
        let before = chain.partition_point(|taken| taken.place < place);
        let after = chain.partition_point(|taken| taken.place <= place);
        let own = |taken: &Taken| taken.section == section;
        let before = before.checked_sub(1).map(|index| chain[index]).filter(own);
        Self::between(before, chain.get(after).copied().filter(own))
    }

    /// The minute of a time that the room has, 1440 and more if it lies past midnight.
    pub(super) fn position(self, time: ClockTime) -> Option<u16> {
        let fits = |minute: &u16| (self.low..=self.high).contains(minute);
        [time.minutes(), time.minutes() + DAY].into_iter().find(fits)
    }

    /// How far a stretch of minutes is from the room; 0 where they meet.
    pub(super) fn distance(self, first: u16, last: u16) -> u16 {
        let from = |shift: u16| {
            self.low
                .saturating_sub(last + shift)
                .max((first + shift).saturating_sub(self.high))
        };
        if self.high >= DAY {
            from(0).min(from(DAY))
        } else {
            from(0)
        }
    }

    /// Whether a time is in the room, or out by no more than entries are posted out of order.
    pub(super) fn nearly_has(self, time: ClockTime) -> bool {
        self.distance(time.minutes(), time.minutes()) <= OUT_OF_ORDER
    }

    /// Whether a neighbour on either side leaves at most so many minutes.
    pub(super) fn is_within(self, minutes: u16) -> bool {
        self.closed && self.high - self.low <= minutes
    }

    /// The minute half way.
    pub(super) fn middle(self) -> u16 {
        self.low.midpoint(self.high)
    }
}

/// The only link of the chain that stands against a time at a place, with the room it would have if that time stood:
/// `None` if there are several or none.
pub(super) fn only_rival(chain: &[Taken], place: usize, section: u32, minute: u16) -> Option<(usize, Room)> {
    let after = chain.partition_point(|taken| taken.place < place);
    // The chain rises, but for turns of the day: rivals stand next to the place.
    let earlier = chain[..after]
        .iter()
        .rev()
        .take(2)
        .take_while(|taken| taken.section == section && taken.minute > minute)
        .count();
    let later = chain[after..]
        .iter()
        .take(2)
        .take_while(|taken| taken.section == section && taken.minute < minute)
        .count();
    let link = |index: Option<usize>| index.and_then(|i| chain.get(i)).copied();
    let standing = |rival: Taken| Some(Taken { minute, ..rival });
    match (earlier, later) {
        (1, 0) => {
            let rival = chain[after - 1];
            Some((
                rival.place,
                Room::between(link(after.checked_sub(2)), standing(rival)),
            ))
        }
        (0, 1) => {
            let rival = chain[after];
            Some((rival.place, Room::between(standing(rival), link(Some(after + 1)))))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(place: usize, minute: u16, nights: u32) -> Taken {
        Taken {
            place,
            minute,
            nights,
            turns: 0,
            section: 0,
        }
    }

    fn bounds(room: Room) -> (u16, u16) {
        (room.low, room.high)
    }

    #[test]
    fn a_link_takes_up_no_room_of_its_own() {
        let chain = [link(0, 600, 0), link(2, 660, 0), link(5, 720, 0)];
        assert_eq!(bounds(Room::at(&chain, 2, 0)), (600, 720));
        assert_eq!(bounds(Room::at(&chain, 3, 0)), (660, 720));
        assert_eq!(bounds(Room::at(&chain, 0, 0)), (0, 660));
        assert_eq!(bounds(Room::at(&chain, 6, 0)), (720, 1439));
        assert_eq!(bounds(Room::at(&chain, 3, 1)), (0, 1439));
    }

    #[test]
    fn a_room_may_hold_midnight() {
        let room = Room::at(&[link(0, 1420, 0), link(2, 80, 1)], 1, 0);
        let at = |hour, minute| ClockTime::new(hour, minute).unwrap();
        assert_eq!(room.position(at(23, 50)), Some(1430));
        assert_eq!(room.position(at(0, 10)), Some(1450));
        assert_eq!(room.position(at(12, 10)), None);
        assert_eq!(room.distance(70, 70), 0);
        assert_eq!(room.distance(100, 100), 20);
        assert!(room.is_within(100) && !room.is_within(99));
    }
}
