//! Constraints from obituaries: who died at an age was born so many years before.

use super::constraint::{Constraint, ConstraintKind};
use super::days::Day;
use super::mention::{Printed, mentions};
use crate::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

static AGED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:has died|who has died|died|death)\b[^.;]{0,40}?\b(?:aged|at the age of) (?P<age>\d{2,3})\b",
    )
});
static BORN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:[Bb]orn|was born)\b[^.;]{0,40}?\bon $"));

/// How long after a death a page may tell of it as news.
const NEWS_DAYS: i32 = 120;

/// What a paragraph says of a life: `who has died aged 85. Born in Aberdeen on 14 March 1926`.
pub(super) fn read(paragraph: &str, found: &mut Vec<Constraint>) {
    if !paragraph.contains("aged ") && !paragraph.contains("age of ") {
        return;
    }
    let Some(aged) = AGED.captures(paragraph) else {
        return;
    };
    // One life a paragraph: with two, whose age is whose?
    if AGED.find_iter(paragraph).count() != 1 || !paragraph.contains("has died") {
        return;
    }
    let births: Vec<(i16, u8, u8)> = mentions(paragraph)
        .into_iter()
        .filter(|mention| BORN.is_match(&paragraph[..mention.start]))
        .filter_map(|mention| match mention.printed {
            Printed::Day {
                first,
                last,
                month,
                year: Some(year),
                ..
            } if first == last => Some((year, month, first)),
            _ => None,
        })
        .collect();
    let [(year, month, day)] = births.as_slice() else {
        return;
    };
    let Some(age) = aged.name("age").and_then(|age| age.as_str().parse::<i16>().ok()) else {
        return;
    };
    // A leap day's birthday may be kept on the day before.
    let birthday = |age: i16| Day::new(year + age, *month, *day).or_else(|| Day::new(year + age, *month, 28));
    if let (Some(from), Some(to)) = (birthday(age), birthday(age + 1)) {
        let evidence = aged.get(0).map(|aged| aged.as_str()).unwrap_or_default();
        let evidence = format!("{evidence}, born on {day:02}/{month:02}/{year}");
        found.push(Constraint::between(
            ConstraintKind::Date,
            from,
            to.plus(NEWS_DAYS),
            &evidence,
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::super::days::DaySet;
    use super::*;
    use proptest::prelude::*;

    fn days(text: &str) -> Option<DaySet> {
        let mut found = Vec::new();
        read(text, &mut found);
        found.pop().map(|constraint| constraint.days)
    }

    #[test]
    fn an_age_needs_its_birthday() {
        assert_eq!(
            days("Dr Lyle, who has died aged 85. He qualified on 14 March 1949."),
            None
        );
        assert_eq!(
            days("He was born on 14 March 1926 and died aged 85 in 1970."),
            None
        );
    }

    proptest! {
        #[test]
        fn the_day_is_in(born in 1900_i16..1960, month in 1_u8..13, day in 1_u8..29, lived in 36_i32..100, news in 0..100_i32) {
            let birth = i32::from(born);
            let death_year = birth + lived;
            prop_assume!((1996..2034).contains(&death_year));
            // On the birthday itself.
            let truth = Day::new(i16::try_from(death_year).unwrap(), month, day).unwrap().plus(news);
            let name = ["January","February","March","April","May","June","July","August","September","October","November","December"][usize::from(month) - 1];
            let text = format!("Dr Lyle has died aged {lived}. Born in Aberdeen on {day} {name} {born}, he qualified.");
            prop_assert!(days(&text).unwrap().contains(truth.date()), "{}", text);
        }
    }
}
