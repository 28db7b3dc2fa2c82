use super::archive::{PagePlan, Pages, build, join, page, page_plan, plain_entry};
use super::model::{Histogram, Model};
use super::requests::{EVERYTHING, archive, node, request};
use crate::{TantivyEngine, TantivyRebuild};
use daybook_model::{ClockTime, Entry};
use daybook_search::{
    Cursor, Engine, EngineError, Facet, FacetCount, FacetRequest, FacetSort, HistogramRequest, Hit, Interval,
    NodeKind, ParsedQuery, SearchAnswer, SearchRequest, Sort, TextField,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

fn ids<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Vec<String> {
    entries.into_iter().map(|entry| entry.id.to_string()).collect()
}

fn flat(counts: &[FacetCount]) -> BTreeMap<String, u64> {
    let mut all = BTreeMap::new();
    for count in counts {
        if count.count > 0 {
            all.insert(count.slug.to_string(), count.count);
        }
        all.extend(flat(count.children.as_deref().unwrap_or_default()));
    }
    all
}

/// Place in time as a reader would give it.
fn places(entries: &[&Entry]) -> BTreeMap<String, (bool, i64, u16, u32)> {
    let mut clock: BTreeMap<&str, u16> = BTreeMap::new();
    let mut sorted: Vec<&&Entry> = entries.iter().collect();
    sorted.sort_by_key(|entry| (&entry.id.page, entry.seq));
    let mut places = BTreeMap::new();
    for entry in sorted {
        let day = entry
            .date
            .bounds()
            .map(|(first, _)| first.to_string().replace('-', "").parse::<i64>().unwrap());
        let carried = clock.get(entry.id.page.as_str()).copied();
        let minute = entry
            .effective_time()
            .map(ClockTime::minutes)
            .or(carried)
            .unwrap_or(0);
        if carried.is_some() || entry.time.is_some() {
            clock.insert(&entry.id.page, minute);
        }
        places.insert(
            entry.id.to_string(),
            (day.is_none(), day.unwrap_or(0), minute, entry.seq),
        );
    }
    places
}

/// What is sent says what is answered.
fn check_written(
    engine: &TantivyEngine,
    request: &SearchRequest,
    answer: &SearchAnswer,
) -> Result<(), TestCaseError> {
    let written = engine.search_written(request).unwrap();
    let untimed = |json: &[u8]| {
        let mut read: serde_json::Value = serde_json::from_slice(json).unwrap();
        read["took_us"].take();
        read
    };
    let answer = serde_json::to_vec(answer).unwrap();
    prop_assert_eq!(untimed(&written.json), untimed(&answer), "{:?}", request);
    prop_assert_eq!(written.generation, engine.generation().id);
    Ok(())
}

fn check(engine: &TantivyEngine, model: &Model<'_>, request: &SearchRequest) -> Result<(), TestCaseError> {
    let answer = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| engine.search(request)));
    let answer = answer
        .map_err(|_| TestCaseError::fail(format!("panicked: {request:?}")))?
        .unwrap();
    let expected = model.hits(request);
    let found = ids(answer.hits.iter().map(|hit| &hit.entry));
    let (mut a, mut b) = (found.clone(), ids(expected.iter().copied()));
    a.sort();
    b.sort();
    prop_assert_eq!(a, b, "{:?}", request);
    prop_assert_eq!(answer.total, model.total(request), "{:?}", request);
    prop_assert!(answer.next.is_none());
    check_written(engine, request, &answer)?;
    for facet in Facet::ALL {
        let counts = answer.facets.get(facet);
        prop_assert_eq!(counts.is_some(), request.facets.contains(&facet));
        if let Some(counts) = counts {
            prop_assert_eq!(
                flat(counts),
                model.counts(request, facet),
                "{:?} of {:?}",
                facet,
                request
            );
            prop_assert_eq!(
                forms(counts),
                model.forms(request, facet),
                "{:?} of {:?}",
                facet,
                request
            );
            check_listing(engine, request, facet)?;
        }
    }
    for interval in Interval::ALL {
        check_histogram(engine, model, request, interval)?;
    }
    let places = places(&model.entries);
    let order: Vec<_> = found.iter().map(|id| places[id]).collect();
    match request.sort {
        Sort::Oldest => prop_assert!(order.is_sorted(), "{:?}", order),
        Sort::Newest => {
            let latest_first = |(undated, day, minute, seq): &(bool, i64, u16, u32)| {
                (*undated, -day, -i64::from(*minute), -i64::from(*seq))
            };
            prop_assert!(order.is_sorted_by_key(latest_first), "{:?}", order);
        }
        Sort::Relevance => {
            prop_assert!(
                answer
                    .hits
                    .is_sorted_by(|a, b| a.found.score.unwrap() >= b.found.score.unwrap())
            );
        }
    }
    check_explanations(request, &answer.hits)?;
    check_groups(engine, request, &answer.hits)?;
    check_paging(engine, request, answer.total, &answer.hits)
}

/// The parts of a score add up to it.
fn check_explanations(request: &SearchRequest, hits: &[Hit]) -> Result<(), TestCaseError> {
    for hit in hits {
        prop_assert_eq!(
            hit.found.explanation.is_some(),
            request.explain && request.sort == Sort::Relevance
        );
        let (Some(explanation), Some(score)) = (&hit.found.explanation, hit.found.score) else {
            continue;
        };
        let sum: f32 = explanation.parts.iter().map(|part| part.score).sum();
        let far = (sum - score).abs().max((explanation.score - score).abs());
        prop_assert!(
            far <= 1e-4 * score.abs().max(1.0),
            "{} of {:?} for {:?}",
            score,
            explanation,
            request
        );
    }
    Ok(())
}

/// A page has the first of its hits and counts the others, whether its pages of hits are turned or not.
fn check_groups(engine: &TantivyEngine, request: &SearchRequest, hits: &[Hit]) -> Result<(), TestCaseError> {
    let mut expected: Vec<(String, u64)> = Vec::new();
    for id in ids(hits.iter().map(|hit| &hit.entry)) {
        let page = |id: &str| id.split('/').next().map(str::to_owned);
        match expected.iter_mut().find(|(first, _)| page(first) == page(&id)) {
            Some((_, more)) => *more += 1,
            None => expected.push((id, 0)),
        }
    }
    let mut request = SearchRequest {
        group_by_page: true,
        limit: 2,
        facets: Vec::new(),
        ..request.clone()
    };
    // Pages are counted where no hit is asked for, too.
    let only_counted = SearchRequest {
        limit: 0,
        ..request.clone()
    };
    let answer = engine.search(&only_counted).unwrap();
    prop_assert_eq!(answer.total_pages, Some(expected.len() as u64));
    let mut found = Vec::new();
    loop {
        let answer = engine.search(&request).unwrap();
        prop_assert_eq!(answer.total_pages, Some(expected.len() as u64));
        let hits = answer.hits.iter();
        found.extend(hits.map(|hit| (hit.entry.id.to_string(), hit.found.more.unwrap())));
        let Some(next) = answer.next else { break };
        prop_assert!(found.len() < expected.len());
        request.cursor = Some(Cursor::decode(&next).unwrap());
    }
    prop_assert_eq!(found, expected, "{:?}", request);
    Ok(())
}

/// Turning the pages of a facet's values gives each once, in either order, and no rare one where those are not wanted.
fn check_listing(engine: &TantivyEngine, request: &SearchRequest, facet: Facet) -> Result<(), TestCaseError> {
    for (sort, min_count) in [(FacetSort::Count, None), (FacetSort::Name, Some(2))] {
        let mut listing = FacetRequest {
            facet,
            query: request.query.clone(),
            filters: request.filters.clone(),
            unit: request.unit,
            prefix: String::new(),
            sort,
            min_count,
            offset: 0,
            limit: EVERYTHING,
            forms: request.forms && facet.entity().is_some(),
        };
        let whole = engine.facet(&listing).unwrap();
        prop_assert_eq!(whole.total_values, whole.values.len() as u64);
        prop_assert_eq!(whole.next_offset, None);
        let enough = |value: &FacetCount| value.count >= min_count.unwrap_or(0);
        prop_assert!(whole.values.iter().all(enough), "{:?}", whole.values);
        if sort == FacetSort::Count {
            prop_assert!(
                whole.values.is_sorted_by(|a, b| a.count >= b.count),
                "{:?}",
                whole.values
            );
        }
        listing.limit = 2.max(whole.values.len() / 5);
        let mut paged = Vec::new();
        loop {
            let page = engine.facet(&listing).unwrap();
            prop_assert_eq!(page.total_values, whole.total_values);
            paged.extend(page.values);
            let Some(next) = page.next_offset else { break };
            prop_assert_eq!(next as usize, paged.len());
            listing.offset = paged.len();
        }
        prop_assert_eq!(paged, whole.values);
    }
    Ok(())
}

fn check_histogram(
    engine: &TantivyEngine,
    model: &Model<'_>,
    request: &SearchRequest,
    interval: Interval,
) -> Result<(), TestCaseError> {
    let asked = HistogramRequest {
        query: request.query.clone(),
        filters: request.filters.clone(),
        unit: request.unit,
        interval,
    };
    let expected = model.histogram(request, interval);
    let answer = match engine.histogram(&asked) {
        Ok(answer) => answer,
        Err(EngineError::Request(error)) => {
            // Only an archive that reaches from the year 1 into our time has so many buckets.
            let starts: Vec<&String> = expected.buckets.keys().collect();
            prop_assert!(starts[0].starts_with("0001") && starts[starts.len() - 1].starts_with("201"));
            prop_assert!(
                interval != Interval::Year && error.detail.contains("widen"),
                "{}",
                error
            );
            return Ok(());
        }
        Err(error) => return Err(TestCaseError::fail(error.to_string())),
    };
    prop_assert_eq!(answer.total, model.total(request));
    let starts: Vec<&String> = answer.buckets.iter().map(|bucket| &bucket.start).collect();
    prop_assert!(starts.is_sorted_by(|a, b| a < b));
    prop_assert!(answer.buckets.iter().all(|bucket| bucket.start <= bucket.end));
    let ends = [answer.buckets.first(), answer.buckets.last()];
    prop_assert!(ends.iter().flatten().all(|bucket| bucket.count > 0));
    let full = answer.buckets.iter().filter(|bucket| bucket.count > 0);
    let outside = [
        ("undated", answer.undated),
        ("count", answer.approximate.count),
        ("day", answer.approximate.day),
        ("month", answer.approximate.month),
        ("year", answer.approximate.year),
        ("several_years", answer.approximate.several_years),
    ];
    let outside = outside.into_iter().filter(|(_, count)| *count > 0);
    let found = Histogram {
        buckets: full.map(|bucket| (bucket.start.clone(), bucket.count)).collect(),
        outside: outside.map(|(what, count)| (what.to_owned(), count)).collect(),
    };
    prop_assert_eq!(found, expected, "{:?} of {:?}", interval, request);
    Ok(())
}

/// The forms of all values, by slug and form.
fn forms(counts: &[FacetCount]) -> BTreeMap<(String, String), u64> {
    let of = |value: &FacetCount| -> Vec<_> {
        let forms = value.forms.iter().flatten();
        let keyed = forms.map(|form| ((value.slug.to_string(), form.text.clone()), form.count));
        keyed.collect()
    };
    counts.iter().flat_map(of).collect()
}

fn check_paging(
    engine: &TantivyEngine,
    request: &SearchRequest,
    total: u64,
    all: &[Hit],
) -> Result<(), TestCaseError> {
    let mut request = SearchRequest {
        limit: 3.max(all.len() / 5),
        facets: Vec::new(),
        ..request.clone()
    };
    let mut paged = Vec::new();
    loop {
        let answer = engine.search(&request).unwrap();
        prop_assert_eq!(answer.total, total);
        paged.extend(answer.hits);
        let Some(next) = answer.next else { break };
        prop_assert!(paged.len() < all.len());
        request.cursor = Some(Cursor::decode(&next).unwrap());
    }
    let keys = |hits: &[Hit]| -> Vec<_> {
        hits.iter()
            .map(|hit| (hit.entry.id.clone(), hit.found.score.map(f32::to_bits)))
            .collect()
    };
    prop_assert_eq!(keys(&paged), keys(all));
    let counted = engine
        .search(&SearchRequest {
            limit: 0,
            cursor: None,
            ..request
        })
        .unwrap();
    prop_assert_eq!(
        (counted.total, counted.hits.len(), counted.next),
        (total, 0, None)
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn answers_are_those_of_the_model(
        (before, after) in archive(),
        requests in prop::collection::vec(request(), 12..20),
    ) {
        let incremental = tempfile::tempdir().unwrap();
        build(incremental.path(), &before, TantivyRebuild::without_merges);
        let engine = TantivyEngine::open(incremental.path()).unwrap();
        let model = Model::new(before.values().flatten());
        for request in &requests[..4] {
            check(&engine, &model, request)?;
        }
        build(incremental.path(), &after, TantivyRebuild::without_merges);
        prop_assert!(engine.refresh().unwrap());
        let full = tempfile::tempdir().unwrap();
        build(full.path(), &after, |rebuild| rebuild);
        let fresh = TantivyEngine::open(full.path()).unwrap();
        let model = Model::new(after.values().flatten());
        for request in &requests {
            check(&engine, &model, request)?;
            check(&fresh, &model, request)?;
        }
        let counts = |engine: &TantivyEngine| {
            let info = engine.generation();
            (info.pages, info.entries, info.dated_entries, info.organisations, info.persons, info.earliest, info.latest)
        };
        prop_assert_eq!(counts(&engine), counts(&fresh));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1, max_shrink_iters: 0, ..ProptestConfig::default() })]

    /// Lists of entries long enough to be stored in blocks, and several of them.
    #[test]
    fn answers_are_those_of_the_model_in_a_larger_archive(
        plans in prop::collection::vec(page_plan(), 3000),
        requests in prop::collection::vec(request(), 10),
    ) {
        let made = |(n, plan): (usize, &PagePlan)| (format!("page-{n}"), page(&format!("page-{n}"), plan));
        let mut pages: Pages = plans.iter().enumerate().map(made).collect();
        let dir = tempfile::tempdir().unwrap();
        build(dir.path(), &pages, TantivyRebuild::without_merges);
        for n in (0..3000).step_by(7) {
            pages.remove(&format!("page-{n}"));
        }
        build(dir.path(), &pages, TantivyRebuild::without_merges);
        let engine = TantivyEngine::open(dir.path()).unwrap();
        let model = Model::new(pages.values().flatten());
        for request in &requests {
            check(&engine, &model, request)?;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    /// Few words, so that phrases repeat them.
    #[test]
    fn near_phrases_are_those_of_the_model(
        texts in prop::collection::vec(prop::collection::vec(0..4usize, 0..12), 1..30),
        phrases in prop::collection::vec((prop::collection::vec(0..4usize, 1..6), 1..7u32), 20),
    ) {
        let entries = (1..).zip(&texts).map(|(seq, words)| plain_entry("a", seq, &join(words))).collect();
        let pages = Pages::from([("a".to_owned(), entries)]);
        let dir = tempfile::tempdir().unwrap();
        build(dir.path(), &pages, |rebuild| rebuild);
        let engine = TantivyEngine::open(dir.path()).unwrap();
        let model = Model::new(pages.values().flatten());
        for (words, slop) in phrases {
            for sort in [Sort::Relevance, Sort::Newest] {
                check(&engine, &model, &near_phrase(&join(&words), slop, sort))?;
            }
        }
    }
}

fn near_phrase(text: &str, slop: u32, sort: Sort) -> SearchRequest {
    let root = node(NodeKind::Phrase {
        field: TextField::Text,
        text: text.to_owned(),
        slop,
    });
    let query = ParsedQuery {
        text: String::new(),
        root,
        repairs: Vec::new(),
        widening: daybook_search::Widening::NONE,
    };
    SearchRequest {
        sort,
        limit: EVERYTHING,
        ..SearchRequest::new(query)
    }
}

#[test]
fn near_phrases_of_one_word_many_times_are_found_in_time() {
    let text = |times: usize| "the ".repeat(times);
    let entries = vec![
        plain_entry("a", 1, &text(899)),
        plain_entry("a", 2, &text(900)),
        plain_entry("a", 3, &text(50_000)),
    ];
    let dir = tempfile::tempdir().unwrap();
    build(dir.path(), &Pages::from([("a".to_owned(), entries)]), |rebuild| {
        rebuild
    });
    let engine = TantivyEngine::open(dir.path()).unwrap();
    let started = Instant::now();
    for sort in [Sort::Relevance, Sort::Newest] {
        let answer = engine.search(&near_phrase(&text(900), 100, sort)).unwrap();
        assert_eq!(answer.total, 2);
    }
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "{:?}",
        started.elapsed()
    );
}
