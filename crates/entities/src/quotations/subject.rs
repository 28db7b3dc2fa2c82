//! The subject of a verb of saying, where it stands before the verb: `Ada Lovelace, chair of Monitor, said`.

use super::pieces::Kind;
use super::reader::{Found, Reader};
use super::words::Flags;
use super::{description, document, pronoun};

/// How far a subject may stand from its verb, in pieces.
const REACH: usize = 45;

/// The subject before a verb. `None` where no subject stands in `lowest..verb`.
pub(super) fn before(reader: &Reader<'_>, verb: usize, lowest: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let lowest = lowest.max(verb.saturating_sub(REACH));
    let mut at = verb;
    let (mut passive, mut denied) = (false, false);
    loop {
        if at <= lowest {
            return None;
        }
        at -= 1;
        let flags = pieces.flags(at);
        passive |= flags.is(Flags::BE);
        denied |= pieces.printed(at).eq_ignore_ascii_case("never");
        if !flags.is(Flags::ADVERB | Flags::AUX | Flags::BE) {
            break;
        }
    }
    // `Ada Lovelace never said that it was “...”`, `denies saying “...”`.
    if denied
        || matches!(
            pieces.printed(at),
            "denies" | "denied" | "denying" | "without" | "not" | "n't"
        )
    {
        return Some(Found::Unnamed);
    }
    // `was told`; but `was saying` and `has been tweeting` are his own.
    if passive && pieces.flags(verb).is(Flags::ASKING) {
        return Some(agent(reader, verb));
    }
    let flags = pieces.flags(at);
    // `Ada Lovelace, described by Mr Babbage as “...”`, `Ada Lovelace, accused of “...”`.
    let participle = pieces.is_mark(at, ',')
        && pieces.flags(verb).is(Flags::ASKING)
        && matches!(pieces.printed(verb + 1), "by" | "as" | "of");
    if participle {
        return Some(agent(reader, verb));
    }
    // `Ada Lovelace wrote to Mr Babbage calling for “...”`: the subject is that of the clause.
    if !passive && pieces.printed(verb).ends_with("ing") {
        // `Mr Babbage recalls Ada Lovelace telling them “...”`.
        if (lowest..at).any(|i| pieces.flags(i).is(Flags::HEARING | Flags::QUOTING)) {
            let between = pieces.is_mark(at, ',') || pieces.printed(at) == "as";
            let heard = at - usize::from(between && at > lowest);
            let person = matches!(pieces.kind(heard), Kind::Person(_));
            return Some(if person {
                Found::Name(heard)
            } else {
                Found::Unnamed
            });
        }
        return Some(shared(reader, at + 1, lowest).unwrap_or(Found::Unnamed));
    }
    match pieces.kind(at) {
        Kind::Person(_) => Some(person(reader, at, lowest)),
        Kind::Organisation(_) => organisation(reader, at, lowest),
        Kind::Mark(')') => bracketed(reader, at, lowest),
        Kind::Mark(',' | '–' | '—' | '-') => parenthesis(reader, at, lowest),
        Kind::Mark(_) | Kind::Passage(_) => None,
        Kind::Word if flags.is(Flags::HE | Flags::SHE | Flags::IT) => {
            Some(pronoun::meant(reader, at).map_or(Found::Unnamed, Found::Name))
        }
        Kind::Word if flags.is(Flags::OTHER) => Some(Found::Unnamed),
        Kind::Word if flags.is(Flags::WHO) => antecedent(reader, at, lowest),
        Kind::Word if flags.is(Flags::AND) => shared(reader, at, lowest),
        Kind::Word => Some(common_noun(reader, at, lowest)),
    }
}

/// The `by` of a passive verb: `was told by Ada Lovelace that`.
fn agent(reader: &Reader<'_>, verb: usize) -> Found {
    let pieces = &reader.pieces;
    if !pieces.printed(verb + 1).eq_ignore_ascii_case("by") {
        return Found::Unnamed;
    }
    let name = verb + 2 + usize::from(pieces.flags(verb + 2).is(Flags::DETERMINER));
    match pieces.kind(name) {
        Kind::Person(_) | Kind::Organisation(_) if !pieces.flags(name + 1).is(Flags::OWNER) => {
            Found::Name(name)
        }
        _ => Found::Unnamed,
    }
}

/// A person beside the verb, unless the name hangs on something else or is one of several.
fn person(reader: &Reader<'_>, at: usize, lowest: usize) -> Found {
    let pieces = &reader.pieces;
    let Some(before) = at.checked_sub(1).filter(|before| *before >= lowest) else {
        return Found::Name(at);
    };
    // `a letter from Ada Lovelace said`.
    let wrote = matches!(pieces.printed(before), "from" | "by")
        && before > lowest
        && pieces.flags(before - 1).is(Flags::DOCUMENT | Flags::STATEMENT);
    // `as Ada Lovelace put it`.
    let wrote =
        wrote || pieces.printed(before).eq_ignore_ascii_case("as") && pieces.flags(at + 1).is(Flags::SAY);
    if pieces.flags(before).is(Flags::PREPOSITION) && !wrote || is_one_of_several(reader, before, lowest) {
        return Found::Unnamed;
    }
    Found::Name(at)
}

/// `Ada Lovelace and` (or `Ada Lovelace, chair of Monitor, and`, `She and`) before another name.
fn is_one_of_several(reader: &Reader<'_>, and: usize, lowest: usize) -> bool {
    let pieces = &reader.pieces;
    if !matches!(pieces.printed(and), "and" | "&") {
        return false;
    }
    // `He and Ada Lovelace`.
    let pronoun = and.checked_sub(1).is_some_and(|before| {
        before >= lowest && pieces.flags(before).is(Flags::HE | Flags::SHE | Flags::OTHER)
    });
    if pronoun {
        return true;
    }
    let earlier = (lowest..and).rev().take(8);
    for i in earlier {
        match pieces.kind(i) {
            Kind::Person(_) | Kind::Organisation(_) => return true,
            Kind::Passage(_) => return false,
            Kind::Word if pieces.flags(i).is(Flags::SAY | Flags::AUX | Flags::BE) => return false,
            _ => {}
        }
    }
    false
}

/// A body beside the verb, its spokesman, or what the body's name hangs on.
fn organisation(reader: &Reader<'_>, at: usize, lowest: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let mut before = at;
    // `of the charity Lamplight`.
    while before > lowest && pieces.flags(before - 1).is(Flags::DETERMINER | Flags::BODY) {
        before -= 1;
    }
    if before == lowest {
        return Some(Found::Name(at));
    }
    let preposition = before - 1;
    if is_one_of_several(reader, preposition, lowest) {
        return Some(Found::Unnamed);
    }
    if !pieces.flags(preposition).is(Flags::PREPOSITION) {
        return Some(Found::Name(at));
    }
    let holder = preposition.checked_sub(1).filter(|holder| *holder >= lowest)?;
    if pieces.flags(holder).is(Flags::SPOKESMAN | Flags::STATEMENT) {
        return Some(Found::Name(at));
    }
    // `Ada Lovelace of Monitor said`.
    if matches!(pieces.kind(holder), Kind::Person(_)) {
        return Some(person(reader, holder, lowest));
    }
    Some(Found::Unnamed)
}

/// What stands before a bracket: `Ada Lovelace (Lab) said`.
fn bracketed(reader: &Reader<'_>, close: usize, lowest: usize) -> Option<Found> {
    let open = (lowest..close).rev().find(|i| reader.pieces.is_mark(*i, '('))?;
    let at = open.checked_sub(1).filter(|at| *at >= lowest)?;
    match reader.pieces.kind(at) {
        Kind::Person(_) => Some(person(reader, at, lowest)),
        Kind::Organisation(_) => organisation(reader, at, lowest),
        _ => Some(Found::Unnamed),
    }
}

/// Commas around what is put in: `Ada Lovelace, chair of Monitor, said`, `the chair, Ada Lovelace, said`.
fn parenthesis(reader: &Reader<'_>, comma: usize, lowest: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let last = comma.checked_sub(1).filter(|last| *last >= lowest)?;
    if matches!(pieces.kind(last), Kind::Person(_)) && is_appositive(reader, last, lowest) {
        return Some(Found::Name(last));
    }
    for i in (lowest..last).rev() {
        match pieces.kind(i) {
            Kind::Passage(_) => return None,
            Kind::Mark(';' | ':') => return None,
            Kind::Word if pieces.flags(i).is(Flags::BARRIER) => return Some(Found::Unnamed),
            _ => {}
        }
        let opens = matches!(pieces.kind(i + 1), Kind::Mark(',' | '–' | '—' | '-'));
        if !opens {
            continue;
        }
        match pieces.kind(i) {
            Kind::Person(_) => return Some(person(reader, i, lowest)),
            // `Ada Lovelace, Monitor, who chairs it, says`.
            Kind::Organisation(_)
                if i >= lowest + 2
                    && pieces.is_mark(i - 1, ',')
                    && matches!(pieces.kind(i - 2), Kind::Person(_)) => {}
            Kind::Organisation(_) => match organisation(reader, i, lowest) {
                Some(Found::Unnamed) => {}
                found => return found,
            },
            Kind::Mark(')') => match bracketed(reader, i, lowest) {
                Some(Found::Unnamed) => {}
                found => return found,
            },
            // `The letter, dated Tuesday, continues`.
            Kind::Word if pieces.flags(i).is(Flags::DOCUMENT) => return Some(common_noun(reader, i, lowest)),
            Kind::Word if pieces.flags(i).is(Flags::HE | Flags::SHE) => {
                return Some(pronoun::meant(reader, i).map_or(Found::Unnamed, Found::Name));
            }
            _ => {}
        }
    }
    None
}

/// Whether a name before a comma says who the noun before it is: `its chair, Ada Lovelace,`; the name is no last of a
/// list, nor what a clause is about: `After meeting Ada Lovelace, ...`.
fn is_appositive(reader: &Reader<'_>, name: usize, lowest: usize) -> bool {
    let pieces = &reader.pieces;
    let Some(before) = name.checked_sub(1).filter(|before| *before >= lowest) else {
        return true;
    };
    match pieces.kind(before) {
        Kind::Mark(',' | '–' | '—' | '(') | Kind::Organisation(_) => true,
        Kind::Word => {
            let flags = pieces.flags(before);
            flags.is(Flags::OFFICE | Flags::OWNER | Flags::DETERMINER) || reader.is_role(before)
        }
        _ => false,
    }
}

/// What a relative clause is about: `Ada Lovelace, who said`, `the trust, which says`.
fn antecedent(reader: &Reader<'_>, who: usize, lowest: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let mut at = who.checked_sub(1).filter(|at| *at >= lowest)?;
    if matches!(pieces.kind(at), Kind::Mark(',' | '–' | '—')) {
        at = at.checked_sub(1).filter(|at| *at >= lowest)?;
    }
    let which = pieces.printed(who).eq_ignore_ascii_case("which");
    match pieces.kind(at) {
        // `Ada Lovelace has sent a letter, read by Mr Babbage, which says`.
        Kind::Person(_) if which => {
            let written = (lowest..at).any(|i| pieces.flags(i).is(Flags::DOCUMENT | Flags::STATEMENT));
            let writer = (lowest..at).find(|i| matches!(pieces.kind(*i), Kind::Person(_)));
            let writer =
                writer.filter(|i| written && leads(reader, *i) && pieces.flags(*i + 1).is(Flags::AUX));
            Some(writer.map_or(Found::Unnamed, Found::Name))
        }
        Kind::Person(_) => Some(Found::Name(at)),
        Kind::Organisation(_) if pieces.printed(who).eq_ignore_ascii_case("which") => {
            organisation(reader, at, lowest)
        }
        Kind::Organisation(_) => {
            // `Ada Lovelace of Monitor, who said`, `Ada Lovelace, chair of Monitor, who said`.
            let name = (lowest..at)
                .rev()
                .take(10)
                .find(|i| matches!(pieces.kind(*i), Kind::Person(_)))?;
            Some(Found::Name(name))
        }
        Kind::Mark(')') => bracketed(reader, at, lowest),
        // `Ada Lovelace, its head of health, who said`.
        Kind::Word if at + 2 == who => {
            let within = |i: &usize| {
                matches!(pieces.kind(*i), Kind::Word | Kind::Organisation(_))
                    && !pieces.flags(*i).is(Flags::SAY | Flags::BE | Flags::AUX)
            };
            let comma = (lowest..at).rev().take(14).find(|i| !within(i))?;
            let name = comma.checked_sub(1).filter(|name| *name >= lowest)?;
            let named = pieces.is_mark(comma, ',') && matches!(pieces.kind(name), Kind::Person(_));
            Some(if named { Found::Name(name) } else { Found::Unnamed })
        }
        _ => Some(Found::Unnamed),
    }
}

/// The subject of the first of two joined verbs: `Ada Lovelace welcomed it but asked`.
pub(super) fn shared(reader: &Reader<'_>, and: usize, lowest: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let mut persons = (lowest..and).filter(|i| matches!(pieces.kind(*i), Kind::Person(_)));
    let first = persons.next();
    // `“...,” she said, and added`.
    let pronoun = (lowest..first.unwrap_or(and)).find(|i| pieces.flags(*i).is(Flags::HE | Flags::SHE));
    if let Some(pronoun) = pronoun {
        return Some(pronoun::meant(reader, pronoun).map_or(Found::Unnamed, Found::Name));
    }
    let first = first?;
    let entity = reader.entity_at(first);
    let alone = persons.all(|i| reader.entity_at(i) == entity);
    let leads = leads(reader, first)
        && pieces
            .flags(first + 1)
            .is(Flags::SAY | Flags::AUX | Flags::ADVERB);
    let own = !pieces.flags(first + 1).is(Flags::OWNER);
    // `It is from Ada Lovelace, who was asked about it and said`.
    let relative = pieces.is_mark(first + 1, ',') && pieces.printed(first + 2) == "who";
    // `The trust backed Ada Lovelace and said`: she is the object.
    let subject = self::leads(reader, first) || relative || is_appositive(reader, first, lowest);
    (own && (alone && subject || leads)).then(|| {
        if relative {
            Found::Name(first)
        } else {
            person(reader, first, lowest)
        }
    })
}

/// Whether nothing but a role stands before the name in its sentence.
pub(super) fn leads(reader: &Reader<'_>, name: usize) -> bool {
    let pieces = &reader.pieces;
    let start = pieces.sentence_start(name);
    let quiet = |i: usize| {
        let busy = Flags::SAY | Flags::BE | Flags::AUX | Flags::PREPOSITION | Flags::WHO | Flags::BARRIER;
        matches!(pieces.kind(i), Kind::Word | Kind::Organisation(_)) && !pieces.flags(i).is(busy)
    };
    name - start <= 10 && (start..name).all(quiet)
}

/// A noun beside the verb: a body's spokesman or statement, or `the minister` who was named before.
fn common_noun(reader: &Reader<'_>, noun: usize, lowest: usize) -> Found {
    let pieces = &reader.pieces;
    let speaks = pieces.flags(noun).is(Flags::SPOKESMAN | Flags::STATEMENT) || is_press_office(reader, noun);
    if speaks {
        let from = noun.saturating_sub(4).max(lowest);
        let name = (from..noun)
            .rev()
            .find(|i| !matches!(pieces.kind(*i), Kind::Word));
        return match name.map(|name| (name, pieces.kind(name))) {
            Some((name, Kind::Organisation(_))) => Found::Name(name),
            Some(_) => Found::Unnamed,
            None => only_body(reader, from).map_or(Found::Unnamed, Found::Name),
        };
    }
    // `Ada Lovelace of Swindon says`.
    if let Some(name) = noun.checked_sub(2).filter(|name| *name >= lowest)
        && matches!(pieces.kind(name), Kind::Person(_))
        && matches!(pieces.printed(noun - 1), "of" | "from" | "in")
        && pieces.printed(noun).starts_with(char::is_uppercase)
    {
        return person(reader, name, lowest);
    }
    if pieces.flags(noun).is(Flags::DOCUMENT) {
        return document::author(reader, noun, lowest).map_or(Found::Unnamed, Found::Name);
    }
    description::meant(reader, noun, lowest).map_or(Found::Unnamed, Found::Name)
}

/// The body that a paragraph is about so far, if it names no other and nobody: `... of Monitor. A spokesman said`.
fn only_body(reader: &Reader<'_>, noun: usize) -> Option<usize> {
    const REACH: usize = 60;
    let pieces = &reader.pieces;
    let paragraph = pieces.all.get(noun)?.paragraph;
    let mut names = (noun.saturating_sub(REACH)..noun)
        .rev()
        .take_while(|i| {
            pieces
                .all
                .get(*i)
                .is_some_and(|piece| piece.paragraph == paragraph)
        })
        .filter(|i| reader.name_at(*i).is_some());
    let nearest = names.next()?;
    let alone = names.all(|i| reader.entity_at(i) == reader.entity_at(nearest));
    (alone && matches!(pieces.kind(nearest), Kind::Organisation(_))).then_some(nearest)
}

pub(super) fn is_press_office(reader: &Reader<'_>, noun: usize) -> bool {
    let press = noun
        .checked_sub(1)
        .is_some_and(|press| reader.pieces.printed(press) == "press");
    press && matches!(reader.pieces.printed(noun), "officer" | "office" | "team")
}
