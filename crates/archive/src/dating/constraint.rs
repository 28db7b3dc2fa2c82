//! What one passage, name or neighbour says of the day a page was written.

use super::days::{Day, DaySet};
use daybook_model::LocalDate;

/// What a constraint was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConstraintKind {
    /// The moment a crawler fetched the page: it was written by then.
    Captured,
    /// A day, printed with its year or placed by its weekday.
    Date,
    /// A day or month without its year, and on which side of it the text stands.
    Season,
    /// A year or financial year.
    Year,
    /// A day of the week.
    Weekday,
    /// A public event.
    Event,
    /// The days on which somebody held an office or a body existed.
    Lifespan,
    /// Pages of the same site with a lower and a higher running number.
    Neighbours,
}

impl ConstraintKind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Captured => "captured",
            Self::Date => "date",
            Self::Season => "season",
            Self::Year => "year",
            Self::Weekday => "weekday",
            Self::Event => "event",
            Self::Lifespan => "lifespan",
            Self::Neighbours => "neighbours",
        }
    }
}

/// How far a constraint can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Strength {
    /// Only a slip in the text could make it wrong.
    Firm,
    /// No more than usual: it gives way to what is firm.
    Usual,
    /// A hint: it counts where another agrees with it.
    Hint,
    /// Talk of the day: half a hint.
    Talk,
}

/// The days that something allows, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// What it was read from.
    pub kind: ConstraintKind,
    /// The days that it allows.
    pub days: DaySet,
    /// What it says, in words: `not before 2013-02-06`.
    pub says: String,
    /// What was read, as printed.
    pub evidence: String,
    /// How far it can be trusted.
    pub strength: Strength,
}

impl Constraint {
    pub(super) fn new(kind: ConstraintKind, days: DaySet, says: String, evidence: &str) -> Self {
        Self {
            kind,
            days,
            says,
            evidence: shortened(evidence),
            strength: Strength::Firm,
        }
    }

    /// Not before that day.
    pub(super) fn since(kind: ConstraintKind, day: Day, evidence: &str) -> Self {
        Self::new(
            kind,
            DaySet::since(day),
            format!("not before {}", day.date()),
            evidence,
        )
    }

    /// Not after that day.
    pub(super) fn until(kind: ConstraintKind, day: Day, evidence: &str) -> Self {
        Self::new(
            kind,
            DaySet::until(day),
            format!("not after {}", day.date()),
            evidence,
        )
    }

    /// From the one day to the other.
    pub(super) fn between(kind: ConstraintKind, from: Day, to: Day, evidence: &str) -> Self {
        let says = if from == to {
            format!("on {}", from.date())
        } else {
            format!("from {} to {}", from.date(), to.date())
        };
        Self::new(kind, DaySet::between(from, to), says, evidence)
    }

    /// The same, but only as what is usual.
    pub(super) fn soft(mut self) -> Self {
        self.strength = Strength::Usual;
        self
    }

    /// The same, but only where another agrees.
    pub(super) fn hint(mut self) -> Self {
        self.strength = Strength::Hint;
        self
    }

    /// The same, but as half a hint.
    pub(super) fn talk(mut self) -> Self {
        self.strength = Strength::Talk;
        self
    }

    /// What a crawl says: the page existed on the day it was fetched, in the archive's time zone.
    pub fn captured(day: LocalDate) -> Self {
        Self::until(
            ConstraintKind::Captured,
            Day::of(day),
            &format!("fetched on {day}"),
        )
    }

    /// Offices held, or a body that existed, each from a day to a day, either perhaps unknown; `evidence` is the passage.
    /// `None` if it says nothing.
    pub fn lifespans(
        spells: &[(Option<LocalDate>, Option<LocalDate>)],
        grace_days: u16,
        evidence: &str,
    ) -> Option<Self> {
        let grace = i32::from(grace_days);
        let mut days = DaySet::none();
        let mut told = Vec::new();
        for (from, to) in spells {
            let says = match (from, to) {
                (None, None) => return None,
                (Some(from), Some(to)) if from > to => return None,
                (Some(from), Some(to)) => format!("{from} to {to}"),
                (Some(from), None) => format!("since {from}"),
                (None, Some(to)) => format!("until {to}"),
            };
            days.add(
                from.map_or(Day(0), |day| Day::of(day).plus(-grace)),
                to.map_or(Day(i32::MAX), |day| Day::of(day).plus(grace)),
            );
            told.push(says);
        }
        (!told.is_empty()).then(|| Self::new(ConstraintKind::Lifespan, days, told.join(" or "), evidence))
    }

    /// Pages with running numbers on either side, each with the day it was written.
    pub(super) fn neighbours(
        before: Option<LocalDate>,
        after: Option<LocalDate>,
        grace_days: u16,
        evidence: &str,
    ) -> Option<Self> {
        let constraint = Self::lifespans(&[(before, after)], grace_days, evidence)?;
        Some(Self {
            kind: ConstraintKind::Neighbours,
            ..constraint
        })
    }

    /// For people, on one line: what it says and what was read.
    pub fn line(&self) -> String {
        format!("{}: {} (\"{}\")", self.kind.name(), self.says, self.evidence)
    }
}

/// A passage short enough for a line.
fn shortened(passage: &str) -> String {
    const MOST: usize = 110;
    let line = passage.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        None => line,
        Some((cut, _)) => format!("{} ...", line[..cut].trim_end()),
    }
}
