//! Dates, times, entities and pages: parts that only say yes or no.

use super::any_term::AnyTerm;
use super::both::Both;
use super::plan::Plan;
use super::words::flat;
use crate::engine::Snapshot;
use crate::schema::{Fields, keys};
use daybook_model::{ClockTime, EntityKind, LocalDate};
use daybook_search::{DateValue, Facet, FacetKind, Filters, ScoreKind};
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

/// What a match of a filter in a query adds to the score.
const FILTER_SCORE: f32 = 1.0;

/// Every entry.
pub(super) fn everything() -> Plan {
    Plan::leaf(ScoreKind::Everything, None, "", flat(AllQuery, FILTER_SCORE))
}

/// Makes queries that only say yes or no.
pub(super) struct Predicate<'a>(pub(super) &'a Fields);

impl Predicate<'_> {
    /// Entries whose date may lie in these days.
    pub(super) fn date(&self, from: Option<LocalDate>, to: Option<LocalDate>) -> Box<dyn Query> {
        let term = |field, day| Term::from_field_i64(field, day);
        let last = RangeQuery::new(
            Bound::Included(term(self.0.day_to, from.map_or(i64::MIN, keys::day_number))),
            Bound::Unbounded,
        );
        let first = RangeQuery::new(
            Bound::Unbounded,
            Bound::Included(term(self.0.day_from, to.map_or(i64::MAX, keys::day_number))),
        );
        flat(Both([Box::new(last), Box::new(first)]), FILTER_SCORE)
    }

    /// Entries that count under one of these values of the date facet.
    pub(super) fn date_values(&self, values: &[DateValue]) -> Box<dyn Query> {
        let terms = values
            .iter()
            .map(|value| Term::from_field_text(self.0.facet(Facet::Date).slug, &value.to_string()));
        flat(AnyTerm::new(terms), FILTER_SCORE)
    }

    /// Entries of these times of day; `from` after `to` runs past midnight.
    pub(super) fn time(&self, from: Option<ClockTime>, to: Option<ClockTime>) -> Box<dyn Query> {
        let minute = |time: ClockTime| u64::from(time.minutes());
        let (first, last) = (from.map_or(0, minute), to.map_or(24 * 60 - 1, minute));
        let range = |first, last| -> Box<dyn Query> {
            let term = |minute| Bound::Included(Term::from_field_u64(self.0.minute, minute));
            Box::new(RangeQuery::new(term(first), term(last)))
        };
        if first <= last {
            flat(range(first, last), FILTER_SCORE)
        } else {
            flat(
                BooleanQuery::union(vec![range(first, 24 * 60 - 1), range(0, last)]),
                FILTER_SCORE,
            )
        }
    }

    /// Entries that name one of these.
    pub(super) fn entities(&self, entity: EntityKind, slugs: &[String]) -> Box<dyn Query> {
        self.facet(entity.into(), slugs)
    }

    /// Entries that have one of these values of a facet.
    pub(super) fn facet<S: AsRef<str>>(&self, facet: Facet, slugs: &[S]) -> Box<dyn Query> {
        let field = self.0.facet(facet).slug;
        match slugs {
            [slug] => self.term(field, slug.as_ref()),
            _ => {
                let terms = slugs
                    .iter()
                    .map(|slug| Term::from_field_text(field, slug.as_ref()));
                flat(AnyTerm::new(terms), FILTER_SCORE)
            }
        }
    }

    /// The entries of a page.
    pub(super) fn page(&self, id: &str) -> Box<dyn Query> {
        self.term(self.0.page, id)
    }

    fn term(&self, field: Field, text: &str) -> Box<dyn Query> {
        flat(
            TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic),
            FILTER_SCORE,
        )
    }
}

/// What the `all` selections ask for: without it no count is any use.
pub(crate) fn every_selected(snapshot: &Snapshot, filters: &Filters) -> Vec<Box<dyn Query>> {
    let predicate = Predicate(&snapshot.fields);
    let mut queries = Vec::new();
    for facet in Facet::ALL {
        for slug in &filters.selection(facet).all {
            let mut slugs = vec![slug.as_str()];
            if let Some(kind) = facet.entity().filter(|_| filters.lineage) {
                slugs.extend(snapshot.line(kind, slug));
            }
            queries.push(predicate.facet(facet, &slugs));
        }
    }
    queries
}

/// A facet's own selection as a query, for answers that do not count that facet.
pub(crate) fn selection_query(fields: &Fields, filters: &Filters, facet: Facet) -> Vec<Box<dyn Query>> {
    let predicate = Predicate(fields);
    let mut queries = Vec::new();
    if facet.kind() == FacetKind::Dates {
        if filters.from.is_some() || filters.to.is_some() {
            queries.push(predicate.date(filters.from, filters.to));
        }
        if !filters.date.is_empty() {
            queries.push(predicate.date_values(&filters.date));
        }
    } else if !filters.selection(facet).any.is_empty() {
        queries.push(predicate.facet(facet, &filters.selection(facet).any));
    }
    queries
}

/// The terms of which the own selection of a facet, other than the date, asks for any.
pub(crate) fn selected_terms(fields: &Fields, filters: &Filters, facet: Facet) -> Vec<Term> {
    let slugs = filters.selection(facet).any.iter();
    slugs
        .map(|slug| Term::from_field_text(fields.facet(facet).slug, slug))
        .collect()
}
