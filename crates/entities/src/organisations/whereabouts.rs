//! Houses, homes and surgeries by where they are and who is there: `At Orchard Lea in Leeds, manager Clara Wick has`.

use super::{OrganisationMention, covers, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// Who is there, in small letters.
const PEOPLE: [&str; 16] = [
    "manager",
    "matron",
    "staff",
    "nurses",
    "nurse",
    "carers",
    "residents",
    "patients",
    "doctors",
    "headteacher",
    "owner",
    "receptionist",
    "gps",
    "volunteers",
    "managers",
    "chaplain",
];

/// Names between `at` and `in` with a place after it and people after that.
pub(crate) fn find(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found = Vec::new();
    for start in text.capitals() {
        let after_at = text.before_name(start).is_some_and(|at| text.word(at) == "at");
        if !after_at || text.word(start) == "the" {
            continue;
        }
        let end = name_end(text, start);
        if end - start < 2 || end - start > 4 || (start..end).any(|i| covers(known, i)) {
            continue;
        }
        let Some(cue) = people_after(text, end) else {
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

fn name_end(text: &TokenisedText<'_>, start: usize) -> usize {
    let other = Classes::HONORIFIC | Classes::CALENDAR | Classes::ROLE | Classes::FUNCTION;
    (start..)
        .take_while(|i| text.is_capitalised(*i) && !text.classes(*i).is(other))
        .last()
        .map_or(start, |last| last + 1)
}

/// `in Leeds, manager`: the word for people after the place.
fn people_after(text: &TokenisedText<'_>, end: usize) -> Option<usize> {
    if text.word(end) != "in" || !text.is_capitalised(end + 1) {
        return None;
    }
    let place_end = name_end(text, end + 1);
    if text.word(place_end) != "," {
        return None;
    }
    let near = place_end + 1..place_end + 7;
    near.take_while(|i| text.kind(*i) != TokenKind::Break && text.word(*i) != ".")
        .find(|i| PEOPLE.contains(&text.word(*i)) && !text.is_capitalised(*i))
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn where_people_are() {
        assert_eq!(
            organisations("At Orchard Quandary in Leeds, manager Clara Wick has a new sign."),
            ["Orchard Quandary"]
        );
    }

    #[test]
    fn streets_and_towns() {
        for text in [
            "At Orchard Quandary in Leeds, it rained.",
            "At Thornby in Leeds, manager Clara Wick sang.",
            "At Easter in Leeds, nurses sang.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }
}
