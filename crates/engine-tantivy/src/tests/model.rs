//! What an answer is, without any index: every entry looked at for every question.

use daybook_model::{ClockTime, EntityKind, Entry, LocalDate, NamedEntity, Quotation, slugify};
use daybook_search::{
    DateValue, Facet, Filters, Interval, Node, NodeKind, SearchRequest, Selection, TextField, Unit,
    speakers_beside,
};
use rust_stemmers::{Algorithm, Stemmer};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

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

    /// The entries that a facet counts: all that pass the selections of the others.
    fn counted(&self, request: &SearchRequest, facet: Facet) -> Vec<&'a Entry> {
        let passes = |entry: &&&Entry| {
            let mut others = Facet::ALL.into_iter().filter(|other| *other != facet);
            others.all(|other| selected(&request.filters, other, entry))
        };
        self.base(request).iter().filter(passes).copied().collect()
    }

    /// Counts by slug (or date value), each facet without its own selection.
    pub(super) fn counts(&self, request: &SearchRequest, facet: Facet) -> BTreeMap<String, u64> {
        let mut units: Units<String> = Units::default();
        for entry in self.counted(request, facet) {
            for value in values(facet, entry) {
                units.entry(value).or_default().extend(unit(request.unit, entry));
            }
        }
        sizes(units)
    }

    /// Counts of printed forms by slug and form.
    pub(super) fn forms(&self, request: &SearchRequest, facet: Facet) -> BTreeMap<(String, String), u64> {
        let mut units: Units<(String, String)> = Units::default();
        for entry in self.counted(request, facet) {
            let named = match facet {
                Facet::Organisation => &entry.organisations[..],
                Facet::Person => &entry.persons,
                _ => &[],
            };
            for entity in named {
                for mention in &entity.mentions {
                    let form = (entity.slug.clone(), mention.text.clone());
                    units.entry(form).or_default().extend(unit(request.unit, entry));
                }
            }
        }
        sizes(units)
    }

    /// How many entries, pages or days the hits are of.
    pub(super) fn total(&self, request: &SearchRequest) -> u64 {
        let hits = self.hits(request).into_iter();
        let units: BTreeSet<String> = hits.filter_map(|entry| unit(request.unit, entry)).collect();
        units.len() as u64
    }

    /// Counts by the first day or hour of each bucket, and of what is in none by its date value.
    pub(super) fn histogram(&self, request: &SearchRequest, interval: Interval) -> Histogram {
        let mut buckets: Units<String> = Units::default();
        let mut outside: Units<String> = Units::default();
        for entry in self.hits(request) {
            let note = |units: &mut Units<String>, key: &str| {
                units
                    .entry(key.to_owned())
                    .or_default()
                    .extend(unit(request.unit, entry));
            };
            match bucket(interval, entry) {
                Ok(start) => note(&mut buckets, &start),
                Err("undated") => note(&mut outside, "undated"),
                Err(value) => {
                    note(&mut outside, value);
                    note(&mut outside, "count");
                }
            }
        }
        Histogram {
            buckets: sizes(buckets),
            outside: sizes(outside),
        }
    }

    fn base(&self, request: &SearchRequest) -> Vec<&'a Entry> {
        let has_all = |entry: &Entry| {
            let all = |selection: &Selection, named: &[NamedEntity]| {
                selection
                    .all
                    .iter()
                    .all(|slug| named.iter().any(|entity| entity.slug == *slug))
            };
            all(
                request.filters.selection(Facet::Organisation),
                &entry.organisations,
            ) && all(request.filters.selection(Facet::Person), &entry.persons)
                && request
                    .filters
                    .selection(Facet::Speaker)
                    .all
                    .iter()
                    .all(|slug| values(Facet::Speaker, entry).contains(slug))
        };
        self.entries
            .iter()
            .copied()
            .filter(|entry| has_all(entry) && self.matches(&request.query.root, entry, None) == Some(true))
            .collect()
    }

    /// `None` is a part that takes no part.
    fn matches(&self, node: &Node, entry: &Entry, by: Option<&[String]>) -> Option<bool> {
        let each = |parts: &[Node]| -> Vec<bool> {
            parts
                .iter()
                .filter_map(|part| self.matches(part, entry, by))
                .collect()
        };
        Some(match &node.kind {
            NodeKind::Everything => true,
            NodeKind::Word { text, .. } if tokens(text).is_empty() => return None,
            NodeKind::Word { field, text } => texts(entry, *field, by)
                .iter()
                .any(|own| self.has(&self.stems(own), &self.stems(text))),
            NodeKind::Phrase { field, text, slop } => {
                let any = |entry: &Entry, near: &dyn Fn(&str) -> bool| {
                    texts(entry, *field, by).iter().any(|own| near(own))
                };
                let written = |entry: &Entry| any(entry, &|own| near(&tokens(own), &tokens(text), *slop));
                let by = by.filter(|_| *field == TextField::Said);
                let phrase = format!("{field:?} {text} {slop} {by:?}");
                let known = self.written.borrow().get(&phrase).copied();
                let anywhere = known.unwrap_or_else(|| self.entries.iter().any(|entry| written(entry)));
                self.written.borrow_mut().insert(phrase, anywhere);
                if anywhere {
                    written(entry)
                } else {
                    any(entry, &|own| near(&self.stems(own), &self.stems(text), *slop))
                }
            }
            NodeKind::Prefix { field, text } => {
                let begun = tokens(text);
                texts(entry, *field, by).iter().any(|own| {
                    tokens(own).windows(begun.len()).any(|window| {
                        let last = begun.len() - 1;
                        window[..last] == begun[..last] && window[last].starts_with(&begun[last])
                    })
                })
            }
            NodeKind::Fuzzy {
                field,
                text,
                distance,
            } => texts(entry, *field, by)
                .iter()
                .any(|own| tokens(own).iter().any(|token| within(token, text, *distance))),
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
            NodeKind::Speaker { name } => values(Facet::Speaker, entry).contains(&slugify(name)),
            NodeKind::Page { id } => entry.id.page == *id,
            NodeKind::All { parts } => match self.all(parts, entry, by) {
                found if found.is_empty() => return None,
                found => found.into_iter().all(|m| m),
            },
            NodeKind::Any { parts } => match each(parts) {
                found if found.is_empty() => return None,
                found => found.into_iter().any(|m| m),
            },
            NodeKind::Preferring { required, optional } => match self.matches(required, entry, by) {
                Some(matches) => matches,
                None => match each(optional) {
                    found if found.is_empty() => return None,
                    found => found.into_iter().any(|m| m),
                },
            },
            NodeKind::Widened { part, others } => match self.matches(part, entry, by) {
                Some(true) => true,
                typed => {
                    let mut found = others
                        .iter()
                        .map(|other| self.matches(other, entry, by) == Some(true));
                    found.any(|found| found) || typed?
                }
            },
            NodeKind::Not { part } => !self.matches(part, entry, by)?,
        })
    }

    fn all(&self, parts: &[Node], entry: &Entry, by: Option<&[String]>) -> Vec<bool> {
        let own: Option<Vec<String>> =
            speakers_beside(parts).map(|names| names.into_iter().map(slugify).collect());
        let by = own.as_deref().or(by);
        let each = parts.iter().filter_map(|part| self.matches(part, entry, by));
        each.collect()
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

/// The texts of that field; of what is said each quotation of these speakers.
fn texts(entry: &Entry, field: TextField, by: Option<&[String]>) -> Vec<String> {
    match field {
        TextField::Text => vec![entry.text.clone()],
        TextField::Title => entry.page.title.iter().cloned().collect(),
        TextField::Standfirst => entry.page.standfirst.iter().cloned().collect(),
        TextField::Said => {
            let theirs = |said: &&Quotation| {
                let slug = said.speaker.as_ref().map(|speaker| &speaker.slug);
                by.is_none_or(|by| slug.is_some_and(|slug| by.contains(slug)))
            };
            let said = entry.quotations.iter().filter(theirs);
            said.map(|said| said.text.clone()).collect()
        }
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
    match facet {
        Facet::Date => {
            let finest = DateValue::finest(&entry.date);
            let bounded = filters.from.is_some() || filters.to.is_some();
            (!bounded || overlaps(entry, filters.from, filters.to))
                && (filters.date.is_empty() || filters.date.iter().any(|value| value.holds(finest)))
        }
        other => {
            let any = &filters.selection(other).any;
            any.is_empty() || values(other, entry).iter().any(|value| any.contains(value))
        }
    }
}

fn values(facet: Facet, entry: &Entry) -> Vec<String> {
    let slugs = |named: &[NamedEntity]| named.iter().map(|entity| entity.slug.clone()).collect();
    match facet {
        Facet::Organisation => slugs(&entry.organisations),
        Facet::Person => slugs(&entry.persons),
        Facet::Speaker => {
            let speakers = entry.quotations.iter().filter_map(|said| said.speaker.as_ref());
            let slugs: BTreeSet<String> = speakers.map(|speaker| speaker.slug.clone()).collect();
            slugs.into_iter().collect()
        }
        Facet::Date => {
            let finest = DateValue::finest(&entry.date);
            std::iter::successors(Some(finest), |v| v.parent())
                .map(|v| v.to_string())
                .collect()
        }
        Facet::Weekday => vec![entry.date.day().map_or("unknown", weekday).to_owned()],
        Facet::Hour => {
            let time = entry.time_corrected.or(entry.time).map(|time| time.to_string());
            vec![time.map_or_else(|| "unknown".to_owned(), |time| time[..2].to_owned())]
        }
        Facet::Publication => entry.page.publication.iter().map(|name| slugify(name)).collect(),
        Facet::Page => vec![entry.id.page.clone()],
        Facet::Basis => {
            let basis = serde_json::to_value(entry.date.basis).unwrap();
            vec![basis.as_str().unwrap().to_owned()]
        }
    }
}

/// By Sakamoto's rule.
fn weekday(day: LocalDate) -> &'static str {
    const SHIFTS: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    const NAMES: [&str; 7] = [
        "sunday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
    ];
    let year = i32::from(day.year()) - i32::from(day.month() < 3);
    let shift = SHIFTS[usize::from(day.month()) - 1];
    let number = year + year / 4 - year / 100 + year / 400 + shift + i32::from(day.day());
    NAMES[number as usize % 7]
}

/// Which units (entries, pages, days) there are of each.
type Units<K> = BTreeMap<K, BTreeSet<String>>;

/// Without those of which there is none.
fn sizes<K: Ord>(units: Units<K>) -> BTreeMap<K, u64> {
    let sized = units.into_iter().map(|(key, units)| (key, units.len() as u64));
    sized.filter(|(_, size)| *size > 0).collect()
}

fn unit(unit: Unit, entry: &Entry) -> Option<String> {
    match unit {
        Unit::Entry => Some(entry.id.to_string()),
        Unit::Page => Some(entry.id.page.clone()),
        Unit::Day => entry.date.day().map(|day| day.to_string()),
    }
}

/// A count over time.
#[derive(Debug, PartialEq)]
pub(super) struct Histogram {
    /// By the starts of buckets, without empty ones.
    pub(super) buckets: BTreeMap<String, u64>,
    /// `undated`, `day`, `month`, `year`, `several_years`, and `count` of all but the undated.
    pub(super) outside: BTreeMap<String, u64>,
}

/// The start of the bucket that holds all of an entry's date, or what its date is.
fn bucket(interval: Interval, entry: &Entry) -> Result<String, &'static str> {
    let Some((first, last)) = entry.date.bounds() else {
        return Err("undated");
    };
    let (from, to) = (first.to_string(), last.to_string());
    let same = |letters: usize| from[..letters] == to[..letters];
    let known = [(10, "day"), (7, "month"), (4, "year")];
    let finest = known.into_iter().find(|(letters, _)| same(*letters));
    let Some((letters, name)) = finest else {
        return Err("several_years");
    };
    match interval {
        Interval::Year => Ok(format!("{}-01-01", &from[..4])),
        Interval::Month if letters >= 7 => Ok(format!("{}-01", &from[..7])),
        Interval::Week if letters == 10 => {
            let mut day: jiff::civil::Date = from.parse().unwrap();
            while day.weekday() != jiff::civil::Weekday::Monday {
                day = day.yesterday().unwrap();
            }
            Ok(day.to_string())
        }
        Interval::Day if letters == 10 => Ok(from),
        Interval::Hour if letters == 10 => match entry.effective_time() {
            Some(time) => Ok(format!("{from}T{}:00", &time.to_string()[..2])),
            None => Err(name),
        },
        _ => Err(name),
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
