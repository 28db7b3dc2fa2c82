use super::*;
use crate::tests::archive::{Pages, build, interval, plain_entry};
use crate::{TantivyEngine, begin_rebuild};
use daybook_search::{Engine, ExportHead, ParsedQuery, SearchParams, parse};
use std::collections::BTreeSet;
use tempfile::TempDir;

/// Keeps what comes, and has enough after so many.
struct Kept {
    head: Option<ExportHead>,
    ids: Vec<String>,
    scores: Vec<Option<f32>>,
    enough: usize,
}

impl Kept {
    fn new(enough: usize) -> Self {
        Self {
            head: None,
            ids: Vec::new(),
            scores: Vec::new(),
            enough,
        }
    }
}

impl ExportSink for Kept {
    fn begin(&mut self, head: ExportHead) -> ControlFlow<()> {
        assert!(self.head.replace(head).is_none(), "begins once");
        ControlFlow::Continue(())
    }

    fn hit(&mut self, hit: WrittenHit) -> Result<ControlFlow<()>, EngineError> {
        let hit = hit.read()?;
        assert!(self.head.is_some() && self.ids.len() < self.enough);
        self.ids.push(hit.entry.id.to_string());
        self.scores.push(hit.found.score);
        Ok(if self.ids.len() == self.enough {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    }
}

fn pages() -> Pages {
    let mut pages = Pages::new();
    for (page, day) in [
        ("a", "2015-03-09"),
        ("b", ""),
        ("c", "2014-01-02"),
        ("d", "2015-03-09"),
    ] {
        let entry = |seq: u32| {
            let text = format!(
                "pay {} talks {}",
                "pay ".repeat(seq as usize % 5),
                "day ".repeat(seq as usize % 7)
            );
            daybook_model::Entry {
                date: interval((day, day)),
                ..plain_entry(page, seq, &text)
            }
        };
        pages.insert(page.to_owned(), (1..=20).map(entry).collect());
    }
    pages
}

fn opened() -> (TempDir, TantivyEngine) {
    let dir = TempDir::new().unwrap();
    build(dir.path(), &pages(), |rebuild| rebuild);
    let engine = TantivyEngine::open(dir.path()).unwrap();
    (dir, engine)
}

fn request(query: ParsedQuery, sort: Option<Sort>) -> ExportRequest {
    ExportRequest {
        query,
        filters: Default::default(),
        sort,
        highlight: false,
    }
}

/// All pages of hits of a search, one after the other.
fn searched(engine: &TantivyEngine, query: &str, sort: &str) -> Vec<String> {
    let mut params = SearchParams {
        q: query.to_owned(),
        sort: Some(sort.to_owned()),
        limit: Some(7),
        ..SearchParams::default()
    };
    let mut ids = Vec::new();
    loop {
        let answer = engine.search(&params.check().unwrap()).unwrap();
        ids.extend(answer.hits.iter().map(|hit| hit.entry.id.to_string()));
        params.cursor = answer.next;
        if params.cursor.is_none() {
            return ids;
        }
    }
}

#[test]
fn an_export_is_the_union_of_all_pages_of_hits_in_the_same_order() {
    let (_dir, engine) = opened();
    let snapshot = engine.snapshot();
    for query in ["", "pay", "talks -day", "date:2015-03-09", "nothing"] {
        for (name, sort) in [
            ("relevance", Sort::Relevance),
            ("newest", Sort::Newest),
            ("oldest", Sort::Oldest),
        ] {
            let expected = searched(&engine, query, name);
            for batch in [1, 3, 1000] {
                let mut kept = Kept::new(usize::MAX);
                let request = request(parse(query).unwrap(), Some(sort));
                export_in_batches(&snapshot, &request, &mut kept, batch).unwrap();
                assert_eq!(kept.ids, expected, "{query} by {name} in batches of {batch}");
                let scored = kept
                    .scores
                    .iter()
                    .all(|score| score.is_some() == (sort == Sort::Relevance));
                assert!(scored);
            }
        }
        let mut kept = Kept::new(usize::MAX);
        engine
            .export(&request(parse(query).unwrap(), None), &mut kept)
            .unwrap();
        let all: BTreeSet<_> = searched(&engine, query, "newest").into_iter().collect();
        assert_eq!(kept.ids.len(), all.len());
        assert_eq!(kept.ids.iter().cloned().collect::<BTreeSet<_>>(), all);
    }
}

#[test]
fn without_an_order_pages_come_one_after_another_in_time_order() {
    let (_dir, engine) = opened();
    let mut kept = Kept::new(usize::MAX);
    engine
        .export(&request(parse("").unwrap(), None), &mut kept)
        .unwrap();
    let mut seen = BTreeSet::new();
    for page in kept.ids.chunks(20) {
        let (name, _) = page[0].split_once('/').unwrap();
        assert!(seen.insert(name.to_owned()), "{name} comes twice");
        let expected: Vec<String> = (1..=20).map(|seq| format!("{name}/{seq}")).collect();
        assert_eq!(page, expected);
    }
}

#[test]
fn who_has_had_enough_gets_no_more() {
    let (_dir, engine) = opened();
    for sort in [None, Some(Sort::Newest)] {
        let mut kept = Kept::new(5);
        engine
            .export(&request(parse("").unwrap(), sort), &mut kept)
            .unwrap();
        assert_eq!(kept.ids.len(), 5);
    }
}

/// Swaps in a generation without any of the pages while hits are given out.
struct Swapping<'a> {
    engine: &'a TantivyEngine,
    dir: &'a TempDir,
    kept: Kept,
}

impl ExportSink for Swapping<'_> {
    fn begin(&mut self, head: ExportHead) -> ControlFlow<()> {
        self.kept.begin(head)
    }

    fn hit(&mut self, hit: WrittenHit) -> Result<ControlFlow<()>, EngineError> {
        if matches!(self.kept.ids.len(), 3 | 6 | 9) {
            // Another three generations: the one that is read from is removed from the disk.
            let rebuild = begin_rebuild(self.dir.path(), "rules").unwrap();
            daybook_search::Rebuild::commit(Box::new(rebuild), daybook_search::RebuildFacts::default())
                .unwrap();
            assert!(self.engine.refresh().unwrap());
        }
        self.kept.hit(hit)
    }
}

#[test]
fn a_rebuild_does_not_disturb_an_export() {
    let (dir, engine) = opened();
    let mut sink = Swapping {
        engine: &engine,
        dir: &dir,
        kept: Kept::new(usize::MAX),
    };
    let before = engine.generation().id;
    engine
        .export(&request(parse("").unwrap(), None), &mut sink)
        .unwrap();
    assert_eq!(sink.kept.ids.len(), 80);
    assert_eq!(sink.kept.head.unwrap().generation, before);
    assert_eq!(engine.generation().entries, 0);
}
