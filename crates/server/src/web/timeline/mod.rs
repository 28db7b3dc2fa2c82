//! The search page's chart over time: bars of years, of the months of a year, the days of a month, the hours of a day or
//! the steps of a chosen range, each a link to exactly the entries that it counts.
//!
//! Its numbers are those of the date facet, which counts in the same pass as the search and does not shrink by its own
//! selection.

mod zoom;

#[cfg(test)]
mod tests;

use super::address::{Address, DATES};
use super::chart::{Bar, Brush, Chart};
use super::steps::steps;
use super::{dates, words};
use daybook_model::LocalDate;
use daybook_search::{DateValue, FacetCount, Filters};
use zoom::{Zoom, holding, span, zoom};

/// An archive of no more months than these opens at months.
const MONTHS_AT_ONCE: usize = 30;

/// A chart over time with the ways in and out of it.
pub(super) struct Timeline {
    pub(super) chart: Option<Chart>,
    /// The way out: all years, the year, the month; the last is what is shown.
    pub(super) crumbs: Vec<Crumb>,
    /// What is in no bar.
    pub(super) beside: Vec<Beside>,
}

/// A wider stretch of time.
pub(super) struct Crumb {
    pub(super) label: String,
    /// `None` for what is shown.
    pub(super) href: Option<String>,
}

/// Entries that no bar holds.
pub(super) struct Beside {
    pub(super) text: String,
    pub(super) href: Option<String>,
}

/// Whether the bars are hours.
pub(super) fn needs_hours(filters: &Filters) -> bool {
    matches!(zoom(filters), Zoom::Into(DateValue::Day(_)))
}

impl Timeline {
    /// Whether there is any time to look at.
    pub(super) fn shows_something(&self) -> bool {
        self.chart.is_some() || self.crumbs.len() > 1 || !self.beside.is_empty()
    }

    /// The chart for an answer's counts of dates, and of hours where bars are hours.
    pub(super) fn new(
        counts: &[FacetCount],
        hours: &[FacetCount],
        filters: &Filters,
        address: &Address,
    ) -> Self {
        let zoom = zoom(filters);
        let mut drawing = Drawing {
            counts,
            address,
            filters,
            zoom,
            beside: Vec::new(),
        };
        Self {
            chart: match zoom {
                Zoom::All => drawing.all(),
                Zoom::Into(DateValue::Day(day)) => drawing.day(hours, day),
                Zoom::Into(value) => drawing.parts(value),
                Zoom::Range(first, last) => drawing.range(first, last),
            },
            crumbs: drawing.crumbs(),
            beside: drawing.beside,
        }
    }
}

struct Drawing<'a> {
    counts: &'a [FacetCount],
    address: &'a Address,
    filters: &'a Filters,
    zoom: Zoom,
    beside: Vec<Beside>,
}

impl Drawing<'_> {
    /// The search at any time of those that it can be narrowed to here.
    fn anytime(&self) -> Address {
        self.address.replacing(&[&DATES[..], &["hour"]].concat(), &[])
    }

    fn href(&self, value: DateValue) -> String {
        self.anytime().with("date", &value.to_string()).href()
    }

    /// The count of a value, wherever it is in the tree.
    fn find(&self, value: DateValue) -> Option<&FacetCount> {
        let mut level = self.counts;
        loop {
            let holds = |count: &&FacetCount| {
                let other = count.slug.parse::<DateValue>();
                other.is_ok_and(|other| other.holds(value))
            };
            let found = level.iter().find(holds)?;
            if found.slug == value.to_string() {
                return Some(found);
            }
            level = found.children.as_deref()?;
        }
    }

    fn count(&self, value: DateValue) -> u64 {
        self.find(value).map_or(0, |count| count.count)
    }

    /// Whether a value is chosen, or lies within what is; where the chart shows more than that.
    fn is_selected(&self, value: DateValue) -> bool {
        if matches!(self.zoom, Zoom::Range(..)) {
            return false;
        }
        let dates = &self.filters.date;
        let chosen = dates
            .iter()
            .any(|chosen| *chosen == value || (chosen.holds(value) && dates.len() > 1));
        let (from, to) = (self.filters.from, self.filters.to);
        chosen || ((from.is_some() || to.is_some()) && within(value, from, to))
    }

    /// A chart of the steps from one value to another.
    fn chart(&self, title: String, first: DateValue, last: DateValue) -> Option<Chart> {
        let heading = match first {
            DateValue::Year(_) => "Year",
            DateValue::Month(..) => "Month",
            _ => "Day",
        };
        let bars = steps(first, last).into_iter().map(|step| {
            let count = self.count(step.value);
            Bar::of(&step, count, self.href(step.value)).selected(self.is_selected(step.value))
        });
        let brush = Brush::dates(&self.anytime());
        Some(Chart::new("timeline", title, heading, bars.collect())?.brushed(brush))
    }

    fn crumbs(&self) -> Vec<Crumb> {
        let held = match self.zoom {
            Zoom::All => None,
            Zoom::Into(value) => Some(value),
            Zoom::Range(..) => holding(self.filters),
        };
        let line: Vec<DateValue> = std::iter::successors(held, |value| value.parent()).collect();
        let mut crumbs = vec![Crumb {
            label: "All years".to_owned(),
            href: Some(self.anytime().href()),
        }];
        crumbs.extend(line.into_iter().rev().map(|value| Crumb {
            label: match value {
                DateValue::Month(_, month) => dates::month_name(month).to_owned(),
                DateValue::Day(day) => day.day().to_string(),
                other => other.to_string(),
            },
            href: Some(self.href(value)),
        }));
        if let Zoom::Range(first, last) = self.zoom {
            crumbs.push(Crumb {
                label: range_words(first, last),
                href: None,
            });
        }
        if let Some(last) = crumbs.last_mut() {
            last.href = None;
        }
        crumbs
    }

    /// Years, or months where there are few.
    fn all(&mut self) -> Option<Chart> {
        for value in [DateValue::SeveralYears, DateValue::Undated] {
            let count = self.count(value);
            if count > 0 {
                let words = dates::value_words(&value.to_string());
                self.beside.push(Beside {
                    text: format!("{} {words}", words::number(count)),
                    href: Some(self.href(value)),
                });
            }
        }
        let (first, last) = self.years(i16::MIN, i16::MAX)?;
        if let Some((first, last)) = self.few_months() {
            let years = self.counts.iter().filter(|count| year_of(count).is_some());
            let coarse = years.map(own).sum();
            self.coarse(coarse, "a year");
            return self.chart("Entries by month".to_owned(), first, last);
        }
        let chart = self.chart(
            "Entries by year".to_owned(),
            DateValue::Year(first),
            DateValue::Year(last),
        )?;
        let drawn: u64 = chart.bars.iter().map(|bar| bar.count).sum();
        let years = self.counts.iter().filter(|count| year_of(count).is_some());
        let before = years.map(|count| count.count).sum::<u64>().saturating_sub(drawn);
        if before > 0 {
            self.beside.push(Beside {
                text: format!("{} before those years", words::number(before)),
                href: None,
            });
        }
        Some(chart)
    }

    /// The first and the last year with entries, of those between the ends.
    fn years(&self, from: i16, to: i16) -> Option<(i16, i16)> {
        let years = || {
            let with_entries = self.counts.iter().filter(|count| count.count > 0);
            with_entries
                .filter_map(year_of)
                .filter(|year| (from..=to).contains(year))
        };
        years().min().zip(years().max())
    }

    /// The first and the last month with entries, if what lies between them is a chart of months.
    fn few_months(&self) -> Option<(DateValue, DateValue)> {
        let months = || {
            let months = self.counts.iter().flat_map(children);
            let with_entries = months.filter(|month| month.count > 0);
            with_entries.filter_map(|month| month.slug.parse::<DateValue>().ok())
        };
        let ends = months().min().zip(months().max())?;
        let months = super::steps::count(ends.0, ends.1, MONTHS_AT_ONCE);
        // What no month holds may be of another year altogether.
        let years = self.years(i16::MIN, i16::MAX)?;
        let of_year = |value: DateValue| value.parent();
        let all_held = of_year(ends.0) == Some(DateValue::Year(years.0))
            && of_year(ends.1) == Some(DateValue::Year(years.1));
        (all_held && (3..=MONTHS_AT_ONCE).contains(&months)).then_some(ends)
    }

    /// The months of a year or the days of a month; nothing of what has no parts.
    fn parts(&mut self, value: DateValue) -> Option<Chart> {
        let name = dates::value_words(&value.to_string());
        let (from, to) = span(value)?;
        let month = |day: LocalDate| DateValue::Month(day.year(), day.month());
        let (title, first, last) = match value {
            DateValue::Year(_) => (format!("Entries by month of {name}"), month(from), month(to)),
            _ => (
                format!("Entries by day of {name}"),
                DateValue::Day(from),
                DateValue::Day(to),
            ),
        };
        self.coarse(self.find(value).map_or(0, own), &name);
        self.chart(title, first, last)
    }

    /// The steps of a range.
    fn range(&mut self, first: DateValue, last: DateValue) -> Option<Chart> {
        let (unit, first, last) = match (first, last) {
            (DateValue::Year(from), DateValue::Year(to)) => {
                let (from, to) = self.years(from, to)?;
                ("year", DateValue::Year(from), DateValue::Year(to))
            }
            (DateValue::Month(..), _) => ("month", first, last),
            _ => ("day", first, last),
        };
        self.chart(
            format!("Entries by {unit}, {}", range_words(first, last)),
            first,
            last,
        )
    }

    fn day(&mut self, hours: &[FacetCount], day: LocalDate) -> Option<Chart> {
        let chosen = &self.filters.selection(daybook_search::Facet::Hour).any;
        let anytime = self.address.replacing(&["hour"], &[]);
        let count = |slug: &str| {
            let hour = hours.iter().find(|hour| hour.slug == slug);
            hour.map_or(0, |hour| hour.count)
        };
        let timeless = count("unknown");
        if timeless > 0 {
            self.beside.push(Beside {
                text: format!("{} without a time", words::number(timeless)),
                href: Some(anytime.with("hour", "unknown").href()),
            });
        }
        let bars = (0..24).map(|hour| {
            let slug = format!("{hour:02}");
            let bar = Bar::of_hour(hour, count(&slug), anytime.with("hour", &slug).href());
            bar.selected(chosen.contains(&slug))
        });
        let title = format!("Entries by hour of {}", dates::day_words(day));
        let chart = Chart::new("timeline", title, "Hour", bars.collect())?;
        Some(chart.brushed(Brush::hours(&anytime)))
    }

    fn coarse(&mut self, count: u64, what: &str) {
        if count > 0 {
            self.beside.push(Beside {
                text: format!("{} dated no closer than to {what}", words::number(count)),
                href: None,
            });
        }
    }
}

fn year_of(count: &FacetCount) -> Option<i16> {
    match count.slug.parse() {
        Ok(DateValue::Year(year)) => Some(year),
        _ => None,
    }
}

fn children(count: &FacetCount) -> &[FacetCount] {
    count.children.as_deref().unwrap_or_default()
}

/// How many of a value are of none of its parts.
fn own(count: &FacetCount) -> u64 {
    let parts: u64 = children(count).iter().map(|part| part.count).sum();
    count.count.saturating_sub(parts)
}

/// `March 2014 to May 2015`.
fn range_words(first: DateValue, last: DateValue) -> String {
    let [first, last] = [first, last].map(|value| dates::value_words(&value.to_string()));
    format!("{first} to {last}")
}

/// Whether all days of a value lie between the ends.
fn within(value: DateValue, from: Option<LocalDate>, to: Option<LocalDate>) -> bool {
    span(value)
        .is_some_and(|(first, last)| from.is_none_or(|from| first >= from) && to.is_none_or(|to| last <= to))
}
