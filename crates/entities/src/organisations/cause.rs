//! Groups named by who they are and what they want: `Doctors for Wexcombe`, `Mums Against the Cuts`.

use super::{OrganisationMention, covers, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// What such names begin with.
const WHO: [&str; 33] = [
    "academics",
    "action",
    "artists",
    "britons",
    "businesses",
    "carers",
    "christians",
    "citizens",
    "dads",
    "docs",
    "doctors",
    "economists",
    "families",
    "fathers",
    "justice",
    "lawyers",
    "medics",
    "midwives",
    "mothers",
    "mums",
    "nurses",
    "parents",
    "patients",
    "pensioners",
    "physicians",
    "residents",
    "scientists",
    "staff",
    "students",
    "teachers",
    "veterans",
    "women",
    "workers",
];

/// Finds such names.
pub(crate) fn find(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found = Vec::new();
    for start in text.capitals() {
        if !matches!(text.word(start + 1), "for" | "against")
            || !WHO.contains(&text.word(start))
            || covers(known, start)
            || (start > 0 && text.is_capitalised(start - 1) && text.is_mid_sentence(start))
        {
            continue;
        }
        let first = start + 2 + usize::from(matches!(text.word(start + 2), "the" | "our"));
        let end = wanted(text, first);
        if end == first || !stands_alone(text, start, end) {
            continue;
        }
        found.push(naming::made(
            knowledge,
            text,
            start..end,
            RecognitionRule::OrganisationContext,
            text.printed(start + 1),
        ));
    }
    found
}

/// The end of what is wanted.
fn wanted(text: &TokenisedText<'_>, first: usize) -> usize {
    let name_word = |i: &usize| {
        text.is_capitalised(*i)
            && !text
                .classes(*i)
                .is(Classes::CALENDAR | Classes::HONORIFIC | Classes::GIVEN | Classes::ROLE)
    };
    (first..first + 5)
        .take_while(name_word)
        .last()
        .map_or(first, |last| last + 1)
}

/// Inside a sentence the capital is the name's, if no noun follows that it belongs to; at its head a verb must follow.
fn stands_alone(text: &TokenisedText<'_>, start: usize, end: usize) -> bool {
    let verb = text.classes(end).is(Classes::SAYING | Classes::ACTING) && !text.is_capitalised(end);
    if !text.is_mid_sentence(start) {
        return verb;
    }
    match text.kind(end) {
        TokenKind::Word => verb || text.classes(end).is(Classes::FUNCTION),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn groups_for_and_against() {
        assert_eq!(
            organisations("It was paid by Doctors for Wexcombe and Mums Against the Cuts."),
            ["Doctors for Wexcombe", "Mums Against the Cuts"]
        );
        assert_eq!(
            organisations("Nurses for Wexcombe said so."),
            ["Nurses for Wexcombe"]
        );
    }

    #[test]
    fn people_who_are_for_something() {
        for text in [
            "Doctors for the new hospital were few.",
            "Nurses for Wexcombe trusts are few.",
            "He asked doctors for Wexcombe.",
            "It was Justice for Clara Wick that she wanted.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }
}
