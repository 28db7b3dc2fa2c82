//! `according to Ada Lovelace`, before or after the passage.

use super::pieces::Kind;
use super::pronoun;
use super::reader::{Found, Reader};
use super::words::Flags;

/// How many words of a role may stand before the name.
const ROLE_WORDS: usize = 9;

/// Whom the sentence `from..to` goes by.
pub(super) fn find(reader: &Reader<'_>, from: usize, to: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let according = (from..to)
        .find(|i| pieces.printed(*i).eq_ignore_ascii_case("according") && pieces.printed(*i + 1) == "to")?;
    let first = according + 2;
    // `according to her`, not `according to her deputy`.
    let alone = pieces.kind(first + 1) != Kind::Word || pieces.flags(first + 1).is(Flags::BE | Flags::AUX);
    if matches!(pieces.printed(first), "him" | "her") && alone {
        return Some(pronoun::owner(reader, first).map_or(Found::Unnamed, Found::Name));
    }
    let mut body = None;
    for i in first..to.min(first + ROLE_WORDS) {
        match pieces.kind(i) {
            Kind::Person(_) if pieces.flags(i + 1).is(Flags::OWNER) => return Some(Found::Unnamed),
            Kind::Person(_) => return Some(Found::Name(i)),
            Kind::Organisation(_) => body = body.or(Some(i)),
            Kind::Word => {}
            Kind::Mark(_) | Kind::Passage(_) => break,
        }
    }
    // `according to the Department of Health`, not `according to a paper of Monitor's`.
    let whole = body.filter(|i| (first..*i).all(|before| pieces.flags(before).is(Flags::DETERMINER)));
    let owned =
        whole.is_some_and(|i| pieces.flags(i + 1).is(Flags::OWNER) || pieces.kind(i + 1) == Kind::Word);
    Some(whole.filter(|_| !owned).map_or(Found::Unnamed, Found::Name))
}
