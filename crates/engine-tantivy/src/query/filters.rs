//! Dates, times, entities and pages: parts that only say yes or no.

use super::excluded::Excluded;
use super::words::flat;
use crate::schema::{Fields, keys};
use daybook_model::{ClockTime, EntityKind, LocalDate};
use daybook_search::{DateValue, Facet, Filters};
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, Occur, Query, RangeQuery, TermQuery, TermSetQuery};
use tantivy::schema::{Field, IndexRecordOption};

/// What a match of a filter in a query adds to the score.
const FILTER_SCORE: f32 = 1.0;

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
        flat(
            BooleanQuery::intersection(vec![Box::new(last), Box::new(first)]),
            FILTER_SCORE,
        )
    }

    /// Entries that count under one of these values of the date facet.
    pub(super) fn date_values(&self, values: &[DateValue]) -> Box<dyn Query> {
        let terms = values
            .iter()
            .map(|value| Term::from_field_text(self.0.date, &value.to_string()));
        flat(TermSetQuery::new(terms), FILTER_SCORE)
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
        let field = self.entity_field(entity);
        match slugs {
            [slug] => self.term(field, slug),
            _ => {
                let terms = slugs.iter().map(|slug| Term::from_field_text(field, slug));
                flat(TermSetQuery::new(terms), FILTER_SCORE)
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

    fn entity_field(&self, entity: EntityKind) -> Field {
        match entity {
            EntityKind::Organisation => self.0.organisation,
            EntityKind::Person => self.0.person,
        }
    }
}

/// What the `all` selections ask for: without it no count is any use.
pub(crate) fn every_selected(fields: &Fields, filters: &Filters) -> Vec<Box<dyn Query>> {
    let predicate = Predicate(fields);
    let organisations = filters
        .organisation
        .all
        .iter()
        .map(|slug| (EntityKind::Organisation, slug));
    let persons = filters.person.all.iter().map(|slug| (EntityKind::Person, slug));
    organisations
        .chain(persons)
        .map(|(entity, slug)| predicate.entities(entity, std::slice::from_ref(slug)))
        .collect()
}

/// A facet's own selection as a query, for answers that do not count that facet.
pub(crate) fn selection_query(fields: &Fields, filters: &Filters, facet: Facet) -> Vec<Box<dyn Query>> {
    let predicate = Predicate(fields);
    let mut queries = Vec::new();
    match facet {
        Facet::Organisation if !filters.organisation.any.is_empty() => {
            queries.push(predicate.entities(EntityKind::Organisation, &filters.organisation.any));
        }
        Facet::Person if !filters.person.any.is_empty() => {
            queries.push(predicate.entities(EntityKind::Person, &filters.person.any));
        }
        Facet::Date => {
            if filters.from.is_some() || filters.to.is_some() {
                queries.push(predicate.date(filters.from, filters.to));
            }
            if !filters.date.is_empty() {
                queries.push(predicate.date_values(&filters.date));
            }
        }
        Facet::Organisation | Facet::Person => {}
    }
    queries
}

/// Everything that `part` does not match.
pub(super) fn except(part: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(vec![
        (Occur::Must, flat(AllQuery, FILTER_SCORE)),
        (Occur::MustNot, Box::new(Excluded(part))),
    ]))
}
