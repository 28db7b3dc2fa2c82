//! Names of what people belong to and what does things as bodies do: `a partner at Quay Lane Surgery`, `two members of Bread
//! Not Bombs`, `run by Thornby Grove`.
//!
//! A trustee is always a body's; volunteers and lawyers come from bodies and from towns, so that the name must have more than
//! one word or a word of bodies' names.

use super::{OrganisationMention, affiliation, naming, suffix};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::page::Page;
use crate::text::{Shape, TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// How much a name must say for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Demand {
    /// Whatever stands there is a body.
    Nothing,
    /// It may be a town: two words.
    TwoWords,
    /// It may be a town or a person: three words, or a word of bodies' names.
    BodyWord,
}

/// Names after such words.
pub(crate) fn find(
    knowledge: &Knowledge,
    page: &Page<'_>,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found = Vec::new();
    for start in text.capitals() {
        let Some(joint) = text.before_name(start).filter(|joint| *joint > 0) else {
            continue;
        };
        if !matches!(text.word(joint), "of" | "at" | "from" | "by")
            || text.is_capitalised(joint)
            || text.word(start) == "the"
        {
            continue;
        }
        let Some(demand) = demand(text, joint) else {
            continue;
        };
        let end = name_end(text, start, known);
        if end == start || !suffices(knowledge, page, text, start, end, demand) {
            continue;
        }
        let cue = text.printed_span(joint - 1, joint + 1);
        found.push(naming::made(
            knowledge,
            text,
            start..end,
            RecognitionRule::OrganisationContext,
            cue,
        ));
    }
    found
}

/// What the words before `of`, `at`, `from` or `by` ask of the name after it; nothing where they show none.
fn demand(text: &TokenisedText<'_>, joint: usize) -> Option<Demand> {
    let before = text.word_before(joint, 1);
    let small = text.kind(joint - 1) == TokenKind::Word && !text.is_capitalised(joint - 1);
    if !small {
        return None;
    }
    match text.word(joint) {
        "of" => match before {
            "trustee" | "trustees" | "patron" | "patrons" | "employees" | "shareholders" | "subsidiary" => {
                Some(Demand::Nothing)
            }
            "member" | "members" | "owner" | "owners" | "administrators" | "supporters" | "boss"
            | "founders" => Some(Demand::TwoWords),
            "director" | "partner" | "executive"
                if matches!(
                    text.word_before(joint, 2),
                    "managing" | "associate" | "senior" | "chief" | "creative"
                ) =>
            {
                Some(Demand::TwoWords)
            }
            _ => None,
        },
        "at" => {
            let role = matches!(
                before,
                "partner"
                    | "director"
                    | "consultant"
                    | "gp"
                    | "trustee"
                    | "receptionist"
                    | "solicitor"
                    | "barrister"
                    | "lawyer"
                    | "researcher"
                    | "analyst"
                    | "manager"
                    | "matron"
                    | "counsellor"
                    | "adviser"
                    | "economist"
                    | "lecturer"
                    | "fellow"
            );
            role.then_some(Demand::TwoWords)
        }
        "from" => match before {
            "volunteers" | "campaigners" | "protesters" | "lobbyists" | "solicitors" | "lawyers"
            | "volunteer" | "campaigner" | "solicitor" | "lawyer" | "members" | "loan" | "managers"
            | "researchers" | "carers" | "voice" => Some(Demand::TwoWords),
            "men" | "women" | "man" | "woman" | "people" | "letter" | "delegates" | "staff" | "nurses" => {
                Some(Demand::BodyWord)
            }
            _ => None,
        },
        _ => match before {
            "run" | "owned" | "operated" | "bought" | "acquired" | "supplied" | "managed" | "employed"
            | "funded" | "commissioned" | "brought" | "sponsored" | "organised" | "published"
            | "provided" | "called" | "hired" | "built" | "backed" | "paid" | "produced" | "developed"
            | "over" => Some(Demand::BodyWord),
            _ => None,
        },
    }
}

/// The end of the capitalised words, with small words between them where the name goes on.
fn name_end(text: &TokenisedText<'_>, start: usize, known: &[OrganisationMention]) -> usize {
    let name_word = |i: usize| {
        let opens = affiliation::OPENING_NAMES.contains(&text.word(i));
        text.is_capitalised(i)
            && !known.iter().any(|m| m.start == i && m.end - m.start > 1)
            && (opens
                || matches!(text.word(i), "our" | "not" | "your" | "all")
                || !text
                    .classes(i)
                    .is(Classes::HONORIFIC | Classes::CALENDAR | Classes::FUNCTION))
    };
    let mut end = start;
    while end < start + 8 {
        let after = |words: usize| end > start && name_word(end + words);
        let of = matches!(text.word(end), "for" | "of") && !text.classes(end + 1).is(Classes::PLACE);
        // `Feed the Flints`, `Thornby’s Lamps`
        let one = of || text.word(end) == "the" || text.kind(end) == TokenKind::Possessive;
        let two = matches!(text.word(end), "on" | "of" | "for") && text.word(end + 1) == "the";
        if name_word(end) || (text.printed(end) == "&" && after(1)) {
            end += 1;
        } else if one && after(1) {
            end += 2;
        } else if two && after(2) {
            end += 3;
        } else {
            break;
        }
    }
    end
}

fn suffices(
    knowledge: &Knowledge,
    page: &Page<'_>,
    text: &TokenisedText<'_>,
    start: usize,
    end: usize,
    demand: Demand,
) -> bool {
    let first = text.classes(start);
    let last = text.classes(end - 1);
    let words = (start..end).filter(|i| text.is_capitalised(*i)).count();
    // `Parliament`, `the House`: a topic alone names nobody.
    let empty =
        Classes::PLACE | Classes::GENERIC | Classes::ROLE_PART | Classes::ORGANISATION_WORD | Classes::ROLE;
    let own = (start..end).any(|i| text.is_capitalised(i) && !text.classes(i).is(empty));
    let person = first.is(Classes::GIVEN)
        || (words == 2 && !knowledge.persons_of_surname(text.word(end - 1)).is_empty())
        || (words == 2 && text.printed(end - 1).contains('-'));
    let street = last.is(Classes::THING) && !last.is(Classes::HEAD | Classes::COLLECTIVE);
    let title = text.word(start) == "the" || text.tokens[start].shape == Shape::Caps && words == 1;
    let thing = suffix::MAKES_A_THING.contains(&text.word(end - 1));
    if !own || street || title || thing || person && words < 4 {
        return false;
    }
    let of_bodies = Classes::ORGANISATION_WORD | Classes::HEAD | Classes::WEAK_HEAD | Classes::COLLECTIVE;
    match demand {
        Demand::Nothing => words > 1 || !page.has_in_small_letters(text.word(start)),
        Demand::TwoWords => words > 1,
        Demand::BodyWord => {
            words > 2 || (words == 2 && (start..end).any(|i| text.classes(i).is(of_bodies) && i > start))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn where_people_belong() {
        for (text, name) in [
            (
                "She is a partner at Quandary Lane Rooms now.",
                "Quandary Lane Rooms",
            ),
            ("He fined two members of Bread Not Bombs.", "Bread Not Bombs"),
            ("He is a trustee of Lamplight.", "Lamplight"),
            ("The managing director of Zubb Quill said no.", "Zubb Quill"),
            ("She has a solicitor on loan from Zubb Quill.", "Zubb Quill"),
            ("It is run by Thornby Grove Living.", "Thornby Grove Living"),
            ("She met volunteers from Feed the Flints.", "Feed the Flints"),
        ] {
            assert_eq!(organisations(text), [name], "{text}");
        }
    }

    #[test]
    fn towns_persons_and_topics() {
        for text in [
            "It was written by members of Parliament.",
            "A man from Zubb came, and a woman from Zubb Quill.",
            "It is run by Clara Wick and bought by Zorble Quandary.",
            "He is a consultant at London Road.",
            "The director of Public Lamps came.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }
}
