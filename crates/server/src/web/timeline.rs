//! The search page's chart over time: bars of years, of the months of a year, the days of a month or the hours of a
//! day, each a link to exactly the entries that it counts.
//!
//! Its numbers are those of the date facet, which counts in the same pass as the search and does not shrink by its own
//! selection.

use super::address::{Address, DATES};
use super::chart::{Bar, Chart};
use super::{dates, words};
use daybook_model::LocalDate;
use daybook_search::{DateValue, FacetCount, Filters};

/// An archive of no more months than these opens at months.
const MONTHS_AT_ONCE: i32 = 30;
/// No more years than these are drawn; what is before them is said.
const YEARS_AT_ONCE: i16 = 80;

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

/// The year, month or day that holds all that is selected, for which the next finer bars are shown.
pub(super) fn zoom(filters: &Filters) -> Option<DateValue> {
    let ends = match (filters.from, filters.to) {
        (Some(from), Some(to)) => vec![DateValue::Day(from), DateValue::Day(to)],
        (None, None) => Vec::new(),
        _ => return None,
    };
    let mut selected = filters.date.iter().copied().chain(ends);
    let mut held = selected
        .next()
        .filter(|value| !matches!(value, DateValue::SeveralYears | DateValue::Undated))?;
    for value in selected {
        while !held.holds(value) {
            held = held.parent()?;
        }
    }
    Some(held)
}

/// Whether the bars are hours.
pub(super) fn needs_hours(filters: &Filters) -> bool {
    matches!(zoom(filters), Some(DateValue::Day(_)))
}

impl Timeline {
    /// The chart for an answer's counts of dates, and of hours where bars are hours.
    pub(super) fn new(
        counts: &[FacetCount],
        hours: &[FacetCount],
        filters: &Filters,
        address: &Address,
    ) -> Self {
        let zoom = zoom(filters);
        let links = Links { address, filters };
        let mut beside = Vec::new();
        let chart = match zoom {
            None => links.all(counts, &mut beside),
            Some(DateValue::Year(year)) => links.year(find(counts, zoom), year, &mut beside),
            Some(DateValue::Month(year, month)) => links.month(find(counts, zoom), year, month, &mut beside),
            Some(DateValue::Day(day)) => links.day(hours, day, &mut beside),
            Some(DateValue::SeveralYears | DateValue::Undated) => None,
        };
        Self {
            chart,
            crumbs: links.crumbs(zoom),
            beside,
        }
    }
}

/// The count of a value, wherever it is in the tree.
fn find(counts: &[FacetCount], value: Option<DateValue>) -> Option<&FacetCount> {
    let value = value?;
    let mut level = counts;
    loop {
        let holds = |count: &&FacetCount| {
            count
                .slug
                .parse::<DateValue>()
                .is_ok_and(|other| other.holds(value))
        };
        let found = level.iter().find(holds)?;
        if found.slug == value.to_string() {
            return Some(found);
        }
        level = found.children.as_deref()?;
    }
}

fn children(count: Option<&FacetCount>) -> &[FacetCount] {
    count
        .and_then(|count| count.children.as_deref())
        .unwrap_or_default()
}

fn count_of(counts: &[FacetCount], value: DateValue) -> u64 {
    let slug = value.to_string();
    counts
        .iter()
        .find(|count| count.slug == slug)
        .map_or(0, |count| count.count)
}

struct Links<'a> {
    address: &'a Address,
    filters: &'a Filters,
}

impl Links<'_> {
    fn href(&self, value: DateValue) -> String {
        let value = value.to_string();
        self.address
            .replacing(&[&DATES[..], &["hour"]].concat(), &[("date", &value)])
            .href()
    }

    fn bar(&self, value: DateValue, label: String, counts: &[FacetCount]) -> Bar {
        let count = count_of(counts, value);
        let name = dates::value_words(&value.to_string());
        Bar::new(label, name, count, self.href(value)).selected(self.is_selected(value))
    }

    /// Whether a value is chosen, or lies within what is.
    fn is_selected(&self, value: DateValue) -> bool {
        let chosen = self
            .filters
            .date
            .iter()
            .any(|chosen| *chosen == value || (chosen.holds(value) && self.filters.date.len() > 1));
        let (from, to) = (self.filters.from, self.filters.to);
        chosen || ((from.is_some() || to.is_some()) && within(value, from, to))
    }

    fn crumbs(&self, zoom: Option<DateValue>) -> Vec<Crumb> {
        let line: Vec<DateValue> = std::iter::successors(zoom, |value| value.parent()).collect();
        let everything = Crumb {
            label: "All years".to_owned(),
            href: Some(
                self.address
                    .replacing(&[&DATES[..], &["hour"]].concat(), &[])
                    .href(),
            ),
        };
        let mut crumbs = vec![everything];
        crumbs.extend(line.into_iter().rev().map(|value| Crumb {
            label: match value {
                DateValue::Month(_, month) => dates::month_name(month).to_owned(),
                DateValue::Day(day) => day.day().to_string(),
                other => other.to_string(),
            },
            href: Some(self.href(value)),
        }));
        if let Some(last) = crumbs.last_mut() {
            last.href = None;
        }
        crumbs
    }

    /// Years, or months where there are few.
    fn all(&self, counts: &[FacetCount], beside: &mut Vec<Beside>) -> Option<Chart> {
        for value in [DateValue::SeveralYears, DateValue::Undated] {
            let count = count_of(counts, value);
            if count > 0 {
                beside.push(Beside {
                    text: format!(
                        "{} {}",
                        words::number(count),
                        dates::value_words(&value.to_string())
                    ),
                    href: Some(self.href(value)),
                });
            }
        }
        let year = |count: &FacetCount| match count.slug.parse() {
            Ok(DateValue::Year(year)) if count.count > 0 => Some(year),
            _ => None,
        };
        let (first, last) = (
            counts.iter().filter_map(year).min()?,
            counts.iter().filter_map(year).max()?,
        );
        let by_month = self.months_of_all(counts, first, last);
        if !by_month.is_empty() {
            let within_years: u64 = counts
                .iter()
                .filter(|count| year(count).is_some())
                .map(|count| count.count - sum(children(Some(count))).min(count.count))
                .sum();
            self.coarse(within_years, "a year", beside);
            return Chart::new("timeline", "Entries by month".to_owned(), "Month", by_month);
        }
        let shown = first.max(last.saturating_sub(YEARS_AT_ONCE - 1));
        let before: u64 = counts
            .iter()
            .filter(|count| year(count).is_some_and(|year| year < shown))
            .map(|count| count.count)
            .sum();
        if before > 0 {
            beside.push(Beside {
                text: format!("{} before {shown}", words::number(before)),
                href: None,
            });
        }
        let bars = (shown..=last).map(|year| self.bar(DateValue::Year(year), year.to_string(), counts));
        Chart::new("timeline", "Entries by year".to_owned(), "Year", bars.collect())
    }

    /// A bar for every month from the first that has entries to the last, unless those are many.
    fn months_of_all(&self, counts: &[FacetCount], first: i16, last: i16) -> Vec<Bar> {
        if i32::from(last) - i32::from(first) > MONTHS_AT_ONCE / 12 {
            return Vec::new();
        }
        let mut bars = Vec::new();
        for year in first..=last {
            let months = children(find(counts, Some(DateValue::Year(year))));
            bars.extend((1..=12).map(|month| {
                let label = match month {
                    1 => year.to_string(),
                    _ => initial(month),
                };
                self.bar(DateValue::Month(year, month), label, months)
            }));
        }
        let has = |bar: &Bar| bar.count > 0;
        let (Some(from), Some(to)) = (bars.iter().position(has), bars.iter().rposition(has)) else {
            return Vec::new();
        };
        let mut bars: Vec<Bar> = bars.drain(from..=to).collect();
        if bars.len() > usize::try_from(MONTHS_AT_ONCE).unwrap_or_default() || bars.len() < 3 {
            return Vec::new();
        }
        if let Some(bar) = bars.first_mut() {
            bar.label = bar.name.split(' ').next_back().unwrap_or_default().to_owned();
        }
        bars
    }

    fn year(&self, counts: Option<&FacetCount>, year: i16, beside: &mut Vec<Beside>) -> Option<Chart> {
        let months = children(counts);
        let rest = counts.map_or(0, |count| count.count - sum(months).min(count.count));
        self.coarse(rest, &year.to_string(), beside);
        let bars = (1..=12).map(|month| {
            let label = dates::month_name(month).get(..3).unwrap_or_default();
            self.bar(DateValue::Month(year, month), label.to_owned(), months)
        });
        Chart::new(
            "timeline",
            format!("Entries by month of {year}"),
            "Month",
            bars.collect(),
        )
    }

    fn month(
        &self,
        counts: Option<&FacetCount>,
        year: i16,
        month: u8,
        beside: &mut Vec<Beside>,
    ) -> Option<Chart> {
        let days = children(counts);
        let name = dates::value_words(&DateValue::Month(year, month).to_string());
        let rest = counts.map_or(0, |count| count.count - sum(days).min(count.count));
        self.coarse(rest, &name, beside);
        let bars = (1..=LocalDate::days_in_month(year, month)).filter_map(|day| {
            let value = DateValue::Day(LocalDate::new(year, month, day)?);
            Some(self.bar(value, day.to_string(), days))
        });
        Chart::new(
            "timeline",
            format!("Entries by day of {name}"),
            "Day",
            bars.collect(),
        )
    }

    fn day(&self, hours: &[FacetCount], day: LocalDate, beside: &mut Vec<Beside>) -> Option<Chart> {
        let chosen = &self.filters.selection(daybook_search::Facet::Hour).any;
        let href = |hour: &str| self.address.replacing(&["hour"], &[("hour", hour)]).href();
        let count = |slug: &str| {
            hours
                .iter()
                .find(|hour| hour.slug == slug)
                .map_or(0, |hour| hour.count)
        };
        let timeless = count("unknown");
        if timeless > 0 {
            beside.push(Beside {
                text: format!("{} without a time", words::number(timeless)),
                href: Some(href("unknown")),
            });
        }
        let bars = (0..24).map(|hour| {
            let slug = format!("{hour:02}");
            let name = format!("{slug}:00 to {slug}:59");
            let bar = Bar::new(slug.clone(), name, count(&slug), href(&slug));
            bar.selected(chosen.contains(&slug))
        });
        Chart::new(
            "timeline",
            format!("Entries by hour of {}", dates::day_words(day)),
            "Hour",
            bars.collect(),
        )
    }

    fn coarse(&self, count: u64, what: &str, beside: &mut Vec<Beside>) {
        if count > 0 {
            beside.push(Beside {
                text: format!("{} dated no closer than to {what}", words::number(count)),
                href: None,
            });
        }
    }
}

fn initial(month: u8) -> String {
    dates::month_name(month).chars().take(1).collect()
}

fn sum(counts: &[FacetCount]) -> u64 {
    counts.iter().map(|count| count.count).sum()
}

/// Whether all days of a value lie between the ends.
fn within(value: DateValue, from: Option<LocalDate>, to: Option<LocalDate>) -> bool {
    let ends = match value {
        DateValue::Year(year) => LocalDate::new(year, 1, 1).zip(LocalDate::new(year, 12, 31)),
        DateValue::Month(year, month) => LocalDate::new(year, month, 1).zip(LocalDate::new(
            year,
            month,
            LocalDate::days_in_month(year, month),
        )),
        DateValue::Day(day) => Some((day, day)),
        DateValue::SeveralYears | DateValue::Undated => None,
    };
    ends.is_some_and(|(first, last)| from.is_none_or(|from| first >= from) && to.is_none_or(|to| last <= to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filters(dates: &[&str], from: Option<&str>, to: Option<&str>) -> Filters {
        Filters {
            date: dates.iter().map(|date| date.parse().unwrap()).collect(),
            from: from.map(|day| day.parse().unwrap()),
            to: to.map(|day| day.parse().unwrap()),
            ..Filters::default()
        }
    }

    fn zoomed(dates: &[&str], from: Option<&str>, to: Option<&str>) -> String {
        zoom(&filters(dates, from, to)).map_or("all".to_owned(), |value| value.to_string())
    }

    #[test]
    fn the_zoom_is_what_holds_all_that_is_selected() {
        assert_eq!(zoomed(&[], None, None), "all");
        assert_eq!(zoomed(&["2015"], None, None), "2015");
        assert_eq!(zoomed(&["2015-03-09"], None, None), "2015-03-09");
        assert_eq!(zoomed(&["2015-03-09", "2015-03-10"], None, None), "2015-03");
        assert_eq!(zoomed(&["2015-03", "2015-05-01"], None, None), "2015");
        assert_eq!(zoomed(&["2015-03", "2014"], None, None), "all");
        assert_eq!(zoomed(&["undated"], None, None), "all");
        assert_eq!(zoomed(&["2015", "undated"], None, None), "all");
        assert_eq!(zoomed(&[], Some("2015-03-01"), Some("2015-03-31")), "2015-03");
        assert_eq!(zoomed(&[], Some("2015-03-01"), None), "all");
    }

    fn count(value: &str, count: u64, children: Vec<FacetCount>) -> FacetCount {
        FacetCount {
            children: (value.len() < 10).then_some(children),
            ..FacetCount::new(value, value, count)
        }
    }

    fn counts() -> Vec<FacetCount> {
        let march = count("2015-03", 4, vec![count("2015-03-09", 3, vec![])]);
        vec![
            count("2009", 1, vec![]),
            count("2015", 6, vec![march, count("2015-05", 1, vec![])]),
            FacetCount::new("undated", "undated", 2),
        ]
    }

    fn shown(filters: &Filters) -> Vec<String> {
        let address = Address::new([("q".to_owned(), "pay".to_owned())]);
        let timeline = Timeline::new(&counts(), &[], filters, &address);
        let mut shown: Vec<String> = timeline
            .crumbs
            .iter()
            .map(|crumb| format!("{} {}", crumb.label, crumb.href.as_deref().unwrap_or("-")))
            .collect();
        let bars = timeline.chart.iter().flat_map(|chart| &chart.bars);
        shown.extend(bars.filter(|bar| bar.count > 0).map(|bar| {
            let on = if bar.is_selected { " on" } else { "" };
            format!(
                "{}={} {}{on}",
                bar.label,
                bar.count,
                bar.href.as_deref().unwrap_or("-")
            )
        }));
        shown.extend(timeline.beside.into_iter().map(|beside| beside.text));
        shown
    }

    #[test]
    fn bars_lead_in_and_crumbs_lead_out() {
        assert_eq!(
            shown(&Filters::default()),
            [
                "All years -",
                "2009=1 /?q=pay&date=2009",
                "2015=6 /?q=pay&date=2015",
                "2 undated"
            ]
        );
        assert_eq!(
            shown(&filters(&["2015"], None, None)),
            [
                "All years /?q=pay",
                "2015 -",
                "Mar=4 /?q=pay&date=2015-03",
                "May=1 /?q=pay&date=2015-05",
                "1 dated no closer than to 2015"
            ]
        );
        assert_eq!(
            shown(&filters(&["2015-03"], None, None)),
            [
                "All years /?q=pay",
                "2015 /?q=pay&date=2015",
                "March -",
                "9=3 /?q=pay&date=2015-03-09",
                "1 dated no closer than to March 2015"
            ]
        );
        assert_eq!(
            shown(&filters(&["2015-03", "2015-05"], None, None))[2..4],
            ["Mar=4 /?q=pay&date=2015-03 on", "May=1 /?q=pay&date=2015-05 on"]
        );
    }
}
