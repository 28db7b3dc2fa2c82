//! Acronyms that the page itself defines: `Harbour Pilots Association (HPA)`, and then `the HPA` anywhere on it.
//!
//! Both ways round, and also without brackets where the letters are those of a name used in full. The long form must
//! itself be an organisation, so that `integrated personal commissioning (IPC)` defines none.

use super::{Evidence, Identity, Mentions, OrganisationMention, covers, overlap};
use crate::page::Page;
use crate::text::{Shape, TokenisedText};
use daybook_model::RecognitionRule;
use rustc_hash::FxHashMap;

/// Finds the acronyms that names of the page define or imply, and their uses.
pub(crate) fn find(page: &Page<'_>, found: &mut Mentions) {
    let mut defined: FxHashMap<String, (Identity, String)> = FxHashMap::default();
    for (part, mentions) in page.parts.iter().zip(found.iter()) {
        for mention in mentions {
            let text = &part.text;
            let full = text.printed_span(mention.start, mention.end);
            if let Some(acronym) = bracketed_after(text, mention).or_else(|| initials_of(text, mention)) {
                // Of two bodies the same one on every page, whichever entry comes first.
                let owner = (mention.identity.clone(), full.to_owned());
                defined
                    .entry(acronym)
                    .and_modify(|known| *known = known.clone().min(owner.clone()))
                    .or_insert(owner);
            }
        }
    }
    if defined.is_empty() {
        return;
    }
    for (part, mentions) in page.parts.iter().zip(found.iter_mut()) {
        let text = &part.text;
        let mut added = Vec::new();
        for i in text.capitals() {
            if !matches!(text.tokens[i].shape, Shape::Caps | Shape::Mixed) || covers(mentions, i) {
                continue;
            }
            if let Some((identity, full)) = defined.get(text.printed(i)) {
                added.push(OrganisationMention {
                    start: i,
                    end: i + 1,
                    identity: identity.clone(),
                    rule: RecognitionRule::PageAcronym,
                    evidence: Evidence::Words(full.clone()),
                });
            }
        }
        if !added.is_empty() {
            mentions.append(&mut added);
            overlap::resolve(mentions);
        }
    }
}

/// `Name (ABC)`: the letters in brackets, where they fit the name.
fn bracketed_after(text: &TokenisedText<'_>, mention: &OrganisationMention) -> Option<String> {
    let inside = mention.end + 1;
    let bracketed = text.word(mention.end) == "(" && text.word(inside + 1) == ")";
    let acronym = text.printed(inside);
    let shape = text.tokens.get(inside)?.shape;
    (bracketed && matches!(shape, Shape::Caps | Shape::Mixed) && fits(text, mention, acronym))
        .then(|| acronym.to_owned())
}

/// The initials of a name of three words or more, to be known wherever they stand.
fn initials_of(text: &TokenisedText<'_>, mention: &OrganisationMention) -> Option<String> {
    if !matches!(mention.identity, Identity::Made(_)) || mention.end - mention.start < 3 {
        return None;
    }
    let initials: String = (mention.start..mention.end)
        .filter(|i| text.is_capitalised(*i))
        .filter_map(|i| text.printed(i).chars().next())
        .collect();
    (initials.len() >= 3).then_some(initials)
}

/// Are the letters of the acronym initials of the name, in order?
fn fits(text: &TokenisedText<'_>, mention: &OrganisationMention, acronym: &str) -> bool {
    let mut letters = acronym.chars().filter(|c| c.is_uppercase()).peekable();
    for i in mention.start..mention.end {
        let first = text.printed(i).chars().next().map(|c| c.to_ascii_uppercase());
        if first.is_some() && letters.peek().copied() == first {
            letters.next();
        }
    }
    letters.peek().is_none()
}

#[cfg(test)]
mod tests {
    use crate::testing::{organisation_mentions, organisations};

    #[test]
    fn brackets_define() {
        let found = organisation_mentions("The Harbour Pilots Association (HPA) met. The HPA’s chair spoke.");
        assert_eq!(
            found,
            ["Harbour Pilots Association: Harbour Pilots Association, HPA, HPA"]
        );
    }

    #[test]
    fn programmes_define_nothing() {
        assert_eq!(
            organisations("The integrated lamp commissioning (ILC) plan. ILC begins."),
            Vec::<String>::new()
        );
    }
}
