//! The recogniser: a page's texts in, the names of each entry out.

use crate::gazetteer::Gazetteer;
use crate::knowledge::Knowledge;
use crate::lexicon::Lexicon;
use crate::organisations::{self, Evidence, Identity, naming};
use crate::page::Page;
use crate::persons::{self, PersonMention};
use crate::pieces::Pieces;
use crate::roles;
use crate::text::TokenisedText;
use daybook_model::{LocalDate, Mention, NamedEntity, RecognitionRule, Role, Why, is_apostrophe, slugify};
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

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.knowledge.lexicon
    }

    /// The names of each entry, in the order of the entries.
    ///
    /// The page is read as a whole: a name in one entry explains a short form in another, wherever either stands.
    pub fn recognise(&self, page: &PageText<'_>) -> Vec<EntryNames> {
        match Pieces::cut(&page.entries) {
            None => self.read(page),
            Some(pieces) => {
                let page = PageText {
                    entries: pieces.texts.clone(),
                    ..page.clone()
                };
                pieces.joined(self.read(&page))
            }
        }
    }

    fn read(&self, page: &PageText<'_>) -> Vec<EntryNames> {
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
                let organisation = |row: u32| Cow::Borrowed(knowledge.organisation(row).name.as_str());
                let role = |person: &PersonMention| {
                    let printed = roles::beside(&part.text, organisations, persons, person)?;
                    Some(Role {
                        title: naming::spaced(&part.text, printed.start, printed.end),
                        organisation: printed.organisation.map(|m| canonical(&m.identity, organisation)),
                    })
                };
                let of_organisations = organisations
                    .iter()
                    .map(|m| (m.start, m.end, &m.identity, m.rule, &m.evidence, None));
                let of_persons = persons
                    .iter()
                    .map(|m| (m.start, m.end, &m.identity, m.rule, &m.evidence, role(m)));
                EntryNames {
                    organisations: self.entities(&part.text, of_organisations, organisation),
                    persons: self.entities(&part.text, of_persons, |row| knowledge.person_name(row)),
                }
            })
            .collect()
    }

    /// Mentions gathered by whom they mean.
    fn entities<'a, 'r>(
        &'r self,
        text: &TokenisedText<'_>,
        found: impl Iterator<Item = Found<'a>>,
        row_name: impl Fn(u32) -> Cow<'r, str>,
    ) -> Vec<NamedEntity> {
        let mut entities: Vec<NamedEntity> = Vec::new();
        let mut by_identity: FxHashMap<&Identity, usize> = FxHashMap::default();
        let mut by_slug: FxHashMap<String, usize> = FxHashMap::default();
        let mut counted = Counted::default();
        for (start, end, identity, rule, evidence, role) in found {
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
                role,
            };
            let at = *by_identity.entry(identity).or_insert_with(|| {
                let name = canonical(identity, &row_name);
                let slug = slugify(&name);
                *by_slug.entry(slug.clone()).or_insert_with(|| {
                    entities.push(NamedEntity {
                        name,
                        slug,
                        mentions: Vec::new(),
                    });
                    entities.len() - 1
                })
            });
            entities[at].mentions.push(mention);
        }
        entities
    }
}

/// A mention: its first token and the one after its last, whom it means, why, and the role beside it.
type Found<'a> = (
    usize,
    usize,
    &'a Identity,
    RecognitionRule,
    &'a Evidence,
    Option<Role>,
);

/// The name that an entity goes by.
fn canonical<'r>(identity: &Identity, row_name: impl Fn(u32) -> Cow<'r, str>) -> String {
    match identity {
        Identity::Row(row) => row_name(*row).replace(is_apostrophe, "'"),
        Identity::Made(name) => name.clone(),
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
