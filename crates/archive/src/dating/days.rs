//! Sets of days: what a constraint allows.
//!
//! Days count from 1 January 1995 to 31 December 2035, the years that are plausible for a live blog. A set is a row of
//! bits, so that constraints with holes (`a Monday`, `in the first week of a March`) are joined as cheaply as intervals.

use daybook_model::LocalDate;
use jiff::{ToSpan, civil::Date};
use std::ops::RangeInclusive;

/// The years that a page may be of.
pub(super) const YEARS: RangeInclusive<i16> = 1995..=2035;

/// How many days those years have.
const COUNT: usize = 14_975;
const WORDS: usize = COUNT.div_ceil(64);

/// Anniversaries are kept of days before those years, of none before 1776.
const EARLIEST: i32 = -80_000;

/// A day, counted from the first one; may lie outside the range, where it is in no set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Day(pub(super) i32);

/// Days of the week, Monday first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    pub(super) const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The weekday that a word names, in full or by its first letters.
    pub(super) fn named(word: &str) -> Option<Self> {
        let lower = word.to_ascii_lowercase();
        let starts = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let place = starts.iter().position(|start| lower.starts_with(start))?;
        Self::ALL.get(place).copied()
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }
}

fn first() -> Date {
    Date::new(*YEARS.start(), 1, 1).unwrap_or(Date::ZERO)
}

impl Day {
    /// The day of that date, if there is such a date.
    pub(super) fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        LocalDate::new(year, month, day).map(Self::of)
    }

    pub(super) fn of(date: LocalDate) -> Self {
        let narrow = |number: u8| i8::try_from(number).unwrap_or(1);
        let civil =
            Date::new(date.year(), narrow(date.month()), narrow(date.day())).unwrap_or_else(|_| first());
        let days = civil.duration_since(first()).as_hours() / 24;
        Self(i32::try_from(days).unwrap_or(i32::MAX))
    }

    /// The last day of that month.
    pub(super) fn month_end(year: i16, month: u8) -> Option<Self> {
        Self::new(year, month, LocalDate::days_in_month(year, month))
    }

    /// The date; a day after the range gives its last one, one long before it the first that is told of.
    #[allow(
        clippy::expect_used,
        reason = "both calendars have the same days in these years"
    )]
    pub(super) fn date(self) -> LocalDate {
        let last = i32::try_from(COUNT).unwrap_or(i32::MAX) - 1;
        let civil = first().saturating_add(self.0.clamp(EARLIEST, last).days());
        let widen = |number: i8| u8::try_from(number).unwrap_or(1);
        LocalDate::new(civil.year(), widen(civil.month()), widen(civil.day())).expect("a day of the calendar")
    }

    pub(super) fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// 1 January 1995 was a Sunday.
    pub(super) fn weekday(self) -> Weekday {
        let place = usize::try_from(self.0.saturating_add(6).rem_euclid(7)).unwrap_or(0);
        Weekday::ALL.get(place).copied().unwrap_or(Weekday::Monday)
    }

    /// The Monday of its week.
    pub(super) fn monday(self) -> Self {
        self.plus(-self.0.saturating_add(6).rem_euclid(7))
    }

    fn place(self) -> Option<usize> {
        usize::try_from(self.0).ok().filter(|place| *place < COUNT)
    }
}

/// A set of days.
#[derive(Clone, PartialEq, Eq)]
pub struct DaySet {
    bits: Box<[u64; WORDS]>,
}

impl std::fmt::Debug for DaySet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} days in {:?}", self.len(), self.hull())
    }
}

impl DaySet {
    /// No day.
    pub(super) fn none() -> Self {
        Self {
            bits: Box::new([0; WORDS]),
        }
    }

    /// Every day.
    pub(super) fn all() -> Self {
        let last = i32::try_from(COUNT).unwrap_or(i32::MAX);
        Self::between(Day(0), Day(last))
    }

    /// The days from the first to the second; none if they stand the other way round.
    pub(super) fn between(from: Day, to: Day) -> Self {
        let mut set = Self::none();
        set.add(from, to);
        set
    }

    /// That day and all after it.
    pub(super) fn since(day: Day) -> Self {
        Self::between(day, Day(i32::MAX))
    }

    /// That day and all before it.
    pub(super) fn until(day: Day) -> Self {
        Self::between(Day(0), day)
    }

    /// The days of the intervals that are given for each year.
    pub(super) fn each_year(mut of: impl FnMut(i16) -> Option<(Day, Day)>) -> Self {
        let mut set = Self::none();
        // One more on either side: what belongs to a year may reach into the next.
        for year in *YEARS.start() - 1..=*YEARS.end() + 1 {
            if let Some((from, to)) = of(year) {
                set.add(from, to);
            }
        }
        set
    }

    /// The days of that sort.
    pub(super) fn where_day(mut fits: impl FnMut(Day) -> bool) -> Self {
        let mut set = Self::none();
        for place in 0..COUNT {
            let day = Day(i32::try_from(place).unwrap_or(i32::MAX));
            if fits(day) {
                set.put(place);
            }
        }
        set
    }

    /// Adds the days from the first to the second.
    pub(super) fn add(&mut self, from: Day, to: Day) {
        let end = COUNT as i32 - 1;
        for place in from.0.max(0)..=to.0.min(end) {
            if let Some(place) = Day(place).place() {
                self.put(place);
            }
        }
    }

    fn put(&mut self, place: usize) {
        if let Some(word) = self.bits.get_mut(place / 64) {
            *word |= 1 << (place % 64);
        }
    }

    /// The days of both.
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (word, with) in both.bits.iter_mut().zip(other.bits.iter()) {
            *word &= with;
        }
        both
    }

    /// The days of either.
    pub(super) fn or(&self, other: &Self) -> Self {
        let mut either = self.clone();
        for (word, with) in either.bits.iter_mut().zip(other.bits.iter()) {
            *word |= with;
        }
        either
    }

    /// The first and the last day that any set can hold.
    pub fn ends() -> (LocalDate, LocalDate) {
        (Day(0).date(), Day(i32::MAX).date())
    }

    /// Whether all of its days are among the other's.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.bits
            .iter()
            .zip(other.bits.iter())
            .all(|(word, with)| word & !with == 0)
    }

    /// How many days.
    pub fn len(&self) -> usize {
        self.bits.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|word| *word == 0)
    }

    /// Whether the day is one of them.
    pub fn contains(&self, date: LocalDate) -> bool {
        Day::of(date).place().is_some_and(|place| {
            self.bits
                .get(place / 64)
                .is_some_and(|word| word & (1 << (place % 64)) != 0)
        })
    }

    /// Whether any day from the first to the second is one of them.
    pub fn meets(&self, from: LocalDate, to: LocalDate) -> bool {
        !self.and(&Self::between(Day::of(from), Day::of(to))).is_empty()
    }

    /// The first and the last day; `None` for the empty set.
    pub fn hull(&self) -> Option<(LocalDate, LocalDate)> {
        let place = |word: usize, bit: u32| Day(i32::try_from(word * 64).unwrap_or(0) + bit as i32).date();
        let low = self.bits.iter().position(|word| *word != 0)?;
        let high = self.bits.iter().rposition(|word| *word != 0)?;
        Some((
            place(low, self.bits[low].trailing_zeros()),
            place(high, 63 - self.bits[high].leading_zeros()),
        ))
    }

    /// Whether it says something: neither every day nor, in effect, all of them.
    pub(super) fn narrows(&self) -> bool {
        self.len() < COUNT
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> LocalDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_count_is_that_of_the_years() {
        assert_eq!(Day::new(2036, 1, 1).unwrap().0, COUNT as i32);
        assert_eq!(Day(0).date(), date("1995-01-01"));
        assert_eq!(
            DaySet::all().hull(),
            Some((date("1995-01-01"), date("2035-12-31")))
        );
        assert!(!DaySet::all().narrows());
    }

    #[test]
    fn weekdays() {
        assert_eq!(Day::of(date("2015-03-09")).weekday(), Weekday::Monday);
        assert_eq!(Day::of(date("2013-05-26")).weekday(), Weekday::Sunday);
        assert_eq!(Day::of(date("2013-05-26")).monday().date(), date("2013-05-20"));
        assert_eq!(Day::of(date("2013-05-20")).monday().date(), date("2013-05-20"));
        assert_eq!(Weekday::named("Thurs"), Some(Weekday::Thursday));
        assert_eq!(Weekday::named("March"), None);
    }

    proptest! {
        #[test]
        fn days_round_trip(place in 0..14_975_i32) {
            prop_assert_eq!(Day::of(Day(place).date()), Day(place));
        }

        #[test]
        fn sets_are_what_their_days_say(a in -50..15_100_i32, b in -50..15_100_i32, c in 0..14_975_i32, weekday in 0_usize..7) {
            let set = DaySet::between(Day(a), Day(b));
            let days = DaySet::where_day(|day| day.weekday() == Weekday::ALL[weekday]);
            let day = Day(c);
            let (inside, fits) = (a <= c && c <= b, day.weekday() == Weekday::ALL[weekday]);
            prop_assert_eq!(set.contains(day.date()), inside);
            prop_assert_eq!(set.and(&days).contains(day.date()), inside && fits);
            prop_assert_eq!(set.or(&days).contains(day.date()), inside || fits);
            prop_assert_eq!(DaySet::between(day, day).is_within(&set), inside);
            prop_assert_eq!(set.meets(day.date(), day.date()), inside);
        }
    }
}
