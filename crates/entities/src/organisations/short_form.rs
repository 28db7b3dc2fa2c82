//! Short forms of names that the page has in full: `the Ombudsman`, `Sussex Partnership`.
//!
//! The last word of a name stands for it with a capital and `the`; what distinguishes a trust stands for it alone,
//! unless that is a bare place.

use super::{Evidence, Identity, Mentions, OrganisationMention, covers, overlap};
use crate::lexicon::Classes;
use crate::page::Page;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;
use rustc_hash::FxHashMap;

/// Last words that stand for a whole name.
const STANDING: [&str; 27] = [
    "ombudsman",
    "commission",
    "association",
    "society",
    "committee",
    "institute",
    "fund",
    "college",
    "council",
    "authority",
    "agency",
    "alliance",
    "federation",
    "foundation",
    "academy",
    "union",
    "confederation",
    "network",
    "faculty",
    "treasury",
    "regulator",
    "consortium",
    "forum",
    "panel",
    "observatory",
    "deanery",
    "coalition",
];

/// Last words of papers' names, which stand for them after `the`.
const PAPERS: [&str; 20] = [
    "mercury",
    "echo",
    "gazette",
    "herald",
    "chronicle",
    "argus",
    "post",
    "mail",
    "courier",
    "advertiser",
    "examiner",
    "standard",
    "star",
    "journal",
    "telegraph",
    "press",
    "messenger",
    "citizen",
    "sentinel",
    "recorder",
];

/// Adds the short forms of names in full.
pub(crate) fn find(page: &Page<'_>, found: &mut Mentions) {
    let mut last_words: FxHashMap<&str, Vec<(Identity, String)>> = FxHashMap::default();
    let mut cores: FxHashMap<String, Core> = FxHashMap::default();
    for (part, mentions) in page.parts.iter().zip(found.iter()) {
        for mention in mentions.iter().filter(|mention| mention.end - mention.start > 1) {
            let text = &part.text;
            let full = || text.printed_span(mention.start, mention.end).to_owned();
            if let Some(word) = STANDING
                .iter()
                .chain(&PAPERS)
                .find(|word| **word == text.word(mention.end - 1))
                // Nobody calls a local medical committee the Committee where parliament has one.
                .filter(|_| {
                    !text
                        .words(mention.start, mention.end)
                        .ends_with("local medical committee")
                })
            {
                let owners = last_words.entry(word).or_default();
                if owners.iter().all(|(identity, _)| *identity != mention.identity) {
                    owners.push((mention.identity.clone(), full()));
                }
            }
            if let Some((words, is_telling)) = core(text, mention) {
                let core = |is_telling| Core {
                    identity: mention.identity.clone(),
                    full: full(),
                    is_telling,
                };
                if let Some((first, _)) = words.split_once(' ')
                    && matches!(mention.identity, Identity::Made(_))
                    && !text.classes(mention.start).is(Classes::PLACE | Classes::GENERIC)
                {
                    // `Wexcombe’s board` of `Wexcombe Hospitals NHS Trust`; it needs a word of hospitals after it.
                    keep(&mut cores, first.to_owned(), core(false));
                }
                keep(&mut cores, words, core(is_telling));
            }
        }
    }
    for (part, mentions) in page.parts.iter().zip(found.iter_mut()) {
        let text = &part.text;
        let mut added = Vec::new();
        for i in text.capitals() {
            if covers(mentions, i) {
                continue;
            }
            let by_last = || {
                stands_alone(text, i)
                    .then(|| last_words.get(text.word(i)))
                    .flatten()
            };
            if let Some([(identity, full)]) = by_last().map(Vec::as_slice) {
                added.push(mention(i, i + 1, identity, full));
            } else if let Some((end, core)) = longest_core(text, i, &cores) {
                added.push(mention(i, end, &core.identity, &core.full));
            }
        }
        if !added.is_empty() {
            mentions.append(&mut added);
            overlap::resolve(mentions);
        }
    }
}

fn mention(start: usize, end: usize, identity: &Identity, full: &str) -> OrganisationMention {
    OrganisationMention {
        start,
        end,
        identity: identity.clone(),
        rule: RecognitionRule::PageCoreference,
        evidence: Evidence::Words(full.to_owned()),
    }
}

/// `the Ombudsman`, with nothing capitalised around it.
fn stands_alone(text: &TokenisedText<'_>, i: usize) -> bool {
    let determined = matches!(text.word_before(i, 1), "the")
        || !PAPERS.contains(&text.word(i))
            && text.classes_before(i, 1) == Classes::NONE
            && text.kind(i.wrapping_sub(1)) == TokenKind::Word;
    text.is_mid_sentence(i)
        && determined
        && !text.is_capitalised(i + 1)
        && text.word(i + 1) != "of"
        && !(i > 0 && text.is_capitalised(i - 1) && text.word(i - 1) != "the")
}

/// What stands before the ending of a trust's name.
struct Core {
    identity: Identity,
    full: String,
    /// It says by itself that it is a body; otherwise it may be a place, and needs a word of hospitals after it.
    is_telling: bool,
}

/// The core of a trust's name, and whether it is telling. A listed trust's place is the gazetteer's business.
fn core(text: &TokenisedText<'_>, mention: &OrganisationMention) -> Option<(String, bool)> {
    let words = text.words(mention.start, mention.end);
    let core = [" nhs foundation trust", " foundation trust", " nhs trust"]
        .iter()
        .find_map(|e| words.strip_suffix(e))?;
    let last = core.rsplit(' ').next()?;
    let is_telling = matches!(
        last,
        "partnership" | "healthcare" | "health" | "care" | "hospitals" | "hospital" | "community"
    );
    let known = is_telling || matches!(mention.identity, Identity::Made(_));
    (core.contains(' ') && known).then(|| (core.to_owned(), is_telling))
}

/// Of two bodies of one core the same one on every page, whichever entry comes first.
fn keep(cores: &mut FxHashMap<String, Core>, words: String, core: Core) {
    let better = |known: &Core| (&core.identity, !core.is_telling) < (&known.identity, !known.is_telling);
    if cores.get(&words).is_none_or(better) {
        cores.insert(words, core);
    }
}

fn longest_core<'c>(
    text: &TokenisedText<'_>,
    start: usize,
    cores: &'c FxHashMap<String, Core>,
) -> Option<(usize, &'c Core)> {
    if cores.is_empty() {
        return None;
    }
    (start + 1..=start + 8)
        .rev()
        .filter(|end| *end <= text.tokens.len())
        .find_map(|end| {
            let core = cores.get(text.words(start, end))?;
            let after = end..end + 4;
            let cued = after
                .take_while(|i| !matches!(text.kind(*i), TokenKind::Break | TokenKind::Mark))
                .any(|i| text.classes(i).is(Classes::TRUST_CUE))
                || (end - start > 1 && text.word_before(start, 1) == "at");
            (text.is_capitalised(end - 1) && (core.is_telling || cued)).then_some((end, core))
        })
}

#[cfg(test)]
mod tests {
    use crate::testing::organisation_mentions;

    #[test]
    fn last_words_and_cores() {
        let found = organisation_mentions(
            "The Harbour Lamps Ombudsman spoke. Staff asked the Ombudsman about Vale Partnership.\n\nVale Partnership NHS Trust replied.",
        );
        assert_eq!(
            found,
            [
                "Harbour Lamps Ombudsman: Harbour Lamps Ombudsman, Ombudsman",
                "Vale Partnership NHS Trust: Vale Partnership, Vale Partnership NHS Trust"
            ]
        );
    }
}
