//! Hospitals by their saints: `St Osyth’s in Quay`, `a nurse at St Osyth’s` where hospitals are talked of.

use super::{Evidence, Identity, OrganisationMention, covers, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// Finds saints' names that stand for hospitals and hospices.
pub(crate) fn find(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found = Vec::new();
    for start in text.of(Classes::CUE) {
        if text.word(start) == "general" {
            found.extend(general(knowledge, text, start, known));
        }
        let saint = text.word(start) == "st" && text.is_capitalised(start) && text.is_capitalised(start + 1);
        let end = start + 3;
        if !saint
            || text.kind(start + 2) != TokenKind::Possessive
            || text.is_capitalised(end)
            || (start..end).any(|i| covers(known, i))
        {
            continue;
        }
        let Some((cue, kind)) = house(text, start) else {
            continue;
        };
        let name = format!("{} {kind}", naming::printed(text, start, end));
        let row = knowledge.organisation_by_name(&name);
        // Somebody of a church or a school is not `at` a hospital.
        let other = matches!(
            text.word(end),
            "church" | "school" | "primary" | "parish" | "college" | "cathedral" | "hall" | "day" | "road"
        );
        if other {
            continue;
        }
        found.push(OrganisationMention {
            start,
            end,
            identity: row.map_or(Identity::Made(name), Identity::Row),
            rule: RecognitionRule::OrganisationContext,
            evidence: Evidence::Words(text.printed(cue).to_owned()),
        });
    }
    found
}

/// `a nurse at Aberwen General`.
fn general(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    last: usize,
    known: &[OrganisationMention],
) -> Option<OrganisationMention> {
    let other = Classes::ROLE
        | Classes::ROLE_PART
        | Classes::ORGANISATION_WORD
        | Classes::FUNCTION
        | Classes::GIVEN
        | Classes::GENERIC
        | Classes::HONORIFIC;
    let name_word = |i: usize| text.is_capitalised(i) && !text.classes(i).is(other);
    let mut start = last;
    while start > 0 && name_word(start - 1) && last - start < 3 {
        start -= 1;
    }
    let there = matches!(text.word_before(start, 1), "at" | "from" | "of" | "near" | "to");
    let ends = !text.is_capitalised(last + 1) && text.word(last + 1) != "hospital";
    let office = text.word_before(last, 1) == "attorney";
    if start == last
        || !there
        || !ends
        || office
        || !text.is_capitalised(last)
        || (start..=last).any(|i| covers(known, i))
    {
        return None;
    }
    let name = format!("{} Hospital", naming::printed(text, start, last + 1));
    let row = knowledge.organisation_by_any_name(&name);
    Some(OrganisationMention {
        start,
        end: last + 1,
        identity: row.map_or(Identity::Made(name), Identity::Row),
        rule: RecognitionRule::OrganisationSuffix,
        evidence: Evidence::Words("General".to_owned()),
    })
}

/// What it is, and the word of the line that says so.
fn house(text: &TokenisedText<'_>, at: usize) -> Option<(usize, &'static str)> {
    let from = at.saturating_sub(30);
    let to = (at + 30).min(text.tokens.len());
    let hospice = (from..to).find(|i| matches!(text.word(*i), "hospice" | "hospices"));
    let hospital = (at.saturating_sub(12)..(at + 12).min(to)).find(|i| {
        text.classes(*i).is(Classes::TRUST_CUE)
            || matches!(
                text.word(*i),
                "patients" | "nurse" | "nurses" | "doctor" | "doctors" | "consultant" | "operating"
            )
    });
    hospice
        .map(|i| (i, "Hospice"))
        .or_else(|| hospital.map(|i| (i, "Hospital")))
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn saints_where_hospitals_are_talked_of() {
        assert_eq!(
            organisations("Surgeons at St Osyth’s in Quay said no."),
            ["St Osyth's Hospital"]
        );
        assert_eq!(
            organisations("The exception, St Osyth’s, was praised. The hospice is small."),
            ["St Osyth's Hospice"]
        );
    }

    #[test]
    fn saints_elsewhere() {
        for text in [
            "She sang in St Osyth’s.",
            "It was St Osyth’s Day.",
            "He died in a ward near St Osyth’s church.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }
}
