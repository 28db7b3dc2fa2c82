//! People whom nobody names: `the man next to me`, `a letter from a patient`.

use super::pieces::Kind;
use super::reader::Reader;
use super::words::Flags;
use crate::gazetteer::Gender;

const STRANGERS: [&str; 14] = [
    "patient",
    "reader",
    "colleague",
    "friend",
    "neighbour",
    "heckler",
    "stranger",
    "passer-by",
    "constituent",
    "parent",
    "pensioner",
    "resident",
    "insider",
    "source",
];
/// Others whom letters come from.
const SENDERS: [&str; 15] = [
    "man",
    "woman",
    "gentleman",
    "lady",
    "boy",
    "girl",
    "father",
    "mother",
    "son",
    "daughter",
    "husband",
    "wife",
    "widow",
    "relative",
    "nurse",
];
/// How far after `from` the noun may stand, in pieces.
const NEAR: usize = 4;

/// Whether the word at `at` is a common noun for somebody who may be `he` or `she`, after an article or the like.
///
/// Relatives are told of more often than they speak.
pub(super) fn stands_at(reader: &Reader<'_>, at: usize, gender: Gender) -> bool {
    let of = match reader.pieces.printed(at) {
        "man" | "gentleman" | "boy" => Some(Gender::Male),
        "woman" | "lady" | "girl" => Some(Gender::Female),
        word if STRANGERS.contains(&word) => None,
        _ => return false,
    };
    is_article_before(reader, at) && of.is_none_or(|of| of == gender)
}

/// Whether something in `from..to` comes from somebody unnamed: `a complaint from a patient`, `a letter by his daughter`.
pub(super) fn send(reader: &Reader<'_>, from: usize, to: usize) -> bool {
    let pieces = &reader.pieces;
    let is_somebody = |i: usize| {
        let word = pieces.printed(i);
        let noun = STRANGERS.contains(&word) || SENDERS.contains(&word);
        noun && is_article_before(reader, i)
    };
    (from..to).any(|i| {
        matches!(pieces.printed(i), "from" | "by")
            && (i + 1..to.min(i + 1 + NEAR))
                .take_while(|i| pieces.kind(*i) == Kind::Word)
                .any(is_somebody)
    })
}

fn is_article_before(reader: &Reader<'_>, noun: usize) -> bool {
    let pieces = &reader.pieces;
    let article = |back: usize| {
        let at = noun.checked_sub(back);
        at.is_some_and(|at| pieces.flags(at).is(Flags::DETERMINER))
    };
    article(1) || article(2) && noun > 0 && pieces.kind(noun - 1) == Kind::Word
}
