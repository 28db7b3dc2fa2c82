//! Names that the gazetteer lists, each with what it needs beside it.
//!
//! First the names that need nothing are taken; with what they say is on the page, the conditional ones follow.

use super::affiliation::OPENING_NAMES;
use super::extent::is_plural_holder;
use super::trust_cue::{has_trust_cue, is_meeting_place, is_plainly_a_place};
use super::{
    Evidence, Identity, Mentions, OrganisationMention, among_papers, overlap, trust_cue, trust_lines,
    trust_list,
};
use crate::gazetteer::{Need, OrganisationKind};
use crate::knowledge::{Knowledge, overlaps};
use crate::lexicon::Classes;
use crate::matcher::{Form, Hit, Target};
use crate::page::{Page, PagePart};
use crate::text::{Shape, TokenKind, TokenisedText};
use daybook_model::RecognitionRule;
use rustc_hash::FxHashSet;

/// Cues are looked for so many tokens away.
const NEAR: usize = 12;

/// What the whole page says of rows.
#[derive(Default)]
struct OnPage {
    /// Named in full or by an unconditional alias.
    full: FxHashSet<u32>,
    /// Named by an everyday word whose capital its place does not explain.
    plain: FxHashSet<u32>,
    /// How many of those named in full are trusts and hospitals.
    hospitals: usize,
}

/// A page that names so many hospitals and trusts in full speaks of them.
const SPEAKS_OF_HOSPITALS: usize = 2;

/// Listed names on every part of the page.
pub(crate) fn find(knowledge: &Knowledge, page: &Page<'_>) -> Mentions {
    let mut on_page = OnPage::default();
    let mut found: Mentions = Vec::with_capacity(page.parts.len());
    for part in &page.parts {
        let mut mentions = Vec::new();
        for (hit, row, form) in organisations(knowledge, part) {
            if form.need == Need::Nothing && allowed(knowledge, part, hit, row, form) {
                mentions.push(mention(hit, row, form));
            } else if form.need == Need::MidSentence && is_plain_use(&part.text, hit, form) {
                on_page.plain.insert(row);
            }
        }
        on_page
            .full
            .extend(choose(knowledge, page, &mut mentions, &FxHashSet::default()));
        found.push(mentions);
    }
    let hospitals = on_page
        .full
        .iter()
        .filter(|row| is_of_hospitals(knowledge, **row));
    on_page.hospitals = hospitals.count();
    for (part, mentions) in page.parts.iter().zip(&mut found) {
        for (hit, row, form) in organisations(knowledge, part) {
            let papers = || {
                form.need == Need::Determiner && follows_a_paper(knowledge, &part.text, hit, row, mentions)
            };
            if form.need != Need::Nothing
                && allowed(knowledge, part, hit, row, form)
                && (satisfied(knowledge, page, part, hit, row, form, &on_page) || papers())
            {
                mentions.push(mention(hit, row, form));
            }
        }
        choose(knowledge, page, mentions, &on_page.full);
        let mut in_lists = trust_list::find(knowledge, part, mentions);
        in_lists.extend(trust_lines::find(knowledge, part, mentions));
        if !in_lists.is_empty() {
            mentions.extend(in_lists);
            choose(knowledge, page, mentions, &on_page.full);
        }
    }
    found
}

pub(super) fn organisations<'k>(
    knowledge: &'k Knowledge,
    part: &'k PagePart<'_>,
) -> impl Iterator<Item = (Hit, u32, &'k Form)> {
    part.hits.iter().filter_map(|hit| {
        let form = knowledge.matcher.form(*hit);
        match form.target {
            Target::Organisation(row) => Some((*hit, row, form)),
            _ => None,
        }
    })
}

pub(super) fn mention(hit: Hit, row: u32, form: &Form) -> OrganisationMention {
    OrganisationMention {
        start: hit.start,
        end: hit.end,
        identity: Identity::Row(row),
        rule: if hit.misprinted {
            RecognitionRule::GazetteerMisprint
        } else {
            form.rule
        },
        evidence: Evidence::Form(hit.form),
    }
}

/// A trust, a hospital or a health board?
pub(super) fn is_trust(knowledge: &Knowledge, mention: &OrganisationMention) -> bool {
    matches!(mention.identity, Identity::Row(row) if is_of_hospitals(knowledge, row))
}

fn is_of_hospitals(knowledge: &Knowledge, row: u32) -> bool {
    matches!(
        knowledge.organisation(row).kind,
        OrganisationKind::Trust | OrganisationKind::Hospital | OrganisationKind::HealthBoard
    )
}

/// Of several rows at one place the likeliest, then of overlapping names the longest. Returns the rows that stay.
fn choose(
    knowledge: &Knowledge,
    page: &Page<'_>,
    mentions: &mut Vec<OrganisationMention>,
    full: &FxHashSet<u32>,
) -> Vec<u32> {
    let rank = |mention: &OrganisationMention| {
        let Identity::Row(row) = mention.identity else {
            return (true, true, u8::MAX, u32::MAX);
        };
        let organisation = knowledge.organisation(row);
        let in_time = overlaps((organisation.from, organisation.to), (page.earliest, page.latest));
        let derived = matches!(mention.evidence, Evidence::Form(form) if knowledge.matcher.is_derived(form));
        // `NHS Kent` was a primary care trust as long as there were any.
        let later = organisation.kind == OrganisationKind::Ccg;
        // A town stands for its trust rather than for one of the trust's hospitals.
        let site = derived && organisation.kind == OrganisationKind::Hospital;
        (
            !full.contains(&row),
            !in_time,
            u8::from(mention.rule != RecognitionRule::GazetteerName)
                + u8::from(derived)
                + u8::from(later || site),
            row,
        )
    };
    mentions.sort_by_cached_key(|m| (m.start, m.end, rank(m)));
    mentions.dedup_by_key(|m| (m.start, m.end));
    overlap::resolve(mentions);
    mentions
        .iter()
        .filter_map(|m| match m.identity {
            Identity::Row(row) => Some(row),
            Identity::Made(_) => None,
        })
        .collect()
}

/// Is nothing against the name here: a phrase of `not_in`, a person's given name before it?
pub(super) fn allowed(knowledge: &Knowledge, part: &PagePart<'_>, hit: Hit, row: u32, form: &Form) -> bool {
    let excluded = part.hits.iter().any(|other| {
        knowledge.matcher.form(*other).target == Target::NotIn(row)
            && other.start <= hit.start
            && hit.end <= other.end
    });
    if excluded {
        return false;
    }
    if form.is_long() {
        return true;
    }
    let text = &part.text;
    // `the Press Officers' Circle` is no company that is called Circle.
    let held = hit.start > 0
        && matches!(form.need, Need::MidSentence | Need::Cue)
        && is_plural_holder(text, hit.start - 1);
    if held {
        return false;
    }
    let surname = hit.start > 0
        && text.tokens[hit.start].shape == Shape::Title
        && text.is_capitalised(hit.start - 1)
        && (text.classes(hit.start - 1).is_plain_given_name()
            || text.classes(hit.start - 1).is(Classes::HONORIFIC));
    !surname
}

fn satisfied(
    knowledge: &Knowledge,
    page: &Page<'_>,
    part: &PagePart<'_>,
    hit: Hit,
    row: u32,
    form: &Form,
    on_page: &OnPage,
) -> bool {
    let text = &part.text;
    let cues = &knowledge.organisation(row).cues;
    match form.need {
        Need::Nothing => true,
        Need::Never => false,
        Need::Determiner => text.word_before(hit.start, 1) == "the" || text.word(hit.start) == "the",
        Need::MidSentence => {
            is_plain_use(text, hit, form)
                || (!is_part_of_longer(text, hit)
                    && !reads_on(text, hit)
                    && (on_page.plain.contains(&row)
                        || on_page.full.contains(&row)
                        || has_cue(text, hit, cues)
                        || acts(text, hit)
                        || is_listed_with_another(knowledge, part, hit)))
        }
        Need::TrustCue => {
            let is_hospital = knowledge.organisation(row).kind == OrganisationKind::Hospital;
            let bare_place = form.derived && (hit.start..hit.end).all(|i| text.classes(i).is(Classes::PLACE));
            let is_at = text.word_before(hit.start, 1) == "at";
            !is_part_of_longer(text, hit)
                && (is_at || !bare_place)
                && (has_trust_cue(text, hit)
                    || (is_hospital && trust_cue::is_gone_to(text, hit))
                    || (on_page.hospitals >= SPEAKS_OF_HOSPITALS
                        && form.is_long()
                        && !is_plainly_a_place(text, hit)
                        && ((is_hospital && !bare_place)
                            || (!form.derived && trust_cue::is_of_two_places(text, hit))))
                    || (!form.derived && trust_cue::stands_in_brackets_after_a_name(text, hit))
                    || (!form.derived && text.tokens[hit.start].shape == Shape::Caps && acts(text, hit))
                    || (!bare_place && form.is_long() && (acts(text, hit) || text.word(hit.end) == "did"))
                    || (!form.derived && owns_a_person(text, hit) && !is_meeting_place(text, hit))
                    || (on_page.full.contains(&row) && !is_plainly_a_place(text, hit)))
        }
        Need::Cue => {
            has_cue(text, hit, cues)
                || on_page.full.contains(&row)
                || owns_a_person(text, hit)
                || among_papers::stands(knowledge, part, hit, row)
                || (form.rule == RecognitionRule::GazetteerName
                    && !form.derived
                    && stands_as_a_body(page, part, knowledge, hit))
        }
        Need::FullName => on_page.full.contains(&row),
    }
}

/// A name that is an everyday word, where nobody writes the word: `Shelter had a stall`, `the Crisis fringe`.
fn stands_as_a_body(page: &Page<'_>, part: &PagePart<'_>, knowledge: &Knowledge, hit: Hit) -> bool {
    let text = &part.text;
    if !text.is_capitalised(hit.start) || is_part_of_longer(text, hit) {
        return false;
    }
    let held_by = text.word_before(hit.start, 1) == "the"
        && matches!(
            text.word(hit.end),
            "conference" | "fringe" | "reception" | "stall" | "stand"
        );
    let subject = acts(text, hit)
        && (hit.end - hit.start > 1
            || text.is_mid_sentence(hit.start)
            || !page.has_in_small_letters(text.word(hit.start)));
    let told = match text.word_before(hit.start, 1) {
        "told" | "tells" | "telling" => true,
        "to" => matches!(
            text.word_before(hit.start, 2),
            "talking" | "spoke" | "speaking" | "talked"
        ),
        _ => false,
    };
    held_by
        || subject
        || told
        || owns_a_person(text, hit)
        || (text.is_mid_sentence(hit.start) && is_listed_with_another(knowledge, part, hit))
}

/// `Mind how you go`, `Monitor the language`: a verb and what it governs.
fn reads_on(text: &TokenisedText<'_>, hit: Hit) -> bool {
    matches!(
        text.word(hit.end),
        "the"
            | "a"
            | "an"
            | "how"
            | "your"
            | "you"
            | "it"
            | "its"
            | "my"
            | "our"
            | "their"
            | "this"
            | "that"
            | "me"
            | "him"
            | "them"
            | "us"
            | "behind"
            | "around"
            | "against"
    )
}

/// `Lamplight’s Clara Wick`.
fn owns_a_person(text: &TokenisedText<'_>, hit: Hit) -> bool {
    let person = hit.end + 1;
    text.kind(hit.end) == TokenKind::Possessive
        && text.printed(hit.end).len() > 1
        && text.is_capitalised(person)
        && text.classes(person).is(Classes::GIVEN)
        && text.is_capitalised(person + 1)
}

/// `The Daily Telegraph, Mirror and Sun`: one article for the whole list of papers.
fn follows_a_paper(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    hit: Hit,
    row: u32,
    mentions: &[OrganisationMention],
) -> bool {
    let is_paper = |row: u32| knowledge.organisation(row).kind == OrganisationKind::Newspaper;
    let joint = hit
        .start
        .checked_sub(1)
        .filter(|i| matches!(text.word(*i), "," | "and"));
    let before = |joint: usize| {
        mentions
            .iter()
            .any(|m| m.end == joint && matches!(m.identity, Identity::Row(other) if is_paper(other)))
    };
    is_paper(row) && joint.is_some_and(before)
}

/// A capital that nothing but a name explains.
fn is_plain_use(text: &TokenisedText<'_>, hit: Hit, form: &Form) -> bool {
    text.is_capitalised(hit.start)
        && text.is_mid_sentence(hit.start)
        && (form.is_long() || !is_part_of_longer(text, hit))
        && !text.word_before(hit.start, 1).ends_with('-')
}

/// Do words with capitals around a name of one word make it part of another name?
pub(super) fn is_part_of_longer(text: &TokenisedText<'_>, hit: Hit) -> bool {
    let roles = Classes::ROLE | Classes::ROLE_PART;
    let after = text.is_capitalised(hit.end)
        && text.tokens[hit.end].shape == Shape::Title
        && text
            .classes(hit.end)
            .is(Classes::HEAD | Classes::THING | Classes::ORGANISATION_WORD | Classes::LISTED_WORD)
        && !text.classes(hit.end).is(roles);
    let before = hit.start > 0
        && text.is_capitalised(hit.start - 1)
        && text.tokens[hit.start - 1].shape == Shape::Title
        && !text.tokens[hit.start - 1].sentence_start
        && (!text.classes(hit.start - 1).is(Classes::FUNCTION | roles)
            || OPENING_NAMES.contains(&text.word(hit.start - 1)));
    after || before
}

/// Does a verb or a possessive show that the name at the head of a sentence is its subject?
fn acts(text: &TokenisedText<'_>, hit: Hit) -> bool {
    match text.kind(hit.end) {
        TokenKind::Possessive => text.printed(hit.end).len() > 1,
        // `Monitor, which may get powers`
        TokenKind::Mark => text.word(hit.end) == "," && text.word(hit.end + 1) == "which",
        TokenKind::Word => {
            text.classes(hit.end).is(Classes::SAYING)
                || matches!(
                    text.word(hit.end),
                    "has"
                        | "had"
                        | "will"
                        | "was"
                        | "is"
                        | "have"
                        | "published"
                        | "leads"
                        | "splashes"
                        | "carries"
                        | "also"
                        | "wants"
                        | "runs"
                        | "doesn't"
                        | "didn't"
                        | "won't"
                        | "isn't"
                        | "hasn't"
                )
        }
        _ => false,
    }
}

/// `Monitor and NHS England`, `Monitor, the CQC and`: in company the capital is a name's.
fn is_listed_with_another(knowledge: &Knowledge, part: &PagePart<'_>, hit: Hit) -> bool {
    let text = &part.text;
    let next = hit.end + 1 + usize::from(text.word(hit.end + 1) == "the");
    let sure = |other: &Hit| {
        let form = knowledge.matcher.form(*other);
        other.start == next && form.need == Need::Nothing && matches!(form.target, Target::Organisation(_))
    };
    matches!(text.word(hit.end), "and" | ",") && part.hits.iter().any(sure)
}

/// The tokens around a name that are on its line, so many each way.
pub(super) fn nearby(text: &TokenisedText<'_>, hit: Hit, reach: usize) -> (usize, usize) {
    let mut from = hit.start;
    while from > 0 && hit.start - from < reach && text.kind(from - 1) != TokenKind::Break {
        from -= 1;
    }
    let mut to = hit.end;
    while to < text.tokens.len() && to - hit.end < reach && text.kind(to) != TokenKind::Break {
        to += 1;
    }
    (from, to)
}

fn has_cue(text: &TokenisedText<'_>, hit: Hit, cues: &[String]) -> bool {
    let (from, to) = nearby(text, hit, NEAR);
    let (before, after) = (text.words(from, hit.start), text.words(hit.end, to));
    let stands_in = |words: &str, cue: &str| {
        words.match_indices(cue).any(|(at, _)| {
            let end = at + cue.len();
            (at == 0 || words.as_bytes()[at - 1] == b' ')
                && (end == words.len() || words.as_bytes()[end] == b' ')
        })
    };
    cues.iter()
        .any(|cue| stands_in(before, cue) || stands_in(after, cue))
}
