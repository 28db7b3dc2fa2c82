//! The forms in which a name holds a date, each found on its own; the parent module weighs them up.

use super::{
    Days, Place,
    calendar::{day, falls_on, month_named, plausible_year, weekday},
    pieces::{Pieces, like_a_word},
};
use daybook_model::LocalDate;
use jiff::civil::Weekday;

/// How a date is written. Where two share digits, the one that stands first here is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// A day with a year of four digits or a month's name.
    Plain,
    /// `28-11-12`.
    Apart,
    /// `211013`.
    Together,
    /// `2015-03`, `march-2015`.
    Month,
}

/// A part of the name that reads as a date.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) form: Form,
    pub(super) start: usize,
    pub(super) end: usize,
    /// What it can mean, earliest first.
    pub(super) readings: Vec<Days>,
    /// What decided between readings.
    pub(super) note: Option<String>,
}

/// Words after which a number counts versions.
const VERSION_WORDS: [&str; 6] = ["v", "ver", "version", "release", "build", "rev"];

/// Words after which a number counts pages.
const COUNTING_WORDS: [&str; 10] = [
    "id", "no", "number", "ref", "article", "story", "node", "page", "part", "comment",
];

/// All dates that the name may hold.
pub(super) fn candidates(pieces: &Pieces<'_>, place: Place) -> Vec<Candidate> {
    let forms = |i| {
        [
            together(pieces, place, i),
            apart(pieces, i),
            named(pieces, i),
            month(pieces, i),
        ]
    };
    (0..pieces.len()).flat_map(forms).flatten().collect()
}

/// `count` pieces from `first` on, with what they can mean.
fn candidate(
    pieces: &Pieces<'_>,
    form: Form,
    first: usize,
    count: usize,
    readings: Vec<Days>,
) -> Option<Candidate> {
    let (start, end) = (pieces.get(first)?.start, pieces.get(first + count - 1)?.end);
    (!readings.is_empty()).then_some(Candidate {
        form,
        start,
        end,
        readings,
        note: None,
    })
}

/// A single day.
fn days(day: LocalDate) -> Vec<Days> {
    vec![(day, day)]
}

/// Digits run together: `211013`, `41113`, `16122014`, `20130520`.
fn together(pieces: &Pieces<'_>, place: Place, i: usize) -> Option<Candidate> {
    pieces.number(i, 5..9)?;
    let digits = pieces.get(i)?.text;
    if !stands_as_date(pieces, place, i, digits.len()) {
        return None;
    }
    let mut readings: Vec<Days> = readings_together(digits)
        .into_iter()
        .map(|day| (day, day))
        .collect();
    readings.sort_unstable();
    readings.dedup();
    let mut note = None;
    if let [(one, _), (other, _)] = readings[..]
        && let Some((word, weekday)) = weekday_around(pieces, i)
    {
        let fitting: Vec<Days> = readings
            .iter()
            .copied()
            .filter(|(day, _)| falls_on(*day, weekday))
            .collect();
        if fitting.len() == 1 {
            note = Some(format!("\"{word}\" decides between {one} and {other}"));
            readings = fitting;
        }
    }
    Some(Candidate {
        note,
        ..candidate(pieces, Form::Together, i, 1, readings)?
    })
}

/// Whether a run of digits can be a date where it stands; most runs of digits are numbers of some kind.
fn stands_as_date(pieces: &Pieces<'_>, place: Place, i: usize, length: usize) -> bool {
    if pieces.alone(i) {
        return length == 8 || (length == 6 && place == Place::FileName);
    }
    let after_counter = pieces
        .word_before(i)
        .is_some_and(|word| VERSION_WORDS.contains(&word) || (length < 8 && COUNTING_WORDS.contains(&word)));
    // `211013live`, but not `41113pm`.
    let into_word = matches!(length, 6 | 8)
        && !pieces.touches_previous(i)
        && pieces.word(i + 1).is_some_and(like_a_word)
        && !pieces.touches_previous(i + 2);
    !after_counter && pieces.free_before(i) && (pieces.free_after(i) || into_word)
}

/// All real days that a run of digits can mean, day first; a year of four digits may also come first.
fn readings_together(digits: &str) -> Vec<LocalDate> {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let length = digits.len();
    let mut found = Vec::new();
    for (day_digits, month_digits) in [(1, 1), (1, 2), (2, 1), (2, 2)] {
        let year_digits = length.saturating_sub(day_digits + month_digits);
        if matches!(year_digits, 2 | 4) {
            let month_end = day_digits + month_digits;
            found.extend(day(
                part(0, day_digits),
                part(day_digits, month_end),
                part(month_end, length),
                year_digits,
            ));
        }
    }
    if length == 8 {
        found.extend(day(part(6, 8), part(4, 6), part(0, 4), 4));
    }
    found
}

/// Three numbers with the same separator between: `28-11-12`, `20.05.2013`, `2013/05/20`.
fn apart(pieces: &Pieces<'_>, i: usize) -> Option<Candidate> {
    let (readings, form) = triple(pieces, i)?;
    if form == Form::Apart {
        let neighbour = |at: Option<usize>| {
            at.and_then(|at| triple(pieces, at))
                .is_some_and(|(_, form)| form == Form::Apart)
        };
        // `10.11.12.13` could be cut in two ways and is more likely a version or a network address.
        if neighbour(i.checked_sub(1)) || neighbour(Some(i + 1)) {
            return None;
        }
    }
    candidate(pieces, form, i, 3, readings)
}

/// What three numbers from here on mean.
fn triple(pieces: &Pieces<'_>, i: usize) -> Option<(Vec<Days>, Form)> {
    let separator = pieces.gap_before(i + 1);
    let joined =
        matches!(separator, "-" | "_" | "." | " " | "/" | "+") && pieces.gap_before(i + 2) == separator;
    let counted = pieces
        .word_before(i)
        .is_some_and(|word| VERSION_WORDS.contains(&word));
    if !joined || counted || !pieces.free_before(i) || !pieces.free_after(i + 2) {
        return None;
    }
    let number = |offset: usize, digits: std::ops::Range<usize>| pieces.number(i + offset, digits);
    if let Some(year) = number(0, 4..5) {
        return Some((
            days(day(number(2, 1..3), number(1, 1..3), Some(year), 4)?),
            Form::Plain,
        ));
    }
    let (first, month) = (number(0, 1..3), number(1, 1..3));
    if let Some(year) = number(2, 4..5) {
        return Some((days(day(first, month, Some(year), 4)?), Form::Plain));
    }
    let year = number(2, 2..3).filter(|_| separator != "/");
    Some((days(day(first, month, year, 2)?), Form::Apart))
}

/// A day with its month's name: `20-may-2013`, `20th-of-may-2013`, `20may13`, `may-20-2013`, `2013/may/20`; or a
/// range of days, `12-13-march-2014`.
fn named(pieces: &Pieces<'_>, i: usize) -> Option<Candidate> {
    let linked = |at: usize| linked(pieces, at);
    if !pieces.free_before(i) {
        return None;
    }
    let mut first = i;
    let mut earliest = None;
    let (latest, end) = if let Some(year) = pieces.number(i, 4..5) {
        let month = month_at(pieces, i + 1).filter(|_| linked(i + 1))?;
        let date = pieces.number(i + 2, 1..3).filter(|_| linked(i + 2));
        (
            day(date, Some(month), Some(year), 4)?,
            after_ordinal(pieces, i + 2),
        )
    } else if let Some(month) = month_at(pieces, i) {
        let date = pieces.number(i + 1, 1..3).filter(|_| linked(i + 1));
        let end = after_ordinal(pieces, i + 1);
        let year = pieces.number(end, 4..5).filter(|_| linked(end));
        (day(date, Some(month), year, 4)?, end + 1)
    } else {
        let date = pieces.number(i, 1..3);
        let mut at = after_ordinal(pieces, i);
        at += usize::from(pieces.word(at) == Some("of") && linked(at));
        let month = month_at(pieces, at).filter(|_| linked(at))?;
        let year_digits = pieces.get(at + 1).filter(|_| linked(at + 1))?.text.len();
        // What follows two digits may make a clock time of them: `20-may-12-noon`.
        if year_digits == 2 && clock_follows(pieces, at + 2) {
            return None;
        }
        let year = pieces.number(at + 1, 2..3).or(pieces.number(at + 1, 4..5));
        let last = day(date, Some(month), year, year_digits)?;
        if let Some((place, number)) = range_before(pieces, i) {
            earliest = day(Some(number), Some(month), year, year_digits).filter(|day| *day < last);
            first = if earliest.is_some() { place } else { i };
        }
        (last, at + 2)
    };
    let readings = vec![(earliest.unwrap_or(latest), latest)];
    let whole = pieces.free_after(end - 1);
    whole.then(|| candidate(pieces, Form::Plain, first, end - first, readings))?
}

/// The number that opens a range of days which the number at `i` closes, and its place: `12-13-march`,
/// `12th-to-13th-march`, `12 and 13 march`.
fn range_before(pieces: &Pieces<'_>, i: usize) -> Option<(usize, u32)> {
    let mut at = i.checked_sub(1)?;
    if matches!(pieces.word(at), Some("to" | "and")) {
        if !linked(pieces, i)
            || !linked(pieces, at)
            || pieces.touches_previous(i)
            || pieces.touches_previous(at)
        {
            return None;
        }
        at = at.checked_sub(1)?;
    } else if !matches!(pieces.gap_before(i), "-" | "–" | " - " | " – ") {
        return None;
    }
    let ordinal = matches!(pieces.word(at), Some("st" | "nd" | "rd" | "th")) && pieces.touches_previous(at);
    at = at.checked_sub(usize::from(ordinal))?;
    let number = pieces.number(at, 1..3)?;
    // `9.12-13-march` is a time, `28-11-12-13-march` anything, `part-2-13-march` a part.
    let of_more = at
        .checked_sub(1)
        .is_some_and(|before| pieces.number(before, 1..9).is_some() && !pieces.gap_before(at).contains('/'));
    let counted = pieces
        .word_before(at)
        .is_some_and(|word| VERSION_WORDS.contains(&word) || COUNTING_WORDS.contains(&word));
    (!of_more && !counted && pieces.free_before(at)).then_some((at, number))
}

/// A month: `march-2015`, `2015-03`, `2015/03`, `2015/march`.
fn month(pieces: &Pieces<'_>, i: usize) -> Option<Candidate> {
    if !pieces.free_before(i) || !pieces.free_after(i + 1) {
        return None;
    }
    let separator = pieces.gap_before(i + 1);
    let (year, month) = if let Some(month) = month_at(pieces, i) {
        (
            pieces.number(i + 1, 4..5).filter(|_| linked(pieces, i + 1))?,
            month,
        )
    } else {
        let year = pieces.number(i, 4..5)?;
        // `in-2013-may-close`: only a path sets a month's name apart.
        match month_at(pieces, i + 1).filter(|_| separator == "/") {
            Some(month) => (year, month),
            None => (year, numeric_month(pieces, i, year)?),
        }
    };
    let (year, month) = (plausible_year(year, 4)?, u8::try_from(month).ok()?);
    let first = LocalDate::new(year, month, 1)?;
    let last = LocalDate::new(year, month, LocalDate::days_in_month(year, month))?;
    candidate(pieces, Form::Month, i, 2, vec![(first, last)])
}

/// The month of `2015-03`, unless it is a financial year (`2011-12`) or part of something longer.
fn numeric_month(pieces: &Pieces<'_>, i: usize, year: u32) -> Option<u32> {
    let separator = pieces.gap_before(i + 1);
    let month = pieces
        .number(i + 1, 2..3)
        .filter(|_| matches!(separator, "-" | "_" | "." | "/"))?;
    let financial = separator != "/" && month == (year + 1) % 100;
    let chained = |gap: usize, number: Option<usize>| {
        pieces.gap_before(gap) == separator && number.and_then(|at| pieces.number(at, 1..3)).is_some()
    };
    (!financial && !chained(i, i.checked_sub(1)) && !chained(i + 2, Some(i + 2))).then_some(month)
}

/// Whether the piece at `at` goes on from the one before: touching it, or with one separator or a comma between.
fn linked(pieces: &Pieces<'_>, at: usize) -> bool {
    at > 0
        && at < pieces.len()
        && matches!(
            pieces.gap_before(at),
            "" | "-" | "_" | "." | " " | "/" | "+" | ", "
        )
}

/// The place after the number at `at` and the `th` that touches it.
fn after_ordinal(pieces: &Pieces<'_>, at: usize) -> usize {
    let ordinal =
        matches!(pieces.word(at + 1), Some("st" | "nd" | "rd" | "th")) && pieces.touches_previous(at + 1);
    at + 1 + usize::from(ordinal)
}

/// Whether what comes next shows that the number before it is a time of day.
fn clock_follows(pieces: &Pieces<'_>, at: usize) -> bool {
    pieces.number(at, 1..3).is_some()
        || matches!(
            pieces.word(at),
            Some("am" | "pm" | "noon" | "midday" | "midnight")
        )
}

/// The month that the word at `at` names.
fn month_at(pieces: &Pieces<'_>, at: usize) -> Option<u32> {
    month_named(pieces.word(at)?)
}

/// The only weekday that the name gives for the digits at `i`: in full anywhere in the same segment, or shortened
/// right beside the digits (elsewhere `sun` and `sat` are words).
fn weekday_around<'n>(pieces: &Pieces<'n>, i: usize) -> Option<(&'n str, Weekday)> {
    let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten();
    let beside = beside
        .filter_map(|at| pieces.word(at))
        .filter_map(|word| Some((word, weekday(word, true)?)));
    let mut found: Vec<(&str, Weekday)> = pieces
        .words_around(i)
        .filter_map(|word| Some((word, weekday(word, false)?)))
        .collect();
    found.extend(beside);
    let first = *found.first()?;
    found.iter().all(|(_, day)| *day == first.1).then_some(first)
}
