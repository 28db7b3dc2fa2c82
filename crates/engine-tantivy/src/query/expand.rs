//! Prefixes and misspellings: queries for all the words of the index that a part of a query stands for.

use super::any_term::AnyTerm;
use super::begun::BegunPhrase;
use super::forms::Forms;
use super::words::flat;
use crate::analysis::words as analyse;
use crate::collect::Deadline;
use tantivy::query::Query;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// A prefix as the analyser sees it: whole words, then the beginning of one.
pub(crate) struct AnalysedPrefix {
    pub(crate) before: Vec<String>,
    pub(crate) prefix: String,
}

/// Cuts a typed prefix into words; `None` if there is no letter or digit in it.
pub(crate) fn analyse_prefix(text: &str) -> Option<AnalysedPrefix> {
    let mut words = analyse(text);
    // `O'*` is about words that go on after the apostrophe: see what becomes of one that does.
    if words.last().is_some_and(|word| word.end < text.len()) {
        let mut longer = analyse(&format!("{text}x"));
        if let Some(last) = longer.last_mut()
            && last.exact.pop() == Some('x')
            && !last.exact.is_empty()
        {
            words = longer;
        }
    }
    let prefix = words.pop()?.exact;
    Some(AnalysedPrefix {
        before: words.into_iter().map(|word| word.exact).collect(),
        prefix,
    })
}

/// Entries with a word that begins so, after the words before it. However many words that are, all take part.
pub(super) fn prefix_query(
    searcher: &Searcher,
    field: Field,
    found: &AnalysedPrefix,
    forms: &Forms,
    deadline: Deadline,
) -> Box<dyn Query> {
    let begun = BegunPhrase {
        field,
        before: found.before.clone(),
        prefix: found.prefix.clone(),
        deadline,
    };
    flat(begun, rarity_of(searcher, forms))
}

/// Entries with one of the forms, the closer the higher: of these the best counts.
pub(super) fn fuzzy_queries(
    searcher: &Searcher,
    field: Field,
    word: &str,
    forms: &Forms,
) -> Vec<Box<dyn Query>> {
    let mut by_distance: [Vec<Term>; 3] = Default::default();
    for form in forms.iter().filter(|form| *form != word) {
        let distance = distance(word, form).clamp(1, 2);
        by_distance[distance].push(Term::from_field_text(field, form));
    }
    let rarity = rarity_of(searcher, forms);
    let mut queries = vec![flat(AnyTerm::new([Term::from_field_text(field, word)]), rarity)];
    for (distance, terms) in by_distance
        .into_iter()
        .enumerate()
        .filter(|(_, terms)| !terms.is_empty())
    {
        queries.push(flat(AnyTerm::new(terms), rarity / (1.0 + distance as f32)));
    }
    queries
}

/// What one match of rare words is worth: the same measure as a word's, over all forms together.
fn rarity_of(searcher: &Searcher, forms: &Forms) -> f32 {
    rarity(searcher, forms.entries())
}

/// What one match is worth of something that so many entries have.
pub(crate) fn rarity(searcher: &Searcher, entries: u64) -> f32 {
    let all = searcher.num_docs() as f32;
    let with = (entries as f32).min(all);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}

/// The smallest text after all that begin so; `None` if there is none.
pub(super) fn prefix_end(prefix: &str) -> Option<String> {
    let mut end = prefix.to_owned();
    while let Some(last) = end.pop() {
        if let Some(next) = (u32::from(last) + 1..=u32::from(char::MAX)).find_map(char::from_u32) {
            end.push(next);
            return Some(end);
        }
    }
    None
}

/// How many letters must be inserted, removed, replaced or swapped with their neighbour to make `a` of `b`.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    // What both begin and end with is right: words that are compared mostly differ in a letter or two.
    let begun = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[begun..], &b[begun..]);
    let ended = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (a, b) = (&a[..a.len() - ended], &b[..b.len() - ended]);
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i);
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before_last[j - 2] + 1);
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_apart() {
        for (a, b, apart) in [
            ("trust", "trust", 0),
            ("trust", "turst", 1),
            ("trust", "rusty", 2),
            ("", "ab", 2),
        ] {
            assert_eq!(distance(a, b), apart, "{a} {b}");
        }
    }

    #[test]
    fn prefixes_of_mended_words() {
        let read = |text| analyse_prefix(text).map(|found| (found.before.join(" "), found.prefix));
        let expect = |before: &str, prefix: &str| Some((before.to_owned(), prefix.to_owned()));
        assert_eq!(read("Hosp"), expect("", "hosp"));
        assert_eq!(read("O’"), expect("", "o'"));
        assert_eq!(read("A&"), expect("", "a&"));
        assert_eq!(read("A&E"), expect("", "a&e"));
        assert_eq!(read("like-it"), expect("like", "it"));
        assert_eq!(read("like-"), expect("", "like"));
        assert_eq!(read("…"), None);
    }

    #[test]
    fn the_end_of_a_prefix_is_a_text() {
        assert_eq!(prefix_end("ab").as_deref(), Some("ac"));
        assert_eq!(prefix_end("a\u{d7ff}").as_deref(), Some("a\u{e000}"));
        assert_eq!(prefix_end("a\u{10ffff}").as_deref(), Some("b"));
        assert_eq!(prefix_end("\u{10ffff}"), None);
    }
}
