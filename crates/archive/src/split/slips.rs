//! Candidates off the chain: entries whose stamp is a slip, or times inside an entry.
//!
//! Nothing that looks like an entry is lost for a misprinted stamp. Where one small change (am for pm, one hour,
//! one digit) would put the time where the page has it, that change is the mended time.

use super::after::Line;
use super::chain::Taken;
use super::evidence::announces;
use super::paragraph::Paragraph;
use super::stamp::{Candidate, Form, clock_time};
use daybook_model::ClockTime;

/// What is known of a candidate off the chain.
pub(super) struct OffChain<'a> {
    pub(super) candidate: &'a Candidate,
    pub(super) weight: f32,
    /// Where the page has it.
    pub(super) room: Room,
    /// How many candidates off the chain stand together with it.
    pub(super) run: usize,
    /// Whether those run against the page.
    pub(super) against: bool,
    /// Characters of its text up to the next candidate.
    pub(super) body: usize,
    /// The share of the chain that is written in its form.
    pub(super) form_share: f32,
}

/// From here on a candidate off the chain is an entry.
const LEAST_SCORE: f32 = 0.75;
/// A time that is out by at most so many minutes was posted out of order, not misprinted.
const OUT_OF_ORDER: u16 = 30;

impl OffChain<'_> {
    fn minute(&self) -> u16 {
        self.candidate.time.minutes()
    }

    /// How far the time is from where the page has it, in minutes.
    fn displacement(&self) -> u16 {
        self.room
            .low
            .saturating_sub(self.minute())
            .max(self.minute().saturating_sub(self.room.high))
    }

    /// Whether the candidate opens an entry all the same.
    pub(super) fn is_entry(&self, paragraphs: &[Paragraph<'_>]) -> bool {
        let mended = self.mend();
        let far = self.displacement() > 90;
        let announced = self
            .candidate
            .paragraph
            .checked_sub(1)
            .is_some_and(|before| announces(paragraphs[before].text));
        let mut score = self.weight;
        score += match mended {
            Some((Mend::Meridiem, _)) => 0.25,
            Some(_) => 0.15,
            None => 0.0,
        };
        if self.displacement() <= 45 {
            score += 0.15;
        }
        if self.body >= 120 {
            score += 0.15;
        }
        if self.candidate.line == Line::Point && self.body < 120 {
            score -= 0.2;
        }
        if announced && self.body < 120 {
            score -= 0.25;
        }
        // A stretch of whole entries that runs the page's way is another day's; others are a programme.
        let pointed = self.candidate.line == Line::Point || announced || self.against;
        if self.minute().is_multiple_of(15) && far && pointed {
            score -= 0.15;
        }
        if self.run >= 2 && self.body < 120 && pointed {
            score -= 0.2;
            if self.against {
                score -= 0.25;
            }
            if far && !matches!(mended, Some((Mend::Meridiem, _))) {
                score -= 0.2;
            }
        }
        if self.form_share < 0.1 {
            score -= 0.2;
        }
        score >= LEAST_SCORE
    }

    /// The time that was meant, where it is plain that the printed one is a slip.
    ///
    /// Where a single other entry stands against it, that one may be the slip just as well: then the smaller change
    /// decides, and of two equal ones nothing is plain.
    pub(super) fn corrected(&self, rival: Option<(&Candidate, Room)>) -> Option<ClockTime> {
        if self.displacement() <= OUT_OF_ORDER {
            return None;
        }
        let (own, time) = self.mend()?;
        // Several together are a stretch of another day rather than misprints.
        if self.run >= 2 && own != Mend::Meridiem {
            return None;
        }
        match rival.and_then(|(candidate, room)| mend(candidate, room)) {
            Some((other, _)) if other <= own => None,
            _ => Some(time),
        }
    }

    fn mend(&self) -> Option<(Mend, ClockTime)> {
        mend(self.candidate, self.room)
    }
}

/// The smallest change that puts a printed time into the room.
fn mend(candidate: &Candidate, room: Room) -> Option<(Mend, ClockTime)> {
    let minute = i32::from(candidate.time.minutes());
    let fits = |time: &ClockTime| (room.low..=room.high).contains(&time.minutes());
    let shifted = |by: i32| ClockTime::from_minutes(u16::try_from(minute + by).ok()?);
    if let Some(time) = other_half(candidate).filter(fits) {
        return Some((Mend::Meridiem, time));
    }
    if let Some(time) = [shifted(60), shifted(-60)].into_iter().flatten().find(fits) {
        return Some((Mend::Hour, time));
    }
    let middle = i32::from(room.low.midpoint(room.high));
    other_digits(candidate)
        .filter(fits)
        .min_by_key(|time| (i32::from(time.minutes()) - middle).abs())
        .map(|time| (Mend::Digit, time))
}

/// The time with the other meridiem, for what is printed in twelve hours at an hour that newsrooms seldom work: a time
/// by day is not moved into the night.
pub(super) fn other_half(candidate: &Candidate) -> Option<ClockTime> {
    let twelve_hours = match candidate.form {
        Form::Minutes | Form::HourOnly | Form::Compact | Form::Bare12 => true,
        Form::Bare24 | Form::Named | Form::LoneWord => false,
    };
    let by_day = |time: ClockTime| (7..19).contains(&time.hour());
    let other = ClockTime::from_minutes((candidate.time.minutes() + 720) % 1440)?;
    (twelve_hours && by_day(other)).then_some(other)
}

/// The times that differ by one printed digit.
fn other_digits(candidate: &Candidate) -> impl Iterator<Item = ClockTime> {
    let digits = &candidate.digits;
    let half = match candidate.form {
        Form::Minutes | Form::HourOnly | Form::Compact if candidate.time.minutes() < 720 => Some("am"),
        Form::Minutes | Form::HourOnly | Form::Compact => Some("pm"),
        Form::Bare24 | Form::Bare12 | Form::Named | Form::LoneWord => None,
    };
    let places = digits
        .char_indices()
        .filter(|(_, c)| c.is_ascii_digit())
        .map(|(place, _)| place);
    places.flat_map(move |place| {
        ('0'..='9').filter_map(move |digit| {
            let mut changed = digits.clone();
            changed.replace_range(place..=place, digit.encode_utf8(&mut [0; 4]));
            clock_time(&changed, half)
        })
    })
}

/// A change that mends a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mend {
    /// am for pm.
    Meridiem,
    /// One hour.
    Hour,
    /// One digit.
    Digit,
}

/// The times that a place on the page has room for: from the one before it on the chain to the one after, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    low: u16,
    high: u16,
}

impl Room {
    /// The room between two neighbours on the chain; the ends of the day where there is none.
    pub(super) fn between(before: Option<u16>, after: Option<u16>) -> Self {
        let (low, high) = (before.unwrap_or(0), after.unwrap_or(1439));
        // The day turns between them.
        if low <= high {
            Self { low, high }
        } else {
            Self { low, high: 1439 }
        }
    }

    /// Whether a time is in the room, or out by no more than entries are posted out of order.
    pub(super) fn nearly_has(self, time: ClockTime) -> bool {
        let minute = time.minutes();
        minute + OUT_OF_ORDER >= self.low && minute <= self.high + OUT_OF_ORDER
    }

    /// The room at a place, given in time order like the chain. A link that stands there itself takes up none.
    pub(super) fn at(chain: &[Taken], place: usize) -> Self {
        let before = chain.partition_point(|taken| taken.place < place);
        let after = chain.partition_point(|taken| taken.place <= place);
        let before = before.checked_sub(1).map(|index| chain[index].minute);
        Self::between(before, chain.get(after).map(|taken| taken.minute))
    }
}

/// The only link of the chain that stands against a time at a place, with the room it would have if that time stood:
/// `None` if there are several or none.
pub(super) fn only_rival(chain: &[Taken], place: usize, minute: u16) -> Option<(usize, Room)> {
    let after = chain.partition_point(|taken| taken.place < place);
    // The chain rises, but for turns of the day: rivals stand next to the place.
    let earlier = chain[..after]
        .iter()
        .rev()
        .take(2)
        .take_while(|taken| taken.minute > minute)
        .count();
    let later = chain[after..]
        .iter()
        .take(2)
        .take_while(|taken| taken.minute < minute)
        .count();
    let minute_at = |index: Option<usize>| index.and_then(|i| chain.get(i)).map(|taken| taken.minute);
    match (earlier, later) {
        (1, 0) => {
            let room = Room::between(minute_at(after.checked_sub(2)), Some(minute));
            Some((chain[after - 1].place, room))
        }
        (0, 1) => Some((
            chain[after].place,
            Room::between(Some(minute), minute_at(Some(after + 1))),
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_takes_up_no_room_of_its_own() {
        let link = |place, minute| Taken {
            place,
            minute,
            nights: 0,
            turns: 0,
        };
        let chain = [link(0, 600), link(2, 660), link(5, 720)];
        let room = |low, high| Room { low, high };
        assert_eq!(Room::at(&chain, 2), room(600, 720));
        assert_eq!(Room::at(&chain, 3), room(660, 720));
        assert_eq!(Room::at(&chain, 0), room(0, 660));
        assert_eq!(Room::at(&chain, 6), room(720, 1439));
    }
}
