//! Names inside the names of reports, inquiries, shows and places: no mentions of the person.

use super::name::Candidate;
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::matcher::Target;
use crate::page::PagePart;
use crate::text::{TokenKind, TokenisedText};

/// Nouns in small letters that take a name before them.
const AFTER_A_NAME: [&str; 15] = [
    "show",
    "programme",
    "report",
    "review",
    "inquiry",
    "enquiry",
    "lecture",
    "prize",
    "challenge",
    "commission",
    "award",
    "awards",
    "foundation",
    "inquiries",
    "recommendations",
];

/// Is the name part of a thing's name?
pub(crate) fn is_named_after(part: &PagePart<'_>, candidate: &Candidate, knowledge: &Knowledge) -> bool {
    let listed = part.hits.iter().any(|hit| {
        knowledge.matcher.form(*hit).target == Target::NotAPerson
            && hit.start < candidate.end
            && candidate.name_start < hit.end
            && (hit.start <= candidate.name_start)
    });
    listed || names_a_thing(&part.text, candidate.end)
}

/// Does the name that ends here go on as a thing's?
pub(crate) fn names_a_thing(text: &TokenisedText<'_>, end: usize) -> bool {
    if text.kind(end) != TokenKind::Word {
        return false;
    }
    if text.is_capitalised(end) {
        return text.classes(end).is(Classes::THING) && !text.classes(end).is(Classes::ROLE);
    }
    let noun = |i: usize| AFTER_A_NAME.contains(&text.word(i));
    noun(end)
        || (matches!(
            text.word(end),
            "public" | "independent" | "memorial" | "whistleblowing"
        ) && noun(end + 1))
}

/// `MP for Wick Valley`, `candidate in Wick`: where somebody sits or stands for.
pub(crate) fn is_a_constituency(text: &TokenisedText<'_>, start: usize) -> bool {
    let the = usize::from(text.word_before(start, 1) == "the");
    matches!(text.word_before(start, 1 + the), "for" | "in")
        && matches!(
            text.word_before(start, 2 + the),
            "mp" | "mps"
                | "candidate"
                | "candidates"
                | "msp"
                | "am"
                | "mep"
                | "mla"
                | "mlas"
                | "msps"
                | "seat"
                | "constituency"
        )
}

#[cfg(test)]
mod tests {
    use crate::testing::persons;

    #[test]
    fn reports_and_shows() {
        for text in [
            "He was on the Clara Wick show.",
            "It follows the Abel Thornby Inquiry.",
            "The Clara Wick public inquiry went on.",
        ] {
            assert_eq!(persons(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(persons("We read Clara Wick’s report."), ["Clara Wick"]);
    }
}
