//! Which lines that hold nothing but a day are headings of the page.
//!
//! A heading stands right before a stamp, or before the first one; the days run the page's way; and the clock turns
//! at it, or it is one of several of which others show that the page is headed so. A day in a list of dates or an agenda
//! is text.

use super::choose::Chosen;
use super::day_line::DayHeading;
use super::evidence::announces;
use super::paragraph::Paragraph;
use super::{Direction, after::Line};
use std::ops::Range;

/// A line, or two in a row, that may be a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DayLine {
    pub(super) paragraphs: Range<usize>,
    pub(super) heading: DayHeading,
}

/// Every line of a page that names a day and nothing else. `Day two` above `Wednesday 6 March` is one of both.
pub(super) fn day_lines(paragraphs: &[Paragraph<'_>]) -> Vec<DayLine> {
    let mut found: Vec<DayLine> = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let Some(heading) = DayHeading::read(paragraph.text) else {
            continue;
        };
        let merged = found
            .last()
            .filter(|above| above.paragraphs.end == index)
            .and_then(|above| merged(&above.heading, &heading));
        match (merged, found.last_mut()) {
            (Some(heading), Some(above)) => {
                above.paragraphs.end = index + 1;
                above.heading = heading;
            }
            _ => found.push(DayLine {
                paragraphs: index..index + 1,
                heading,
            }),
        }
    }
    found
}

/// One heading of two lines that say different things.
fn merged(above: &DayHeading, below: &DayHeading) -> Option<DayHeading> {
    let twice = above.weekday.is_some() && below.weekday.is_some()
        || above.month_day.is_some() && below.month_day.is_some()
        || above.number.is_some() && below.number.is_some();
    (!twice).then(|| DayHeading {
        text: format!("{}\n{}", above.text, below.text),
        weekday: above.weekday.or(below.weekday),
        month_day: above.month_day.or(below.month_day),
        year: above.year.or(below.year),
        number: above.number.or(below.number),
    })
}

/// Which of the lines are headings, given the entries in printed order.
pub(super) fn headings(
    lines: &[DayLine],
    chosen: &[Chosen<'_>],
    direction: Direction,
    paragraphs: &[Paragraph<'_>],
) -> Vec<DayLine> {
    let Some(first) = chosen.first().map(|entry| entry.candidate.paragraph) else {
        return Vec::new();
    };
    let lead: Vec<&DayLine> = lines.iter().filter(|line| line.paragraphs.end <= first).collect();
    // Of several days at the top the last may head the entries; the others are part of what stands there.
    let top = match lead.as_slice() {
        [line] => Some(*line),
        [.., line] if line.paragraphs.end == first => Some(*line),
        _ => None,
    };
    let inner: Vec<(&DayLine, bool)> = lines
        .iter()
        .filter(|line| line.paragraphs.end > first)
        .filter_map(|line| Some((line, turns_at(line, chosen, direction)?)))
        .collect();
    let any_turns = inner.iter().any(|(_, turns)| *turns);
    let mut found: Vec<DayLine> = top.into_iter().cloned().collect();
    for (line, turns) in inner {
        let headed = (any_turns || !found.is_empty()) && !in_a_list(line, paragraphs);
        let follows = found
            .last()
            .is_none_or(|above| follows(&above.heading, &line.heading, direction));
        if follows && (turns || headed) {
            found.push(line.clone());
        }
    }
    found
}

/// Whether the clock turns back, in time, from the entry on one side of a line to the one on the other. `None` if the
/// line does not stand right before an entry.
fn turns_at(line: &DayLine, chosen: &[Chosen<'_>], direction: Direction) -> Option<bool> {
    let below = chosen.partition_point(|entry| entry.candidate.paragraph < line.paragraphs.end);
    let entry = chosen.get(below)?;
    let above = chosen.get(below.checked_sub(1)?)?;
    let minute = |entry: &Chosen<'_>| entry.corrected.or(entry.time);
    let turns = minute(above)
        .zip(minute(entry))
        .is_some_and(|(above, below)| match direction {
            Direction::NewestFirst => above < below,
            Direction::OldestFirst => below < above,
        });
    (entry.candidate.paragraph == line.paragraphs.end).then_some(turns)
}

/// Whether the line goes on with a list: what stands above it announces one or is a point.
fn in_a_list(line: &DayLine, paragraphs: &[Paragraph<'_>]) -> bool {
    let above = line
        .paragraphs
        .start
        .checked_sub(1)
        .and_then(|above| paragraphs.get(above));
    above.is_some_and(|above| announces(above.text) || Line::of(above.text) == Line::Point)
}

/// Whether the day of a heading can come after another's on the page, or be the same.
fn follows(above: &DayHeading, below: &DayHeading, direction: Direction) -> bool {
    let (earlier, later) = match direction {
        Direction::NewestFirst => (below, above),
        Direction::OldestFirst => (above, below),
    };
    if let (Some(earlier), Some(later)) = (earlier.date(), later.date()) {
        return earlier <= later;
    }
    if let (Some(earlier), Some(later)) = (earlier.number, later.number) {
        return earlier <= later;
    }
    if let (Some(earlier), Some(later)) = (earlier.month_day, later.month_day) {
        // From December to January the year turns.
        let turn_of_year = earlier.0 == 12 && later.0 == 1;
        return earlier <= later && later.0 - earlier.0 <= 6 || turn_of_year;
    }
    true
}
