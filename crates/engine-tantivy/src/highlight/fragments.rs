//! Choosing the fragments of a text that show best why it matches, and cutting them where sentences or words end.

use super::marks::Mark;
use rustc_hash::FxHashMap;
use std::ops::Range;

const MAX_FRAGMENTS: usize = 3;
/// How long a fragment is meant to be, in characters.
const LENGTH: usize = 200;
/// How much of that may stand before the first mark.
const LEAD: usize = 60;
/// How far before its intended end a fragment may end with a sentence.
const SENTENCE_SLACK: usize = 80;

/// A run of marks that fit into one fragment.
struct Candidate {
    first: usize,
    last: usize,
    parts: Vec<usize>,
}

/// The fragments as byte ranges, in order and apart from each other.
pub(super) fn choose(text: &str, marks: &[Mark]) -> Vec<Range<usize>> {
    if marks.is_empty() {
        let start = leading_space(text);
        let fragment = start..end_of(text, start, start);
        return if fragment.is_empty() {
            Vec::new()
        } else {
            vec![fragment]
        };
    }
    let places = char_places(text, marks);
    let mut chosen: Vec<Candidate> = Vec::new();
    while chosen.len() < MAX_FRAGMENTS {
        let Some(best) = best_candidate(marks, &places, &chosen) else {
            break;
        };
        chosen.push(best);
    }
    chosen.sort_unstable_by_key(|candidate| candidate.first);
    let mut fragments: Vec<Range<usize>> = Vec::with_capacity(chosen.len());
    for candidate in chosen {
        let first = &marks[candidate.first].span;
        let last = marks[candidate.first..=candidate.last]
            .iter()
            .map(|m| m.span.end)
            .max();
        let before = fragments.last().map_or(0, |before| before.end);
        let start = start_of(text, first.start).max(before + leading_space(&text[before..]));
        fragments.push(start..end_of(text, start, last.unwrap_or(first.end)));
    }
    fragments
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Where each mark begins, counted in characters.
fn char_places(text: &str, marks: &[Mark]) -> Vec<usize> {
    let (mut at, mut chars) = (0, 0);
    marks
        .iter()
        .map(|mark| {
            chars += text[at..mark.span.start].chars().count();
            at = mark.span.start;
            chars
        })
        .collect()
}

/// The run of marks with the most parts that no chosen one shows, then the most parts, then the most marks.
fn best_candidate(marks: &[Mark], places: &[usize], chosen: &[Candidate]) -> Option<Candidate> {
    let shown = |part: usize| chosen.iter().any(|candidate| candidate.parts.contains(&part));
    let mut shown_before: FxHashMap<usize, bool> = FxHashMap::default();
    let mut within: FxHashMap<usize, usize> = FxHashMap::default();
    let (mut end, mut fresh) = (0, 0);
    let mut best: Option<((usize, usize, usize), Range<usize>)> = None;
    for first in 0..marks.len() {
        while end < marks.len() && places[end] < places[first] + LENGTH - LEAD {
            let part = marks[end].part;
            let count = within.entry(part).or_default();
            *count += 1;
            if *count == 1 && !*shown_before.entry(part).or_insert_with(|| shown(part)) {
                fresh += 1;
            }
            end += 1;
        }
        let rank = (fresh, within.len(), end - first);
        let apart = chosen.iter().all(|other| {
            // So far apart that neither reaches into the other's context.
            places[first] >= places[other.last].max(places[other.first] + LENGTH) + LEAD
                || places[end - 1] + LENGTH + LEAD <= places[other.first]
        });
        if apart && best.as_ref().is_none_or(|(best, _)| rank > *best) {
            best = Some((rank, first..end));
        }
        let part = marks[first].part;
        if let Some(count) = within.get_mut(&part) {
            *count -= 1;
            if *count == 0 {
                within.remove(&part);
                fresh -= usize::from(!shown_before.get(&part).copied().unwrap_or_default());
            }
        }
    }
    best.map(|(_, run)| {
        let mut parts: Vec<usize> = marks[run.clone()].iter().map(|mark| mark.part).collect();
        parts.sort_unstable();
        parts.dedup();
        Candidate {
            first: run.start,
            last: run.end - 1,
            parts,
        }
    })
}

/// Where a fragment begins whose first mark is at `mark`: a little before it, with a sentence or else a word.
fn start_of(text: &str, mark: usize) -> usize {
    // Near the end of the text there is room for more before the mark.
    let behind = text[mark..].chars().take(LENGTH).count();
    let lead = LEAD.max(LENGTH - behind);
    let earliest = text[..mark]
        .char_indices()
        .rev()
        .take(lead)
        .last()
        .map_or(mark, |(at, _)| at);
    let mut starts = starts_of_words(text, earliest, mark).peekable();
    let first = starts.peek().copied();
    starts
        .find(|at| begins_sentence(text, *at))
        .or(first)
        .unwrap_or(mark)
}

/// Where a fragment ends that begins at `start` and must hold what ends at `mark`, if that is not too long.
fn end_of(text: &str, start: usize, mark: usize) -> usize {
    let after = |at: usize, chars: usize| {
        text[at..]
            .char_indices()
            .nth(chars)
            .map_or(text.len(), |(further, _)| at + further)
    };
    let intended = after(start, LENGTH).max(mark.min(after(start, 2 * LENGTH)));
    let whole = text.trim_end().len();
    if intended >= whole {
        return whole.max(start);
    }
    let from = mark.max(start).min(intended);
    let ends = || {
        let mut before = from;
        text[from..]
            .char_indices()
            .map(move |(at, c)| (from + at, c))
            .take_while(move |(at, _)| *at <= intended)
            .filter_map(move |(at, c)| {
                let end = (c.is_whitespace() && before > start).then_some(before);
                if !c.is_whitespace() {
                    before = at + c.len_utf8();
                }
                end
            })
    };
    let latest = text[..intended]
        .char_indices()
        .rev()
        .take(SENTENCE_SLACK)
        .last()
        .map_or(start, |(at, _)| at);
    let sentence = ends()
        .filter(|at| *at >= latest && ends_sentence(&text[..*at]))
        .last();
    sentence.or_else(|| ends().last()).unwrap_or(intended)
}

/// Starts of words from `from` to `to`, the latter included.
fn starts_of_words(text: &str, from: usize, to: usize) -> impl Iterator<Item = usize> {
    let mut after_space = text[..from].chars().next_back().is_none_or(char::is_whitespace);
    text[from..to]
        .char_indices()
        .chain([(to - from, 'x')])
        .filter_map(move |(at, c)| {
            let starts = after_space && !c.is_whitespace();
            after_space = c.is_whitespace();
            starts.then_some(from + at)
        })
}

fn begins_sentence(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let trimmed = before.trim_end();
    trimmed.is_empty() || before[trimmed.len()..].contains('\n') || ends_sentence(trimmed)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', ')', ']'])
        .ends_with(['.', '!', '?', '…', ':'])
}
