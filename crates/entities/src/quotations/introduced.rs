//! A paragraph that is a passage, after one that says whose: `This is from Ada Lovelace, chair of Monitor.`

use super::pieces::Kind;
use super::reader::{Found, Reader};
use super::words::Flags;

/// How long the paragraph before may be, in pieces.
const LONGEST: usize = 60;

/// The only person of the paragraph before, if that introduces the passage at `at`, which is a paragraph.
pub(super) fn find(reader: &Reader<'_>, at: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let paragraph = pieces.all.get(at)?.paragraph;
    let alone = pieces
        .all
        .get(at + 1)
        .is_none_or(|next| next.paragraph != paragraph);
    let last = at.checked_sub(1)?;
    let before = pieces.all.get(last)?.paragraph;
    if !alone || before == paragraph {
        return None;
    }
    let lowest = last.saturating_sub(LONGEST);
    let own = (lowest..at)
        .rev()
        .take_while(|i| pieces.all.get(*i).is_some_and(|piece| piece.paragraph == before));
    let (mut person, mut introduces) = (None, false);
    for i in own {
        match pieces.kind(i) {
            Kind::Passage(_) => return None,
            Kind::Person(_) if person.is_some_and(|p| reader.entity_at(p) != reader.entity_at(i)) => {
                return None;
            }
            Kind::Person(_) => person = Some(i),
            _ => introduces |= pieces.flags(i).is(Flags::INTRODUCTION),
        }
        if i == lowest {
            return None;
        }
    }
    person.filter(|_| introduces).map(Found::Name)
}
