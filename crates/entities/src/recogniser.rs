//! The recogniser: a page's texts in, the names of each entry out.

use crate::gazetteer::Gazetteer;
use crate::knowledge::Knowledge;
use crate::organisations::{self, Evidence, Identity};
use crate::page::Page;
use crate::persons;
use crate::text::TokenisedText;
use daybook_model::{LocalDate, Mention, NamedEntity, RecognitionRule, Why, slugify};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// A page as text.
#[derive(Debug, Clone, Default)]
pub struct PageText<'a> {
    /// The page's title.
    pub title: Option<&'a str>,
    /// What introduces the page.
    pub standfirst: Option<&'a str>,
    /// What the page was published in, by any of its names.
    pub publication: Option<&'a str>,
    /// The entries, in printed order.
    pub entries: Vec<&'a str>,
    /// The first day on which it may have been written.
    pub earliest: Option<LocalDate>,
    /// The last day on which it may have been written.
    pub latest: Option<LocalDate>,
}

/// What an entry names, each list in order of first mention.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryNames {
    /// The organisations.
    pub organisations: Vec<NamedEntity>,
    /// The persons.
    pub persons: Vec<NamedEntity>,
}

/// Recognises organisations and persons with a gazetteer that was compiled once.
#[derive(Debug)]
pub struct Recogniser {
    knowledge: Knowledge,
}

impl Recogniser {
    /// Compiles a gazetteer.
    pub fn new(gazetteer: Gazetteer) -> Self {
        Self {
            knowledge: Knowledge::new(gazetteer),
        }
    }

    /// The gazetteer it goes by.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.knowledge.gazetteer
    }

    /// The names of each entry, in the order of the entries.
    ///
    /// The page is read as a whole: a name in one entry explains a short form in another, wherever either stands.
    pub fn recognise(&self, page: &PageText<'_>) -> Vec<EntryNames> {
        let knowledge = &self.knowledge;
        let page = Page::new(page, &knowledge.lexicon, &knowledge.matcher);
        let mut organisations = organisations::recognise(knowledge, &page);
        let persons = persons::recognise(knowledge, &page, &organisations);
        organisations::affiliation::find(knowledge, &page, &persons, &mut organisations);
        let parts = page
            .parts
            .iter()
            .zip(&organisations)
            .zip(&persons)
            .take(page.entry_count);
        parts
            .map(|((part, organisations), persons)| {
                let found = organisations
                    .iter()
                    .map(|m| (m.start, m.end, &m.identity, m.rule, &m.evidence));
                let row = |row: u32| Cow::Borrowed(knowledge.organisation(row).name.as_str());
                let organisations = self.entities(&part.text, found, row);
                let found = persons
                    .iter()
                    .map(|m| (m.start, m.end, &m.identity, m.rule, &m.evidence));
                let persons = self.entities(&part.text, found, |row| knowledge.person_name(row));
                EntryNames {
                    organisations,
                    persons,
                }
            })
            .collect()
    }

    /// Mentions gathered by whom they mean.
    fn entities<'a, 'r>(
        &'r self,
        text: &TokenisedText<'_>,
        found: impl Iterator<Item = (usize, usize, &'a Identity, RecognitionRule, &'a Evidence)>,
        row_name: impl Fn(u32) -> Cow<'r, str>,
    ) -> Vec<NamedEntity> {
        let mut entities: Vec<NamedEntity> = Vec::new();
        let mut by_slug: FxHashMap<String, usize> = FxHashMap::default();
        let mut counted = Counted::default();
        for (start, end, identity, rule, evidence) in found {
            let name = match identity {
                Identity::Row(row) => row_name(*row).replace(['’', '‘'], "'"),
                Identity::Made(name) => name.clone(),
            };
            let slug = slugify(&name);
            let (from, to) = (
                text.tokens[start].start as usize,
                text.tokens[end - 1].end as usize,
            );
            let mention = Mention {
                text: text.text[from..to].to_owned(),
                start: counted.up_to(text.text, from),
                end: counted.up_to(text.text, to),
                why: Why {
                    rule,
                    evidence: Some(evidence.words(&self.knowledge.matcher)),
                },
            };
            let at = *by_slug.entry(slug.clone()).or_insert_with(|| {
                entities.push(NamedEntity {
                    name,
                    slug,
                    mentions: Vec::new(),
                });
                entities.len() - 1
            });
            entities[at].mentions.push(mention);
        }
        entities
    }
}

/// Unicode scalar values counted so far: places are asked for in order, so that the text is counted once.
#[derive(Default)]
struct Counted {
    bytes: usize,
    scalars: usize,
}

impl Counted {
    fn up_to(&mut self, text: &str, byte: usize) -> usize {
        self.scalars += text[self.bytes..byte].chars().count();
        self.bytes = byte;
        self.scalars
    }
}
