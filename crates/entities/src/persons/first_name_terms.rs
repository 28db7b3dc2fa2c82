//! Persons whom a page calls by a given name only: `thanks to Clara on the phones`, `If this is you, Clara,`, `when Clara
//! died`, `She’s called Clara`.
//!
//! The caller has seen to it that the name is no everyday word, no place and nobody's of the page.

use super::name::Candidate;
use crate::lexicon::Classes;
use crate::text::{TokenKind, TokenisedText};

/// The token that shows a person by what is done with or by the name.
pub(super) fn show(text: &TokenisedText<'_>, candidate: &Candidate) -> Option<usize> {
    let (start, end) = (candidate.start, candidate.end);
    // In names of things the next word has a capital too, and shops and storms go by given names after an article.
    let alone = !text.is_capitalised(end)
        && text.is_mid_sentence(start)
        && !text
            .classes(start)
            .is(Classes::LISTED_WORD | Classes::REPORT_SURNAME | Classes::CALENDAR)
        && start
            .checked_sub(1)
            .is_none_or(|before| !text.is_capitalised(before));
    if !alone {
        return None;
    }
    let before = start.checked_sub(1)?;
    let closed = matches!(
        text.kind(end),
        TokenKind::Mark | TokenKind::Break | TokenKind::Possessive
    ) || text.classes(end).is(Classes::FUNCTION | Classes::ACTING)
        || matches!(text.word(end), "on" | "at" | "in" | "for" | "and");
    let given_to = matches!(
        text.word(before),
        "to" | "from" | "with" | "by" | "for" | "called"
    ) && closed;
    let spoken_to = text.word(before) == ","
        && matches!(text.word(end), "," | "." | "?" | "!")
        && is_spoken_to(text, start);
    let remembered = matches!(
        text.word(end),
        "died" | "lived" | "smiled" | "laughed" | "shrugged" | "waved"
    );
    if given_to || spoken_to {
        Some(before)
    } else {
        remembered.then_some(end)
    }
}

/// Is somebody spoken to in the words before? `you`, `your`
fn is_spoken_to(text: &TokenisedText<'_>, start: usize) -> bool {
    let before = (start.saturating_sub(8)..start).rev();
    before
        .take_while(|i| text.kind(*i) != TokenKind::Break && text.word(*i) != ".")
        .any(|i| matches!(text.word(i), "you" | "your" | "it" | "we"))
}

#[cfg(test)]
mod tests {
    use crate::testing::persons;

    #[test]
    fn first_name_terms() {
        for text in [
            "Thank you to the panel, and to Clara on the help desk.",
            "We never doubted it for you, Clara.",
            "It was sad when Clara died at home.",
            "The carer is called Clara and she stays.",
        ] {
            assert_eq!(persons(text), ["Clara"], "{text}");
        }
    }

    #[test]
    fn names_of_other_things() {
        for text in [
            "They went to Clara Street in the rain.",
            "It was a gift to Mark.",
            "The Clara died in port.",
            "A project, Clara, was begun.",
        ] {
            assert_eq!(persons(text), Vec::<String>::new(), "{text}");
        }
    }
}
