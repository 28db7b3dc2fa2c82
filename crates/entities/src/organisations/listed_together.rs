//! Lists of organisations that say what they are: `charities including Lamplight, Tern Aid and Thornby Voices`, and long
//! ones that show it: `EMIS, TPP, Lamplight (sweets) and the BMA`.

use super::{OrganisationMention, covers, naming, overlap};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::page::Page;
use crate::text::{Shape, TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// So many organisations on a line make a list in which the strange name is one too.
const MANY: usize = 3;

/// What a list can say that it is of.
const KINDS: [&str; 30] = [
    "homes",
    "surgeries",
    "practices",
    "clubs",
    "charities",
    "firms",
    "companies",
    "providers",
    "organisations",
    "unions",
    "bodies",
    "contractors",
    "suppliers",
    "thinktanks",
    "tanks",
    "newspapers",
    "papers",
    "outsourcers",
    "insurers",
    "retailers",
    "sponsors",
    "exhibitors",
    "signatories",
    "bidders",
    "consultancies",
    "chains",
    "multiples",
    "hospices",
    "broadcasters",
    "publishers",
];

/// Adds the names of lists.
pub(crate) fn extend(
    knowledge: &Knowledge,
    page: &Page<'_>,
    text: &TokenisedText<'_>,
    mentions: &mut Vec<OrganisationMention>,
) {
    let mut added = Vec::new();
    for start in text.capitals() {
        if let Some(cue) = introducing(text, start) {
            let names = names_from(text, start);
            let houses = matches!(text.word(cue), "homes" | "surgeries" | "practices" | "clubs");
            let fitting = names.iter().filter(|(start, end)| {
                covers(mentions, *start)
                    || is_strange_name(knowledge, page, text, *start, *end)
                    || (houses && is_house(text, *start, *end))
            });
            if fitting.count() == names.len() {
                for (start, end) in names {
                    if !(start..end).any(|i| covers(mentions, i)) {
                        let cue = text.printed(cue);
                        added.push(naming::made(
                            knowledge,
                            text,
                            start..end,
                            RecognitionRule::List,
                            cue,
                        ));
                    }
                }
            }
        }
    }
    for (at, mention) in mentions.iter().enumerate() {
        let next = next_in_list(text, mention.end);
        let Some(start) = next.filter(|_| on_one_line(text, mentions, at) >= MANY) else {
            continue;
        };
        let end = name_end(text, start);
        let goes_on = next_in_list(text, end).is_some_and(|next| mentions.iter().any(|m| m.start == next))
            || (at > 0 && next_in_list(text, mentions[at - 1].end) == Some(mention.start));
        if goes_on
            && !(start..end).any(|i| covers(mentions, i))
            && is_strange_name(knowledge, page, text, start, end)
        {
            let cue = text.printed_span(mention.start, mention.end);
            added.push(naming::made(
                knowledge,
                text,
                start..end,
                RecognitionRule::List,
                cue,
            ));
        }
    }
    if !added.is_empty() {
        mentions.append(&mut added);
        overlap::resolve(mentions);
    }
}

/// `The Larches`, `Sandpiper House`: among homes the name of a house is one.
fn is_house(text: &TokenisedText<'_>, start: usize, end: usize) -> bool {
    let other = Classes::HONORIFIC | Classes::CALENDAR | Classes::ROLE | Classes::GIVEN;
    end - start > 1 && !(start..end).any(|i| text.classes(i).is(other))
}

/// The noun before such words that says what the names after them are, and where these begin: `charities including`,
/// `firms such as`, `unions, among them`.
fn introducing(text: &TokenisedText<'_>, start: usize) -> Option<usize> {
    let article = usize::from(start > 0 && text.printed(start - 1) == "the");
    let before = |places| text.word_before(start, article + places);
    let words = match before(1) {
        "including" | "like" => 1,
        "as" if before(2) == "such" => 2,
        "them" if matches!(before(2), "among" | "amongst") => 2,
        _ => return None,
    };
    let comma = usize::from(before(words + 1) == ",");
    let noun = start.checked_sub(article + words + comma + 1)?;
    (KINDS.contains(&text.word(noun)) && !text.is_capitalised(noun)).then_some(noun)
}

/// The names of a list from its first.
fn names_from(text: &TokenisedText<'_>, first: usize) -> Vec<(usize, usize)> {
    let mut names = Vec::new();
    let mut start = first;
    loop {
        let end = name_end(text, start);
        if end == start || names.len() > 12 {
            return names;
        }
        names.push((start, end));
        match next_in_list(text, end) {
            Some(next) if text.is_capitalised(next) => start = next,
            _ => return names,
        }
    }
}

/// The token after a comma, `and` or both, with or without something in brackets and `the` between.
fn next_in_list(text: &TokenisedText<'_>, end: usize) -> Option<usize> {
    let mut at = end;
    if text.word(at) == "(" {
        let close = (at + 1..at + 8).find(|i| text.word(*i) == ")")?;
        at = close + 1;
    }
    let comma = usize::from(text.word(at) == ",");
    let and = usize::from(matches!(text.word(at + comma), "and" | "or"));
    let the = usize::from(text.printed(at + comma + and) == "the");
    (comma + and > 0).then_some(at + comma + and + the)
}

fn name_end(text: &TokenisedText<'_>, start: usize) -> usize {
    let mut end = start;
    while text.is_capitalised(end)
        || (text.printed(end) == "&" && end > start && text.is_capitalised(end + 1))
    {
        end += 1;
    }
    end
}

/// How many organisations the line of one has.
fn on_one_line(text: &TokenisedText<'_>, mentions: &[OrganisationMention], at: usize) -> usize {
    let one = &mentions[at];
    let apart = |a: usize, b: usize| {
        (a.min(b)..a.max(b)).any(|i| text.kind(i) == TokenKind::Break || text.word(i) == ".")
    };
    let near = &mentions[at.saturating_sub(8)..(at + 8).min(mentions.len())];
    near.iter().filter(|m| !apart(m.start, one.start)).count()
}

/// No person's name, no place, no everyday word.
fn is_strange_name(
    knowledge: &Knowledge,
    page: &Page<'_>,
    text: &TokenisedText<'_>,
    start: usize,
    end: usize,
) -> bool {
    let other = Classes::FUNCTION
        | Classes::HONORIFIC
        | Classes::CALENDAR
        | Classes::ROLE
        | Classes::GIVEN
        | Classes::THING;
    let bare = Classes::PLACE | Classes::GENERIC | Classes::ORGANISATION_WORD | Classes::KIND_NOUN;
    let last = end.saturating_sub(1);
    let possessive = text.kind(end) == TokenKind::Possessive;
    let surname = !knowledge.persons_of_surname(text.word(last)).is_empty()
        || knowledge.is_common_surname(text.word(last));
    let single_everyday = end - start == 1
        && (page.has_in_small_letters(text.word(start))
            || surname
            || text.tokens[start].shape == Shape::Lower);
    end > start
        && !possessive
        && !single_everyday
        && !(start..end).any(|i| text.classes(i).is(other))
        && (start..end).any(|i| !text.classes(i).is(bare))
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn lists_that_say_what_they_are() {
        assert_eq!(
            organisations(
                "It was paid by charities including Lamplight, Tern Quandary and the Quay Society."
            ),
            ["Lamplight", "Tern Quandary", "Quay Society"]
        );
        assert_eq!(
            organisations("Firms met: outsourcers such as Zubb and Thornby Wick."),
            ["Zubb", "Thornby Wick"]
        );
    }

    #[test]
    fn lists_that_show_it() {
        assert_eq!(
            organisations(
                "Stalls: Quay Society, Tern Society (mugs), Lamplight (sweets), Wold Society and Clara Lee."
            ),
            ["Quay Society", "Tern Society", "Lamplight", "Wold Society"]
        );
    }

    #[test]
    fn lists_of_others() {
        for text in [
            "It was paid by charities including those of Leeds, Wigan and Hull.",
            "We met firms including Clara Lee and John Wick.",
            "They eat fruit including Zubb and Lamplight.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }
}
