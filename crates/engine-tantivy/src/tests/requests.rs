//! Random queries, filters and archives.

use super::archive::{
    DATES, ORGANISATIONS, PERSONS, PagePlan, Pages, SPEAKERS, WORDS, join, page, page_plan,
};
use daybook_model::{ClockTime, EntityKind, slugify};
use daybook_search::{
    Facet, Filters, Node, NodeKind, ParsedQuery, SearchRequest, Selection, Sort, Span, TextField, Unit,
};
use proptest::prelude::*;

/// More hits than any archive here has.
pub(super) const EVERYTHING: usize = 100_000;

pub(super) fn node(kind: NodeKind) -> Node {
    Node::new(Span { start: 0, end: 0 }, kind)
}

fn word() -> impl Strategy<Value = String> {
    (0..WORDS.len()).prop_map(|n| WORDS[n].to_owned())
}

fn field() -> impl Strategy<Value = TextField> {
    prop_oneof![8 => Just(TextField::Text), 1 => Just(TextField::Title), 1 => Just(TextField::Standfirst),
        3 => Just(TextField::Said)]
}

fn days() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        1 => Just(None),
        4 => (0..DATES.len() - 1).prop_map(|n| Some(DATES[n].1.to_owned())),
    ]
}

fn speaker() -> impl Strategy<Value = NodeKind> {
    (0..SPEAKERS.len() + 1).prop_map(|n| NodeKind::Speaker {
        name: SPEAKERS.get(n).unwrap_or(&"Nobody").to_string(),
    })
}

fn leaf() -> impl Strategy<Value = Node> {
    let time = || prop::option::of((0..1440u16).prop_map(|m| ClockTime::from_minutes(m).unwrap()));
    let phrase = |(field, words, slop): (TextField, Vec<usize>, u32)| NodeKind::Phrase {
        field,
        text: join(&words),
        slop,
    };
    let slop = || prop_oneof![2 => Just(0), 1 => 1..6u32];
    prop_oneof![
        1 => Just(NodeKind::Everything),
        1 => field().prop_map(|field| NodeKind::Word { field, text: "…".to_owned() }),
        8 => (field(), word()).prop_map(|(field, text)| NodeKind::Word { field, text }),
        2 => (field(), word(), word())
            .prop_map(|(field, a, b)| NodeKind::Word { field, text: format!("{a}-{b}") }),
        4 => (field(), prop::collection::vec(0..WORDS.len(), 1..4), slop()).prop_map(phrase),
        1 => (field(), word(), word(), 1..5usize).prop_map(|(field, a, b, n)| NodeKind::Prefix {
            field,
            text: format!("{a}-{}", &b[..n.min(b.len())]),
        }),
        1 => (field(), word(), word(), word()).prop_map(|(field, a, b, c)| NodeKind::Prefix {
            field,
            text: format!("{a} {b} {}", &c[..1]),
        }),
        2 => (field(), word(), 1..5usize)
            .prop_map(|(field, text, n)| NodeKind::Prefix { field, text: text[..n.min(text.len())].to_owned() }),
        2 => (field(), word(), 1..3u8)
            .prop_map(|(field, text, distance)| NodeKind::Fuzzy { field, text: text[1..].to_owned(), distance }),
        2 => (days(), days()).prop_map(|(a, b)| NodeKind::Date {
            from: a.map(|d| d.parse().unwrap()),
            to: b.map(|d| d.parse().unwrap()),
        }),
        1 => Just(NodeKind::Undated),
        1 => (time(), time()).prop_map(|(from, to)| NodeKind::Time { from, to }),
        1 => (0..5usize).prop_map(|n| NodeKind::Entity {
            entity: EntityKind::Organisation,
            name: ORGANISATIONS[n].to_owned(),
        }),
        1 => (0..5usize)
            .prop_map(|n| NodeKind::Entity { entity: EntityKind::Person, name: PERSONS[n].to_owned() }),
        1 => Just(NodeKind::Entity { entity: EntityKind::Person, name: "Nobody".to_owned() }),
        1 => speaker(),
        3 => (speaker(), prop::collection::vec(0..WORDS.len(), 1..3), prop::bool::ANY).prop_map(
            |(speaker, words, phrase)| {
                let text = join(&words);
                let said = match phrase {
                    true => NodeKind::Phrase { field: TextField::Said, text, slop: 0 },
                    false => NodeKind::Word { field: TextField::Said, text },
                };
                NodeKind::All { parts: vec![node(speaker), node(said)] }
            }
        ),
        1 => (0..4usize).prop_map(|n| NodeKind::Page { id: format!("page-{n}") }),
    ]
    .prop_map(node)
}

fn tree() -> impl Strategy<Value = Node> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        let parts = || prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            parts().prop_map(|parts| NodeKind::All { parts }),
            parts().prop_map(|parts| NodeKind::Any { parts }),
            (inner.clone(), parts()).prop_map(|(required, optional)| NodeKind::Preferring {
                required: Box::new(required),
                optional
            }),
            inner
                .clone()
                .prop_map(|part| NodeKind::Not { part: Box::new(part) }),
        ]
        .prop_map(node)
        .prop_flat_map(|node| {
            prop_oneof![Just(1.0f32), Just(2.5)].prop_map(move |boost| Node {
                boost,
                ..node.clone()
            })
        })
    })
}

fn selection(names: [&'static str; 5]) -> impl Strategy<Value = Selection> {
    let some = move || prop::collection::vec(0..6usize, 0..3);
    let slugs = move |numbers: Vec<usize>| -> Vec<String> {
        numbers
            .into_iter()
            .map(|n| slugify(names.get(n).unwrap_or(&"Nobody")))
            .collect()
    };
    let rarely = prop_oneof![4 => Just(Vec::new()), 1 => some()];
    (some(), rarely).prop_map(move |(any, all)| Selection {
        any: slugs(any),
        all: slugs(all),
    })
}

/// Values of the facets that are no names of entities and no dates.
const OTHERS: [(Facet, &[&str]); 6] = [
    (
        Facet::Speaker,
        &["simon-stevens", "monitor", "una-obrien", "nobody"],
    ),
    (Facet::Weekday, &["monday", "tuesday", "friday", "unknown"]),
    (Facet::Hour, &["00", "09", "13", "23", "unknown"]),
    (Facet::Publication, &["care-weekly", "zoes-daily", "nobody"]),
    (Facet::Page, &["page-0", "page-1", "page-2", "nobody"]),
    (Facet::Basis, &["manifest", "url", "none", "text"]),
];

/// Mostly one facet of them or none: an entry is seldom let through by several.
fn others() -> impl Strategy<Value = Vec<(Facet, Vec<String>)>> {
    let one = (0..OTHERS.len(), prop::collection::vec(0..5usize, 1..4)).prop_map(|(n, values)| {
        let (facet, all) = OTHERS[n];
        let mut any: Vec<String> = values
            .iter()
            .map(|value| all[value % all.len()].to_owned())
            .collect();
        any.sort();
        any.dedup();
        (facet, any)
    });
    prop_oneof![2 => Just(Vec::new()), 3 => prop::collection::vec(one, 1..3)]
}

fn filters() -> impl Strategy<Value = Filters> {
    const VALUES: [&str; 7] = [
        "2015",
        "2015-03",
        "2015-03-09",
        "several-years",
        "undated",
        "2014",
        "1999-01-01",
    ];
    let dates = prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(0..VALUES.len(), 1..3)];
    let day = || prop_oneof![2 => Just(None), 1 => days()];
    let entities = prop_oneof![
        1 => Just((Selection::default(), Selection::default())),
        1 => (selection(ORGANISATIONS), selection(PERSONS)),
    ];
    (entities, others(), dates, day(), day()).prop_map(|((organisation, person), others, dates, from, to)| {
        let mut filters = Filters {
            from: from.map(|day| day.parse().unwrap()),
            to: to.map(|day| day.parse().unwrap()),
            date: dates.into_iter().map(|n| VALUES[n].parse().unwrap()).collect(),
            ..Filters::default()
        };
        *filters.selection_mut(Facet::Organisation) = organisation;
        *filters.selection_mut(Facet::Person) = person;
        for (facet, any) in others {
            filters.selection_mut(facet).any = any;
        }
        filters
    })
}

pub(super) fn request() -> impl Strategy<Value = SearchRequest> {
    let sort = prop_oneof![Just(Sort::Relevance), Just(Sort::Newest), Just(Sort::Oldest)];
    let facets = prop::sample::subsequence(Facet::ALL.to_vec(), 0..=Facet::ALL.len());
    let unit = prop_oneof![2 => Just(Unit::Entry), 1 => Just(Unit::Page), 1 => Just(Unit::Day)];
    let no_filters = prop_oneof![1 => Just(Filters::default()), 3 => filters()];
    (tree(), no_filters, sort, facets, unit).prop_map(|(root, filters, sort, facets, unit)| {
        let query = ParsedQuery {
            text: String::new(),
            root,
            repairs: Vec::new(),
            widening: daybook_search::Widening::NONE,
        };
        SearchRequest {
            filters,
            unit,
            sort,
            limit: EVERYTHING,
            facets,
            facet_limit: EVERYTHING,
            forms: true,
            explain: true,
            ..SearchRequest::new(query)
        }
    })
}

/// Two states of an archive: the second changes, drops and adds pages.
pub(super) fn archive() -> impl Strategy<Value = (Pages, Pages)> {
    let change =
        prop_oneof![3 => Just(None), 1 => Just(Some(None)), 2 => page_plan().prop_map(|p| Some(Some(p)))];
    let pages = prop::collection::vec((page_plan(), change), 1..6);
    (pages, prop::collection::vec(page_plan(), 0..2)).prop_map(|(pages, fresh)| {
        let id = |n: usize| format!("page-{n}");
        let made = |n: usize, plan: &PagePlan| (id(n), page(&id(n), plan));
        let before: Pages = pages
            .iter()
            .enumerate()
            .map(|(n, (plan, _))| made(n, plan))
            .collect();
        let mut after = before.clone();
        for (n, (_, change)) in pages.iter().enumerate() {
            match change {
                None => {}
                Some(None) => drop(after.remove(&id(n))),
                Some(Some(plan)) => drop(after.insert(id(n), page(&id(n), plan))),
            }
        }
        after.extend(fresh.iter().enumerate().map(|(n, plan)| made(100 + n, plan)));
        (before, after)
    })
}
