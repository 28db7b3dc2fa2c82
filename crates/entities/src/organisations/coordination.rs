//! Names that share one ending in the plural: `Sandhaven, Quayside and Marlbury hospitals`, `Vale and Wold CCGs`.
//!
//! Each is a body of its own. The plural is in small letters: `Vale and Wold Hospitals` is one trust.

use super::{Evidence, Identity, OrganisationMention, covers, endings::EndingKind, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::text::{Shape, TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// Finds the names of such lists.
pub(crate) fn find(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found = Vec::new();
    for head in text.of(Classes::HEAD).filter(|head| *head >= 2) {
        let Some(singular) = singular_of(text, head).filter(|_| !covers(known, head)) else {
            continue;
        };
        let first = if text.word(head) == "groups" {
            head.saturating_sub(2)
        } else {
            head
        };
        let names = names_before(text, first);
        let own = names.iter().any(|(start, end)| {
            (*start..*end).any(|i| !text.classes(i).is(Classes::PLACE)) || text.word(head) != "hospitals"
        });
        if names.len() < 2 || !own {
            continue;
        }
        for (start, end) in names {
            let last = end == first;
            if (start..end).any(|i| covers(known, i)) {
                continue;
            }
            found.push(OrganisationMention {
                start,
                end: if last { head + 1 } else { end },
                identity: identity(knowledge, &naming::printed(text, start, end), singular),
                rule: RecognitionRule::OrganisationSuffix,
                evidence: Evidence::Words(text.printed(head).to_owned()),
            });
        }
    }
    found
}

fn singular_of(text: &TokenisedText<'_>, head: usize) -> Option<&'static str> {
    let small = text.tokens[head].shape == Shape::Lower;
    match text.word(head) {
        "hospitals" if small => Some("Hospital"),
        "councils" if small => Some("Council"),
        "universities" if small => Some("University"),
        "groups"
            if (text.word_before(head, 2), text.word_before(head, 1)) == ("clinical", "commissioning") =>
        {
            Some("Clinical Commissioning Group")
        }
        "ccgs" => Some("Clinical Commissioning Group"),
        "pcts" => Some("Primary Care Trust"),
        _ => None,
    }
}

/// The names before the plural, joined by commas and one `and`, the last first.
fn names_before(text: &TokenisedText<'_>, head: usize) -> Vec<(usize, usize)> {
    let mut names = Vec::new();
    let mut end = head;
    loop {
        let mut start = end;
        while start > 0 && end - start < 4 && is_name_word(text, start - 1) {
            start -= 1;
        }
        if start == end {
            break;
        }
        names.push((start, end));
        let joint = match names.len() {
            1 if text.word_before(start, 1) == "and" => 1 + usize::from(text.word_before(start, 2) == ","),
            1 => break,
            _ if text.word_before(start, 1) == "," => 1,
            _ => break,
        };
        end = start - joint;
    }
    names
}

fn is_name_word(text: &TokenisedText<'_>, i: usize) -> bool {
    let other = Classes::FUNCTION
        | Classes::HONORIFIC
        | Classes::CALENDAR
        | Classes::ROLE
        | Classes::SAYING
        | Classes::HEAD;
    let adjective = matches!(
        text.word(i),
        "english"
            | "scottish"
            | "welsh"
            | "irish"
            | "british"
            | "labour"
            | "conservative"
            | "tory"
            | "nhs"
            | "england"
    );
    text.kind(i) == TokenKind::Word && text.is_capitalised(i) && !text.classes(i).is(other) && !adjective
}

fn identity(knowledge: &Knowledge, core: &str, singular: &str) -> Identity {
    let whole = format!("{core} {singular}");
    let by_core = match singular {
        "Clinical Commissioning Group" => {
            knowledge.organisation_by_core(EndingKind::CommissioningGroup, core)
        }
        "Primary Care Trust" => knowledge.organisation_by_core(EndingKind::PrimaryCareTrust, core),
        _ => None,
    };
    let row = by_core
        .or_else(|| knowledge.organisation_by_any_name(&whole))
        .or_else(|| {
            (singular == "University")
                .then(|| knowledge.organisation_by_any_name(&format!("University of {core}")))?
        });
    row.map_or(Identity::Made(whole), Identity::Row)
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn each_is_one() {
        for (text, names) in [
            (
                "Sandhaven, Quayside and Marlbury hospitals all belong to it.",
                vec!["Sandhaven Hospital", "Quayside Hospital", "Marlbury Hospital"],
            ),
            (
                "Managers at Vale and Wold CCGs agreed.",
                vec![
                    "Vale Clinical Commissioning Group",
                    "Wold Clinical Commissioning Group",
                ],
            ),
            (
                "Flintley and Marlbury councils agreed.",
                vec!["Flintley Council", "Marlbury Council"],
            ),
            (
                "Students of Thornby and Wexcombe universities came.",
                vec!["Thornby University", "Wexcombe University"],
            ),
        ] {
            assert_eq!(organisations(text), names, "{text}");
        }
    }

    #[test]
    fn sorts_of_bodies_are_none() {
        for text in [
            "English and Welsh hospitals differ.",
            "Labour and Conservative councils differ.",
            "Large and small hospitals differ.",
            "The CCGs and councils met.",
            "In Leeds and London hospitals were full.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }
}
