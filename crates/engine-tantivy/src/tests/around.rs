//! What stands around an entry: its context, entries like it, its story.

use super::archive::{Pages, build, interval, mention, plain_entry};
use super::requests::archive;
use crate::TantivyEngine;
use daybook_model::{Backlink, Entry, EntryId, NamedEntity, Reference, slugify};
use daybook_search::{
    ContextRequest, Engine, EntryBrief, Position, RelatedEntry, RelatedRequest, SimilarRequest, ThreadRequest,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use tempfile::TempDir;

fn opened(pages: &Pages) -> (TempDir, TantivyEngine) {
    let dir = TempDir::new().unwrap();
    build(dir.path(), pages, |rebuild| rebuild);
    let engine = TantivyEngine::open(dir.path()).unwrap();
    (dir, engine)
}

fn id(text: &str) -> EntryId {
    text.parse().unwrap()
}

/// Lets every third entry of a page point to another one, both ways.
fn refer(entries: &mut [Entry]) {
    for from in (0..entries.len()).step_by(3) {
        let to = (from * 7 + 1) % entries.len();
        let (source, target) = (entries[from].id.clone(), entries[to].id.clone());
        entries[from].references.push(Reference {
            text: "(see above)".to_owned(),
            start: 0,
            end: 11,
            entry: Some(target),
        });
        entries[to].referenced_by.push(Backlink {
            entry: source,
            text: "(see above)".to_owned(),
        });
    }
}

/// The context of every entry is a slice of its page, and what it refers to is in a few words what the page has there.
fn check_context(engine: &TantivyEngine, before: usize, after: usize) -> Result<(), TestCaseError> {
    let search = daybook_search::SearchParams::default().check().unwrap();
    let search = daybook_search::SearchRequest {
        limit: 1000,
        ..search
    };
    for hit in engine.search(&search).unwrap().hits {
        let page = engine.page(&hit.entry.id.page).unwrap().unwrap().entries;
        let place = page.iter().position(|entry| entry.id == hit.entry.id).unwrap();
        let request = ContextRequest {
            id: hit.entry.id.clone(),
            before,
            after,
        };
        let context = engine.context(&request).unwrap().unwrap();
        prop_assert_eq!(&context.entry, &page[place]);
        prop_assert_eq!(&context.before, &page[place.saturating_sub(before)..place]);
        let end = page.len().min(place + 1 + after);
        prop_assert_eq!(&context.after, &page[place + 1..end]);
        let brief = |id: &EntryId| EntryBrief::of(page.iter().find(|entry| entry.id == *id).unwrap());
        let to: Vec<_> = context
            .references
            .iter()
            .map(|r| r.entry.clone().unwrap())
            .collect();
        let meant = context.entry.references.iter();
        let meant: Vec<_> = meant.map(|r| brief(r.entry.as_ref().unwrap())).collect();
        prop_assert_eq!(to, meant);
        let from: Vec<_> = context.referenced_by.iter().map(|b| b.entry.clone()).collect();
        let pointing = context.entry.referenced_by.iter();
        let pointing: Vec<_> = pointing.map(|b| brief(&b.entry)).collect();
        prop_assert_eq!(from, pointing);
        check_related(engine, &hit.entry, &page)?;
    }
    Ok(())
}

/// Related entries never hold the entry itself, none twice, and each shares what it is said to share.
fn check_related(engine: &TantivyEngine, entry: &Entry, page: &[Entry]) -> Result<(), TestCaseError> {
    let similar = SimilarRequest {
        id: entry.id.clone(),
        limit: 100,
    };
    let similar = engine.similar(&similar).unwrap().unwrap();
    let best_first = |pair: &[RelatedEntry]| pair[0].similarity >= pair[1].similarity;
    prop_assert!(similar.entries.windows(2).all(best_first));
    let thread = ThreadRequest {
        id: entry.id.clone(),
        limit: 100,
    };
    let thread = engine.thread(&thread).unwrap().unwrap();
    prop_assert_eq!(thread.total, thread.entries.len() as u64);
    let both = RelatedRequest::checked(entry.id.clone(), 100, 100).unwrap();
    let both = engine.related(&both).unwrap().unwrap();
    let told = |entries: &[RelatedEntry]| serde_json::to_value(entries).unwrap();
    prop_assert_eq!(told(&both.thread.entries), told(&thread.entries));
    prop_assert_eq!(told(&both.similar.entries), told(&similar.entries));
    for related in [&similar.entries, &thread.entries] {
        let ids: BTreeSet<_> = related.iter().map(|found| &found.entry.id).collect();
        prop_assert_eq!(ids.len(), related.len());
        prop_assert!(!ids.contains(&entry.id));
        for found in related {
            prop_assert!((0.0..=1.0).contains(&found.similarity), "{}", found.similarity);
            for (shared, one, other) in [
                (
                    &found.shared.organisations,
                    &entry.organisations,
                    &found.entry.organisations,
                ),
                (&found.shared.persons, &entry.persons, &found.entry.persons),
            ] {
                for entity in shared {
                    let names = |named: &[NamedEntity]| named.iter().any(|e| e.slug == entity.slug);
                    prop_assert!(names(one) && names(other), "{entity:?}");
                }
            }
        }
    }
    // What a reference joins is on the story.
    let ids: BTreeSet<_> = thread.entries.iter().map(|found| &found.entry.id).collect();
    let meant = entry.references.iter().filter_map(|r| r.entry.as_ref());
    for joined in meant.filter(|joined| **joined != entry.id) {
        prop_assert!(ids.contains(joined), "{joined} of {}", page.len());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn context_is_a_slice_of_the_page_and_nothing_is_related_to_itself(
        archives in archive(),
        before in 0..4usize,
        after in 0..4usize,
    ) {
        let mut pages = archives.0;
        pages.values_mut().filter(|entries| !entries.is_empty()).for_each(|entries| refer(entries));
        let (_dir, engine) = opened(&pages);
        check_context(&engine, before, after)?;
    }
}

fn written(page: &str, seq: u32, day: &str, text: &str, organisations: &[&str]) -> Entry {
    let organisations = organisations.iter().map(|name| NamedEntity {
        name: (*name).to_owned(),
        slug: slugify(name),
        mentions: text
            .contains(name)
            .then(|| mention(text, name))
            .into_iter()
            .collect(),
    });
    Entry {
        date: interval((day, day)),
        organisations: organisations.collect(),
        ..plain_entry(page, seq, text)
    }
}

/// A story of three days among other news of the same bodies.
fn stories() -> Pages {
    const FILLER: [&str; 12] = [
        "budget",
        "ambulance",
        "pharmacy",
        "dentist",
        "parking",
        "canteen",
        "laundry",
        "midwife",
        "scanner",
        "hospice",
        "vaccine",
        "pension",
    ];
    let mut pages = Pages::new();
    for (page, day, story) in [
        (
            "day-1",
            "2015-03-02",
            "Monitor will look into the tender for pathology in Wexcombe, it says.",
        ),
        (
            "day-2",
            "2015-03-03",
            "The pathology tender: two bidders have left Wexcombe. Monitor waits.",
        ),
        (
            "day-3",
            "2015-03-05",
            "Bidders for pathology in Wexcombe may tender again, Monitor rules.",
        ),
        (
            "year-5",
            "2019-03-05",
            "A tender for pathology closes. Monitor is no more.",
        ),
    ] {
        let mut entries = vec![written(page, 1, day, story, &["Monitor"])];
        for (place, word) in FILLER.iter().enumerate() {
            let text = format!("Monitor said on the {word} of {day} what it says of every {word}.");
            entries.push(written(page, place as u32 + 2, day, &text, &["Monitor"]));
        }
        pages.insert(page.to_owned(), entries);
    }
    pages
}

#[test]
fn a_story_is_followed_over_days_and_not_over_years() {
    let (_dir, engine) = opened(&stories());
    let request = ThreadRequest {
        id: id("day-2/1"),
        limit: 10,
    };
    let thread = engine.thread(&request).unwrap().unwrap();
    let found: Vec<_> = thread
        .entries
        .iter()
        .map(|found| (found.entry.id.to_string(), found.position))
        .collect();
    assert_eq!(
        found,
        [
            ("day-1/1".to_owned(), Position::Earlier),
            ("day-3/1".to_owned(), Position::Later)
        ]
    );
    let shared = &thread.entries[1].shared;
    let words: Vec<&str> = shared.words.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(words, ["bidders", "wexcombe", "pathology", "tender"]);
    assert_eq!(shared.organisations[0].name, "Monitor");
    // What is like it years later is similar all the same.
    let similar = engine.similar(&SimilarRequest {
        id: id("day-2/1"),
        limit: 3,
    });
    let similar = similar.unwrap().unwrap();
    let ids: Vec<_> = similar
        .entries
        .iter()
        .map(|found| found.entry.id.to_string())
        .collect();
    assert!(ids.contains(&"year-5/1".to_owned()), "{ids:?}");
}

#[test]
fn of_a_long_thread_the_most_similar_are_listed_in_order() {
    let (_dir, engine) = opened(&stories());
    let request = ThreadRequest {
        id: id("day-2/1"),
        limit: 1,
    };
    let thread = engine.thread(&request).unwrap().unwrap();
    assert_eq!((thread.entries.len(), thread.total), (1, 2));
}

/// Entries of one page by the entries that they point to.
fn pointing(targets: &[&[u32]]) -> Pages {
    let mut entries: Vec<Entry> = (1..=targets.len() as u32)
        .map(|seq| written("day", seq, "2014-03-01", &format!("Item{seq} as before."), &[]))
        .collect();
    for (from, targets) in targets.iter().enumerate() {
        for to in *targets {
            let (source, target) = (from, *to as usize - 1);
            let (source_id, target_id) = (entries[source].id.clone(), entries[target].id.clone());
            entries[source].references.push(Reference {
                text: format!("see item {to}"),
                start: 0,
                end: 4,
                entry: Some(target_id),
            });
            entries[target].referenced_by.push(Backlink {
                entry: source_id,
                text: format!("see item {to}"),
            });
        }
    }
    Pages::from([("day".to_owned(), entries)])
}

#[test]
fn a_story_goes_on_by_way_of_a_third_entry_unless_that_sums_the_day_up() {
    // 2 and 3 go on with 1, 4 with 2; 5 sums up.
    let (_dir, engine) = opened(&pointing(&[&[], &[1], &[1], &[2], &[1, 2, 3]]));
    let thread = |seq: u32| {
        let request = ThreadRequest {
            id: id(&format!("day/{seq}")),
            limit: 10,
        };
        engine.thread(&request).unwrap().unwrap().entries
    };
    let seqs = |seq: u32| -> Vec<u32> { thread(seq).iter().map(|found| found.entry.seq).collect() };
    assert_eq!(seqs(1), [2, 3, 4, 5]);
    assert_eq!(seqs(2), [1, 3, 4, 5]);
    assert_eq!(seqs(3), [1, 2, 5]);
    assert_eq!(seqs(4), [1, 2]);
    assert_eq!(seqs(5), [1, 2, 3]);
    let sibling = thread(3).into_iter().find(|found| found.entry.seq == 2).unwrap();
    let ways: Vec<u32> = sibling.shared.references.iter().map(|way| way.from.seq).collect();
    assert_eq!(ways, [3, 2]);
    let similar = SimilarRequest {
        id: id("day/4"),
        limit: 10,
    };
    let similar = engine.similar(&similar).unwrap().unwrap().entries;
    assert!(similar.iter().all(|found| found.shared.references.len() < 2));
}

#[test]
fn an_entry_that_there_is_not_has_nothing_around_it() {
    let (_dir, engine) = opened(&stories());
    let id = id("day-2/99");
    let request = ContextRequest {
        id: id.clone(),
        before: 1,
        after: 1,
    };
    assert!(engine.context(&request).unwrap().is_none());
    let similar = SimilarRequest {
        id: id.clone(),
        limit: 1,
    };
    assert!(engine.similar(&similar).unwrap().is_none());
    assert!(engine.thread(&ThreadRequest { id, limit: 1 }).unwrap().is_none());
}

#[test]
fn pages_are_listed_by_date_the_undated_last() {
    let mut pages = stories();
    let mut undated = plain_entry("a-page", 1, "No day.");
    undated.date = interval(("", ""));
    pages.insert("a-page".to_owned(), vec![undated]);
    let several = |seq, day| written("two-days", seq, day, "Night.", &[]);
    pages.insert(
        "two-days".to_owned(),
        vec![several(1, "2015-03-04"), several(2, "2015-03-06")],
    );
    let (_dir, engine) = opened(&pages);
    let list = |pairs: &[(&str, &str)]| {
        let params = daybook_search::PageListParams::from_pairs(pairs.iter().copied()).unwrap();
        engine.pages(&params.check().unwrap()).unwrap()
    };
    let ids = |answer: &daybook_search::PageListAnswer| -> Vec<String> {
        answer.pages.iter().map(|page| page.page.id.clone()).collect()
    };
    let all = list(&[]);
    assert_eq!(
        ids(&all),
        ["day-1", "day-2", "two-days", "day-3", "year-5", "a-page"]
    );
    assert_eq!((all.total, all.next_offset), (6, None));
    let two_days = &all.pages[2];
    assert_eq!(two_days.earliest.unwrap().to_string(), "2015-03-04");
    assert_eq!(
        (two_days.latest.unwrap().to_string().as_str(), two_days.entries),
        ("2015-03-06", 2)
    );
    let newest = list(&[("sort", "newest")]);
    assert_eq!(
        ids(&newest),
        ["year-5", "two-days", "day-3", "day-2", "day-1", "a-page"]
    );
    assert_eq!(
        ids(&list(&[("from", "2015-03-05"), ("to", "2015-03-05")])),
        ["two-days", "day-3"]
    );
    assert_eq!(ids(&list(&[("undated", "true")])), ["a-page"]);
    assert_eq!(list(&[("undated", "false")]).total, 5);
    let first = list(&[("limit", "4")]);
    assert_eq!((first.pages.len(), first.next_offset), (4, Some(4)));
    let rest = list(&[("limit", "4"), ("offset", "4")]);
    assert_eq!(
        (ids(&rest), rest.next_offset),
        (vec!["year-5".to_owned(), "a-page".to_owned()], None)
    );
}
