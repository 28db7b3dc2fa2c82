//! The fields of the index.

use super::packing::Packing;
use crate::analysis;
use daybook_search::{Facet, TextField};
use std::sync::{Arc, OnceLock};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};

/// Names of the fast fields, by which tantivy opens their columns.
pub(crate) mod names {
    use daybook_search::Facet;

    /// The values of a facet, to count.
    pub(crate) fn values(facet: Facet) -> String {
        format!("{facet}_value")
    }

    /// The forms in which the values of a facet are printed, to count.
    pub(crate) fn forms(facet: Facet) -> String {
        format!("{facet}_form")
    }

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

/// A facet, by what it filters and counts with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FacetFields {
    /// Slugs, to search; of dates the finest value and all above it.
    pub(crate) slug: Field,
    /// Slug and name, to count; of dates the finest value.
    pub(crate) value: Field,
    /// Slug and printed form, to count; of entities only.
    pub(crate) form: Option<Field>,
}

/// The fields of the index.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    /// The whole entry, packed.
    pub(crate) entry: Field,
    /// How it is packed, from when that is known.
    packing: Arc<OnceLock<Packing>>,
    /// `page/seq`.
    pub(crate) id: Field,
    /// The page's id; the slug of its facet.
    pub(crate) page: Field,
    /// In the order of [`Facet::ALL`].
    facets: Vec<FacetFields>,
    pub(crate) text: TextFields,
    pub(crate) title: TextFields,
    pub(crate) standfirst: TextFields,
    /// All that is quoted.
    pub(crate) said: TextFields,
    /// All that is quoted of a known speaker: see [`by_speaker`](super::by_speaker).
    pub(crate) said_by: TextFields,
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
        let number = || NumericOptions::default().set_fast();
        let facets = Facet::ALL.map(|facet| facet_fields(&mut builder, facet));
        Self {
            entry: builder.add_bytes_field("entry", STORED),
            packing: Arc::default(),
            id: builder.add_text_field("id", STRING),
            page: facets[Facet::Page as usize].slug,
            facets: facets.to_vec(),
            text: text_fields(&mut builder, "text", "text_exact"),
            title: text_fields(&mut builder, "title", "title_exact"),
            standfirst: text_fields(&mut builder, "standfirst", "standfirst_exact"),
            said: text_fields(&mut builder, "said", "said_exact"),
            said_by: text_fields(&mut builder, "said_by", "said_by_exact"),
            order: builder.add_i64_field(names::ORDER, number()),
            tie: builder.add_u64_field(names::TIE, FAST),
            day_from: builder.add_i64_field(names::DAY_FROM, number()),
            day_to: builder.add_i64_field(names::DAY_TO, number()),
            minute: builder.add_u64_field(names::MINUTE, number()),
            schema: builder.build(),
        }
    }

    /// How entries are packed: without a dictionary as long as nothing else is said.
    pub(crate) fn packing(&self) -> &Packing {
        self.packing.get_or_init(Packing::default)
    }

    /// Says how entries are packed. What was said first counts.
    pub(crate) fn pack_by(&self, packing: Packing) -> &Packing {
        self.packing.get_or_init(|| packing)
    }

    /// Whether it is known how entries are packed.
    pub(crate) fn know_packing(&self) -> bool {
        self.packing.get().is_some()
    }

    /// The fields of a facet.
    pub(crate) fn facet(&self, facet: Facet) -> FacetFields {
        self.facets[facet as usize]
    }

    /// The fields of a running text.
    pub(crate) fn of(&self, field: TextField) -> TextFields {
        match field {
            TextField::Text => self.text,
            TextField::Title => self.title,
            TextField::Standfirst => self.standfirst,
            TextField::Said => self.said,
        }
    }
}

fn facet_fields(builder: &mut SchemaBuilder, facet: Facet) -> FacetFields {
    let counted = || TextOptions::default().set_fast("raw");
    let forms = facet.entity().map(|_| names::forms(facet));
    FacetFields {
        slug: builder.add_text_field(facet.name(), STRING),
        value: builder.add_text_field(&names::values(facet), counted()),
        form: forms.map(|name| builder.add_text_field(&name, counted())),
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
