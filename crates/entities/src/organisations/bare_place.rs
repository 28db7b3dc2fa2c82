//! A bare town that stands for the council, group or trust that the page names in full: `Quay said`, `Quay’s leader`.
//!
//! Only where it says something or owns somebody who leads, and only where no other body of that town is on the page.

use super::{Evidence, Identity, Mentions, OrganisationMention, covers, overlap};
use crate::lexicon::Classes;
use crate::page::Page;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;
use rustc_hash::FxHashMap;

/// What bodies of a town are called after it, the longest first.
const ENDINGS: [&str; 14] = [
    " metropolitan borough council",
    " borough council",
    " county council",
    " city council",
    " district council",
    " council",
    " clinical commissioning group",
    " ccg",
    " hospitals nhs foundation trust",
    " hospital nhs foundation trust",
    " hospitals nhs trust",
    " hospital nhs trust",
    " nhs foundation trust",
    " nhs trust",
];

/// Who leads a body; towns have mayors and members of parliament as well.
const LEADERS: [&str; 12] = [
    "executive",
    "director",
    "chair",
    "chairman",
    "chairwoman",
    "leader",
    "board",
    "governors",
    "cabinet",
    "spokesman",
    "spokeswoman",
    "councillors",
];

/// Adds bare towns.
pub(crate) fn find(page: &Page<'_>, found: &mut Mentions) {
    let mut towns: FxHashMap<String, Option<(Identity, String)>> = FxHashMap::default();
    for (part, mentions) in page.parts.iter().zip(found.iter()) {
        for mention in mentions {
            let words = part.text.words(mention.start, mention.end);
            let Some(town) = ENDINGS.iter().find_map(|ending| words.strip_suffix(ending)) else {
                continue;
            };
            let town = town.strip_prefix("nhs ").unwrap_or(town);
            let owner = towns.entry(town.to_owned()).or_insert_with(|| {
                let full = part.text.printed_span(mention.start, mention.end);
                Some((mention.identity.clone(), full.to_owned()))
            });
            if owner
                .as_ref()
                .is_some_and(|(known, _)| *known != mention.identity)
            {
                *owner = None;
            }
        }
    }
    towns.retain(|town, owner| owner.is_some() && town.len() > 3);
    if towns.is_empty() {
        return;
    }
    for (part, mentions) in page.parts.iter().zip(found.iter_mut()) {
        let text = &part.text;
        let mut added = Vec::new();
        for start in text.capitals() {
            if covers(mentions, start) || is_more_of_a_name(text, start) {
                continue;
            }
            let town = (start + 1..=start + 3)
                .rev()
                .find_map(|end| Some((end, towns.get(text.words(start, end))?.as_ref()?)));
            let Some((end, (identity, full))) = town.filter(|(end, _)| stands_for_a_body(text, *end)) else {
                continue;
            };
            added.push(OrganisationMention {
                start,
                end,
                identity: identity.clone(),
                rule: RecognitionRule::PageCoreference,
                evidence: Evidence::Words(full.clone()),
            });
        }
        if !added.is_empty() {
            mentions.append(&mut added);
            overlap::resolve(mentions);
        }
    }
}

/// A capital or a preposition before it: another name, or the place.
fn is_more_of_a_name(text: &TokenisedText<'_>, start: usize) -> bool {
    start > 0 && text.is_capitalised(start - 1) && !text.classes(start - 1).is(Classes::FUNCTION)
        || matches!(
            text.word_before(start, 1),
            "in" | "near" | "around" | "across" | "to" | "the" | "-" | "of" | "from"
        )
}

/// `Quay said`, `Quay’s chief executive`.
fn stands_for_a_body(text: &TokenisedText<'_>, end: usize) -> bool {
    if text.kind(end) == TokenKind::Possessive && text.printed(end).len() > 1 {
        let small = |i: &usize| text.kind(*i) == TokenKind::Word && !text.is_capitalised(*i);
        return (end + 1..end + 4)
            .take_while(small)
            .any(|i| LEADERS.contains(&text.word(i)));
    }
    matches!(
        text.word(end),
        "said"
            | "says"
            | "told"
            | "tells"
            | "denied"
            | "denies"
            | "insisted"
            | "insists"
            | "confirmed"
            | "argues"
            | "argued"
    ) && !text.is_capitalised(end)
}

#[cfg(test)]
mod tests {
    use crate::testing::organisation_mentions;

    #[test]
    fn towns_that_speak_and_are_led() {
        assert_eq!(
            organisation_mentions(
                "Barnsley Borough Council met. Barnsley said no, and Barnsley’s chief executive left."
            ),
            ["Barnsley Borough Council: Barnsley Borough Council, Barnsley, Barnsley"]
        );
    }

    #[test]
    fn towns_alone_and_towns_of_two() {
        assert_eq!(
            organisation_mentions(
                "Barnsley Borough Council met in Barnsley. Barnsley is wet. Barnsley’s streets are too."
            ),
            ["Barnsley Borough Council: Barnsley Borough Council"]
        );
        let both = organisation_mentions(
            "Barnsley Council met Barnsley Clinical Commissioning Group. Barnsley said no.",
        );
        assert!(both.iter().all(|line| !line.contains(", Barnsley")), "{both:?}");
        assert!(organisation_mentions("Barnsley said no.").is_empty());
    }
}
