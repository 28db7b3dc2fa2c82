//! Organisations, persons, speakers and pages by their names.

use super::expand::rarity;
use super::filters::Predicate;
use super::parts::Part;
use super::plan::Plan;
use super::suggest::{note_missing, note_unknown};
use super::translate::Walk;
use crate::engine::note_alias;
use daybook_model::{EntityKind, slugify};
use daybook_search::{EntitySummary, Expansion, Facet, Node, Note, ScoreKind, TextField};

impl<'a> Walk<'a> {
    /// Entries that name the entity, which is one of the archive's; the rarer it is, the more that counts.
    pub(super) fn named(&mut self, entity: EntityKind, slug: &str) -> Plan {
        let mentions = Part::Mentions {
            entity,
            slug: slug.to_owned(),
        };
        self.mark(TextField::Text, mentions);
        let summary = self.snapshot.summary(entity, slug);
        let worth = rarity(self.searcher, summary.map_or(0, |summary| summary.count));
        let name = summary.map_or(slug, |summary| summary.name.as_str());
        let query = Predicate(self.fields).entities(entity, &[slug.to_owned()]);
        Plan::leaf(ScoreKind::Entity, None, name, query).weighted(worth)
    }

    pub(super) fn entity(&mut self, node: &Node, entity: EntityKind, name: &str) -> Option<Plan> {
        let mut slug = slugify(name);
        if slug.is_empty() {
            return self.ignore(node, name, "there is no letter or digit in it");
        }
        if let Some(meant) = self.snapshot.by_alias(entity, &slug) {
            self.notes.push(note_alias("q", name, meant));
            slug.clone_from(&meant.slug);
        }
        self.notes.extend(note_unknown(
            &mut self.suggestions,
            self.snapshot.entities(entity),
            "q",
            entity,
            &slug,
            name,
        ));
        let mut slugs = vec![slug];
        if self.lineage && entity == EntityKind::Organisation {
            self.take_along(node, name, &mut slugs);
        }
        for slug in &slugs {
            let mentions = Part::Mentions {
                entity,
                slug: slug.clone(),
            };
            self.mark(TextField::Text, mentions);
        }
        let query = Predicate(self.fields).entities(entity, &slugs);
        Some(Plan::leaf(ScoreKind::Filter, None, node.reading(), query))
    }

    /// The predecessors and successors of an organisation, with a word on which they are.
    fn take_along(&mut self, node: &Node, name: &str, slugs: &mut Vec<String>) {
        let kind = EntityKind::Organisation;
        let line: Vec<&str> = match slugs.first() {
            Some(slug) => self.snapshot.line(kind, slug).collect(),
            None => return,
        };
        if line.is_empty() {
            return;
        }
        let named = |slug: &&str| match self.snapshot.summary(kind, slug) {
            Some(summary) => summary.name.clone(),
            None => (*slug).to_owned(),
        };
        self.expansions.push(Expansion {
            span: node.span,
            text: name.to_owned(),
            reason: "lineage".to_owned(),
            forms: line.iter().map(named).collect(),
            total: line.len(),
        });
        slugs.extend(line.into_iter().map(str::to_owned));
    }

    /// Whom a typed speaker means: the slug, and the entity if the name is another one of it. `None` is no name.
    pub(super) fn speaker_slug(&self, name: &str) -> Option<(String, Option<&'a EntitySummary>)> {
        let slug = slugify(name);
        match self.snapshot.meant(Facet::Speaker, &slug) {
            Some(meant) => Some((meant.slug.clone(), Some(meant))),
            None => (!slug.is_empty()).then_some((slug, None)),
        }
    }

    /// Entries that quote somebody.
    pub(super) fn speaker(&mut self, node: &Node, name: &str) -> Option<Plan> {
        let Some((slug, meant)) = self.speaker_slug(name) else {
            return self.ignore(node, name, "there is no letter or digit in it");
        };
        let note = meant.map(|meant| note_alias("q", name, meant));
        self.notes.extend(note);
        self.notes.extend(note_missing(
            &mut self.suggestions,
            self.snapshot.named(Facet::Speaker),
            "q",
            &slug,
            &format!("no entry quotes \"{name}\""),
        ));
        self.mark(TextField::Text, Part::Speaker { slug: slug.clone() });
        let query = Predicate(self.fields).facet(Facet::Speaker, &[slug]);
        Some(Plan::leaf(ScoreKind::Filter, None, node.reading(), query))
    }

    /// A page by its id, or by what its id is made of.
    pub(super) fn page(&mut self, id: &str) -> tantivy::Result<Box<dyn tantivy::query::Query>> {
        let query = Predicate(self.fields).page(id);
        if self.matches_any(query.as_ref())? {
            return Ok(query);
        }
        let made = Predicate(self.fields).page(&slugify(id));
        if self.matches_any(made.as_ref())? {
            return Ok(made);
        }
        self.notes.push(Note {
            parameter: "q".to_owned(),
            message: format!("there is no page \"{id}\""),
        });
        Ok(query)
    }
}
