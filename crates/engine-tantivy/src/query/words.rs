//! Words and phrases.

use super::near::NearPhrase;
use crate::analysis::Word;
use crate::schema::TextFields;
use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

/// How much the word as typed counts beside its stem.
const EXACT_WEIGHT: f32 = 0.6;

/// The word's stem, the exact form scoring higher.
pub(super) fn word(fields: TextFields, words: &[Word], scoring: bool) -> Box<dyn Query> {
    let stems = sequence(fields.stem, words.iter().map(|word| word.stem.as_str()), 0);
    if !scoring {
        return stems;
    }
    let exact = sequence(fields.exact, words.iter().map(|word| word.exact.as_str()), 0);
    preferring(stems, vec![weighted(exact, EXACT_WEIGHT)])
}

/// Terms in this order, or with `slop` near each other: see [`NearPhrase`].
pub(super) fn sequence<'a>(field: Field, terms: impl Iterator<Item = &'a str>, slop: u32) -> Box<dyn Query> {
    let mut terms: Vec<Term> = terms.map(|term| Term::from_field_text(field, term)).collect();
    match terms.len() {
        1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs)),
        _ if slop == 0 => Box::new(PhraseQuery::new(terms)),
        _ => Box::new(NearPhrase { terms, slop }),
    }
}

/// A query that decides what matches, and others that only raise the score.
pub(super) fn preferring(required: Box<dyn Query>, optional: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    let mut clauses = vec![(Occur::Must, required)];
    clauses.extend(optional.into_iter().map(|query| (Occur::Should, query)));
    Box::new(BooleanQuery::new(clauses))
}

/// A query with its score multiplied.
pub(super) fn weighted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    if weight == 1.0 {
        query
    } else {
        Box::new(BoostQuery::new(query, weight))
    }
}

/// A query that only says yes or no: every match scores the same.
pub(super) fn flat(query: impl Query, score: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(Box::new(query), score))
}
