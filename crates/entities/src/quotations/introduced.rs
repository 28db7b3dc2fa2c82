//! A passage after a sentence or paragraph that says whose: `This is from Ada Lovelace, chair of Monitor.`

use super::pieces::Kind;
use super::reader::{Found, Reader};
use super::words::Flags;
use super::{pronoun, subject};

/// How long the paragraph before may be; one that does not lead up to the passage; and the sentence before, in pieces.
const LONGEST: usize = 90;
const SHORT: usize = 60;
const SENTENCE: usize = 40;

/// The only person of what stands before the passage at `at`, if that introduces it.
pub(super) fn find(reader: &Reader<'_>, at: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let paragraph = pieces.all.get(at)?.paragraph;
    let last = at.checked_sub(1)?;
    let before = pieces.all.get(last)?.paragraph;
    if before == paragraph {
        return sentence(reader, at);
    }
    let alone = pieces
        .all
        .get(at + 1)
        .is_none_or(|next| next.paragraph != paragraph);
    let from = (last.saturating_sub(LONGEST)..at)
        .rev()
        .take_while(|i| pieces.all.get(*i).is_some_and(|piece| piece.paragraph == before))
        .last()?;
    let quotes = (from..at).any(|i| matches!(pieces.kind(i), Kind::Passage(_)));
    if !alone || quotes || at - from > LONGEST {
        return None;
    }
    let colon = pieces.is_mark(last, ':');
    if let Some(sender) = sender(reader, from, at).filter(|_| colon) {
        return Some(Found::Name(sender));
    }
    let person = only_person(reader, from, at)?;
    let own = pieces.sentence_start(person)..pieces.sentence_end(person).min(at);
    let introduces = at - from <= SHORT && own.into_iter().any(|i| pieces.flags(i).is(Flags::INTRODUCTION));
    (introduces || colon && leads_up(reader, person, from, at)).then_some(Found::Name(person))
}

/// `A letter was read out. It is from Ada Lovelace ... This is some of it:`
fn sender(reader: &Reader<'_>, from: usize, to: usize) -> Option<usize> {
    let pieces = &reader.pieces;
    let written = (from..to).any(|i| pieces.flags(i).is(Flags::DOCUMENT));
    let mut senders = (from + 1..to)
        .filter(|i| matches!(pieces.kind(*i), Kind::Person(_)) && pieces.printed(*i - 1) == "from");
    let first = senders.next().filter(|_| written)?;
    senders.next().is_none().then_some(first)
}

/// Whether the paragraph is about the person and its last sentence goes on to the passage: `She names them:`
fn leads_up(reader: &Reader<'_>, person: usize, from: usize, at: usize) -> bool {
    let pieces = &reader.pieces;
    let last = pieces.sentence_start(at - 1);
    let goes_on = pieces.flags(last).is(Flags::HE | Flags::SHE)
        || matches!(
            pieces.printed(last).to_ascii_lowercase().as_str(),
            "this" | "here"
        );
    let opens = pieces.sentence(person) == pieces.sentence(from) && subject::leads(reader, person);
    opens && goes_on && last > from
}

/// `Ada Lovelace is on her feet. “...”`: the only person of the sentence before, who has the word.
fn sentence(reader: &Reader<'_>, at: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let last = at.checked_sub(1)?;
    let from = pieces.sentence_start(last);
    let Kind::Passage(passage) = pieces.kind(at) else {
        return None;
    };
    let whole = reader.words_of(passage).ends_with(['.', '?', '!', '…']);
    let own = pieces.sentence_start(at) == at && pieces.sentence_end(at) == at + 1;
    let quotes = (from..at).any(|i| matches!(pieces.kind(i), Kind::Passage(_)));
    if !own || !whole || quotes || at - from > SENTENCE {
        return None;
    }
    // `Asked whether she would, she shook her head. “...”`
    if (from..at).all(|i| !matches!(pieces.kind(i), Kind::Person(_))) {
        let she = (from..at)
            .find(|i| pieces.flags(*i).is(Flags::HE | Flags::SHE) && pieces.flags(*i + 1).is(Flags::STAGE))?;
        return pronoun::meant(reader, she).map(Found::Name);
    }
    let person = only_person(reader, from, at)?;
    let has_the_word = (person..at).any(|i| pieces.flags(i).is(Flags::STAGE));
    (has_the_word && subject::leads(reader, person)).then_some(Found::Name(person))
}

fn only_person(reader: &Reader<'_>, from: usize, to: usize) -> Option<usize> {
    let mut persons = (from..to).filter(|i| matches!(reader.pieces.kind(*i), Kind::Person(_)));
    let first = persons.next()?;
    persons
        .all(|i| reader.entity_at(i) == reader.entity_at(first))
        .then_some(first)
}
