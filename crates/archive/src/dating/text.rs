//! The text rung: an interval from what the text itself says, and from what others know of whom it names.
//!
//! Each passage that bears on the day of writing is a [`Constraint`]; all must hold, see `combine`. What comes out is the
//! interval from the first day that satisfies them to the last; days between may be ruled out (a text of a Monday), and
//! the interval's ends never are.

use super::combine::{Combined, combine};
use super::constraint::{Constraint, ConstraintKind, Strength};
use super::days::DaySet;
use super::sentence::{sentences, worth_reading};
use super::{datelines, events, lives, printed_dates, weekdays};
use daybook_model::LocalDate;
use rustc_hash::FxHashSet;

/// A page with more distinct constraints than this is no live blog; the first ones are enough.
const MOST: usize = 256;

/// The longest sentence that is read: no newsroom writes one of more bytes.
const LONGEST: usize = 4096;

/// What a page's text says of the day it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextDating {
    /// Every constraint, and whether it took part.
    pub constraints: Vec<(Constraint, bool)>,
    /// The days that satisfy them; empty if they contradict each other beyond repair.
    pub days: DaySet,
}

/// Dates a text by its paragraphs, title and standfirst first, and by constraints from elsewhere.
///
/// The paragraphs may be given in any order and number; each is read by itself. `None` if nothing dates it.
pub fn date_text<'t>(
    paragraphs: impl IntoIterator<Item = &'t str>,
    others: impl IntoIterator<Item = Constraint>,
) -> Option<TextDating> {
    let mut found: Vec<Constraint> = others.into_iter().collect();
    for paragraph in paragraphs {
        read_paragraph(paragraph, &mut found);
        if found.len() >= MOST {
            break;
        }
    }
    let mut found = borne_out(found);
    let mut seen = FxHashSet::default();
    found.retain(|constraint| {
        constraint.days.narrows() && seen.insert((constraint.kind, constraint.says.clone()))
    });
    // What says least comes last, for people; the order changes nothing else.
    found.sort_by_key(|constraint| (constraint.days.len(), constraint.kind));
    found.truncate(MOST);
    match combine(&found) {
        Some(Combined { days, held }) => {
            // A hint that nothing agrees with is not contradicted either.
            let constraints: Vec<(Constraint, bool)> = found
                .into_iter()
                .zip(held)
                .filter(|(constraint, held)| {
                    *held || !matches!(constraint.strength, Strength::Hint | Strength::Talk)
                })
                .collect();
            (!constraints.is_empty()).then_some(TextDating { constraints, days })
        }
        None if found.is_empty() => None,
        None => Some(TextDating {
            constraints: found.into_iter().map(|constraint| (constraint, false)).collect(),
            days: DaySet::none(),
        }),
    }
}

/// Without the years that stand alone: a year by itself is what newsrooms misprint and what stories are told with, so one
/// that bounds the page more closely than any other printed year or date does on that side is not taken.
fn borne_out(found: Vec<Constraint>) -> Vec<Constraint> {
    let (first, last) = DaySet::ends();
    let printed = |constraint: &Constraint| {
        let bound = constraint.days.hull()?;
        matches!(constraint.kind, ConstraintKind::Year | ConstraintKind::Date).then_some(bound)
    };
    let bounds: Vec<Option<(LocalDate, LocalDate)>> = found.iter().map(printed).collect();
    let mut place = 0;
    let mut found = found;
    found.retain(|constraint| {
        let own = place;
        place += 1;
        let Some((from, to)) = bounds[own].filter(|_| constraint.kind == ConstraintKind::Year) else {
            return true;
        };
        let another = |bears: &dyn Fn((LocalDate, LocalDate)) -> bool| {
            bounds
                .iter()
                .enumerate()
                .any(|(other, bound)| other != own && bound.is_some_and(bears))
        };
        let below = from == first || another(&|(other, _)| other >= from);
        let above = to == last || another(&|(_, other)| other <= to);
        below && above
    });
    found
}

/// The constraints of one paragraph.
fn read_paragraph(paragraph: &str, found: &mut Vec<Constraint>) {
    let timely = worth_reading(paragraph);
    let eventful = events::worth_reading(paragraph);
    if !timely && !eventful {
        return;
    }
    if datelines::read(paragraph, found) {
        return;
    }
    let mut told_year = false;
    for sentence in sentences(paragraph) {
        if found.len() >= MOST {
            return;
        }
        if sentence.text.len() > LONGEST {
            continue;
        }
        if timely {
            told_year |= printed_dates::read(&sentence, told_year, found);
            weekdays::read(&sentence, found);
        }
        if eventful {
            events::read(&sentence, found);
        }
    }
    if timely {
        lives::read(paragraph, found);
    }
}

impl TextDating {
    /// The first and the last day that satisfy the constraints.
    pub fn interval(&self) -> Option<(LocalDate, LocalDate)> {
        self.days.hull().filter(|_| self.days.narrows())
    }

    /// In one line, for people: the constraints that made the interval, the narrowest first.
    pub fn evidence(&self) -> String {
        /// More would be read by nobody; `inspect` lists them all.
        const SHOWN: usize = 4;
        let told: Vec<String> = self
            .constraints
            .iter()
            .filter(|(_, held)| *held)
            .map(|(constraint, _)| constraint.line())
            .collect();
        let mut evidence = told.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; ");
        if told.len() > SHOWN {
            evidence.push_str(&format!("; and {} more", told.len() - SHOWN));
        }
        let aside = self.constraints.len() - told.len();
        if aside > 0 {
            let first = self.constraints.iter().find(|(_, held)| !held);
            let first = first.map(|(constraint, _)| constraint.line()).unwrap_or_default();
            evidence.push_str(&format!("; contradicted, so set aside: {first}"));
            if aside > 1 {
                evidence.push_str(&format!(" and {} more", aside - 1));
            }
        }
        evidence
    }
}
