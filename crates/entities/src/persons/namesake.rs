//! Listed persons of one full name, told apart by what stands beside the name.
//!
//! What an entry says of an office, of the body where it was held or of what the person is counts first; then what the
//! rest of the page says; then the page's date, where it leaves only one who held an office. Where nothing tells them
//! apart the name is kept as printed and means neither: a reader can see that, and no later page changes it.

use super::Mentions;
use crate::gazetteer::PersonRow;
use crate::knowledge::{Knowledge, overlaps};
use crate::matcher::Target;
use crate::organisations::{Evidence, Identity, Mentions as Organisations};
use crate::page::Page;
use crate::text::normalise;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Persons of one name, with what tells each from the others.
#[derive(Debug, Default)]
pub(crate) struct Namesakes {
    /// Whose name is shared, and with whom, the row itself included.
    groups: FxHashMap<u32, Vec<u32>>,
    told_by: FxHashMap<u32, ToldBy>,
    names: FxHashMap<String, u32>,
}

/// What tells a person from the namesakes.
#[derive(Debug, Default)]
struct ToldBy {
    /// Phrases and words as the tokeniser normalises them, with a blank on either side, and how much each says.
    words: Vec<(String, u32)>,
    /// Rows of bodies where the person held an office.
    bodies: Vec<u32>,
}

/// An office's whole title, a body, a word of the title or of what the person is, an office that many hold.
const TITLE: u32 = 4;
const BODY: u32 = 4;
const WORD: u32 = 2;
const HINT: u32 = 1;

impl Namesakes {
    /// Finds who shares a name; `body` says which organisation an office's name means.
    pub(crate) fn new(persons: &[PersonRow], body: impl Fn(&str) -> Option<u32>) -> Self {
        let mut by_name: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (row, person) in (0..).zip(persons) {
            by_name.entry(normalise(&person.name)).or_default().push(row);
        }
        let mut namesakes = Self::default();
        for (name, group) in by_name.into_iter().filter(|(_, group)| group.len() > 1) {
            let person = |row: &u32| persons.get(*row as usize);
            let words: Vec<Vec<String>> = group
                .iter()
                .map(|row| person(row).map(words_of).unwrap_or_default())
                .collect();
            for (i, row) in group.iter().enumerate() {
                let Some(person) = person(row) else { continue };
                let mut told_by = ToldBy::default();
                for role in &person.roles {
                    let title = normalise(&role.title);
                    let tells = title.split_whitespace().any(|word| !EMPTY.contains(&word));
                    told_by.words.push((title, if tells { TITLE } else { HINT }));
                    told_by
                        .bodies
                        .extend(role.organisation.as_deref().and_then(&body));
                }
                let others = |word: &String| {
                    words
                        .iter()
                        .enumerate()
                        .any(|(j, of)| j != i && of.contains(word))
                };
                let own = words[i].iter().filter(|word| !others(word));
                told_by.words.extend(own.map(|word| (word.clone(), WORD)));
                namesakes.told_by.insert(*row, told_by);
                namesakes.groups.insert(*row, group.clone());
            }
            namesakes.names.insert(name, group[0]);
        }
        namesakes
    }

    /// Does the row share its name with another?
    pub(crate) fn has(&self, row: u32) -> bool {
        self.groups.contains_key(&row)
    }

    /// Is the name shared by several rows?
    pub(crate) fn share(&self, name: &str) -> bool {
        !self.names.is_empty() && self.names.contains_key(&normalise(name))
    }
}

/// Words that say nothing of one person rather than another.
const EMPTY: [&str; 16] = [
    "and",
    "the",
    "of",
    "for",
    "to",
    "in",
    "at",
    "later",
    "former",
    "member",
    "chair",
    "chief",
    "executive",
    "director",
    "nhs",
    "trust",
];

/// The words of what a person is and of the offices held, each with a blank on either side.
fn words_of(person: &PersonRow) -> Vec<String> {
    let texts = person
        .about
        .iter()
        .chain(person.roles.iter().map(|role| &role.title));
    let mut words: Vec<String> = texts
        .flat_map(|text| {
            let normal = normalise(text);
            let words = normal.split_whitespace().map(str::to_owned);
            words.collect::<Vec<_>>()
        })
        .filter(|word| {
            word.len() > 1 && !EMPTY.contains(&word.as_str()) && !word.bytes().any(|b| b.is_ascii_digit())
        })
        .map(|word| format!(" {word} "))
        .collect();
    words.sort();
    words.dedup();
    words
}

/// Gives every mention of a shared name the person that is meant, or none of them.
pub(super) fn tell_apart(
    knowledge: &Knowledge,
    page: &Page<'_>,
    organisations: &Organisations,
    found: &mut Mentions,
) {
    let shared = |identity: &Identity| match identity {
        Identity::Row(row) => knowledge.namesakes.groups.get(row),
        Identity::Made(_) => None,
    };
    if !found
        .iter()
        .flatten()
        .any(|mention| shared(&mention.identity).is_some())
    {
        return;
    }
    let teller = Teller {
        knowledge,
        page,
        organisations,
    };
    let mut meant: FxHashMap<(usize, usize), (u32, String)> = FxHashMap::default();
    let mut on_page: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (place, mentions) in found.iter().enumerate() {
        for mention in mentions {
            let Some(group) = shared(&mention.identity) else {
                continue;
            };
            let own = teller.by_its_own_alias(place, mention.start, mention.end, group);
            let told = own.or_else(|| teller.told(group, place..place + 1));
            if let Some((row, cue)) = told {
                on_page.entry(group[0]).or_default().push(row);
                meant.insert((place, mention.start), (row, cue));
            }
        }
    }
    for (place, mentions) in found.iter_mut().enumerate() {
        for mention in mentions {
            let Some(group) = shared(&mention.identity) else {
                continue;
            };
            let told = meant.get(&(place, mention.start)).cloned().or_else(|| {
                match on_page.get(&group[0]).map(Vec::as_slice) {
                    Some([first, rest @ ..]) => rest
                        .iter()
                        .all(|other| other == first)
                        .then(|| (*first, "another entry".to_owned())),
                    _ => teller
                        .told(group, 0..page.parts.len())
                        .or_else(|| teller.in_office(group)),
                }
            });
            let name = |row: u32| {
                let person = knowledge.person(row);
                format!("{} {}", person.origin, knowledge.person_name(row))
            };
            match told {
                Some((row, cue)) => {
                    mention.identity = Identity::Row(row);
                    mention.gender = knowledge.person(row).gender.or(mention.gender);
                    mention.evidence = Evidence::Words(format!("{} by {cue}", name(row)));
                }
                None => {
                    let either: Vec<String> = group.iter().map(|row| name(*row)).collect();
                    mention.evidence =
                        Evidence::Words(format!("nothing tells {} apart", either.join(" and ")));
                    mention.identity =
                        Identity::Made(knowledge.person(group[0]).name.replace(['’', '‘'], "'"));
                }
            }
        }
    }
}

struct Teller<'a> {
    knowledge: &'a Knowledge,
    page: &'a Page<'a>,
    organisations: &'a Organisations,
}

impl Teller<'_> {
    /// A handle or another name that only one of them has.
    fn by_its_own_alias(
        &self,
        place: usize,
        start: usize,
        end: usize,
        group: &[u32],
    ) -> Option<(u32, String)> {
        let part = &self.page.parts[place];
        let mut rows = part
            .hits
            .iter()
            .filter(|hit| hit.end == end && hit.start >= start)
            .filter_map(|hit| match self.knowledge.matcher.form(*hit).target {
                Target::Person(row) if group.contains(&row) => Some(row),
                _ => None,
            });
        let row = rows.next()?;
        let printed = part.text.printed_span(start, end).to_owned();
        rows.all(|other| other == row).then_some((row, printed))
    }

    /// The one of whom the given parts of the page say most, and what they say.
    fn told(&self, group: &[u32], places: Range<usize>) -> Option<(u32, String)> {
        let mut ranked: Vec<(u32, u32, String)> = group
            .iter()
            .filter(|row| self.is_in_time(**row))
            .map(|row| {
                let (score, cue) = self.score(*row, places.clone());
                (score, *row, cue)
            })
            .collect();
        ranked.sort_by_key(|(score, row, _)| (std::cmp::Reverse(*score), *row));
        match ranked.as_slice() {
            [(score, row, cue), rest @ ..] => {
                let second = rest.first().map_or(0, |(score, ..)| *score);
                (*score > second).then(|| (*row, cue.clone()))
            }
            [] => None,
        }
    }

    fn score(&self, row: u32, places: Range<usize>) -> (u32, String) {
        let Some(told_by) = self.knowledge.namesakes.told_by.get(&row) else {
            return (0, String::new());
        };
        let (mut score, mut cue) = (0, String::new());
        for place in places {
            let part = &self.page.parts[place];
            let bodies = self.organisations[place].iter().filter(
                |mention| matches!(mention.identity, Identity::Row(body) if told_by.bodies.contains(&body)),
            );
            for body in bodies {
                score += BODY;
                cue = part.text.printed_span(body.start, body.end).to_owned();
            }
            for (word, weight) in &told_by.words {
                if part.text.normal.contains(word.as_str()) {
                    score += weight;
                    if cue.is_empty() || *weight == TITLE {
                        word.trim().clone_into(&mut cue);
                    }
                }
            }
        }
        (score, cue)
    }

    /// Did the person hold one of the offices listed, as far as their dates are known?
    fn is_in_time(&self, row: u32) -> bool {
        let roles = &self.knowledge.person(row).roles;
        let time = (self.page.earliest, self.page.latest);
        roles.is_empty() || roles.iter().any(|role| overlaps((role.from, role.to), time))
    }

    /// The only one who held an office at the page's time.
    fn in_office(&self, group: &[u32]) -> Option<(u32, String)> {
        let mut rows = group.iter().filter(|row| self.is_in_time(**row));
        let row = rows.next()?;
        rows.next()
            .is_none()
            .then(|| (*row, "the page's date".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::with;
    use crate::{PageText, Recogniser};
    use std::sync::LazyLock;

    static TWO: LazyLock<Recogniser> = LazyLock::new(|| {
        with(
            r#"
[[organisation]]
name = "Lamplight"
kind = "charity"
[[organisation]]
name = "Quay Council"
kind = "council"
[[person]]
name = "Abel Wick"
about = "Lamplight chief"
aliases = ["@lampwick"]
gender = "m"
[[person.role]]
title = "chief executive"
organisation = "Lamplight"
to = "2014-03-31"
[[person]]
name = "Abel Wick"
about = "MP for Quay"
gender = "m"
[[person.role]]
title = "shadow harbour minister"
from = "2013-01-01"
"#,
        )
    });

    fn found(entries: &[&str], day: Option<&str>) -> Vec<Vec<String>> {
        let day = day.map(|day| day.parse().unwrap());
        let page = PageText {
            entries: entries.to_vec(),
            earliest: day,
            latest: day,
            ..PageText::default()
        };
        let names = TWO.recognise(&page);
        names
            .into_iter()
            .map(|entry| entry.persons.into_iter().map(|person| person.name).collect())
            .collect()
    }

    #[test]
    fn told_by_their_own_entry() {
        let entries = [
            "Abel Wick of Lamplight spoke. Mr Wick was cross.",
            "Shadow harbour minister Abel Wick replied.",
            "Abel Wick MP replied. Mr Wick was calm.",
            "@lampwick: tweets again",
            "Abel Wick went home.",
        ];
        assert_eq!(
            found(&entries, None),
            [
                vec!["Abel Wick (Lamplight chief)"],
                vec!["Abel Wick (MP for Quay)"],
                vec!["Abel Wick (MP for Quay)"],
                vec!["Abel Wick (Lamplight chief)"],
                vec!["Abel Wick"],
            ]
        );
    }

    #[test]
    fn told_by_the_rest_of_the_page() {
        assert_eq!(
            found(&["Abel Wick spoke.", "MP Abel Wick went home."], None),
            [["Abel Wick (MP for Quay)"], ["Abel Wick (MP for Quay)"]]
        );
        assert_eq!(
            found(&["Abel Wick spoke.", "Lamplight is a charity."], None),
            [vec!["Abel Wick (Lamplight chief)"], vec![]]
        );
    }

    #[test]
    fn told_by_the_date() {
        let day = |day| found(&["Abel Wick spoke."], Some(day)).remove(0);
        assert_eq!(day("2012-05-01"), ["Abel Wick (Lamplight chief)"]);
        assert_eq!(day("2015-05-01"), ["Abel Wick (MP for Quay)"]);
    }

    #[test]
    fn unknown_where_nothing_tells_them_apart() {
        assert_eq!(found(&["Abel Wick spoke."], None), [["Abel Wick"]]);
        assert_eq!(found(&["Abel Wick spoke."], Some("2013-05-01")), [["Abel Wick"]]);
        let page = PageText {
            entries: vec!["Abel Wick spoke. Mr Wick was cross."],
            ..PageText::default()
        };
        let persons = TWO.recognise(&page).remove(0).persons;
        assert_eq!(persons[0].mentions.len(), 2);
        assert_eq!(
            persons[0].mentions[0].why.evidence.as_deref(),
            Some(
                "nothing tells test.toml:8 Abel Wick (Lamplight chief) and test.toml:17 Abel Wick (MP for Quay) apart"
            )
        );
    }
}
