//! The answer to a question that the page puts in its own words: `Would she go? “...”`, `Asked how many: “...”`.

use super::pieces::Kind;
use super::pronoun;
use super::reader::{Found, Reader};
use super::words::Flags;

/// How long the question may be, and one that names nobody at all (`And?`), in pieces.
const LONGEST: usize = 40;
const SHORT: usize = 4;
/// How far back the passage of the same speaker may stand, in pieces.
const REACH: usize = 120;

/// Who answers in the passage at `at`, which is a sentence of its own, the question in the sentence before.
pub(super) fn find(reader: &Reader<'_>, at: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let last = at.checked_sub(1)?;
    let from = pieces.sentence_start(last);
    let own = pieces.sentence_start(at) == at && pieces.sentence_end(at) == at + 1;
    let together = pieces.all.get(last)?.paragraph == pieces.all.get(at)?.paragraph;
    let names = |i: usize| reader.name_at(i).is_some() || matches!(pieces.kind(i), Kind::Passage(_));
    if !own || !together || at - from > LONGEST || (from..at).any(names) {
        return None;
    }
    let asks = |i: usize| matches!(pieces.printed(i), "asks" | "asked" | "wonders" | "wondered");
    let indirect = pieces.flags(from).is(Flags::OTHER) && (from..at).any(asks);
    if !pieces.is_mark(last, '?') && !indirect {
        return None;
    }
    if let Some(asked) = (from..at).find(|i| pieces.flags(*i).is(Flags::HE | Flags::SHE)) {
        return pronoun::meant(reader, asked).map(Found::Name);
    }
    let bare = at - from <= SHORT && !(from..at).any(|i| pieces.flags(i).is(Flags::OTHER | Flags::BODY));
    let before = from.checked_sub(1).filter(|_| bare)?;
    let lowest = pieces.sentence_start(before).max(from.saturating_sub(REACH));
    last_speaker(reader, lowest, from)
}

/// Who answers after `Asked by reporters how many would go:`, a clause without a subject.
pub(super) fn asked(reader: &Reader<'_>, from: usize, colon: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let first = pieces.printed(from).to_ascii_lowercase();
    if !matches!(first.as_str(), "asked" | "pressed" | "questioned") || colon - from > LONGEST {
        return None;
    }
    let by = |i: usize| {
        i.checked_sub(1)
            .is_some_and(|before| pieces.printed(before).eq_ignore_ascii_case("by"))
    };
    let other = (from..colon).any(|i| matches!(pieces.kind(i), Kind::Person(_)) && !by(i));
    if other {
        return None;
    }
    if let Some(asked) = (from..colon).find(|i| pieces.flags(*i).is(Flags::HE | Flags::SHE)) {
        return pronoun::meant(reader, asked).map(Found::Name);
    }
    let here = pieces.all.get(from)?.paragraph;
    let near = |i: &usize| {
        pieces
            .all
            .get(*i)
            .is_some_and(|piece| piece.paragraph + 1 >= here)
    };
    let lowest = (0..from).rev().take(REACH).take_while(near).last()?;
    last_speaker(reader, lowest, from)
}

/// Who says the last passage of `from..to`, if one person says all of them.
fn last_speaker(reader: &Reader<'_>, from: usize, to: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let mut speakers = (from..to)
        .rev()
        .filter(|i| matches!(pieces.kind(*i), Kind::Passage(_)))
        .map(|i| match reader.verdict_at(i)?.found {
            Found::Name(name) => Some(name),
            Found::Unnamed => None,
        });
    let last = speakers.next()??;
    let is_person = matches!(pieces.kind(last), Kind::Person(_));
    let one = speakers.all(|name| name.is_some_and(|name| reader.entity_at(name) == reader.entity_at(last)));
    (is_person && one).then_some(Found::Name(last))
}
