//! The day of every entry of a page with day headings.
//!
//! A heading with a year is a day by itself; one without takes its year from the page's date or from its neighbours;
//! `Wednesday` is counted from the nearest known day, and the page's date is that of the first heading in time that it
//! fits. `Day two` says only how far it is from `Day one`. Where nothing says which day a heading means, its entries
//! keep the rules of a page that turns to other days without saying to which.

use super::shifts::{DayShift, days_between, on_page, shift_of, shifted};
use crate::split::weekday_of;
use crate::{DayHeading, SplitEntry, SplitPage};
use daybook_model::{DateBasis, DateInterval, LocalDate};

/// A page without a heading for them is at most so many days from one that has.
const NEAR: i64 = 7;

/// The date of each entry, in printed order, and how it stands to the page's unless a heading gives its own.
pub(super) fn dates(parts: &SplitPage, page: &DateInterval) -> Vec<(DateInterval, Option<DayShift>)> {
    let all_turns = |entries: &mut dyn Iterator<Item = &SplitEntry>| entries.map(|entry| entry.turns).max();
    let sections = Sections::of(parts);
    let days = sections.days(parts, page).filter(|days| agree(days, page));
    let turns_of = |section: usize| {
        let own = |entry: &&SplitEntry| sections.of_heading(entry.heading) == section;
        all_turns(&mut parts.entries.iter().filter(own)).unwrap_or_default()
    };
    let turns: Vec<u32> = (0..sections.headings.len()).map(turns_of).collect();
    // A page that turns to other days without saying to which: each section counts as one turn more.
    let before = |section: usize| -> u32 {
        let earlier: u32 = turns[..section].iter().sum();
        earlier + u32::try_from(section).unwrap_or(u32::MAX)
    };
    let all = before(turns.len().saturating_sub(1)) + turns.last().copied().unwrap_or_default();
    let of_page = |shift: DayShift| (on_page(page, shift), Some(shift));
    let date = |entry: &SplitEntry| {
        let section = sections.of_heading(entry.heading);
        match days.as_ref().and_then(|days| days[section]) {
            // What already dates the page says so too.
            Some(day) if Some(day) == page.day() => of_page(shift_of(entry.nights, entry.turns, entry.turns)),
            Some(day) => {
                let known = DateInterval::on(day, DateBasis::Text, evidence(parts, entry.heading, page));
                (
                    on_page(&known, shift_of(entry.nights, entry.turns, entry.turns)),
                    None,
                )
            }
            None => of_page(shift_of(entry.nights, before(section) + entry.turns, all)),
        }
    };
    parts.entries.iter().map(date).collect()
}

/// What dates the entries under a heading, for people.
fn evidence(parts: &SplitPage, heading: Option<usize>, page: &DateInterval) -> String {
    let heading = heading.and_then(|index| parts.headings.get(index));
    let said = heading.map_or("the day headings of the page".to_owned(), |heading| {
        format!("day heading: {}", heading.text.replace('\n', " / "))
    });
    let alone = heading.is_some_and(|heading| heading.date().is_some());
    match page.day().zip(page.evidence.as_ref()).filter(|_| !alone) {
        Some((day, evidence)) => format!("{said} (page dated {day} by {evidence})"),
        None => said,
    }
}

/// The stretches of a page under one heading each, in time order; the first or the last may have none.
struct Sections {
    headings: Vec<Option<usize>>,
}

impl Sections {
    fn of(parts: &SplitPage) -> Self {
        let mut headings: Vec<Option<usize>> = parts
            .chronological()
            .into_iter()
            .map(|index| parts.entries[index].heading)
            .collect();
        headings.dedup();
        Self { headings }
    }

    fn of_heading(&self, heading: Option<usize>) -> usize {
        self.headings
            .iter()
            .position(|own| *own == heading)
            .unwrap_or_default()
    }

    /// The day of each section, where the headings say so; `None` if they contradict each other.
    fn days(&self, parts: &SplitPage, page: &DateInterval) -> Option<Vec<Option<LocalDate>>> {
        let headings: Vec<Option<&DayHeading>> = self
            .headings
            .iter()
            .map(|index| index.and_then(|index| parts.headings.get(index)))
            .collect();
        if headings.iter().all(Option::is_none) {
            return None;
        }
        let mut days: Vec<Option<LocalDate>> =
            headings.iter().map(|h| h.and_then(DayHeading::date)).collect();
        let reference = days.iter().flatten().next().copied();
        for (day, heading) in days.iter_mut().zip(&headings) {
            if day.is_none() {
                *day = heading.and_then(|heading| with_year(heading, reference, page));
            }
        }
        if days.iter().all(Option::is_none) {
            let anchor = anchor(&headings, page.day()?)?;
            days[anchor] = page.day();
        }
        propagate(&headings, &mut days);
        // The page's own day is that of entries without a heading, where it lies beyond the headings.
        for end in [0, days.len() - 1] {
            if let (None, None, Some(day)) = (headings[end], days[end], page.day()) {
                let beyond = |other: &LocalDate| if end == 0 { day < *other } else { day > *other };
                let known: Vec<LocalDate> = days.iter().flatten().copied().collect();
                if !known.is_empty()
                    && known.iter().all(beyond)
                    && known.iter().any(|other| is_near(day, *other))
                {
                    days[end] = Some(day);
                }
            }
        }
        let known: Vec<LocalDate> = days.iter().flatten().copied().collect();
        known.is_sorted().then_some(days)
    }
}

/// The day of a heading without a year: in the year that brings it nearest to a known day, or in the only year that the
/// page's interval allows.
fn with_year(heading: &DayHeading, reference: Option<LocalDate>, page: &DateInterval) -> Option<LocalDate> {
    if heading.year.is_some() {
        return None;
    }
    if let Some(known) = reference.or(page.day()) {
        return (known.year() - 1..=known.year() + 1)
            .filter_map(|year| heading.in_year(year))
            .min_by_key(|day| apart(*day, known).abs())
            .filter(|day| apart(*day, known).abs() <= 31);
    }
    let (earliest, latest) = page.bounds()?;
    let mut years = (earliest.year()..=latest.year())
        .filter_map(|year| heading.in_year(year))
        .filter(|day| (earliest..=latest).contains(day));
    years.next().filter(|_| years.next().is_none())
}

/// The first section in time whose heading names the weekday of the page's day, or else the one without a heading, if the
/// others can lie around it.
fn anchor(headings: &[Option<&DayHeading>], day: LocalDate) -> Option<usize> {
    let weekday = weekday_of(day);
    let named = |heading: &Option<&DayHeading>| heading.and_then(|heading| heading.weekday);
    if headings.iter().all(|heading| named(heading).is_none()) {
        return None;
    }
    headings
        .iter()
        .position(|heading| named(heading) == weekday)
        .or_else(|| headings.iter().position(Option::is_none))
}

/// Counts on from known days, forwards and then backwards.
fn propagate(headings: &[Option<&DayHeading>], days: &mut [Option<LocalDate>]) {
    for index in 1..days.len() {
        if let (None, Some(before)) = (days[index], days[index - 1]) {
            days[index] = step(headings[index - 1], headings[index], before, 1);
        }
    }
    for index in (1..days.len()).rev() {
        if let (Some(after), None) = (days[index], days[index - 1]) {
            days[index - 1] = step(headings[index], headings[index - 1], after, -1);
        }
    }
}

/// The day of a heading, in the direction of time that `sign` says, from a neighbour's.
fn step(
    from: Option<&DayHeading>,
    to: Option<&DayHeading>,
    known: LocalDate,
    sign: i64,
) -> Option<LocalDate> {
    let to = to.filter(|to| to.month_day.is_none())?;
    if let (Some(from), Some(number)) = (from.and_then(|from| from.number), to.number) {
        return Some(shifted(known, i64::from(number) - i64::from(from)));
    }
    let weekday = to.weekday?;
    // The same weekday again heads the same day.
    (0..NEAR)
        .map(|days| shifted(known, sign * days))
        .find(|day| weekday_of(*day) == Some(weekday))
}

fn is_near(a: LocalDate, b: LocalDate) -> bool {
    apart(a, b).abs() <= NEAR
}

/// How many days a day lies after another.
fn apart(a: LocalDate, b: LocalDate) -> i64 {
    days_between(b, a)
}

/// Whether the headings can be true together with what dates the page.
fn agree(days: &[Option<LocalDate>], page: &DateInterval) -> bool {
    let known = || days.iter().flatten();
    match (page.bounds(), known().min(), known().max()) {
        (Some((earliest, latest)), Some(first), Some(last)) => {
            shifted(*first, -1) <= latest && earliest <= shifted(*last, 1)
        }
        _ => true,
    }
}
