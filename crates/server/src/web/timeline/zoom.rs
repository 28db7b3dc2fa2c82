//! Which stretch of time the chart shows, by what is chosen of it.

use crate::web::steps;
use daybook_model::LocalDate;
use daybook_search::{DateValue, Filters};

/// So many days, and so many months, are drawn at once: more would make a large page.
const DAYS: usize = 45;
const MONTHS: usize = 48;
/// Fewer columns than these are no chart: what holds them is shown, with them marked.
const FEWEST: usize = 3;

/// A stretch of time, and in which steps it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Zoom {
    /// All that there is.
    All,
    /// A year by months, a month by days, a day by hours.
    Into(DateValue),
    /// From one value to another, both of one kind, each a column.
    Range(DateValue, DateValue),
}

/// The stretch that is chosen: a range by itself, else the year, month or day that holds all that is chosen.
pub(in crate::web) fn zoom(filters: &Filters) -> Zoom {
    let range = filters
        .from
        .zip(filters.to)
        .filter(|_| filters.date.is_empty())
        .and_then(|(from, to)| range(from, to));
    range
        .or_else(|| holding(filters).map(Zoom::Into))
        .unwrap_or(Zoom::All)
}

/// The finest steps for a range, unless it is a year, month or day.
fn range(from: LocalDate, to: LocalDate) -> Option<Zoom> {
    let levels = |day: LocalDate| {
        let month = DateValue::Month(day.year(), day.month());
        [DateValue::Day(day), month, DateValue::Year(day.year())]
    };
    let is_one = |value: DateValue| span(value) == Some((from, to));
    if levels(from).into_iter().any(is_one) {
        return None;
    }
    levels(from)
        .into_iter()
        .zip(levels(to))
        .zip([DAYS, MONTHS, usize::MAX - 1])
        .find_map(|((first, last), most)| {
            let columns = steps::count(first, last, most);
            (FEWEST..=most)
                .contains(&columns)
                .then_some(Zoom::Range(first, last))
        })
}

/// The finest value that holds all that is chosen.
pub(super) fn holding(filters: &Filters) -> Option<DateValue> {
    let ends = match (filters.from, filters.to) {
        (Some(from), Some(to)) => vec![DateValue::Day(from), DateValue::Day(to)],
        (None, None) => Vec::new(),
        _ => return None,
    };
    let mut chosen = filters.date.iter().copied().chain(ends);
    let mut held = chosen
        .next()
        .filter(|value| !matches!(value, DateValue::SeveralYears | DateValue::Undated))?;
    for value in chosen {
        while !held.holds(value) {
            held = held.parent()?;
        }
    }
    Some(held)
}

/// The first and the last day of a value; `None` where it has none.
pub(super) fn span(value: DateValue) -> Option<(LocalDate, LocalDate)> {
    match value {
        DateValue::Year(year) => LocalDate::new(year, 1, 1).zip(LocalDate::new(year, 12, 31)),
        DateValue::Month(year, month) => {
            let last = LocalDate::days_in_month(year, month);
            LocalDate::new(year, month, 1).zip(LocalDate::new(year, month, last))
        }
        DateValue::Day(day) => Some((day, day)),
        DateValue::SeveralYears | DateValue::Undated => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::timeline::tests::filters;

    fn zoomed(dates: &[&str], from: Option<&str>, to: Option<&str>) -> String {
        match zoom(&filters(dates, from, to)) {
            Zoom::All => "all".to_owned(),
            Zoom::Into(value) => value.to_string(),
            Zoom::Range(first, last) => format!("{first}..{last}"),
        }
    }

    #[test]
    fn values_zoom_into_what_holds_them_all() {
        assert_eq!(zoomed(&[], None, None), "all");
        assert_eq!(zoomed(&["2015"], None, None), "2015");
        assert_eq!(zoomed(&["2015-03-09"], None, None), "2015-03-09");
        assert_eq!(zoomed(&["2015-03-09", "2015-03-10"], None, None), "2015-03");
        assert_eq!(zoomed(&["2015-03", "2015-05-01"], None, None), "2015");
        assert_eq!(zoomed(&["2015-03", "2014"], None, None), "all");
        assert_eq!(zoomed(&["undated"], None, None), "all");
        assert_eq!(zoomed(&["2015", "undated"], None, None), "all");
        assert_eq!(zoomed(&["2015"], Some("2015-03-01"), Some("2015-03-05")), "2015");
        assert_eq!(zoomed(&[], Some("2015-03-01"), None), "all");
    }

    #[test]
    fn ranges_are_shown_in_the_finest_steps_that_fit() {
        for (from, to, shown) in [
            ("2015-03-01", "2015-03-31", "2015-03"),
            ("2015-01-01", "2015-12-31", "2015"),
            ("2015-03-09", "2015-03-09", "2015-03-09"),
            ("2015-03-09", "2015-03-10", "2015-03"),
            ("2015-03-09", "2015-03-11", "2015-03-09..2015-03-11"),
            ("2014-12-30", "2015-01-02", "2014-12-30..2015-01-02"),
            ("2015-03-01", "2015-05-31", "2015-03..2015-05"),
            ("2014-12-31", "2015-01-01", "all"),
            ("2012-01-01", "2014-12-31", "2012-01..2014-12"),
            ("2000-01-01", "2014-12-31", "2000..2014"),
            ("0001-01-01", "9999-12-31", "0001..9999"),
        ] {
            assert_eq!(zoomed(&[], Some(from), Some(to)), shown, "{from} {to}");
        }
    }
}
