//! On which side of a printed date its text stands.
//!
//! The verb that governs the date tells: `published on 6 February` looks back, `due to go live on 1 April` looks ahead.
//! Only what is plain counts. A verb that may be about something else than the date (`agreed a merger in 2016`), a plan
//! of the past (`was due on 1 April`) and every condition say nothing: a date read on the wrong side is worse than one
//! not read.

use crate::date_digits::month_named;

use super::words::{DECISIONS, HAPPENINGS, PLAN_NOUNS, is_adverb};

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// The date was over, or was the day itself, when the text was written.
    Past,
    /// The date was to come, or was the day itself.
    Future,
}

/// How far from a date the verb that governs it may stand, in words.
const REACH: usize = 12;

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

/// The nearest verb before the date that can govern it.
fn governed(
    rest: &[String],
    preposition: &str,
    recurring: bool,
    reported: bool,
    of_year: bool,
) -> Option<Tense> {
    let mut planned = false;
    for (back, word) in rest.iter().rev().take(REACH).enumerate() {
        let head = &rest[..rest.len() - 1 - back];
        let last = head.last().map(String::as_str).unwrap_or_default();
        let past_plan = head
            .iter()
            .rev()
            .take(3)
            .any(|word| matches!(word.as_str(), "was" | "were" | "had" | "would"));
        match word.as_str() {
            // Two years in a row: the verb may be about the first alone.
            year if of_year && year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) => return None,
            ";" | "would" | "could" | "might" | "may" | "if" | "should" | "whether" | "unless" | "not"
            | "never" | "that" => {
                return None;
            }
            "will" | "shall" | "we'll" | "it'll" | "they'll" | "you'll" | "i'll" => {
                return (!recurring).then_some(Tense::Future);
            }
            "due" | "expected" | "scheduled" | "set" | "slated" | "timetabled" | "planned" => {
                let now = word == "due"
                    || matches!(last, "is" | "are" | "be" | "now" | "been" | "currently" | "still");
                return (now && !past_plan).then_some(Tense::Future);
            }
            "extended" | "postponed" | "delayed" | "deferred" | "moved" | "rescheduled" | "forward"
            | "back" => {
                let now = head
                    .iter()
                    .rev()
                    .take(3)
                    .any(|word| matches!(word.as_str(), "has" | "have" | "is" | "are"));
                let ahead = now && !past_plan && matches!(preposition, "to" | "until" | "till" | "");
                return ahead.then_some(Tense::Future);
            }
            "deadline" => {
                let over = rest.iter().any(|word| {
                    matches!(
                        word.as_str(),
                        "missed" | "passed" | "expired" | "was" | "were" | "had" | "after" | "since" | "met"
                    )
                });
                return (!over && back <= 4).then_some(Tense::Future);
            }
            "closes" | "ends" | "runs" | "opens" | "begins" | "starts" | "launches" | "takes" => {
                return (!recurring && !of_year && back <= 3).then_some(Tense::Future);
            }
            "must" | "needs" | "wanted" | "please" | "respond" | "reply" | "apply" | "register" | "post"
            | "send" => {
                let ahead = matches!(preposition, "by" | "before" | "until") && !past_plan;
                return ahead.then_some(Tense::Future);
            }
            // `is to leave on 31 March`.
            "to" if matches!(last, "is" | "are") => return (!recurring).then_some(Tense::Future),
            "cease" => return Some(Tense::Future),
            "have" | "has" if back == 0 && preposition == "until" => return Some(Tense::Future),
            "upcoming" | "forthcoming" => return (!past_plan).then_some(Tense::Future),
            word if PLAN_NOUNS.contains(&word) => {
                // `held a meeting on 12 March` is about the meeting, `wrote about a meeting on 12 March` may not be.
                planned = !head.iter().rev().take(4).any(|word| {
                    matches!(
                        word.as_str(),
                        "held" | "attended" | "chaired" | "hosted" | "staged"
                    )
                });
            }
            word if HAPPENINGS.contains(&word) => return past(head, preposition, planned),
            word if DECISIONS.contains(&word) => {
                return past(head, preposition, planned || reported || back > 0);
            }
            _ => {}
        }
    }
    None
}

/// What a past verb comes to with what stands before it.
fn past(head: &[String], preposition: &str, planned: bool) -> Option<Tense> {
    // `would repeal it if it won in 2015`.
    let unreal = head.iter().rev().take(6).any(|word| {
        matches!(
            word.as_str(),
            "if" | "would" | "could" | "unless" | "whether" | "once" | "should" | "might"
        )
    });
    if unreal {
        return None;
    }
    match participle(head)? {
        Tense::Future => Some(Tense::Future),
        Tense::Past => {
            (!planned && matches!(preposition, "on" | "in" | "during" | "at" | "")).then_some(Tense::Past)
        }
    }
}

/// Whether a form like `published` tells what happened or is a part of `will be published`.
fn participle(head: &[String]) -> Option<Tense> {
    let mut before = head
        .iter()
        .rev()
        .map(String::as_str)
        .filter(|word| !is_adverb(word));
    match before.next() {
        Some("be") => match before.next() {
            Some("will" | "shall" | "must") => Some(Tense::Future),
            Some("to") => match before.next() {
                Some("was" | "were" | "had" | "meant" | "supposed" | "ought" | "due" | "expected") | None => {
                    None
                }
                Some(_) => Some(Tense::Future),
            },
            _ => None,
        },
        Some("is" | "are" | "being" | "to" | "if" | "not" | "never" | "would" | "gets" | "get") => None,
        // `would have been published`, `should have been published`.
        Some("been") => {
            let rest: Vec<&str> = before.take(2).collect();
            let unreal = rest.iter().any(|word| {
                matches!(
                    *word,
                    "would" | "should" | "could" | "might" | "may" | "not" | "never" | "will"
                )
            });
            (!unreal).then_some(Tense::Past)
        }
        Some("have") => {
            let unreal = matches!(
                before.next(),
                Some("would" | "should" | "could" | "might" | "may" | "to" | "will" | "must")
            );
            (!unreal).then_some(Tense::Past)
        }
        _ => Some(Tense::Past),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_by_themselves() {
        let side = |text: &str| {
            let (before, after) = text.split_once('#').unwrap();
            tense(before, after, true)
        };
        for text in [
            "The government will repeal the # Act",
            "It published its # plan",
            "It will cost £3bn in # prices",
            "It will do as it did in 2011 and in #",
            "Places will be cut back to # levels",
            "the # reforms",
        ] {
            assert_eq!(side(text), None, "{text}");
        }
        assert_eq!(side("The hospital opened in #."), Some(Tense::Past));
        assert_eq!(side("It has been short of money since # and"), Some(Tense::Past));
        assert_eq!(side("The hospital will close in #."), Some(Tense::Future));
    }

    #[test]
    fn sides() {
        let side = |text: &str| {
            let (before, after) = text.split_once('#').unwrap();
            tense(before, after, false)
        };
        for text in [
            "The report was published on # by the department",
            "The inquiry, which published its report in #.",
            "made by the government in #",
            "He has led the trust since # and",
            "On # the trust published its plan",
            "He died at the hospital in #",
            "in a letter sent on # he said",
            "The chief executive resigned in early #",
            "patients were treated between 2010 and #",
            "It was first announced in #",
            "The board held a meeting on #",
            "Places will be few, as in #",
            "It treated people badly from January 2005 to #",
        ] {
            assert_eq!(side(text), Some(Tense::Past), "{text}");
        }
        for text in [
            "NHS Change Day on # promises to be",
            "the entry deadline has now been extended to #.",
            "the programme is due to go live on #.",
            "It will be published on #",
            "A report to be published on #",
            "The consultation closes on #",
            "The strike on # will go ahead",
            "comments must be sent by #",
            "The hospital will close by #.",
            "CCGs have until # to respond",
            "an election, which can be no later than #",
            "Until # you can say what you think",
        ] {
            assert_eq!(side(text), Some(Tense::Future), "{text}");
        }
        for text in [
            "It was due to be published on #",
            "It would have been published on #",
            "It agreed a merger in #",
            "He announced a conference on #",
            "The trust wrote to members about a meeting on #",
            "The trust approved plans for a new hospital in #",
            "The report is published on #",
            "The financial year ends on #",
            "They missed the deadline of #",
            "it said it would be in deficit until #",
            "the forecast for #",
            "He said the conference on #",
            "was to be published on #",
            "The strike on # was called off",
            "It was not published on #",
            "If published on #",
            "It would repeal the Act if it won in #",
        ] {
            assert_eq!(side(text), None, "{text}");
        }
    }
}
