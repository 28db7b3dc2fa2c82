use super::super::constraint::Strength;
use super::*;
use daybook_model::LocalDate;

/// The first and the last day that a sentence allows between 2009 and 2018, and how far that can be trusted.
fn told(text: &str) -> Option<(String, Strength)> {
    let day = |text: &str| Day::of(text.parse::<LocalDate>().unwrap());
    let years = DaySet::between(day("2009-01-01"), day("2018-12-31"));
    let mut found = Vec::new();
    read(&Sentence::plain(text), &mut found);
    let strength = found.first()?.strength;
    let days = found
        .iter()
        .fold(years, |days, constraint| days.and(&constraint.days));
    let (from, to) = days.hull()?;
    Some((format!("{from}..{to}"), strength))
}

#[test]
fn words_that_place_an_event() {
    for (text, days) in [
        (
            "Yesterday’s Kirkup report runs to 300 pages.",
            "2015-03-04..2015-03-04",
        ),
        (
            "The Kirkup report, published last week, is long.",
            "2015-03-07..2015-03-15",
        ),
        ("Tomorrow is the emergency Budget.", "2010-06-21..2015-07-07"),
        ("Two days until the Corby by-election.", "2012-11-13..2012-11-13"),
        ("On Sunday Andy Murray won Wimbledon.", "2013-07-08..2016-07-17"),
        (
            "It is a week since the last miner came up.",
            "2010-10-16..2010-10-25",
        ),
        (
            "Eight days after it came out, the Dilnot report is being costed.",
            "2011-07-12..2011-07-12",
        ),
        (
            "The soldier’s death in Woolwich, a week ago today, is on their minds.",
            "2013-05-29..2013-05-29",
        ),
        (
            "Three weeks on Friday we are closed for the royal wedding.",
            "2011-04-01..2018-09-21",
        ),
        (
            "It’s six months since the Kirkup report.",
            "2015-08-08..2015-10-02",
        ),
        (
            "Today is the first anniversary of the Kirkup report.",
            "2016-03-03..2016-03-03",
        ),
        (
            "Day two of the new NHS: who answers the telephone?",
            "2013-04-02..2013-04-02",
        ),
        (
            "On Friday afternoon a piece of ransomware named WannaCry shut it down.",
            "2017-05-13..2017-05-19",
        ),
        (
            "Prescriptions went up to £7.40 in England on Friday.",
            "2011-04-02..2016-04-08",
        ),
        ("Wexcombe’s PCT has 137 days to live.", "2012-11-13..2012-11-15"),
    ] {
        assert_eq!(told(text), Some((days.to_owned(), Strength::Firm)), "{text}");
    }
}

#[test]
fn sides_of_events() {
    for (text, days) in [
        (
            "In the wake of the Kirkup report, trusts count.",
            "2015-03-03..2018-12-31",
        ),
        (
            "Ahead of the Corby by-election the parties talk of beds.",
            "2009-01-01..2012-11-15",
        ),
        ("Plebgate is all over the papers.", "2012-09-20..2018-12-31"),
        (
            "There are three clinical commissioning groups.",
            "2011-06-13..2018-12-31",
        ),
        (
            "The primary care trust wants to sell it.",
            "2009-01-01..2013-04-14",
        ),
    ] {
        assert_eq!(told(text), Some((days.to_owned(), Strength::Firm)), "{text}");
    }
}

#[test]
fn days_of_the_calendar() {
    let mut found = Vec::new();
    read(&Sentence::plain("It’s World Mental Health Day."), &mut found);
    let contains = |day: &str| found[0].days.contains(day.parse().unwrap());
    assert!(contains("2011-10-10") && contains("2016-10-10") && !contains("2011-10-11"));
}

#[test]
fn what_may_be_of_another_time() {
    for text in [
        "The Kirkup report, the trust said yesterday, is long.",
        "The Kirkup report was to have been published last week.",
        "He said: “Yesterday’s Kirkup report is long.”",
        "It’s World Mental Health Day’s 20th year.",
        "The old primary care trust wanted to sell it.",
        "Two days after the Kirkup report the trust wrote to us.",
    ] {
        assert_eq!(told(text), None, "{text}");
    }
}

#[test]
fn a_day_named_somewhere_is_a_hint() {
    assert_eq!(
        told("Those hurt in the Croydon tram met again on Saturday."),
        Some(("2016-10-26..2016-11-23".to_owned(), Strength::Hint))
    );
    assert_eq!(
        told("Those hurt in the Croydon tram always meet on Saturday."),
        None
    );
}

proptest::proptest! {
    #[test]
    fn a_plain_text_is_that_of_every_letter(text in "[A-Ca-c ,!\"'’‘“”–—É\\n\\t\u{a0}]{0,24}") {
        proptest::prop_assert_eq!(plain_text(&text), Plain::of(&text).text);
    }
}
