//! What is asked: classes of questions, each of many different ones, the same on every run.

use crate::client::request;
use crate::generator::Generator;
use anyhow::Context;
use daybook_engine_tantivy::TantivyEngine;
use daybook_model::EntryId;
use daybook_search::{
    ContextRequest, Engine, Facet, HistogramParams, HistogramRequest, SearchParams, SearchRequest,
    SuggestParams, SuggestRequest,
};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::ops::Range;
use url::form_urlencoded;

/// Ranks of words that most entries or many have: the ten most frequent are in nearly all.
pub(crate) const FREQUENT: Range<usize> = 10..120;
/// Of words that few entries have.
pub(crate) const RARE: Range<usize> = 3_000..30_000;
/// Of words that people look for.
pub(crate) const TELLING: Range<usize> = 60..2_000;
/// Facets of a faceted search: three of names, and months in years.
const COUNTED: [&str; 4] = ["organisation", "person", "speaker", "date"];

/// What raw tantivy is asked for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FloorKind {
    /// It has nothing of the kind.
    None,
    /// The best ten and how many there are.
    Hits,
    /// The same with facets and months.
    Faceted,
    /// Months.
    Months,
}

/// A question as the engine takes it.
#[derive(Debug)]
pub enum Asked {
    /// A search.
    Search(SearchRequest),
    /// Counts over time.
    Histogram(HistogramRequest),
    /// Completions.
    Suggest(SuggestRequest),
    /// An entry among its neighbours.
    Context(ContextRequest),
}

/// A question.
#[derive(Debug)]
pub struct Question {
    /// As HTTP carries it.
    pub request: Vec<u8>,
    /// As the engine takes it.
    pub asked: Asked,
    /// The search whose matches raw tantivy is to find.
    pub raw: Option<SearchRequest>,
}

/// Questions of one kind.
#[derive(Debug)]
pub struct Class {
    /// What they are.
    pub name: &'static str,
    /// What they are held against.
    pub floor: FloorKind,
    /// Different ones.
    pub questions: Vec<Question>,
}

/// Makes classes of so many questions each.
pub struct Asker<'a> {
    generator: &'a Generator,
    engine: &'a TantivyEngine,
    number: usize,
    random: Pcg64,
}

pub(crate) type Pairs = Vec<(&'static str, String)>;

impl<'a> Asker<'a> {
    /// Someone who asks about the archive of this generator, in the index that this engine answers from.
    pub fn new(generator: &'a Generator, engine: &'a TantivyEngine, number: usize) -> Self {
        Self {
            generator,
            engine,
            number,
            random: Pcg64::seed_from_u64(11),
        }
    }

    /// Every class.
    ///
    /// # Errors
    /// If the engine does not answer, or a question is none.
    pub fn classes(&mut self) -> anyhow::Result<Vec<Class>> {
        let organisations = self.slugs(Facet::Organisation)?;
        let persons = self.slugs(Facet::Person)?;
        let plain = |q: String| vec![("q", q), ("highlight", "false".to_owned())];
        let faceted = |mut pairs: Pairs| {
            pairs.extend(COUNTED.map(|facet| ("facets", facet.to_owned())));
            pairs.push(("facet_dates", "month".to_owned()));
            pairs
        };
        let pick = |from: &[String], at: usize| from.get(at % from.len().max(1)).cloned().unwrap_or_default();
        let frequent = self.words(FREQUENT);
        let rare = self.words(RARE);
        let telling = self.words(TELLING);
        let others = self.words(FREQUENT);
        let pairs: Vec<(&String, &String)> = frequent
            .iter()
            .zip(&others)
            .map(|(first, second)| match first == second {
                true => (first, &telling[0]),
                false => (first, second),
            })
            .collect();
        let selected = |at: usize, word: &String| {
            let mut pairs = faceted(plain(word.clone()));
            pairs.push(("organisation", pick(&organisations, at)));
            pairs.push(("person", pick(&persons, at)));
            pairs.push(("date", (2008 + at % 10).to_string()));
            pairs
        };
        Ok(vec![
            searches(
                "one frequent word",
                FloorKind::Hits,
                frequent.iter().map(|word| plain(word.clone())),
            )?,
            searches(
                "one rare word",
                FloorKind::Hits,
                rare.iter().map(|word| plain(word.clone())),
            )?,
            searches(
                "one frequent word, with snippets",
                FloorKind::Hits,
                frequent.iter().map(|word| vec![("q", word.clone())]),
            )?,
            searches(
                "two words, and",
                FloorKind::Hits,
                pairs.iter().map(|(a, b)| plain(format!("{a} {b}"))),
            )?,
            searches(
                "two words, or",
                FloorKind::Hits,
                pairs.iter().map(|(a, b)| plain(format!("{a} OR {b}"))),
            )?,
            searches(
                "phrase of two frequent words",
                FloorKind::Hits,
                pairs.iter().map(|(a, b)| plain(format!("\"{a} {b}\""))),
            )?,
            searches(
                "prefix",
                FloorKind::Hits,
                telling
                    .iter()
                    .map(|word| plain(format!("{}*", beginning(word, 4)))),
            )?,
            searches(
                "fuzzy",
                FloorKind::Hits,
                telling.iter().map(|word| plain(format!("{word}~"))),
            )?,
            searches(
                "word, person and dates",
                FloorKind::Hits,
                frequent.iter().enumerate().map(|(at, word)| {
                    let mut pairs = plain(word.clone());
                    pairs.push(("person", pick(&persons, at)));
                    pairs.push(("from", "2011".to_owned()));
                    pairs.push(("to", "2013-06".to_owned()));
                    pairs
                }),
            )?,
            searches(
                "three facets and months",
                FloorKind::Faceted,
                telling.iter().map(|word| faceted(plain(word.clone()))),
            )?,
            searches(
                "three facets and months, three selected",
                FloorKind::None,
                telling.iter().enumerate().map(|(at, word)| selected(at, word)),
            )?,
            searches(
                "everything, all facets",
                FloorKind::Faceted,
                (0..self.number / 10)
                    .map(|_| vec![("facets", "*".to_owned()), ("highlight", "false".to_owned())]),
            )?,
            histograms(&telling)?,
            suggestions(&telling)?,
            self.contexts()?,
        ])
    }

    /// The best entry for each of some telling words.
    pub(crate) fn entries(&mut self) -> anyhow::Result<Vec<EntryId>> {
        let mut entries = Vec::new();
        for word in self.words(TELLING) {
            let pairs = [("q", word.as_str()), ("limit", "1")];
            let answer = self.engine.search(&SearchParams::from_pairs(pairs)?.check()?)?;
            entries.extend(answer.hits.into_iter().map(|hit| hit.entry.id));
        }
        Ok(entries)
    }

    /// Words of these ranks.
    pub(crate) fn words(&mut self, ranks: Range<usize>) -> Vec<String> {
        let vocabulary = self.generator.vocabulary();
        let mut words = Vec::with_capacity(self.number);
        while words.len() < self.number {
            let word = vocabulary.ranked(self.random.random_range(ranks.clone()));
            words.extend(word.filter(|word| word.len() > 3).map(str::to_owned));
        }
        words
    }

    /// The values of a facet that most entries have.
    pub(crate) fn slugs(&self, facet: Facet) -> anyhow::Result<Vec<String>> {
        let pairs = [("facets", facet.name()), ("facet_limit", "50"), ("limit", "0")];
        let answer = self.engine.search(&SearchParams::from_pairs(pairs)?.check()?)?;
        let values = answer.facets.get(facet).context("the facet was not counted")?;
        Ok(values.iter().map(|value| value.slug.to_string()).collect())
    }

    fn contexts(&mut self) -> anyhow::Result<Class> {
        let mut questions = Vec::new();
        for id in self.entries()? {
            questions.push(Question {
                request: request(&format!("/v1/entries/{id}/context")),
                asked: Asked::Context(context_of(id)?),
                raw: None,
            });
        }
        Ok(Class {
            name: "entry in its context",
            floor: FloorKind::None,
            questions,
        })
    }
}

fn context_of(id: EntryId) -> anyhow::Result<ContextRequest> {
    let none: [(&str, &str); 0] = [];
    Ok(daybook_search::ContextParams::from_pairs(none)?.check(id)?)
}

fn searches(name: &'static str, floor: FloorKind, all: impl Iterator<Item = Pairs>) -> anyhow::Result<Class> {
    let question = |pairs: Pairs| {
        let request = SearchParams::from_pairs(pairs.clone())?.check()?;
        anyhow::Ok(Question {
            request: path("/v1/search", &pairs),
            raw: (floor != FloorKind::None).then(|| request.clone()),
            asked: Asked::Search(request),
        })
    };
    Ok(Class {
        name,
        floor,
        questions: all.map(question).collect::<Result<_, _>>()?,
    })
}

fn histograms(words: &[String]) -> anyhow::Result<Class> {
    let question = |word: &String| {
        let pairs = vec![("q", word.clone()), ("interval", "month".to_owned())];
        let hits = vec![("q", word.clone()), ("limit", "0".to_owned())];
        anyhow::Ok(Question {
            request: path("/v1/histogram", &pairs),
            asked: Asked::Histogram(HistogramParams::from_pairs(pairs)?.check()?),
            raw: Some(SearchParams::from_pairs(hits)?.check()?),
        })
    };
    Ok(Class {
        name: "histogram by month",
        floor: FloorKind::Months,
        questions: words.iter().map(question).collect::<Result<_, _>>()?,
    })
}

fn suggestions(words: &[String]) -> anyhow::Result<Class> {
    let question = |word: &String| {
        let pairs = vec![("q", beginning(word, 3).to_owned())];
        anyhow::Ok(Question {
            request: path("/v1/suggest", &pairs),
            asked: Asked::Suggest(SuggestParams::from_pairs(pairs)?.check()?),
            raw: None,
        })
    };
    Ok(Class {
        name: "suggest",
        floor: FloorKind::None,
        questions: words.iter().map(question).collect::<Result<_, _>>()?,
    })
}

/// The first letters; all words of the vocabulary are ASCII.
fn beginning(word: &str, letters: usize) -> &str {
    word.get(..letters).unwrap_or(word)
}

fn path(path: &str, pairs: &Pairs) -> Vec<u8> {
    request(&address(path, pairs))
}

/// A path with its query.
pub(crate) fn address(path: &str, pairs: &Pairs) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    format!("{path}?{query}")
}
