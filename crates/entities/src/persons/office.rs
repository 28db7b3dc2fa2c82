//! Whom the press means by a surname alone: of several the holder of the highest office at the time.
//!
//! A surname that many bear (`[surnames]` of the gazetteer) says less. With a title it means somebody listed only where the
//! page names an office of that person, or the prime minister of the page's day; a strange `Mr Smith` is likelier than
//! a minister who is called so.

use crate::gazetteer::{Need, PersonRow};
use crate::knowledge::{Knowledge, overlaps};
use crate::matcher::Target;
use crate::page::Page;
use crate::text::normalise;
use std::cmp::Reverse;

/// From here on every reader knows the holder by the surname.
pub(super) const WELL_KNOWN: u32 = 8;

/// Of several persons the one of the highest offices at the page's time; nobody if two are as high.
pub(super) fn likeliest(knowledge: &Knowledge, page: &Page<'_>, rows: &[u32]) -> Option<u32> {
    let mut ranked: Vec<(u32, u32)> = rows
        .iter()
        .map(|row| (standing(knowledge, page, *row), *row))
        .collect();
    ranked.sort_by_key(|(standing, row)| (Reverse(*standing), *row));
    match ranked.as_slice() {
        [(_, row)] => Some(*row),
        [(first, row), (second, _), ..] if first > second => Some(*row),
        _ => None,
    }
}

/// Did the person hold an office at the page's time whose holder every reader knows?
pub(super) fn is_well_known(knowledge: &Knowledge, page: &Page<'_>, row: u32) -> bool {
    standing(knowledge, page, row) >= WELL_KNOWN
}

/// Did the person ever hold an office that is high enough by itself?
pub(crate) fn is_prominent(person: &PersonRow) -> bool {
    person.roles.iter().any(|role| height(&role.title) >= WELL_KNOWN)
}

/// Was an office that makes the holder's surname enough held at the page's time, both as far as the day is known?
pub(super) fn is_known_in_office(knowledge: &Knowledge, page: &Page<'_>, row: u32, least: u32) -> bool {
    let time = (page.earliest, page.latest);
    page.earliest.is_some()
        && page.latest.is_some()
        && knowledge.person(row).roles.iter().any(|role| {
            role.from.is_some() && overlaps((role.from, role.to), time) && height(&role.title) >= least
        })
}

/// The office of a person that the page names: in the entry any, a high one anywhere unless another who held it is on
/// the page.
pub(super) fn named(
    knowledge: &Knowledge,
    page: &Page<'_>,
    place: usize,
    on_page: &[u32],
    row: u32,
) -> Option<String> {
    let time = (page.earliest, page.latest);
    let person = knowledge.person(row);
    let held = person
        .roles
        .iter()
        .filter(|role| overlaps((role.from, role.to), time));
    for role in held {
        let title = normalise(&role.title);
        let here = &page.parts.get(place)?.text;
        let body = role.organisation.as_deref();
        let body = body.and_then(|body| knowledge.organisation_by_any_name(body));
        let tells = title.split_whitespace().count() > 1 && !title.split_whitespace().all(says_little);
        let of_the_body = || {
            let hits = page.parts[place].hits.iter();
            hits.filter(|hit| knowledge.matcher.form(**hit).need == Need::Nothing)
                .find(|hit| matches!(knowledge.matcher.form(**hit).target, Target::Organisation(row) if Some(row) == body))
        };
        if here.normal.contains(&title) && (tells || of_the_body().is_some()) {
            return Some(role.title.clone());
        }
        let holds = |other: &u32| {
            let roles = &knowledge.person(*other).roles;
            *other != row && roles.iter().any(|other| other.title == role.title)
        };
        let elsewhere = || page.parts.iter().any(|part| part.text.normal.contains(&title));
        if height(&role.title) >= WELL_KNOWN && !on_page.iter().any(holds) && elsewhere() {
            return Some(role.title.clone());
        }
    }
    None
}

/// Words of offices that many hold.
fn says_little(word: &str) -> bool {
    matches!(
        word,
        "chief"
            | "executive"
            | "officer"
            | "chair"
            | "chairman"
            | "director"
            | "medical"
            | "nursing"
            | "finance"
            | "general"
            | "secretary"
            | "president"
            | "managing"
            | "deputy"
            | "policy"
            | "labour"
            | "conservative"
            | "liberal"
            | "democrat"
            | "mp"
            | "peer"
            | "of"
            | "and"
            | "the"
            | "editor"
            | "member"
            | "professor"
            | "communications"
            | "strategy"
            | "head"
    )
}

/// Has the person ever held an office in politics?
pub(super) fn is_politician(knowledge: &Knowledge, row: u32) -> bool {
    knowledge
        .person(row)
        .roles
        .iter()
        .any(|role| height(&role.title) >= MINISTER)
}

fn standing(knowledge: &Knowledge, page: &Page<'_>, row: u32) -> u32 {
    let time = (page.earliest, page.latest);
    let held = knowledge
        .person(row)
        .roles
        .iter()
        .filter(|role| overlaps((role.from, role.to), time));
    held.map(|role| height(&role.title)).sum()
}

/// How high a prime minister stands, and a minister.
pub(super) const PREMIER: u32 = 20;
const MINISTER: u32 = 3;

/// Leaders of these are known to every reader.
const LED: [&str; 12] = [
    "labour",
    "conservative",
    "democrat",
    "ukip",
    "snp",
    "green",
    "party",
    "cymru",
    "dup",
    "fein",
    "house",
    "westminster",
];

fn height(title: &str) -> u32 {
    let title = title.to_lowercase();
    let has = |words: &[&str]| title.split(' ').any(|word| words.contains(&word));
    let lesser = has(&[
        "deputy",
        "shadow",
        "former",
        "permanent",
        "private",
        "general",
        "cabinet",
        "parliamentary",
    ]);
    let of_a_society = has(&["honorary", "national", "press", "company", "regional"]);
    if title.contains("prime minister") && !lesser {
        PREMIER
    } else if (has(&["chancellor", "secretary"]) && !of_a_society) || (has(&["leader"]) && has(&LED)) {
        if lesser { MINISTER } else { WELL_KNOWN }
    } else if has(&["minister", "mayor", "speaker"]) {
        MINISTER
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::height;
    use crate::testing::with;
    use crate::{PageText, Recogniser};
    use std::sync::LazyLock;

    static OFFICES: LazyLock<Recogniser> = LazyLock::new(|| {
        with(
            r#"
[surnames]
common = ["Smith", "Patel", "Brown", "Hunt"]
[[person]]
name = "Abel Pell Smith"
aliases = ["Pell Smith", "APS"]
gender = "m"
[[person.role]]
title = "harbour secretary"
from = "2010-05-12"
to = "2016-03-18"
[[person]]
name = "Una Patel"
gender = "f"
[[person.role]]
title = "lamp secretary"
from = "2012-01-01"
[[person]]
name = "Quentin Brown"
gender = "m"
[[person.role]]
title = "prime minister"
from = "2010-05-12"
to = "2012-05-12"
[[person]]
name = "Abel Hunt"
gender = "m"
[[person.role]]
title = "tide secretary"
from = "2012-05-12"
to = "2014-05-12"
[[person]]
name = "Clara Hunt"
gender = "f"
[[person.role]]
title = "chief executive"
organisation = "Lamplight"
[[person]]
name = "Clara Zubb"
gender = "f"
[[organisation]]
name = "Lamplight"
kind = "charity"
"#,
        )
    });

    fn found(entries: &[&str], day: Option<&str>) -> Vec<String> {
        let day = day.map(|day| day.parse().unwrap());
        let page = PageText {
            entries: entries.to_vec(),
            earliest: day,
            latest: day,
            ..PageText::default()
        };
        let persons = OFFICES
            .recognise(&page)
            .into_iter()
            .flat_map(|entry| entry.persons);
        persons.map(|person| person.name).collect()
    }

    #[test]
    fn a_common_surname_is_a_stranger() {
        for day in [None, Some("2014-01-01")] {
            assert_eq!(found(&["Mr Smith said no."], day), ["Smith"]);
            assert_eq!(found(&["Mrs Patel said no."], day), ["Patel"]);
            assert_eq!(found(&["Smith said no."], day), Vec::<String>::new());
        }
        assert_eq!(found(&["Mr Hunt said no."], Some("2013-01-01")), ["Hunt"]);
    }

    #[test]
    fn unless_the_office_is_named_in_time() {
        let entries = ["Mr Hunt said no.", "What will the tide secretary do?"];
        assert_eq!(found(&entries, Some("2013-01-01")), ["Abel Hunt"]);
        assert_eq!(found(&entries, None), ["Abel Hunt"]);
        assert_eq!(found(&entries, Some("2015-01-01")), ["Hunt"]);
        assert_eq!(
            found(&["Ms Hunt, the chief executive of Lamplight, said no."], None),
            ["Clara Hunt"]
        );
        assert_eq!(
            found(&["Ms Hunt, the chief executive of Snuffers, said no."], None),
            ["Hunt"]
        );
    }

    #[test]
    fn in_office_on_the_day() {
        assert_eq!(
            found(&["Mr Brown said no."], Some("2011-01-01")),
            ["Quentin Brown"]
        );
        assert_eq!(found(&["Mr Brown said no."], Some("2013-01-01")), ["Brown"]);
        assert_eq!(found(&["Hunt said no."], Some("2013-01-01")), ["Abel Hunt"]);
        assert_eq!(
            found(&["Hunt said no."], Some("2015-01-01")),
            Vec::<String>::new()
        );
    }

    #[test]
    fn titles_fit() {
        assert_eq!(found(&["Ms Zubb said no."], None), ["Clara Zubb"]);
        assert_eq!(found(&["Mr Zubb said no."], None), ["Zubb"]);
        assert_eq!(found(&["Ms Brown said no."], Some("2011-01-01")), ["Brown"]);
    }

    #[test]
    fn surnames_of_two_words() {
        for text in [
            "Mr Pell Smith said no.",
            "Pell Smith said no.",
            "It was a day for APS.",
        ] {
            assert_eq!(found(&[text], None), ["Abel Pell Smith"], "{text}");
        }
    }

    #[test]
    fn offices() {
        assert!(height("prime minister") > height("health secretary"));
        assert!(height("health secretary") > height("shadow health secretary"));
        assert!(height("health minister") > height("MP"));
        assert!(height("Labour leader") > height("GP leader in Quay"));
        assert!(height("leader of the House of Commons") > height("author of the review of NHS leadership"));
        assert!(height("honorary secretary") < height("home secretary"));
    }
}
