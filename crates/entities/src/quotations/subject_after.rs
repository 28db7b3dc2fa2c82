//! The subject of a verb of saying, where it stands after the verb: `said Ada Lovelace`, `says its chair, Ada Lovelace`.

use super::pieces::Kind;
use super::reader::{Found, Reader};
use super::subject::is_press_office;
use super::words::Flags;
use super::{description, pronoun};

/// How far after its verb a subject may stand, in pieces, as in `said the president of the college, Ada Lovelace`.
const REACH: usize = 16;

/// The subject after a verb: `said Ada Lovelace`, `says its chair, Ada Lovelace`, `said a spokesman for Monitor`.
pub(super) fn find(reader: &Reader<'_>, verb: usize) -> Found {
    let pieces = &reader.pieces;
    let last = pieces.sentence_end(verb).min(verb + 1 + REACH);
    let (mut spokesman, mut organisation, mut hangs, mut relative) = (false, None, false, false);
    for at in verb + 1..last {
        let flags = pieces.flags(at);
        match pieces.kind(at) {
            // `says the man who led the march, Ada Lovelace,`.
            Kind::Person(_) if relative => {
                let parted =
                    pieces.is_mark(at - 1, ',') && matches!(pieces.kind(at + 1), Kind::Mark(',' | '.'));
                return if parted { Found::Name(at) } else { Found::Unnamed };
            }
            Kind::Person(_) => {
                let linked = !hangs || at.checked_sub(1).is_some_and(|comma| pieces.is_mark(comma, ','));
                let owns = pieces.flags(at + 1).is(Flags::OWNER);
                // `said Ada Lovelace’s deputy, Charles Babbage.`
                if owns && at == verb + 1 {
                    relative = true;
                    continue;
                }
                return if linked && !owns && !spokesman && !joined(reader, at) {
                    Found::Name(at)
                } else {
                    Found::Unnamed
                };
            }
            Kind::Organisation(_) if spokesman => return Found::Name(at),
            Kind::Organisation(_) => organisation = Some(at),
            Kind::Passage(_) | Kind::Mark('.' | ';' | ':' | '!' | '?') => break,
            Kind::Mark(',')
                if organisation.is_some_and(|name| name + 1 == at)
                    && !hangs
                    && !is_next_person(reader, at) =>
            {
                break;
            }
            Kind::Mark(_) => {}
            Kind::Word if flags.is(Flags::HE | Flags::SHE | Flags::IT) => {
                let right = at == verb + 1;
                return right
                    .then(|| pronoun::meant(reader, at))
                    .flatten()
                    .map_or(Found::Unnamed, Found::Name);
            }
            Kind::Word if flags.is(Flags::SPOKESMAN) || is_press_office(reader, at) => {
                if let Some(name) = organisation {
                    return Found::Name(name);
                }
                spokesman = true;
            }
            Kind::Word if at > verb + 2 && pieces.printed(at) == "that" => relative = true,
            Kind::Word if flags.is(Flags::WHO) && pieces.flags(verb + 1).is(Flags::DETERMINER) => {
                relative = true;
            }
            Kind::Word if flags.is(Flags::OTHER | Flags::WHO | Flags::BARRIER | Flags::SAY) => break,
            Kind::Word if flags.is(Flags::PREPOSITION) && !spokesman => hangs = true,
            Kind::Word if pieces.printed(at) == "to" => break,
            Kind::Word => {}
        }
    }
    match organisation {
        // `said Monitor`, `says the union Unite`: the body ends what the verb is said of.
        Some(name) if !hangs && ends_clause(reader, name + 1) => Found::Name(name),
        _ if pieces.flags(verb + 1).is(Flags::DETERMINER) => {
            let noun = (verb + 2..last)
                .take_while(|i| pieces.kind(*i) == Kind::Word && !pieces.flags(*i).is(Flags::PREPOSITION))
                .last();
            noun.and_then(|noun| description::meant(reader, noun, verb + 1))
                .map_or(Found::Unnamed, Found::Name)
        }
        _ => Found::Unnamed,
    }
}

/// `said Ada Lovelace and Charles Babbage`, `said Ada Lovelace of Monitor and Charles Babbage of Unite.`
fn joined(reader: &Reader<'_>, name: usize) -> bool {
    const REACH: usize = 10;
    let pieces = &reader.pieces;
    if matches!(pieces.printed(name + 1), "and" | "&") {
        return matches!(pieces.kind(name + 2), Kind::Person(_));
    }
    let end = pieces.sentence_end(name).min(name + REACH);
    let quiet = |i: &usize| {
        matches!(
            pieces.kind(*i),
            Kind::Word | Kind::Organisation(_) | Kind::Mark(',' | '(' | ')')
        ) && !pieces
            .flags(*i)
            .is(Flags::SAY | Flags::BE | Flags::AUX | Flags::WHO | Flags::BARRIER)
    };
    let and = (name + 1..end)
        .take_while(quiet)
        .find(|i| matches!(pieces.printed(*i), "and" | "&"));
    and.is_some_and(|and| {
        matches!(pieces.kind(and + 1), Kind::Person(_))
            && (matches!(pieces.kind(and + 2), Kind::Mark(',' | '.' | '('))
                || pieces.flags(and + 2).is(Flags::PREPOSITION))
    })
}

fn is_next_person(reader: &Reader<'_>, comma: usize) -> bool {
    matches!(reader.pieces.kind(comma + 1), Kind::Person(_))
}

fn ends_clause(reader: &Reader<'_>, at: usize) -> bool {
    let pieces = &reader.pieces;
    match pieces.kind(at) {
        Kind::Mark(_) | Kind::Passage(_) => true,
        Kind::Word => pieces
            .flags(at)
            .is(Flags::ADVERB | Flags::PREPOSITION | Flags::BARRIER),
        _ => false,
    }
}
