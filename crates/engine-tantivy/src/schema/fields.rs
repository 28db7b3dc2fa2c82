//! The fields of the index.

use crate::analysis;
use daybook_search::TextField;
use tantivy::schema::{
    BytesOptions, FAST, Field, IndexRecordOption, NumericOptions, STRING, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};

/// Names of the fast fields, by which tantivy opens their columns.
pub(crate) mod names {
    pub(crate) const ORGANISATION_VALUE: &str = "organisation_value";
    pub(crate) const PERSON_VALUE: &str = "person_value";
    pub(crate) const DATE_VALUE: &str = "date_value";
    pub(crate) const ORDER: &str = "order";
    pub(crate) const TIE: &str = "tie";
    pub(crate) const DAY_FROM: &str = "day_from";
    pub(crate) const DAY_TO: &str = "day_to";
    pub(crate) const MINUTE: &str = "minute";
}

/// A running text, by stems and by exact forms.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextFields {
    pub(crate) stem: Field,
    pub(crate) exact: Field,
}

/// The fields of the index.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    /// The whole entry as JSON.
    pub(crate) entry: Field,
    /// `page/seq`.
    pub(crate) id: Field,
    /// The page's id.
    pub(crate) page: Field,
    /// Slugs of the organisations.
    pub(crate) organisation: Field,
    /// Slugs of the persons.
    pub(crate) person: Field,
    /// The finest value of the date facet and all above it, to search.
    pub(crate) date: Field,
    pub(crate) text: TextFields,
    pub(crate) title: TextFields,
    pub(crate) standfirst: TextFields,
    /// Slug and name of the organisations, to count.
    pub(crate) organisation_value: Field,
    /// Slug and name of the persons, to count.
    pub(crate) person_value: Field,
    /// The finest value of the date facet, to count.
    pub(crate) date_value: Field,
    /// Place in time: see [`keys::order`](super::keys::order).
    pub(crate) order: Field,
    /// Tells entries of one place in time apart.
    pub(crate) tie: Field,
    /// The first day that it may be of; absent if undated.
    pub(crate) day_from: Field,
    /// The last day that it may be of; absent if undated.
    pub(crate) day_to: Field,
    /// Minutes since midnight; absent without a time.
    pub(crate) minute: Field,
}

impl Fields {
    pub(crate) fn new() -> Self {
        let mut builder = Schema::builder();
        let counted = || TextOptions::default().set_fast("raw");
        let number = || NumericOptions::default().set_fast();
        Self {
            entry: builder.add_bytes_field("entry", BytesOptions::default().set_stored()),
            id: builder.add_text_field("id", STRING),
            page: builder.add_text_field("page", STRING),
            organisation: builder.add_text_field("organisation", STRING),
            person: builder.add_text_field("person", STRING),
            date: builder.add_text_field("date", STRING),
            text: text_fields(&mut builder, "text", "text_exact"),
            title: text_fields(&mut builder, "title", "title_exact"),
            standfirst: text_fields(&mut builder, "standfirst", "standfirst_exact"),
            organisation_value: builder.add_text_field(names::ORGANISATION_VALUE, counted()),
            person_value: builder.add_text_field(names::PERSON_VALUE, counted()),
            date_value: builder.add_text_field(names::DATE_VALUE, counted()),
            order: builder.add_i64_field(names::ORDER, number()),
            tie: builder.add_u64_field(names::TIE, FAST),
            day_from: builder.add_i64_field(names::DAY_FROM, number()),
            day_to: builder.add_i64_field(names::DAY_TO, number()),
            minute: builder.add_u64_field(names::MINUTE, number()),
            schema: builder.build(),
        }
    }

    /// The fields of a running text.
    pub(crate) fn of(&self, field: TextField) -> TextFields {
        match field {
            TextField::Text => self.text,
            TextField::Title => self.title,
            TextField::Standfirst => self.standfirst,
        }
    }
}

fn text_fields(builder: &mut SchemaBuilder, stem: &str, exact: &str) -> TextFields {
    let options = |tokenizer: &str| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        TextOptions::default().set_indexing_options(indexing)
    };
    TextFields {
        stem: builder.add_text_field(stem, options(analysis::STEM)),
        exact: builder.add_text_field(exact, options(analysis::EXACT)),
    }
}
