//! Words and phrases.

use super::near::NearPhrase;
use super::rated::Flat;
use tantivy::Term;
use tantivy::query::{PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

/// Terms in this order, or with `slop` near each other: see [`NearPhrase`]. With the terms, by which it is rated.
pub(super) fn sequence<'a>(
    field: Field,
    terms: impl Iterator<Item = &'a str>,
    slop: u32,
) -> (Box<dyn Query>, Vec<Term>) {
    let terms: Vec<Term> = terms.map(|term| Term::from_field_text(field, term)).collect();
    let rated = terms.clone();
    let query: Box<dyn Query> = match terms.as_slice() {
        [term] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)),
        _ if slop == 0 => Box::new(PhraseQuery::new(terms)),
        _ => Box::new(NearPhrase { terms, slop }),
    };
    (query, rated)
}

/// A query that only says yes or no: every match scores the same.
pub(super) fn flat(query: impl Query, score: f32) -> Box<dyn Query> {
    Box::new(Flat {
        query: Box::new(query),
        score,
    })
}
