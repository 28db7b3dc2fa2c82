//! Small bodies and firms by what they are made of: `Quay Carers`, `Thornby Men’s Shed`, `Flintley Good Companions`.
//!
//! Such words stand in many phrases (`Young Carers`, `Public Law`), so that a place or a word that nothing else explains must
//! begin the name, and its capital must not be the sentence's own unless a verb follows.

use super::{OrganisationMention, covers, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::page::Page;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// Names before such words.
pub(crate) fn find(
    knowledge: &Knowledge,
    page: &Page<'_>,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found = Vec::new();
    for last in text.of(Classes::COLLECTIVE).filter(|last| *last > 0) {
        let ends = text.is_capitalised(last)
            && (!text.is_capitalised(last + 1) || is_place_of_it(text, last + 1))
            && text.kind(last + 1) != TokenKind::Possessive;
        if !ends || covers(known, last) {
            continue;
        }
        let start = beginning(text, last, known);
        if start == last || !is_name(page, text, start, last) {
            continue;
        }
        let end = if is_place_of_it(text, last + 1) {
            last + 2
        } else {
            purpose_end(text, last + 1)
        };
        found.push(naming::made(
            knowledge,
            text,
            start..end,
            RecognitionRule::OrganisationSuffix,
            text.printed(last),
        ));
    }
    found
}

/// `Hospital Volunteers Dorset`: its place, and no other name after it.
fn is_place_of_it(text: &TokenisedText<'_>, at: usize) -> bool {
    let only_a_place = !text
        .classes(at)
        .is(Classes::GIVEN | Classes::ROLE | Classes::HEAD | Classes::THING);
    text.is_capitalised(at)
        && text.classes(at).is(Classes::PLACE)
        && only_a_place
        && !text.is_capitalised(at + 1)
}

fn beginning(text: &TokenisedText<'_>, last: usize, known: &[OrganisationMention]) -> usize {
    let name_word = |i: usize| {
        text.is_capitalised(i)
            && !covers(known, i)
            && !text
                .classes(i)
                .is(Classes::HONORIFIC | Classes::CALENDAR | Classes::SAYING)
    };
    let mut start = last;
    while start > 0 && last - start < 6 {
        let before = start - 1;
        let possessive = text.kind(before) == TokenKind::Possessive && before > 0;
        if possessive && last - before == 1 && name_word(before - 1) {
            start = before - 1;
        } else if name_word(before) || text.printed(before) == "&" {
            start = before;
        } else {
            break;
        }
    }
    while start < last && text.classes(start).is(Classes::FUNCTION) {
        start += 1;
    }
    start
}

fn is_name(page: &Page<'_>, text: &TokenisedText<'_>, start: usize, last: usize) -> bool {
    let first = text.classes(start);
    let strange = first == Classes::NONE || first == Classes::LISTED_WORD;
    let place = first.is(Classes::PLACE);
    let large = matches!(
        text.word(start),
        "england" | "britain" | "wales" | "scotland" | "europe" | "uk" | "london" | "ireland"
    );
    let opens = text.tokens[start].sentence_start;
    let verb = text.classes(last + 1).is(Classes::ACTING | Classes::SAYING)
        || (text.word(last + 1) == ","
            && matches!(text.word(last + 2), "who" | "which" | "from" | "in" | "of"));
    let several = (start..last).filter(|i| text.is_capitalised(*i)).count() > 0;
    several
        && (strange || (place && !large))
        && !first.is(Classes::GIVEN)
        && !page.has_in_small_letters(text.word(start))
        && (!opens || verb)
        && text.kind(start) == TokenKind::Word
        && !matches!(text.word_before(start, 1), "a" | "an" | "every" | "each")
}

/// `Dales Mothers for Maternity`.
fn purpose_end(text: &TokenisedText<'_>, end: usize) -> usize {
    let plain = |i: usize| {
        text.is_capitalised(i)
            && !text
                .classes(i)
                .is(Classes::PLACE | Classes::CALENDAR | Classes::GIVEN)
    };
    if text.word(end) == "for" && plain(end + 1) && !text.is_capitalised(end + 2) {
        end + 2
    } else {
        end
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn what_bodies_are_made_of() {
        let found = organisations(
            "It was called by Quandary Carers. He spent an afternoon at Thornby Men’s Shed, and Flintley Good \
             Companions is the best. A case brought by Zubb Mothers for Maternity.",
        );
        assert_eq!(
            found,
            [
                "Quandary Carers",
                "Thornby Men's Shed",
                "Flintley Good Companions",
                "Zubb Mothers for Maternity"
            ]
        );
    }

    #[test]
    fn phrases_are_none() {
        for text in [
            "It is for Young Carers and for Public Law.",
            "All Volunteers came. Britain’s Mothers agreed.",
            "He met Clara Friends.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }
}
