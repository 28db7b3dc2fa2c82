//! Parameters in URLs, by the names and descriptions of the types that read them.

use super::schemas::reference;
use daybook_search::{
    ContextParams, DateGrain, EntityParams, ExportParams, Facet, FacetParams, FacetSort, FeedParams,
    HistogramParams, Interval, MAX_CONTEXT, MAX_FACET_LIMIT, MAX_LIMIT, MAX_QUERY_CHARS, MAX_RELATED,
    MAX_SUGGESTIONS, PageListParams, RelatedParams, SearchParams, Sort, SuggestParams, Unit,
};
use utoipa::PartialSchema;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Required, Schema};

/// The parameters of a search.
pub(super) fn search() -> Vec<Parameter> {
    SearchParams::NAMES
        .iter()
        .map(|name| search_parameter(name))
        .collect()
}

/// The parameters of a listing of a facet's values.
pub(super) fn facet() -> Vec<Parameter> {
    let own = |name: &&str| {
        match *name {
        "limit" => {
            let description = format!(
                "How many values, 1 to {MAX_FACET_LIMIT}; 10 of names unless said, all of other facets. Of dates how \
                 many years."
            );
            query(name, Some(description), number(1, MAX_FACET_LIMIT))
        }
        "prefix" => query(
            name,
            Some(
                "Only values of which a word begins so, be it of another name that the archive prints.".to_owned(),
            ),
            string(),
        ),
        "sort" => query(
            name,
            Some(
                "The most frequent first (the default of names), or by name; dates, days of the week, hours and bases \
                 in their own order."
                    .to_owned(),
            ),
            reference::<FacetSort>().into(),
        ),
        "min_count" => query(
            name,
            Some("Only values of at least this count; unless said, those that occur or are selected.".to_owned()),
            number(0, u32::MAX as usize),
        ),
        "offset" => query(
            name,
            Some("How many values to leave out before the first: `next_offset` of the answer before.".to_owned()),
            number(0, u32::MAX as usize),
        ),
        name => search_parameter(name),
    }
    };
    FacetParams::names().iter().map(own).collect()
}

/// The parameters of a count over time.
pub(super) fn histogram() -> Vec<Parameter> {
    let own = |name: &&str| match *name {
        "interval" => query(
            name,
            Some("How long a bucket is; `day` unless said. Weeks begin on Monday.".to_owned()),
            reference::<Interval>().into(),
        ),
        name => search_parameter(name),
    };
    HistogramParams::names().iter().map(own).collect()
}

/// The parameters of a question for completions.
pub(super) fn suggest() -> Vec<Parameter> {
    let own = |name: &&str| {
        match *name {
        "limit" => query(
            name,
            Some(format!(
                "How many words, and how many organisations and persons, 1 to {MAX_SUGGESTIONS}; 10 unless said."
            )),
            number(1, MAX_SUGGESTIONS),
        ),
        name => query(
            name,
            Some(
                "What was typed so far; the last word may be only begun. Nothing typed suggests the names that most \
                 entries have."
                    .to_owned(),
            ),
            ObjectBuilder::new()
                .schema_type(Type::String)
                .max_length(Some(MAX_QUERY_CHARS))
                .build()
                .into(),
        ),
    }
    };
    SuggestParams::NAMES.iter().map(own).collect()
}

/// The parameters of a question about one entity.
pub(super) fn entity() -> Vec<Parameter> {
    let description = format!(
        "How many organisations and how many persons of the same entries, 1 to {MAX_FACET_LIMIT}; 10 unless said."
    );
    let own = |name: &&str| query(name, Some(description.clone()), number(1, MAX_FACET_LIMIT));
    EntityParams::NAMES.iter().map(own).collect()
}

/// The parameters of an export.
pub(super) fn export() -> Vec<Parameter> {
    let own = |name: &&str| match *name {
        "format" => {
            let formats = ObjectBuilder::new()
                .schema_type(Type::String)
                .enum_values(Some(["ndjson", "csv"]));
            let description = "A hit a line as JSON, or a hit a row; `ndjson` unless said. Texts that a spreadsheet would take for \
                               formulas have an apostrophe before them in `csv`.";
            query(name, Some(description.to_owned()), formats.build().into())
        }
        "sort" => query(
            name,
            Some("The order; unless said page by page, in time order on each, which is quickest.".to_owned()),
            reference::<Sort>().into(),
        ),
        "highlight" => query(
            name,
            Some("Whether hits carry marked snippets; false unless said.".to_owned()),
            ObjectBuilder::new().schema_type(Type::Boolean).build().into(),
        ),
        name => search_parameter(name),
    };
    ExportParams::names().iter().map(own).collect()
}

/// The parameters of a feed.
pub(super) fn feed() -> Vec<Parameter> {
    let own = |name: &&str| match *name {
        "limit" => query(
            name,
            Some(format!(
                "How many of the latest hits, 1 to {MAX_LIMIT}; 50 unless said."
            )),
            number(1, MAX_LIMIT),
        ),
        name => search_parameter(name),
    };
    FeedParams::names().iter().map(own).collect()
}

/// The parameters of a listing of pages.
pub(super) fn pages() -> Vec<Parameter> {
    let boolean = || ObjectBuilder::new().schema_type(Type::Boolean).build().into();
    let own = |name: &&str| {
        let (description, schema) = match *name {
            "from" => ("The first year, month or day on which a page may have been written.".to_owned(), string()),
            "to" => ("The last year, month or day on which a page may have been written.".to_owned(), string()),
            "undated" => (
                "`true` lists only pages that nothing dates, `false` only dated ones. Unless said both are listed, the \
                 undated ones last; with `from` or `to` the dated ones."
                    .to_owned(),
                boolean(),
            ),
            "sort" => {
                let orders = ObjectBuilder::new()
                    .schema_type(Type::String)
                    .enum_values(Some(["oldest", "newest"]));
                ("The order; `oldest` first unless said.".to_owned(), orders.build().into())
            }
            "limit" => (
                format!("How many pages, 1 to {MAX_LIMIT}; 50 unless said."),
                number(1, MAX_LIMIT),
            ),
            _ => (
                "How many pages to leave out before the first: `next_offset` of the answer before.".to_owned(),
                number(0, u32::MAX as usize),
            ),
        };
        query(name, Some(description), schema)
    };
    PageListParams::NAMES.iter().map(own).collect()
}

/// The path of an entry.
pub(super) fn entry_path() -> Vec<Parameter> {
    vec![
        path("page", "The page's id.", string()),
        path(
            "seq",
            "The entry's place in time on the page, from 1.",
            number(1, u32::MAX as usize),
        ),
    ]
}

/// The parameters of a question about an entry's context.
pub(super) fn context() -> Vec<Parameter> {
    let own = |name: &&str| {
        let description = format!("How many entries {name} it, 0 to {MAX_CONTEXT}; 2 unless said.");
        query(name, Some(description), number(0, MAX_CONTEXT))
    };
    ContextParams::NAMES.iter().map(own).collect()
}

/// The parameters of a question about related entries.
pub(super) fn related(usual: usize) -> Vec<Parameter> {
    let description = format!("How many entries, 1 to {MAX_RELATED}; {usual} unless said.");
    let own = |name: &&str| query(name, Some(description.clone()), number(1, MAX_RELATED));
    RelatedParams::NAMES.iter().map(own).collect()
}

/// A part of a path.
pub(super) fn path(name: &str, description: &str, schema: impl Into<RefOr<Schema>>) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(description))
        .schema(Some(schema))
        .build()
}

/// The tags of answers that the caller has.
pub(super) fn if_none_match() -> Parameter {
    ParameterBuilder::new()
        .name("If-None-Match")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "The `ETag` of the answer before; 304 says that it still holds.",
        ))
        .schema(Some(string()))
        .build()
}

/// A string without further ado.
pub(super) fn string() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).build().into()
}

/// A whole number within bounds.
pub(super) fn number(min: usize, max: usize) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(min))
        .maximum(Some(max))
        .build()
        .into()
}

fn search_parameter(name: &str) -> Parameter {
    let schema = match name {
        "q" => ObjectBuilder::new()
            .schema_type(Type::String)
            .max_length(Some(MAX_QUERY_CHARS))
            .build()
            .into(),
        "sort" => reference::<Sort>().into(),
        "limit" => number(0, MAX_LIMIT),
        "facet_limit" => number(1, MAX_FACET_LIMIT),
        "facet_dates" => reference::<DateGrain>().into(),
        "unit" => reference::<Unit>().into(),
        "lineage" | "forms" | "highlight" | "explain" | "lenient" | "synonyms" => {
            ObjectBuilder::new().schema_type(Type::Boolean).build().into()
        }
        "facets" => {
            let names = Facet::ALL.map(Facet::name).into_iter().chain(["*"]);
            let name = ObjectBuilder::new()
                .schema_type(Type::String)
                .enum_values(Some(names));
            ArrayBuilder::new().items(name).build().into()
        }
        "organisation.all" | "person.all" | "speaker.all" => {
            ArrayBuilder::new().items(string()).build().into()
        }
        _ if Facet::ALL.iter().any(|facet| facet.name() == name) => {
            ArrayBuilder::new().items(string()).build().into()
        }
        _ => string(),
    };
    let mut parameter = query(name, description(name), schema);
    if name == "facets" {
        // A list with commas, unlike the others, which are repeated.
        parameter.style = Some(ParameterStyle::Form);
        parameter.explode = Some(false);
    }
    parameter
}

fn query(name: &str, description: Option<String>, schema: RefOr<Schema>) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(description)
        .schema(Some(schema))
        .build()
}

/// What the type that reads the parameter says of it.
fn description(name: &str) -> Option<String> {
    let RefOr::T(Schema::Object(params)) = SearchParams::schema() else {
        return None;
    };
    match params.properties.get(name)? {
        RefOr::T(Schema::Object(object)) => object.description.clone(),
        RefOr::T(Schema::Array(array)) => array.description.clone(),
        _ => None,
    }
}
