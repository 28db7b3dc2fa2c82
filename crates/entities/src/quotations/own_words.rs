//! `Ada Lovelace’s answer was “...”`, `Ms Lovelace’s tweet: “...”`, `her letter begins: “...”`.

use super::pieces::Kind;
use super::reader::{Found, Reader};
use super::words::Flags;
use super::{document, pronoun};

/// How long the clause that hands the words over may be, in pieces.
const REACH: usize = 30;
/// How far after the owner the noun may stand, in pieces.
const NEAR: usize = 6;

/// Whose words the passage after `from..to` is.
pub(super) fn find(reader: &Reader<'_>, from: usize, to: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let clause = (from.max(to.saturating_sub(REACH + 1))..to)
        .rev()
        .find(|i| pieces.is_mark(*i, ';'));
    let from = clause.map_or(from, |mark| mark + 1);
    // A colon, or a verb that makes the noun the passage.
    let mut last = to.checked_sub(1).filter(|last| *last >= from)?;
    if !pieces.is_mark(last, ':') && !pieces.flags(last).is(Flags::BE) || to - from > REACH {
        return None;
    }
    let reads = |i: usize| matches!(pieces.printed(i), "begins" | "reads" | "says" | "ends");
    if last > from && pieces.is_mark(last, ':') && reads(last - 1) {
        last -= 1;
    }
    let (owner, noun) = owned(reader, from, to)?;
    // `Ms Lovelace’s tweet attacked Mr Babbage, whose reply was`: nobody else speaks in between.
    let busy = Flags::SAY | Flags::BE | Flags::AUX | Flags::WHO | Flags::BARRIER;
    let comes_in =
        |i: usize| matches!(pieces.kind(i), Kind::Person(_)) && !pieces.flags(i - 1).is(Flags::PREPOSITION);
    if (noun + 1..last).any(|i| pieces.flags(i).is(busy) || comes_in(i)) {
        return None;
    }
    Some(owner.map_or(Found::Unnamed, Found::Name))
}

/// The owner of the words, if it is known, and the noun for the words, near the beginning of a clause.
fn owned(reader: &Reader<'_>, from: usize, to: usize) -> Option<(Option<usize>, usize)> {
    let pieces = &reader.pieces;
    let spoken = |i: &usize| pieces.flags(*i).is(Flags::UTTERANCE | Flags::DOCUMENT);
    let first =
        (from..to.min(from + 3)).find(|i| reader.name_at(*i).is_some() || pronoun::is_owner(reader, *i))?;
    if pronoun::is_owner(reader, first) {
        let noun = (first + 1..to.min(first + NEAR)).find(spoken)?;
        return Some((document::author(reader, noun, from), noun));
    }
    let owns = matches!(pieces.kind(first), Kind::Person(_)) && pieces.flags(first + 1).is(Flags::OWNER);
    let noun = (first + 2..to.min(first + NEAR)).find(spoken).filter(|_| owns)?;
    Some((Some(first), noun))
}

/// Whose words the passage at `at` is, where the short paragraph before it is a heading: `Ada Lovelace’s speech`.
pub(super) fn heading(reader: &Reader<'_>, at: usize) -> Option<Found> {
    const LONGEST: usize = 10;
    let pieces = &reader.pieces;
    let last = at.checked_sub(1)?;
    let paragraph = pieces.all.get(last)?.paragraph;
    if paragraph == pieces.all.get(at)?.paragraph || pieces.is_mark(last, ':') {
        return None;
    }
    let from = (0..at)
        .rev()
        .take(LONGEST + 1)
        .take_while(|i| {
            pieces
                .all
                .get(*i)
                .is_some_and(|piece| piece.paragraph == paragraph)
        })
        .last()?;
    let busy = Flags::SAY | Flags::BE | Flags::AUX | Flags::WHO | Flags::BARRIER;
    let others = (from..at).filter(|i| matches!(pieces.kind(*i), Kind::Person(_) | Kind::Passage(_)));
    if at - from > LONGEST || others.count() != 1 || (from..at).any(|i| pieces.flags(i).is(busy)) {
        return None;
    }
    owned(reader, from, at)?.0.map(Found::Name)
}
