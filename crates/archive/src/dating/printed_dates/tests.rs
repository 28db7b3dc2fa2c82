use super::super::days::DaySet;
use super::*;
use daybook_model::LocalDate;
use proptest::prelude::*;

/// The first and the last day that a sentence allows, open ends left out.
fn hull(text: &str) -> Option<String> {
    let mut found = Vec::new();
    read(&Sentence::plain(text), false, &mut found);
    let days = found
        .iter()
        .fold(DaySet::all(), |days, constraint| days.and(&constraint.days));
    let (from, to) = days.hull().filter(|_| days.narrows())?;
    let (first, last) = DaySet::ends();
    let shown = |day: LocalDate, open: LocalDate| {
        if day == open {
            String::new()
        } else {
            day.to_string()
        }
    };
    Some(format!("{}..{}", shown(from, first), shown(to, last)))
}

/// Whether a sentence allows a day.
fn allows(text: &str, day: &str) -> bool {
    let mut found = Vec::new();
    read(&Sentence::plain(text), false, &mut found);
    found
        .iter()
        .all(|constraint| constraint.days.contains(day.parse().unwrap()))
}

#[test]
fn sides_of_dates_with_a_year() {
    for (text, days) in [
        ("The report was published on 6 February 2013.", "2013-02-06.."),
        ("It will be published on 6 February 2013.", "..2013-02-06"),
        ("The hospital opened in March 2012.", "2012-03-01.."),
        ("The hospital will close in March 2012.", "..2012-03-31"),
        ("The unit has been shut since 2011.", "2011-01-01.."),
        ("It has cost more since 2012-13.", "2012-04-01.."),
        ("Today is Monday 9 March 2015.", "2015-03-09..2015-03-09"),
        (
            "yesterday (9 March 2015) there was snow",
            "2015-03-10..2015-03-10",
        ),
        (
            "tomorrow, 1 April 2013, all that changes",
            "2013-03-31..2013-03-31",
        ),
        ("Figures for 2013 show a fall.", "2013-01-01.."),
        (
            "this financial year (2013-14) it is worse",
            "2013-04-01..2014-03-31",
        ),
        ("last year (2013) it was worse", "2014-01-01..2015-03-31"),
        ("Sign up for NHS Change Day 2015", "2014-01-01..2015-12-31"),
        ("2:31 PM – 20 Mar 12", "2012-03-20.."),
        ("3:40 PM - 4 Mar 2015", "2015-03-04.."),
        ("It said so last Friday, 6 March 2015.", "2015-03-07..2015-03-19"),
        ("They meet next Thursday 26 June 2014.", "2014-06-13..2014-06-25"),
    ] {
        assert_eq!(hull(text).as_deref(), Some(days), "{text}");
    }
}

#[test]
fn years_in_another_sense_say_nothing() {
    for text in [
        "Everybody should have it by 2020.",
        "a plan for 2015 and beyond",
        "It would repeal the 2012 Act.",
        "It will repeal the 2012 Act.",
        "The trust published its 2014 plan.",
        "The government wants to cut beds back to 2010 levels.",
        "It will cost £2bn at 2010 prices.",
        "He said: “By 2010 there will be a hundred new hospitals.”",
        "The target of no waits by 2008 was missed.",
        "It was due to open in 2016.",
        "It agreed a merger in 2016.",
    ] {
        assert_eq!(hull(text), None, "{text}");
    }
}

#[test]
fn a_weekday_fixes_the_year_of_a_day() {
    let text = "The board will meet on Friday 13 March.";
    // 13 March was a Friday in 2009, 2015 and 2020.
    for day in ["2015-03-13", "2015-01-02", "2009-03-01"] {
        assert!(allows(text, day), "{day}");
    }
    for day in ["2014-03-01", "2015-03-14", "2013-03-10"] {
        assert!(!allows(text, day), "{day}");
    }
}

#[test]
fn days_without_a_year_are_near() {
    assert!(allows("It was published on 6 February.", "2014-03-01"));
    assert!(!allows("It was published on 6 February.", "2014-02-01"));
}

proptest! {
    /// Whatever the day of writing, what is printed in the right tense of a day before or after it allows it.
    #[test]
    fn the_day_of_writing_is_allowed(
        truth in 5000..9000_i32,
        away in 0..200_i32,
        with_year: bool,
        with_weekday: bool,
    ) {
        const MONTHS: [&str; 12] = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ];
        let truth = Day(truth);
        for (day, text) in [
            (truth.plus(-away), "The report was published on {}."),
            (truth.plus(away), "The report will be published on {}."),
        ] {
            let date = day.date();
            let weekday = if with_weekday { format!("{} ", day.weekday().name()) } else { String::new() };
            let year = if with_year { format!(" {}", date.year()) } else { String::new() };
            let month = MONTHS[usize::from(date.month()) - 1];
            let text = text.replace("{}", &format!("{weekday}{} {month}{year}", date.day()));
            prop_assert!(allows(&text, &truth.date().to_string()), "{} {}", text, truth.date());
        }
    }
}
