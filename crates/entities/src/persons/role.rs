//! A role beside a name shows a person: `chief executive Zorble Quandary`, `Zorble Quandary, a nurse`.

use super::agent;
use super::name::Candidate;
use crate::lexicon::Classes;
use crate::organisations::OrganisationMention;
use crate::text::{TokenKind, TokenisedText};

/// Common nouns whose people are named after them: `the charity's Ann Lee`.
const OWNERS: [&str; 20] = [
    "desk",
    "team",
    "magazine",
    "paper",
    "newspaper",
    "department",
    "charity",
    "union",
    "college",
    "trust",
    "hospital",
    "group",
    "company",
    "firm",
    "party",
    "council",
    "board",
    "organisation",
    "regulator",
    "society",
];

/// The role, if there is one.
pub(super) fn shows(
    text: &TokenisedText<'_>,
    organisations: &[OrganisationMention],
    candidate: &Candidate,
) -> Option<String> {
    candidate
        .role
        .or_else(|| before(text, candidate.start))
        .or_else(|| after(text, candidate.end))
        .map(|i| text.printed(i).to_owned())
        .or_else(|| of_organisation(text, organisations, candidate))
}

/// `chief executive Ann Lee`, `its chief executive, Ann Lee,`.
pub(super) fn before(text: &TokenisedText<'_>, start: usize) -> Option<usize> {
    let comma = text.word_before(start, 1) == ",";
    let at = start.checked_sub(1 + usize::from(comma))?;
    (text.kind(at) == TokenKind::Word && text.classes(at).is(Classes::ROLE)).then_some(at)
}

/// `Ann Lee, chief executive of`, `Ann Lee (chair)`, `Ann Lee, who`.
pub(super) fn after(text: &TokenisedText<'_>, end: usize) -> Option<usize> {
    if !matches!(text.word(end), "," | "(" | "–" | "-") {
        return None;
    }
    let first = end + 1;
    if text.word(first) == "who" {
        return Some(first);
    }
    // A role has few words before its noun; a break or another mark ends the search.
    // `Ann Lee, the trust’s director of lamps`
    let in_phrase = |i: usize| matches!(text.kind(i), TokenKind::Word | TokenKind::Possessive);
    let words = || (first..first + 6).take_while(|i| in_phrase(*i));
    let role = words().find(|i| text.classes(*i).is(Classes::ROLE));
    let determined = matches!(text.word(first), "a" | "an" | "our" | "the" | "one");
    role.or_else(|| {
        words()
            .skip(1)
            .take_while(|i| !text.is_capitalised(*i))
            .find(|i| determined && agent::is_one(text.word(*i)))
    })
}

/// `Lamplight's Ann Lee`, `Ann Lee of Lamplight`.
fn of_organisation(
    text: &TokenisedText<'_>,
    organisations: &[OrganisationMention],
    candidate: &Candidate,
) -> Option<String> {
    let printed = |m: &OrganisationMention| text.printed_span(m.start, m.end).to_owned();
    let possessive = candidate
        .start
        .checked_sub(1)
        .filter(|i| text.kind(*i) == TokenKind::Possessive);
    if let Some(owner) = possessive.and_then(|i| organisations.iter().find(|m| m.end == i)) {
        return Some(printed(owner));
    }
    // `the art desk's Ann Lee`
    if let Some(owner) = possessive
        .and_then(|i| i.checked_sub(1))
        .filter(|i| OWNERS.contains(&text.word(*i)))
    {
        return Some(text.printed(owner).to_owned());
    }
    // `Quay Exchange's Ann Lee`: the owner has a capital of its own and is no place.
    if let Some(owner) = possessive
        .and_then(|i| i.checked_sub(1))
        .filter(|i| text.is_capitalised(*i))
    {
        let other =
            Classes::PLACE | Classes::GIVEN | Classes::FUNCTION | Classes::CALENDAR | Classes::HONORIFIC;
        if !text.classes(owner).is(other) && text.is_mid_sentence(owner) {
            return Some(text.printed(owner).to_owned());
        }
    }
    if !matches!(text.word(candidate.end), "of" | "from" | "at" | ",") {
        return None;
    }
    let next = candidate.end + 1 + usize::from(matches!(text.word(candidate.end + 1), "the" | "of" | "from"));
    organisations
        .iter()
        .find(|m| m.start == next)
        .map(printed)
        .or_else(|| of_somewhere_said(text, candidate.end))
}

/// `Ann Lee of Lamplight Partners said`: the verb after a name that nobody knows.
fn of_somewhere_said(text: &TokenisedText<'_>, end: usize) -> Option<String> {
    if !matches!(text.word(end), "of" | "from" | "at") {
        return None;
    }
    let mut at = end + 1 + usize::from(text.word(end + 1) == "the");
    let first = at;
    while text.is_capitalised(at) {
        at += 1;
    }
    let small = |i: usize| text.kind(i) == TokenKind::Word && !text.is_capitalised(i);
    let said = at > first && small(at) && text.classes(at).is(Classes::SAYING);
    said.then(|| text.printed(at).to_owned())
}

#[cfg(test)]
mod tests {
    use crate::testing::persons;

    #[test]
    fn roles_before_and_after() {
        assert_eq!(
            persons("Zorble Quandary, the trust’s director of lamps, flew out."),
            ["Zorble Quandary"]
        );
        let text = "Its chief executive, Zorble Quandary, met finance director Morwen Thistle and Perrin Oxlip, a nurse.";
        assert_eq!(
            persons(text),
            ["Zorble Quandary", "Morwen Thistle", "Perrin Oxlip"]
        );
    }

    #[test]
    fn of_an_organisation() {
        assert_eq!(
            persons("Eastshire CCG’s Zorble Quandary agreed."),
            ["Zorble Quandary"]
        );
    }
}
