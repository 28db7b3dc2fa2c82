//! `Ada Lovelace’s answer was “...”`, `Ms Lovelace’s tweet: “...”`.

use super::pieces::Kind;
use super::reader::{Found, Reader};
use super::words::Flags;

/// How far before the passage the owner may stand, in pieces.
const REACH: usize = 14;

/// Whose words the passage after `from..to` is.
pub(super) fn find(reader: &Reader<'_>, from: usize, to: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let lowest = from.max(to.saturating_sub(REACH));
    let owner = (lowest..to).rev().find(|i| reader.name_at(*i).is_some())?;
    let utters = (owner + 2..to.min(owner + 6)).any(|i| pieces.flags(i).is(Flags::UTTERANCE));
    let leads = owner <= from + 2 && matches!(pieces.kind(owner), Kind::Person(_));
    // A colon, or a verb that makes the noun the passage.
    let last = to.checked_sub(1)?;
    let is = pieces.is_mark(last, ':') || pieces.flags(last).is(Flags::BE);
    (pieces.flags(owner + 1).is(Flags::OWNER) && utters && leads && is).then_some(Found::Name(owner))
}
