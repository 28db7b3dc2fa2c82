//! The verb that governs a printed date, and what it says of the date's side.

use super::tense::{REACH, Tense};
use super::words::{DECISIONS, HAPPENINGS, PLAN_NOUNS, is_adverb};

/// The nearest verb before the date that can govern it.
pub(super) fn governed(
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
            // `peers begin the report stage on 8 February`, `the board meets on 30 January`.
            "begin" | "meet" | "meets" | "speaks"
                if !of_year && back <= 3 && !matches!(last, "to" | "did" | "not") =>
            {
                return (!recurring).then_some(Tense::Future);
            }
            // `the next stoppage would be 48 hours from 26 January`.
            "be" if last == "would" && head.iter().rev().take(5).any(|word| word == "next") => {
                return Some(Tense::Future);
            }
            "must" | "needs" | "want" | "wants" | "wanted" | "please" | "respond" | "reply" | "apply"
            | "register" | "post" | "send" => {
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
pub(super) fn participle(head: &[String]) -> Option<Tense> {
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
