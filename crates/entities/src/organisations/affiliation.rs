//! Names that a person beside them shows: `Ann Lee of Lamplight`, `Lamplight chief executive Ann Lee`.

use super::extent::is_plural_holder;
use super::{Evidence, Identity, Mentions, OrganisationMention, covers, line, naming, overlap};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::page::Page;
use crate::persons::PersonMention;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;
use std::collections::BTreeMap;

/// Roles whose `of` and `at` name an organisation and not a subject.
const HEADS_OF: [&str; 16] = [
    "executive",
    "chair",
    "chairman",
    "chairwoman",
    "president",
    "founder",
    "editor",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "partner",
    "analyst",
    "boss",
    "co founder",
    "consultant",
    "owner",
];

/// Adds the organisations that persons are said to belong to.
pub(crate) fn find(
    knowledge: &Knowledge,
    page: &Page<'_>,
    persons: &[Vec<PersonMention>],
    found: &mut Mentions,
) {
    let named: BTreeMap<String, Identity> = found
        .iter()
        .flatten()
        .map(|mention| match &mention.identity {
            Identity::Row(row) => (
                knowledge.organisation(*row).name.clone(),
                mention.identity.clone(),
            ),
            Identity::Made(name) => (name.clone(), mention.identity.clone()),
        })
        .collect();
    for ((part, persons), mentions) in page.parts.iter().zip(persons).zip(found.iter_mut()) {
        let text = &part.text;
        let mut added = Vec::new();
        let bracketed = line::bracketed(text, persons);
        for person in persons.iter().filter(|person| person.is_full) {
            // `Lord Wick of Thornby` has his title from there.
            let peer = text.classes(person.start).is(Classes::PEER);
            let after = named_after(text, person.end)
                .filter(|_| !peer)
                .or_else(|| line::named_at_its_end(knowledge, text, person))
                .or_else(|| line::named_in_brackets(knowledge, text, person, &bracketed))
                .into_iter();
            let spans = after.chain(named_before(page, text, person.start));
            if let Some(university) = university_of(knowledge, text, person)
                && (university.start..university.end).all(|i| !covers(mentions, i))
            {
                added.push(university);
            }
            for (start, end, cue) in spans {
                let person_inside = persons.iter().any(|p| p.start < end && start < p.end);
                if person_inside || (start..end).any(|i| covers(mentions, i)) {
                    continue;
                }
                let name = naming::printed(text, start, end);
                let (identity, rule) = match beginning_with(&named, &name) {
                    Some(identity) => (identity, RecognitionRule::PageCoreference),
                    None => {
                        let identity = knowledge
                            .organisation_by_any_name(&name)
                            .map_or(Identity::Made(name), Identity::Row);
                        (identity, RecognitionRule::OrganisationContext)
                    }
                };
                let evidence = Evidence::Words(text.printed(cue).to_owned());
                added.push(OrganisationMention {
                    start,
                    end,
                    identity,
                    rule,
                    evidence,
                });
            }
        }
        if !added.is_empty() {
            mentions.append(&mut added);
            overlap::resolve(mentions);
        }
    }
}

/// The one organisation of the page whose name begins with these words: `chief executive of Lamplight`.
fn beginning_with(named: &BTreeMap<String, Identity>, words: &str) -> Option<Identity> {
    let mut longer = named
        .iter()
        .filter(|(name, _)| name.strip_prefix(words).is_some_and(|rest| rest.starts_with(' ')));
    match (longer.next(), longer.next()) {
        (Some((_, identity)), None) => Some(identity.clone()),
        _ => None,
    }
}

/// `Ann Lee of Lamplight`, `Ann Lee, chief executive of Lamplight`.
fn named_after(text: &TokenisedText<'_>, end: usize) -> Option<(usize, usize, usize)> {
    let mut at = end;
    let apart = text.word(at) == "," && matches!(text.word(at + 1), "of" | "from") && is_of_a_firm(text, end);
    if apart {
        at += 1;
    } else if text.word(at) == "," || text.word(at) == "(" {
        at += 1;
        let role = (at..at + 6)
            .take_while(|i| text.kind(*i) == TokenKind::Word && !text.is_capitalised(*i))
            .find(|i| HEADS_OF.contains(&text.word(*i)))?;
        at = role + 1;
    }
    if !matches!(text.word(at), "of" | "from" | "at") {
        return None;
    }
    let start = at + 1 + usize::from(text.word(at + 1) == "the");
    let mut to = start;
    while to < text.tokens.len() {
        // `the King's Fund`: a possessive with a capital after it is inside the name.
        let possessive = to > start && text.kind(to) == TokenKind::Possessive && is_name_word(text, to + 1);
        if !possessive && !is_name_word(text, to) {
            break;
        }
        to += 1 + usize::from(possessive);
    }
    acceptable(text, start, to).then_some((start, to, at))
}

/// `solicitor Ann Lee, from Quay Wick,`: somebody of a trade comes from a firm, and so does whose surname it has.
fn is_of_a_firm(text: &TokenisedText<'_>, end: usize) -> bool {
    let name = end + 2 + usize::from(text.word(end + 2) == "the");
    if !text.is_capitalised(name) || !text.is_capitalised(name + 1) {
        return false;
    }
    let trade = |i: usize| {
        matches!(
            text.word(i),
            "solicitor"
                | "solicitors"
                | "lawyer"
                | "lawyers"
                | "barrister"
                | "administrators"
                | "administrator"
                | "accountant"
                | "consultant"
                | "lobbyist"
                | "analyst"
        )
    };
    let same_name = end > 0 && (name..name + 2).any(|i| text.word(i) == text.word(end - 1));
    same_name
        || (end.saturating_sub(20)..end)
            .rev()
            .take_while(|i| text.kind(*i) != TokenKind::Break && text.word(*i) != ".")
            .any(trade)
}

/// `Professor Ann Lee of Quay`: whom a professor is of is a university.
fn university_of(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    person: &PersonMention,
) -> Option<OrganisationMention> {
    let professor = matches!(text.word(person.start), "professor" | "prof")
        || text.word_before(person.start, 1) == "professor";
    let of = person.end + usize::from(text.word(person.end) == ",");
    let start = of + 1;
    if !professor || !matches!(text.word(of), "of" | "at" | "from") || !text.is_capitalised(start) {
        return None;
    }
    let end = start + 1 + usize::from(text.is_capitalised(start + 1));
    let name = naming::printed(text, start, end);
    let row = knowledge
        .organisation_by_any_name(&format!("{name} University"))
        .or_else(|| knowledge.organisation_by_any_name(&format!("University of {name}")))?;
    Some(OrganisationMention {
        start,
        end,
        identity: Identity::Row(row),
        rule: RecognitionRule::OrganisationContext,
        evidence: Evidence::Words("professor".to_owned()),
    })
}

/// `Lamplight chief executive Ann Lee`, `Lamplight's Ann Lee`.
fn named_before(page: &Page<'_>, text: &TokenisedText<'_>, person: usize) -> Option<(usize, usize, usize)> {
    let mut at = person;
    let mut has_role = false;
    while at > 0 && person - at < 6 {
        let classes = text.classes(at - 1);
        if text.is_capitalised(at - 1) || !classes.is(Classes::ROLE | Classes::ROLE_PART) {
            break;
        }
        has_role |= HEADS_OF.contains(&text.word(at - 1))
            || matches!(
                text.word(at - 1),
                "director" | "officer" | "manager" | "secretary"
            );
        at -= 1;
    }
    let possessive = at > 0 && text.kind(at - 1) == TokenKind::Possessive && text.printed(at - 1).len() > 1;
    if !possessive && !has_role {
        return None;
    }
    // `Families’ solicitor`
    if possessive && is_plural_holder(text, at - 1) && text.tokens[at - 2].sentence_start {
        return None;
    }
    let end = if possessive { at - 1 } else { at };
    let mut start = end;
    while start > 0 && is_name_word(text, start - 1) && end - start < 5 {
        start -= 1;
    }
    let everyday =
        end - start == 1 && text.tokens[start].sentence_start && page.has_in_small_letters(text.word(start));
    (acceptable(text, start, end) && !everyday).then_some((start, end, at))
}

/// Words that open sentences and begin names as well: `Second Kettle`, `Hospital Watch Quay`.
pub(super) const OPENING_NAMES: [&str; 23] = [
    "first", "second", "third", "new", "all", "young", "old", "one", "every", "best", "better", "good",
    "big", "early", "watch", "live", "join", "together", "full", "high", "little", "more", "enough",
];

pub(super) fn is_name_word(text: &TokenisedText<'_>, i: usize) -> bool {
    let classes = text.classes(i);
    let in_a_name = OPENING_NAMES.contains(&text.word(i)) && text.is_mid_sentence(i);
    text.is_capitalised(i)
        && (in_a_name
            || !classes.is(Classes::FUNCTION
                | Classes::HONORIFIC
                | Classes::CALENDAR
                | Classes::ROLE
                | Classes::GIVEN))
}

/// More than places, topics and words of roles.
pub(super) fn acceptable(text: &TokenisedText<'_>, start: usize, end: usize) -> bool {
    let empty = Classes::PLACE | Classes::GENERIC | Classes::ROLE_PART;
    let single = end == start + 1;
    let topic = Classes::ORGANISATION_WORD | Classes::THING;
    let own = |i: usize| !(text.classes(i).is(empty) || single && text.classes(i).is(topic));
    start < end && (start..end).any(own)
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn beside_persons() {
        for text in [
            "Clara Wick of Lamplight agreed.",
            "Clara Wick, chief executive of Lamplight, agreed.",
            "Staff met Lamplight chief executive Clara Wick.",
            "They met Lamplight’s Clara Wick.",
            "Our panel:\n\n• Clara Wick, director of policy, Lamplight",
            "Our panel:\n\nClara Wick, director of policy, Lamplight",
        ] {
            assert_eq!(organisations(text), ["Lamplight"], "{text}");
        }
    }

    #[test]
    fn names_that_begin_as_sentences_do() {
        assert_eq!(
            organisations("Clara Wick, founder of Second Kettle, agreed."),
            ["Second Kettle"]
        );
        assert_eq!(
            organisations("So said Lamp Watch Quay’s Clara Wick."),
            ["Lamp Watch Quay"]
        );
    }

    #[test]
    fn places_and_topics_are_none() {
        for text in [
            "Clara Wick of Leeds agreed.",
            "They met Health secretary Clara Wick.",
            "It was England’s Clara Wick.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }
}
