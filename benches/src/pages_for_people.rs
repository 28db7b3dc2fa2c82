//! Pages that people open: classes of them, each of many different ones, the same on every run.

use crate::questions::{Asker, FREQUENT, RARE, TELLING, address};
use daybook_model::EntryId;
use daybook_search::Facet;

/// Pages for people of one kind.
#[derive(Debug)]
pub struct PageClass {
    /// What they are.
    pub name: &'static str,
    /// Different ones.
    pub paths: Vec<String>,
}

impl Asker<'_> {
    /// Every class of pages for people.
    ///
    /// # Errors
    /// If the engine does not answer, or a question is none.
    pub fn pages(&mut self) -> anyhow::Result<Vec<PageClass>> {
        let organisations = self.slugs(Facet::Organisation)?;
        let persons = self.slugs(Facet::Person)?;
        let found = |pairs: &[(&'static str, &str)]| {
            let pairs = pairs.iter().map(|(name, value)| (*name, (*value).to_owned()));
            address("/", &pairs.collect())
        };
        let words = [
            ("the most frequent words", self.words(0..FREQUENT.start)),
            ("a frequent word", self.words(FREQUENT)),
            ("a telling word", self.words(TELLING)),
            ("a rare word", self.words(RARE)),
        ];
        let mut classes: Vec<PageClass> = words
            .into_iter()
            .map(|(name, words)| PageClass {
                name,
                paths: words.iter().map(|word| found(&[("q", word)])).collect(),
            })
            .collect();
        let (ones, others) = (self.words(TELLING), self.words(FREQUENT));
        let both = ones.iter().zip(&others);
        classes.push(PageClass {
            name: "two words",
            paths: both
                .clone()
                .map(|(one, other)| found(&[("q", &format!("{one} {other}"))]))
                .collect(),
        });
        classes.push(PageClass {
            name: "a phrase",
            paths: both
                .map(|(one, other)| found(&[("q", &format!("\"{one} {other}\""))]))
                .collect(),
        });
        let entities = organisations.iter().map(|slug| ("organisation", slug));
        let entities: Vec<_> = entities
            .chain(persons.iter().map(|slug| ("person", slug)))
            .collect();
        classes.push(PageClass {
            name: "the entries of a frequent organisation or person",
            paths: entities
                .iter()
                .map(|(kind, slug)| found(&[(*kind, slug)]))
                .collect(),
        });
        classes.push(PageClass {
            name: "a frequent organisation or person",
            paths: entities
                .iter()
                .map(|(kind, slug)| format!("/entities/{kind}/{slug}"))
                .collect(),
        });
        let entries: Vec<EntryId> = self.entries()?;
        classes.push(PageClass {
            name: "an entry",
            paths: entries.iter().map(|id| format!("/entries/{id}")).collect(),
        });
        classes.push(PageClass {
            name: "a live blog",
            paths: entries.iter().map(|id| format!("/pages/{}", id.page)).collect(),
        });
        Ok(classes)
    }
}
