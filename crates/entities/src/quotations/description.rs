//! Whom a noun means: `the shadow health secretary`, `the union`.

use super::pieces::Kind;
use super::reader::Reader;
use super::words::Flags;

/// How far back the entry is read, and how long a description may be, in pieces.
const REACH: usize = 400;
const LONGEST: usize = 8;

/// The piece of the only name before it that the noun phrase ending at `noun` may mean.
pub(super) fn meant(reader: &Reader<'_>, noun: usize, lowest: usize) -> Option<usize> {
    let pieces = &reader.pieces;
    let from = noun.saturating_sub(LONGEST).max(lowest);
    let article = (from..noun)
        .rev()
        .find(|i| pieces.flags(*i).is(Flags::DETERMINER))?;
    let definite = pieces.printed(article).eq_ignore_ascii_case("the");
    // What stands in between is words, and perhaps a body: `the Labour leader`.
    let plain = (article + 1..noun).all(|i| {
        let flags = pieces.flags(i);
        !matches!(pieces.kind(i), Kind::Mark(_) | Kind::Person(_) | Kind::Passage(_))
            && !flags.is(Flags::OWNER | Flags::PREPOSITION | Flags::SAY)
    });
    if !definite || !plain {
        return None;
    }
    let flags = pieces.flags(noun);
    let named_within = (article + 1..noun).any(|i| reader.name_at(i).is_some());
    if flags.is(Flags::BODY) && !named_within && article + 1 == noun {
        return only(reader, article, false);
    }
    if flags.is(Flags::OFFICE) || reader.is_role(noun) {
        return by_role(reader, article, noun)
            .or_else(|| only_person(reader, article, noun).filter(|_| !named_within));
    }
    None
}

/// The person whose printed role is the description.
fn by_role(reader: &Reader<'_>, article: usize, noun: usize) -> Option<usize> {
    let pieces = &reader.pieces;
    let first = pieces.all.get(article + 1)?;
    let last = pieces.all.get(noun)?;
    let described = pieces.text.get(first.start..last.end)?.to_lowercase();
    let holds = |i: usize| -> bool {
        let titles = reader
            .name_at(i)
            .filter(|name| name.is_person)
            .and_then(|name| reader.persons.get(name.entity))
            .into_iter()
            .flat_map(|person| person.mentions.iter().take(8))
            .filter_map(|mention| mention.role.as_ref());
        titles
            .map(|role| role.title.to_lowercase())
            .any(|title| title == described || title.ends_with(&described) || described.ends_with(&title))
    };
    unique(
        reader,
        (article.saturating_sub(REACH)..article)
            .rev()
            .filter(|i| holds(*i)),
    )
}

/// The only person named before, if he leads the sentence before and no role is printed that is another.
fn only_person(reader: &Reader<'_>, article: usize, noun: usize) -> Option<usize> {
    let pieces = &reader.pieces;
    let person = only(reader, article, true)?;
    let before = pieces
        .sentence_start(article)
        .checked_sub(1)
        .map(|i| pieces.sentence_start(i))?;
    let leads = (before..pieces.sentence_start(article))
        .take(6)
        .any(|i| reader.entity_at(i) == reader.entity_at(person));
    let head = pieces.printed(noun).to_lowercase();
    let entity = reader
        .name_at(person)
        .and_then(|name| reader.persons.get(name.entity))?;
    let mut roles = entity
        .mentions
        .iter()
        .take(8)
        .filter_map(|mention| mention.role.as_ref());
    let fits = roles.all(|role| role.title.to_lowercase().ends_with(&head));
    (leads && fits).then_some(person)
}

/// The only person, or the only body, that is named before.
fn only(reader: &Reader<'_>, article: usize, is_person: bool) -> Option<usize> {
    let named = |i: &usize| match reader.pieces.kind(*i) {
        Kind::Person(_) => is_person,
        Kind::Organisation(_) => !is_person,
        _ => false,
    };
    unique(
        reader,
        (article.saturating_sub(REACH)..article).rev().filter(named),
    )
}

fn unique(reader: &Reader<'_>, mut places: impl Iterator<Item = usize>) -> Option<usize> {
    let nearest = places.next()?;
    let entity = reader.entity_at(nearest);
    places.all(|i| reader.entity_at(i) == entity).then_some(nearest)
}
