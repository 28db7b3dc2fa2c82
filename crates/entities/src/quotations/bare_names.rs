//! Persons of the entry by one of their names alone, where somebody must stand: `says Black`, `Lamb: “...”`.
//!
//! Recognition leaves a surname that is a common word (`Black`, `Lamb`) alone unless a title stands before it. Beside a verb
//! of saying it can be nobody else than the one person of the entry who bears it.

use super::pieces::{Kind, Name, Pieces};
use super::words::Flags;
use daybook_model::NamedEntity;
use rustc_hash::FxHashMap;

/// Turns words that must be a person's surname into that person.
pub(super) fn add(pieces: &mut Pieces<'_>, names: &[Name], persons: &[NamedEntity]) {
    let surnames = surnames(persons);
    if surnames.is_empty() {
        return;
    }
    let mut first = vec![None; persons.len()];
    for (place, name) in names.iter().enumerate().filter(|(_, name)| name.is_person) {
        if let Some(first) = first.get_mut(name.entity) {
            first.get_or_insert(place);
        }
    }
    for i in 0..pieces.all.len() {
        let person = surnames.get(pieces.printed(i)).copied().flatten();
        let Some(name) = person.and_then(|person| *first.get(person)?) else {
            continue;
        };
        if pieces.kind(i) == Kind::Word
            && speaks(pieces, i)
            && let Some(piece) = pieces.all.get_mut(i)
        {
            (piece.kind, piece.flags) = (Kind::Person(name), Flags::NONE);
        }
    }
}

/// Surnames by the one person who bears each; none for those of several.
fn surnames(persons: &[NamedEntity]) -> FxHashMap<&str, Option<usize>> {
    let mut surnames = FxHashMap::default();
    for (place, person) in persons.iter().enumerate() {
        let Some((_, surname)) = person.name.rsplit_once(' ') else {
            continue;
        };
        if surname.len() > 2 && surname.starts_with(char::is_uppercase) {
            surnames
                .entry(surname)
                .and_modify(|of| *of = None)
                .or_insert(Some(place));
        }
    }
    surnames
}

/// Whether the word is what speaks, or is spoken of by its place: `says Black`, `Black said`, `Lamb: “...”`, `Lamb, getting up:`.
fn speaks(pieces: &Pieces<'_>, i: usize) -> bool {
    let says = |i: usize| pieces.flags(i).is(Flags::SAY);
    let opens = pieces.sentence_start(i) == i;
    let verb = (i + 1..i + 3).find(|i| !pieces.flags(*i).is(Flags::ADVERB | Flags::AUX));
    let named = i > 0 && matches!(pieces.kind(i - 1), Kind::Person(_) | Kind::Organisation(_))
        || i > 0 && pieces.printed(i - 1).starts_with(char::is_uppercase) && !opens;
    let after = i > 0 && says(i - 1) && pieces.sentence(i - 1) == pieces.sentence(i);
    !named
        && (after
            || verb.is_some_and(says)
            || pieces.is_mark(i + 1, ':')
            || opens && pieces.is_mark(i + 1, ','))
}
