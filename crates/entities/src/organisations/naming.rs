//! Canonical names of organisations that no list knows.

use super::endings::{Ending, EndingKind, is_of_every_place};
use super::{Evidence, Identity, Mentions, OrganisationMention};
use crate::knowledge::Knowledge;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::{RecognitionRule, is_apostrophe};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A name as printed, with ASCII apostrophes and single blanks.
pub(crate) fn printed(text: &TokenisedText<'_>, start: usize, end: usize) -> String {
    spaced(text, start, end).replace(is_apostrophe, "'")
}

/// Words as printed, with single blanks.
pub(crate) fn spaced(text: &TokenisedText<'_>, start: usize, end: usize) -> String {
    let mut name = String::new();
    for i in start..end {
        if i > start && text.tokens[i].spaced && text.kind(i) != TokenKind::Possessive {
            name.push(' ');
        }
        name.push_str(text.printed(i));
    }
    name
}

/// A mention that a rule found by its form: a row that has the name, or else one by the name as printed.
pub(crate) fn made(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    tokens: Range<usize>,
    rule: RecognitionRule,
    cue: &str,
) -> OrganisationMention {
    let name = printed(text, tokens.start, tokens.end);
    OrganisationMention {
        start: tokens.start,
        end: tokens.end,
        identity: knowledge
            .organisation_by_any_name(&name)
            .map_or(Identity::Made(name), Identity::Row),
        rule,
        evidence: Evidence::Words(cue.to_owned()),
    }
}

/// What a name with an ending means: a row of the same core, or a name with the ending written out.
pub(crate) fn identity(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    start: usize,
    ending: &Ending,
) -> Identity {
    let core = printed(text, start, ending.start);
    let core = core.trim_end();
    let whole = printed(text, start, ending.end);
    if let Some(row) = knowledge.organisation_by_name(&whole) {
        return Identity::Row(row);
    }
    let bare = core.strip_prefix("NHS ").unwrap_or(core);
    let by_core = knowledge.organisation_by_core(ending.kind, core);
    if let Some(row) = by_core.or_else(|| knowledge.organisation_by_core(ending.kind, bare)) {
        return Identity::Row(row);
    }
    Identity::Made(match ending.kind {
        EndingKind::CommissioningGroup => format!("{bare} Clinical Commissioning Group"),
        EndingKind::PrimaryCareTrust => format!("{bare} Primary Care Trust"),
        EndingKind::HealthAuthority => format!("{bare} Strategic Health Authority"),
        EndingKind::SupportUnit => format!("{bare} Commissioning Support Unit"),
        EndingKind::Trust => with_trust_ending(core, &whole),
        EndingKind::Hospital | EndingKind::Council => capitalised(&whole),
        EndingKind::Body if is_of_every_place(ending) => capitalised(&whole),
        EndingKind::Body | EndingKind::Weak => whole,
    })
}

/// `X FT` is a foundation trust; `X NHS trust` is a name with capitals.
fn with_trust_ending(core: &str, whole: &str) -> String {
    let ending = whole.get(core.len()..).unwrap_or("").trim();
    match ending.to_ascii_lowercase().as_str() {
        "ft" | "nhs ft" | "nhsft" | "nhs foundation trust" => format!("{core} NHS Foundation Trust"),
        "foundation trust" => format!("{core} Foundation Trust"),
        "nhs trust" => format!("{core} NHS Trust"),
        _ => whole.to_owned(),
    }
}

/// `Blackwater hospital` as `Blackwater Hospital`; words that join stay small.
fn capitalised(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        match letters.next() {
            Some(first)
                if !matches!(
                    word,
                    "of" | "and" | "on" | "upon" | "the" | "for" | "in" | "under"
                ) =>
            {
                first.to_uppercase().chain(letters).collect()
            }
            _ => word.to_owned(),
        }
    };
    name.split(' ').map(word).collect::<Vec<String>>().join(" ")
}

/// Names made of shorter and fuller forms of one name become the fullest that the page has.
///
/// Fuller means: the same words with an ending of trusts after them, or `NHS` or `Foundation` more in the ending.
pub(crate) fn fullest_on_page(knowledge: &Knowledge, found: &mut Mentions) {
    let mut fullest: FxHashMap<String, (usize, Identity)> = FxHashMap::default();
    for identity in found.iter().flatten().map(|mention| &mention.identity) {
        let name = match identity {
            Identity::Row(row) => &knowledge.organisation(*row).name,
            Identity::Made(name) => name,
        };
        if !name.ends_with(" Trust") {
            continue;
        }
        let best = fullest
            .entry(trust_key(name))
            .or_insert_with(|| (0, identity.clone()));
        if (best.0, &best.1) < (name.len(), identity) {
            *best = (name.len(), identity.clone());
        }
    }
    for mention in found.iter_mut().flatten() {
        if let Identity::Made(name) = &mention.identity
            && let Some((_, best)) = fullest.get(&trust_key(name))
        {
            mention.identity = best.clone();
        }
    }
}

/// The words of a name but for those that trusts' names have or lack at will.
fn trust_key(name: &str) -> String {
    let small = name.to_lowercase();
    let words = small
        .split_whitespace()
        .filter(|word| !matches!(*word, "nhs" | "foundation" | "the" | "trust"));
    words
        .map(|word| if word == "&" { "and" } else { word })
        .collect::<Vec<_>>()
        .join(" ")
}
