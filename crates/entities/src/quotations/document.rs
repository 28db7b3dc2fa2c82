//! Who wrote what is quoted from: `the letter begins`, `her note to staff`, `Ada Lovelace’s message says`.

use super::pieces::Kind;
use super::pronoun;
use super::reader::Reader;
use super::words::Flags;

/// How far an owner may stand before the noun, and how long the sentence before may be, in pieces.
const NEAR: usize = 4;
const REACH: usize = 80;

/// The piece of the name of whoever wrote the document that the noun at `noun` stands for.
pub(super) fn author(reader: &Reader<'_>, noun: usize, lowest: usize) -> Option<usize> {
    let pieces = &reader.pieces;
    let from = noun.saturating_sub(NEAR).max(lowest);
    if let Some(owner) = (from..noun).rev().find(|i| pieces.flags(*i).is(Flags::OWNER)) {
        let name = owner.checked_sub(1).filter(|name| *name >= lowest)?;
        return reader.name_at(name).map(|_| name);
    }
    if let Some(own) = (from..noun).find(|i| pronoun::is_owner(reader, *i)) {
        return pronoun::owner(reader, own);
    }
    let definite = (from..noun).any(|i| pieces.printed(i).eq_ignore_ascii_case("the"));
    let start = pieces.sentence_start(noun);
    let before = start.checked_sub(1).map(|last| pieces.sentence_start(last))?;
    if !definite || start - before > REACH {
        return None;
    }
    let writes = |i: usize| {
        pieces.flags(i).is(Flags::DOCUMENT)
            || matches!(pieces.printed(i), "written" | "wrote" | "writes" | "writing")
    };
    only_writer(reader, before, start).filter(|_| (before..start).any(writes))
}

/// The only person of a sentence, unless somebody else writes to, for or about that one.
pub(super) fn only_writer(reader: &Reader<'_>, from: usize, to: usize) -> Option<usize> {
    let pieces = &reader.pieces;
    let mut persons = (from..to).filter(|i| matches!(pieces.kind(*i), Kind::Person(_)));
    let first = persons.next()?;
    let alone = persons.all(|i| reader.entity_at(i) == reader.entity_at(first));
    let hangs = first > from
        && (pieces.flags(first - 1).is(Flags::PREPOSITION) || pieces.printed(first - 1) == "to")
        && !matches!(pieces.printed(first - 1), "from" | "by");
    (alone && !hangs).then_some(first)
}
