//! A stretch of time in equal steps, each a value of the date facet, with labels that leave each other room.

use super::dates;
use daybook_model::LocalDate;
use daybook_search::DateValue;
use std::iter::successors;

/// No more steps than these are drawn at once: a page of them stays small.
pub(super) const MOST: usize = 60;
/// So many columns have room for a label each on a wide screen.
const ROOMY: usize = 26;

/// One column of a chart over time.
pub(super) struct Step {
    pub(super) value: DateValue,
    /// What stands under it; empty for nothing.
    pub(super) label: String,
    /// Whether the label stays where there is little room.
    pub(super) is_major: bool,
}

/// The years, months or days from the first to the last, which are of one kind; the last ones where they are many.
pub(super) fn steps(first: DateValue, last: DateValue) -> Vec<Step> {
    let first = match (first, last) {
        (DateValue::Year(from), DateValue::Year(to)) => {
            let most = i16::try_from(MOST).unwrap_or(i16::MAX);
            DateValue::Year(from.max(to.saturating_sub(most - 1)))
        }
        _ => first,
    };
    let values: Vec<DateValue> = values(first, last).take(MOST).collect();
    let labels = Labels::of(&values);
    values
        .iter()
        .enumerate()
        .map(|(column, value)| {
            let (label, is_major) = labels.label(column, *value);
            Step {
                value: *value,
                label,
                is_major,
            }
        })
        .collect()
}

/// How many steps lie from the first to the last; more than `most` are not told apart.
pub(super) fn count(first: DateValue, last: DateValue, most: usize) -> usize {
    values(first, last).take(most + 1).count()
}

fn values(first: DateValue, last: DateValue) -> impl Iterator<Item = DateValue> {
    successors(Some(first), move |value| next(*value).filter(|_| *value < last))
}

fn next(value: DateValue) -> Option<DateValue> {
    match value {
        DateValue::Year(year) => Some(DateValue::Year(year.checked_add(1)?)),
        DateValue::Month(year, 12) => Some(DateValue::Month(year.checked_add(1)?, 1)),
        DateValue::Month(year, month) => Some(DateValue::Month(year, month + 1)),
        DateValue::Day(day) => {
            let (year, month) = (day.year(), day.month());
            let next = LocalDate::new(year, month, day.day() + 1)
                .or_else(|| LocalDate::new(year, month + 1, 1))
                .or_else(|| LocalDate::new(year.checked_add(1)?, 1, 1));
            next.map(DateValue::Day)
        }
        DateValue::SeveralYears | DateValue::Undated => None,
    }
}

/// How a chart's columns are labelled.
struct Labels {
    columns: usize,
    /// Whether all columns are of one year, and of one month.
    one_year: bool,
    one_month: bool,
}

impl Labels {
    fn of(values: &[DateValue]) -> Self {
        let one = |part: fn(DateValue) -> Option<DateValue>| {
            values.windows(2).all(|pair| match pair {
                [a, b] => part(*a) == part(*b),
                _ => true,
            })
        };
        Self {
            columns: values.len(),
            one_year: one(year_of),
            one_month: one(DateValue::parent),
        }
    }

    fn label(&self, column: usize, value: DateValue) -> (String, bool) {
        match value {
            DateValue::Year(year) => self.year(year),
            DateValue::Month(year, month) => self.month(column, year, month),
            DateValue::Day(day) => self.day(column, day),
            DateValue::SeveralYears | DateValue::Undated => (String::new(), false),
        }
    }

    fn year(&self, year: i16) -> (String, bool) {
        let every = match self.columns {
            0..=12 => 1,
            13..=ROOMY => return (year.to_string(), year % 5 == 0),
            27..=60 => 5,
            _ => 10,
        };
        let is_shown = year % every == 0;
        (if is_shown { year.to_string() } else { String::new() }, is_shown)
    }

    fn month(&self, column: usize, year: i16, month: u8) -> (String, bool) {
        let name = dates::month_name(month);
        if self.one_year {
            return (start(name, 3), true);
        }
        // The year's own place has to stay free: January is near behind the last months.
        if month == 1 || (column == 0 && month <= 8) {
            (year.to_string(), true)
        } else if self.columns <= ROOMY {
            (start(name, 1), false)
        } else {
            (String::new(), false)
        }
    }

    fn day(&self, column: usize, day: LocalDate) -> (String, bool) {
        let number = day.day();
        if self.one_month {
            return (
                number.to_string(),
                self.columns <= 12 || number == 1 || number.is_multiple_of(5),
            );
        }
        let is_first = column == 0 && number <= 20;
        if number == 1 || is_first {
            (start(dates::month_name(day.month()), 3), true)
        } else if self.columns <= ROOMY {
            (number.to_string(), self.columns <= 12)
        } else {
            let is_shown = matches!(number, 10 | 20) && column > 5;
            (
                if is_shown {
                    number.to_string()
                } else {
                    String::new()
                },
                is_shown,
            )
        }
    }
}

fn start(name: &str, letters: usize) -> String {
    name.get(..letters).unwrap_or(name).to_owned()
}

fn year_of(value: DateValue) -> Option<DateValue> {
    successors(Some(value), |value| value.parent()).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The labels, those that stay where there is little room in capitals or with an asterisk.
    fn labels(first: &str, last: &str) -> String {
        let (first, last) = (first.parse().unwrap(), last.parse().unwrap());
        let steps = steps(first, last);
        let shown = steps.iter().map(|step| {
            let star = if step.is_major { "*" } else { "" };
            format!("{}{star}", step.label)
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn steps_are_labelled_as_far_as_there_is_room() {
        assert_eq!(labels("2012", "2014"), "2012* 2013* 2014*");
        assert_eq!(labels("2014-11", "2015-02"), "N D 2015* F");
        assert_eq!(labels("2014-03", "2014-05"), "Mar* Apr* May*");
        assert_eq!(labels("2015-02-27", "2015-03-02"), "27* 28* Mar* 2*");
        assert_eq!(labels("2015-03-04", "2015-03-06"), "4* 5* 6*");
        let long = labels("2015-03-04", "2015-04-12");
        assert!(long.starts_with("Mar*      10*          20*"), "{long}");
        assert!(long.ends_with("Apr*         10*  "), "{long}");
        assert_eq!(
            labels("1980", "2015").trim(),
            "1980*     1985*     1990*     1995*     2000*     2005*     2010*     2015*"
        );
    }

    #[test]
    fn the_last_years_are_shown_of_many() {
        let steps = steps(DateValue::Year(1), DateValue::Year(9999));
        assert_eq!(steps.len(), MOST);
        assert_eq!(steps.last().map(|step| step.value), Some(DateValue::Year(9999)));
    }

    #[test]
    fn steps_are_counted_over_the_ends_of_months_and_years() {
        let count = |first: &str, last: &str| count(first.parse().unwrap(), last.parse().unwrap(), 100);
        assert_eq!(count("2015-12-30", "2016-03-01"), 63);
        assert_eq!(count("2015-11", "2016-02"), 4);
        assert_eq!(count("2015", "2015"), 1);
        assert_eq!(count("1001", "2015"), 101);
    }
}
