//! Whom a page keeps company with: the persons in public life whom it names as it names those of its day.

use super::{ELSEWHEN, Office, Scalars, Spell, says};
use daybook_archive::Constraint;
use daybook_model::{Entry, Mention};
use regex::Regex;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Right before a name: whoever bears it is of another time.
static GONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:former|ex-?|late|previous|past|old|under|unlike|predecessors?|successors?|since|after|anniversary|memoirs?|days of|years of|time of|legacy of)\b[^.;:]*$").ok()
});

/// What the persons named in full, and nowhere as of another time, say of the page's day.
pub(super) fn of(offices: &FxHashMap<String, Vec<Office>>, entries: &[Entry]) -> Option<Constraint> {
    let mut persons: BTreeMap<&str, Seen> = BTreeMap::new();
    for entry in entries {
        let text = Scalars::new(&entry.text);
        for person in &entry.persons {
            if offices.contains_key(&person.name) {
                let seen = persons.entry(&person.name).or_default();
                person
                    .mentions
                    .iter()
                    .for_each(|mention| seen.note(mention, &text));
            }
        }
    }
    let here = persons.into_iter().filter(|(_, seen)| seen.here && !seen.gone);
    let careers: Vec<_> = here
        .filter_map(|(name, _)| {
            let (from, to) = career(offices.get(name)?)?;
            Some((name, from, to))
        })
        .collect();
    Constraint::company(&careers)
}

/// How a page names somebody.
#[derive(Debug, Default)]
struct Seen {
    /// In a sentence of its own day.
    here: bool,
    /// As of another time.
    gone: bool,
}

impl Seen {
    fn note(&mut self, mention: &Mention, text: &Scalars<'_>) {
        let title = mention.role.as_ref().map(|role| role.title.to_lowercase());
        self.gone |= title.is_some_and(|title| title.starts_with("former ") || title.starts_with("ex-"));
        if let Some((before, after)) = text.around(mention) {
            self.gone |= says(&GONE, before);
            self.here |= !says(&ELSEWHEN, before) && !says(&ELSEWHEN, after);
        }
    }
}

/// From the first office to the last, of those whose days are known at all.
fn career(offices: &[Office]) -> Option<Spell> {
    let dated = || {
        let spells = offices.iter().map(|office| office.spell);
        spells.filter(|(from, to)| from.is_some() || to.is_some())
    };
    dated().next()?;
    let from = dated().map(|(from, _)| from).min().flatten();
    let to = if dated().any(|(_, to)| to.is_none()) {
        None
    } else {
        dated().filter_map(|(_, to)| to).max()
    };
    Some((from, to))
}
