//! Who a surname alone means, across the pages of an archive.
//!
//! On its own page a short form finds the full name there. Where the page has none, the archive may: `Ms Trevithick`
//! of Tuesday is the `Ada Trevithick` of Monday. The only bearer of a surname is meant at any time, on undated
//! pages too; of several the one named nearest in time, and only if nobody else is named as near. What comes out depends on
//! the pages alone, not on the order in which they are read.

use daybook_model::{EntityKind, Entry, LocalDate, Mention, NamedEntity, RecognitionRule, Why, slugify};
use daybook_search::PagePersons;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// A bearer of a surname shared with others is meant only if named within so many days.
const NEAR_DAYS: i32 = 92;

/// Everybody that an archive names in full, by surname.
#[derive(Debug, Default)]
pub(crate) struct Surnames {
    bearers: FxHashMap<String, BTreeMap<String, Named>>,
}

/// First and last day, as numbers.
type Days = (i32, i32);

/// When somebody is named. An archive names the same persons on thousands of pages, on far fewer different days, and those
/// whom it names most on nearly all of them.
#[derive(Debug, Default)]
struct Named {
    days: Vec<Days>,
    /// So many stretches of days they were when they were last joined.
    joined: usize,
}

impl Named {
    /// So many are not joined.
    const FEW: usize = 16;

    fn on(&mut self, days: Days) {
        self.days.push(days);
        if self.days.len() > 2 * self.joined.max(Self::FEW) {
            self.join();
        }
    }

    /// Makes one of stretches that overlap or follow each other: from any day as far as the nearer of them.
    fn join(&mut self) {
        self.days.sort_unstable();
        self.days.dedup_by(|later, earlier| {
            let touches = later.0 <= earlier.1.saturating_add(1);
            if touches {
                earlier.1 = earlier.1.max(later.1);
            }
            touches
        });
        self.joined = self.days.len();
        self.days.shrink_to(2 * self.joined.max(Self::FEW) + 1);
    }

    /// How far the nearest of these days is.
    fn apart(&self, days: Days) -> Option<i32> {
        self.days.iter().map(|other| apart(days, *other)).min()
    }
}

impl Surnames {
    /// Notes whom a page names in full.
    pub(crate) fn note(&mut self, page: &PagePersons) {
        let days = page.days.map(numbered);
        for name in &page.full {
            if let Some(surname) = surname(name) {
                let bearers = self.bearers.entry(surname.to_owned()).or_default();
                let named = bearers.entry(name.clone()).or_default();
                // An undated page is near to nobody, but names a bearer.
                if let Some(days) = days {
                    named.on(days);
                }
            }
        }
    }

    /// Whom each lone surname of a page means.
    pub(crate) fn resolve(&self, page: &PagePersons) -> BTreeMap<String, Option<String>> {
        page.lone
            .keys()
            .map(|surname| (surname.clone(), self.meant(surname, page.days.map(numbered))))
            .collect()
    }

    fn meant(&self, surname: &str, days: Option<Days>) -> Option<String> {
        let bearers = self.bearers.get(surname)?;
        if bearers.len() == 1 {
            return bearers.keys().next().cloned();
        }
        let days = days?;
        let mut near: Vec<(i32, &String)> = bearers
            .iter()
            .filter_map(|(name, named)| Some((named.apart(days)?, name)))
            .filter(|(distance, _)| *distance <= NEAR_DAYS)
            .collect();
        near.sort();
        match near.as_slice() {
            [(first, name), rest @ ..] if rest.first().is_none_or(|(second, _)| second > first) => {
                Some((*name).clone())
            }
            _ => None,
        }
    }
}

/// Days between two intervals, 0 where they overlap.
fn apart(a: Days, b: Days) -> i32 {
    (a.0 - b.1).max(b.0 - a.1).max(0)
}

fn numbered((first, last): (LocalDate, LocalDate)) -> Days {
    (day_number(first), day_number(last))
}

fn day_number(day: LocalDate) -> i32 {
    let narrow = |number: u8| i8::try_from(number).unwrap_or(1);
    let date = Date::new(day.year(), narrow(day.month()), narrow(day.day())).unwrap_or(Date::ZERO);
    let days = date.duration_since(Date::ZERO).as_hours() / 24;
    // A calendar of ten thousand years has not four million days.
    i32::try_from(days).unwrap_or(i32::MAX)
}

/// The last word of a full name.
fn surname(name: &str) -> Option<&str> {
    name.rsplit_once(char::is_whitespace).map(|(_, surname)| surname)
}

/// Whom a page names, as far as other pages may need it.
pub(crate) fn persons(entries: &[Entry]) -> PagePersons {
    let names: BTreeSet<&str> = entries
        .iter()
        .flat_map(|entry| &entry.persons)
        .map(|person| person.name.as_str())
        .collect();
    let (full, lone): (Vec<&str>, Vec<&str>) = names.into_iter().partition(|name| surname(name).is_some());
    PagePersons {
        days: entries.first().and_then(|entry| entry.date.bounds()),
        full: full.into_iter().map(str::to_owned).collect(),
        lone: lone.into_iter().map(|name| (name.to_owned(), None)).collect(),
    }
}

/// Gives the persons of a page, and those whom it quotes, the names that their surnames were found to mean.
pub(crate) fn apply(entries: &mut [Entry], meant: &BTreeMap<String, Option<String>>) {
    for entry in entries {
        for speaker in entry
            .quotations
            .iter_mut()
            .filter_map(|quotation| quotation.speaker.as_mut())
        {
            if let (EntityKind::Person, Some(Some(name))) = (speaker.kind, meant.get(&speaker.name)) {
                speaker.slug = slugify(name);
                speaker.name.clone_from(name);
            }
        }
        for person in &mut entry.persons {
            let Some(Some(name)) = meant.get(&person.name) else {
                continue;
            };
            for mention in &mut person.mentions {
                mention.why = Why {
                    rule: RecognitionRule::ArchiveCoreference,
                    evidence: Some(name.clone()),
                };
            }
            person.slug = slugify(name);
            person.name.clone_from(name);
        }
        merge_namesakes(&mut entry.persons);
    }
}

/// One entity a name, with all its mentions in order.
fn merge_namesakes(persons: &mut Vec<NamedEntity>) {
    let mut merged: Vec<NamedEntity> = Vec::with_capacity(persons.len());
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for person in persons.drain(..) {
        let at = *places.entry(person.slug.clone()).or_insert(merged.len());
        match merged.get_mut(at) {
            Some(other) => other.mentions.extend(person.mentions),
            None => merged.push(person),
        }
    }
    for person in &mut merged {
        person.mentions.sort_by_key(|mention: &Mention| mention.start);
    }
    *persons = merged;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(day: Option<&str>, full: &[&str], lone: &[&str]) -> PagePersons {
        let day = day.map(|day| day.parse().unwrap());
        PagePersons {
            days: day.map(|day| (day, day)),
            full: full.iter().map(|name| (*name).to_owned()).collect(),
            lone: lone.iter().map(|name| ((*name).to_owned(), None)).collect(),
        }
    }

    fn meant(pages: &[PagePersons], asking: &PagePersons) -> Option<String> {
        let mut forwards = Surnames::default();
        let mut backwards = Surnames::default();
        pages.iter().for_each(|page| forwards.note(page));
        pages.iter().rev().for_each(|page| backwards.note(page));
        let answer = forwards.resolve(asking);
        assert_eq!(
            answer,
            backwards.resolve(asking),
            "the order of pages must not matter"
        );
        answer.into_values().next().flatten()
    }

    #[test]
    fn the_only_bearer_is_meant_at_any_time() {
        let pages = [page(Some("2013-03-01"), &["Ada Trevithick"], &[])];
        for day in [Some("2016-01-01"), None] {
            assert_eq!(
                meant(&pages, &page(day, &[], &["Trevithick"])).as_deref(),
                Some("Ada Trevithick")
            );
        }
        assert_eq!(meant(&pages, &page(None, &[], &["Ada"])), None);
    }

    #[test]
    fn what_is_noted_of_a_day_again_and_again_takes_no_more_memory() {
        let mut named = Named::default();
        for n in 0..10_000 {
            named.on((3 * (n % 400), 3 * (n % 400) + 1));
        }
        assert!(named.days.capacity() <= 2048, "{}", named.days.capacity());
        named.join();
        assert_eq!(named.days.len(), 400);
        // Nor does who is named day after day.
        (0..10_000).for_each(|n| named.on((n, n)));
        assert!(named.days.capacity() <= 2048, "{}", named.days.capacity());
    }

    proptest! {
        #[test]
        fn the_nearest_day_is_as_far_once_stretches_are_joined(
            noted in prop::collection::vec((0..200, 0..9), 0..90),
            asked in (0..200, 0..20),
        ) {
            let stretch = |(first, length)| (first, first + length);
            let mut named = Named::default();
            noted.iter().for_each(|days| named.on(stretch(*days)));
            let asked = stretch(asked);
            let nearest = noted.iter().map(|days| apart(asked, stretch(*days))).min();
            prop_assert_eq!(named.apart(asked), nearest);
            named.join();
            prop_assert_eq!(named.apart(asked), nearest);
        }
    }

    #[test]
    fn of_several_the_nearest_in_time_is_meant() {
        let pages = [
            page(Some("2013-03-01"), &["Ada Pell"], &[]),
            page(Some("2013-06-01"), &["Jonah Pell"], &[]),
        ];
        let near = |day| meant(&pages, &page(Some(day), &[], &["Pell"]));
        assert_eq!(near("2013-03-02").as_deref(), Some("Ada Pell"));
        assert_eq!(near("2013-05-20").as_deref(), Some("Jonah Pell"));
        assert_eq!(near("2013-04-16"), None, "as near to both");
        assert_eq!(near("2015-01-01"), None, "near to neither");
        assert_eq!(
            meant(&pages, &page(None, &[], &["Pell"])),
            None,
            "an undated page is near to nobody"
        );
    }
}
