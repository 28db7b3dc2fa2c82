//! Hospitals that the page names in full, by less: `Royal Wyvern` of `Royal Wyvern Hospital`, and `the Royal` where one is.

use super::listed::is_trust;
use super::{Evidence, Identity, Mentions, OrganisationMention, covers, overlap};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::page::Page;
use crate::text::TokenisedText;
use daybook_model::RecognitionRule;
use rustc_hash::FxHashMap;

/// Last words of hospitals' names.
const LAST: [&str; 3] = ["hospital", "infirmary", "hospice"];
/// Words of hospitals' names by which people call them, after `the`.
const CALLED: [&str; 4] = ["royal", "general", "infirmary", "mater"];

/// Whom a short form means, and the name in full; nobody where it means two.
type Owner = Option<(Identity, String)>;

/// Adds the short forms of hospitals' names.
pub(crate) fn find(knowledge: &Knowledge, page: &Page<'_>, found: &mut Mentions) {
    let mut cores: FxHashMap<String, Owner> = FxHashMap::default();
    let mut called: FxHashMap<&'static str, Owner> = FxHashMap::default();
    for (part, mentions) in page.parts.iter().zip(found.iter()) {
        let text = &part.text;
        for mention in mentions {
            let of_a_hospital = LAST.contains(&text.word(mention.end - 1));
            let full = || {
                (
                    mention.identity.clone(),
                    text.printed_span(mention.start, mention.end).to_owned(),
                )
            };
            if of_a_hospital && has_telling_core(text, mention) {
                let core = text.words(mention.start, mention.end - 1).to_owned();
                claim(
                    cores.entry(core).or_insert_with(|| Some(full())),
                    &mention.identity,
                );
            }
            if of_a_hospital || is_trust(knowledge, mention) {
                for word in CALLED {
                    if mention.end - mention.start > 1
                        && (mention.start..mention.end).any(|i| text.word(i) == word)
                    {
                        claim(
                            called.entry(word).or_insert_with(|| Some(full())),
                            &mention.identity,
                        );
                    }
                }
            }
        }
    }
    cores.retain(|_, owner| owner.is_some());
    called.retain(|_, owner| owner.is_some());
    if cores.is_empty() && called.is_empty() {
        return;
    }
    for (part, mentions) in page.parts.iter().zip(found.iter_mut()) {
        let text = &part.text;
        let mut added = Vec::new();
        for start in text.capitals() {
            if covers(mentions, start) || follows_a_capital(text, start) {
                continue;
            }
            let by_core = (start + 2..=start + 5)
                .rev()
                .find_map(|end| Some((end, cores.get(text.words(start, end))?)));
            let by_call = || {
                let alone = text.word_before(start, 1) == "the" && text.is_mid_sentence(start);
                let owner = called.get(text.word(start)).filter(|_| alone)?;
                Some((start + 1, owner))
            };
            let Some((end, Some((identity, full)))) = by_core.or_else(by_call) else {
                continue;
            };
            if text.is_capitalised(end) || text.classes(end).is(Classes::HEAD | Classes::THING) {
                continue;
            }
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

fn claim(owner: &mut Owner, identity: &Identity) {
    if owner.as_ref().is_some_and(|(known, _)| known != identity) {
        *owner = None;
    }
}

/// Is what stands before `Hospital` more than a place or words of any hospital?
fn has_telling_core(text: &TokenisedText<'_>, mention: &OrganisationMention) -> bool {
    let of_any = Classes::PLACE | Classes::GENERIC | Classes::ORGANISATION_WORD | Classes::FUNCTION;
    let telling = |i: usize| {
        matches!(text.word(i), "royal" | "queen" | "king" | "prince" | "princess")
            || (text.is_capitalised(i) && !text.classes(i).is(of_any))
    };
    let core = mention.start..mention.end - 1;
    core.len() > 1 && text.is_capitalised(mention.start) && core.into_iter().any(telling)
}

fn follows_a_capital(text: &TokenisedText<'_>, start: usize) -> bool {
    start > 0
        && text.is_capitalised(start - 1)
        && !text.classes(start - 1).is(Classes::FUNCTION | Classes::ROLE)
}

#[cfg(test)]
mod tests {
    use crate::testing::organisation_mentions;

    #[test]
    fn less_than_the_whole_name() {
        assert_eq!(
            organisation_mentions(
                "Staff of the Royal Quandary Hospital met. Royal Quandary’s canteen shut. At the Royal, none."
            ),
            ["Royal Quandary Hospital: Royal Quandary Hospital, Royal Quandary, Royal"]
        );
    }

    #[test]
    fn what_may_mean_another() {
        assert_eq!(
            organisation_mentions(
                "The Royal Quandary Hospital and the Royal Thornby Hospital met. At the Royal, none. The Royal Quandary Show shut."
            ),
            [
                "Royal Quandary Hospital: Royal Quandary Hospital",
                "Royal Thornby Hospital: Royal Thornby Hospital"
            ]
        );
    }
}
