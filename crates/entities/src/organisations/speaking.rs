//! Names of bodies that speak: `a spokesman for Lamplight`, `Lamplight Care said`.
//!
//! Somebody's spokesman is a body's. A verb of saying shows a body only where a word of the name is of bodies' names, so
//! that it is no person's.

use super::{OrganisationMention, covers, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::text::TokenisedText;
use daybook_model::RecognitionRule;

/// Last words of names of papers, plans and offices, which also `say` things.
const NO_BODY: [&str; 30] = [
    "view",
    "act",
    "bill",
    "plan",
    "report",
    "review",
    "inquiry",
    "strategy",
    "paper",
    "papers",
    "framework",
    "guidance",
    "programme",
    "scheme",
    "executive",
    "secretary",
    "minister",
    "director",
    "officer",
    "chair",
    "chairman",
    "editor",
    "mps",
    "survey",
    "index",
    "atlas",
    "today",
    "constitution",
    "mandate",
    "spokesman",
];

/// Names beside spokesmen and verbs of saying.
pub(crate) fn find(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found = Vec::new();
    for cue in text.of(Classes::SAYING | Classes::CUE).filter(|cue| *cue > 0) {
        if text.is_capitalised(cue) {
            continue;
        }
        let spokesman = matches!(text.word(cue), "spokesman" | "spokeswoman" | "spokesperson");
        let span = if spokesman && text.word(cue + 1) == "for" {
            let start = cue + 2 + usize::from(text.word(cue + 2) == "the");
            Some((start, name_from(text, start)))
        } else if spokesman {
            Some((name_before(text, cue), cue)).filter(|(start, end)| own_words(text, *start, *end) > 0)
        } else if text.classes(cue).is(Classes::SAYING) {
            let end = cue - usize::from(matches!(text.word_before(cue, 1), "has" | "have" | "also"));
            Some((name_before(text, end), end)).filter(|(start, end)| is_bodys_name(text, *start, *end))
        } else {
            None
        };
        let Some((start, end)) = span.filter(|(start, end)| start < end && own_words(text, *start, *end) > 0)
        else {
            continue;
        };
        if (start..end).any(|i| covers(known, i)) || NO_BODY.contains(&text.word(end - 1)) {
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

fn is_name_word(text: &TokenisedText<'_>, i: usize) -> bool {
    let other = Classes::FUNCTION
        | Classes::HONORIFIC
        | Classes::CALENDAR
        | Classes::ROLE
        | Classes::GIVEN
        | Classes::SAYING;
    text.is_capitalised(i) && !text.classes(i).is(other)
}

fn name_from(text: &TokenisedText<'_>, start: usize) -> usize {
    (start..)
        .take_while(|i| is_name_word(text, *i))
        .last()
        .map_or(start, |last| last + 1)
}

fn name_before(text: &TokenisedText<'_>, end: usize) -> usize {
    let mut start = end;
    while start > 0 && is_name_word(text, start - 1) {
        start -= 1;
    }
    // What goes on to the left is longer than what could be read here.
    if start > 0 && text.is_capitalised(start - 1) && text.is_mid_sentence(start - 1) {
        end
    } else {
        start
    }
}

/// Words that neither a place nor every body has.
fn own_words(text: &TokenisedText<'_>, start: usize, end: usize) -> usize {
    let empty = Classes::PLACE | Classes::GENERIC | Classes::ROLE_PART;
    (start..end).filter(|i| !text.classes(*i).is(empty)).count()
}

/// Two words or more, one of them of bodies' names.
fn is_bodys_name(text: &TokenisedText<'_>, start: usize, end: usize) -> bool {
    let of_bodies = Classes::ORGANISATION_WORD | Classes::HEAD;
    end > start + 1
        && (start..end).any(|i| text.classes(i).is(of_bodies))
        && (start + 1..end).all(|i| !text.tokens[i].sentence_start)
        && (text.is_mid_sentence(start) || !text.classes(start).is(Classes::ORGANISATION_WORD))
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn spokesmen_and_verbs() {
        let found = organisations("A spokeswoman for Lamplight agreed. It was late, Quayside Care said.");
        assert_eq!(found, ["Lamplight", "Quayside Care"]);
    }

    #[test]
    fn papers_and_persons_do_not_count() {
        for text in [
            "It is what the Ward Forward View says.",
            "Then Zorble Quandary said no.",
            "A CCG spokeswoman said so.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }
}
