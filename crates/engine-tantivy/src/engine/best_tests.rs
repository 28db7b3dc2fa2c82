//! The best matches are the same, whether all are scored or most are passed over.

use super::super::TantivyEngine;
use super::Snapshot;
use crate::TantivyRebuild;
use crate::collect::{Collected, Deadline, Key, Listing, Task, collect};
use crate::query::{BestFirst, translate};
use crate::tests::archive::{Pages, build, plain_entry};
use daybook_model::{Entry, Page};
use daybook_search::{Facet, FacetSort, Filters, Sort, Unit, parse};
use std::sync::Arc;

const PAGES: usize = 60;
const ENTRIES: usize = 50;
/// The pages before this one have short entries.
const SHORT: usize = 35;

/// Numbers that look random, the same on every run.
struct Numbers(u64);

impl Numbers {
    /// One below a bound, the small ones most often.
    fn below(&mut self, bound: usize) -> usize {
        let mut next = || {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize
        };
        let (a, b) = (next() % bound, next() % bound);
        a * b / bound
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<String> = (0..count).map(|_| format!("word{}", self.below(40))).collect();
        words.join(" ")
    }
}

fn archive(titled: bool) -> Pages {
    let mut numbers = Numbers(7);
    let mut page = |number: usize| {
        let id = format!("page-{number:03}");
        let shared = Arc::new(Page {
            title: (titled && number.is_multiple_of(5)).then(|| numbers.words(4)),
            standfirst: (titled && number.is_multiple_of(3)).then(|| numbers.words(9)),
            ..Arc::unwrap_or_clone(plain_entry(&id, 1, "").page)
        });
        let entry = |seq| {
            // Entries of the later pages are far longer.
            let length = match number < SHORT {
                true => 3 + numbers.below(15),
                false => 20 + numbers.below(120),
            };
            Entry {
                page: Arc::clone(&shared),
                ..plain_entry(&id, seq as u32, &numbers.words(length))
            }
        };
        let entries = (1..=ENTRIES).map(entry).collect();
        (id, entries)
    };
    (0..PAGES).map(&mut page).collect()
}

fn collected(
    snapshot: &Snapshot,
    query: &str,
    facets: &[Facet],
    limit: usize,
    after: Option<Key>,
) -> Collected {
    let deadline = Deadline::never();
    let translated = translate(snapshot, &parse(query).unwrap(), true, deadline).unwrap();
    let task = Task {
        query: translated.query,
        filters: &Filters::default(),
        facets,
        unit: Unit::Entry,
        forms: false,
        interval: None,
        sort: Sort::Relevance,
        limit,
        group_by_page: false,
        after,
        deadline,
    };
    collect(snapshot, &task).unwrap()
}

#[test]
fn the_best_are_those_of_a_look_at_every_match() {
    compare(archive(true));
}

#[test]
fn the_best_are_found_where_nothing_but_its_words_tells_what_an_entry_scores() {
    compare(archive(false));
}

fn compare(mut pages: Pages) {
    let dir = tempfile::tempdir().unwrap();
    // Segments of short entries, then of long ones.
    let short = pages.clone().into_iter().take(SHORT).collect();
    build(dir.path(), &short, TantivyRebuild::without_merges);
    build(dir.path(), &pages, TantivyRebuild::without_merges);
    let whole = TantivyEngine::open(dir.path()).unwrap().snapshot();
    // The same with entries deleted, which must not come up among the best.
    pages.retain(|id, _| !id.ends_with('4'));
    build(dir.path(), &pages, TantivyRebuild::without_merges);
    let with_gaps = TantivyEngine::open(dir.path()).unwrap().snapshot();
    // All that can be comes after it, so every match is scored in full.
    let before_all = Key {
        score: f32::INFINITY,
        order: 0,
        tie: 0,
    };
    for snapshot in [&whole, &with_gaps] {
        let words = (0..40).map(|word| format!("word{word}"));
        let joined = [
            "word1",
            "word17",
            "word2 OR word9",
            "word0 OR word5 OR word30",
            "word39 OR absent",
            "word3 word8",
            "word12 word30 word4",
        ];
        for query in words.chain(joined.map(str::to_owned)) {
            let query = query.as_str();
            for facets in [&[][..], &[Facet::Page]] {
                for limit in [1, 3, 20] {
                    let apart = collected(snapshot, query, facets, limit, None);
                    let all = collected(snapshot, query, facets, limit, Some(before_all));
                    assert_eq!(apart.hits, all.hits, "{query}, first {limit}");
                    assert_eq!(apart.total, all.total, "{query}");
                    assert_eq!(apart.more, all.more, "{query}, first {limit}");
                    let counts = |collected: &Collected| {
                        let all = Listing::first(FacetSort::Count, PAGES);
                        collected
                            .listing(snapshot, &Filters::default(), Facet::Page, &all)
                            .unwrap()
                    };
                    assert_eq!(counts(&apart), counts(&all), "{query}");
                }
            }
        }
    }
}

#[test]
fn most_matches_are_passed_over() {
    let dir = tempfile::tempdir().unwrap();
    build(dir.path(), &archive(true), |rebuild| rebuild);
    let snapshot = TantivyEngine::open(dir.path()).unwrap().snapshot();
    for query in ["word1", "word2 OR word9"] {
        let best = collected(&snapshot, query, &[], 1, None);
        let (score, total) = (best.hits[0].0.score, best.total);
        let translated = translate(&snapshot, &parse(query).unwrap(), true, Deadline::never()).unwrap();
        let first = BestFirst::of(translated.query.as_ref(), &snapshot.searcher)
            .unwrap()
            .unwrap();
        let mut candidates = 0;
        for segment in snapshot.searcher.segment_readers() {
            let give = &mut |_| {
                candidates += 1;
                score
            };
            first.for_each(segment, give).unwrap();
        }
        assert!(
            (1..total / 10).contains(&candidates),
            "{query}: {candidates} of {total}"
        );
    }
    // Nothing is known of what phrases score.
    let translated = translate(
        &snapshot,
        &parse("\"word1 word2\"").unwrap(),
        true,
        Deadline::never(),
    )
    .unwrap();
    assert!(
        BestFirst::of(translated.query.as_ref(), &snapshot.searcher)
            .unwrap()
            .is_none()
    );
}
