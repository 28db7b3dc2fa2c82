//! Dates and times, and ranges of them.

use super::calendar::{clock, next, other_date, previous, whole_hour};
use super::fault::{Faults, quoted, shortened};
use super::field::Field;
use super::lexer::is_space;
use crate::{ErrorCode, NodeKind, PartialDate, Span, TextField};
use daybook_model::ClockTime;

const DATES: &str = "write a year, month or day: 2015, 2015-03, 2015-03-09";
const TIMES: &str = "write a time such as 09:30, 9.30am or 5pm";

/// A value of `date:`.
pub(super) fn date(text: &str, span: Span, faults: &mut Faults) -> Option<NodeKind> {
    if text.eq_ignore_ascii_case("undated") {
        return Some(NodeKind::Undated);
    }
    if let Some((sign, bound)) = comparison(text) {
        return compared(Field::Date, sign, bound, span, faults);
    }
    if let Some(date) = PartialDate::parse(text) {
        return Some(NodeKind::Date {
            from: Some(date.first()),
            to: Some(date.last()),
        });
    }
    let problem = format!("{} is not a date", quoted(text));
    let Some((written, date)) = other_date(text) else {
        faults.note_as(ErrorCode::InvalidDate, span, problem, DATES, "read as a word");
        return Some(NodeKind::Word {
            field: TextField::Text,
            text: text.to_owned(),
        });
    };
    let (mend, read) = (format!("write date:{written}"), format!("read as {written}"));
    faults.note_as(ErrorCode::InvalidDate, span, problem, mend, read);
    Some(NodeKind::Date {
        from: Some(date.first()),
        to: Some(date.last()),
    })
}

/// A value of `time:`.
pub(super) fn time(text: &str, span: Span, faults: &mut Faults) -> Option<NodeKind> {
    if let Some((sign, bound)) = comparison(text) {
        return compared(Field::Time, sign, bound, span, faults);
    }
    if let Some(time) = clock(text) {
        return Some(NodeKind::Time {
            from: Some(time),
            to: Some(time),
        });
    }
    let problem = format!("{} is not a time", quoted(text));
    let hour = whole_hour(text).and_then(|hour| Some((hour, ClockTime::new(hour.hour(), 59)?)));
    if let Some((first, last)) = hour {
        faults.note(
            span,
            problem,
            format!("write time:{first}, or am or pm after it"),
            "read as that hour",
        );
        return Some(NodeKind::Time {
            from: Some(first),
            to: Some(last),
        });
    }
    faults.note(span, problem, TIMES, "read as a word");
    Some(NodeKind::Word {
        field: TextField::Text,
        text: text.to_owned(),
    })
}

/// A comparison sign and what is compared with.
fn comparison(text: &str) -> Option<(&'static str, &str)> {
    let signs = [
        ("<=", "<="),
        (">=", ">="),
        ("≤", "<="),
        ("≥", ">="),
        ("<", "<"),
        (">", ">"),
    ];
    signs
        .into_iter()
        .find_map(|(typed, sign)| Some((sign, text.strip_prefix(typed)?)))
}

/// `date:>=2015`, which is not in the grammar but means something.
fn compared(field: Field, sign: &str, bound: &str, span: Span, faults: &mut Faults) -> Option<NodeKind> {
    let name = field.name();
    let problem = format!("`{name}:` knows no `{sign}`");
    if bound.is_empty() {
        faults.note(
            span,
            problem,
            format!("write a range, as in {}", field.example()),
            "left out",
        );
        return None;
    }
    let (from, to) = if sign.starts_with('>') {
        (bound, "*")
    } else {
        ("*", bound)
    };
    let mend = format!("write {name}:[{} TO {}]", shortened(from), shortened(to));
    faults.note(span, problem, mend, "read as a range");
    let end = |text: &str| End {
        text: text.to_owned(),
        span,
        excluded: !sign.ends_with('='),
    };
    Range {
        from: end(from),
        to: end(to),
        span,
    }
    .read(field, faults)
}

/// What stands between brackets after a field.
pub(super) fn range(
    open: char,
    text: &str,
    close: Option<char>,
    span: Span,
    field: Field,
    faults: &mut Faults,
) -> Option<NodeKind> {
    let example = match field {
        Field::Time => "write a range as in time:[09:00 TO 12:00]",
        _ => "write a range as in date:[2015-03-01 TO 2015-03-31]",
    };
    if close.is_none() {
        faults.note(
            span,
            format!("`{open}` is never closed"),
            "add a `]` where the range ends",
            "closed there",
        );
    }
    let pieces = pieces(text, span.start + 1);
    let (from, to) = match pieces
        .iter()
        .position(|piece| piece.text.eq_ignore_ascii_case("to"))
    {
        Some(at) => {
            let to = &pieces[at];
            if to.text != "TO" {
                let problem = format!("{} in a range is written in capitals", quoted(&to.text));
                faults.note(to.span, problem, example, "read as TO");
            }
            (
                joined(&pieces[..at], to.span.start),
                joined(&pieces[at + 1..], to.span.end),
            )
        }
        None if pieces.is_empty() => {
            if close.is_some() {
                faults.note(span, "there is nothing between the brackets", example, "left out");
            }
            return None;
        }
        None if pieces.len() == 2 => {
            let problem = format!("{} has no TO between its ends", quoted(text));
            faults.note(span, problem, example, "read with TO between them");
            (pieces[0].clone(), pieces[1].clone())
        }
        None => {
            let one = joined(&pieces, span.start);
            faults.note(
                span,
                format!("{} is not a range", quoted(text)),
                example,
                "read as one value",
            );
            return match field {
                Field::Time => time(&one.text, one.span, faults),
                _ => date(&one.text, one.span, faults),
            };
        }
    };
    let (from, to) = (
        End {
            excluded: open == '{',
            ..from
        },
        End {
            excluded: close == Some('}'),
            ..to
        },
    );
    if from.excluded || to.excluded {
        let problem = "`{` and `}`, which leave the ends of a range out, are not supported";
        let mend = "write [ and ], which hold both ends, and move the ends if need be";
        faults.note(span, problem, mend, "read as [ and ] with the ends moved");
    }
    for (end, side) in [(&from, "before"), (&to, "after")] {
        if end.text.is_empty() {
            let mend = "write a date or time there, or * for an open end";
            faults.note(
                end.span,
                format!("the range has nothing {side} TO"),
                mend,
                "read as an open end",
            );
        }
    }
    Range { from, to, span }.read(field, faults)
}

/// An end of a range as typed.
#[derive(Debug, Clone)]
struct End {
    text: String,
    span: Span,
    /// Whether the range ends just before it.
    excluded: bool,
}

/// The pieces of a range, the first character of which stands at `start`.
fn pieces(text: &str, start: usize) -> Vec<End> {
    let mut pieces: Vec<End> = Vec::new();
    for (at, c) in (start..).zip(text.chars()).filter(|(_, c)| !is_space(*c)) {
        match pieces.last_mut().filter(|piece| piece.span.end == at) {
            Some(piece) => {
                piece.text.push(c);
                piece.span.end = at + 1;
            }
            None => {
                let span = Span {
                    start: at,
                    end: at + 1,
                };
                pieces.push(End {
                    text: c.to_string(),
                    span,
                    excluded: false,
                });
            }
        }
    }
    pieces
}

/// Several pieces as one, such as `9 am`; `place` is where none stand.
fn joined(pieces: &[End], place: usize) -> End {
    let text = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let span = match (pieces.first(), pieces.last()) {
        (Some(first), Some(last)) => Span {
            start: first.span.start,
            end: last.span.end,
        },
        _ => Span {
            start: place,
            end: place,
        },
    };
    End {
        text,
        span,
        excluded: false,
    }
}

/// A range as typed.
struct Range {
    from: End,
    to: End,
    span: Span,
}

impl Range {
    fn read(&self, field: Field, faults: &mut Faults) -> Option<NodeKind> {
        if field == Field::Time {
            Some(self.times(faults))
        } else {
            Some(self.dates(faults))
        }
    }

    fn times(&self, faults: &mut Faults) -> NodeKind {
        const DAY: u16 = 24 * 60;
        let read = |text: &str| clock(text).ok_or_else(|| whole_hour(text));
        let mut minute = |end: &End| bound(end, TIMES, ErrorCode::InvalidQuery, read, faults);
        let (first, last) = (minute(&self.from), minute(&self.to));
        // An open end has nothing to leave out.
        let after = u16::from(first.is_some() && self.from.excluded);
        let before = u16::from(last.is_some() && self.to.excluded);
        let begin = first.map_or(0, ClockTime::minutes);
        let end = last.map_or(DAY - 1, ClockTime::minutes);
        // A range that ends before it begins runs past midnight.
        let minutes = (end + DAY - begin) % DAY + 1;
        if after + before >= minutes {
            self.keep_ends(ErrorCode::InvalidQuery, faults);
            return NodeKind::Time {
                from: first,
                to: last,
            };
        }
        let moved = |time: ClockTime, minutes: u16| ClockTime::from_minutes((time.minutes() + minutes) % DAY);
        NodeKind::Time {
            from: first.and_then(|time| moved(time, after)),
            to: last.and_then(|time| moved(time, DAY - before)),
        }
    }

    /// Notes that nothing is left between the ends, so that they are taken with them.
    fn keep_ends(&self, code: ErrorCode, faults: &mut Faults) {
        faults.note_as(
            code,
            self.span,
            "nothing is left between the ends when they are moved",
            "write [ and ], which hold both ends",
            "read with the ends where they were",
        );
    }

    fn dates(&self, faults: &mut Faults) -> NodeKind {
        let read = |text: &str| PartialDate::parse(text).ok_or_else(|| Some(other_date(text)?.1));
        let first = bound(&self.from, DATES, ErrorCode::InvalidDate, read, faults);
        let last = bound(&self.to, DATES, ErrorCode::InvalidDate, read, faults);
        if let Some((a, b)) = first.zip(last).filter(|(a, b)| a.first() > b.last()) {
            let (from, to) = (quoted(&self.from.text), quoted(&self.to.text));
            let problem = format!("the range begins with {from} and ends before it, with {to}");
            faults.note_as(
                ErrorCode::InvalidDate,
                self.span,
                problem,
                "swap them",
                "read with the ends swapped",
            );
            return NodeKind::Date {
                from: Some(b.first()),
                to: Some(a.last()),
            };
        }
        let whole = (first.map(PartialDate::first), last.map(PartialDate::last));
        let from = if self.from.excluded {
            first.map(|date| next(date.last()))
        } else {
            whole.0
        };
        let to = if self.to.excluded {
            last.map(|date| previous(date.first()))
        } else {
            whole.1
        };
        let empty = from.zip(to).is_some_and(|(from, to)| from > to);
        let (from, to) = if empty {
            self.keep_ends(ErrorCode::InvalidDate, faults);
            whole
        } else {
            (from, to)
        };
        NodeKind::Date { from, to }
    }
}

/// What an end of a range means; `None` is open. `read` tells what a text means, or else what it may be meant for.
fn bound<T>(
    end: &End,
    mend: &str,
    code: ErrorCode,
    read: impl Fn(&str) -> Result<T, Option<T>>,
    faults: &mut Faults,
) -> Option<T> {
    if matches!(end.text.as_str(), "" | "*") {
        return None;
    }
    match read(&end.text) {
        Ok(value) => Some(value),
        Err(meant) => {
            let problem = format!("{} cannot be the end of a range", quoted(&end.text));
            let told = if meant.is_some() {
                "read as what is nearest to it"
            } else {
                "read as an open end"
            };
            faults.note_as(code, end.span, problem, format!("{mend}; * is an open end"), told);
            meant
        }
    }
}
