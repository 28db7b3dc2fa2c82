//! Days and intervals of days in words, and what they rest on.

use daybook_model::{DateBasis, DateInterval, Entry, LocalDate};
use daybook_search::DateValue;
use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// When something was written, as a reader is told.
pub(super) struct When {
    /// `Tuesday 16 December 2014`, `about 7–13 March 2015`.
    pub(super) text: String,
    /// The value of the date facet that holds it, for a link.
    pub(super) value: String,
    /// Whether it is a known day.
    pub(super) is_day: bool,
    /// What it rests on, a sentence each.
    pub(super) why: Vec<String>,
}

/// A date in words.
pub(super) fn when(date: &DateInterval) -> When {
    When {
        text: match date.day() {
            Some(day) => format!("{} {}", weekday(day), day_words(day)),
            None => interval(date),
        },
        value: DateValue::finest(date).to_string(),
        is_day: date.day().is_some(),
        why: why(date),
    }
}

/// The same where room is short: `16 Dec 2014`.
pub(super) fn short(date: &DateInterval) -> String {
    let Some(day) = date.day() else {
        return interval(date);
    };
    let [weekday, month] = [weekday(day), month_name(day.month())].map(|name| name.get(..3).unwrap_or(name));
    format!("{weekday} {} {month} {}", day.day(), day.year())
}

/// `16 December 2014`.
pub(super) fn day_words(day: LocalDate) -> String {
    format!("{} {} {}", day.day(), month_name(day.month()), day.year())
}

pub(super) fn month_name(month: u8) -> &'static str {
    MONTHS
        .get(usize::from(month).wrapping_sub(1))
        .copied()
        .unwrap_or_default()
}

/// The day of the week, 0 for Monday.
pub(super) fn weekday_number(day: LocalDate) -> usize {
    let part = |part: u8| i8::try_from(part).unwrap_or(1);
    let date = Date::new(day.year(), part(day.month()), part(day.day()));
    date.map_or(0, |date| {
        usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default()
    })
}

fn weekday(day: LocalDate) -> &'static str {
    WEEKDAYS.get(weekday_number(day)).copied().unwrap_or_default()
}

fn interval(date: &DateInterval) -> String {
    let (from, to) = match (date.earliest, date.latest) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => return format!("on or after {}", day_words(from)),
        (None, Some(to)) => return format!("on or before {}", day_words(to)),
        (None, None) => return "undated".to_owned(),
    };
    let whole_months = from.day() == 1 && to.day() == LocalDate::days_in_month(to.year(), to.month());
    let (first, last) = (month_name(from.month()), month_name(to.month()));
    if from.year() != to.year() {
        format!("about {} – {}", day_words(from), day_words(to))
    } else if whole_months && (from.month(), to.month()) == (1, 12) {
        format!("some day of {}", from.year())
    } else if from.month() == to.month() && whole_months {
        format!("some day of {first} {}", from.year())
    } else if from.month() == to.month() {
        format!("about {}–{} {first} {}", from.day(), to.day(), from.year())
    } else {
        format!("about {} {first} – {} {last} {}", from.day(), to.day(), to.year())
    }
}

/// A value of the date facet in words: `2015-03` is `March 2015`.
pub(super) fn value_words(value: &str) -> String {
    match value.parse() {
        Ok(DateValue::Year(year)) => year.to_string(),
        Ok(DateValue::Month(year, month)) => format!("{} {year}", month_name(month)),
        Ok(DateValue::Day(day)) => day_words(day),
        Ok(DateValue::SeveralYears) => "dated over several years".to_owned(),
        Ok(DateValue::Undated) => "undated".to_owned(),
        Err(_) => value.to_owned(),
    }
}

/// What a date was read from, in words.
pub(super) fn basis_words(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Manifest => "the archive’s own list of pages",
        DateBasis::FrontMatter => "the head of the page’s file",
        DateBasis::Markup => "the page’s markup",
        DateBasis::Url => "the page’s address",
        DateBasis::Filename => "the file’s name",
        DateBasis::Text => "what the text says",
        DateBasis::None => "nothing",
    }
}

fn why(date: &DateInterval) -> Vec<String> {
    let evidence = |basis: DateBasis, evidence: &str| match evidence {
        "" => basis_words(basis).to_owned(),
        // Some evidence repeats what it was read from.
        evidence => format!(
            "{}: {}",
            basis_words(basis),
            evidence.trim_start_matches("file name: ")
        ),
    };
    let mut why = vec![if date.basis == DateBasis::None {
        "Nothing in the archive dates this page.".to_owned()
    } else {
        let read = evidence(date.basis, date.evidence.as_deref().unwrap_or_default());
        format!("Dated by {read}.")
    }];
    why.extend(date.disputed_by.iter().map(|dispute| {
        let other = dispute.interval();
        let days = other.day().map_or_else(|| interval(&other), day_words);
        format!(
            "Disputed: {days} by {}.",
            evidence(dispute.basis, &dispute.evidence)
        )
    }));
    why
}

/// The time of day of an entry: `13:30`.
pub(super) fn time(entry: &Entry) -> Option<String> {
    entry.effective_time().map(|time| time.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(a: &str, b: &str) -> DateInterval {
        DateInterval::between(a.parse().unwrap(), b.parse().unwrap(), DateBasis::Text, "x")
    }

    #[test]
    fn intervals_look_like_intervals() {
        for (a, b, words) in [
            ("2014-12-16", "2014-12-16", "Tuesday 16 December 2014"),
            ("2015-03-07", "2015-03-13", "about 7–13 March 2015"),
            ("2015-02-27", "2015-03-02", "about 27 February – 2 March 2015"),
            (
                "2014-12-30",
                "2015-01-02",
                "about 30 December 2014 – 2 January 2015",
            ),
            ("2015-03-01", "2015-03-31", "some day of March 2015"),
            ("2015-01-01", "2015-12-31", "some day of 2015"),
        ] {
            assert_eq!(when(&between(a, b)).text, words);
        }
        let open = DateInterval {
            latest: None,
            ..between("2011-06-13", "2011-06-13")
        };
        assert_eq!(when(&open).text, "on or after 13 June 2011");
        assert_eq!(when(&DateInterval::undated()).text, "undated");
        assert_eq!(short(&between("2014-12-16", "2014-12-16")), "Tue 16 Dec 2014");
    }

    #[test]
    fn a_date_says_what_it_rests_on() {
        assert_eq!(
            when(&between("2014-12-16", "2014-12-16")).why,
            ["Dated by what the text says: x."]
        );
        assert_eq!(
            when(&DateInterval::undated()).why,
            ["Nothing in the archive dates this page."]
        );
    }

    #[test]
    fn values_of_the_facet_in_words() {
        for (value, words) in [
            ("2015", "2015"),
            ("2015-03", "March 2015"),
            ("2015-03-09", "9 March 2015"),
            ("undated", "undated"),
        ] {
            assert_eq!(value_words(value), words);
        }
    }
}
