//! The stem of a word.

use rust_stemmers::Algorithm;
use std::borrow::Cow;

/// Stems English words; leaves everything that is not plain ASCII letters alone.
pub(crate) struct Stemmer(rust_stemmers::Stemmer);

impl Stemmer {
    pub(crate) fn new() -> Self {
        Self(rust_stemmers::Stemmer::create(Algorithm::English))
    }

    /// The stem of an exact form, without the possessive. Never empty.
    pub(crate) fn stem<'a>(&self, exact: &'a str) -> Cow<'a, str> {
        let bare = exact
            .strip_suffix("'s")
            .or_else(|| exact.strip_suffix('\''))
            .unwrap_or(exact);
        let bare = if bare.is_empty() { exact } else { bare };
        if !bare.bytes().all(|b| b.is_ascii_lowercase()) {
            return Cow::Borrowed(bare);
        }
        match self.0.stem(bare) {
            stem if stem.is_empty() => Cow::Borrowed(bare),
            stem => stem,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn possessives_fall_away_and_only_plain_words_are_stemmed() {
        let stemmer = Stemmer::new();
        for (word, stem) in [
            ("hospitals", "hospit"),
            ("trust's", "trust"),
            ("don't", "don't"),
            ("o'brien's", "o'brien"),
            ("a&e's", "a&e"),
            ("p4ps", "p4ps"),
            ("s", "s"),
        ] {
            assert_eq!(stemmer.stem(word), stem);
        }
    }
}
