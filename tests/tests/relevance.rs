//! How well a search answers: judged queries, Daybook beside plain BM25, and a floor under each figure.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use daybook_tests::{Sandbox, repository};
use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::sync::Arc;
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{
    IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _,
};
use tantivy::tokenizer::{
    BoxTokenStream, LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer, Token, TokenStream,
    Tokenizer,
};
use tantivy::{Index, TantivyDocument, doc};

/// nDCG looks at so many hits.
const TOP: usize = 10;
/// Recall looks at so many.
const FOUND_WITHIN: usize = 20;
/// The least that Daybook may come to.
const FLOORS: Figures = Figures {
    ndcg: 0.85,
    mrr: 0.93,
    recall: 0.83,
};

#[derive(Deserialize)]
struct Judgements {
    pages: HashMap<String, String>,
    query: Vec<Judged>,
}

#[derive(Deserialize)]
struct Judged {
    q: String,
    relevant: BTreeMap<String, u8>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Figures {
    ndcg: f64,
    mrr: f64,
    recall: f64,
}

impl Figures {
    /// Of one ranking: the grades of the hits in order, and the grades of all entries that answer.
    fn of(hits: &[u8], all: &[u8]) -> Self {
        let gain = |grades: &mut dyn Iterator<Item = u8>| -> f64 {
            let gains = grades.take(TOP).zip(2u32..);
            gains
                .map(|(grade, place)| (f64::from(1u32 << grade) - 1.0) / f64::from(place).log2())
                .sum()
        };
        let mut best = all.to_vec();
        best.sort_unstable_by(|a, b| b.cmp(a));
        let first = hits.iter().position(|grade| *grade >= 2);
        let found = hits.iter().take(FOUND_WITHIN).filter(|grade| **grade > 0).count();
        Self {
            ndcg: gain(&mut hits.iter().copied()) / gain(&mut best.into_iter()),
            mrr: first.map_or(0.0, |place| 1.0 / (place as f64 + 1.0)),
            recall: found as f64 / all.len().min(FOUND_WITHIN) as f64,
        }
    }

    fn mean(all: &[Self]) -> Self {
        let mean = |of: fn(&Self) -> f64| all.iter().map(of).sum::<f64>() / all.len() as f64;
        Self {
            ndcg: mean(|f| f.ndcg),
            mrr: mean(|f| f.mrr),
            recall: mean(|f| f.recall),
        }
    }
}

/// Page's file and printed time: what a judgement names.
fn name(entry: &Value) -> String {
    let source = entry["page"]["source"].as_str().unwrap();
    let file = source.rsplit('/').next().unwrap();
    let printed = entry["stamp"].as_str().unwrap_or_default();
    let time = printed.split_whitespace().next().unwrap_or_default();
    format!("{file} {}", time.trim_end_matches([':', '.']))
}

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn archive() -> Sandbox {
    let sandbox = Sandbox::with_sample();
    for number in 1..=10 {
        let text = fs::read_to_string(repository().join(format!("tests/gold/a-{number:02}.txt"))).unwrap();
        sandbox.write(&format!("gold/a-{number:02}.txt"), &text);
    }
    sandbox.run(&["index", "sample", "gold"]).expect(0);
    sandbox
}

/// tantivy's `en_stem`, which a tantivy built without its stemmer (as Daybook's is) lacks: its own tokenizer and filters,
/// and the stemmer that it would use.
#[derive(Clone)]
struct EnStem {
    words: TextAnalyzer,
    stemmer: Arc<Stemmer>,
}

impl Default for EnStem {
    fn default() -> Self {
        let words = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(RemoveLongFilter::limit(40))
            .filter(LowerCaser)
            .build();
        Self {
            words,
            stemmer: Arc::new(Stemmer::create(Algorithm::English)),
        }
    }
}

impl Tokenizer for EnStem {
    type TokenStream<'a> = BoxTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> BoxTokenStream<'a> {
        let mut tokens = Vec::new();
        let mut stream = self.words.token_stream(text);
        while let Some(token) = stream.next() {
            let stem = self.stemmer.stem(&token.text).into_owned();
            tokens.push(Token {
                text: stem,
                ..token.clone()
            });
        }
        BoxTokenStream::new(Stems { tokens, at: None })
    }
}

struct Stems {
    tokens: Vec<Token>,
    at: Option<usize>,
}

impl TokenStream for Stems {
    fn advance(&mut self) -> bool {
        let next = self.at.map_or(0, |at| at + 1);
        self.at = Some(next);
        next < self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.at.unwrap_or_default()]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.at.unwrap_or_default()]
    }
}

/// Plain BM25 over the entries' texts, by tantivy's own English analyser and query parser.
struct Plain {
    index: Index,
    parser: QueryParser,
    name: tantivy::schema::Field,
}

impl Plain {
    fn of(entries: &[Value]) -> Self {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("en_stem")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let name_field = schema.add_text_field("name", STRING | STORED);
        let index = Index::create_in_ram(schema.build());
        index.tokenizers().register("en_stem", EnStem::default());
        let mut writer = index.writer_with_num_threads(1, 20_000_000).unwrap();
        for entry in entries {
            let printed = entry["text"].as_str().unwrap();
            writer
                .add_document(doc!(text => printed, name_field => name(entry)))
                .unwrap();
        }
        writer.commit().unwrap();
        let parser = QueryParser::for_index(&index, vec![text]);
        Self {
            index,
            parser,
            name: name_field,
        }
    }

    fn search(&self, query: &str) -> Vec<String> {
        let searcher = self.index.reader().unwrap().searcher();
        let (query, _) = self.parser.parse_query_lenient(query);
        let top = TopDocs::with_limit(FOUND_WITHIN).order_by_score();
        let hits = searcher.search(&query, &top).unwrap();
        hits.into_iter()
            .map(|(_, address)| {
                let document: TantivyDocument = searcher.doc(address).unwrap();
                document
                    .get_first(self.name)
                    .and_then(|value| value.as_str())
                    .unwrap()
                    .to_owned()
            })
            .collect()
    }
}

#[test]
fn daybook_answers_better_than_plain_bm25_and_no_worse_than_before() {
    let text = fs::read_to_string(repository().join("tests/relevance/judgements.toml")).unwrap();
    let judgements: Judgements = toml::from_str(&text).unwrap();
    assert!(judgements.query.len() >= 60);
    let sandbox = archive();
    let everything = sandbox
        .run(&["search", "", "--limit", "5000", "--format", "jsonl"])
        .expecting(0);
    let entries = lines(&everything.stdout);
    let known: Vec<String> = entries.iter().map(name).collect();
    let plain = Plain::of(&entries);
    let server = sandbox.serve();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for judged in &judgements.query {
        let relevant: HashMap<String, u8> = judged
            .relevant
            .iter()
            .map(|(entry, grade)| {
                let (page, stamp) = entry.split_once(' ').unwrap();
                let full = format!("{} {stamp}", judgements.pages[page]);
                assert!(
                    known.contains(&full),
                    "there is no entry {full}: \"{}\"",
                    judged.q
                );
                (full, *grade)
            })
            .collect();
        let all: Vec<u8> = relevant.values().copied().collect();
        let graded = |names: &[String]| -> Vec<u8> {
            // Two entries may bear one time: the better placed of them counts.
            let mut seen: Vec<&String> = Vec::new();
            names
                .iter()
                .map(|name| {
                    let again = seen.contains(&name);
                    seen.push(name);
                    if again {
                        0
                    } else {
                        relevant.get(name).copied().unwrap_or_default()
                    }
                })
                .collect()
        };
        let limit = FOUND_WITHIN.to_string();
        let answer = server.search(&[("q", &judged.q), ("limit", &limit)]);
        let found: Vec<String> = answer["hits"].as_array().unwrap().iter().map(name).collect();
        let (own, other) = (
            Figures::of(&graded(&found), &all),
            Figures::of(&graded(&plain.search(&judged.q)), &all),
        );
        if std::env::var_os("DAYBOOK_EVAL_EACH").is_some() {
            println!(
                "{:40} nDCG {:.2} {:.2}  MRR {:.2} {:.2}  recall {:.2} {:.2}",
                judged.q, own.ndcg, other.ndcg, own.mrr, other.mrr, own.recall, other.recall
            );
        }
        ours.push(own);
        theirs.push(other);
    }
    let (own, other) = (Figures::mean(&ours), Figures::mean(&theirs));
    for (title, own, other, floor) in [
        ("nDCG@10", own.ndcg, other.ndcg, FLOORS.ndcg),
        ("MRR", own.mrr, other.mrr, FLOORS.mrr),
        ("recall@20", own.recall, other.recall, FLOORS.recall),
    ] {
        println!(
            "{title}, {} judged queries: {own:.3} (floor {floor:.2}), plain BM25 {other:.3}",
            ours.len()
        );
    }
    assert!(
        own.ndcg > other.ndcg && own.mrr > other.mrr && own.recall > other.recall,
        "Daybook is not ahead: {own:?}, plain BM25 {other:?}"
    );
    assert!(
        own.ndcg >= FLOORS.ndcg && own.mrr >= FLOORS.mrr && own.recall >= FLOORS.recall,
        "a figure fell below its floor: {own:?}"
    );
}
