//! Words and phrases.

use crate::analysis::Word;
use crate::schema::TextFields;
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EnableScoring, Occur, PhraseQuery, Query, TermQuery, Weight,
};
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

/// Terms in this order, at most `slop` positions apart or about.
pub(super) fn sequence<'a>(field: Field, terms: impl Iterator<Item = &'a str>, slop: u32) -> Box<dyn Query> {
    let mut terms: Vec<Term> = terms.map(|term| Term::from_field_text(field, term)).collect();
    match terms.len() {
        1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs)),
        _ => {
            let terms = terms.into_iter().enumerate().collect();
            let phrase = PhraseQuery::new_with_offset_and_slop(terms, slop);
            if slop == 0 {
                Box::new(phrase)
            } else {
                Box::new(NearPhrase(phrase))
            }
        }
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

/// Words near each other.
///
/// Of three words or more tantivy finds other entries when it scores than when it does not. An answer must not depend
/// on its order, so this always scores.
#[derive(Debug, Clone)]
struct NearPhrase(PhraseQuery);

impl Query for NearPhrase {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let scoring = scoring
            .searcher()
            .map_or(scoring, EnableScoring::enabled_from_searcher);
        self.0.weight(scoring)
    }
}
