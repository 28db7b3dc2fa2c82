//! On which side of a printed date its text stands.
//!
//! The verb that governs the date tells: `published on 6 February` looks back, `due to go live on 1 April` looks ahead.
//! Only what is plain counts. A verb that may be about something else than the date (`agreed a merger in 2016`), a plan
//! of the past (`was due on 1 April`) and every condition say nothing: a date read on the wrong side is worse than one
//! not read.

use crate::date_digits::month_named;

use super::governing::{governed, participle};
use super::words::{DECISIONS, HAPPENINGS};

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// The date was over, or was the day itself, when the text was written.
    Past,
    /// The date was to come, or was the day itself.
    Future,
}

/// How far from a date the verb that governs it may stand, in words.
pub(super) const REACH: usize = 12;

/// The side of a date that stands between `before` and `after` in one sentence; `None` where it is not plain.
///
/// `of_year` is for a year or financial year by itself: stories are told in the present (`our timeline starts in 2001`).
pub(super) fn tense(before: &str, after: &str, of_year: bool) -> Option<Tense> {
    let all = words(before);
    let mut before: &[String] = &all;
    // `between 2010 and 2013`, `from 2010 to 2013`: the verb stands before the first.
    if let [head @ .., between, from, and] = before
        && matches!(
            (between.as_str(), and.as_str()),
            ("between", "and") | ("from", "to")
        )
        && from.starts_with(|c: char| c.is_ascii_digit())
    {
        let said = governed(head, "in", false, false, true)?;
        return (said == Tense::Past).then_some(said);
    }
    if let [head @ .., from, month, year, to] = before
        && from == "from"
        && to == "to"
        && month_named(month).is_some()
        && year.starts_with(|c: char| c.is_ascii_digit())
    {
        let said = governed(head, "in", false, false, true)?;
        return (said == Tense::Past).then_some(said);
    }
    // Words that only place the date within its month or year.
    while let [head @ .., last] = before {
        if !matches!(
            last.as_str(),
            "early"
                | "late"
                | "mid"
                | "the"
                | "about"
                | "around"
                | "end"
                | "beginning"
                | "start"
                | "of"
                | "spring"
                | "summer"
                | "autumn"
                | "winter"
                | "midnight"
                | "noon"
        ) {
            break;
        }
        before = head;
    }
    let (rest, preposition) = match before {
        [head @ .., last] if is_preposition(last) => (head, last.as_str()),
        all => (all, ""),
    };
    let after = words(after);
    if rest.is_empty() {
        return if preposition.is_empty() {
            ahead_of(&after)
        } else {
            opened_by_date(preposition, &after)
        };
    }
    if preposition == "since" {
        return Some(Tense::Past);
    }
    if let [head @ .., "no" | "not", "later", "than"] = last_words(rest).as_slice() {
        let past_plan = head
            .iter()
            .any(|word| matches!(*word, "was" | "were" | "had" | "would"));
        return (!past_plan).then_some(Tense::Future);
    }
    // `as in 2011`, `than in 2010`: what something is held against has been.
    if matches!(
        rest.last().map(String::as_str),
        Some("as" | "like" | "unlike" | "than")
    ) {
        return Some(Tense::Past);
    }
    // `the 2012 Act`, `in 2010 prices`: the year is part of a name, or of what things cost.
    if of_year
        && (preposition.is_empty()
            || after
                .first()
                .is_some_and(|word| NAMED_BY_YEAR.contains(&word.as_str())))
    {
        return None;
    }
    // `said in 2016 the trust would close`: the date is that of the closing.
    let reported = after.iter().take(REACH).any(|word| {
        matches!(
            word.as_str(),
            "will" | "would" | "could" | "should" | "may" | "might"
        )
    });
    ahead_of(&after).or_else(|| governed(rest, preposition, is_recurring(rest, &after), reported, of_year))
}

/// What bears the year of another time as often as of its own.
const NAMED_BY_YEAR: [&str; 26] = [
    "act",
    "acts",
    "budget",
    "census",
    "conference",
    "contract",
    "election",
    "elections",
    "figures",
    "games",
    "guidance",
    "inquiry",
    "level",
    "levels",
    "olympics",
    "pay",
    "plan",
    "prices",
    "rates",
    "reforms",
    "reorganisation",
    "report",
    "review",
    "standards",
    "survey",
    "terms",
];

/// The last eight.
fn last_words(words: &[String]) -> Vec<&str> {
    let last = words.len().saturating_sub(8);
    words.iter().skip(last).map(String::as_str).collect()
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "on" | "in"
            | "by"
            | "from"
            | "until"
            | "till"
            | "since"
            | "to"
            | "for"
            | "at"
            | "during"
            | "before"
            | "is"
    )
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| {
        !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | ',' | ';' | ':' | '(' | ')'))
    })
    .flat_map(|word| {
        let bare = word.trim_matches(|c| matches!(c, ',' | ';' | ':' | '(' | ')' | '\'' | '’'));
        let stop = (word.len() > bare.len() && word.ends_with([';', ':'])).then(|| ";".to_owned());
        (!bare.is_empty())
            .then(|| bare.to_lowercase().replace('’', "'"))
            .into_iter()
            .chain(stop)
    })
    .collect()
}

/// What happens every year says nothing of this one.
fn is_recurring(rest: &[String], after: &[String]) -> bool {
    let year = |words: &[String]| {
        words.windows(2).any(|pair| {
            pair[1].starts_with("year")
                && matches!(
                    pair[0].as_str(),
                    "financial" | "tax" | "every" | "each" | "academic"
                )
        })
    };
    year(rest)
        || year(after)
        || rest
            .iter()
            .any(|word| matches!(word.as_str(), "annually" | "usually" | "always"))
}

/// `NHS Change Day on 11 March promises to be`: what is said right after the date.
fn ahead_of(after: &[String]) -> Option<Tense> {
    let word = |at: usize| after.get(at).map(String::as_str).unwrap_or_default();
    let future = match word(0) {
        "will" | "promises" | "won't" => true,
        "is" | "are" => matches!(word(1), "set" | "due" | "expected" | "scheduled" | "going"),
        _ => false,
    };
    future.then_some(Tense::Future)
}

/// `On 11 March the trust published`: the sentence's own verb.
fn opened_by_date(preposition: &str, after: &[String]) -> Option<Tense> {
    if !matches!(preposition, "on" | "in" | "since") {
        let word = |at: usize| after.get(at).map(String::as_str).unwrap_or_default();
        // `Until 26 September readers can say`.
        let open = preposition == "until" && matches!(word(1), "can" | "may" | "have" | "will" | "must");
        return (word(0) == "will" || open).then_some(Tense::Future);
    }
    for (at, word) in after.iter().take(REACH).enumerate() {
        match word.as_str() {
            "will" | "shall" => return Some(Tense::Future),
            "would" | "could" | "should" | "may" | "might" | "due" | "if" | ";" | "when" | "that" | "who"
            | "which" => {
                return None;
            }
            word if HAPPENINGS.contains(&word) || DECISIONS.contains(&word) => {
                return participle(&after[..at]).filter(|tense| *tense == Tense::Past);
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests;
