//! Lines of lists of persons: `• Ann Lee, director of policy, Lamplight`, `Carer of the Year: Ann Lee, Quay Lamps`,
//! `Ann Lee (Lamplight)`.

use super::affiliation::{acceptable, is_name_word};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::persons::PersonMention;
use crate::text::{TokenKind, TokenisedText};

/// First token of the line and the break after it.
fn bounds(text: &TokenisedText<'_>, at: usize) -> (usize, usize) {
    let mut from = at;
    while from > 0 && text.kind(from - 1) != TokenKind::Break {
        from -= 1;
    }
    let mut to = at;
    while text.kind(to) != TokenKind::Break {
        to += 1;
    }
    (from, to)
}

/// The name at the end of a person's line, after a comma. Without a bullet a single word needs a role before it: `Ann Lee,
/// Quay` says where somebody lives.
pub(super) fn named_at_its_end(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    person: &PersonMention,
) -> Option<(usize, usize, usize)> {
    let (from, end) = bounds(text, person.start);
    let bullet = text.kind(from) == TokenKind::Mark;
    let label = person.start > from && text.word(person.start - 1) == ":";
    if !label && person.start - from > usize::from(bullet) {
        return None;
    }
    let comma = (person.end..end).rev().find(|i| text.word(*i) == ",")?;
    let role = (person.end + 1..comma).any(|i| text.classes(i).is(Classes::ROLE));
    let start = comma + 1;
    if !(bullet || label || role) {
        return None;
    }
    let single = end == start + 1;
    let whole = start < end && (start..end).all(|i| text.is_capitalised(i));
    let listed = || {
        knowledge
            .organisation_by_any_name(text.printed_span(start, end))
            .is_some()
    };
    let street = || {
        end > start && text.classes(end - 1).is(Classes::THING) && !text.classes(end - 1).is(Classes::HEAD)
    };
    let named = (start..end).all(|i| is_name_word(text, i)) && acceptable(text, start, end) && !street();
    let shown = named && (role || (bullet && !label) || !single);
    (whole && (shown || (role && listed()))).then_some((start, end, comma))
}

/// Persons with a few capitalised words in brackets after them, alone on their lines: a list if there are several.
pub(super) fn bracketed(text: &TokenisedText<'_>, persons: &[PersonMention]) -> Vec<(usize, usize)> {
    let found = persons
        .iter()
        .filter(|person| person.is_full)
        .filter_map(|person| {
            let start = person.end + 1;
            if text.word(person.end) != "(" {
                return None;
            }
            let end = (start..start + 7).find(|i| text.word(*i) == ")")?;
            let (from, to) = bounds(text, person.start);
            let alone = person.start - from <= 1 && (end + 1..to).all(|i| text.kind(i) == TokenKind::Number);
            let small = |i: usize| matches!(text.word(i), "and" | "of" | "for" | "the" | "in");
            let words = (start..end).all(|i| {
                text.is_capitalised(i)
                    || small(i)
                    || matches!(text.kind(i), TokenKind::Possessive | TokenKind::Number)
            });
            (alone && words && start < end && text.is_capitalised(start)).then_some((start, end))
        });
    let found: Vec<_> = found.collect();
    if found.len() < 3 { Vec::new() } else { found }
}

/// The name in brackets after a person in such a list.
pub(super) fn named_in_brackets(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    person: &PersonMention,
    bracketed: &[(usize, usize)],
) -> Option<(usize, usize, usize)> {
    let (start, end) = *bracketed.iter().find(|(start, _)| *start == person.end + 1)?;
    let other = Classes::PLACE | Classes::CALENDAR | Classes::ROLE | Classes::HONORIFIC;
    let name = text.printed_span(start, end);
    let listed = end - start > 1 && knowledge.organisation_by_any_name(name).is_some();
    let made = end - start > 1
        && !(start..end).any(|i| text.classes(i).is(other))
        && text.word(start) != "independent";
    (listed || made).then_some((start, end, person.end))
}

#[cfg(test)]
mod tests {
    use crate::testing::{organisations, persons};

    #[test]
    fn labels_and_bullets() {
        assert_eq!(
            organisations(
                "• Carer of the Year: Clara Wick, Quay Lamps\n\n• Clerk of the Year: Abel Wick, Quay"
            ),
            ["Quay Lamps"]
        );
    }

    #[test]
    fn addresses_are_none() {
        for text in [
            "Clara Wick, Thornby",
            "Clara Wick, Thornby Avenue",
            "• Clara Wick, Thornby Avenue",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn candidates_and_their_parties() {
        let list = "Clara Wick (Lamps for All)\n\nAbel Wick (Quay Loves Lamps)\n\nUna Thornby (Independent)\n\n\
                    Ann Quill (Abel Loves Pets)";
        assert_eq!(
            organisations(list),
            ["Lamps for All", "Quay Loves Lamps", "Abel Loves Pets"]
        );
        assert_eq!(
            persons(list),
            ["Clara Wick", "Abel Wick", "Una Thornby", "Ann Quill"]
        );
        assert_eq!(organisations("Clara Wick (Lamps for All)"), Vec::<String>::new());
    }
}
