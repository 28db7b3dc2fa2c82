//! `“...,” said Ada Lovelace`, `“...,” Ms Lovelace told the committee`, `“...?” she asked`.

use super::pieces::Kind;
use super::reader::{Found, Reader};
use super::subject;
use super::subject_after;
use super::words::Flags;

/// How long a subject before its verb may be, in pieces.
const REACH: usize = 14;

/// Who says the passage at `at`, by a verb after it in its sentence.
pub(super) fn find(reader: &Reader<'_>, passage: usize, at: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let end = pieces.sentence_end(at);
    let linked = reader.links(passage, at);
    let mut first = at + 1;
    while first < end && (pieces.is_mark(first, ',') || pieces.is_dash(first)) {
        first += 1;
    }
    if first >= end && linked && first == at + 1 {
        return short_sentence(reader, first);
    }
    if first >= end || !linked && at > pieces.sentence_start(at) {
        return None;
    }
    let mut verb = first;
    while verb < end && pieces.flags(verb).is(Flags::ADVERB) {
        verb += 1;
    }
    if verb < end && pieces.flags(verb).is(Flags::SAY) {
        let found = subject_after::find(reader, verb);
        // `“...”, wrote on Monday` follows a subject that stood before.
        let own = found == Found::Unnamed && pieces.flags(verb + 1).is(Flags::PREPOSITION);
        return (!own).then_some(found);
    }
    if !linked {
        return None;
    }
    let verb = (first..end.min(first + REACH)).find(|i| {
        let relative = i
            .checked_sub(1)
            .is_some_and(|before| pieces.flags(before).is(Flags::WHO));
        pieces.flags(*i).is(Flags::SAY) && !relative
    })?;
    let between = first..verb;
    let broken = between.clone().any(|i| {
        matches!(
            pieces.kind(i),
            Kind::Passage(_) | Kind::Mark('.' | ';' | ':' | '!' | '?')
        ) || pieces.flags(i).is(Flags::BARRIER)
    });
    // `“...”, as Ada Lovelace put it`.
    let as_put = pieces.printed(first) == "as" && first + 2 == verb;
    if broken
        || !as_put
            && pieces
                .flags(first)
                .is(Flags::AND | Flags::PREPOSITION | Flags::WHO)
    {
        return None;
    }
    subject::before(reader, verb, first)
}

/// `“...?” Ms Lovelace asks.`: a name after a mark that might end a sentence, and nothing but the verb after it.
fn short_sentence(reader: &Reader<'_>, name: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let here = pieces.all.get(name)?.paragraph;
    let before = name.checked_sub(1).and_then(|at| pieces.all.get(at))?.paragraph;
    let person = here == before && matches!(pieces.kind(name), Kind::Person(_));
    let verb = (name + 1..name + 3).find(|i| !pieces.flags(*i).is(Flags::ADVERB))?;
    let ends = pieces.sentence_end(name) <= verb + 2;
    (person && ends && pieces.flags(verb).is(Flags::SAY)).then_some(Found::Name(name))
}
