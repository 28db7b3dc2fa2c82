//! `Ada Lovelace said: “...”`, `Ada Lovelace said that trusts “...”`, `It could, she said, “...”`.

use super::pieces::Kind;
use super::reader::{Found, Reader};
use super::subject;
use super::subject_after;
use super::words::Flags;

/// How far the verb may stand before the passage, in pieces.
const REACH: usize = 64;

/// Who says the passage that begins after `from..to` of its sentence, by the nearest verb of saying.
pub(super) fn find(reader: &Reader<'_>, from: usize, to: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let lowest = from.max(to.saturating_sub(REACH));
    // `She mocked Mr Babbage’s “national engine”`: whose words, the sentence does not say.
    let owned = to.checked_sub(1).is_some_and(|owner| {
        owner > lowest && pieces.flags(owner).is(Flags::OWNER) && reader.name_at(owner - 1).is_some()
    });
    if owned {
        return Some(Found::Unnamed);
    }
    let mut inner = None;
    for verb in (lowest..to).rev() {
        let flags = pieces.flags(verb);
        if matches!(pieces.kind(verb), Kind::Mark(';' | '!' | '?')) && verb + 1 < to
            || flags.is(Flags::BARRIER)
        {
            return None;
        }
        let modal = flags.is(Flags::BASE) && follows_modal(reader, verb, lowest);
        if let Some(found) = to_say(reader, verb, lowest) {
            return Some(found);
        }
        if let Some(found) = resumed(reader, verb, to) {
            return Some(found);
        }
        if !(flags.is(Flags::SAY) || modal) || is_noun(reader, verb) {
            continue;
        }
        if starts_another_clause(reader, verb + 1, to) {
            return None;
        }
        // `Ada Lovelace said trusts would, according to Monitor, be “...”`.
        if (verb + 1..to).any(|i| pieces.printed(i) == "according" && pieces.printed(i + 1) == "to") {
            return None;
        }
        if (verb + 1..to).any(|i| is_claim(reader, i)) {
            return Some(Found::Unnamed);
        }
        if let Some(found) = quoted(reader, verb, to) {
            return Some(found);
        }
        if let Some(name) = inverted(reader, verb, to, lowest) {
            return Some(Found::Name(name));
        }
        let found = subject::before(reader, verb, from);
        match found {
            // `The minister said Mr Babbage had promised it “...”`: the words are the minister's.
            Some(Found::Name(name)) if flags.is(Flags::WEAK) && is_reported(reader, name, lowest) => {
                inner = None;
            }
            Some(Found::Unnamed) if flags.is(Flags::WEAK) => inner = found,
            _ if inner.is_some() => return found.filter(|found| *found != Found::Unnamed).or(inner),
            _ => return found,
        }
    }
    inner
}

/// `Ada Lovelace has been on the radio to say that it was “...”`, `She goes on to say “...”`; not `Ada Lovelace refused to say`.
fn to_say(reader: &Reader<'_>, verb: usize, lowest: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let to = verb.checked_sub(1).filter(|to| *to > lowest)?;
    if pieces.printed(verb) != "say" || pieces.printed(to) != "to" {
        return None;
    }
    let hinders = |i: usize| {
        pieces.flags(i).is(Flags::SAY | Flags::WHO | Flags::BARRIER)
            || matches!(
                pieces.printed(i),
                "refused"
                    | "refuses"
                    | "declined"
                    | "declines"
                    | "failed"
                    | "fails"
                    | "unable"
                    | "able"
                    | "unwilling"
                    | "reluctant"
                    | "careful"
                    | "not"
                    | "n't"
                    | "never"
                    | "want"
                    | "need"
                    | "needs"
                    | "have"
            )
    };
    if (lowest..to).any(hinders) {
        return None;
    }
    subject::shared(reader, to, lowest)
}

/// `“...,” said Ada Lovelace, “and ...”`: what a verb hands over goes on after its subject.
fn resumed(reader: &Reader<'_>, verb: usize, to: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let said = verb.checked_sub(1)?;
    let goes_on = to.checked_sub(1).is_some_and(|comma| pieces.is_mark(comma, ','));
    let Kind::Passage(passage) = pieces.kind(said) else {
        return None;
    };
    if !goes_on || !pieces.flags(verb).is(Flags::SAY) || !reader.links(passage, said) {
        return None;
    }
    let busy = Flags::SAY | Flags::WHO | Flags::BARRIER;
    if (verb + 1..to).any(|i| pieces.flags(i).is(busy)) {
        return None;
    }
    match subject_after::find(reader, verb) {
        Found::Name(name) => Some(Found::Name(name)),
        Found::Unnamed => reader.verdict_at(said).map(|verdict| verdict.found),
    }
}

/// `claims that`, `reports that`: what others say, whatever the verb says of it.
fn is_claim(reader: &Reader<'_>, at: usize) -> bool {
    let pieces = &reader.pieces;
    let noun = matches!(
        pieces.printed(at),
        "claims"
            | "claim"
            | "suggestions"
            | "suggestion"
            | "reports"
            | "allegations"
            | "allegation"
            | "accusations"
            | "accusation"
            | "warnings"
            | "rumours"
            | "criticism"
            | "complaints"
            | "speculation"
    );
    noun && pieces.printed(at + 1) == "that"
}

/// `She quotes Ada Lovelace: “...”`, `He agrees with Ada Lovelace that it was “...”`: the words are of the verb's object.
fn quoted(reader: &Reader<'_>, verb: usize, to: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let is_person = |i: &usize| matches!(pieces.kind(*i), Kind::Person(_));
    if pieces.flags(verb).is(Flags::QUOTING) && is_person(&(verb + 1)) {
        let ends = matches!(pieces.kind(verb + 2), Kind::Mark(':' | ',')) || verb + 2 == to;
        return Some(if ends {
            Found::Name(verb + 1)
        } else {
            Found::Unnamed
        });
    }
    if !pieces.printed(verb).starts_with("agree") || pieces.printed(verb + 1) != "with" {
        return None;
    }
    let that = (verb + 2..to).find(|i| pieces.printed(*i) == "that")?;
    let mut persons = (verb + 2..that).filter(is_person);
    let only = persons.next().filter(|_| persons.next().is_none());
    Some(only.map_or(Found::Unnamed, Found::Name))
}

/// Whether the name is the subject of what another verb of saying hands over.
fn is_reported(reader: &Reader<'_>, name: usize, lowest: usize) -> bool {
    let pieces = &reader.pieces;
    let mut before = name;
    while before > lowest
        && (pieces.printed(before - 1) == "that"
            || pieces.flags(before - 1).is(Flags::OFFICE | Flags::DETERMINER))
    {
        before -= 1;
    }
    before > lowest && pieces.flags(before - 1).is(Flags::SAY) && !pieces.flags(before - 1).is(Flags::WEAK)
}

/// `without, says its registrar, Ada Lovelace, “...”`: a clause of its own between commas, the subject after the verb.
fn inverted(reader: &Reader<'_>, verb: usize, to: usize, lowest: usize) -> Option<usize> {
    let pieces = &reader.pieces;
    let parts = |i: usize| matches!(pieces.kind(i), Kind::Mark(',' | ';' | '–' | '—'));
    let opened = verb
        .checked_sub(1)
        .is_some_and(|before| before >= lowest && parts(before));
    let closed = to.checked_sub(1).is_some_and(|last| last > verb && parts(last));
    if !opened || !closed || pieces.flags(verb).is(Flags::ASKING) {
        return None;
    }
    match subject_after::find(reader, verb) {
        Found::Name(name) if name > verb && name < to => {
            let quiet = (name..to).all(|i| !pieces.flags(i).is(Flags::BE | Flags::AUX | Flags::SAY));
            quiet.then_some(name)
        }
        _ => None,
    }
}

/// Whether the words between the verb and the passage hold a subject of another verb: `he said no, but Unite was “...”`.
fn starts_another_clause(reader: &Reader<'_>, from: usize, to: usize) -> bool {
    let pieces = &reader.pieces;
    (from..to).any(|i| {
        let joins = pieces.is_mark(i, ',') && pieces.flags(i + 1).is(Flags::AND);
        let name = i + 2;
        joins && reader.name_at(name).is_some() && pieces.flags(name + 1).is(Flags::BE | Flags::AUX)
    })
}

fn follows_modal(reader: &Reader<'_>, verb: usize, lowest: usize) -> bool {
    (lowest..verb)
        .rev()
        .take_while(|i| reader.pieces.flags(*i).is(Flags::ADVERB | Flags::AUX))
        .any(|i| reader.pieces.flags(i).is(Flags::AUX))
}

/// `the claims`, `her thanks`: no verb.
fn is_noun(reader: &Reader<'_>, verb: usize) -> bool {
    let before = verb
        .checked_sub(1)
        .map_or(Flags::NONE, |before| reader.pieces.flags(before));
    before.is(Flags::DETERMINER | Flags::OWNER | Flags::PREPOSITION)
        && !reader.pieces.printed(verb).ends_with("ing")
        && !before.is(Flags::HE | Flags::SHE | Flags::IT | Flags::OTHER)
}
