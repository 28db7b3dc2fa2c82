//! Hints: a sentence that names an event and a day near the day of writing, in whatever order.
//!
//! `the Bolton player’s heart stopped on Saturday` may be about another Saturday than the event's, so a hint alone says
//! nothing; two that point to the same weeks are hardly both wrong. A name that was in the news for a while and seldom
//! after is half a hint without any day.

use super::attached::BACK_THEN;
use super::constraint::{Constraint, ConstraintKind};
use super::days::DaySet;
use super::event_table::Event;
use crate::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// How many days a named day and the event may lie from the day of writing.
const NEAR_DAYS: i32 = 14;
/// How long the day's talk goes on,
const TALK_DAYS: i32 = 30;
/// and a name that was talked of more often says nothing.
const MOST_TIMES: usize = 2;

static NEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:today|yesterday|tomorrow|tonight|last night|this (?:morning|afternoon|evening|week|weekend)|(?:last|next) week|(?:last |next |on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    )
});
static FAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:will|would|next (?:month|year)|due|before|until|ahead|run-up|coming|soon|ago|since|anniversary|annual|every|always|years?|then|once|remember|remembers|recalls?)\b",
    )
});

/// The days near any bearer of the event's name, if the sentence names a near day too.
pub(super) fn hinted(event: &Event, before: &str, after: &str, evidence: &str) -> Option<Constraint> {
    let either = |regex: &Regex| regex.is_match(before) || regex.is_match(after);
    if !event.passing || event.annual || either(&FAR) || either(&BACK_THEN) {
        return None;
    }
    let near = either(&NEAR);
    let talked_of = event.hints_only && event.days.len() <= MOST_TIMES;
    if !(near || talked_of) {
        return None;
    }
    let mut days = DaySet::none();
    for (from, to) in &event.days {
        days.add(
            from.plus(-NEAR_DAYS),
            to.plus(if near { NEAR_DAYS } else { TALK_DAYS }),
        );
    }
    let says = format!(
        "about the days in which this was talked of: {}, {}",
        event.name,
        event.told()
    );
    let constraint = Constraint::new(ConstraintKind::Event, days, says, evidence);
    Some(if near {
        constraint.hint()
    } else {
        constraint.talk()
    })
}
