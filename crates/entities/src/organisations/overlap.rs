//! Of mentions that overlap, the longest stays; of two as long, the surer.

use super::OrganisationMention;
use daybook_model::RecognitionRule;
use std::cmp::Reverse;

/// Keeps mentions that do not overlap, in order.
pub(crate) fn resolve(mentions: &mut Vec<OrganisationMention>) {
    let mut ranked = std::mem::take(mentions);
    ranked.sort_by_key(|m| (Reverse(m.end - m.start), rank(m.rule), m.start));
    for mention in ranked {
        if mentions
            .iter()
            .all(|kept| mention.end <= kept.start || kept.end <= mention.start)
        {
            mentions.push(mention);
        }
    }
    mentions.sort_by_key(|m| m.start);
}

fn rank(rule: RecognitionRule) -> u8 {
    match rule {
        RecognitionRule::GazetteerName => 0,
        RecognitionRule::GazetteerAlias => 1,
        RecognitionRule::OrganisationSuffix => 2,
        RecognitionRule::OrganisationPrefix => 3,
        RecognitionRule::PageAcronym => 4,
        RecognitionRule::PageCoreference => 5,
        _ => 6,
    }
}
