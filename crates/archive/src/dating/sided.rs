//! On which side of an event a sentence stands, where that is all that it says.

use super::attached::BACK_THEN;
use super::constraint::{Constraint, ConstraintKind};
use super::days::DaySet;
use super::event_table::Event;
use crate::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

static AFTERWARDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:in the wake of|since|in response to|response to|recommendations (?:of|from|in)|findings of|lessons (?:of|from)|implementing|aftermath of|published|prompted by|criticised in|highlighted (?:in|by)|according to|following publication of) (?:the |last |this |its |his |a |robert |sir )?(?:[a-z]+ ){0,1})$",
    )
});
static TELLING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:'s)?(?: [a-z]+){0,4}? (?:found|recommended|concluded|revealed|criticised|exposed|described|blamed|showed|has led|led to|received royal assent|came into|became law|became)\b",
    )
});
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:ahead of|in the run-up to|run-up to|awaiting|awaits?|forthcoming|upcoming|looking forward to) (?:the |its |his |this |next )?(?:[a-z]+ ){0,1}$",
    )
});
static TO_COME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:'s)?,?(?: which)? (?:will be|will|is due|are due|is to be|is to|are to be|is expected|are expected|is set|are set|due to be|due on|due in)\b",
    )
});
/// What makes a sentence no plain statement of the past.
static UNSURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:will|would|could|should|might|expected|due|forthcoming|upcoming|awaited|ahead of|before|until|if|promised|planned|not yet|yet to)\b",
    )
});
/// Nobody runs up to what comes every few years for more days than this.
const RUN_UP_DAYS: i32 = 500;

/// How far to either side, in bytes, a word bears on an event.
const NEAR: usize = 45;

fn last_part(before: &str) -> &str {
    let start = (before.len().saturating_sub(NEAR)..before.len()).find(|at| before.is_char_boundary(*at));
    before.get(start.unwrap_or_default()..).unwrap_or(before)
}

fn first_part(after: &str) -> &str {
    let end = (NEAR..after.len()).find(|at| after.is_char_boundary(*at));
    after.get(..end.unwrap_or(after.len())).unwrap_or(after)
}

/// Which side of the event the text stands on.
pub(super) fn sided(event: &Event, before: &str, after: &str, evidence: &str) -> Option<Constraint> {
    if event.annual {
        return None;
    }
    let ((first, _), (_, last)) = (event.days.first()?, event.days.last()?);
    let sure = !UNSURE.is_match(last_part(before)) && !UNSURE.is_match(first_part(after));
    if event.sudden || sure && (AFTERWARDS.is_match(before) || TELLING.is_match(after)) {
        let mut days = DaySet::since(*first);
        days = days.or(&event.beyond);
        let says = format!("after the {}, {}", event.name, event.told());
        return Some(Constraint::new(ConstraintKind::Event, days, says, evidence));
    }
    let now = !BACK_THEN.is_match(before) && !BACK_THEN.is_match(after);
    if now && event.future && (AHEAD.is_match(before) || TO_COME.is_match(after)) {
        let days = if event.days.len() == 1 {
            DaySet::until(*last)
        } else {
            let mut days = DaySet::none();
            for (from, to) in &event.days {
                days.add(from.plus(-RUN_UP_DAYS), *to);
            }
            days
        };
        let says = format!("before the {}, {}", event.name, event.told());
        return Some(Constraint::new(
            ConstraintKind::Event,
            days.or(&event.beyond),
            says,
            evidence,
        ));
    }
    None
}
