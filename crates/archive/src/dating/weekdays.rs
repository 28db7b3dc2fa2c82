//! Constraints from what is said of the day of the week.
//!
//! `Good morning, it's Monday` says it outright. `on the Andrew Marr show yesterday` says it by a programme of a known
//! day, `another story from the weekend` by the day on which a newsroom comes back to work.

use super::constraint::{Constraint, ConstraintKind};
use super::days::{Day, DaySet, Weekday};
use super::holidays::is_working_day;
use super::sentence::Sentence;
use crate::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

const NAMES: &str = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";

/// What goes out or appears on a Sunday.
const SUNDAY: &str = r"(?:Andrew\s+Marr|Marr\s+[Ss]how|Sunday\s+(?:Times|Telegraph|Mirror|Express|Mail|People|Politics|Herald)|Observer|Mail\s+on\s+Sunday|Independent\s+on\s+Sunday|Star\s+on\s+Sunday|Sun\s+on\s+Sunday|Peston\s+on\s+Sunday|Pienaar[’']s\s+Politics|Sophy\s+Ridge|Murnaghan)";

/// A day of the week: what most sentences do without, and the patterns that follow do not.
static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(NAMES));
static OUTRIGHT: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // `Good morning, it's Monday`, `Happy Friday`; not `it's Monday's debate`.
        format!(r"(?:\b[Ii]t[’']s|\b[Ii]t is|\b[Tt]oday is|\b[Hh]appy)\s+(?:a\s+)?(?:\w+\s+)?(?P<day>{NAMES})\b(?:\s+(?:morning|afternoon|evening))?(?:\s*[.,!–-]|\s+and\b|\s+again\b|\s+\d|\s*$)"),
        format!(r"\b[Tt]oday,?\s*\(?(?P<day>{NAMES})\b(?:,|\)|\s+\d|\s*$)"),
        format!(r"\b[Tt]his\s+(?P<day>{NAMES})\s+(?:morning|afternoon|evening|lunchtime)\b"),
        format!(r"(?:\b[Gg]ood (?:morning|afternoon)|\b[Ww]elcome to|\b[Hh]ello)\b[^.;]{{0,60}}?\b(?:on this|this|for|on a)\s+(?:\w+\s+)?(?P<day>{NAMES})\b(?:\s+(?:morning|afternoon)\b|\s*[.,!]|\s*$)"),
        format!(r"\b[Gg]ood (?:morning|afternoon),?\s+(?:from\s+)?(?:and\s+)?(?:on\s+)?(?:a\s+|this\s+)?(?:\w+\s+)?(?P<day>{NAMES})\b(?:\s+morning\b)?\s*[.,!]"),
        format!(r"\b[Hh]ave a (?:good|great|lovely|nice|relaxing) (?:rest of your )?(?P<day>{NAMES})\b"),
    ]
    .iter()
    .map(|text| pattern(text))
    .collect()
});
static YESTERDAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b[Yy]esterday,?\s*\(\s*(?P<day>{NAMES})\s*\)|\b[Yy]esterday,\s+(?P<day2>{NAMES}),"
    ))
});
static TOMORROW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b[Tt]omorrow,?\s*\(\s*(?P<day>{NAMES})\s*\)|\b[Tt]omorrow,\s+(?P<day2>{NAMES}),"
    ))
});

/// A programme or paper of a known day, with the day on which that was.
static PROGRAMMES: LazyLock<Vec<(Regex, Weekday, Weekday)>> = LazyLock::new(|| {
    let near = |thing: &str, when: &str| {
        pattern(&format!(
            r"\b{when}[’']s\s+(?:edition of\s+)?(?:the\s+)?(?:BBC[’']?s?\s+)?{thing}|{thing}(?:,?\s+(?:show|programme|interview|reported|reports|said|on|BBC|One|1|that|splash|story|article|again|was|on\s+TV|last|edition))*,?\s+{when}\b(?:\s+(?:morning|evening|lunchtime))?"
        ))
    };
    let question_time = r"(?:BBC\s+)?(?:BBC[’']s\s+)?Question\s+Time";
    let pmqs = r"(?:PMQs|[Pp]rime\s+[Mm]inister[’']s\s+[Qq]uestions)";
    vec![
        (near(SUNDAY, "[Yy]esterday"), Weekday::Sunday, Weekday::Monday),
        (
            near(SUNDAY, "(?:[Tt]oday|[Tt]his morning)"),
            Weekday::Sunday,
            Weekday::Sunday,
        ),
        (
            near(question_time, "[Ll]ast night"),
            Weekday::Thursday,
            Weekday::Friday,
        ),
        (
            near(question_time, "[Tt]onight"),
            Weekday::Thursday,
            Weekday::Thursday,
        ),
        (near(pmqs, "[Tt]oday"), Weekday::Wednesday, Weekday::Wednesday),
        (near(pmqs, "[Yy]esterday"), Weekday::Wednesday, Weekday::Thursday),
        (near(pmqs, "[Tt]omorrow"), Weekday::Wednesday, Weekday::Tuesday),
    ]
});

/// A newsroom back at work: `another story from the weekend`, `in case you missed it over the weekend`.
static CATCHING_UP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:stor(?:y|ies)|news|papers|headlines|round-?up|coverage|pieces?|more) (?:from|of) the weekend\b(?:[^.]|\.)|\bmissed (?:it|this|them) (?:over|at) the weekend\b|\b(?:over|from) the weekend[’']s papers\b",
    )
});
/// A newsroom back after a holiday: `welcome back after the bank holiday`.
static BACK_FROM_HOLIDAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:welcome back|we(?: are|[’']re) back|(?:it[’']s )?back to work|good morning(?:,| and welcome)?(?: back)?)\s+(?:after|from)\s+(?:the|a)\s+(?:long\s+|easter\s+)?(?:bank holiday|bank-holiday|easter)(?:\s+(?:weekend|break))?\b",
    )
});
/// A newsroom leaving: `have a good weekend`.
static LEAVING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:have|enjoy) (?:a |your |the )(?:(?:good|great|lovely|nice|relaxing|bank holiday|long) )*weekend\b",
    )
});

fn all_of(weekday: Weekday) -> DaySet {
    static DAYS: LazyLock<Vec<DaySet>> = LazyLock::new(|| {
        Weekday::ALL
            .iter()
            .map(|weekday| DaySet::where_day(|day| day.weekday() == *weekday))
            .collect()
    });
    let place = Weekday::ALL.iter().position(|other| *other == weekday);
    place
        .and_then(|place| DAYS.get(place))
        .cloned()
        .unwrap_or_else(DaySet::all)
}

/// What a sentence says of the day of the week.
pub(super) fn read(sentence: &Sentence<'_>, found: &mut Vec<Constraint>) {
    let text = sentence.text;
    let mut add = |start: usize, end: usize, days: DaySet, says: String, firm: bool| {
        if sentence.is_quoted(start) {
            return;
        }
        let evidence = sentence.around(start, end);
        let constraint = Constraint::new(ConstraintKind::Weekday, days, says, evidence);
        found.push(if firm { constraint } else { constraint.soft() });
    };
    let named = |found: &regex::Captures<'_>| {
        let word = found.name("day").or_else(|| found.name("day2"))?;
        Weekday::named(word.as_str())
    };
    if NAMED.is_match(text) {
        for outright in OUTRIGHT.iter() {
            for captures in outright.captures_iter(text) {
                if let (Some(whole), Some(weekday)) = (captures.get(0), named(&captures)) {
                    add(
                        whole.start(),
                        whole.end(),
                        all_of(weekday),
                        format!("a {}", weekday.name()),
                        true,
                    );
                }
            }
        }
        for (regex, shift) in [(&YESTERDAY, 1), (&TOMORROW, 6)] {
            for captures in regex.captures_iter(text) {
                if let (Some(whole), Some(weekday)) = (captures.get(0), named(&captures)) {
                    let weekday = Weekday::ALL[(weekday as usize + shift) % 7];
                    add(
                        whole.start(),
                        whole.end(),
                        all_of(weekday),
                        format!("a {}", weekday.name()),
                        true,
                    );
                }
            }
        }
    }
    if let Some(hint) = PROGRAMME_HINT.find(text) {
        for (regex, shown, weekday) in PROGRAMMES.iter() {
            if let Some(whole) = regex.find(text) {
                let says = format!("a {}, since that is of a {}", weekday.name(), shown.name());
                add(
                    whole.start().min(hint.start()),
                    whole.end(),
                    all_of(*weekday),
                    says,
                    true,
                );
                break;
            }
        }
    }
    if (text.contains("holiday") || text.contains("Easter"))
        && let Some(whole) = BACK_FROM_HOLIDAY.find(text)
    {
        let says = "the first working day after a holiday".to_owned();
        add(whole.start(), whole.end(), AFTER_HOLIDAYS.clone(), says, false);
    }
    if text.contains("weekend") {
        if let Some(whole) = CATCHING_UP.find(text) {
            let says = "the first working day of a week".to_owned();
            add(
                whole.start(),
                whole.end(),
                FIRST_WORKING_DAYS.clone(),
                says,
                false,
            );
        }
        if let Some(whole) = LEAVING.find(text) {
            let says = "the last working day of a week".to_owned();
            add(whole.start(), whole.end(), LAST_WORKING_DAYS.clone(), says, false);
        }
    }
}

static PROGRAMME_HINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"Marr|Sunday|Observer|Pienaar|Sophy Ridge|Murnaghan|Question\s+Time|PMQs|[Mm]inister[’']s\s+[Qq]uestions",
    )
});

static FIRST_WORKING_DAYS: LazyLock<DaySet> = LazyLock::new(|| {
    DaySet::where_day(|day| {
        is_working_day(day) && (day.monday().0..day.0).all(|before| !is_working_day(Day(before)))
    })
});
static AFTER_HOLIDAYS: LazyLock<DaySet> = LazyLock::new(|| {
    // The working day before is further back than weekends are long.
    DaySet::where_day(|day| {
        let off = (1..10).take_while(|back| !is_working_day(day.plus(-back)));
        let holiday = |back: i32| !matches!(day.plus(-back).weekday(), Weekday::Saturday | Weekday::Sunday);
        is_working_day(day) && off.into_iter().any(holiday)
    })
});
static LAST_WORKING_DAYS: LazyLock<DaySet> = LazyLock::new(|| {
    DaySet::where_day(|day| {
        is_working_day(day) && (day.0 + 1..=day.monday().0 + 6).all(|after| !is_working_day(Day(after)))
    })
});

#[cfg(test)]
mod tests {
    use super::*;
    use daybook_model::LocalDate;

    fn days(text: &str) -> Option<DaySet> {
        let mut found = Vec::new();
        read(&Sentence::plain(text), &mut found);
        (!found.is_empty()).then(|| found.iter().fold(DaySet::all(), |days, c| days.and(&c.days)))
    }

    fn date(text: &str) -> LocalDate {
        text.parse().unwrap()
    }

    #[test]
    fn weekdays_said() {
        for (text, weekday) in [
            ("Good morning, it's Monday.", Weekday::Monday),
            ("Happy Friday!", Weekday::Friday),
            (
                "Good morning and welcome to our live blog on this wet Tuesday morning.",
                Weekday::Tuesday,
            ),
            (
                "The secretary of state was on BBC's Andrew Marr show yesterday morning.",
                Weekday::Monday,
            ),
            (
                "As yesterday's Observer reported, beds are short.",
                Weekday::Monday,
            ),
            (
                "He was asked at PMQs today about waiting times.",
                Weekday::Wednesday,
            ),
            ("A statement came out yesterday (Sunday).", Weekday::Monday),
            ("The debate is tomorrow (Wednesday).", Weekday::Tuesday),
            ("Have a great Thursday.", Weekday::Thursday),
        ] {
            assert_eq!(days(text), Some(all_of(weekday)), "{text}");
        }
        for text in [
            "A statement issued on Sunday.",
            "It's Monday's debate that matters.",
            "last Friday",
            "The Observer's editor left yesterday evening. Not Marr.",
            "He said: “it's Monday.”",
            "It is Friday that worries them",
        ] {
            assert_eq!(days(text), None, "{text}");
        }
    }

    #[test]
    fn weekends() {
        let back = days("Another story from the weekend: beds.").unwrap();
        for (day, is) in [
            ("2013-05-20", true),
            ("2013-05-21", false),
            ("2013-05-27", false),
            ("2013-05-28", true),
            ("2013-05-26", false),
        ] {
            assert_eq!(back.contains(date(day)), is, "{day}");
        }
        let holiday = days("Good morning, and welcome back after the bank holiday.").unwrap();
        assert!(holiday.contains(date("2013-04-02")) && holiday.contains(date("2013-05-28")));
        assert!(!holiday.contains(date("2013-05-20")) && !holiday.contains(date("2013-04-03")));
        let leaving = days("Have a good weekend!").unwrap();
        assert!(leaving.contains(date("2015-03-06")) && leaving.contains(date("2015-04-02")));
        assert!(!leaving.contains(date("2015-04-03")));
    }
}
