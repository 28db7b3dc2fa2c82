//! A name in a list with a person is a person: `Clara Wick and Zorble Quandary`.

use super::given_name::{Standing, standing};
use super::name::Candidate;
use super::{PersonMention, full_mention};
use crate::lexicon::Classes;
use crate::page::{Page, PagePart};
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// Takes the unsure names that stand in a list with a sure one, and again with those; returns the rest.
pub(super) fn extend(
    page: &Page<'_>,
    part: &PagePart<'_>,
    unsure: Vec<Candidate>,
    mentions: &mut Vec<PersonMention>,
) -> Vec<Candidate> {
    let text = &part.text;
    let mut unsure: Vec<Candidate> = unsure
        .into_iter()
        .filter(|candidate| standing(page, text, candidate) != Standing::No)
        // `Ann Lee, Quay Shopmobility`: where a place begins the name it is no person's.
        .filter(|candidate| {
            let first = text.classes(candidate.name_start);
            !first.is(Classes::PLACE) || first.is(Classes::GIVEN)
        })
        .collect();
    loop {
        let before = unsure.len();
        unsure.retain(|candidate| {
            let neighbour = mentions.iter().find(|m| {
                m.is_full
                    && !ends_a_labelled_line(text, m, candidate)
                    && (joined(text, m.end, candidate.start) || joined(text, candidate.end, m.start))
            });
            let Some(neighbour) = neighbour else { return true };
            let cue = text.printed_span(neighbour.start, neighbour.end).to_owned();
            mentions.push(full_mention(part, candidate, RecognitionRule::List, cue));
            false
        });
        if unsure.len() == before {
            break;
        }
    }
    mentions.sort_by_key(|m| m.start);
    unsure
}

/// `Carer of the Year: Ann Lee, Quay Lamps`: a line with a label has one person.
fn ends_a_labelled_line(text: &TokenisedText<'_>, person: &PersonMention, candidate: &Candidate) -> bool {
    text.word_before(person.start, 1) == ":"
        && text.word(person.end) == ","
        && candidate.start == person.end + 1
        && text.kind(candidate.end) == TokenKind::Break
}

/// Is there only a comma, `and`, or both between?
pub(super) fn joined(text: &TokenisedText<'_>, end: usize, start: usize) -> bool {
    match start.checked_sub(end) {
        Some(1) => matches!(text.word(end), "," | "and"),
        Some(2) => text.word(end) == "," && text.word(end + 1) == "and",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::persons;

    #[test]
    fn both_ways() {
        let text = "Zorble Quandary, Clara Wick and Morwen Thistle look at boards.";
        assert_eq!(persons(text), ["Zorble Quandary", "Clara Wick", "Morwen Thistle"]);
    }
}
