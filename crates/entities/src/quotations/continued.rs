//! A passage that goes on with what the one before it began: `“...,” said Ada Lovelace. “...”`, or a paragraph after it.

use super::pieces::Kind;
use super::reader::{Reader, Verdict};

/// How long the clause between two passages may be, in pieces.
const LONGEST: usize = 30;

/// The verdict on the passage that the one at `at` continues.
pub(super) fn find(reader: &Reader<'_>, at: usize) -> Option<Verdict> {
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
    let here = pieces.all.get(at)?.paragraph;
    let there = pieces.all.get(before)?.paragraph;
    // A paragraph goes on only if it is nothing but the passage.
    let whole = pieces.all.get(at + 1).is_none_or(|next| next.paragraph != here);
    if here != there && !(whole && here == there + 1) || answers(reader, before) {
        return None;
    }
    Some(verdict)
}

/// Whether the passage after a question is its answer, by somebody else.
fn answers(reader: &Reader<'_>, question: usize) -> bool {
    match reader.pieces.kind(question) {
        Kind::Passage(passage) => reader.words_of(passage).ends_with('?'),
        _ => false,
    }
}
