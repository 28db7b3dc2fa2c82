//! A name and a colon: `Ada Lovelace: “...”`, `Ada Lovelace, chair of Monitor: “...”`, `From Unison: “...”`.

use super::pieces::Kind;
use super::reader::{Found, Reader};
use super::words::Flags;

/// How many words of a role may stand before the name.
const ROLE_WORDS: usize = 8;
/// How far before the colon is read, in pieces.
const REACH: usize = 80;

/// Who is named in `from..colon`, where the colon stands.
pub(super) fn find(reader: &Reader<'_>, from: usize, colon: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    if !pieces.is_mark(colon, ':') || from >= colon || colon - from > REACH {
        return None;
    }
    let is_person =
        |i: &usize| matches!(pieces.kind(*i), Kind::Person(_)) && !pieces.flags(*i + 1).is(Flags::OWNER);
    let leading = (from..colon)
        .take(ROLE_WORDS + 1)
        .take_while(|i| *i == from || leads(reader, *i - 1))
        .find(is_person);
    // `A question for Ada Lovelace: “...”`.
    let hangs = |name: usize| {
        let before = name.checked_sub(1).filter(|before| *before >= from);
        before.is_some_and(|before| {
            let from_whom = matches!(
                pieces.printed(before).to_ascii_lowercase().as_str(),
                "from" | "by" | "of" | "as"
            );
            pieces.flags(before).is(Flags::PREPOSITION) && !from_whom
        })
    };
    // `Ada Lovelace’s view of Charles Babbage: “...”`.
    let owned = |name: usize| {
        (from..name)
            .any(|i| matches!(pieces.kind(i), Kind::Person(_)) && pieces.flags(i + 1).is(Flags::OWNER))
    };
    if let Some(name) = leading {
        if hangs(name) || owned(name) {
            return Some(Found::Unnamed);
        }
        let several = matches!(pieces.printed(name + 1), "and" | "&");
        return Some(if several {
            Found::Unnamed
        } else {
            Found::Name(name)
        });
    }
    let mut last = colon - 1;
    if pieces.is_mark(last, ')') {
        let open = (from..last).rev().find(|i| pieces.is_mark(*i, '('))?;
        last = open.checked_sub(1).filter(|last| *last >= from)?;
    }
    if is_person(&last) {
        return Some(if hangs(last) || owned(last) {
            Found::Unnamed
        } else {
            Found::Name(last)
        });
    }
    let mut persons = (from..colon).filter(is_person);
    if let Some(first) = persons.next() {
        let entity = reader.entity_at(first);
        let alone = persons.all(|i| reader.entity_at(i) == entity);
        return Some(if alone && !hangs(first) && !owned(first) {
            Found::Name(first)
        } else {
            Found::Unnamed
        });
    }
    Some(body(reader, from, last).map_or(Found::Unnamed, Found::Name))
}

/// A word after which the name may still come: no verb has come yet.
fn leads(reader: &Reader<'_>, i: usize) -> bool {
    let flags = reader.pieces.flags(i);
    match reader.pieces.kind(i) {
        Kind::Word => !flags.is(Flags::SAY | Flags::BE | Flags::AUX | Flags::WHO | Flags::BARRIER),
        Kind::Organisation(_) => true,
        _ => false,
    }
}

/// A body that is all there is before the colon, or that it is from.
fn body(reader: &Reader<'_>, from: usize, last: usize) -> Option<usize> {
    let pieces = &reader.pieces;
    let is_body = matches!(pieces.kind(last), Kind::Organisation(_));
    let before = (from..last)
        .rev()
        .find(|i| !pieces.flags(*i).is(Flags::DETERMINER));
    let sends = before.is_none_or(|i| pieces.printed(i).eq_ignore_ascii_case("from"));
    (is_body && sends).then_some(last)
}
