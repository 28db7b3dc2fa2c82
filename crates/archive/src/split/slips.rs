//! Candidates off the chain: entries whose stamp is a slip, or times inside an entry.
//!
//! Nothing that looks like an entry is lost for a misprinted stamp. Where one small change (am for pm, one hour,
//! one digit) would put the time where the page has it, that change is the mended time.

use super::after::Line;
use super::clock::clock_time;
use super::evidence::announces;
use super::paragraph::Paragraph;
use super::room::{OUT_OF_ORDER, Room};
use super::stamp::{Candidate, Form};
use daybook_model::ClockTime;

/// What is known of a candidate off the chain.
pub(super) struct OffChain<'a> {
    pub(super) candidate: &'a Candidate,
    /// The printed time as it is read here.
    pub(super) time: ClockTime,
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
/// At night am is taken for pm between two neighbours that leave at most so many minutes.
const NIGHT_ROOM: u16 = 6 * 60;
/// A print that is no time and says itself that it is meant as one by nothing but its form opens an entry only where so
/// many of the page's stamps have that form.
const LEAST_FORM_SHARE: f32 = 0.5;

impl OffChain<'_> {
    fn minute(&self) -> u16 {
        self.time.minutes()
    }

    /// How far the time is from where the page has it, in minutes.
    pub(super) fn displacement(&self) -> u16 {
        // A print that is no time says at least the hour.
        let first = if self.candidate.possible {
            self.minute()
        } else {
            self.minute() - 59
        };
        self.room.distance(first, self.minute())
    }

    /// Whether the candidate opens an entry all the same.
    pub(super) fn is_entry(&self, paragraphs: &[Paragraph<'_>]) -> bool {
        let explicit = self.candidate.form.is_explicit();
        if !self.candidate.possible && !explicit && self.form_share < LEAST_FORM_SHARE {
            return false;
        }
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
        if !self.candidate.possible {
            return self.mend().map(|(_, time)| time);
        }
        if self.displacement() <= OUT_OF_ORDER {
            return None;
        }
        let (own, time) = self.mend()?;
        // Several together are a stretch of another day rather than misprints.
        if self.run >= 2 && own != Mend::Meridiem {
            return None;
        }
        match rival.and_then(|(candidate, room)| mend(candidate, candidate.time, room)) {
            Some((other, _)) if other <= own => None,
            _ => Some(time),
        }
    }

    fn mend(&self) -> Option<(Mend, ClockTime)> {
        if self.candidate.possible {
            mend(self.candidate, self.time, self.room)
        } else {
            only_digit(self.candidate, self.room).map(|time| (Mend::Digit, time))
        }
    }
}

/// The smallest change that puts a printed time into the room.
fn mend(candidate: &Candidate, printed: ClockTime, room: Room) -> Option<(Mend, ClockTime)> {
    let minute = i32::from(printed.minutes());
    let fits = |time: &ClockTime| room.position(*time).is_some();
    let shifted = |by: i32| ClockTime::from_minutes(u16::try_from(minute + by).ok()?);
    // At night only a room between two neighbours says enough.
    let by_night = || night_half(candidate).filter(|_| room.is_within(NIGHT_ROOM));
    if let Some(time) = other_half(candidate).or_else(by_night).filter(fits) {
        return Some((Mend::Meridiem, time));
    }
    if let Some(time) = [shifted(60), shifted(-60)].into_iter().flatten().find(fits) {
        return Some((Mend::Hour, time));
    }
    let middle = i32::from(room.middle());
    other_digits(candidate)
        .filter_map(|time| Some((time, room.position(time)?)))
        .min_by_key(|(_, position)| (i32::from(*position) - middle).abs())
        .map(|(time, _)| (Mend::Digit, time))
}

/// The time that one digit makes of a print that is none, if the room has only one such.
fn only_digit(candidate: &Candidate, room: Room) -> Option<ClockTime> {
    let mut fitting: Vec<ClockTime> = other_digits(candidate)
        .filter(|time| room.position(*time).is_some())
        .collect();
    fitting.sort_unstable();
    fitting.dedup();
    match fitting.as_slice() {
        [time] => Some(*time),
        _ => None,
    }
}

/// The time with the other meridiem, for what is printed in twelve hours at an hour that newsrooms seldom work: a time
/// by day is not moved into the night.
pub(super) fn other_half(candidate: &Candidate) -> Option<ClockTime> {
    let by_day = |time: &ClockTime| (7..19).contains(&time.hour());
    either_half(candidate).filter(by_day)
}

/// The time with the other meridiem, where that is at night.
pub(super) fn night_half(candidate: &Candidate) -> Option<ClockTime> {
    either_half(candidate).filter(|time| !(7..19).contains(&time.hour()))
}

fn either_half(candidate: &Candidate) -> Option<ClockTime> {
    let twelve_hours = match candidate.form {
        Form::Minutes | Form::HourOnly | Form::Compact | Form::Bare12 => candidate.possible,
        Form::Bare24 | Form::Named | Form::LoneWord => false,
    };
    let other = ClockTime::from_minutes((candidate.time.minutes() + 720) % 1440)?;
    twelve_hours.then_some(other)
}

/// The times that differ by one printed digit.
fn other_digits(candidate: &Candidate) -> impl Iterator<Item = ClockTime> {
    let digits = &candidate.digits;
    let half = match candidate.half {
        Some('a') => Some("am"),
        Some(_) => Some("pm"),
        None => None,
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
