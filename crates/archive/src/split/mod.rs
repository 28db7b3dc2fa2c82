//! A page's text taken apart into entries.
//!
//! The decision is made on the whole page. Every paragraph that may open an entry is a candidate ([`stamp`]) with a
//! weight ([`evidence`]); the heaviest chain of candidates whose times run one way is the page's backbone
//! ([`chain`], [`choose`]), cut by lines that
//! name a day ([`headings`]); what stands off the chain is a slip, kept as an entry, or a time inside an entry ([`slips`]). What
//! stands before the first stamp is told apart by [`lead`]. All in time n log n with the page's length.

mod after;
mod chain;
mod choose;
mod clock;
mod day_line;
mod evidence;
mod headings;
mod lead;
mod opener;
mod paragraph;
pub(crate) mod references;
mod room;
mod slips;
mod stamp;
#[cfg(test)]
mod tests;

use after::Follow;
use choose::{Chosen, Evidence, choose};
use clock::same_on_a_dial;
pub use day_line::DayHeading;
pub(crate) use day_line::weekday_of;
use daybook_model::{ClockTime, Leftover, LeftoverKind};
use headings::{DayLine, day_lines, headings};
pub(crate) use paragraph::is_blank;
use paragraph::{Paragraph, join, paragraphs};
use stamp::{Candidate, candidate};
use std::ops::Range;

/// Which way a page runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The latest entry stands first, as on most live pages.
    NewestFirst,
    /// The earliest entry stands first.
    OldestFirst,
}

/// An entry as split off, in printed order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitEntry {
    /// The stamp as printed, with a handle, zone or colon that belongs to it; `None` where it was lost.
    pub stamp: Option<String>,
    /// The printed time; `None` where it was lost or the print is no time (`4.74pm`).
    pub time: Option<ClockTime>,
    /// The time that was meant, where the printed one is plainly a slip.
    pub time_corrected: Option<ClockTime>,
    /// Which of the page's day headings it stands under.
    pub heading: Option<usize>,
    /// How many midnights lie between the first entry in time under the same heading, or of a page without, and this one.
    pub nights: u32,
    /// How many turns to some later day lie between them besides: how many days, the page does not say.
    pub turns: u32,
    /// The text without the stamp, paragraphs separated by one blank line.
    pub text: String,
}

/// A page's text, every character of it in one entry, stamp or leftover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitPage {
    /// Which way the page runs.
    pub direction: Direction,
    /// Its entries in printed order.
    pub entries: Vec<SplitEntry>,
    /// The lines that head the entries of one day, in printed order.
    pub headings: Vec<DayHeading>,
    /// What introduces the page, headlines included.
    pub standfirst: Option<String>,
    /// What is in no stamped entry, in printed order.
    pub leftovers: Vec<Leftover>,
}

impl SplitPage {
    /// The entries' indices in time order, the earliest first.
    ///
    /// The page's own order is the order of time, mended stamps or not: so places in it stay put when a page grows
    /// at its newest end.
    pub fn chronological(&self) -> Vec<usize> {
        match self.direction {
            Direction::NewestFirst => (0..self.entries.len()).rev().collect(),
            Direction::OldestFirst => (0..self.entries.len()).collect(),
        }
    }
}

/// Takes a page's text apart. Any text gives an answer; one without a single character of text has no entries.
///
/// ```
/// use daybook_archive::split;
///
/// let page = split("5.32pm The department has replied.\n\nIt agrees.\n\n8.37am: Good morning.");
/// assert_eq!(page.entries.len(), 2);
/// assert_eq!(page.entries[0].text, "The department has replied.\n\nIt agrees.");
/// assert_eq!(page.entries[1].time.unwrap().to_string(), "08:37");
/// ```
pub fn split(text: &str) -> SplitPage {
    let paragraphs = paragraphs(text);
    let candidates = candidates(&paragraphs);
    let weights = evidence::weigh(&candidates, &paragraphs);
    let evidence = Evidence {
        paragraphs: &paragraphs,
        candidates: &candidates,
        weights: &weights,
    };
    // A day in an agenda is found to be no heading when the entries are known, and then they are chosen without it.
    let mut lines = day_lines(&paragraphs);
    for _ in 0..HEADING_PASSES {
        let starts: Vec<usize> = lines.iter().map(|line| line.paragraphs.start).collect();
        let (direction, chosen) = choose(evidence, &starts);
        let found = headings(&lines, &chosen, direction, &paragraphs);
        if found.len() == lines.len() {
            return build(&paragraphs, direction, &chosen, &found);
        }
        lines = found;
    }
    let (direction, chosen) = choose(evidence, &[]);
    build(&paragraphs, direction, &chosen, &[])
}

/// A page whose day headings are not told from other days in so many passes is taken to have none.
const HEADING_PASSES: usize = 4;

/// A stamp at the head of an entry whose bounds are known.
pub(crate) struct Head {
    /// As printed.
    pub(crate) stamp: String,
    pub(crate) time: ClockTime,
    /// What stands after it on its last line.
    pub(crate) rest: String,
    /// How many lines it takes up: a stamp may be printed twice.
    pub(crate) lines: usize,
}

/// The stamp that the first of these lines opens with.
pub(crate) fn head<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<Head> {
    let line = lines.next()?.trim();
    // A print that is no time (`4.74pm`) says nothing without the page's order.
    let first = candidate(0, line).filter(|first| first.possible)?;
    let again = lines
        .next()
        .and_then(|next| Some((next, candidate(1, next)?)))
        .filter(|(_, again)| repeats(&first, again));
    let stamp = line[..first.stamp_end].trim_end();
    Some(Head {
        stamp: match &again {
            Some((next, _)) => join([&*format!("{stamp}\n{}", next.trim())]),
            None => join([stamp]),
        },
        time: first.time,
        rest: join([&line[first.text_start..]]),
        lines: 1 + usize::from(again.is_some()),
    })
}

/// What stands before the first entry of a page whose entries are known: its standfirst, and all of it by kind.
pub(crate) fn introduction(text: &str) -> (Option<String>, Vec<Leftover>) {
    let lead = paragraphs(text);
    let kinds: Vec<LeftoverKind> = lead::classify(&lead)
        .into_iter()
        .map(|kind| match kind {
            // No stamp was lost here.
            LeftoverKind::Unstamped => LeftoverKind::Standfirst,
            kind => kind,
        })
        .collect();
    let mut standfirst = Vec::new();
    let mut leftovers = Vec::new();
    for (range, kind) in stretches(&kinds) {
        let text = join(lead[range].iter().map(|p| p.text));
        if kind != LeftoverKind::Noise {
            standfirst.push(text.clone());
        }
        leftovers.push(Leftover { kind, text });
    }
    let standfirst = (!standfirst.is_empty()).then(|| standfirst.join("\n\n"));
    (standfirst, leftovers)
}

/// Paragraphs as the text of an entry: one blank line between them, non-breaking spaces as spaces.
pub(crate) fn paragraph_text<'a>(paragraphs: impl IntoIterator<Item = &'a str>) -> String {
    join(paragraphs)
}

/// The candidates of a page, in printed order. A time that repeats the stamp on the line above is part of that stamp.
fn candidates(paragraphs: &[Paragraph<'_>]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let Some(candidate) = candidate(index, paragraph.text) else {
            continue;
        };
        let repeats = found.last().is_some_and(|before| repeats(before, &candidate));
        if !repeats {
            found.push(candidate);
        }
    }
    found
}

/// `8.53am BST` on one line, `08:53` on the next: one stamp, printed twice.
fn repeats(before: &Candidate, candidate: &Candidate) -> bool {
    before.follow == Follow::Nothing
        && candidate.follow == Follow::Nothing
        && before.paragraph + 1 == candidate.paragraph
        && before.form.is_explicit() != candidate.form.is_explicit()
        && same_on_a_dial(before.time, candidate.time)
}

/// Cuts the page at the chosen stamps.
fn build(
    paragraphs: &[Paragraph<'_>],
    direction: Direction,
    chosen: &[Chosen<'_>],
    headings: &[DayLine],
) -> SplitPage {
    let first = chosen.first().map_or(0, |c| c.candidate.paragraph);
    let mut page = SplitPage {
        direction,
        entries: Vec::new(),
        headings: headings.iter().map(|line| line.heading.clone()).collect(),
        standfirst: None,
        leftovers: Vec::new(),
    };
    if chosen.is_empty() {
        unstamped_page(paragraphs, &mut page);
        return page;
    }
    take_lead(&paragraphs[..first], headings, &mut page);
    for (index, opening) in chosen.iter().enumerate() {
        let end = chosen
            .get(index + 1)
            .map_or(paragraphs.len(), |next| next.candidate.paragraph);
        let above = headings.partition_point(|line| line.paragraphs.end <= opening.candidate.paragraph);
        let below = headings.get(above).filter(|line| line.paragraphs.end <= end);
        let text_end = below.map_or(end, |line| line.paragraphs.start);
        let mut entry = entry(paragraphs, opening, text_end);
        entry.heading = above.checked_sub(1);
        page.entries.push(entry);
        if let Some(line) = below {
            leave(
                &paragraphs[line.paragraphs.clone()],
                LeftoverKind::DayHeading,
                &mut page,
            );
        }
    }
    count_days_by_heading(&mut page.entries, headings.len());
    page
}

/// Counts midnights and other turns of the day anew under each heading.
fn count_days_by_heading(entries: &mut [SplitEntry], headings: usize) {
    let mut least = vec![(u32::MAX, u32::MAX); headings + 1];
    let place = |heading: Option<usize>| heading.map_or(0, |index| index + 1);
    for entry in entries.iter().filter(|entry| entry.stamp.is_some()) {
        let (nights, turns) = &mut least[place(entry.heading)];
        *nights = (*nights).min(entry.nights);
        *turns = (*turns).min(entry.turns);
    }
    for entry in entries {
        let (nights, turns) = least[place(entry.heading)];
        entry.nights = entry.nights.saturating_sub(nights);
        entry.turns = entry.turns.saturating_sub(turns);
    }
}

/// The first paragraph that is all text.
fn after_stamp(paragraphs: &[Paragraph<'_>], candidate: &Candidate) -> usize {
    // A repeated stamp on the next line is part of the stamp; see `candidates`.
    let next = candidate.paragraph + 1;
    let repeated = paragraphs
        .get(next)
        .and_then(|paragraph| stamp::candidate(next, paragraph.text))
        .is_some_and(|again| repeats(candidate, &again));
    next + usize::from(repeated)
}

fn entry(paragraphs: &[Paragraph<'_>], opening: &Chosen<'_>, end: usize) -> SplitEntry {
    let candidate = opening.candidate;
    let after_stamp = after_stamp(paragraphs, candidate);
    let line = paragraphs[candidate.paragraph].text;
    let mut stamp = line[..candidate.stamp_end].trim_end().to_owned();
    for repeated in &paragraphs[candidate.paragraph + 1..after_stamp] {
        stamp.push('\n');
        stamp.push_str(repeated.text);
    }
    let rest = &line[candidate.text_start..];
    let body = paragraphs[after_stamp..end].iter().map(|p| p.text);
    let text = join((!rest.is_empty()).then_some(rest).into_iter().chain(body));
    SplitEntry {
        stamp: Some(join([stamp.as_str()])),
        time: opening.time,
        time_corrected: opening.corrected,
        heading: None,
        nights: opening.days.0,
        turns: opening.days.1,
        text,
    }
}

/// A page without a stamp is one entry without a time.
fn unstamped_page(paragraphs: &[Paragraph<'_>], page: &mut SplitPage) {
    let kinds = lead::classify(paragraphs);
    let noise = kinds
        .iter()
        .take_while(|kind| **kind == LeftoverKind::Noise)
        .count();
    // A page of nothing but noise is still a page.
    let noise = if noise == paragraphs.len() { 0 } else { noise };
    leave(&paragraphs[..noise], LeftoverKind::Noise, page);
    keep_unstamped(&paragraphs[noise..], page);
}

fn take_lead(lead: &[Paragraph<'_>], headings: &[DayLine], page: &mut SplitPage) {
    let heading = headings
        .first()
        .map(|line| line.paragraphs.clone())
        .filter(|range| range.end <= lead.len())
        .unwrap_or(lead.len()..lead.len());
    // What stands around a heading is told apart as if it were not there.
    let around = [&lead[..heading.start], &lead[heading.end..]].concat();
    let mut kinds = lead::classify(&around);
    kinds.splice(
        heading.start..heading.start,
        heading.map(|_| LeftoverKind::DayHeading),
    );
    let mut standfirst = Vec::new();
    for (range, kind) in stretches(&kinds) {
        let stretch = &lead[range];
        match kind {
            LeftoverKind::Standfirst | LeftoverKind::Headlines => {
                standfirst.extend(stretch.iter().map(|p| p.text));
                leave(stretch, kind, page);
            }
            LeftoverKind::Noise | LeftoverKind::DayHeading => leave(stretch, kind, page),
            LeftoverKind::Unstamped => keep_unstamped(stretch, page),
        }
    }
    page.standfirst = (!standfirst.is_empty()).then(|| join(standfirst));
}

/// Runs of one kind.
fn stretches(kinds: &[LeftoverKind]) -> Vec<(Range<usize>, LeftoverKind)> {
    let mut found: Vec<(Range<usize>, LeftoverKind)> = Vec::new();
    for (index, kind) in kinds.iter().enumerate() {
        match found.last_mut() {
            Some((range, last)) if last == kind => range.end = index + 1,
            _ => found.push((index..index + 1, *kind)),
        }
    }
    found
}

fn leave(paragraphs: &[Paragraph<'_>], kind: LeftoverKind, page: &mut SplitPage) {
    if !paragraphs.is_empty() {
        let text = join(paragraphs.iter().map(|p| p.text));
        page.leftovers.push(Leftover { kind, text });
    }
}

/// What belongs to no stamp is kept as an entry of its own, so that nothing is lost.
fn keep_unstamped(paragraphs: &[Paragraph<'_>], page: &mut SplitPage) {
    if paragraphs.is_empty() {
        return;
    }
    leave(paragraphs, LeftoverKind::Unstamped, page);
    page.entries.push(SplitEntry {
        stamp: None,
        time: None,
        time_corrected: None,
        heading: None,
        nights: 0,
        turns: 0,
        text: join(paragraphs.iter().map(|p| p.text)),
    });
}
