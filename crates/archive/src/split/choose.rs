//! Which candidates open entries, and which way the page runs.

use super::chain::{Link, Taken, heaviest_chain};
use super::paragraph::Paragraph;
use super::room::{Room, only_rival};
use super::slips::{OffChain, night_half, other_half};
use super::stamp::{Candidate, Form};
use super::{Direction, evidence};
use daybook_model::ClockTime;
use std::ops::Range;

/// A candidate that opens an entry.
pub(super) struct Chosen<'a> {
    pub(super) candidate: &'a Candidate,
    /// The printed time; `None` where the print is none.
    pub(super) time: Option<ClockTime>,
    /// The time that was meant, where the print is a slip.
    pub(super) corrected: Option<ClockTime>,
    pub(super) days: Days,
}

/// How many midnights and how many other turns of the day lie before an entry.
pub(super) type Days = (u32, u32);

/// What the other half of the day costs, in weights of a sure stamp: less than leaving the candidate out.
const MERIDIEM_PRICE: f32 = 0.45;
/// What it costs to read a minute of one digit as units: enough to decide where both readings fit.
const UNITS_PRICE: f32 = 0.1;
/// A reading that is worth less is not tried.
const LEAST_GAIN: f32 = 0.1;
/// So many entries off either end of the chain can be another day's ...
const DAY_ENTRIES: usize = 2;
/// ... if they are out by more than so many minutes on a page of one day ...
const FAR: u16 = 180;
/// ... or so many on one that runs over several.
const FAR_ON_LONG_PAGES: u16 = 60;

/// A page as its paragraphs, its candidates and their weights.
#[derive(Clone, Copy)]
pub(super) struct Evidence<'a> {
    pub(super) paragraphs: &'a [Paragraph<'a>],
    pub(super) candidates: &'a [Candidate],
    pub(super) weights: &'a [f32],
}

/// Which candidates open entries, in printed order, and which way the page runs. `headings` are the paragraphs in which
/// a day may begin, in printed order.
pub(super) fn choose<'a>(page: Evidence<'a>, headings: &[usize]) -> (Direction, Vec<Chosen<'a>>) {
    let read = |direction: Direction| {
        let order: Vec<Stop> = stops(page.candidates, headings, direction);
        let (chain, weight) = heaviest_chain(&links(page, &order));
        (Backbone { page, order, chain }, weight)
    };
    let (newest_first, upwards) = read(Direction::NewestFirst);
    let (oldest_first, downwards) = read(Direction::OldestFirst);
    // From here on everything is in time order.
    if downwards > upwards {
        (Direction::OldestFirst, oldest_first.entries())
    } else {
        let mut chosen = newest_first.entries();
        chosen.reverse();
        (Direction::NewestFirst, chosen)
    }
}

/// A candidate in the order of time that is tried.
#[derive(Debug, Clone, Copy)]
struct Stop {
    /// Its index on the page.
    index: usize,
    /// How many headings lie before it.
    section: u32,
}

/// The candidates in time order, if the page runs so.
fn stops(candidates: &[Candidate], headings: &[usize], direction: Direction) -> Vec<Stop> {
    let stop = |(index, candidate): (usize, &Candidate)| {
        let above = headings.partition_point(|heading| *heading < candidate.paragraph);
        let before = match direction {
            Direction::NewestFirst => headings.len() - above,
            Direction::OldestFirst => above,
        };
        Stop {
            index,
            section: u32::try_from(before).unwrap_or(u32::MAX),
        }
    };
    let mut order: Vec<Stop> = candidates.iter().enumerate().map(stop).collect();
    if direction == Direction::NewestFirst {
        order.reverse();
    }
    order
}

/// What a time at night weighs beside others on a page of the day: `12.37am` is printed at lunchtime more often than at
/// night.
fn hour_weight(time: ClockTime) -> f32 {
    if (6..22).contains(&time.hour()) { 1.0 } else { 0.8 }
}

/// Whether the page runs past midnight: so many are printed late in the evening and so many before dawn that they cannot
/// all be slips.
fn runs_past_midnight(page: Evidence<'_>) -> bool {
    const EACH: usize = 2;
    let printed = |hours: Range<u16>| {
        let found = page.candidates.iter().zip(page.weights);
        found
            .filter(|(c, weight)| **weight >= evidence::LEAST_WEIGHT && hours.contains(&c.time.hour()))
            .count()
    };
    printed(21..24) >= EACH && printed(0..5) >= EACH
}

/// The readings of the candidates in an order that is tried. A print that is no time has none.
fn links(page: Evidence<'_>, order: &[Stop]) -> Vec<Link> {
    let mut links = Vec::with_capacity(order.len() * 2);
    let by_night = runs_past_midnight(page);
    for (place, stop) in order.iter().enumerate() {
        let (candidate, weight) = (&page.candidates[stop.index], page.weights[stop.index]);
        if weight < evidence::LEAST_WEIGHT || !candidate.possible {
            continue;
        }
        let mut read = |time: ClockTime, price: f32| {
            let hour = if by_night { 1.0 } else { hour_weight(time) };
            let weight = weight * hour - price;
            if price == 0.0 || weight >= LEAST_GAIN {
                links.push(Link {
                    place,
                    minute: time.minutes(),
                    weight,
                    section: stop.section,
                });
            }
        };
        read(candidate.time, 0.0);
        if let Some(time) = candidate.by_units {
            read(time, UNITS_PRICE);
        }
        let other = other_half(candidate).or_else(|| night_half(candidate).filter(|_| by_night));
        if let Some(time) = other {
            read(time, MERIDIEM_PRICE);
        }
    }
    links
}

/// A page's chain, everything in time order.
struct Backbone<'a> {
    page: Evidence<'a>,
    order: Vec<Stop>,
    chain: Vec<Taken>,
}

impl<'a> Backbone<'a> {
    /// The entries on the chain and the slips beside it, in time order.
    fn entries(&self) -> Vec<Chosen<'a>> {
        let shares = self.form_shares();
        let mut chosen: Vec<Chosen<'a>> = Vec::new();
        let (mut place, mut days, mut shift) = (0, (0, 0), 0);
        for taken in &self.chain {
            let (run, another_day) = self.off_chain(place..taken.place, days, &shares);
            chosen.extend(run);
            if place == 0 && another_day {
                shift = 1;
            }
            days = (taken.nights, taken.turns + shift);
            chosen.push(self.on_chain(*taken, days));
            place = taken.place + 1;
        }
        let (run, another_day) = self.off_chain(place..self.order.len(), days, &shares);
        chosen.extend(run.into_iter().map(|mut entry| {
            entry.days.1 += u32::from(another_day);
            entry
        }));
        chosen
    }

    fn candidate(&self, place: usize) -> &'a Candidate {
        &self.page.candidates[self.order[place].index]
    }

    /// The share of the chain that is written in each form.
    fn form_shares(&self) -> Vec<(Form, f32)> {
        let mut counts: Vec<(Form, f32)> = Vec::new();
        for taken in &self.chain {
            let form = self.candidate(taken.place).form;
            match counts.iter_mut().find(|(found, _)| *found == form) {
                Some((_, count)) => *count += 1.0,
                None => counts.push((form, 1.0)),
            }
        }
        #[allow(clippy::cast_precision_loss, reason = "a share needs no exact count")]
        let of = self.chain.len().max(1) as f32;
        counts.iter_mut().for_each(|(_, count)| *count /= of);
        counts
    }

    fn on_chain(&self, taken: Taken, days: Days) -> Chosen<'a> {
        let candidate = self.candidate(taken.place);
        let read = ClockTime::from_minutes(taken.minute);
        let printed = read
            .filter(|time| Some(*time) == candidate.by_units)
            .unwrap_or(candidate.time);
        let printed_fits = || Room::at(&self.chain, taken.place, taken.section).nearly_has(printed);
        Chosen {
            candidate,
            time: Some(printed),
            corrected: read.filter(|time| *time != printed).filter(|_| !printed_fits()),
            days,
        }
    }

    /// The entries of a run of places off the chain, and whether they are another day's.
    fn off_chain(&self, run: Range<usize>, days: Days, shares: &[(Form, f32)]) -> (Vec<Chosen<'a>>, bool) {
        let weight = |place: usize| self.page.weights[self.order[place].index];
        let at_an_end = run.start == 0 || run.end == self.order.len();
        let strong: Vec<usize> = run
            .filter(|place| weight(*place) >= evidence::LEAST_WEIGHT)
            .collect();
        let minutes: Vec<u16> = strong
            .iter()
            .map(|place| self.candidate(*place).time.minutes())
            .collect();
        // Times that fall while the page's rise.
        let against = strong.len() >= 2 && minutes.windows(2).all(|pair| pair[0] > pair[1]);
        let rises = minutes.windows(2).all(|pair| pair[0] <= pair[1]);
        let mut chosen = Vec::new();
        let mut far = at_an_end && rises;
        for place in strong.iter().copied() {
            let Stop { index, section } = self.order[place];
            let candidate = self.candidate(place);
            let room = Room::at(&self.chain, place, section);
            let time = match candidate.by_units {
                Some(units) if room.position(units).is_some() && room.position(candidate.time).is_none() => {
                    units
                }
                _ => candidate.time,
            };
            let off = OffChain {
                candidate,
                time,
                weight: weight(place),
                room,
                run: strong.len(),
                against,
                body: body_chars(self.page, index),
                form_share: shares
                    .iter()
                    .find(|(form, _)| *form == candidate.form)
                    .map_or(0.0, |s| s.1),
            };
            if !off.is_entry(self.page.paragraphs) {
                continue;
            }
            let rival = only_rival(&self.chain, place, section, time.minutes())
                .map(|(place, room)| (self.candidate(place), room));
            let corrected = off.corrected(rival);
            let night = corrected
                .and_then(|time| room.position(time))
                .is_some_and(|minute| minute >= 1440);
            far &= corrected.is_none() && self.is_far(&off);
            chosen.push(Chosen {
                candidate,
                time: candidate.possible.then_some(time),
                corrected,
                days: (days.0 + u32::from(night), days.1),
            });
        }
        let another_day = far && chosen.len() >= DAY_ENTRIES;
        (chosen, another_day)
    }

    /// Whether an entry at an end of the page is out by so much that it is another day's rather than a slip.
    fn is_far(&self, off: &OffChain<'_>) -> bool {
        let several_days = self.chain.last().is_some_and(|taken| taken.turns > 0);
        if several_days {
            return off.displacement() > FAR_ON_LONG_PAGES;
        }
        // The other half of the day would do as well.
        let half = night_half(off.candidate).is_some_and(|time| off.room.nearly_has(time));
        off.displacement() > FAR && !half
    }
}

/// Characters of text from a candidate to the next one.
fn body_chars(page: Evidence<'_>, index: usize) -> usize {
    let candidate = &page.candidates[index];
    let end = page
        .candidates
        .get(index + 1)
        .map_or(page.paragraphs.len(), |next| next.paragraph);
    let own = page.paragraphs[candidate.paragraph].text[candidate.text_start..].len();
    page.paragraphs[candidate.paragraph + 1..end]
        .iter()
        .map(|p| p.text.len())
        .sum::<usize>()
        + own
}
