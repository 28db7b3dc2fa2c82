//! Names that a phrase after a comma explains, or a kind of group before them: `Quay Angels, a befriending group,`,
//! `Time 107.5, the local radio station`, `Heron Grove, headhunters`, `the parents’ group Breathe Quay`.
//!
//! The phrase must end with the noun: `Ann Lee, a group manager` is a person.

use super::{OrganisationMention, affiliation, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// Nouns that say by themselves that the name is a body's.
const KINDS: [&str; 29] = [
    "group",
    "network",
    "station",
    "hospice",
    "agency",
    "federation",
    "partnership",
    "choir",
    "monthly",
    "weekly",
    "quango",
    "practice",
    "surgery",
    "coalition",
    "alliance",
    "forum",
    "outfit",
    "business",
    "maker",
    "chain",
    "club",
    "home",
    "insurer",
    "lender",
    "party",
    "body",
    "school",
    "co operative",
    "cooperative",
];

/// Trades in the plural, which stand after a firm's name without an article.
const TRADES: [&str; 13] = [
    "solicitors",
    "headhunters",
    "lawyers",
    "lobbyists",
    "accountants",
    "architects",
    "recruiters",
    "consultants",
    "auditors",
    "pollsters",
    "builders",
    "management consultants",
    "actuaries",
];

/// What a group before its name is: `the patient group X`.
const GROUPS: [&str; 26] = [
    "campaign",
    "patient",
    "patients",
    "parents",
    "parent",
    "carers",
    "users",
    "user",
    "pressure",
    "protest",
    "support",
    "lobby",
    "community",
    "residents",
    "church",
    "action",
    "advocacy",
    "media",
    "radio",
    "tv",
    "nursing",
    "recruitment",
    "care",
    "property",
    "self help",
    "volunteer",
];

/// Finds such names.
pub(crate) fn find(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found = Vec::new();
    let spans = text.capitals().flat_map(|at| {
        let after = Some(at)
            .filter(|at| *at > 0)
            .and_then(|at| after_its_kind(text, at));
        // `Time 107.5, the ...`
        let end = at + 1 + usize::from(text.kind(at + 1) == TokenKind::Number);
        let before = (text.word(end) == ",").then(|| explained(text, end)).flatten();
        [after, before].into_iter().flatten()
    });
    for (start, end, cue) in spans {
        if known.iter().any(|m| m.start < end && start < m.end) || !is_name(text, start, end) {
            continue;
        }
        found.push(naming::made(
            knowledge,
            text,
            start..end,
            RecognitionRule::OrganisationContext,
            text.printed(cue),
        ));
    }
    found
}

/// The name before a comma, and the noun after it that explains it.
fn explained(text: &TokenisedText<'_>, comma: usize) -> Option<(usize, usize, usize)> {
    let first = comma + 1;
    let trade = TRADES.contains(&text.word(first))
        && matches!(text.word(first + 1), "," | "." | ":" | "to" | "for" | ";" | "");
    let article = matches!(text.word(first), "a" | "an" | "the") && !text.is_capitalised(first);
    let noun = if trade {
        first
    } else if article {
        let words = (first + 1..first + 7)
            .take_while(|i| text.kind(*i) == TokenKind::Word && !text.is_capitalised(*i));
        let noun = words
            .clone()
            .find(|i| KINDS.contains(&text.word(*i)) && ends_its_phrase(text, *i + 1))?;
        let small = |i: usize| {
            matches!(
                text.word(i),
                "of" | "for" | "in" | "at" | "from" | "who" | "which" | "with" | "and"
            )
        };
        if (first + 1..noun).any(small) {
            return None;
        }
        noun
    } else {
        return None;
    };
    let mut start = comma;
    // `Time 107.5`: a station's frequency is part of its name.
    if text.kind(start - 1) == TokenKind::Number && text.word(noun) == "station" {
        start -= 1;
    }
    while start > 0 && comma - start < 6 && (name_word(text, start - 1) || joins(text, start, comma)) {
        start -= 1;
    }
    (start < comma).then_some((start, comma, noun))
}

fn ends_its_phrase(text: &TokenisedText<'_>, next: usize) -> bool {
    text.kind(next) != TokenKind::Word
        || matches!(
            text.word(next),
            "which"
                | "that"
                | "with"
                | "in"
                | "of"
                | "for"
                | "based"
                | "run"
                | "and"
                | "on"
                | "whose"
                | "where"
                | "near"
        )
}

/// `&`, `of` and `for` inside a name.
fn joins(text: &TokenisedText<'_>, start: usize, comma: usize) -> bool {
    start < comma
        && start > 1
        && (text.printed(start - 1) == "&" || matches!(text.word(start - 1), "of" | "for"))
        && name_word(text, start - 2)
}

/// `the parents’ group Breathe Quay`, `radio station Quay Sound`.
fn after_its_kind(text: &TokenisedText<'_>, start: usize) -> Option<(usize, usize, usize)> {
    let noun = start.checked_sub(1)?;
    let small = text.kind(noun) == TokenKind::Word && !text.is_capitalised(noun);
    if !small
        || !matches!(
            text.word(noun),
            "group" | "station" | "agency" | "network" | "outfit"
        )
    {
        return None;
    }
    let before = noun.checked_sub(1)?;
    let kind = if text.kind(before) == TokenKind::Possessive {
        before.checked_sub(1)?
    } else {
        before
    };
    if !GROUPS.contains(&text.word(kind)) || text.is_capitalised(kind) {
        return None;
    }
    let mut end = start;
    while end < start + 6
        && (name_word(text, end)
            || affiliation::OPENING_NAMES.contains(&text.word(end)) && text.is_capitalised(end))
    {
        end += 1;
    }
    (end > start).then_some((start, end, noun))
}

fn name_word(text: &TokenisedText<'_>, i: usize) -> bool {
    let other = Classes::FUNCTION | Classes::HONORIFIC | Classes::CALENDAR | Classes::ROLE;
    text.is_capitalised(i) && !text.classes(i).is(other)
}

fn is_name(text: &TokenisedText<'_>, start: usize, end: usize) -> bool {
    let person = text.classes(start).is(Classes::GIVEN) && end - start < 4;
    let number = text.kind(end - 1) == TokenKind::Number;
    let single = end - start == 1;
    let alone = single && (text.tokens[start].sentence_start || text.classes(start) != Classes::NONE);
    let cut = start > 0 && text.is_capitalised(start - 1) && text.is_mid_sentence(start);
    !person && !alone && !cut && (number || affiliation::acceptable(text, start, end))
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn explained_after_a_comma() {
        for (text, name) in [
            (
                "It is for Zubb Angels, a befriending group, to say.",
                "Zubb Angels",
            ),
            ("So said Zubb 107.5, the local radio station.", "Zubb 107.5"),
            ("She met Heron Quandary, headhunters: a pen.", "Heron Quandary"),
            (
                "She owns Bluebell Quandary, a care home with 11 beds.",
                "Bluebell Quandary",
            ),
        ] {
            assert_eq!(organisations(text), [name], "{text}");
        }
    }

    #[test]
    fn after_a_kind_of_group() {
        assert_eq!(
            organisations("The parents’ group Breathe Quay was not asked."),
            ["Breathe Quay"]
        );
    }

    #[test]
    fn persons_and_towns() {
        for text in [
            "It was Zorble Quandary, a group manager.",
            "It was Leeds, a home of lamps.",
            "It was Clara Wick, a member of a network.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }
}
