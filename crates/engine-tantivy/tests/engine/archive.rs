//! Archives, queries and requests, briefly.

use daybook_engine_tantivy::{TantivyEngine, begin_rebuild};
use daybook_model::{ClockTime, DateBasis, DateInterval, Entry, EntryId, NamedEntity, Page, slugify};
use daybook_search::{
    Engine, Node, NodeKind, PageRecord, ParsedQuery, Rebuild, RebuildFacts, SearchAnswer, SearchRequest,
    Span, TextField,
};
use std::{path::Path, sync::Arc};
use tempfile::TempDir;

/// An entry to be: page, seq, time, first and last day, text, organisations.
pub(crate) struct Draft(
    pub(crate) &'static str,
    pub(crate) u32,
    pub(crate) &'static str,
    pub(crate) [&'static str; 2],
    pub(crate) &'static str,
    pub(crate) &'static [&'static str],
);

pub(crate) fn entry(draft: &Draft, title: Option<&str>) -> Entry {
    let Draft(page, seq, time, [first, last], text, organisations) = *draft;
    let named = |name: &&str| NamedEntity {
        name: (*name).into(),
        slug: slugify(name),
        mentions: Vec::new(),
    };
    let date = match first {
        "" => DateInterval::undated(),
        _ => DateInterval::between(
            first.parse().unwrap(),
            last.parse().unwrap(),
            DateBasis::Manifest,
            "",
        ),
    };
    Entry {
        id: EntryId {
            page: page.into(),
            seq,
        },
        page: Arc::new(Page {
            id: page.into(),
            title: title.map(str::to_owned),
            standfirst: None,
            url: None,
            publication: None,
            source: format!("{page}.txt"),
        }),
        seq,
        stamp: None,
        time: time.parse::<ClockTime>().ok(),
        time_corrected: None,
        timestamp: None,
        date,
        text: text.into(),
        organisations: organisations.iter().map(named).collect(),
        persons: Vec::new(),
        references: Vec::new(),
        quotations: Vec::new(),
        referenced_by: Vec::new(),
    }
}

pub(crate) fn build(dir: &Path, drafts: &[Draft], title: Option<&str>) -> TantivyEngine {
    let rebuild = begin_rebuild(dir, "rules").unwrap();
    let mut pages: Vec<&str> = drafts.iter().map(|draft| draft.0).collect();
    pages.dedup();
    for id in pages {
        let entries: Vec<Entry> = drafts
            .iter()
            .filter(|draft| draft.0 == id)
            .map(|draft| entry(draft, title))
            .collect();
        let record = PageRecord {
            id: id.into(),
            source: String::new(),
            fingerprint: String::new(),
            entries: entries.len() as u32,
            ..PageRecord::default()
        };
        rebuild.add(record, &entries).unwrap();
    }
    Box::new(rebuild).commit(RebuildFacts::default()).unwrap();
    TantivyEngine::open(dir).unwrap()
}

pub(crate) fn texts(texts: &[&'static str]) -> (TempDir, TantivyEngine) {
    let drafts: Vec<Draft> = texts
        .iter()
        .zip(1..)
        .map(|(text, seq)| Draft("page", seq, "", [""; 2], text, &[]))
        .collect();
    let dir = tempfile::tempdir().unwrap();
    let engine = build(dir.path(), &drafts, None);
    (dir, engine)
}

pub(crate) fn node(kind: NodeKind) -> Node {
    Node::new(Span { start: 0, end: 0 }, kind)
}

pub(crate) fn word(text: &str) -> Node {
    node(NodeKind::Word {
        field: TextField::Text,
        text: text.into(),
    })
}

pub(crate) fn phrase(text: &str, slop: u32) -> Node {
    node(NodeKind::Phrase {
        field: TextField::Text,
        text: text.into(),
        slop,
    })
}

pub(crate) fn prefix(text: &str) -> Node {
    node(NodeKind::Prefix {
        field: TextField::Text,
        text: text.into(),
    })
}

pub(crate) fn fuzzy(text: &str, distance: u8) -> Node {
    node(NodeKind::Fuzzy {
        field: TextField::Text,
        text: text.into(),
        distance,
    })
}

pub(crate) fn query(root: Node) -> ParsedQuery {
    ParsedQuery {
        text: String::new(),
        root,
        repairs: Vec::new(),
        widening: daybook_search::Widening::NONE,
    }
}

pub(crate) fn request(root: Node) -> SearchRequest {
    SearchRequest {
        limit: 100,
        ..SearchRequest::new(query(root))
    }
}

pub(crate) fn search(engine: &TantivyEngine, root: Node) -> SearchAnswer {
    engine.search(&request(root)).unwrap()
}

pub(crate) fn seqs(answer: &SearchAnswer) -> Vec<u32> {
    answer.hits.iter().map(|hit| hit.entry.seq).collect()
}

pub(crate) fn sorted(engine: &TantivyEngine, root: Node) -> Vec<u32> {
    let mut seqs = seqs(&search(engine, root));
    seqs.sort_unstable();
    seqs
}
