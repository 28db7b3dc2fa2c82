//! Names that end as organisations' names do: `... NHS Foundation Trust`, `... Association`.
//!
//! The ending must have a name of its own before it: `the local NHS trust` names nothing.

use super::endings::{AREA_TEAM, Ending, EndingKind, ending_at, is_of_every_place, needs_article};
use super::extent::left_edge;
use super::{Evidence, OrganisationMention, covers, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::page::Page;
use crate::text::{Shape, TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// Capitalised nouns that make the name one of an event, a law or a paper.
pub(super) const MAKES_A_THING: [&str; 36] = [
    "award",
    "awards",
    "conference",
    "congress",
    "summit",
    "act",
    "bill",
    "day",
    "week",
    "month",
    "lecture",
    "programme",
    "scheme",
    "review",
    "inquiry",
    "report",
    "framework",
    "strategy",
    "show",
    "festival",
    "prize",
    "index",
    "survey",
    "briefing",
    "bulletin",
    "campaign",
    "fund",
    "pilot",
    "project",
    "initiative",
    "tariff",
    "regulations",
    "code",
    "standards",
    "agm",
    "plan",
];

/// Names by their endings.
pub(crate) fn find(
    knowledge: &Knowledge,
    page: &Page<'_>,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found = Vec::new();
    for last in text.of(Classes::HEAD | Classes::WEAK_HEAD) {
        let Some(ending) = ending_at(text, last) else {
            continue;
        };
        let known_already = known
            .iter()
            .any(|m| m.end == ending.end && m.start < ending.start);
        if known_already || (covers(known, last) && !known.iter().any(|m| m.end == ending.end)) {
            continue;
        }
        let health_board = text.word(last) == "board" && text.word_before(last, 1) == "health";
        let of_scrutiny = text.word(last) == "committee"
            && (text.word_before(last, 2), text.word_before(last, 1)) == ("and", "scrutiny");
        let joins = health_board
            || of_scrutiny
            || matches!(
                ending.kind,
                EndingKind::CommissioningGroup
                    | EndingKind::Council
                    | EndingKind::Trust
                    | EndingKind::PrimaryCareTrust
                    | EndingKind::HealthAuthority
                    | EndingKind::SupportUnit
            );
        let ending = with_a_firms_word(text, ending);
        let start = left_edge(text, ending.start, joins, known);
        if start < ending.start && is_name(page, text, start, &ending) {
            found.push(OrganisationMention {
                start,
                end: ending.end,
                identity: naming::identity(knowledge, text, start, &ending),
                rule: RecognitionRule::OrganisationSuffix,
                evidence: Evidence::Words(ending.cue.to_owned()),
            });
        }
    }
    found
}

/// `Quay Hospice Care`: one more word that ends names of firms.
fn with_a_firms_word(text: &TokenisedText<'_>, ending: Ending) -> Ending {
    let next = ending.end;
    let more = matches!(
        text.word(next),
        "care" | "services" | "partners" | "trading" | "enterprises"
    ) && text.is_capitalised(next)
        && !text.is_capitalised(next + 1)
        && matches!(
            text.word(ending.end - 1),
            "hospice" | "foundation" | "association" | "federation"
        )
        && text.is_capitalised(ending.end - 1);
    Ending {
        end: next + usize::from(more),
        ..ending
    }
}

fn is_name(page: &Page<'_>, text: &TokenisedText<'_>, start: usize, ending: &Ending) -> bool {
    let core = start..ending.start;
    let own = |i: &usize| text.is_capitalised(*i) && !text.classes(*i).is(Classes::GENERIC);
    let words = core.clone().filter(|i| text.is_capitalised(*i)).count();
    // There are several, each the only one of its place.
    let city = ending.kind == EndingKind::Hospital
        && text.words(start, ending.end) == "city hospital"
        && text.is_capitalised(ending.start)
        && text.is_mid_sentence(start);
    if core.clone().filter(own).count() == 0 && !city {
        return false;
    }
    if words < ending.least {
        // `run by the Sycamore Group`
        return matches!(text.word(ending.start), "group" | "partnership" | "network")
            && matches!(text.word_before(start, 1), "the")
            && is_firm(text, start, ending);
    }
    if ending.cue == AREA_TEAM {
        return text.is_mid_sentence(start) && !text.is_capitalised(ending.end);
    }
    if is_of_every_place(ending) && !text.is_capitalised(ending.end - 1) {
        let opener = text.tokens[start].sentence_start && page.has_in_small_letters(text.word(start));
        return !opener
            && core
                .clone()
                .all(|i| !text.classes(i).is(Classes::HONORIFIC | Classes::ROLE));
    }
    if ending.kind == EndingKind::Weak {
        return is_firm(text, start, ending);
    }
    let next = ending.end;
    if text.is_capitalised(next) && MAKES_A_THING.contains(&text.word(next)) {
        return false;
    }
    let article = matches!(text.word_before(start, 1), "the");
    let indefinite = matches!(text.word_before(start, 1), "a" | "an" | "every" | "each" | "any");
    if needs_article(ending) && !(article || core.clone().any(|i| text.classes(i).is(Classes::PLACE))) {
        return false;
    }
    if !text.is_capitalised(ending.end - 1) && ending.cue != "company" {
        // In small letters only a name right before it makes `hospital` one, and no region does.
        let last = ending.start - 1;
        let large = matches!(
            text.word(last),
            "london" | "england" | "scotland" | "wales" | "uk" | "british" | "english"
        );
        return !indefinite
            && !article
            && !large
            && !(text
                .classes(last)
                .is(Classes::ROLE_PART | Classes::ORGANISATION_WORD))
            && text.kind(last) == TokenKind::Word
            && (text.is_mid_sentence(start) || text.classes(ending.end).is(Classes::ROLE));
    }
    // At the head of a sentence one capitalised word may be any word.
    let single = words == 1 && text.tokens[start].sentence_start;
    if single && ending.kind == EndingKind::Body && page.has_in_small_letters(text.word(start)) {
        return false;
    }
    !(indefinite && ending.kind == EndingKind::Body && words == 1)
}

/// `Medlar Health`, `Quandary Partners`: no word of topics, roles or places, and the name ends there.
fn is_firm(text: &TokenisedText<'_>, start: usize, ending: &Ending) -> bool {
    let topic = Classes::GENERIC
        | Classes::ORGANISATION_WORD
        | Classes::ROLE
        | Classes::ROLE_PART
        | Classes::FUNCTION
        | Classes::CALENDAR
        | Classes::THING
        | Classes::PLACE
        | Classes::SAYING;
    // `Nettle Park Surgery`, `The Quay Practice`: patients' doctors are named after streets and parks.
    let doctors = matches!(text.word(ending.start), "surgery" | "practice");
    let last = ending.start - 1;
    if doctors && last > start && text.classes(last).is(Classes::THING) && !text.classes(start).is(topic) {
        return text.is_mid_sentence(start) && !text.is_capitalised(ending.end);
    }
    let own = |i: usize| {
        text.kind(i) != TokenKind::Possessive && text.is_capitalised(i) && !text.classes(i).is(topic)
    };
    // `Quandary Urgent Care`: a word that nothing else explains may have a topic after it.
    let strange = matches!(text.classes(start), Classes::NONE | Classes::LISTED_WORD);
    let service = |i: usize| {
        strange
            && i > start
            && matches!(
                text.word(i),
                "urgent" | "community" | "primary" | "home" | "village"
            )
    };
    (start..ending.start).all(|i| own(i) || service(i))
        && !matches!(
            text.word(last),
            "life"
                | "own"
                | "self"
                | "day"
                | "end"
                | "child"
                | "palliative"
                | "intensive"
                | "critical"
                | "continuing"
                | "elderly"
                | "residential"
                | "domiciliary"
                | "sexual"
                | "occupational"
                | "world"
        )
        && text.is_mid_sentence(start)
        && text.tokens[last].shape != Shape::Caps
        && !text.is_capitalised(ending.end)
        && !text.classes(start).is(Classes::GIVEN)
        && (strange || !matches!(text.word_before(start, 1), "for" | "and" | "&"))
        && !(start > 0
            && text.is_capitalised(start - 1)
            && !(doctors && text.classes(start - 1).is(Classes::FUNCTION)))
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn trusts_and_groups() {
        let found =
            organisations("Care at Vale Partnership NHS Foundation Trust and Eastshire CCG was praised.");
        assert_eq!(
            found,
            [
                "Vale Partnership NHS Foundation Trust",
                "Eastshire Clinical Commissioning Group"
            ]
        );
    }

    #[test]
    fn firms_that_urgent_care_is_bought_from() {
        assert_eq!(
            organisations("She worked for Quandary Urgent Care, which it bought."),
            ["Quandary Urgent Care"]
        );
        for text in [
            "It pays for Elderly Care there.",
            "It is all for Urgent Care here.",
            "A plan for Own Home Care was lost.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn doctors_and_hospices() {
        let found = organisations(
            "Staff of Quandary Park Surgery and The Zubb Practice met. His Quill Practice joined Thornby Hospice Care.",
        );
        assert_eq!(
            found,
            [
                "Quandary Park Surgery",
                "Zubb Practice",
                "Quill Practice",
                "Thornby Hospice Care"
            ]
        );
    }

    #[test]
    fn nothing_without_a_name() {
        for text in [
            "The local NHS trust and clinical commissioning groups met CCG board members.",
            "An NHS Foundation Trust is not a CCG.",
            "Foundation Trusts and the Trust met.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn saints_queens_and_small_letters() {
        let found =
            organisations("He went to St Osyth’s Hospital, Queen’s Hospital and Blackwater hospital.");
        assert_eq!(
            found,
            ["St Osyth's Hospital", "Queen's Hospital", "Blackwater Hospital"]
        );
    }

    #[test]
    fn openers_and_roles_stay_out() {
        let found = organisations("Meanwhile Chief Executive of Harbour Care Association resigned.");
        assert_eq!(found, ["Harbour Care Association"]);
    }

    #[test]
    fn bodies_that_every_place_has() {
        let found = organisations(
            "Quayshire county council said no. Staff met Thornby health and wellbeing board, the Quay Valley \
             strategic clinical network and Thornby patients’ forum.",
        );
        assert_eq!(
            found,
            [
                "Quayshire County Council",
                "Thornby Health and Wellbeing Board",
                "Quay Valley Strategic Clinical Network",
                "Thornby Patients' Forum"
            ]
        );
        assert_eq!(
            organisations("Their county council and the health and wellbeing board met."),
            Vec::<String>::new()
        );
    }

    #[test]
    fn events_are_none() {
        assert_eq!(
            organisations("We are at the Harbour Association Awards."),
            Vec::<String>::new()
        );
    }
}
