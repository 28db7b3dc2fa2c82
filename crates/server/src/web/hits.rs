//! Entries in a list: time, day, page, passage and who is named.

use super::{address, dates, words};
use askama::Template;
use daybook_model::{EntityKind, Entry, NamedEntity};
use daybook_search::Hit;

/// How many names of an entry are shown in a list.
const MAX_CHIPS: usize = 6;
/// How much of an entry is shown where no passage was asked for, in characters.
const BEGINNING: usize = 280;
/// How much of a title, and of a name, is shown in a list, in characters.
pub(super) const TITLE: usize = 140;

/// Entries in a list.
#[derive(Template)]
#[template(path = "hits.html", whitespace = "minimize")]
pub(super) struct Hits {
    pub(super) hits: Vec<HitView>,
    /// Whether names filter the search that they are an answer to; else they lead to what is known of them.
    pub(super) names_filter: bool,
}

/// An entry of the list.
pub(super) struct HitView {
    href: String,
    /// `13:30`.
    time: Option<String>,
    /// `Tue 16 Dec 2014`, `about 7–13 March 2015`.
    date: String,
    is_day: bool,
    /// What the date rests on.
    why: String,
    page: String,
    page_href: String,
    /// HTML from the engine: escaped text with `<mark>`.
    snippet: Option<String>,
    beginning: String,
    chips: Vec<Chip>,
    more: usize,
}

/// An organisation or person that the entry names.
pub(super) struct Chip {
    kind: EntityKind,
    slug: String,
    name: String,
    href: String,
}

impl Hits {
    pub(super) fn new(hits: &[Hit], names_filter: bool) -> Self {
        Self {
            hits: hits
                .iter()
                .map(|hit| HitView::new(&hit.entry, hit.found.snippet.as_deref().map(spaced)))
                .collect(),
            names_filter,
        }
    }
}

impl HitView {
    fn new(entry: &Entry, snippet: Option<String>) -> Self {
        let when = dates::when(&entry.date);
        let named = entry.organisations.len() + entry.persons.len();
        let chips: Vec<Chip> = chips(EntityKind::Organisation, &entry.organisations)
            .chain(chips(EntityKind::Person, &entry.persons))
            .take(MAX_CHIPS)
            .collect();
        Self {
            href: address::entry(&entry.id),
            time: dates::time(entry),
            date: dates::short(&entry.date),
            is_day: when.is_day,
            why: when.why.join(" "),
            page: words::beginning(&page_name(entry), TITLE),
            page_href: super::day_page::href(&entry.id),
            beginning: words::beginning(&entry.text, BEGINNING),
            snippet,
            more: named - chips.len(),
            chips,
        }
    }
}

/// A passage whose last sentence is whole has room between its full stop and the dots for what goes on.
fn spaced(passage: &str) -> String {
    match passage.strip_suffix('…') {
        Some(text) if text.ends_with(['.', '!', '?', ':', ';', ',']) => format!("{text} …"),
        _ => passage.to_owned(),
    }
}

/// What the entry's page is called.
pub(super) fn page_name(entry: &Entry) -> String {
    entry.page.title.clone().unwrap_or_else(|| entry.page.id.clone())
}

fn chips(kind: EntityKind, entities: &[NamedEntity]) -> impl Iterator<Item = Chip> {
    entities.iter().map(move |entity| Chip {
        kind,
        slug: entity.slug.clone(),
        name: words::beginning(&entity.name, TITLE),
        href: address::entity(kind, &entity.slug),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_after_a_whole_sentence_stand_apart() {
        assert_eq!(spaced("At <mark>last</mark>.…"), "At <mark>last</mark>. …");
        assert_eq!(spaced("At last…"), "At last…");
        assert_eq!(spaced("…at last."), "…at last.");
    }
}
