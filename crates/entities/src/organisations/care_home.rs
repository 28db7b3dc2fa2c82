//! Care homes and hospices by the houses they are: `Tolliver Grange`, `The Larches`, where homes are talked of.
//!
//! Offices and streets have such names too, so that the line must speak of a care home, a hospice or those who live there.

use super::{OrganisationMention, covers, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// The cue stands so many tokens away at most.
const NEAR: usize = 14;

/// Last words of houses' names.
const HOUSES: [&str; 15] = [
    "house", "lodge", "grange", "manor", "villa", "lea", "cottage", "court", "hall", "priory", "haven",
    "nook", "gables", "mount", "view",
];

/// What stands alone after `The`.
const AFTER_THE: [&str; 20] = [
    "larches",
    "elms",
    "beeches",
    "limes",
    "firs",
    "laurels",
    "hollies",
    "oaks",
    "willows",
    "poplars",
    "cedars",
    "grange",
    "gables",
    "chestnuts",
    "pines",
    "sycamores",
    "birches",
    "hawthorns",
    "maples",
    "orchards",
];

/// First words of houses where nobody lives: seats of government, of the media and of the professions.
const OFFICES: [&str; 26] = [
    "richmond",
    "quarry",
    "wellington",
    "skipton",
    "maple",
    "portcullis",
    "chatham",
    "upper",
    "lower",
    "white",
    "somerset",
    "lancaster",
    "marlborough",
    "bush",
    "broadcasting",
    "tavistock",
    "bma",
    "congress",
    "transport",
    "random",
    "opera",
    "norman",
    "millbank",
    "crown",
    "county",
    "town",
];

/// Houses of which their line says that people are cared for there.
pub(crate) fn find(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found = Vec::new();
    for last in text.capitals().filter(|last| *last > 0) {
        let Some(start) = beginning(text, last) else {
            continue;
        };
        let end = last + 1;
        if (start..end).any(|i| covers(known, i)) {
            continue;
        }
        let Some(cue) = cue_near(text, start, end) else {
            continue;
        };
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

/// Where the name of the house begins that a token ends.
fn beginning(text: &TokenisedText<'_>, last: usize) -> Option<usize> {
    if text.is_capitalised(last + 1) {
        return None;
    }
    let word = text.word(last);
    if AFTER_THE.contains(&word) && text.printed(last - 1) == "The" {
        return Some(last - 1);
    }
    if !HOUSES.contains(&word) {
        return None;
    }
    let other = Classes::FUNCTION | Classes::HONORIFIC | Classes::CALENDAR | Classes::ROLE;
    // `Hope House` is no person's name, `Clara House` is.
    let name_word = |i: usize| {
        let classes = text.classes(i);
        text.is_capitalised(i) && !classes.is(other) && !classes.is_plain_given_name()
    };
    let mut start = last;
    while start > 0 && last - start < 3 && name_word(start - 1) {
        start -= 1;
    }
    let given_before =
        start > 0 && text.is_capitalised(start - 1) && text.classes(start - 1).is(Classes::GIVEN);
    (start < last && !given_before && !OFFICES.contains(&text.word(start))).then_some(start)
}

/// The word of its line, not far away, that speaks of a home.
fn cue_near(text: &TokenisedText<'_>, start: usize, end: usize) -> Option<usize> {
    let on_the_line = |i: &usize| text.kind(*i) != TokenKind::Break;
    let before = (start.saturating_sub(NEAR)..start).rev().take_while(on_the_line);
    let after = (end..(end + NEAR).min(text.tokens.len())).take_while(on_the_line);
    before.chain(after).find(|i| is_cue(text, *i))
}

fn is_cue(text: &TokenisedText<'_>, at: usize) -> bool {
    match text.word(at) {
        "hospice" | "hospices" | "residents" | "matron" => true,
        "home" | "homes" => matches!(
            text.word_before(at, 1),
            "care" | "nursing" | "residential" | "its" | "rest" | "retirement" | "children's" | "of"
        ),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn houses_where_people_are_cared_for() {
        for (text, name) in [
            (
                "She moved from the care home Tolliver Grange in May.",
                "Tolliver Grange",
            ),
            (
                "Residents said that residents of Sandling House were well.",
                "Sandling House",
            ),
            (
                "Inspectors of care homes went to The Larches twice.",
                "The Larches",
            ),
            (
                "At Quandary Lodge in Quay, one of its homes, they sang.",
                "Quandary Lodge",
            ),
        ] {
            assert_eq!(organisations(text), [name], "{text}");
        }
    }

    #[test]
    fn other_houses() {
        for text in [
            "We went to Sandling House in the rain.",
            "We went to Richmond House to talk of care homes.",
            "The care home owner Clara House wrote.",
            "The larches by the care home are tall.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }
}
