//! Constraints from printed dates: on which side of them the text stands.
//!
//! A day without its year is one of the same calendar year, or near: nobody writes `on 6 February` of one that was
//! eleven months ago in another year; `in October` is still written in May.

use super::constraint::{Constraint, ConstraintKind};
use super::days::{Day, DaySet, Weekday};
use super::mention::{Mention, Printed, mentions};
use super::relative::Relative;
use super::sentence::Sentence;
use super::tense::{Tense, tense};
use crate::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// How far back a day without its year may lie in the year before.
pub(super) const BACK_DAYS: i32 = 300;
/// How far ahead a day without its year may lie in the year after.
pub(super) const AHEAD_DAYS: i32 = 300;

/// `3:40 PM - 4 Mar 2015`: how a quoted tweet is dated.
static TWEET: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b\d{1,2}:\d\d\s?(?:[ap]m)?\s?(?:-|–|·|•)\s?$"));

/// `today (20 May)`, `it's Monday 20 May`.
static TODAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?P<today>\btoday(?:\s+is|,)?\s*\(?|\b(?:it[’']s|it is)\s+)$|(?P<yesterday>\byesterday,?\s*\(?)$|(?P<tomorrow>\btomorrow,?\s*\(?)$",
    )
});

/// `last year`, `this year` and `next year` right after a day.
static QUALIFIER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^,?\s+(?:of\s+)?(last|this|next)\s+year\b"));

/// `this year (2013-14)`, `next financial year, 2014-15`.
static RELATIVE_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(last|this|next|current|previous|coming)\s+(?:financial\s+)?year,?\s*\(?(?:of\s+)?$")
});

/// `sign up for NHS Change Day 2015`: what one can still do for an event that bears its year.
static FORTHCOMING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:sign(?:ing)? up (?:for|to)|register (?:now )?for|registration (?:is )?(?:now )?open for|book (?:your place |a place |now )?(?:for|at)|tickets for|nominations for|entries for|ahead of|in the run-up to|looking forward to)\b(?P<name>[^.,;:]{0,60})$",
    )
});

/// What a sentence's printed dates say; `told_year` tells whether its paragraph has named a year before. Says whether it
/// names one itself.
pub(super) fn read(sentence: &Sentence<'_>, told_year: bool, found: &mut Vec<Constraint>) -> bool {
    let all = mentions(sentence.text);
    for mention in &all {
        if !mention.printed.is_plausible() {
            continue;
        }
        // A year elsewhere may be that of a day without one.
        let told_elsewhere = told_year
            || all
                .iter()
                .any(|other| other != mention && other.printed.has_year());
        found.extend(one(sentence, *mention, told_elsewhere));
    }
    all.iter().any(|mention| mention.printed.has_year())
}

fn one(sentence: &Sentence<'_>, mention: Mention, told_elsewhere: bool) -> Option<Constraint> {
    let (before, after) = (sentence.before(mention.start), sentence.after(mention.end));
    let evidence = sentence.around(mention.start, mention.end);
    if let Printed::Day { .. } = mention.printed
        && !sentence.is_quoted(mention.start)
        && let Some(found) = TODAY.captures(before)
    {
        let shift = match (found.name("yesterday"), found.name("tomorrow")) {
            (Some(_), _) => 1,
            (_, Some(_)) => -1,
            _ => 0,
        };
        return Some(today(mention.printed, shift, evidence));
    }
    if let Some(day) = tweeted(mention.printed, before, after) {
        return Some(Constraint::since(ConstraintKind::Date, day, evidence));
    }
    if !sentence.is_quoted(mention.start)
        && let Some(constraint) = beside_weekday(mention.printed, before, evidence)
    {
        return Some(constraint);
    }
    if let Some((from, to)) = mention.printed.span() {
        return with_year(sentence, mention, (from, to), before, after, evidence);
    }
    let side = tense(before, after, false);
    // A story told with its year goes on in that year; what is to come is not part of it.
    if told_elsewhere && side != Some(Tense::Future) {
        return None;
    }
    let qualifier = QUALIFIER.captures(after).and_then(|found| found.get(1));
    let qualifier = qualifier.map(|word| word.as_str().to_ascii_lowercase());
    without_year(mention.printed, side, qualifier.as_deref(), evidence)
}

/// The day itself, or the one after or before it, in whatever year.
fn today(printed: Printed, shift: i32, evidence: &str) -> Constraint {
    let days = match printed.span() {
        Some((from, to)) => DaySet::between(from.plus(shift), to.plus(shift)),
        None => DaySet::each_year(|year| {
            let (from, to) = printed.span_in(year)?;
            Some((from.plus(shift), to.plus(shift)))
        }),
    };
    let says = match shift {
        1 => "the day after that day",
        -1 => "the day before that day",
        _ => "that day",
    };
    Constraint::new(ConstraintKind::Date, days, says.to_owned(), evidence)
}

/// `2:31 PM – 20 Mar 12`: the day of a tweet whose year is printed short.
fn tweeted(printed: Printed, before: &str, after: &str) -> Option<Day> {
    static SHORT_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ ['’]?(\d\d)\b(?:[^:.,%\d]|$)"));
    let Printed::Day {
        first,
        month,
        year: None,
        ..
    } = printed
    else {
        return None;
    };
    if !TWEET.is_match(before) {
        return None;
    }
    let year: i16 = SHORT_YEAR.captures(after)?.get(1)?.as_str().parse().ok()?;
    Day::new(2000 + year, month, first)
}

/// `last Friday, 6 March`, `next Thursday (26 June)`: within two weeks of the day.
fn beside_weekday(printed: Printed, before: &str, evidence: &str) -> Option<Constraint> {
    let Printed::Day {
        weekday: Some(weekday),
        ..
    } = printed
    else {
        return None;
    };
    let word = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next()?;
    let relative = match word.to_ascii_lowercase().as_str() {
        "last" => Relative::LastWeekday(weekday),
        "next" => Relative::NextWeekday(weekday),
        "this" => Relative::On(weekday),
        _ => return None,
    };
    let days = match printed.span() {
        Some((day, _)) => {
            let (from, to) = relative.written(day, None)?;
            DaySet::between(from, to)
        }
        None => DaySet::each_year(|year| relative.written(printed.span_in(year)?.0, None)),
    };
    let says = format!("within two weeks of that {}", weekday.name());
    Some(Constraint::new(ConstraintKind::Date, days, says, evidence))
}

fn with_year(
    sentence: &Sentence<'_>,
    mention: Mention,
    (from, to): (Day, Day),
    before: &str,
    after: &str,
    evidence: &str,
) -> Option<Constraint> {
    let kind = match mention.printed {
        Printed::Year(_) | Printed::FinancialYear(_) => ConstraintKind::Year,
        Printed::Day { .. } | Printed::Month { .. } => ConstraintKind::Date,
    };
    if TWEET.is_match(before) {
        return Some(Constraint::since(kind, from, evidence));
    }
    // What somebody promises or foretells may be read out long after.
    if kind == ConstraintKind::Year && sentence.is_quoted(mention.start) {
        return tense(before, after, true)
            .filter(|side| *side == Tense::Past)
            .map(|_| Constraint::since(kind, from, evidence));
    }
    if let Some(found) = RELATIVE_YEAR.captures(before).and_then(|found| found.get(1)) {
        if sentence.is_quoted(mention.start) {
            return None;
        }
        return relative_year(mention.printed, &found.as_str().to_ascii_lowercase(), evidence);
    }
    if let Printed::Year(year) = mention.printed
        && let Some(name) = FORTHCOMING.captures(before).and_then(|found| found.name("name"))
        && name
            .as_str()
            .split_whitespace()
            .last()
            .is_some_and(|word| word.starts_with(char::is_uppercase))
    {
        // What bears a year's number is got ready in the year before at the earliest.
        let from = Day::new(year - 1, 1, 1)?;
        return Some(Constraint::between(kind, from, to, evidence));
    }
    match tense(before, after, kind == ConstraintKind::Year).or_else(|| compared(before, after))? {
        Tense::Past => Some(Constraint::since(kind, from, evidence)),
        Tense::Future => Some(Constraint::until(kind, to, evidence)),
    }
}

/// `up from £5m in 2012-13`, `figures for 2013 show`: what is measured has been.
fn compared(before: &str, after: &str) -> Option<Tense> {
    static FIGURES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:figures|data|statistics|accounts|results|survey|census)\s+(?:for|from|of|in)\s+(?:the\s+)?(?:year\s+)?$",
        )
    });
    static SHOW: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^[^.;]{0,60}\b(?:show|shows|showed|reveal|reveals|revealed|suggest|suggests)\b")
    });
    static THAN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:compared (?:with|to)|up (?:from|on)|down (?:from|on)|than|risen from|rose from|fell from|fallen from)\s+(?:[£\d][\w.,%]*\s+(?:\w+\s+)?)?(?:in\s+)?$",
        )
    });
    static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:will|would|could|should|expected|forecasts?|projected|projections?|plan(?:s|ned)?|targets?|by)\b",
        )
    });
    if AHEAD.is_match(before) {
        return None;
    }
    let past = (FIGURES.is_match(before) && SHOW.is_match(after)) || THAN.is_match(before);
    past.then_some(Tense::Past)
}

/// `this year (2013-14)`: the page is of that year, by the calendar or by the books.
fn relative_year(printed: Printed, which: &str, evidence: &str) -> Option<Constraint> {
    let (from, to) = printed.span()?;
    let (year, financial) = match printed {
        Printed::Year(year) => (year, false),
        Printed::FinancialYear(year) => (year, true),
        Printed::Day { .. } | Printed::Month { .. } => return None,
    };
    // Speakers mix the two kinds of year, so the first and last months of either belong to both.
    let (from, to) = match which {
        "this" | "current" if financial => (from, to),
        "this" | "current" => (from, to.plus(90)),
        "next" | "coming" => (
            Day::new(year - 1, 1, 1)?,
            Day::new(year, if financial { 3 } else { 12 }, 31)?,
        ),
        _ if financial => (Day::new(year + 1, 1, 1)?, Day::new(year + 2, 3, 31)?),
        _ => (Day::new(year + 1, 1, 1)?, Day::new(year + 2, 3, 31)?),
    };
    Some(Constraint::between(ConstraintKind::Year, from, to, evidence))
}

fn without_year(
    printed: Printed,
    tense: Option<Tense>,
    qualifier: Option<&str>,
    evidence: &str,
) -> Option<Constraint> {
    let weekday = match printed {
        Printed::Day { weekday, .. } => weekday,
        _ => None,
    };
    let year_of = |day: Day| day.date().year();
    let reach = |from: Day, to: Day| -> Option<(Day, Day)> {
        let year = year_of(from);
        let (new_year, old_year) = (Day::new(year, 1, 1)?, Day::new(year, 12, 31)?);
        match (tense, qualifier) {
            (_, Some("last")) => Some((Day::new(year + 1, 1, 1)?, Day::new(year + 1, 12, 31)?)),
            (_, Some("next")) => Some((Day::new(year - 1, 1, 1)?, Day::new(year - 1, 12, 31)?)),
            (Some(Tense::Past), Some(_)) => Some((from, old_year)),
            (Some(Tense::Future), Some(_)) => Some((new_year, to)),
            (None, Some(_)) => Some((new_year, old_year)),
            (Some(Tense::Past), None) => Some((from, old_year.max(to.plus(BACK_DAYS)))),
            (Some(Tense::Future), None) => Some((new_year.min(from.plus(-AHEAD_DAYS)), to)),
            (None, None) => {
                weekday?;
                Some((
                    new_year.min(from.plus(-AHEAD_DAYS)),
                    old_year.max(to.plus(BACK_DAYS)),
                ))
            }
        }
    };
    let days = DaySet::each_year(|year| {
        let (from, to) = printed.span_in(year)?;
        reach(from, to)
    });
    if !days.narrows() || days.is_empty() {
        return None;
    }
    let side = match tense {
        Some(Tense::Past) => "on or after that day",
        Some(Tense::Future) => "on or before that day",
        None => "near that day",
    };
    let says = match weekday.map(Weekday::name) {
        Some(weekday) => format!("{side}, in a year in which it is a {weekday}"),
        None => format!("{side}, in its year or near"),
    };
    let kind = if weekday.is_some() {
        ConstraintKind::Date
    } else {
        ConstraintKind::Season
    };
    Some(Constraint::new(kind, days, says, evidence))
}

#[cfg(test)]
mod tests;
