//! Searches whose time is spent before they begin.

use super::archive::{fuzzy, prefix, request, texts, word};
use daybook_engine_tantivy::{EngineOptions, TantivyEngine};
use daybook_search::{
    Engine, Facet, FacetRequest, FacetSort, HistogramRequest, Interval, Typos, Unit, Widening,
};
use std::time::Duration;

#[test]
fn a_search_without_time_says_so_whatever_it_looks_for() {
    let (dir, _) = texts(&["Hospitals and nurses", "A hospital", "Nursing"]);
    let none = EngineOptions {
        budget: Duration::ZERO,
        ..EngineOptions::default()
    };
    let engine = TantivyEngine::open_with(dir.path(), &none).unwrap();
    for root in [
        word("hospital"),
        prefix("h"),
        prefix("a hosp"),
        fuzzy("hospitl", 2),
    ] {
        let mut asked = request(root);
        asked.query.widening = Widening {
            typos: Typos::Auto,
            ..Widening::default()
        };
        let answer = engine.search(&asked).unwrap();
        assert!(answer.timed_out && answer.hits.is_empty(), "{answer:?}");
        let (query, filters, unit) = (asked.query, asked.filters, Unit::Entry);
        let facet = FacetRequest {
            facet: Facet::Page,
            query: query.clone(),
            filters: filters.clone(),
            unit,
            prefix: String::new(),
            sort: FacetSort::Count,
            min_count: None,
            offset: 0,
            limit: 10,
            forms: false,
        };
        assert!(engine.facet(&facet).unwrap().timed_out);
        let histogram = HistogramRequest {
            query,
            filters,
            unit,
            interval: Interval::Day,
        };
        assert!(engine.histogram(&histogram).unwrap().timed_out);
    }
}
