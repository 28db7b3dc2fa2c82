//! A passage that goes on with what the one before it began: `“...,” said Ada Lovelace. “...”`, or a paragraph after it.

use super::pieces::Kind;
use super::reader::{Found, Reader, Verdict};

/// How long the clause between two passages may be, in pieces.
const LONGEST: usize = 30;

/// The verdict on the passage that the one at `at` continues.
pub(super) fn find(reader: &Reader<'_>, at: usize) -> Option<Verdict> {
    sentence(reader, at).or_else(|| paragraph(reader, at))
}

/// That of the sentence before, or of the paragraph before if it is nothing else.
fn sentence(reader: &Reader<'_>, at: usize) -> Option<Verdict> {
    let pieces = &reader.pieces;
    if pieces.sentence_start(at) != at || pieces.sentence_end(at) != at + 1 {
        return None;
    }
    let last = at.checked_sub(1)?;
    let sentence = pieces.sentence(last);
    let lowest = last.saturating_sub(LONGEST);
    let before = (lowest..at)
        .rev()
        .take_while(|i| pieces.sentence(*i) == sentence)
        .find(|i| matches!(pieces.kind(*i), Kind::Passage(_)))?;
    let verdict = reader.verdict_at(before)?;
    let speaker = match verdict.found {
        Found::Name(name) => reader.entity_at(name),
        Found::Unnamed => None,
    };
    let here = pieces.all.get(at)?.paragraph;
    let there = pieces.all.get(before)?.paragraph;
    // A paragraph goes on only if it is nothing but the passage.
    let whole = pieces.all.get(at + 1).is_none_or(|next| next.paragraph != here);
    // `... “...”, and Mr Babbage left.`: the next paragraph may be his.
    let comes_in = |i: usize| matches!(pieces.kind(i), Kind::Person(_)) && reader.entity_at(i) != speaker;
    if here != there && (before + 1..at).any(comes_in) {
        return None;
    }
    if here != there && !(whole && here == there + 1)
        || answers(reader, before)
        || asks_on(reader, before, at)
    {
        return None;
    }
    Some(verdict)
}

/// `She said “...”, and left.`, then a paragraph that is nothing but the passage, where nobody else is quoted before it.
fn paragraph(reader: &Reader<'_>, at: usize) -> Option<Verdict> {
    const LONGEST: usize = 120;
    let pieces = &reader.pieces;
    let last = at.checked_sub(1)?;
    let here = pieces.all.get(at)?.paragraph;
    let there = pieces.all.get(last)?.paragraph;
    let alone = pieces.all.get(at + 1).is_none_or(|next| next.paragraph != here);
    if !alone || here == there || pieces.is_mark(last, ':') || reader.verdicts.len() > LONGEST {
        return None;
    }
    let mut speakers = reader
        .verdicts
        .iter()
        .map(|verdict| match verdict.as_ref()?.found {
            Found::Name(name) => Some(name),
            Found::Unnamed => None,
        });
    let first = speakers.next()??;
    let entity = reader.entity_at(first);
    let one = matches!(pieces.kind(first), Kind::Person(_))
        && speakers.all(|name| name.is_some_and(|name| reader.entity_at(name) == entity));
    let from = last.saturating_sub(LONGEST);
    let before = || {
        (from..at)
            .rev()
            .take_while(|i| pieces.all.get(*i).is_some_and(|piece| piece.paragraph == there))
    };
    let quotes = before().find(|i| matches!(pieces.kind(*i), Kind::Passage(_)))?;
    let others = before().any(|i| matches!(pieces.kind(i), Kind::Person(_)) && reader.entity_at(i) != entity);
    let prose = before().count() > 1 && quotes != last;
    reader.verdict_at(quotes).filter(|_| one && !others && prose)
}

/// Whether the passage is the next question of somebody who asked one before: `“When?” she asked. “Soon,” he said. “Where?”`
fn asks_on(reader: &Reader<'_>, answer: usize, at: usize) -> bool {
    let pieces = &reader.pieces;
    let (Kind::Passage(last), Kind::Passage(here)) = (pieces.kind(answer), pieces.kind(at)) else {
        return false;
    };
    let asks = |passage: usize| reader.words_of(passage).ends_with('?');
    asks(here) && last.checked_sub(1).is_some_and(asks)
}

/// Whether the passage after a question is its answer, by somebody else.
fn answers(reader: &Reader<'_>, question: usize) -> bool {
    match reader.pieces.kind(question) {
        Kind::Passage(passage) => reader.words_of(passage).ends_with('?'),
        _ => false,
    }
}
