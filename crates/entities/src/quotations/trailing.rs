//! A clause at the end of the sentence that hands over all of it: `It is “pretty much” over, says Ada Lovelace.`

use super::pieces::Kind;
use super::reader::{Found, Reader};
use super::subject_after;
use super::words::Flags;

/// How far after the passage the verb may stand, in pieces.
const REACH: usize = 40;

/// Who says the sentence that the passage at `at` stands in.
pub(super) fn find(reader: &Reader<'_>, at: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let end = pieces.sentence_end(at).min(at + REACH);
    let comma = (at + 1..end).find(|i| pieces.is_mark(*i, ',') && pieces.flags(*i + 1).is(Flags::SAY))?;
    let verb = comma + 1;
    // What comes between is one statement, that nobody else makes.
    let broken = (at + 1..comma).any(|i| {
        matches!(pieces.kind(i), Kind::Passage(_) | Kind::Mark(';' | ':'))
            || pieces.flags(i).is(Flags::BARRIER | Flags::WHO)
            || pieces.flags(i).is(Flags::SAY) && !pieces.flags(i).is(Flags::WEAK)
    });
    let own = !pieces.flags(verb).is(Flags::WEAK) && !pieces.printed(verb).ends_with("ing");
    if broken || !own {
        return None;
    }
    match subject_after::find(reader, verb) {
        Found::Name(name) if name > verb && name < pieces.sentence_end(at) => Some(Found::Name(name)),
        _ => None,
    }
}
