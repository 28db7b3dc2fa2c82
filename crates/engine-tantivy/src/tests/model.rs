//! What an answer is, without any index: every entry looked at for every question.

use daybook_model::{ClockTime, EntityKind, Entry, LocalDate, NamedEntity, slugify};
use daybook_search::{DateValue, Facet, Filters, Node, NodeKind, SearchRequest, Selection, TextField};
use rust_stemmers::{Algorithm, Stemmer};
use std::{cell::RefCell, collections::BTreeMap};

pub(super) struct Model<'a> {
    pub(super) entries: Vec<&'a Entry>,
    stemmer: Stemmer,
    /// Whether some entry has a phrase in these forms, by field, text and slop.
    written: RefCell<BTreeMap<String, bool>>,
}

impl<'a> Model<'a> {
    pub(super) fn new(entries: impl Iterator<Item = &'a Entry>) -> Self {
        Self {
            entries: entries.collect(),
            stemmer: Stemmer::create(Algorithm::English),
            written: RefCell::default(),
        }
    }

    pub(super) fn hits(&self, request: &SearchRequest) -> Vec<&'a Entry> {
        let passes = |entry: &&&Entry| {
            Facet::ALL
                .into_iter()
                .all(|f| selected(&request.filters, f, entry))
        };
        self.base(request).iter().filter(passes).copied().collect()
    }

    /// Counts by slug (or date value), each facet without its own selection.
    pub(super) fn counts(&self, request: &SearchRequest, facet: Facet) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for entry in self.base(request) {
            let others = Facet::ALL.into_iter().filter(|other| *other != facet);
            if others
                .into_iter()
                .all(|other| selected(&request.filters, other, entry))
            {
                let mut values = values(facet, entry);
                values.sort();
                values.dedup();
                for value in values {
                    *counts.entry(value).or_insert(0) += 1;
                }
            }
        }
        counts
    }

    fn base(&self, request: &SearchRequest) -> Vec<&'a Entry> {
        let has_all = |entry: &Entry| {
            let all = |selection: &Selection, named: &[NamedEntity]| {
                selection
                    .all
                    .iter()
                    .all(|slug| named.iter().any(|entity| entity.slug == *slug))
            };
            all(&request.filters.organisation, &entry.organisations)
                && all(&request.filters.person, &entry.persons)
        };
        self.entries
            .iter()
            .copied()
            .filter(|entry| has_all(entry) && self.matches(&request.query.root, entry) == Some(true))
            .collect()
    }

    /// `None` is a part that takes no part.
    fn matches(&self, node: &Node, entry: &Entry) -> Option<bool> {
        let each = |parts: &[Node]| -> Vec<bool> {
            parts
                .iter()
                .filter_map(|part| self.matches(part, entry))
                .collect()
        };
        Some(match &node.kind {
            NodeKind::Everything => true,
            NodeKind::Word { text, .. } if tokens(text).is_empty() => return None,
            NodeKind::Word { field, text } => self.has(&self.stems(&of(entry, *field)), &self.stems(text)),
            NodeKind::Phrase { field, text, slop } => {
                let written = |entry: &Entry| near(&tokens(&of(entry, *field)), &tokens(text), *slop);
                let phrase = format!("{field:?} {text} {slop}");
                let known = self.written.borrow().get(&phrase).copied();
                let anywhere = known.unwrap_or_else(|| self.entries.iter().any(|entry| written(entry)));
                self.written.borrow_mut().insert(phrase, anywhere);
                if anywhere {
                    written(entry)
                } else {
                    near(&self.stems(&of(entry, *field)), &self.stems(text), *slop)
                }
            }
            NodeKind::Prefix { field, text } => {
                let begun = tokens(text);
                tokens(&of(entry, *field)).windows(begun.len()).any(|window| {
                    let last = begun.len() - 1;
                    window[..last] == begun[..last] && window[last].starts_with(&begun[last])
                })
            }
            NodeKind::Fuzzy {
                field,
                text,
                distance,
            } => tokens(&of(entry, *field))
                .iter()
                .any(|token| within(token, text, *distance)),
            NodeKind::Date { from, to } => overlaps(entry, *from, *to),
            NodeKind::Undated => entry.date.bounds().is_none(),
            NodeKind::Time { from, to } => entry.effective_time().is_some_and(|time| {
                let first = from.map_or(0, ClockTime::minutes);
                let last = to.map_or(1439, ClockTime::minutes);
                let minute = time.minutes();
                if first <= last {
                    (first..=last).contains(&minute)
                } else {
                    minute >= first || minute <= last
                }
            }),
            NodeKind::Entity { entity, name } => {
                let named = match entity {
                    EntityKind::Organisation => &entry.organisations,
                    EntityKind::Person => &entry.persons,
                };
                named.iter().any(|entity| entity.slug == slugify(name))
            }
            NodeKind::Page { id } => entry.id.page == *id,
            NodeKind::All { parts } => match each(parts) {
                found if found.is_empty() => return None,
                found => found.into_iter().all(|m| m),
            },
            NodeKind::Any { parts } => match each(parts) {
                found if found.is_empty() => return None,
                found => found.into_iter().any(|m| m),
            },
            NodeKind::Preferring { required, optional } => match self.matches(required, entry) {
                Some(matches) => matches,
                None => match each(optional) {
                    found if found.is_empty() => return None,
                    found => found.into_iter().any(|m| m),
                },
            },
            NodeKind::Not { part } => !self.matches(part, entry)?,
        })
    }

    fn stems(&self, text: &str) -> Vec<String> {
        tokens(text)
            .iter()
            .map(|token| self.stemmer.stem(token).into_owned())
            .collect()
    }

    fn has(&self, text: &[String], phrase: &[String]) -> bool {
        text.windows(phrase.len()).any(|window| window == phrase)
    }
}

/// Whether the words of a phrase can each be given a place of its own in the text so that no two have moved, against
/// their places in the phrase, further apart than `slop`: every choice tried.
fn near(text: &[String], phrase: &[String], slop: u32) -> bool {
    fn tried(text: &[String], phrase: &[String], slop: i64, taken: &mut Vec<usize>) -> bool {
        let moved = || (0..).zip(&*taken).map(|(place, at)| *at as i64 - place);
        if moved().max().unwrap_or(0) - moved().min().unwrap_or(0) > slop {
            return false;
        }
        let Some(word) = phrase.get(taken.len()) else {
            return true;
        };
        (0..text.len()).any(|at| {
            if text[at] != *word || taken.contains(&at) {
                return false;
            }
            taken.push(at);
            let found = tried(text, phrase, slop, taken);
            taken.pop();
            found
        })
    }
    tried(text, phrase, i64::from(slop), &mut Vec::new())
}

fn of(entry: &Entry, field: TextField) -> String {
    match field {
        TextField::Text => entry.text.clone(),
        TextField::Title => entry.page.title.clone().unwrap_or_default(),
        TextField::Standfirst => entry.page.standfirst.clone().unwrap_or_default(),
    }
}

fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|t| !t.is_empty())
        .map(str::to_owned)
        .collect()
}

fn overlaps(entry: &Entry, from: Option<LocalDate>, to: Option<LocalDate>) -> bool {
    entry
        .date
        .bounds()
        .is_some_and(|(first, last)| from.is_none_or(|from| last >= from) && to.is_none_or(|to| first <= to))
}

fn selected(filters: &Filters, facet: Facet, entry: &Entry) -> bool {
    let any = |selection: &Selection, named: &[NamedEntity]| {
        selection.any.is_empty() || named.iter().any(|entity| selection.any.contains(&entity.slug))
    };
    match facet {
        Facet::Organisation => any(&filters.organisation, &entry.organisations),
        Facet::Person => any(&filters.person, &entry.persons),
        Facet::Date => {
            let finest = DateValue::finest(&entry.date);
            let bounded = filters.from.is_some() || filters.to.is_some();
            (!bounded || overlaps(entry, filters.from, filters.to))
                && (filters.date.is_empty() || filters.date.iter().any(|value| value.holds(finest)))
        }
    }
}

fn values(facet: Facet, entry: &Entry) -> Vec<String> {
    let slugs = |named: &[NamedEntity]| named.iter().map(|entity| entity.slug.clone()).collect();
    match facet {
        Facet::Organisation => slugs(&entry.organisations),
        Facet::Person => slugs(&entry.persons),
        Facet::Date => {
            let finest = DateValue::finest(&entry.date);
            std::iter::successors(Some(finest), |v| v.parent())
                .map(|v| v.to_string())
                .collect()
        }
    }
}

/// Whether so few letters inserted, removed, replaced or swapped make one of the other, tried out.
fn within(a: &str, b: &str, distance: u8) -> bool {
    fn tried(a: &[u8], b: &[u8], left: u8) -> bool {
        match (a, b) {
            ([], rest) | (rest, []) => rest.len() <= usize::from(left),
            ([x, a_rest @ ..], [y, b_rest @ ..]) => {
                (x == y && tried(a_rest, b_rest, left))
                    || (left > 0
                        && (tried(a_rest, b_rest, left - 1)
                            || tried(a_rest, b, left - 1)
                            || tried(a, b_rest, left - 1)
                            || (a.len() > 1
                                && b.len() > 1
                                && a[0] == b[1]
                                && a[1] == b[0]
                                && tried(&a[2..], &b[2..], left - 1))))
            }
        }
    }
    tried(a.as_bytes(), b.as_bytes(), distance)
}
