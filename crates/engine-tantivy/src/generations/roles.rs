//! The roles in which the entries show a person, counted.

use super::entities::Counted;
use super::seen::{Seen, TextNumber, Texts};
use crate::schema::keys;
use daybook_model::Role;
use daybook_search::RoleSeen;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// What was counted so far, by the slugs of title and organisation: titles that differ only in case are one. There may be
/// hundreds of thousands.
#[derive(Default)]
pub(super) struct Roles(FxHashMap<(TextNumber, Option<TextNumber>), Tally>);

struct Tally {
    /// The titles as printed, with how often each.
    titles: Vec<(TextNumber, u64)>,
    organisation: Option<TextNumber>,
    count: u64,
    /// The number of the entry that was counted last.
    last_counted: u64,
    first: Option<(Place, Seen)>,
    last: Option<(Place, Seen)>,
}

type Place = (i64, u64);

/// Whether one place is after another. Of entries of one place in time the first by its tie is both first and last, as in
/// every answer.
fn later(one: &Place, other: &Place) -> bool {
    (one.0, Reverse(one.1)) > (other.0, Reverse(other.1))
}

impl Tally {
    fn of(organisation: Option<TextNumber>) -> Self {
        Self {
            titles: Vec::new(),
            organisation,
            count: 0,
            last_counted: 0,
            first: None,
            last: None,
        }
    }

    fn note_title(&mut self, title: TextNumber, times: u64) {
        match self.titles.iter_mut().find(|(known, _)| *known == title) {
            Some((_, count)) => *count += times,
            None => self.titles.push((title, times)),
        }
    }

    /// Of several spellings the first in order stands, whatever the order of the entries.
    fn note_organisation(&mut self, organisation: Option<TextNumber>, texts: &Texts) {
        let text = |number: Option<TextNumber>| number.map(|number| texts.text(number));
        if text(organisation) < text(self.organisation) {
            self.organisation = organisation;
        }
    }

    /// Adds what was counted of other entries, whose texts have other numbers.
    fn merge(&mut self, other: Self, texts: &mut Texts, others: &Texts) {
        for (title, count) in other.titles {
            self.note_title(texts.number(others.text(title)), count);
        }
        let organisation = other.organisation.map(|number| texts.number(others.text(number)));
        self.note_organisation(organisation, texts);
        self.count += other.count;
        if let Some((place, _)) = &other.first
            && self.first.as_ref().is_none_or(|(first, _)| place < first)
        {
            self.first = other.first;
        }
        if let Some((place, _)) = &other.last
            && self.last.as_ref().is_none_or(|(last, _)| later(place, last))
        {
            self.last = other.last;
        }
    }

    fn seen(self, texts: &Texts) -> RoleSeen {
        let text = |number: TextNumber| texts.text(number).to_owned();
        let sighting = |seen: Option<(Place, Seen)>| seen.map(|(_, seen)| seen.sighting());
        RoleSeen {
            title: self.title(texts).to_owned(),
            organisation: self.organisation.map(text),
            count: self.count,
            first: sighting(self.first),
            last: sighting(self.last),
        }
    }

    /// The title as it is printed most often.
    fn title<'t>(&self, texts: &'t Texts) -> &'t str {
        let titles = self.titles.iter();
        let titles = titles.map(|(title, count)| (*count, Reverse(texts.text(*title))));
        titles.max().map(|(_, Reverse(title))| title).unwrap_or_default()
    }
}

impl Roles {
    /// Counts a role that an entry prints.
    pub(super) fn note(&mut self, role: &Role, entry: &Counted, texts: &mut Texts) {
        let title = texts.number(&role.title);
        let organisation = role.organisation.as_deref().map(|name| texts.number(name));
        let key = (texts.slug(title), organisation.map(|name| texts.slug(name)));
        let tally = self.0.entry(key).or_insert_with(|| Tally::of(organisation));
        tally.note_title(title, 1);
        tally.note_organisation(organisation, texts);
        if tally.last_counted == entry.number {
            return;
        }
        tally.last_counted = entry.number;
        tally.count += 1;
        let place = entry.place;
        if keys::is_undated(place.0) {
            return;
        }
        if tally.first.as_ref().is_none_or(|(first, _)| place < *first) {
            tally.first = Some((place, entry.seen.clone()));
        }
        if tally.last.as_ref().is_none_or(|(last, _)| later(&place, last)) {
            tally.last = Some((place, entry.seen.clone()));
        }
    }

    /// Adds what was counted of other entries, whose texts have other numbers.
    pub(super) fn merge(&mut self, others: Self, texts: &mut Texts, theirs: &Texts) {
        for ((title, organisation), other) in others.0 {
            let mut number = |number: TextNumber| texts.number(theirs.text(number));
            let key = (number(title), organisation.map(&mut number));
            let organisation = other.organisation.map(number);
            let tally = self.0.entry(key).or_insert_with(|| Tally::of(organisation));
            tally.merge(other, texts, theirs);
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The first so many, the most frequent first, then by title and organisation.
    pub(super) fn seen(self, limit: usize, texts: &Texts) -> Vec<RoleSeen> {
        let mut roles: Vec<Tally> = self.0.into_values().collect();
        roles.sort_by_cached_key(|role| {
            let organisation = role.organisation.map(|number| texts.text(number));
            (Reverse(role.count), role.title(texts), organisation)
        });
        let first = roles.into_iter().take(limit);
        first.map(|role| role.seen(texts)).collect()
    }
}
