//! Whom a pronoun means: somebody named before in the entry, and only where nobody else may be meant.

use super::pieces::Kind;
use super::reader::{Found, Reader};
use super::strangers;
use super::subject;
use super::words::Flags;
use crate::gazetteer::Gender;

/// How far back the entry is read, in pieces, and how many pronouns are followed one after another.
const REACH: usize = 400;
const CHAIN: usize = 4;

/// The piece of the name that the pronoun at `at` means.
pub(super) fn meant(reader: &Reader<'_>, at: usize) -> Option<usize> {
    follow(reader, at, CHAIN)
}

/// Is it `his` or `her`?
pub(super) fn is_owner(reader: &Reader<'_>, at: usize) -> bool {
    matches!(
        reader.pieces.printed(at).to_ascii_lowercase().as_str(),
        "his" | "her"
    )
}

/// The piece of the name that the `his`, `him` or `her` at `at` means.
pub(super) fn owner(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let male = matches!(
        reader.pieces.printed(at).to_ascii_lowercase().as_str(),
        "his" | "him"
    );
    person(
        reader,
        at,
        if male { Gender::Male } else { Gender::Female },
        CHAIN,
    )
}

fn follow(reader: &Reader<'_>, at: usize, chain: usize) -> Option<usize> {
    let flags = reader.pieces.flags(at);
    if flags.is(Flags::IT) {
        return body(reader, at);
    }
    let gender = if flags.is(Flags::HE) {
        Gender::Male
    } else {
        Gender::Female
    };
    match spokesman(reader, at, gender) {
        Some(found) => found,
        None => person(reader, at, gender, chain),
    }
}

/// The body whose spokesman was spoken of last, after every person: `A spokeswoman for Monitor has replied. “...,” she said.`
/// `None` if no spokesman was; `Some(None)` if whose is not said.
fn spokesman(reader: &Reader<'_>, at: usize, gender: Gender) -> Option<Option<usize>> {
    const NEAR: usize = 5;
    let pieces = &reader.pieces;
    let paragraph = pieces.all.get(at)?.paragraph;
    let noun = (at.saturating_sub(REACH)..at)
        .rev()
        .take_while(|i| {
            let same = pieces
                .all
                .get(*i)
                .is_some_and(|piece| piece.paragraph == paragraph);
            same && !matches!(pieces.kind(*i), Kind::Person(_))
        })
        .find(|i| pieces.flags(*i).is(Flags::SPOKESMAN))?;
    let other = match gender {
        Gender::Male => "spokeswoman",
        Gender::Female => "spokesman",
    };
    if matches!(pieces.printed(noun), word if word == other || word == "spokespeople") {
        return None;
    }
    let body = |i: &usize| matches!(pieces.kind(*i), Kind::Organisation(_));
    let for_whom = matches!(pieces.printed(noun + 1), "for" | "at" | "from" | "of");
    let after = (noun + 2..noun + 2 + NEAR).find(|i| !pieces.flags(*i).is(Flags::DETERMINER | Flags::BODY));
    let own = after.filter(|i| for_whom && body(i));
    let owner = (noun.saturating_sub(2)..noun)
        .rev()
        .find(body)
        .filter(|_| !for_whom);
    Some(own.or(owner))
}

/// The person of a gender who is spoken of at `at`.
fn person(reader: &Reader<'_>, at: usize, gender: Gender, chain: usize) -> Option<usize> {
    if is_of_stranger(reader, at) {
        return None;
    }
    let fitting = |i: &usize| {
        matches!(reader.pieces.kind(*i), Kind::Person(_))
            && reader.gender_at(*i).is_none_or(|g| g == gender)
            && !signs(reader, *i)
    };
    let lowest = at.saturating_sub(REACH);
    let mut earlier = (lowest..at).rev().filter(fitting);
    let nearest = earlier.next()?;
    // `Ada Lovelace left. “Why?” I asked the man next to me. “No idea,” he said.`
    let since = nearest + 1..at;
    if since
        .into_iter()
        .any(|i| !is_put_beside(reader, i) && strangers::stands_at(reader, i, gender))
    {
        return None;
    }
    let entity = reader.entity_at(nearest);
    if earlier.all(|i| reader.entity_at(i) == entity) {
        return Some(nearest);
    }
    spoken_of(reader, at, gender, chain)
}

/// Whether the noun says who somebody named is: `Ada Lovelace, the widow of`, `his friend Charles Babbage`.
fn is_put_beside(reader: &Reader<'_>, noun: usize) -> bool {
    const NEAR: usize = 4;
    let pieces = &reader.pieces;
    let named = |i: usize| matches!(pieces.kind(i), Kind::Person(_));
    let beside = noun + 1 + usize::from(pieces.is_mark(noun + 1, ','));
    let comma = (noun.saturating_sub(NEAR)..noun)
        .rev()
        .find(|i| pieces.is_mark(*i, ','));
    named(beside) || comma.and_then(|comma| comma.checked_sub(1)).is_some_and(named)
}

/// Whether the name and a colon say who writes the entry: `Ada Lovelace: The minister has said ...`.
fn signs(reader: &Reader<'_>, at: usize) -> bool {
    let pieces = &reader.pieces;
    let opens = at == 0
        || pieces
            .all
            .get(at - 1)
            .is_some_and(|p| Some(p.paragraph) != pieces.all.get(at).map(|p| p.paragraph));
    opens && pieces.is_mark(at + 1, ':') && !matches!(pieces.kind(at + 2), Kind::Passage(_))
}

/// Whether the sentence before, or this one up to `at`, begins with somebody unnamed: `One of the nurses put it so. It was, she
/// said,`.
fn is_of_stranger(reader: &Reader<'_>, at: usize) -> bool {
    const NEAR: usize = 6;
    let pieces = &reader.pieces;
    let start = pieces.sentence_start(at);
    let before = start.checked_sub(1).map(|last| pieces.sentence_start(last));
    [(before.unwrap_or(start), start), (start, at)]
        .iter()
        .any(|(from, to)| {
            let named = || (*from..*to).any(|i| matches!(pieces.kind(i), Kind::Person(_) | Kind::Passage(_)));
            let first = pieces.printed(*from).to_ascii_lowercase();
            let stranger = match first.as_str() {
                "one" | "another" | "someone" | "somebody" => true,
                "a" | "an" => {
                    (from + 1..from + NEAR).any(|i| pieces.flags(i).is(Flags::OFFICE) || reader.is_role(i))
                }
                _ => false,
            } || (*from..(from + NEAR).min(*to)).any(|i| is_unnamed_relative(reader, i));
            let named =
                || named() && !(*from..(from + NEAR).min(*to)).any(|i| is_unnamed_relative(reader, i));
            from < to && to - from <= REACH && stranger && !named()
        })
}

/// `Ada Lovelace’s mother`, `his wife`, with no name beside.
fn is_unnamed_relative(reader: &Reader<'_>, at: usize) -> bool {
    let pieces = &reader.pieces;
    let relative = matches!(
        pieces.printed(at),
        "mother"
            | "father"
            | "wife"
            | "husband"
            | "daughter"
            | "son"
            | "sister"
            | "brother"
            | "widow"
            | "partner"
    );
    let owned = at
        .checked_sub(1)
        .is_some_and(|before| pieces.flags(before).is(Flags::OWNER | Flags::DETERMINER));
    let beside = at + 1 + usize::from(pieces.is_mark(at + 1, ','));
    let named = matches!(pieces.kind(beside), Kind::Person(_))
        || pieces.printed(beside).starts_with(char::is_uppercase);
    relative && owned && !named
}

/// The subject of what was said last: of the clause before the pronoun, or of the sentence before.
fn spoken_of(reader: &Reader<'_>, at: usize, gender: Gender, chain: usize) -> Option<usize> {
    let pieces = &reader.pieces;
    let start = pieces.sentence_start(at);
    let fits = |i: usize| reader.gender_at(i).is_none_or(|g| g == gender);
    let clause = (start.max(at.saturating_sub(REACH))..at)
        .rev()
        .find(|i| pieces.is_mark(*i, ';'))
        .map_or(start, |mark| mark + 1);
    let before = start.checked_sub(1).map_or(0, |i| pieces.sentence_start(i));
    for (from, to) in [(clause, at), (start, clause), (before, start)] {
        // `Asked by Ms Lovelace whether it would, he said`: somebody else asks.
        let asked = matches!(
            pieces.printed(from).to_ascii_lowercase().as_str(),
            "asked" | "pressed" | "questioned" | "challenged" | "told"
        );
        if from >= to || to - from > REACH || asked {
            continue;
        }
        // Who is quoted in the sentence is its subject.
        let quoted = (from..to).rev().find_map(|i| match reader.verdict_at(i)?.found {
            Found::Name(name) => Some(name),
            Found::Unnamed => None,
        });
        if let Some(name) = quoted {
            let is_person = matches!(pieces.kind(name), Kind::Person(_));
            return Some(name).filter(|name| is_person && fits(*name) && reader.gender_at(*name).is_some());
        }
        let mut fitting = (from..to)
            .filter(|i| matches!(pieces.kind(*i), Kind::Person(_)) && fits(*i) && !signs(reader, *i));
        if let Some(first) = fitting.next() {
            let entity = reader.entity_at(first);
            let alone = fitting.all(|i| reader.entity_at(i) == entity);
            let hangs = first
                .checked_sub(1)
                .is_some_and(|i| i >= from && pieces.flags(i).is(Flags::PREPOSITION));
            let owns = pieces.flags(first + 1).is(Flags::OWNER);
            // Who leads the sentence is its subject, whoever else is named after.
            let leads =
                (first <= from + 1 || subject::leads(reader, first)) && reader.gender_at(first).is_some();
            // `Mr Wick asked Mr Holt whether it would. “No,” he said.`
            if !alone
                && matches!(
                    pieces.printed(first + 1),
                    "asked" | "asks" | "pressed" | "challenged"
                )
            {
                return None;
            }
            return ((alone || leads) && !hangs && !owns).then_some(first);
        }
        // `He was pressed by ... They would, he said`.
        let wanted = if gender == Gender::Male {
            Flags::HE
        } else {
            Flags::SHE
        };
        if let Some(pronoun) = (from..to).find(|i| pieces.flags(*i).is(wanted)) {
            return chain
                .checked_sub(1)
                .and_then(|chain| follow(reader, pronoun, chain));
        }
    }
    None
}

/// The body that opens the sentence before, if that names nobody else; or who wrote what that sentence speaks of.
fn body(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let pieces = &reader.pieces;
    let start = pieces.sentence_start(at);
    let from = start.checked_sub(1).map(|i| pieces.sentence_start(i))?;
    if start - from > REACH {
        return None;
    }
    if (from..start).any(|i| pieces.flags(i).is(Flags::DOCUMENT)) {
        if strangers::send(reader, from, start) {
            return None;
        }
        let mut persons = (from..start).filter(|i| matches!(pieces.kind(*i), Kind::Person(_)));
        if let Some(first) = persons.next() {
            let alone = persons.all(|i| reader.entity_at(i) == reader.entity_at(first));
            let hangs = first > from
                && pieces.flags(first - 1).is(Flags::PREPOSITION)
                && pieces.printed(first - 1) != "from";
            return (alone && !hangs).then_some(first);
        }
    }
    let mut names = (from..start).filter(|i| reader.name_at(*i).is_some());
    let first = names.next()?;
    let alone = names.all(|i| reader.entity_at(i) == reader.entity_at(first));
    let opens = first <= from + 2 && !pieces.flags(first + 1).is(Flags::OWNER);
    (alone && opens && matches!(pieces.kind(first), Kind::Organisation(_))).then_some(first)
}
