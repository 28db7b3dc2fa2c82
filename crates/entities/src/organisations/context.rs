//! Names that a common noun beside them shows: `the charity Lamplight`, `Lamplight, a charity`.

use super::extent::right_edge;
use super::{OrganisationMention, covers, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::page::Page;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// Names beside nouns that say what they are.
pub(crate) fn find(
    knowledge: &Knowledge,
    page: &Page<'_>,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found = Vec::new();
    for noun in text.of(Classes::KIND_NOUN) {
        if text.is_capitalised(noun) || covers(known, noun) {
            continue;
        }
        let after = named_after(text, noun, known);
        let before = || named_in_apposition(text, noun).or_else(|| named_before(page, text, noun));
        let Some((start, end)) = after.or_else(before) else {
            continue;
        };
        let only_places = (start..end).all(|i| text.classes(i).is(Classes::PLACE));
        if only_places || (start..end).any(|i| covers(known, i)) {
            continue;
        }
        found.push(naming::made(
            knowledge,
            text,
            start..end,
            RecognitionRule::OrganisationContext,
            text.printed(noun),
        ));
    }
    found
}

/// `the charity Lamplight`, `research organisation lamp-light.co.uk`.
fn named_after(
    text: &TokenisedText<'_>,
    noun: usize,
    known: &[OrganisationMention],
) -> Option<(usize, usize)> {
    let start = noun + 1;
    // `a small charity called Lamplight Voices`, `an outfit from Quay called Lamplight`
    let whence = usize::from(matches!(text.word(start), "from" | "in" | "of" | "near")) * 3;
    let called = (start..=start + whence).find(|i| matches!(text.word(*i), "called" | "named"));
    let start = called.map_or(start, |called| called + 1);
    if text.kind(start) == TokenKind::Domain {
        return Some((start, start + 1));
    }
    // The plural introduces lists of anything: `charities Age ...`.
    let hired = matches!(
        text.word_before(noun, 1),
        "by" | "to" | "from" | "with" | "hired" | "paid"
    );
    if !hired
        && matches!(
            text.word(noun),
            "consultants" | "auditors" | "pollsters" | "campaigners" | "analysts"
        )
    {
        return None;
    }
    // `The charity, Lamplight, used`
    let start = if text.word(start) == "," && text.is_capitalised(start + 1) {
        start + 1
    } else {
        start
    };
    let apposed = text.word_before(start, 1) == ",";
    if !can_begin(text, start) || text.tokens[start].sentence_start {
        return None;
    }
    let end = right_edge(text, start, true, known);
    let end = if text.printed_span(start, end).contains(" and ") && !apposed && !is_called(text, start) {
        right_edge(text, start, false, known)
    } else {
        end
    };
    let person = text.classes(start).is(Classes::GIVEN) && end - start <= 3;
    // `an Oxford firm, Lamplight & Lee.`
    let determined = || {
        (1..=3).any(|back| {
            matches!(
                text.word_before(noun, back),
                "the" | "a" | "an" | "its" | "another"
            )
        })
    };
    let closed = !apposed || (matches!(text.word(end), "," | "." | ";" | "") && determined());
    (end > start && !person && closed).then_some((start, end))
}

fn is_called(text: &TokenisedText<'_>, start: usize) -> bool {
    matches!(text.word_before(start, 1), "called" | "named")
}

/// `Lamplight, a charity`, `Lamplight, the disability charity`.
fn named_in_apposition(text: &TokenisedText<'_>, noun: usize) -> Option<(usize, usize)> {
    let comma = (1..=6)
        .filter_map(|back| noun.checked_sub(back))
        .find(|i| text.word(*i) == ",")?;
    if !matches!(text.word(comma + 1), "a" | "an" | "the") {
        return None;
    }
    name_up_to(text, comma).filter(|(start, _)| !text.classes(*start).is(Classes::GIVEN))
}

/// `Lamplight social enterprise`, `the LMP union`.
fn named_before(page: &Page<'_>, text: &TokenisedText<'_>, noun: usize) -> Option<(usize, usize)> {
    let noun_start = if matches!(text.word_before(noun, 1), "social" | "trade" | "think") {
        noun.checked_sub(1)?
    } else {
        noun
    };
    let alone = matches!(
        text.word(noun),
        "charity" | "union" | "consultancy" | "enterprise" | "tank" | "thinktank" | "think tank"
    );
    let (start, end) = name_up_to(text, noun_start).filter(|_| alone)?;
    let single = end - start == 1;
    let everyday = single
        && (text.tokens[start].sentence_start && page.has_in_small_letters(text.word(start))
            || text
                .classes(start)
                .is(Classes::ORGANISATION_WORD | Classes::LISTED_WORD | Classes::PLACE | Classes::ROLE_PART));
    (!everyday).then_some((start, end))
}

/// The run of capitalised words that ends before a token.
fn name_up_to(text: &TokenisedText<'_>, end: usize) -> Option<(usize, usize)> {
    let mut start = end;
    while start > 0 && can_begin(text, start - 1) && end - start < 6 {
        start -= 1;
    }
    (start < end).then_some((start, end))
}

fn can_begin(text: &TokenisedText<'_>, i: usize) -> bool {
    let classes = text.classes(i);
    text.is_capitalised(i)
        && !classes.is(Classes::FUNCTION | Classes::HONORIFIC | Classes::CALENDAR | Classes::ROLE)
        && text.word(i) != "nhs"
        && !matches!(
            text.word(i),
            "british"
                | "american"
                | "english"
                | "scottish"
                | "welsh"
                | "french"
                | "german"
                | "swedish"
                | "ccg"
                | "gp"
        )
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn nouns_before() {
        let found = organisations(
            "It was shown by the charity Lamplight on Sea and the survey firm Lamp-light.co.uk.",
        );
        assert_eq!(found, ["Lamplight on Sea", "Lamp-light.co.uk"]);
    }

    #[test]
    fn nouns_that_call_it_so() {
        assert_eq!(
            organisations("It went to a small outfit from Quay called Lamplight Informatics."),
            ["Lamplight Informatics"]
        );
        assert_eq!(
            organisations("It went to an outfit from Quay in Wexcombe, and Lamplight Quandary burned."),
            Vec::<String>::new()
        );
    }

    #[test]
    fn nouns_after() {
        let found = organisations(
            "It came from Lamplight, a mental health charity. The Dockside Lamps social enterprise agreed.",
        );
        assert_eq!(found, ["Lamplight", "Dockside Lamps"]);
    }

    #[test]
    fn plain_nouns_name_nothing() {
        assert_eq!(
            organisations("A charity said so. The union. British firm agrees."),
            Vec::<String>::new()
        );
    }
}
