//! Branches of charities and campaigns, each a body of its own: `Age UK Quay and Localities`, `Headway East Quay`, `Mind in
//! Thornby`.

use super::extent::right_edge;
use super::{Identity, OrganisationMention, covers, naming};
use crate::gazetteer::OrganisationKind;
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::text::TokenisedText;
use daybook_model::RecognitionRule;

/// Listed names with the branch's place after them.
pub(crate) fn find(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    known
        .iter()
        .filter_map(|whole| {
            let end = end_of_branch(knowledge, text, whole, known)?;
            let cue = text.printed_span(whole.start, whole.end);
            Some(naming::made(
                knowledge,
                text,
                whole.start..end,
                RecognitionRule::OrganisationPrefix,
                cue,
            ))
        })
        .collect()
}

fn end_of_branch(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    whole: &OrganisationMention,
    known: &[OrganisationMention],
) -> Option<usize> {
    let name = text.words(whole.start, whole.end);
    let many = matches!(
        name,
        "age uk" | "citizens advice" | "age concern" | "carers trust" | "bbc radio"
    );
    let local = matches!(whole.identity, Identity::Row(row) if matches!(
        knowledge.organisation(row).kind,
        OrganisationKind::Charity | OrganisationKind::PressureGroup
    ));
    let within = name == "mind" && text.word(whole.end) == "in";
    let first = whole.end + usize::from(within);
    if !(many || local) || !text.is_capitalised(first) || text.tokens[first].sentence_start {
        return None;
    }
    if many && !within {
        let other = Classes::GIVEN
            | Classes::ROLE
            | Classes::ROLE_PART
            | Classes::THING
            | Classes::FUNCTION
            | Classes::HEAD;
        let place = text.classes(first).is(Classes::PLACE);
        let strange = place || !text.classes(first).is(other);
        return strange.then(|| {
            let over_and = right_edge(text, first, true, known);
            let alone = capitals(text, first);
            // `Age UK Quay and Thornby` is one, `Age UK Quay and Thornby Angels` are two.
            if over_and == alone + 2 || places_only(text, alone, over_and) {
                over_and
            } else {
                alone
            }
        });
    }
    let end = capitals(text, first);
    let places = places_only(text, first, end);
    (places && !covers(known, first) && !is_country(text, first, end)).then_some(end)
}

fn capitals(text: &TokenisedText<'_>, first: usize) -> usize {
    (first..first + 4)
        .take_while(|i| text.is_capitalised(*i) && text.printed(*i).len() > 1)
        .last()
        .map_or(first, |last| last + 1)
}

/// Places, directions and what joins them.
fn places_only(text: &TokenisedText<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|i| {
        text.classes(i).is(Classes::PLACE)
            || !text.is_capitalised(i)
            || matches!(
                text.word(i),
                "north" | "south" | "east" | "west" | "mid" | "central"
            )
    })
}

/// A charity's branch of a country is the charity.
fn is_country(text: &TokenisedText<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|i| {
        matches!(
            text.word(i),
            "england" | "scotland" | "wales" | "ireland" | "britain" | "uk" | "europe" | "africa" | "america"
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::with;
    use crate::{PageText, Recogniser};
    use std::sync::LazyLock;

    static RECOGNISER: LazyLock<Recogniser> = LazyLock::new(|| {
        with(
            "[[organisation]]\nname = \"Lampway\"\nkind = \"charity\"\n\n[[organisation]]\nname = \"Mind\"\nkind = \
             \"charity\"\n\n[[organisation]]\nname = \"Age UK\"\nkind = \"charity\"\n",
        )
    });

    fn organisations(text: &str) -> Vec<String> {
        let page = PageText {
            entries: vec![text],
            ..PageText::default()
        };
        let names = RECOGNISER.recognise(&page).remove(0);
        names.organisations.into_iter().map(|found| found.name).collect()
    }

    #[test]
    fn places_after_charities() {
        assert_eq!(
            organisations("We met Lampway East Leeds, Mind in Harrow and Age UK Quay and Localities."),
            [
                "Lampway East Leeds",
                "Mind in Harrow",
                "Age UK Quay and Localities"
            ]
        );
        assert_eq!(
            organisations("We met Age UK Leeds and Quandary Owls."),
            ["Age UK Leeds"]
        );
    }

    #[test]
    fn countries_and_other_words_are_none() {
        assert_eq!(
            organisations("We met Lampway Wales and Lampway Lamp Week."),
            ["Lampway"]
        );
    }
}
