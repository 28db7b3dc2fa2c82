//! A name and a colon, or a dash and a name: `Ada Lovelace: “...”`, `Ada Lovelace, chair of Monitor: “...”`, `From Unison: “...”`,
//! `“...” – Ada Lovelace, chair of Monitor`.

use super::pieces::Kind;
use super::reader::{Found, Reader};
use super::words::Flags;
use super::{speech, strangers};

/// How many words of a role may stand before the name.
const ROLE_WORDS: usize = 8;
/// How far before the colon is read, in pieces.
const REACH: usize = 80;

/// Who is named in `from..colon`, where the colon stands. `None` where nobody is and the passage is not beside it.
pub(super) fn find(reader: &Reader<'_>, from: usize, colon: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    if !pieces.is_mark(colon, ':') || from >= colon || colon - from > REACH {
        return None;
    }
    // `Ada Lovelace read out a complaint from a patient:`, `Ada Lovelace has brought a placard:`
    if strangers::send(reader, from, colon) || speech::is_display(pieces.printed(colon - 1)) {
        return Some(Found::Unnamed);
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
        // `Of Ada Lovelace:`
        let of = name > from && name - 1 == from && pieces.printed(from).eq_ignore_ascii_case("of");
        if hangs(name) || owned(name) || of {
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
    if let Some(body) = body(reader, from, last) {
        return Some(Found::Name(body));
    }
    // `This is some of it:` before a paragraph leaves it open whose; `One director:` before a passage does not.
    let beside = pieces.all.get(colon)?.paragraph == pieces.all.get(colon + 1)?.paragraph;
    let named = (from..colon).any(|i| reader.name_at(i).is_some());
    (beside || named).then_some(Found::Unnamed)
}

/// Whom a label says the words are from, whoever else it names: `Mr Babbage read out a letter from Ada Lovelace:`.
pub(super) fn sender(reader: &Reader<'_>, from: usize, colon: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let lowest = from.max(colon.saturating_sub(REACH));
    let word = (lowest + 1..colon).rev().find(|i| {
        matches!(pieces.printed(*i), "from" | "by")
            && (pieces.flags(*i - 1).is(Flags::DOCUMENT | Flags::STATEMENT)
                || matches!(pieces.printed(*i - 1), "this" | "one" | "these" | "words"))
    })?;
    let busy = Flags::SAY | Flags::BE | Flags::AUX | Flags::BARRIER;
    if (word + 1..colon).any(|i| pieces.flags(i).is(busy)) {
        return None;
    }
    let mut persons = (word + 1..colon).filter(|i| matches!(pieces.kind(*i), Kind::Person(_)));
    let only = persons.next().filter(|name| {
        !pieces.flags(*name + 1).is(Flags::OWNER)
            && (*name == word + 1
                || pieces.is_mark(*name - 1, ',')
                || !pieces.flags(*name - 1).is(Flags::PREPOSITION))
    });
    only.filter(|_| persons.next().is_none()).map(Found::Name)
}

/// Who is named after the passage at `at`, which begins a paragraph, and a dash.
pub(super) fn byline(reader: &Reader<'_>, at: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let paragraph = pieces.all.get(at)?.paragraph;
    let opens = at
        .checked_sub(1)
        .and_then(|before| pieces.all.get(before))
        .is_none_or(|p| p.paragraph != paragraph);
    let first = at + 2;
    let here = pieces
        .all
        .get(first)
        .is_some_and(|piece| piece.paragraph == paragraph);
    if !opens || !here || !pieces.is_dash(at + 1) {
        return None;
    }
    let name = (first..first + ROLE_WORDS)
        .take_while(|i| *i == first || leads(reader, *i - 1) && !pieces.flags(*i - 1).is(Flags::PREPOSITION))
        .find(|i| matches!(pieces.kind(*i), Kind::Person(_)))?;
    let alone = !matches!(pieces.printed(name + 1), "and" | "&") && !pieces.flags(name + 1).is(Flags::OWNER);
    let same = pieces
        .all
        .get(name)
        .is_some_and(|piece| piece.paragraph == paragraph);
    (alone && same).then_some(Found::Name(name))
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

/// A body that is all there is before the colon, or that it is from, or whose statement it is.
fn body(reader: &Reader<'_>, from: usize, last: usize) -> Option<usize> {
    let pieces = &reader.pieces;
    // `The Royal College of Nursing, in a statement sent at noon:`
    let first = from + usize::from(pieces.flags(from).is(Flags::DETERMINER));
    let states = (first + 1..last).any(|i| {
        pieces.flags(i).is(Flags::STATEMENT)
            && pieces.flags(i - 1).is(Flags::DETERMINER)
            && pieces.printed(i - 2) == "in"
    });
    if matches!(pieces.kind(first), Kind::Organisation(_)) && states {
        return Some(first);
    }
    let is_body = matches!(pieces.kind(last), Kind::Organisation(_));
    let before = (from..last)
        .rev()
        .find(|i| !pieces.flags(*i).is(Flags::DETERMINER));
    let sends = before.is_none_or(|i| pieces.printed(i).eq_ignore_ascii_case("from"));
    (is_body && sends).then_some(last)
}
