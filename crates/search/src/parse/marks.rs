//! What may follow a term: `~` with a distance or slop, `^` with a boost.

use super::fault::{Faults, quoted};
use crate::Span;
use winnow::combinator::repeat;
use winnow::error::EmptyError;
use winnow::token::{one_of, take_till};
use winnow::{Parser, Result};

const MAX_BOOST: f32 = 100.0;
const MAX_SLOP: u32 = 100;

/// The marks after a term, each as typed and without its sign.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    pub(super) tilde: Option<String>,
    pub(super) caret: Option<String>,
    pub(super) span: Option<Span>,
}

impl Marks {
    /// Takes marks apart; `None` if they are not numbers, or given twice.
    pub(super) fn read(text: &str, span: Span) -> Option<Self> {
        let mark = (one_of(['~', '^']), take_till(0.., ['~', '^']));
        let typed: Result<Vec<(char, &str)>, EmptyError> = repeat(1.., mark).parse_next(&mut &*text);
        let mut marks = Self {
            span: Some(span),
            ..Self::default()
        };
        for (sign, value) in typed.ok()? {
            let slot = if sign == '~' {
                &mut marks.tilde
            } else {
                &mut marks.caret
            };
            let number = value
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
            if !number || slot.replace(value.to_owned()).is_some() {
                return None;
            }
        }
        Some(marks)
    }

    fn place(&self) -> Span {
        self.span.unwrap_or(Span { start: 0, end: 0 })
    }

    /// The boost; 1 if none is given.
    pub(super) fn boost(&self, faults: &mut Faults) -> f32 {
        let Some(typed) = &self.caret else {
            return 1.0;
        };
        let mend = "write a number above 0 and at most 100 directly after it, such as ^2 or ^0.5";
        let boost = typed.parse::<f32>().ok().filter(|_| !typed.contains(['-', '+']));
        match boost {
            Some(boost) if boost > 0.0 && boost <= MAX_BOOST => boost,
            Some(boost) if boost > MAX_BOOST => {
                faults.note(
                    self.place(),
                    format!("the boost `^{typed}` is too high"),
                    mend,
                    "read as ^100",
                );
                MAX_BOOST
            }
            _ => {
                let problem = if typed.is_empty() {
                    "`^` has no boost after it".to_owned()
                } else {
                    format!("{} is no boost", quoted(&format!("^{typed}")))
                };
                faults.note(self.place(), problem, mend, "left out");
                1.0
            }
        }
    }

    /// How many letters a word may be off; `None` if it is to match as it is.
    pub(super) fn distance(&self, word: &str, faults: &mut Faults) -> Option<u8> {
        let default = if word.chars().count() < 6 { 1 } else { 2 };
        let typed = self.tilde.as_deref()?;
        let (read, distance) = match typed {
            "" => return Some(default),
            "1" => return Some(1),
            "2" => return Some(2),
            _ if typed.bytes().all(|b| b == b'0') => ("read without it", None),
            _ if typed.bytes().all(|b| b.is_ascii_digit()) => ("read as ~2", Some(2)),
            _ => ("read as ~", Some(default)),
        };
        let problem = format!("{} is no distance for a word", quoted(&format!("~{typed}")));
        faults.note(self.place(), problem, "write ~1 or ~2, or ~ alone", read);
        distance
    }

    /// How many positions the words of a phrase may be off.
    pub(super) fn slop(&self, faults: &mut Faults) -> u32 {
        let Some(typed) = self.tilde.as_deref() else {
            return 0;
        };
        let digits = typed.bytes().all(|b| b.is_ascii_digit());
        let (problem, read, slop) = match typed.parse::<u32>() {
            Ok(slop) if digits && slop <= MAX_SLOP => return slop,
            _ if typed.is_empty() => ("`~` after a phrase has no number".to_owned(), "read as ~1", 1),
            _ if digits => (
                format!("{} is too far", quoted(&format!("~{typed}"))),
                "read as ~100",
                MAX_SLOP,
            ),
            _ => (
                format!("{} is no number of positions", quoted(&format!("~{typed}"))),
                "left out",
                0,
            ),
        };
        let mend = "write how many positions the words may be apart, 0 to 100, such as \"near phrases\"~3";
        faults.note(self.place(), problem, mend, read);
        slop
    }

    /// Notes a `~` where there is nothing to be near to.
    pub(super) fn refuse_tilde(&self, after: &str, faults: &mut Faults) {
        if let Some(typed) = &self.tilde {
            let problem = format!("{} does not go with {after}", quoted(&format!("~{typed}")));
            faults.note(
                self.place(),
                problem,
                "leave it out: it follows a word or a phrase",
                "left out",
            );
        }
    }
}

/// The boost of a group times the boost of its one part.
pub(super) fn multiplied(inner: f32, outer: f32, span: Span, faults: &mut Faults) -> f32 {
    let product = inner * outer;
    if product > 0.0 && product <= MAX_BOOST {
        return product;
    }
    let problem = format!("the boosts ^{inner} and ^{outer} together are out of bounds");
    faults.note(
        span,
        problem,
        "keep their product above 0 and at most 100",
        "the inner one was read",
    );
    inner
}
