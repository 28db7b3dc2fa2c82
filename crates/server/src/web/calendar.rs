//! The days of a year as a map of heat: a column a week, a row a day of the week.

use super::address::Address;
use super::{dates, words};
use daybook_model::LocalDate;
use daybook_search::{DateValue, FacetCount};

/// The pitch of days, and the height of the months' names above them.
const PITCH: usize = 14;
const NAMES: usize = 18;
/// How many shades there are.
const SHADES: u64 = 4;

/// A year of days.
pub(super) struct Year {
    pub(super) year: i16,
    /// The anchor of its heading.
    pub(super) count: String,
    pub(super) href: String,
    pub(super) description: String,
    /// The outline of the year's days.
    pub(super) outline: String,
    /// Where the name of each month stands.
    pub(super) names: Vec<(usize, &'static str)>,
    pub(super) days: Vec<Day>,
    /// Each month with entries: its name, count and where they are.
    pub(super) months: Vec<(String, String, String)>,
}

/// A day with entries.
pub(super) struct Day {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) shade: u64,
    pub(super) href: String,
    pub(super) label: String,
}

/// How many days the year's counts name.
pub(super) fn days_of(year: &FacetCount) -> usize {
    let months = year.children.iter().flatten();
    months
        .map(|month| month.children.as_ref().map_or(0, Vec::len))
        .sum()
}

impl Year {
    /// The year of a value of the date facet; `most` is the most that any day has.
    pub(super) fn new(counted: &FacetCount, most: u64) -> Option<Self> {
        let Ok(DateValue::Year(year)) = counted.slug.parse() else {
            return None;
        };
        let months = || counted.children.iter().flatten();
        let first = dates::weekday_number(LocalDate::new(year, 1, 1)?);
        let days: Vec<Day> = months()
            .flat_map(|month| month.children.iter().flatten())
            .filter_map(|counted| day(counted, first, most))
            .collect();
        let name = |month: u8| {
            let day = LocalDate::new(year, month, 1)?;
            let name = dates::month_name(month);
            Some((column(day, first) * PITCH, name.get(..3).unwrap_or(name)))
        };
        let link = |value: &str| Address::default().with("date", value).href();
        Some(Self {
            year,
            count: words::count(counted.count, "entry", "entries"),
            href: link(&counted.slug),
            description: format!(
                "{} with entries; the table below has the months.",
                words::count(days.len() as u64, "day", "days")
            ),
            outline: outline(
                first,
                column(LocalDate::new(year, 12, 31)?, first),
                dates::weekday_number(LocalDate::new(year, 12, 31)?),
            ),
            names: (1..=12).filter_map(name).collect(),
            days,
            months: months()
                .map(|month| {
                    (
                        dates::value_words(&month.slug),
                        words::number(month.count),
                        link(&month.slug),
                    )
                })
                .collect(),
        })
    }
}

fn day(counted: &FacetCount, first: usize, most: u64) -> Option<Day> {
    let Ok(DateValue::Day(day)) = counted.slug.parse() else {
        return None;
    };
    Some(Day {
        x: column(day, first) * PITCH,
        y: NAMES + dates::weekday_number(day) * PITCH,
        shade: (counted.count * SHADES).div_ceil(most.max(1)).clamp(1, SHADES),
        href: Address::default().with("date", &counted.slug).href(),
        label: format!(
            "{}: {}",
            dates::day_words(day),
            words::count(counted.count, "entry", "entries")
        ),
    })
}

/// The path around all days of a year that begins and ends on those days of the week, the latter in column `last`.
fn outline(first_weekday: usize, last: usize, last_weekday: usize) -> String {
    let (width, height) = (PITCH, 7 * PITCH);
    let (before, until) = (first_weekday * PITCH, (last_weekday + 1) * PITCH);
    let end = last * PITCH;
    format!(
        "M0 {}h{width}v-{before}H{}v{until}H{end}V{}H0z",
        NAMES + before,
        end + width,
        NAMES + height
    )
}

/// The week of the year, from 0, where the year's first day is that day of the week.
fn column(day: LocalDate, first: usize) -> usize {
    let before: usize = (1..day.month())
        .map(|month| usize::from(LocalDate::days_in_month(day.year(), month)))
        .sum();
    (first + before + usize::from(day.day()) - 1) / 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_stand_in_the_column_of_their_week() {
        let first = dates::weekday_number(LocalDate::new(2015, 1, 1).unwrap());
        assert_eq!(first, 3, "a Thursday");
        // A leap year that begins on a Sunday has 54 columns.
        assert_eq!(column(LocalDate::new(2012, 12, 31).unwrap(), 6), 53);
        assert_eq!(outline(3, 52, 3), "M0 60h14v-42H742v56H728V116H0z");
        for (month, day, week) in [(1, 1, 0), (1, 4, 0), (1, 5, 1), (12, 31, 52)] {
            assert_eq!(column(LocalDate::new(2015, month, day).unwrap(), first), week);
        }
    }
}
