//! Names that begin as organisations' names do: `Royal College of ...`, `Department for ...`, `Healthwatch ...`.

use super::extent::{left_edge, right_edge};
use super::{Evidence, Identity, OrganisationMention, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::text::TokenisedText;
use daybook_model::RecognitionRule;

/// Names by their beginnings.
pub(crate) fn find(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found: Vec<OrganisationMention> = Vec::new();
    for head in text.of(Classes::CUE | Classes::PREFIX_HEAD) {
        if text.word(head) == "nhs" && !super::covers(known, head) {
            found.extend(local_nhs(knowledge, text, head, known));
        }
        if text.word(head) == "mind" {
            found.extend(local_mind(text, head, known));
        }
        if !text.classes(head).is(Classes::PREFIX_HEAD) || !text.is_capitalised(head) {
            continue;
        }
        // A listed name that begins here is at least as good; one that ends here may be its beginning.
        if known.iter().any(|m| m.start <= head && head + 1 < m.end)
            || found.last().is_some_and(|m| head < m.end)
        {
            continue;
        }
        let Some((start, sure)) = beginning(text, head, known) else {
            continue;
        };
        let joins = matches!(
            text.word(head),
            "college"
                | "faculty"
                | "department"
                | "ministry"
                | "institute"
                | "association"
                | "society"
                | "school"
                | "centre"
                | "academy"
        );
        let end = right_edge(text, sure, joins, known);
        // `Friends of Quay Hospital` are not the hospital that the list knows.
        let friends = matches!(text.word(head), "friends" | "league");
        let end = match known.iter().find(|m| friends && m.start == end && end == sure) {
            Some(hospital) => hospital.end,
            None => end,
        };
        let end = if text.word(head) == "healthwatch" {
            healthwatch_end(text, end, known)
        } else {
            end
        };
        if end > sure && !text.classes(sure).is(Classes::FUNCTION) {
            let cue = text.printed_span(start, sure);
            found.push(naming::made(
                knowledge,
                text,
                start..end,
                RecognitionRule::OrganisationPrefix,
                cue,
            ));
        }
    }
    found
}

/// `NHS Bedfordshire and Luton`: before 2013 the name of a primary care trust or a cluster of them.
fn local_nhs(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    nhs: usize,
    known: &[OrganisationMention],
) -> Option<OrganisationMention> {
    let end = right_edge(text, nhs + 1, true, known);
    let places = nhs + 1..end;
    let strange = |classes: Classes| classes == Classes::NONE || classes == Classes::LISTED_WORD;
    let unknown = |i: usize| strange(text.classes(i)) && text.is_capitalised(i);
    let whole = places.clone().all(|i| {
        text.classes(i).is(Classes::PLACE | Classes::FUNCTION) || is_direction(text.word(i)) || unknown(i)
    });
    // `NHS Wensley and Ribble`, `NHS Peninsula West`: a place that nobody lists beside another or with its direction.
    let beside = |i: usize| text.word(i) == "and" || is_direction(text.word(i));
    let place = places.clone().any(|i| text.classes(i).is(Classes::PLACE))
        || (places.clone().any(unknown) && places.clone().any(beside));
    // A country is not a body: `NHS Wales` is in the gazetteer if anywhere.
    let country = places
        .clone()
        .any(|i| matches!(text.word(i), "england" | "uk" | "britain" | "wales" | "scotland"));
    if places.is_empty() || !whole || !place || (country && end == nhs + 2) {
        return None;
    }
    Some(naming::made(
        knowledge,
        text,
        nhs..end,
        RecognitionRule::OrganisationPrefix,
        "NHS",
    ))
}

/// `Dorset Mind`: here the place stands first.
fn local_mind(
    text: &TokenisedText<'_>,
    mind: usize,
    known: &[OrganisationMention],
) -> Option<OrganisationMention> {
    let start = mind
        .checked_sub(1)
        .filter(|i| text.is_capitalised(*i) && text.classes(*i).is(Classes::PLACE))?;
    let country = matches!(text.word(start), "england" | "wales" | "britain");
    if !text.is_capitalised(mind) || text.is_capitalised(mind + 1) || country || super::covers(known, start) {
        return None;
    }
    Some(OrganisationMention {
        start,
        end: mind + 1,
        identity: Identity::Made(naming::printed(text, start, mind + 1)),
        rule: RecognitionRule::OrganisationPrefix,
        evidence: Evidence::Words("Mind".to_owned()),
    })
}

/// `Healthwatch Telford and Wrekin`: over `and` to another place or to a word that nothing else explains.
fn healthwatch_end(text: &TokenisedText<'_>, end: usize, known: &[OrganisationMention]) -> usize {
    let next = end + 1;
    let place = text.is_capitalised(next)
        && (text.classes(next).is(Classes::PLACE | Classes::LISTED_WORD)
            || text.classes(next) == Classes::NONE)
        && !text.is_capitalised(next + 1)
        && !super::covers(known, next);
    let joined = text.word(end) == "and" && text.classes_before(end, 1).is(Classes::PLACE);
    if joined && place { next + 1 } else { end }
}

fn is_direction(word: &str) -> bool {
    matches!(
        word,
        "north" | "south" | "east" | "west" | "mid" | "greater" | "central" | "inner" | "outer"
    )
}

/// The first token of the name and the first after its beginning.
fn beginning(text: &TokenisedText<'_>, head: usize, known: &[OrganisationMention]) -> Option<(usize, usize)> {
    let word = text.word(head);
    if word == "healthwatch" {
        return Some((head, head + 1));
    }
    if !matches!(text.word(head + 1), "of" | "for") {
        return None;
    }
    let the = usize::from(text.word(head + 2) == "the");
    let start = left_edge(text, head, false, known);
    // These begin names only with a word before them: `National Union of`, not a union of any kind.
    let needs_more = matches!(
        word,
        "union"
            | "board"
            | "council"
            | "school"
            | "bank"
            | "house"
            | "office"
            | "league"
            | "friends"
            | "alliance"
            | "association"
            | "coalition"
    );
    let enough = match word {
        "house" | "bank" | "association" | "friends" | "office" => true,
        _ => !needs_more || start < head,
    };
    enough.then_some((start, head + 2 + the))
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn colleges_departments_and_societies() {
        let found =
            organisations("She told the Royal College of Ferrymen and the Department for Lamps about it.");
        assert_eq!(found, ["Royal College of Ferrymen", "Department for Lamps"]);
    }

    #[test]
    fn joined_by_and() {
        assert_eq!(
            organisations("He joined the Royal College of Ferrymen and Pilots."),
            ["Royal College of Ferrymen and Pilots"]
        );
    }

    #[test]
    fn local_health_services() {
        assert_eq!(
            organisations("She left NHS North Norfolk and NHS Kent."),
            ["NHS North Norfolk", "NHS Kent"]
        );
        assert_eq!(
            organisations("The NHS Change Day and NHS Wales."),
            Vec::<String>::new()
        );
    }

    #[test]
    fn small_letters_are_no_names() {
        assert_eq!(
            organisations("A college of sorts; the department of lamps."),
            Vec::<String>::new()
        );
    }
}
