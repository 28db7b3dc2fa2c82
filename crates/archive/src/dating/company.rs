//! Constraints from the company that a page keeps: of several persons in public life whom it names, nearly all are in it
//! when the page is written.
//!
//! One alone says nothing, for people are spoken of long after they have gone. That three are, and nobody who came
//! since, is another matter; a few may be somebody's memories all the same.

use super::constraint::{Constraint, ConstraintKind};
use super::days::{Day, DaySet};
use daybook_model::LocalDate;

/// So many persons are company.
const LEAST: usize = 3;
/// Of the persons beyond [`LEAST`], one in so many may be there as a memory, besides one of them all.
const PERSONS_A_SLIP: usize = 5;
/// Who is to take up an office is spoken of before,
const DAYS_BEFORE: i32 = 30;
/// and who has laid one down for longer.
const DAYS_AFTER: i32 = 180;

impl Constraint {
    /// Persons whom a page names as it names the living, each with the first and the last day in public life as far as
    /// they are known. `None` if they are too few, or of no time in common.
    pub fn company(persons: &[(&str, Option<LocalDate>, Option<LocalDate>)]) -> Option<Self> {
        let beyond = persons.len().checked_sub(LEAST)?;
        // The days on which so many persons, or fewer, are missing.
        let mut missing = vec![DaySet::all(); 2 + beyond / PERSONS_A_SLIP];
        for (_, from, to) in persons {
            let days = DaySet::between(
                from.map_or(Day(0), |day| Day::of(day).plus(-DAYS_BEFORE)),
                to.map_or(Day(i32::MAX), |day| Day::of(day).plus(DAYS_AFTER)),
            );
            for few in (1..missing.len()).rev() {
                missing[few] = missing[few - 1].or(&missing[few].and(&days));
            }
            missing[0] = missing[0].and(&days);
        }
        let days = missing.pop()?;
        let (from, to) = days.hull()?;
        let names: Vec<&str> = persons.iter().map(|(name, _, _)| *name).collect();
        let says = format!("{from} to {to}, when nearly all of them were in public life");
        let bounded = days != DaySet::all();
        bounded.then(|| Self::new(ConstraintKind::Lifespan, days, says, &names.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hull(persons: &[(&str, &str)]) -> Option<(String, String)> {
        let day = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
        let persons: Vec<_> = persons
            .iter()
            .map(|(from, to)| ("somebody", day(from), day(to)))
            .collect();
        let (from, to) = Constraint::company(&persons)?.days.hull()?;
        Some((from.to_string(), to.to_string()))
    }

    #[test]
    fn two_are_no_company() {
        assert_eq!(
            hull(&[("2012-09-04", "2015-05-08"), ("2012-09-04", "2015-05-11")]),
            None
        );
    }

    #[test]
    fn one_of_them_may_be_a_memory() {
        let here = [("2010-05-13", "2012-09-04"), ("2010-05-12", "2012-09-04")];
        let all = [here[0], here[1], ("1997-05-02", "2007-06-27")];
        let expected = Some(("2010-04-13".to_owned(), "2013-03-03".to_owned()));
        assert_eq!(hull(&all), expected);
    }

    #[test]
    fn people_of_no_time_in_common_say_nothing() {
        assert_eq!(
            hull(&[
                ("1979-05-04", "1990-11-28"),
                ("1997-05-02", "2007-06-27"),
                ("2016-07-13", "2019-07-24"),
            ]),
            None
        );
        assert_eq!(hull(&[("", ""), ("", ""), ("", "")]), None);
    }
}
