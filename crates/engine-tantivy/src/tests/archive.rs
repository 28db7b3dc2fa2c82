//! Small archives to test with.

use crate::{TantivyRebuild, begin_rebuild};
use daybook_model::{
    ClockTime, DateBasis, DateInterval, EntityKind, Entry, EntryId, Mention, NamedEntity, Page, Quotation,
    RecognitionRule, Role, Speaker, Why, slugify,
};
use daybook_search::{PageRecord, Rebuild, RebuildFacts};
use proptest::prelude::*;
use std::{collections::BTreeMap, path::Path, sync::Arc};

pub(crate) const WORDS: [&str; 15] = [
    "hospital",
    "hospitals",
    "trust",
    "trusts",
    "trusted",
    "trusting",
    "nurse",
    "nurses",
    "nursing",
    "report",
    "reported",
    "reports",
    "pay",
    "day",
    "closure",
];
pub(crate) const ORGANISATIONS: [&str; 5] = [
    "Care Quality Commission",
    "NHS England",
    "Monitor",
    "Marks & Spencer",
    "Zoë’s Café",
];
pub(crate) const PERSONS: [&str; 5] = [
    "Simon Stevens",
    "Una O’Brien",
    "Jeremy Hunt",
    "David Nicholson",
    "Stephen Dorrell",
];
/// Who is quoted.
pub(crate) const SPEAKERS: [&str; 4] = ["Simon Stevens", "Una O’Brien", "Monitor", "Mary Shelley"];
/// First and last day; both empty is undated.
pub(crate) const DATES: [(&str, &str); 8] = [
    ("2014-12-30", "2014-12-30"),
    ("2015-01-02", "2015-01-02"),
    ("2015-03-09", "2015-03-09"),
    ("2015-03-09", "2015-03-20"),
    ("2015-02-20", "2015-03-05"),
    ("2014-12-31", "2015-01-01"),
    ("0001-01-01", "0001-01-01"),
    ("", ""),
];

const BASES: [DateBasis; 3] = [DateBasis::Manifest, DateBasis::Url, DateBasis::Text];
const PUBLICATIONS: [Option<&str>; 4] = [
    None,
    Some("Care Weekly"),
    Some("Care  weekly"),
    Some("Zoë’s Daily"),
];

pub(crate) type Pages = BTreeMap<String, Vec<Entry>>;

#[derive(Debug, Clone)]
pub(crate) struct EntryPlan {
    words: Vec<usize>,
    minute: Option<u16>,
    /// The minute that the printed one is mended to.
    corrected: Option<u16>,
    /// Which names, each with how it is mentioned: see [`entity`].
    organisations: Vec<(usize, usize)>,
    persons: Vec<(usize, usize)>,
    /// Words of each quotation, and which of [`SPEAKERS`] said them, if that is known.
    quotations: Vec<(Vec<usize>, Option<usize>)>,
}

#[derive(Debug, Clone)]
pub(crate) struct PagePlan {
    date: usize,
    basis: usize,
    publication: usize,
    title: Vec<usize>,
    standfirst: Vec<usize>,
    entries: Vec<EntryPlan>,
}

fn some_words(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..WORDS.len(), count)
}

fn entry_plan() -> impl Strategy<Value = EntryPlan> {
    let names = || prop::collection::vec((0..5usize, 0..5usize), 0..3);
    (
        some_words(1..9),
        prop::option::weighted(0.8, 0..1440u16),
        prop::option::weighted(0.1, 0..1440u16),
        names(),
        names(),
        prop::collection::vec(
            (some_words(1..5), prop::option::weighted(0.7, 0..SPEAKERS.len())),
            0..3,
        ),
    )
        .prop_map(
            |(words, minute, corrected, organisations, persons, quotations)| EntryPlan {
                quotations,
                words,
                corrected: corrected.filter(|_| minute.is_some()),
                minute,
                organisations,
                persons,
            },
        )
}

pub(crate) fn page_plan() -> impl Strategy<Value = PagePlan> {
    (
        (0..DATES.len(), 0..BASES.len(), 0..PUBLICATIONS.len()),
        some_words(0..3),
        some_words(0..4),
        prop::collection::vec(entry_plan(), 0..6),
    )
        .prop_map(
            |((date, basis, publication), title, standfirst, entries)| PagePlan {
                date,
                basis,
                publication,
                title,
                standfirst,
                entries,
            },
        )
}

pub(crate) fn join(words: &[usize]) -> String {
    words
        .iter()
        .map(|word| WORDS[*word])
        .collect::<Vec<_>>()
        .join(" ")
}

/// An entity mentioned `manner` times, by turns in one of three forms. Only the third is taken by the gazetteer, and
/// an entity with four has its name spelled without accents.
fn entity(name: &str, manner: usize) -> NamedEntity {
    let plain = name.replace(['ë', 'é'], "e");
    let made = |n: usize| {
        let first = name.split(' ').next().unwrap();
        let (text, rule) = [
            (plain.as_str(), RecognitionRule::Attribution),
            (first, RecognitionRule::PageCoreference),
            (name, RecognitionRule::GazetteerAlias),
        ][n % 3];
        let (title, organisation) = [
            ("", None),
            ("Finance director", None),
            ("finance director", None),
            ("finance director", Some("Monitor")),
        ][(n + manner) % 4];
        let role = (!title.is_empty()).then(|| Role {
            title: title.to_owned(),
            organisation: organisation.map(str::to_owned),
        });
        Mention {
            why: Why { rule, evidence: None },
            role,
            ..mention(text, text)
        }
    };
    NamedEntity {
        name: if manner == 4 {
            plain.clone()
        } else {
            name.to_owned()
        },
        slug: slugify(name),
        mentions: (0..manner).map(made).collect(),
    }
}

pub(crate) fn mention(text: &str, part: &str) -> Mention {
    let start = text[..text.find(part).unwrap()].chars().count();
    let why = Why {
        rule: RecognitionRule::GazetteerName,
        evidence: None,
    };
    Mention {
        text: part.to_owned(),
        start,
        end: start + part.chars().count(),
        why,
        role: None,
    }
}

pub(crate) fn interval((first, last): (&str, &str)) -> DateInterval {
    if first.is_empty() {
        return DateInterval::undated();
    }
    DateInterval::between(
        first.parse().unwrap(),
        last.parse().unwrap(),
        DateBasis::Manifest,
        "",
    )
}

pub(crate) fn plain_entry(page: &str, seq: u32, text: &str) -> Entry {
    let page = Page {
        id: page.into(),
        title: None,
        standfirst: None,
        url: None,
        publication: None,
        source: format!("{page}.txt"),
    };
    Entry {
        id: EntryId {
            page: page.id.clone(),
            seq,
        },
        page: Arc::new(page),
        seq,
        stamp: None,
        time: None,
        time_corrected: None,
        timestamp: None,
        date: DateInterval::undated(),
        text: text.to_owned(),
        organisations: Vec::new(),
        persons: Vec::new(),
        references: Vec::new(),
        quotations: Vec::new(),
        referenced_by: Vec::new(),
    }
}

pub(crate) fn page(id: &str, plan: &PagePlan) -> Vec<Entry> {
    let words = |words: &[usize]| (!words.is_empty()).then(|| join(words));
    let shared = Arc::new(Page {
        id: id.to_owned(),
        title: words(&plan.title),
        standfirst: words(&plan.standfirst),
        url: None,
        publication: PUBLICATIONS[plan.publication].map(str::to_owned),
        source: format!("{id}.txt"),
    });
    let made = |(place, entry): (usize, &EntryPlan)| Entry {
        page: shared.clone(),
        time: entry.minute.and_then(ClockTime::from_minutes),
        time_corrected: entry.corrected.and_then(ClockTime::from_minutes),
        date: match interval(DATES[plan.date]) {
            dated if dated.bounds().is_some() => DateInterval {
                basis: BASES[plan.basis],
                ..dated
            },
            undated => undated,
        },
        // One name twice: an entry counts once all the same.
        organisations: entry
            .organisations
            .iter()
            .map(|(n, manner)| entity(ORGANISATIONS[*n], *manner))
            .collect(),
        persons: entry
            .persons
            .iter()
            .map(|(n, manner)| entity(PERSONS[*n], *manner))
            .collect(),
        ..quoting(
            plain_entry(id, place as u32 + 1, &join(&entry.words)),
            &entry.quotations,
        )
    };
    plan.entries.iter().enumerate().map(made).collect()
}

/// The entry with quotations at the end of its text.
fn quoting(mut entry: Entry, quotations: &[(Vec<usize>, Option<usize>)]) -> Entry {
    for (words, speaker) in quotations {
        let text = join(words);
        entry.text.push_str(" “");
        let start = entry.text.chars().count();
        entry.text.push_str(&text);
        let end = entry.text.chars().count();
        entry.text.push('”');
        let speaker = speaker.map(|n| Speaker {
            kind: EntityKind::Person,
            name: SPEAKERS[n].to_owned(),
            slug: slugify(SPEAKERS[n]),
            start: 0,
            end: 1,
        });
        entry.quotations.push(Quotation {
            text,
            start,
            end,
            speaker,
            rule: None,
        });
    }
    entry
}

pub(crate) fn record(id: &str, fingerprint: &str, entries: &[Entry]) -> PageRecord {
    PageRecord {
        id: id.to_owned(),
        source: format!("{id}.txt"),
        fingerprint: fingerprint.to_owned(),
        entries: entries.len() as u32,
        ..PageRecord::default()
    }
}

/// Builds a generation of exactly these pages; those that the live generation has word for word are kept.
pub(crate) fn build(data_dir: &Path, pages: &Pages, adjust: fn(TantivyRebuild) -> TantivyRebuild) {
    let rebuild = adjust(begin_rebuild(data_dir, "rules").unwrap());
    for (id, entries) in pages {
        let fingerprint = serde_json::to_string(entries).unwrap();
        if rebuild
            .previous()
            .iter()
            .any(|page| page.id == *id && page.fingerprint == fingerprint)
        {
            rebuild.keep(id).unwrap();
        } else {
            rebuild.add(record(id, &fingerprint, entries), entries).unwrap();
        }
    }
    let facts = RebuildFacts {
        rules: "rules".to_owned(),
        ..RebuildFacts::default()
    };
    let info = Box::new(rebuild).commit(facts).unwrap().generation;
    assert_eq!(
        info.entries,
        pages.values().map(|entries| entries.len() as u64).sum::<u64>()
    );
    assert_eq!(info.pages, pages.len() as u64);
}
