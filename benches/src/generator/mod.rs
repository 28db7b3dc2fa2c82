//! Archives to measure with: any number of live blogs, the same for the same seed, and the truth about them.
//!
//! A page reads like nothing, but is built like a real one: words by Zipf's law with inflections, entries of 20 to 400
//! words, 400 organisations and 3,000 persons of uneven popularity in all the forms that a newsroom uses for
//! them, one of many styles of stamps, a day of ten years. What it says is known exactly, so a generated archive also shows
//! whether splitting and recognition hold at scale.

mod names;
mod page;
mod print;
mod vocabulary;

pub use names::{ORGANISATIONS, PERSONS};
pub use page::{GeneratedEntry, GeneratedPage};
pub use print::{Format, Printer};
pub use vocabulary::{Vocabulary, WORDS};

use daybook_entities::Gazetteer;
use names::Names;
use rand::SeedableRng;
use rand_pcg::Pcg64;

/// Makes pages. Each is its own, so that they can be made in any order and by several threads.
#[derive(Debug, Clone)]
pub struct Generator {
    seed: u64,
    words: Vocabulary,
    names: Names,
}

impl Generator {
    /// A generator of the archive with this seed, of names from this gazetteer.
    pub fn new(seed: u64, gazetteer: &Gazetteer) -> Self {
        let mut random = Pcg64::seed_from_u64(seed);
        Self {
            seed,
            words: Vocabulary::new(&mut random),
            names: Names::new(gazetteer, &mut random),
        }
    }

    /// The words of its pages.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.words
    }

    /// The page with this number.
    pub fn page(&self, number: u64) -> GeneratedPage {
        // Far apart, so that neighbouring pages have nothing in common.
        let mut random = Pcg64::seed_from_u64(self.seed ^ (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        page::write(number, &self.words, &self.names, &mut random)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use daybook_archive::split;
    use std::path::Path;

    fn generator() -> Generator {
        let gazetteer = Path::new(env!("CARGO_MANIFEST_DIR")).join("../index-data/gazetteer");
        let sources = Gazetteer::read_directory(&gazetteer).unwrap();
        Generator::new(7, &Gazetteer::from_sources(&sources).unwrap())
    }

    #[test]
    fn a_seed_gives_the_same_archive() {
        let (one, two) = (generator(), generator());
        assert!(one.words.len() >= 60_000);
        for number in [3, 0, 3] {
            let printed = |generator: &Generator| generator.page(number).text();
            assert_eq!(printed(&one), printed(&two));
        }
        assert_ne!(one.page(0).text(), one.page(1).text());
    }

    #[test]
    fn what_was_written_is_what_is_split() {
        let generator = generator();
        let (mut right, mut all) = (0, 0);
        for page in (0..40).map(|number| generator.page(number)) {
            let found = split(&page.text()).entries;
            all += page.entries.len();
            right += page
                .entries
                .iter()
                .zip(&found)
                .filter(|(written, found)| written.text == found.text)
                .count();
        }
        // A stamp now and then stands where the next may belong to either.
        assert!(right * 1000 >= all * 995, "{right} of {all} entries");
    }
}
