//! The roles in which the entries show a person, counted.

use super::entities::Counted;
use crate::schema::keys;
use daybook_model::{Role, slugify};
use daybook_search::{RoleSeen, Sighting};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::hash_map::Entry;

/// What was counted so far, by the slugs of title and organisation: titles that differ only in case are one.
#[derive(Default)]
pub(super) struct Roles(FxHashMap<(String, String), Tally>);

struct Tally {
    /// The title as printed, with how often.
    titles: FxHashMap<String, u64>,
    organisation: Option<String>,
    count: u64,
    /// The number of the entry that was counted last.
    last_counted: u64,
    first: Option<(Place, Sighting)>,
    last: Option<(Place, Sighting)>,
}

type Place = (i64, u64);

/// Whether one place is after another. Of entries of one place in time the first by its tie is both first and last, as in
/// every answer.
fn later(one: &Place, other: &Place) -> bool {
    (one.0, Reverse(one.1)) > (other.0, Reverse(other.1))
}

impl Tally {
    fn merge(&mut self, other: Self) {
        for (title, count) in other.titles {
            *self.titles.entry(title).or_insert(0) += count;
        }
        if other.organisation < self.organisation {
            self.organisation = other.organisation;
        }
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
}

impl Roles {
    /// Counts a role that an entry prints.
    pub(super) fn note(&mut self, role: &Role, entry: &Counted) {
        let organisation = role.organisation.as_deref();
        let key = (
            slugify(&role.title),
            organisation.map(slugify).unwrap_or_default(),
        );
        let tally = self.0.entry(key).or_insert_with(|| Tally {
            titles: FxHashMap::default(),
            organisation: role.organisation.clone(),
            count: 0,
            last_counted: 0,
            first: None,
            last: None,
        });
        *tally.titles.entry(role.title.clone()).or_insert(0) += 1;
        // Of several spellings the first in order stands, whatever the order of the entries.
        if role.organisation < tally.organisation {
            tally.organisation.clone_from(&role.organisation);
        }
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
            tally.first = Some((place, entry.sighting.clone()));
        }
        if tally.last.as_ref().is_none_or(|(last, _)| later(&place, last)) {
            tally.last = Some((place, entry.sighting.clone()));
        }
    }

    /// Adds what was counted of other entries.
    pub(super) fn merge(&mut self, others: Self) {
        for (key, other) in others.0 {
            match self.0.entry(key) {
                Entry::Occupied(mut tally) => tally.get_mut().merge(other),
                Entry::Vacant(place) => {
                    place.insert(other);
                }
            }
        }
    }

    /// The roles, the most frequent first, then by title and organisation.
    pub(super) fn seen(self) -> Vec<RoleSeen> {
        let seen = |tally: Tally| {
            let titles = tally.titles.into_iter();
            let commonest = titles.max_by(|a, b| (a.1, Reverse(&a.0)).cmp(&(b.1, Reverse(&b.0))));
            RoleSeen {
                title: commonest.map(|(title, _)| title).unwrap_or_default(),
                organisation: tally.organisation,
                count: tally.count,
                first: tally.first.map(|(_, sighting)| sighting),
                last: tally.last.map(|(_, sighting)| sighting),
            }
        };
        let mut roles: Vec<RoleSeen> = self.0.into_values().map(seen).collect();
        roles.sort_unstable_by(|a, b| {
            (Reverse(a.count), &a.title, &a.organisation).cmp(&(Reverse(b.count), &b.title, &b.organisation))
        });
        roles
    }
}
