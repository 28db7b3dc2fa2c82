//! The agent of a passive after the passage: `described as “...” by Ada Lovelace`.

use super::pieces::Kind;
use super::reader::{Found, Reader};
use super::words::Flags;

/// How far before the passage the verb may stand, in pieces.
const REACH: usize = 6;

/// Who is named after the `by` that follows the passage at `at`.
pub(super) fn find(reader: &Reader<'_>, from: usize, at: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    if !pieces.printed(at + 1).eq_ignore_ascii_case("by") || pieces.sentence(at + 1) != pieces.sentence(at) {
        return None;
    }
    let verb = (from.max(at.saturating_sub(REACH))..at).rev().find(|i| {
        matches!(pieces.printed(*i), "dubbed" | "labelled" | "termed") || pieces.flags(*i).is(Flags::ASKING)
    })?;
    let passive = verb.checked_sub(1).is_some_and(|before| {
        pieces.flags(before).is(Flags::BE | Flags::ADVERB) || pieces.is_mark(before, ',')
    });
    if !passive {
        return None;
    }
    let end = pieces.sentence_end(at).min(at + 2 + REACH);
    let role = |i: &usize| matches!(pieces.kind(*i), Kind::Word | Kind::Mark(','));
    let name = (at + 2..end).find(|i| !role(i))?;
    // `by Monitor chair Ada Lovelace`.
    let name = match (pieces.kind(name), pieces.kind(name + 2)) {
        (Kind::Organisation(_), Kind::Person(_)) => name + 2,
        _ => name,
    };
    let direct = (at + 2..name).all(|i| !pieces.flags(i).is(Flags::PREPOSITION | Flags::OTHER));
    let known = match pieces.kind(name) {
        Kind::Person(_) => direct,
        Kind::Organisation(_) => (at + 2..name).all(|i| pieces.flags(i).is(Flags::DETERMINER)),
        _ => false,
    };
    let own = known && !pieces.flags(name + 1).is(Flags::OWNER);
    Some(if own { Found::Name(name) } else { Found::Unnamed })
}
