//! What is asked: classes of questions of words of the generated archive, the same on every run.

use daybook_benches::generator::Generator;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::ops::Range;

/// Ranks of words that many entries have; as in the bench of searches.
const FREQUENT: Range<usize> = 10..120;
/// Of words that few entries have.
const RARE: Range<usize> = 3_000..30_000;
/// Of words that people look for.
const TELLING: Range<usize> = 60..2_000;

/// The words of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// Entries with this word, in any inflection.
    One(String),
    /// With both.
    And(String, String),
    /// With one of them at least.
    Or(String, String),
    /// With one right after the other.
    Phrase(String, String),
    /// With a word that begins so.
    Prefix(String),
}

/// Whom entries name and when they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrow {
    /// A person's slug.
    pub person: String,
    /// The first day: 20110101.
    pub from: u32,
    /// The last.
    pub to: u32,
}

/// A question: always for the exact number of matches and the best ten with their text.
#[derive(Debug, Clone)]
pub struct Question {
    /// The words.
    pub words: Words,
    /// Further conditions.
    pub narrow: Option<Narrow>,
    /// Whether the first ten organisations, persons and speakers are counted, and months.
    pub counts: bool,
}

/// Questions of one kind.
#[derive(Debug)]
pub struct Class {
    /// What they are.
    pub name: &'static str,
    /// Different ones.
    pub questions: Vec<Question>,
}

impl Class {
    /// Whether its questions have facets counted.
    pub fn is_faceted(&self) -> bool {
        self.questions.iter().any(|question| question.counts)
    }
}

/// Every class, of so many questions each, about persons that are named often.
pub fn classes(generator: &Generator, persons: &[String], number: usize) -> Vec<Class> {
    let mut random = Pcg64::seed_from_u64(17);
    let vocabulary = generator.vocabulary();
    let mut words = |ranks: Range<usize>| -> Vec<String> {
        let mut words: Vec<String> = Vec::with_capacity(number);
        while words.len() < number {
            let word = vocabulary.ranked(random.random_range(ranks.clone()));
            words.extend(word.filter(|word| word.len() > 3).map(str::to_owned));
        }
        words
    };
    let (frequent, others) = (words(FREQUENT), words(FREQUENT));
    let (rare, telling) = (words(RARE), words(TELLING));
    let pairs = || {
        frequent
            .iter()
            .zip(&others)
            .zip(&telling)
            .map(|((first, second), third)| {
                let second = if first == second { third } else { second };
                (first.clone(), second.clone())
            })
    };
    let narrow = |at: usize| {
        persons.get(at % persons.len().max(1)).map(|person| Narrow {
            person: person.clone(),
            from: 20_110_101,
            to: 20_130_630,
        })
    };
    let one = |words: &[String]| -> Vec<Words> { words.iter().cloned().map(Words::One).collect() };
    let class = |name, words: Vec<Words>, narrowed: bool, counts: bool| Class {
        name,
        questions: words
            .into_iter()
            .enumerate()
            .map(|(at, words)| Question {
                words,
                narrow: narrowed.then(|| narrow(at)).flatten(),
                counts,
            })
            .collect(),
    };
    let prefixes = telling
        .iter()
        .map(|word| Words::Prefix(word.chars().take(4).collect()));
    vec![
        class("one frequent word", one(&frequent), false, false),
        class("one rare word", one(&rare), false, false),
        class(
            "two words, and",
            pairs().map(|(a, b)| Words::And(a, b)).collect(),
            false,
            false,
        ),
        class(
            "two words, or",
            pairs().map(|(a, b)| Words::Or(a, b)).collect(),
            false,
            false,
        ),
        class(
            "phrase",
            pairs().map(|(a, b)| Words::Phrase(a, b)).collect(),
            false,
            false,
        ),
        class("prefix", prefixes.collect(), false, false),
        class("word, person and dates", one(&frequent), true, false),
        class("facets of a telling word", one(&telling), false, true),
        class("facets of a frequent word", one(&frequent), false, true),
        class("facets of a word, person and dates", one(&frequent), true, true),
    ]
}
