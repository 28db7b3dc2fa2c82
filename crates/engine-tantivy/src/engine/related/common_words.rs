//! Words that say nothing of a story however rare they are in an archive: a small archive has few of each.

use crate::analysis::words;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Common English words, days and months, and what people are by office.
const WORDS: &str = include_str!("common_words.txt");

static STEMS: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| words(WORDS).into_iter().map(|word| word.stem).collect());

/// Whether a stem is that of a common word.
pub(super) fn is_common(stem: &str) -> bool {
    STEMS.contains(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_known_in_every_form() {
        let stem = |word: &str| words(word).remove(0).stem;
        for word in ["they’ll", "Began", "numbers", "secretary", "March"] {
            assert!(is_common(&stem(word)), "{word}");
        }
        for word in ["increments", "physiotherapy", "consultation", "vanguard"] {
            assert!(!is_common(&stem(word)), "{word}");
        }
    }
}
