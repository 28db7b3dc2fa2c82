//! The first word of a firm's name that the page has in full: `Olympus says`, for `Olympus Quay Services`.
//!
//! The word must be strange: no place, no given name, no word that the page has in small letters, nobody's surname and the
//! beginning of one name only. It counts where it owns, does or says something.

use super::{Evidence, Identity, Mentions, OrganisationMention, covers, overlap};
use crate::gazetteer::OrganisationKind;
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::page::Page;
use crate::text::TokenKind;
use daybook_model::RecognitionRule;
use rustc_hash::FxHashMap;

/// Adds the first words of names.
pub(crate) fn find(knowledge: &Knowledge, page: &Page<'_>, found: &mut Mentions) {
    // Every word of a listed name is a listed word.
    let strange = |classes: Classes| classes == Classes::NONE || classes == Classes::LISTED_WORD;
    let mut owners: FxHashMap<String, Option<(Identity, String)>> = FxHashMap::default();
    for (part, mentions) in page.parts.iter().zip(found.iter()) {
        let text = &part.text;
        for mention in mentions.iter().filter(|m| m.end - m.start > 1) {
            let word = text.word(mention.start);
            let (is_firm, name) = match &mention.identity {
                Identity::Made(name) => (true, name),
                Identity::Row(row) => {
                    let row = knowledge.organisation(*row);
                    (row.kind == OrganisationKind::Company, &row.name)
                }
            };
            let made = is_firm && name.to_lowercase().starts_with(word);
            let strange = strange(text.classes(mention.start))
                && word.len() > 4
                && text.kind(mention.start + 1) == TokenKind::Word
                && text.is_capitalised(mention.start + 1);
            if !made || !strange || page.has_in_small_letters(word) {
                continue;
            }
            owners
                .entry(word.to_owned())
                .and_modify(|known| {
                    if known
                        .as_ref()
                        .is_some_and(|(owner, _)| *owner != mention.identity)
                    {
                        *known = None;
                    }
                })
                .or_insert_with(|| {
                    let full = text.printed_span(mention.start, mention.end);
                    Some((mention.identity.clone(), full.to_owned()))
                });
        }
    }
    if owners.is_empty() {
        return;
    }
    for text in page.parts.iter().map(|part| &part.text) {
        for i in text.capitals().filter(|i| *i > 0) {
            let named = text.is_capitalised(i - 1);
            if named && text.classes(i - 1).is(Classes::GIVEN | Classes::HONORIFIC) {
                owners.remove(text.word(i));
            }
        }
    }
    for (part, mentions) in page.parts.iter().zip(found.iter_mut()) {
        let text = &part.text;
        let mut added = Vec::new();
        for i in text.capitals() {
            if !strange(text.classes(i)) || covers(mentions, i) {
                continue;
            }
            let acts = text.kind(i + 1) == TokenKind::Possessive
                || (!text.is_capitalised(i + 1)
                    && text
                        .classes(i + 1)
                        .is(Classes::SAYING | Classes::ACTING | Classes::ROLE));
            let cut = i > 0 && text.is_capitalised(i - 1) && text.is_mid_sentence(i);
            if !acts || cut {
                continue;
            }
            if let Some(Some((identity, full))) = owners.get(text.word(i)) {
                added.push(OrganisationMention {
                    start: i,
                    end: i + 1,
                    identity: identity.clone(),
                    rule: RecognitionRule::PageCoreference,
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

#[cfg(test)]
mod tests {
    use crate::testing::organisation_mentions;

    #[test]
    fn first_words() {
        assert_eq!(
            organisation_mentions(
                "We met Quandary Care Association. Quandary’s chair spoke, and Quandary says no."
            ),
            ["Quandary Care Association: Quandary Care Association, Quandary, Quandary"]
        );
    }

    #[test]
    fn surnames_and_everyday_words() {
        assert_eq!(
            organisation_mentions("Clara Quandary met Quandary Care Association. Quandary says no."),
            ["Quandary Care Association: Quandary Care Association"]
        );
        assert_eq!(
            organisation_mentions("The lantern of Lantern Care Association. Lantern says no."),
            ["Lantern Care Association: Lantern Care Association"]
        );
    }
}
