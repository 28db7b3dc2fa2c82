//! Places in lists of trusts: `East Kent Hospitals, Medway and Kettering`.
//!
//! A place is a trust beside one, and three places are where their line talks of trusts.

use super::listed::{allowed, is_part_of_longer, is_trust, mention, organisations};
use super::trust_cue::is_plainly_a_place;
use super::{OrganisationMention, covers};
use crate::gazetteer::Need;
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::matcher::Hit;
use crate::page::PagePart;
use crate::text::{TokenKind, TokenisedText};

/// Names of places that their lists show to be trusts.
pub(super) fn find(
    knowledge: &Knowledge,
    part: &PagePart<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let text = &part.text;
    let places: Vec<_> = organisations(knowledge, part)
        .filter(|(hit, row, form)| {
            form.need == Need::TrustCue
                && !is_part_of_longer(text, *hit)
                && allowed(knowledge, part, *hit, *row, form)
                && (hit.start..hit.end).all(|i| !covers(known, i))
        })
        .collect();
    if places.is_empty() {
        return Vec::new();
    }
    let mut ends: Vec<(usize, usize)> = known
        .iter()
        .filter(|m| is_trust(knowledge, m))
        .map(|m| (m.start, m.end))
        .collect();
    let mut names: Vec<(Hit, bool)> = places.iter().map(|(hit, ..)| (*hit, false)).collect();
    names.extend(known.iter().filter(|m| is_trust(knowledge, m)).map(|m| {
        let hit = Hit {
            start: m.start,
            end: m.end,
            form: 0,
            misprinted: false,
        };
        (hit, true)
    }));
    names.sort_by_key(|(hit, _)| (hit.start, hit.end));
    ends.extend(chains(text, names.into_iter(), !ends.is_empty()));
    let mut found = Vec::new();
    let mut taken = vec![false; places.len()];
    let mut again = true;
    while again {
        again = false;
        for (i, (hit, row, form)) in places.iter().enumerate() {
            let beside = |&(start, end): &(usize, usize)| {
                (start, end) == (hit.start, hit.end)
                    || is_joined(text, end, hit.start)
                    || is_joined(text, hit.end, start)
            };
            if !taken[i] && ends.iter().any(beside) {
                taken[i] = true;
                again = true;
                ends.push((hit.start, hit.end));
                found.push(mention(*hit, *row, form));
            }
        }
    }
    found
}

/// Is there only a comma, `and` or both between? A place after a comma alone says where the name before it is.
fn is_joined(text: &TokenisedText<'_>, end: usize, start: usize) -> bool {
    let the = usize::from(text.word_before(start, 1) == "the");
    match (start - the).checked_sub(end) {
        Some(1) => {
            text.word(end) == "and" || (text.word(end) == "," && !text.classes(start).is(Classes::PLACE))
        }
        Some(2) => text.word(end) == "," && text.word(end + 1) == "and",
        _ => false,
    }
}

/// The places of lists of three and more where trusts are talked of, and of two that do something together. A list may
/// begin with a trust that is known.
fn chains(
    text: &TokenisedText<'_>,
    places: impl Iterator<Item = (Hit, bool)>,
    has_trusts: bool,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut chain: Vec<(usize, usize)> = Vec::new();
    for (hit, is_known) in places {
        match chain.last() {
            Some((_, end)) if hit.start < *end => continue,
            Some((_, end)) if goes_on(text, *end, hit.start) => {}
            _ => {
                close(text, &mut chain, has_trusts, &mut found);
            }
        }
        if is_known || !chain.is_empty() || !is_plainly_a_place(text, hit) {
            chain.push((hit.start, hit.end));
        }
    }
    close(text, &mut chain, has_trusts, &mut found);
    found
}

fn goes_on(text: &TokenisedText<'_>, end: usize, start: usize) -> bool {
    let the = usize::from(text.word_before(start, 1) == "the");
    match start.checked_sub(end + the) {
        Some(1) => matches!(text.word(end), "and" | ","),
        Some(2) => text.word(end) == "," && text.word(end + 1) == "and",
        _ => false,
    }
}

fn close(
    text: &TokenisedText<'_>,
    chain: &mut Vec<(usize, usize)>,
    has_trusts: bool,
    found: &mut Vec<(usize, usize)>,
) {
    let chain = std::mem::take(chain);
    let (Some((start, _)), Some((last, end))) = (chain.first().copied(), chain.last().copied()) else {
        return;
    };
    let the = usize::from(text.word_before(last, 1) == "the");
    let has_and = text.word_before(last, 1 + the) == "and";
    let together = chain.len() == 2
        && text.tokens[start].sentence_start
        && matches!(
            text.word(end),
            "have" | "are" | "were" | "will" | "both" | "had" | "did"
        );
    if has_and
        && ((chain.len() > 2 && (has_trusts || talks_of_trusts(text, start))) || (together && has_trusts))
    {
        found.extend(chain);
    }
}

fn talks_of_trusts(text: &TokenisedText<'_>, at: usize) -> bool {
    let small = |i: &usize| text.kind(*i) == TokenKind::Word;
    let near = at.saturating_sub(30)..(at + 30).min(text.tokens.len());
    near.filter(small)
        .any(|i| matches!(text.word(i), "trust" | "trusts" | "hospitals"))
}

#[cfg(test)]
mod tests {
    use crate::PageText;
    use crate::testing::with;

    fn found(text: &str) -> Vec<String> {
        let recogniser = with(
            r#"
            [[organisation]]
            name = "Wold Health NHS Trust"
            kind = "trust"
            aliases = ["Wold Health"]
            [[organisation]]
            name = "Bolton NHS Trust"
            kind = "trust"
            aliases = [{ text = "Bolton", needs = "trust-cue" }]
            [[organisation]]
            name = "South Quay NHS Trust"
            kind = "trust"
            aliases = [{ text = "South Quay", needs = "trust-cue" }]
        "#,
        );
        let page = PageText {
            entries: vec![text],
            ..PageText::default()
        };
        let names = recogniser.recognise(&page).remove(0);
        names.organisations.into_iter().map(|o| o.name).collect()
    }

    #[test]
    fn lists_that_begin_with_a_trust() {
        let three = [
            "Wold Health NHS Trust",
            "Bolton NHS Trust",
            "South Quay NHS Trust",
        ];
        assert_eq!(
            found("There are three: Wold Health, Bolton and South Quay."),
            three
        );
        assert_eq!(found("Wold Health, Bolton, and the South Quay were last."), three);
    }

    #[test]
    fn towns_where_a_trust_is() {
        assert_eq!(
            found("A man left Wold Health, Bolton, by the back door."),
            ["Wold Health NHS Trust"]
        );
    }
}
