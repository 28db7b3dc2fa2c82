//! Constraints from a paragraph that is nothing but a date: the day of writing, or of a letter or comment that is quoted.

use super::constraint::{Constraint, ConstraintKind};
use super::days::DaySet;
use super::mention::{Printed, mentions};

/// Reads a paragraph that is only a date; says whether it is one.
///
/// A date without its year at the head of a page is its own. It is taken as no more than usual: a page's date is what
/// newsrooms forget to change. With its year it may as well be a quoted letter's, so it only bounds from below.
pub(super) fn read(paragraph: &str, found: &mut Vec<Constraint>) -> bool {
    let text = paragraph.trim().trim_end_matches(['.', ':']);
    if text.len() > 40 {
        return false;
    }
    let [mention] = mentions(text)[..] else {
        return false;
    };
    let Printed::Day { weekday, year, .. } = mention.printed else {
        return false;
    };
    if mention.start != 0 || mention.end != text.len() || !mention.printed.is_plausible() {
        return false;
    }
    match (year, mention.printed.span(), weekday) {
        (Some(_), Some((from, _)), _) => {
            found.push(Constraint::since(ConstraintKind::Date, from, text));
        }
        (None, _, Some(_)) => {
            let days = DaySet::each_year(|year| mention.printed.span_in(year));
            let says = "that day".to_owned();
            found.push(Constraint::new(ConstraintKind::Date, days, says, text).soft());
        }
        _ => {}
    }
    true
}
