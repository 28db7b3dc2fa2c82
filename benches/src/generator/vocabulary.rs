//! Words with the frequencies of running text: few of them everywhere, most of them hardly ever (Zipf, 1949).

use rand::RngExt;
use rand_distr::{Distribution, Zipf};
use rand_pcg::Pcg64;
use std::collections::HashSet;

/// The least number of different words.
pub const WORDS: usize = 64_000;

/// The words that English repeats most, and those that a health desk does, most frequent first.
const COMMON: &str = "the of and to in a is for that on was it with as be at by are this have from has will not but \
    they which said been their more would an were its had about who there than or up out if new one all when can \
    we also what after into over people last says two some could first health now other care time he she patients \
    year government hospital staff services trust report public today years report service local them no so social \
    many should may only between million minister those through most before how need work well because trusts \
    cent per just three against part doctors while under week being during nurses plan next plans money made \
    support system day emergency cuts commissioning told make where since including pay funding still such quality \
    review back board number down see change long change take group like going chief any spending published news \
    then both set budget former community across high waiting each used found months figures until early former \
    published way risk safety another data primary second ward beds winter target general evidence around already \
    published case home call help hours question letter decision act four five six deficit elderly merger cost \
    inquiry access demand pressure private contract reform surgery drugs treatment cancer mental children research \
    statement claim warning concern letter meeting vote debate amendment clause reader comment analysis response";

/// How a stem is inflected, the commoner the earlier.
const ENDINGS: [&str; 6] = ["", "s", "ed", "ing", "er", "ly"];
const ONSETS: [&str; 24] = [
    "b", "br", "c", "cl", "cr", "d", "dr", "f", "fl", "g", "gr", "h", "l", "m", "n", "p", "pl", "pr", "r",
    "s", "st", "str", "t", "tr",
];
const NUCLEI: [&str; 9] = ["a", "e", "i", "o", "u", "ai", "ea", "oo", "ou"];
const CODAS: [&str; 14] = [
    "b", "ck", "d", "ft", "ll", "m", "nd", "ng", "nt", "p", "rd", "rn", "st", "t",
];

/// Words by rank.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    words: Vec<String>,
    ranks: Zipf<f64>,
}

impl Vocabulary {
    /// The common words of English, and after them made-up stems with their inflections, always the same for a seed.
    pub fn new(random: &mut Pcg64) -> Self {
        let mut seen = HashSet::new();
        let mut words: Vec<String> = COMMON
            .split_whitespace()
            .filter(|word| seen.insert((*word).to_owned()))
            .map(str::to_owned)
            .collect();
        // One stem after another gets its next ending, so that a stem's inflections are rarer than the stem.
        let mut stems: Vec<(String, usize)> = Vec::new();
        while words.len() < WORDS {
            let at = random.random_range(0..=stems.len() * 3 / 2);
            let word = match stems.get_mut(at) {
                Some((stem, ending)) if *ending < ENDINGS.len() => {
                    let word = format!("{stem}{}", ENDINGS[*ending]);
                    *ending += 1;
                    word
                }
                _ => {
                    let stem = stem(random);
                    stems.push((stem.clone(), 1));
                    stem
                }
            };
            if seen.insert(word.clone()) {
                words.push(word);
            }
        }
        let ranks = zipf(words.len());
        Self { words, ranks }
    }

    /// A word, frequent ones more often.
    pub fn word(&self, random: &mut Pcg64) -> &str {
        &self.words[rank(self.ranks, random)]
    }

    /// The word of a rank, 0 the most frequent.
    pub fn ranked(&self, rank: usize) -> Option<&str> {
        self.words.get(rank).map(String::as_str)
    }

    /// How many different words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// The law by which one of so many things is picked.
pub(super) fn zipf(things: usize) -> Zipf<f64> {
    #[allow(clippy::cast_precision_loss, reason = "a few tens of thousands")]
    let things = things.max(1) as f64;
    #[allow(clippy::expect_used, reason = "both numbers are positive")]
    let law = Zipf::new(things, 1.0).expect("a law");
    law
}

/// A place in a list that is sorted by popularity.
pub(super) fn rank(law: Zipf<f64>, random: &mut Pcg64) -> usize {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number between 1 and the number of things"
    )]
    let rank = law.sample(random) as usize;
    rank - 1
}

fn stem(random: &mut Pcg64) -> String {
    let mut stem = String::new();
    for _ in 0..random.random_range(1..=3) {
        stem.push_str(ONSETS[random.random_range(0..ONSETS.len())]);
        stem.push_str(NUCLEI[random.random_range(0..NUCLEI.len())]);
    }
    stem.push_str(CODAS[random.random_range(0..CODAS.len())]);
    stem
}
