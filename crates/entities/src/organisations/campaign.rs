//! Campaigns named by what they want: `Jean Lee of Save Our Ferry`, `Stop the Sell-Off campaigners`.

use super::{OrganisationMention, covers, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::text::TokenisedText;
use daybook_model::RecognitionRule;

/// Verbs that such names begin with.
const WANTS: [&str; 6] = ["save", "stop", "keep", "defend", "protect", "support"];

/// Finds such names inside sentences.
pub(crate) fn find(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found = Vec::new();
    for start in text.of(Classes::CUE).filter(|start| *start > 0) {
        if !text.is_capitalised(start) || !WANTS.contains(&text.word(start)) || !text.is_mid_sentence(start) {
            continue;
        }
        let determiner = matches!(text.word(start + 1), "our" | "the" | "your");
        let first = start + 1 + usize::from(determiner);
        let mut end = first;
        while text.is_capitalised(end) && end - first < 6 {
            end += 1;
        }
        if end > first {
            end = goes_on(text, end);
        }
        let who = text.word_before(start, 1);
        let beside = matches!(
            who,
            "of" | "from" | "group" | "campaign" | "campaigners" | "by" | "where"
        ) || matches!(
            text.word(end),
            "campaign" | "group" | "campaigners" | "supporters" | "said" | "says"
        );
        if end == first || !beside || covers(known, start) {
            continue;
        }
        found.push(naming::made(
            knowledge,
            text,
            start..end,
            RecognitionRule::OrganisationContext,
            text.printed(start),
        ));
    }
    found
}

/// `Save Our Ferry on the Island`, `Protect Quay from Cuts and Closure`.
fn goes_on(text: &TokenisedText<'_>, end: usize) -> usize {
    let name_word = |i: usize| {
        text.is_capitalised(i)
            && !text
                .classes(i)
                .is(Classes::CALENDAR | Classes::HONORIFIC | Classes::GIVEN)
    };
    let the = usize::from(text.word(end + 1) == "the");
    let joint = matches!(text.word(end), "on" | "in" | "from" | "for");
    if !joint || !name_word(end + 1 + the) {
        return end;
    }
    let from = text.word(end) == "from";
    let mut to = end + 1 + the;
    while name_word(to) || (from && text.word(to) == "and" && name_word(to + 1)) {
        to += 1;
    }
    to
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn campaigns() {
        for (text, name) in [
            (
                "Clara Wick of Stop the Sell-Off Flintley said so.",
                "Stop the Sell-Off Flintley",
            ),
            ("It was planned by the group Save Our Ferry.", "Save Our Ferry"),
            (
                "It was planned by the group Save Our Ferry on the Quay.",
                "Save Our Ferry on the Quay",
            ),
            (
                "Abel Wick of Protect Flintley from Cuts and Closure agreed.",
                "Protect Flintley from Cuts and Closure",
            ),
            (
                "Then Keep Our Quays Open campaigners marched.",
                "Keep Our Quays Open",
            ),
        ] {
            assert_eq!(organisations(text), [name], "{text}");
        }
    }

    #[test]
    fn orders_are_none() {
        for text in [
            "Save our ferry!",
            "Stop the Boat now.",
            "They chant Save Our Ferry.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }
}
