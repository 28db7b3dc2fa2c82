//! A name in a list of organisations is one: `Unison, Lamplight Carers and the British Red Cross`.
//!
//! It must stand between two of them, or after two, or with one after `from` or `by`; one neighbour alone is often a person
//! or a place.

use super::{OrganisationMention, covers, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::text::{Shape, TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// Adds the unknown names of lists.
pub(crate) fn extend(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    mentions: &mut Vec<OrganisationMention>,
) {
    if mentions.is_empty() {
        return;
    }
    let mut added = Vec::new();
    for mention in mentions.iter() {
        let Some((start, joined)) = after_joint(text, mention.end) else {
            continue;
        };
        let end = name_end(text, start);
        if end == start || (start..end).any(|i| covers(mentions, i)) || !is_unknown_name(text, start, end) {
            continue;
        }
        let next = after_joint(text, end).and_then(|(next, _)| mentions.iter().find(|m| m.start == next));
        let before = mentions
            .iter()
            .find(|m| after_joint(text, m.end).is_some_and(|(next, _)| next == mention.start));
        // `managers from Quay Interim Solutions and Heron Bax`: who pays or sends, and no person's name
        let sent = matches!(
            text.word_before(mention.start, 1),
            "from" | "by" | "between" | "among"
        ) && joined
            && is_a_firms(knowledge, text, start, end);
        let Some(neighbour) = next
            .or(before.filter(|_| joined))
            .or(Some(mention).filter(|_| sent))
        else {
            continue;
        };
        let cue = text.printed_span(neighbour.start, neighbour.end);
        added.push(naming::made(
            knowledge,
            text,
            start..end,
            RecognitionRule::List,
            cue,
        ));
    }
    if !added.is_empty() {
        mentions.append(&mut added);
        super::overlap::resolve(mentions);
    }
}

/// The token after a comma or `and`, and whether there was an `and`.
fn after_joint(text: &TokenisedText<'_>, at: usize) -> Option<(usize, bool)> {
    let comma = usize::from(text.word(at) == ",");
    let and = usize::from(text.word(at + comma) == "and");
    let the = usize::from(text.word(at + comma + and) == "the");
    (comma + and > 0).then_some((at + comma + and + the, and == 1))
}

fn name_end(text: &TokenisedText<'_>, start: usize) -> usize {
    (start..)
        .take_while(|i| text.is_capitalised(*i))
        .last()
        .map_or(start, |last| last + 1)
}

/// No person's name, no place, no word that opens a sentence; one word only in capitals.
fn is_unknown_name(text: &TokenisedText<'_>, start: usize, end: usize) -> bool {
    let other = Classes::FUNCTION
        | Classes::HONORIFIC
        | Classes::CALENDAR
        | Classes::ROLE
        | Classes::GIVEN
        | Classes::THING;
    let bare = Classes::PLACE | Classes::GENERIC | Classes::ORGANISATION_WORD;
    let long = end - start > 1 || text.tokens[start].shape == Shape::Caps && text.word(start).len() > 2;
    long && text.kind(end) != TokenKind::Possessive
        && !(start..end).any(|i| text.classes(i).is(other))
        && (start..end).any(|i| !text.classes(i).is(bare))
}

/// Two words or more that are no double surname and no surname that the gazetteer knows.
fn is_a_firms(knowledge: &Knowledge, text: &TokenisedText<'_>, start: usize, end: usize) -> bool {
    let last = end - 1;
    end - start > 1
        && !text.printed(last).contains('-')
        && knowledge.persons_of_surname(text.word(last)).is_empty()
        && !knowledge.is_common_surname(text.word(last))
        && !text.classes(end).is(Classes::SAYING)
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn between_two() {
        let found =
            organisations("It was signed by Quay Society, Lamplight Carers and the Tern Association.");
        assert_eq!(found, ["Quay Society", "Lamplight Carers", "Tern Association"]);
    }

    #[test]
    fn senders_of_one_thing() {
        assert_eq!(
            organisations("It hired managers from Quay Society and Heron Quandary since."),
            ["Quay Society", "Heron Quandary"]
        );
        assert_eq!(
            organisations("It hired managers from Quay Society and Heron Quandary-Wick since."),
            ["Quay Society"]
        );
    }

    #[test]
    fn not_beside_one() {
        assert_eq!(
            organisations("The Quay Society, Lamplight Cogs say."),
            ["Quay Society"]
        );
    }
}
