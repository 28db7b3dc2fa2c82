//! An entry's text as paragraphs of runs: names and references are links, quotations are told apart. The text itself is
//! never changed, and a template escapes every run of it.

use super::address;
use daybook_model::{EntityKind, Entry, EntryId};

/// A paragraph.
pub(super) struct Paragraph {
    pub(super) runs: Vec<Run>,
}

/// A stretch of text that is shown in one way.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    /// Where it leads, if anywhere.
    pub(super) href: Option<String>,
    /// What it is: `organisation`, `person`, `reference`, or nothing in particular.
    pub(super) class: &'static str,
    pub(super) is_quoted: bool,
}

/// A stretch of the text in Unicode scalar values that leads somewhere.
struct Link {
    start: usize,
    end: usize,
    href: String,
    class: &'static str,
}

/// The paragraphs of an entry; `to_entry` says where an entry of the same page is.
pub(super) fn paragraphs(entry: &Entry, to_entry: impl Fn(&EntryId) -> String) -> Vec<Paragraph> {
    let links = links(entry, to_entry);
    let quotes: Vec<(usize, usize)> = entry
        .quotations
        .iter()
        .map(|quotation| (quotation.start, quotation.end))
        .collect();
    let text = Text::new(&entry.text);
    let mut cuts: Vec<usize> = links
        .iter()
        .flat_map(|link| [link.start, link.end])
        .chain(quotes.iter().flat_map(|quote| [quote.0, quote.1]))
        .filter(|cut| *cut < text.len())
        .collect();
    cuts.sort_unstable();
    cuts.dedup();

    let mut paragraphs = Vec::new();
    let (mut link, mut quote, mut cut) = (0, 0, 0);
    for (from, to) in text.paragraphs() {
        let mut runs = Vec::new();
        let mut at = from;
        while at < to {
            while cuts.get(cut).is_some_and(|place| *place <= at) {
                cut += 1;
            }
            let end = cuts.get(cut).copied().unwrap_or(to).min(to);
            while links.get(link).is_some_and(|link| link.end <= at) {
                link += 1;
            }
            while quotes.get(quote).is_some_and(|quote| quote.1 <= at) {
                quote += 1;
            }
            let over = links.get(link).filter(|link| link.start <= at);
            runs.push(Run {
                text: text.slice(at, end).to_owned(),
                href: over.map(|link| link.href.clone()),
                class: over.map_or("", |link| link.class),
                is_quoted: quotes.get(quote).is_some_and(|quote| quote.0 <= at),
            });
            at = end;
        }
        if !runs.is_empty() {
            paragraphs.push(Paragraph { runs });
        }
    }
    paragraphs
}

/// What leads somewhere, in order; of those that overlap the first.
fn links(entry: &Entry, to_entry: impl Fn(&EntryId) -> String) -> Vec<Link> {
    let named = [
        (EntityKind::Organisation, "organisation", &entry.organisations),
        (EntityKind::Person, "person", &entry.persons),
    ];
    let names = named.into_iter().flat_map(|(kind, class, entities)| {
        entities.iter().flat_map(move |entity| {
            entity.mentions.iter().map(move |mention| Link {
                start: mention.start,
                end: mention.end,
                href: address::entity(kind, &entity.slug),
                class,
            })
        })
    });
    let references = entry.references.iter().filter_map(|reference| {
        Some(Link {
            start: reference.start,
            end: reference.end,
            href: to_entry(reference.entry.as_ref()?),
            class: "reference",
        })
    });
    let mut links: Vec<Link> = names.chain(references).collect();
    links.sort_by_key(|link| link.start);
    let mut end = 0;
    links.retain(|link| {
        let apart = link.start >= end && link.end > link.start;
        if apart {
            end = link.end;
        }
        apart
    });
    links
}

/// A text by its characters.
struct Text<'t> {
    text: &'t str,
    /// Where each character begins, and where the text ends.
    bytes: Vec<usize>,
}

impl<'t> Text<'t> {
    fn new(text: &'t str) -> Self {
        let starts = text.char_indices().map(|(at, _)| at);
        Self {
            text,
            bytes: starts.chain([text.len()]).collect(),
        }
    }

    fn len(&self) -> usize {
        self.bytes.len() - 1
    }

    fn slice(&self, from: usize, to: usize) -> &'t str {
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or(self.text.len());
        self.text.get(byte(from)..byte(to)).unwrap_or_default()
    }

    /// The ends of what blank lines set apart, in characters.
    fn paragraphs(&self) -> Vec<(usize, usize)> {
        let mut at = 0;
        self.text
            .split("\n\n")
            .map(|paragraph| {
                let from = at;
                let to = from + paragraph.chars().count();
                at = to + 2;
                (from, to)
            })
            .collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use daybook_model::{
        DateInterval, Mention, NamedEntity, Page, Quotation, RecognitionRule, Reference, Why,
    };
    use std::sync::Arc;

    /// An entry that says so.
    pub(in crate::web) fn entry(text: &str) -> Entry {
        let find = |part: &str| {
            let start = text.find(part).map_or(0, |at| text[..at].chars().count());
            (start, start + part.chars().count())
        };
        let ((start, end), quote, see) = (find("Ana"), find("no, Ana, é"), find("see 1pm"));
        let id = EntryId {
            page: "p".into(),
            seq: 1,
        };
        Entry {
            id: id.clone(),
            page: Arc::new(Page {
                id: "p".into(),
                title: None,
                standfirst: None,
                url: None,
                publication: None,
                source: "p.txt".into(),
            }),
            seq: 1,
            stamp: None,
            time: None,
            time_corrected: None,
            timestamp: None,
            date: DateInterval::undated(),
            text: text.into(),
            organisations: vec![],
            persons: vec![NamedEntity {
                name: "Ana".into(),
                slug: "ana".into(),
                mentions: vec![Mention {
                    text: "Ana".into(),
                    start,
                    end,
                    why: Why {
                        rule: RecognitionRule::Honorific,
                        evidence: None,
                    },
                    role: None,
                }],
            }],
            quotations: vec![Quotation {
                text: "no, Ana, é".into(),
                start: quote.0,
                end: quote.1,
                speaker: None,
                rule: None,
            }],
            references: vec![Reference {
                text: "see 1pm".into(),
                start: see.0,
                end: see.1,
                entry: Some(id),
            }],
            referenced_by: vec![],
        }
    }

    fn written(text: &str) -> Vec<String> {
        paragraphs(&entry(text), |id| format!("#e{}", id.seq))
            .iter()
            .map(|paragraph| {
                let run = |run: &Run| {
                    let text = match &run.href {
                        Some(href) => format!("[{}]({href})", run.text),
                        None => run.text.clone(),
                    };
                    if run.is_quoted { format!("<{text}>") } else { text }
                };
                paragraph.runs.iter().map(run).collect()
            })
            .collect()
    }

    #[test]
    fn names_quotations_and_references_are_told_apart() {
        assert_eq!(
            written("É “no, Ana, é”, he said (see 1pm).\n\nMore <b>."),
            [
                "É “<no, ><[Ana](/entities/person/ana)><, é>”, he said ([see 1pm](#e1)).",
                "More <b>."
            ]
        );
    }

    #[test]
    fn every_character_is_shown_once() {
        for text in ["", "\n\n", "a\n\n\n\nb", "Ana", "see 1pm\n\nno, Ana, é\n\n"] {
            let runs = paragraphs(&entry(text), |_| String::new());
            let shown: String = runs
                .iter()
                .flat_map(|paragraph| &paragraph.runs)
                .map(|run| run.text.as_str())
                .collect();
            assert_eq!(shown, text.replace("\n\n", ""), "{text:?}");
        }
    }
}
