//! Persons: full names first, each shown by something, then the short forms that the page resolves.
//!
//! 1. [`listed`]: names of the gazetteer.
//! 2. [`name`]: runs of capitalised words cut into titles, roles and names.
//! 3. [`honorific`], [`role`], [`attribution`], [`given_name`], [`list`]: what shows that a name is a person's.
//! 4. [`namesake`]: listed persons of one full name told apart.
//! 5. [`directory`]: the page's persons, with spellings of one person brought together.
//! 6. [`lone`]: surnames and given names alone, resolved on the page; [`stranger`] where the page does not
//!    help, [`misprint`] where nothing else does; [`untitled`] and [`shared_surname`] for what is named by halves.
//!
//! [`thing`] says where a name is part of the name of a report or a show and no person.

pub(crate) mod agent;
pub(crate) mod attribution;
pub(crate) mod directory;
pub(crate) mod first_name_terms;
pub(crate) mod given_name;
pub(crate) mod honorific;
pub(crate) mod initials;
pub(crate) mod introduced;
pub(crate) mod list;
pub(crate) mod listed;
pub(crate) mod lone;
pub(crate) mod mailbox;
pub(crate) mod misprint;
pub(crate) mod name;
pub(crate) mod namesake;
pub(crate) mod nickname;
pub(crate) mod office;
pub(crate) mod plural;
pub(crate) mod relative;
pub(crate) mod role;
pub(crate) mod shared_surname;
pub(crate) mod stranger;
pub(crate) mod thing;
pub(crate) mod untitled;

use crate::gazetteer::Gender;
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::organisations::covers as organisation_covers;
use crate::organisations::{Evidence, Identity, Mentions as Organisations, OrganisationMention};
use crate::page::{Page, PagePart};
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;
use name::Candidate;
use rustc_hash::FxHashSet;

/// A mention of a person, as tokens of a part of the page.
#[derive(Debug, Clone)]
pub(crate) struct PersonMention {
    /// With titles.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Given name and surname.
    pub(crate) is_full: bool,
    pub(crate) identity: Identity,
    pub(crate) gender: Option<Gender>,
    pub(crate) rule: RecognitionRule,
    pub(crate) evidence: Evidence,
}

/// Mentions by part of the page, each in order and none overlapping.
pub(crate) type Mentions = Vec<Vec<PersonMention>>;

/// All persons of a page.
pub(crate) fn recognise(knowledge: &Knowledge, page: &Page<'_>, organisations: &Organisations) -> Mentions {
    let mut found = Vec::with_capacity(page.parts.len());
    let mut alone = Vec::with_capacity(page.parts.len());
    let mut still_unsure = Vec::with_capacity(page.parts.len());
    for (part, organisations) in page.parts.iter().zip(organisations) {
        let mut mentions = listed::find(knowledge, part, organisations);
        let candidates = name::candidates(&part.text, organisations, &mentions);
        let mut unsure = Vec::new();
        let mut lone = Vec::new();
        for candidate in candidates {
            if thing::is_named_after(part, &candidate, knowledge)
                || thing::is_a_constituency(&part.text, candidate.start)
                || is_bracketed_after_a_name(&part.text, organisations, &candidate)
            {
                continue;
            }
            match shown_by(page, part, organisations, &candidate) {
                Some((rule, cue)) => mentions.push(full_mention(part, &candidate, rule, cue)),
                // `Mrs Van Der Wick` has only a surname.
                None if candidate.is_full() && !is_only_a_surname(&part.text, &candidate) => {
                    lone.extend(name::rest_of(page, &part.text, &candidate));
                    unsure.push(candidate);
                }
                None => lone.push(candidate),
            }
        }
        mentions.sort_by_key(|m| m.start);
        still_unsure.push(list::extend(page, part, unsure, &mut mentions));
        found.push(mentions);
        alone.push(lone);
    }
    repeated(page, still_unsure, &mut found);
    namesake::tell_apart(knowledge, page, organisations, &mut found);
    let directory = directory::Directory::new(knowledge, page, &mut found);
    lone::resolve(knowledge, page, &directory, &alone, &mut found);
    found
}

/// `Ann Lee (Elvis Loves Pets)`: what stands in brackets after a name is no second person.
fn is_bracketed_after_a_name(
    text: &TokenisedText<'_>,
    organisations: &[OrganisationMention],
    candidate: &Candidate,
) -> bool {
    let before = candidate.start.checked_sub(2);
    !candidate.is_titled()
        && text.word_before(candidate.start, 1) == "("
        && text.word(candidate.end) == ")"
        && before.is_some_and(|i| text.is_capitalised(i) && !organisation_covers(organisations, i))
}

/// A full name that something showed to be a person's is one wherever it stands.
fn repeated(page: &Page<'_>, unsure: Vec<Vec<Candidate>>, found: &mut Mentions) {
    let made = |mention: &PersonMention| match &mention.identity {
        Identity::Made(name) if mention.is_full => Some(name.clone()),
        _ => None,
    };
    let shown: FxHashSet<String> = found.iter().flatten().filter_map(made).collect();
    for ((part, candidates), mentions) in page.parts.iter().zip(unsure).zip(found) {
        for candidate in candidates {
            let name = name::printed(&part.text, candidate.name_start, candidate.end);
            if shown.contains(&name) {
                mentions.push(full_mention(
                    part,
                    &candidate,
                    RecognitionRule::PageCoreference,
                    name,
                ));
            }
        }
        mentions.sort_by_key(|m| m.start);
    }
}

/// What shows that a full name is a person's, the strongest first.
fn shown_by(
    page: &Page<'_>,
    part: &PagePart<'_>,
    organisations: &[OrganisationMention],
    candidate: &Candidate,
) -> Option<(RecognitionRule, String)> {
    let text = &part.text;
    if !candidate.is_full() || is_only_a_surname(text, candidate) {
        return None;
    }
    if let Some(cue) = honorific::shows(text, candidate) {
        return Some((RecognitionRule::Honorific, cue));
    }
    if let Some(nickname) = nickname::quoted(text, candidate) {
        return Some((RecognitionRule::GivenName, text.printed(nickname).to_owned()));
    }
    if let Some(initials) = initials::show(text, candidate) {
        return Some((RecognitionRule::GivenName, initials));
    }
    let role = || role::shows(text, organisations, candidate).map(|cue| (RecognitionRule::Role, cue));
    let attribution = || attribution::shows(text, candidate).map(|cue| (RecognitionRule::Attribution, cue));
    let evidence = || role().or_else(attribution);
    match given_name::standing(page, text, candidate) {
        given_name::Standing::Sure => evidence().or_else(|| {
            Some((
                RecognitionRule::GivenName,
                text.printed(candidate.name_start).to_owned(),
            ))
        }),
        given_name::Standing::Possible if is_label_or_body(text, candidate) => None,
        given_name::Standing::Possible => evidence(),
        given_name::Standing::No => None,
    }
}

fn is_only_a_surname(text: &TokenisedText<'_>, candidate: &Candidate) -> bool {
    let first = text.classes(candidate.name_start);
    candidate.is_titled() && first.is(Classes::PARTICLE) && !first.is(Classes::GIVEN)
}

/// `• Lifetime Achievement: Ann Lee`, `the chair of Quay Carers: “No”`: a strange name in front of a colon.
fn is_label_or_body(text: &TokenisedText<'_>, candidate: &Candidate) -> bool {
    let known = text.classes(candidate.name_start).is(Classes::GIVEN);
    let bullet = candidate.start > 0
        && text.kind(candidate.start - 1) == TokenKind::Mark
        && candidate
            .start
            .checked_sub(2)
            .is_none_or(|i| text.kind(i) == TokenKind::Break);
    let of_a_role = text.word_before(candidate.start, 1) == "of"
        && text.classes_before(candidate.start, 2).is(Classes::ROLE);
    !known && ((bullet && text.word(candidate.end) == ":") || of_a_role)
}

fn full_mention(
    part: &PagePart<'_>,
    candidate: &Candidate,
    rule: RecognitionRule,
    cue: String,
) -> PersonMention {
    PersonMention {
        start: candidate.start,
        end: candidate.end,
        is_full: true,
        identity: Identity::Made(name::printed(&part.text, candidate.name_start, candidate.end)),
        gender: candidate
            .gender
            .or_else(|| part.text.classes(candidate.name_start).gender()),
        rule,
        evidence: Evidence::Words(cue),
    }
}

/// Does any of the mentions cover a token?
pub(crate) fn covers(mentions: &[PersonMention], token: usize) -> bool {
    mentions
        .iter()
        .any(|mention| mention.start <= token && token < mention.end)
}
