//! Predecessors and successors of organisations, taken along by a filter on request.

use super::snapshot::Snapshot;
use daybook_model::EntityKind;
use daybook_search::{Facet, Filters, Note};
use std::borrow::Cow;

impl Snapshot {
    /// The slugs of all that the entity came of and that came of it, as far as entries name them.
    pub(crate) fn line(&self, kind: EntityKind, slug: &str) -> impl Iterator<Item = &str> {
        let summary = self.summary(kind, slug);
        let line = summary.map(|summary| summary.predecessors.iter().chain(&summary.successors));
        line.into_iter().flatten().map(String::as_str)
    }
}

/// Widens the selected organisations by their lineage, if that is asked for, and says by which. Those of which an entry
/// is to name all are widened where they are looked for.
pub(super) fn take_along(snapshot: &Snapshot, filters: &mut Cow<'_, Filters>) -> Vec<Note> {
    if !filters.lineage {
        return Vec::new();
    }
    let kind = EntityKind::Organisation;
    let facet = Facet::from(kind);
    let values = snapshot.entities(kind);
    let name = |slug: &str| match values.find(slug) {
        Some(number) => values.name(number).to_owned(),
        None => slug.to_owned(),
    };
    let selection = filters.selection(facet);
    let mut notes = Vec::new();
    let mut further = Vec::new();
    for (slug, is_any) in (selection.any.iter().map(|slug| (slug, true)))
        .chain(selection.all.iter().map(|slug| (slug, false)))
        .filter(|(slug, _)| values.find(slug).is_some())
    {
        let line: Vec<&str> = snapshot.line(kind, slug).collect();
        let names: Vec<String> = line.iter().map(|slug| name(slug)).collect();
        notes.push(Note {
            parameter: "lineage".to_owned(),
            message: if names.is_empty() {
                format!("no entry names a predecessor or successor of {}", name(slug))
            } else {
                format!("{} takes along {}", name(slug), names.join(", "))
            },
        });
        if is_any {
            further.extend(line.into_iter().map(str::to_owned));
        }
    }
    if !further.is_empty() {
        let any = &mut filters.to_mut().selection_mut(facet).any;
        any.extend(further);
        any.sort_unstable();
        any.dedup();
    }
    notes
}
