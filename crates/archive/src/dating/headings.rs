//! A constraint from the headings of a page's days: `Monday 9 March 2015`.

use super::constraint::{Constraint, ConstraintKind};
use super::days::{Day, DaySet, YEARS};
use crate::DayHeading;
use daybook_model::LocalDate;

impl Constraint {
    /// What the headings above a page's entries say: it was written on one of their days, from the first to the last.
    ///
    /// Where one carries its year, the others are of that year or the ones beside it, whichever brings them near. Where
    /// none does, every year counts in which each falls on the weekday that it names: for certain if there are several,
    /// else no more than as a rule, since a weekday is what newsrooms forget to change. `None` if no heading names a day
    /// of the month, or they name days more than a fortnight apart.
    pub fn headings(headings: &[DayHeading]) -> Option<Self> {
        /// The most days that one page runs over.
        const MOST_DAYS: i32 = 14;
        let dated: Vec<&DayHeading> = headings.iter().filter(|h| h.month_day.is_some()).collect();
        let first = dated.first()?;
        let evidence = format!("day heading: {}", first.text.replace('\n', " / "));
        let known: Option<LocalDate> = dated.iter().find_map(|heading| heading.date());
        let span = |days: &[Day]| -> Option<(Day, Day)> {
            let (from, to) = (*days.iter().min()?, *days.iter().max()?);
            (to.0 - from.0 <= MOST_DAYS).then_some((from, to))
        };
        if let Some(known) = known {
            let near = Day::of(known);
            let days: Option<Vec<Day>> = dated
                .iter()
                .map(|heading| match heading.year {
                    Some(_) => heading.date().map(Day::of),
                    None => (-1..=1)
                        .filter_map(|years| Some(Day::of(heading.in_year(known.year() + years)?)))
                        .min_by_key(|day| (day.0 - near.0).abs()),
                })
                .collect();
            let (from, to) = span(&days?)?;
            return Some(Self::between(ConstraintKind::Date, from, to, &evidence));
        }
        if dated.iter().any(|heading| heading.year.is_some()) {
            // A weekday that the year contradicts: one of the two is wrong.
            return None;
        }
        let mut days = DaySet::none();
        for year in YEARS {
            let of_year: Option<Vec<Day>> = dated.iter().map(|h| h.in_year(year).map(Day::of)).collect();
            if let Some((from, to)) = of_year.and_then(|days| span(&days)) {
                days.add(from, to);
            }
        }
        if days.is_empty() {
            return None;
        }
        let sure = dated.iter().filter(|heading| heading.weekday.is_some()).count() > 1;
        let says = "that day, in a year in which the weekday is right".to_owned();
        let constraint = Self::new(ConstraintKind::Date, days, says, &evidence);
        Some(if sure { constraint } else { constraint.soft() })
    }
}

#[cfg(test)]
mod tests {
    use super::super::constraint::Strength;
    use super::*;
    use jiff::civil::Weekday;

    fn heading(weekday: Option<Weekday>, month_day: (u8, u8), year: Option<i16>) -> DayHeading {
        DayHeading {
            text: "a day".to_owned(),
            weekday,
            month_day: Some(month_day),
            year,
            number: None,
        }
    }

    fn told(headings: &[DayHeading]) -> Option<(String, Strength)> {
        let found = Constraint::headings(headings)?;
        let (from, to) = found.days.hull()?;
        Some((format!("{from}..{to}"), found.strength))
    }

    #[test]
    fn with_a_year_they_are_exact() {
        let monday = heading(Some(Weekday::Monday), (3, 9), Some(2015));
        let tuesday = heading(Some(Weekday::Tuesday), (3, 10), None);
        assert_eq!(
            told(std::slice::from_ref(&monday)),
            Some(("2015-03-09..2015-03-09".to_owned(), Strength::Firm))
        );
        assert_eq!(
            told(&[monday.clone(), tuesday]),
            Some(("2015-03-09..2015-03-10".to_owned(), Strength::Firm))
        );
        // Over new year.
        let (eve, day) = (heading(None, (12, 31), Some(2014)), heading(None, (1, 1), None));
        assert_eq!(
            told(&[eve, day]),
            Some(("2014-12-31..2015-01-01".to_owned(), Strength::Firm))
        );
        // Days of half a year are no page's.
        assert_eq!(told(&[monday, heading(None, (9, 9), None)]), None);
        // 9 March 2015 was no Tuesday.
        assert_eq!(told(&[heading(Some(Weekday::Tuesday), (3, 9), Some(2015))]), None);
    }

    #[test]
    fn without_a_year_the_weekday_narrows_the_years() {
        let monday = heading(Some(Weekday::Monday), (3, 9), None);
        let tuesday = heading(Some(Weekday::Tuesday), (3, 10), None);
        let days = Constraint::headings(&[monday.clone(), tuesday]).unwrap();
        assert_eq!(days.strength, Strength::Firm);
        let contains = |day: &str| days.days.contains(day.parse().unwrap());
        assert!(contains("2015-03-09") && contains("2009-03-10") && contains("2020-03-09"));
        assert!(!contains("2014-03-09") && !contains("2015-03-11"));
        assert_eq!(Constraint::headings(&[monday]).unwrap().strength, Strength::Usual);
        assert_eq!(told(&[]), None);
    }
}
