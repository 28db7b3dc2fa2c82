//! Filters by another name than the canonical one: `CQC` for the Care Quality Commission.
//!
//! The forms in which entries name an entity are its aliases. One that nearly always means the same entity is read as
//! that entity, with a note that says so; one that means several (`Mr Jones`) is not.

use super::lineage;
use super::snapshot::Snapshot;
use daybook_model::{EntityKind, slugify};
use daybook_search::{EntitySummary, Facet, Filters, Note};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// An alias is read as an entity if at least nine in ten of its mentions mean that one.
const SURE: (u64, u64) = (9, 10);

/// Whom each form means, by the form's slug.
#[derive(Debug, Default)]
pub(super) struct Aliases {
    meant: FxHashMap<(EntityKind, String), Meant>,
}

#[derive(Debug, Default)]
struct Meant {
    /// The entity most often meant, as its place among the summaries.
    place: usize,
    /// Mentions that mean it, and all mentions.
    count: u64,
    total: u64,
}

impl Aliases {
    pub(super) fn of(summaries: &[EntitySummary]) -> Self {
        let mut meant: FxHashMap<(EntityKind, String), Meant> = FxHashMap::default();
        for (place, summary) in summaries.iter().enumerate() {
            // Several forms of one entity may have one slug.
            let mut own: FxHashMap<String, u64> = FxHashMap::default();
            for alias in &summary.aliases {
                *own.entry(slugify(&alias.text)).or_default() += alias.count;
            }
            for (slug, count) in own {
                let known = meant.entry((summary.kind, slug)).or_default();
                known.total += count;
                if count > known.count {
                    (known.place, known.count) = (place, count);
                }
            }
        }
        Self { meant }
    }

    fn find(&self, kind: EntityKind, slug: &str) -> Option<usize> {
        let meant = self.meant.get(&(kind, slug.to_owned()))?;
        (meant.count * SURE.1 >= meant.total * SURE.0).then_some(meant.place)
    }
}

impl Snapshot {
    /// The entity that a slug means by another name, if it is nobody's own slug.
    pub(crate) fn by_alias(&self, kind: EntityKind, slug: &str) -> Option<&EntitySummary> {
        if self.entities(kind).find(slug).is_some() {
            return None;
        }
        let place = self.aliases().find(kind, slug)?;
        self.summaries.get(place)
    }
}

impl Snapshot {
    /// The entity that a slug means by another name among the values of a facet, if it is none of them itself.
    pub(crate) fn meant(&self, facet: Facet, slug: &str) -> Option<&EntitySummary> {
        let values = self.named(facet);
        if values.find(slug).is_some() {
            return None;
        }
        let mut meant = facet
            .named_kinds()
            .iter()
            .filter_map(|kind| self.by_alias(*kind, slug));
        meant.find(|summary| values.find(&summary.slug).is_some())
    }
}

/// A note that a name was read as another.
pub(crate) fn note_alias(parameter: &str, typed: &str, meant: &EntitySummary) -> Note {
    Note {
        parameter: parameter.to_owned(),
        message: format!("\"{typed}\" was read as {}", meant.name),
    }
}

/// An entity's most frequent form of that slug: filters do not keep what was typed.
fn printed<'a>(summary: &'a EntitySummary, slug: &'a str) -> &'a str {
    let form = summary.aliases.iter().find(|form| slugify(&form.text) == slug);
    form.map_or(slug, |form| &form.text)
}

/// The filters with aliases read as the entities that they mean, and what is to be said of that and of the lineage.
pub(super) fn resolve<'a>(snapshot: &Snapshot, filters: &'a Filters) -> (Cow<'a, Filters>, Vec<Note>) {
    let mut filters = Cow::Borrowed(filters);
    let mut notes = Vec::new();
    for facet in Facet::ALL
        .into_iter()
        .filter(|facet| !facet.named_kinds().is_empty())
    {
        let mut read = filters.selection(facet).clone();
        let any = read.any.iter_mut().map(|slug| (facet.to_string(), slug));
        let all = read.all.iter_mut().map(|slug| (format!("{facet}.all"), slug));
        let before = notes.len();
        for (parameter, slug) in any.chain(all) {
            if let Some(summary) = snapshot.meant(facet, slug) {
                notes.push(note_alias(&parameter, printed(summary, slug), summary));
                slug.clone_from(&summary.slug);
            }
        }
        if notes.len() > before {
            *filters.to_mut().selection_mut(facet) = read;
        }
    }
    notes.extend(lineage::take_along(snapshot, &mut filters));
    (filters, notes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use daybook_search::AliasCount;

    fn summary(name: &str, aliases: &[(&str, u64)]) -> EntitySummary {
        let aliases = aliases.iter().map(|(text, count)| AliasCount {
            text: (*text).into(),
            count: *count,
        });
        serde_json::from_value(serde_json::json!({
            "kind": "organisation", "slug": slugify(name), "name": name, "count": 1, "mentions": 1,
            "known": true, "aliases": aliases.collect::<Vec<_>>(), "total_aliases": 1, "example": "a/1",
        }))
        .unwrap()
    }

    #[test]
    fn only_what_nearly_always_means_one_is_an_alias() {
        let summaries = [
            summary("Care Quality Commission", &[("CQC", 95), ("the commission", 5)]),
            summary("Health Commission", &[("CQC", 3), ("the commission", 5)]),
        ];
        let aliases = Aliases::of(&summaries);
        assert_eq!(aliases.find(EntityKind::Organisation, "cqc"), Some(0));
        assert_eq!(aliases.find(EntityKind::Organisation, "the-commission"), None);
        assert_eq!(aliases.find(EntityKind::Person, "cqc"), None);
    }
}
