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
        if let Some(short_form) = plural_of_short_form(bare) {
            return Cow::Borrowed(short_form);
        }
        match self.0.stem(bare) {
            stem if stem.is_empty() => Cow::Borrowed(bare),
            stem => stem,
        }
    }
}

/// `gp` of `gps`, `ccg` of `ccgs`: Snowball takes an s for a plural only after a vowel.
fn plural_of_short_form(word: &str) -> Option<&str> {
    let one = word.strip_suffix('s')?;
    let consonants = one.len() >= 2 && !one.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    (consonants && !one.ends_with('s') && word != "nhs").then_some(one)
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
            ("gps", "gp"),
            ("ccgs", "ccg"),
            ("nhs", "nhs"),
            ("rss", "rss"),
        ] {
            assert_eq!(stemmer.stem(word), stem);
        }
    }
}
