//! A name that something showed to be an organisation's is one wherever it stands on the page.
//!
//! `the charity Lamplight` in one entry makes `Lamplight said` in another a mention.

use super::{Evidence, Identity, Mentions, OrganisationMention, covers, overlap};
use crate::page::Page;
use daybook_model::RecognitionRule;
use rustc_hash::FxHashMap;

/// Adds the further places of names that no list knows.
pub(crate) fn find(page: &Page<'_>, found: &mut Mentions) {
    let mut names: FxHashMap<String, (Identity, usize)> = FxHashMap::default();
    for (part, mentions) in page.parts.iter().zip(found.iter()) {
        for mention in mentions
            .iter()
            .filter(|mention| matches!(mention.identity, Identity::Made(_)))
        {
            let words = part.text.words(mention.start, mention.end).to_owned();
            // `Vale` of `Vale and Wold CCGs` is a place wherever it stands alone.
            let whole = matches!(&mention.identity, Identity::Made(name) if name.contains(' '));
            if mention.end == mention.start + 1 && whole {
                continue;
            }
            let owner = (mention.identity.clone(), mention.end - mention.start);
            names
                .entry(words)
                .and_modify(|known| *known = known.clone().min(owner.clone()))
                .or_insert(owner);
        }
    }
    // One word may be everyday; it is a name only if the page never has it in small letters.
    names.retain(|words, (_, length)| *length > 1 || !page.has_in_small_letters(words));
    let Some(longest) = names.values().map(|(_, length)| *length).max() else {
        return;
    };
    for (part, mentions) in page.parts.iter().zip(found.iter_mut()) {
        let text = &part.text;
        let mut added = Vec::new();
        for start in text.capitals() {
            if covers(mentions, start) {
                continue;
            }
            let whole = (start + 1..=start + longest)
                .rev()
                .find_map(|end| Some((end, names.get(text.words(start, end))?)));
            let Some((end, (identity, _))) = whole else {
                continue;
            };
            let longer = text.is_capitalised(end)
                || (start > 0 && text.is_capitalised(start - 1) && text.is_mid_sentence(start - 1));
            if longer && end - start == 1 {
                continue;
            }
            added.push(OrganisationMention {
                start,
                end,
                identity: identity.clone(),
                rule: RecognitionRule::PageCoreference,
                evidence: Evidence::Words(text.printed_span(start, end).to_owned()),
            });
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
    fn once_shown_always_known() {
        let found = organisation_mentions(
            "Lamplight said no. It is the charity Lamplight that pays, says Lamplight.",
        );
        assert_eq!(found, ["Lamplight: Lamplight, Lamplight, Lamplight"]);
    }
}
