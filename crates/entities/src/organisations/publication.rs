//! The page's own publication counts only where it acts or is told: `told HSJ`, not `HSJ Live`.
//!
//! Where nobody says which publication a page is of, it is the trade paper that the page names most.

use super::{Evidence, Identity, Mentions, OrganisationMention, covers, overlap};
use crate::gazetteer::OrganisationKind;
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::page::Page;
use crate::text::{TokenKind, TokenisedText, normalise};
use daybook_model::RecognitionRule;
use rustc_hash::FxHashMap;

/// Adds the mentions of a publication that no list knows, by the name that the page was given with.
pub(crate) fn add_unlisted(knowledge: &Knowledge, page: &Page<'_>, found: &mut Mentions) {
    let Some(publication) = page
        .publication
        .filter(|name| knowledge.organisation_by_any_name(name).is_none())
    else {
        return;
    };
    let wanted = normalise(publication);
    let wanted = wanted.trim();
    for (part, mentions) in page.parts.iter().zip(found.iter_mut()) {
        let text = &part.text;
        for start in text.capitals() {
            if !wanted.starts_with(text.word(start)) || covers(mentions, start) {
                continue;
            }
            let Some(end) = (start + 1..start + 8).find(|end| text.words(start, *end) == wanted) else {
                continue;
            };
            mentions.push(OrganisationMention {
                start,
                end,
                identity: Identity::Made(publication.to_owned()),
                rule: RecognitionRule::OrganisationContext,
                evidence: Evidence::Words("publication".to_owned()),
            });
        }
        overlap::resolve(mentions);
    }
}

/// Drops the mentions of the page's own publication that are only its title or a source.
pub(crate) fn keep_only_acting(knowledge: &Knowledge, page: &Page<'_>, found: &mut Mentions) {
    let Some(own) = own_publication(knowledge, page, found) else {
        return;
    };
    for (part, mentions) in page.parts.iter().zip(found.iter_mut()) {
        mentions.retain(|mention| mention.identity != own || takes_part(&part.text, mention));
    }
}

fn own_publication(knowledge: &Knowledge, page: &Page<'_>, found: &Mentions) -> Option<Identity> {
    if let Some(publication) = page.publication {
        let made = || Identity::Made(publication.to_owned());
        return Some(
            knowledge
                .organisation_by_any_name(publication)
                .map_or_else(made, Identity::Row),
        );
    }
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    for (part, mention) in page
        .parts
        .iter()
        .zip(found)
        .flat_map(|(part, found)| found.iter().map(move |m| (part, m)))
    {
        if let Identity::Row(row) = mention.identity
            && knowledge.organisation(row).kind == OrganisationKind::TradePress
        {
            // One mention may be of any paper; its own pages name it again and again, or as `HSJ Live` and `on HSJ`.
            let text = &part.text;
            let own = text.word(mention.end) == "live" || text.word_before(mention.start, 1) == "on";
            *counts.entry(row).or_default() += if own { 2 } else { 1 };
        }
    }
    counts.retain(|_, count| *count > 1);
    counts
        .into_iter()
        .max_by_key(|(row, count)| (*count, std::cmp::Reverse(*row)))
        .map(|(row, _)| Identity::Row(row))
}

/// Verbs that a publication does as itself.
const OWN_VERBS: [&str; 41] = [
    "reported",
    "reports",
    "understands",
    "understood",
    "learned",
    "learnt",
    "revealed",
    "reveals",
    "asked",
    "said",
    "says",
    "approached",
    "contacted",
    "spoke",
    "obtained",
    "established",
    "analysed",
    "found",
    "published",
    "discovered",
    "told",
    "hosted",
    "launched",
    "wrote",
    "called",
    "believes",
    "requested",
    "surveyed",
    "invited",
    "hears",
    "discloses",
    "disclosed",
    "can",
    "has",
    "had",
    "is",
    "was",
    "put",
    "interviewed",
    "knows",
    "exclusively",
];

fn takes_part(text: &TokenisedText<'_>, mention: &OrganisationMention) -> bool {
    let (start, end) = (mention.start, mention.end);
    if text.kind(start) == TokenKind::Handle {
        return false;
    }
    let the = usize::from(text.word_before(start, 1) == "the");
    let before = text.word_before(start, 1 + the);
    let earlier = text.word_before(start, 2 + the);
    if matches!(
        before,
        "told" | "tells" | "tell" | "telling" | "informed" | "assured"
    ) {
        return true;
    }
    let addressed = before == "to"
        && matches!(
            earlier,
            "confirmed"
                | "spoke"
                | "speaking"
                | "talking"
                | "leaked"
                | "said"
                | "explained"
                | "revealed"
                | "admitted"
                | "statement"
                | "passed"
                | "sent"
                | "given"
                | "talked"
                | "speaks"
                | "disclosed"
                | "released"
                | "provided"
                | "email"
                | "letter"
        );
    let agent = before == "by"
        && matches!(
            earlier,
            "seen"
                | "obtained"
                | "reported"
                | "revealed"
                | "asked"
                | "published"
                | "contacted"
                | "approached"
                | "analysed"
                | "conducted"
                | "leaked"
                | "interviewed"
                | "shared"
                | "compiled"
                | "uncovered"
                | "analysis"
                | "investigation"
        );
    let with = before == "with" && matches!(earlier, "interview" | "shared" | "spoke" | "speaking");
    let contributes = before == "for"
        && (text.classes_before(start, 2 + the).is(Classes::SAYING)
            || matches!(
                earlier,
                "article" | "piece" | "column" | "blog" | "writing" | "written"
            ));
    if addressed || agent || with || contributes {
        return true;
    }
    // `HSJ's reporter`, `HSJ editor`, `HSJ’s acute sector reporter`.
    let possessive = text.kind(end) == TokenKind::Possessive;
    let next = end + usize::from(possessive);
    // `HSJ’s Clara Wick`, as of any other body.
    if possessive && text.is_capitalised(next) && text.classes(next).is(Classes::GIVEN) {
        return true;
    }
    // `HSJ’s timeline`: a thing of its own.
    if possessive && text.kind(next) == TokenKind::Word && !text.is_capitalised(next) {
        return true;
    }
    let newsroom = |i: usize| {
        matches!(
            text.word(i),
            "editor" | "reporter" | "correspondent" | "columnist" | "journalist" | "chief"
        )
    };
    if (next..next + 4)
        .take_while(|i| text.kind(*i) == TokenKind::Word)
        .any(newsroom)
    {
        return true;
    }
    let source = matches!(
        before,
        "from" | "on" | "in" | "of" | "with" | "for" | "at" | "via"
    );
    !source && !possessive && !text.is_capitalised(end) && OWN_VERBS.contains(&text.word(end))
}
