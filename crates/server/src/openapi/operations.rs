//! Every call: what it takes, what it answers, what can go wrong.

use super::parameters;
use super::schemas::reference;
use crate::health::{Health, Readiness};
use crate::problem::{Code, ProblemBody};
use daybook_model::EntityKind;
use daybook_search::{
    ContextAnswer, EntityAnswer, EntryInContext, Facet, FacetAnswer, HistogramAnswer, PageAnswer,
    PageListAnswer, SearchAnswer, SearchParams, SimilarAnswer, SuggestAnswer, ThreadAnswer,
};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, Parameter, PathItem, Paths, PathsBuilder,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::ObjectBuilder;
use utoipa::openapi::{ContentBuilder, HeaderBuilder, Required, Response};

/// What can be wrong with what is searched for, in a URL or a body.
const QUERY_MISTAKES: &[Code] = &[
    Code::InvalidQuery,
    Code::UnknownField,
    Code::RepeatedParameter,
    Code::InvalidParameter,
    Code::InvalidDate,
    Code::OutOfRange,
];
/// What can be wrong besides with a search for hits.
const HIT_MISTAKES: &[Code] = &[
    Code::InvalidCursor,
    Code::CursorOfAnotherQuery,
    Code::CursorExpired,
    Code::UnknownFacet,
];
const BODY_MISTAKES: &[Code] = &[
    Code::MalformedBody,
    Code::SlowBody,
    Code::BodyTooLarge,
    Code::UnsupportedMediaType,
];
/// What can be wrong with any URL, and with the service.
const COMMON: &[Code] = &[
    Code::UnknownParameter,
    Code::MalformedUrl,
    Code::UrlTooLong,
    Code::Internal,
];
const ENGINE_FAILURES: &[Code] = &[
    Code::NoIndex,
    Code::IndexUnusable,
    Code::Busy,
    Code::SearchTimeout,
];

/// Every path with its calls.
pub(super) fn paths() -> Paths {
    PathsBuilder::new()
        .path("/v1/search", search())
        .path("/v1/entries/{page}/{seq}", entry())
        .path("/v1/entries/{page}/{seq}/context", context())
        .path("/v1/entries/{page}/{seq}/similar", similar())
        .path("/v1/entries/{page}/{seq}/thread", thread())
        .path("/v1/pages", pages())
        .path("/v1/pages/{page}", page())
        .path("/v1/facets/{facet}", facet())
        .path("/v1/histogram", histogram())
        .path("/v1/suggest", suggest())
        .path("/v1/export", export())
        .path("/v1/feed.atom", feed())
        .path("/v1/entities/{kind}/{slug}", entity())
        .path("/v1/healthz", healthz())
        .path("/v1/readyz", readyz())
        .path("/metrics", metrics())
        .path("/v1/openapi.json", openapi())
        .build()
}

fn search() -> PathItem {
    let answer = || {
        tagged(json::<SearchAnswer>(
            "The hits, with counts of the facets asked for.",
        ))
    };
    let body = RequestBodyBuilder::new()
        .description(Some(
            "The parameters of the `GET` as a JSON object; lists are arrays.",
        ))
        .content(
            "application/json",
            ContentBuilder::new()
                .schema(Some(reference::<SearchParams>()))
                .build(),
        )
        .required(Some(Required::True))
        .build();
    let by_url = cached(call(
        "search",
        "Search the entries",
        parameters::search(),
        answer(),
        &[QUERY_MISTAKES, HIT_MISTAKES, ENGINE_FAILURES],
    ));
    let mut by_body = call(
        "searchByBody",
        "Search the entries, the parameters in a body",
        vec![],
        answer(),
        &[QUERY_MISTAKES, HIT_MISTAKES, BODY_MISTAKES, ENGINE_FAILURES],
    );
    by_body.request_body = Some(body.into());
    let mut item = get(by_url);
    item.post = Some(by_body);
    item
}

fn entry() -> PathItem {
    get(cached(call(
        "entry",
        "An entry with its neighbours in time",
        parameters::entry_path(),
        tagged(json::<EntryInContext>(
            "The entry, the one before it and the one after it.",
        )),
        &[&[Code::NoSuchEntry, Code::InvalidParameter], ENGINE_FAILURES],
    )))
}

/// What can be wrong with a question about what stands around an entry.
const AROUND_MISTAKES: &[Code] = &[
    Code::NoSuchEntry,
    Code::RepeatedParameter,
    Code::InvalidParameter,
    Code::OutOfRange,
];

fn context() -> PathItem {
    let mut parameters = parameters::entry_path();
    parameters.extend(parameters::context());
    get(cached(call(
        "context",
        "An entry among those around it on its page",
        parameters,
        tagged(json::<ContextAnswer>(
            "The entry, those before and after it, and what refers to what.",
        )),
        &[AROUND_MISTAKES, ENGINE_FAILURES],
    )))
}

fn similar() -> PathItem {
    let mut parameters = parameters::entry_path();
    parameters.extend(parameters::related(10));
    get(cached(call(
        "similar",
        "The entries most like one",
        parameters,
        tagged(json::<SimilarAnswer>(
            "The entries that share rare words or names with it, the most similar first, with what they share.",
        )),
        &[AROUND_MISTAKES, ENGINE_FAILURES],
    )))
}

fn thread() -> PathItem {
    let mut parameters = parameters::entry_path();
    parameters.extend(parameters::related(50));
    get(cached(call(
        "thread",
        "The earlier and later entries on an entry's story",
        parameters,
        tagged(json::<ThreadAnswer>(
            "The entries on its story, the oldest first, each with why it is taken: what is not sure is left out.",
        )),
        &[AROUND_MISTAKES, ENGINE_FAILURES],
    )))
}

fn pages() -> PathItem {
    let mistakes = &[
        Code::RepeatedParameter,
        Code::InvalidParameter,
        Code::InvalidDate,
        Code::OutOfRange,
    ];
    get(cached(call(
        "pages",
        "The pages by date",
        parameters::pages(),
        tagged(json::<PageListAnswer>(
            "The pages by their first days, undated ones last.",
        )),
        &[mistakes, ENGINE_FAILURES],
    )))
}

fn export() -> PathItem {
    let mut answer = content(
        "application/x-ndjson",
        "Every hit, one a line as in the answer to a search, streamed from one generation; with `format=csv` one a row. An \
         export that cannot be finished ends with a broken connection. `Daybook-Generation` names the generation, \
         `Daybook-Total` says how many rows are to come, `Daybook-Notes` what is to be said of how the query was read, as \
         a JSON list.",
    );
    let rows = ContentBuilder::new().schema(Some(parameters::string())).build();
    answer.content.insert("text/csv".to_owned(), rows.into());
    get(cached(call(
        "export",
        "Every hit of a query",
        parameters::export(),
        tagged(answer),
        &[QUERY_MISTAKES, ENGINE_FAILURES],
    )))
}

fn feed() -> PathItem {
    get(cached(call(
        "feed",
        "A saved search as a feed",
        parameters::feed(),
        tagged(content(
            "application/atom+xml",
            "The latest hits as Atom. An entry's `id` is `urn:daybook:entry:` and its id; `updated` is its moment, or the \
             beginning of the first day on which it may have been written, or 1970-01-01 where nothing dates it.",
        )),
        &[QUERY_MISTAKES, ENGINE_FAILURES],
    )))
}

fn page() -> PathItem {
    get(cached(call(
        "page",
        "A page with its entries",
        vec![parameters::path("page", "The page's id.", parameters::string())],
        tagged(json::<PageAnswer>("The page and its entries in time order.")),
        &[&[Code::NoSuchPage], ENGINE_FAILURES],
    )))
}

fn facet() -> PathItem {
    let mut parameters = vec![parameters::path("facet", "The facet.", reference::<Facet>())];
    parameters.extend(parameters::facet());
    get(cached(call(
        "facet",
        "A facet's values with counts",
        parameters,
        tagged(json::<FacetAnswer>(
            "The values, the most frequent first; dates in order.",
        )),
        &[&[Code::NoSuchFacet], QUERY_MISTAKES, ENGINE_FAILURES],
    )))
}

fn histogram() -> PathItem {
    get(cached(call(
        "histogram",
        "How many entries match over time",
        parameters::histogram(),
        tagged(json::<HistogramAnswer>(
            "The buckets, empty ones included, and what is dated less closely.",
        )),
        &[QUERY_MISTAKES, ENGINE_FAILURES],
    )))
}

fn suggest() -> PathItem {
    let mistakes = &[Code::RepeatedParameter, Code::InvalidParameter, Code::OutOfRange];
    get(cached(call(
        "suggest",
        "How what somebody is typing may go on",
        parameters::suggest(),
        tagged(json::<SuggestAnswer>(
            "Words that the last word may become, and organisations and persons that may be meant.",
        )),
        &[mistakes, ENGINE_FAILURES],
    )))
}

fn entity() -> PathItem {
    let mut parameters = vec![
        parameters::path("kind", "Which of the two it is.", reference::<EntityKind>()),
        parameters::path("slug", "Its slug or name.", parameters::string()),
    ];
    parameters.extend(parameters::entity());
    let mistakes = &[
        Code::NoSuchEntity,
        Code::RepeatedParameter,
        Code::InvalidParameter,
        Code::OutOfRange,
    ];
    get(cached(call(
        "entity",
        "An organisation or person: its names, its dates and its company",
        parameters,
        tagged(json::<EntityAnswer>(
            "How often and under which names entries name it, when, and who is named in the same entries.",
        )),
        &[mistakes, ENGINE_FAILURES],
    )))
}

fn healthz() -> PathItem {
    get(call(
        "healthz",
        "Whether the service runs",
        vec![],
        json::<Health>("It runs."),
        &[],
    ))
}

fn readyz() -> PathItem {
    let answer = json::<Readiness>("It can answer; `degraded` where a newer generation cannot be taken up.");
    get(call(
        "readyz",
        "Whether the service can answer searches",
        vec![],
        answer,
        &[],
    ))
}

fn metrics() -> PathItem {
    let answer = text("The figures in the Prometheus text exposition format.");
    get(call("metrics", "Figures for Prometheus", vec![], answer, &[]))
}

fn openapi() -> PathItem {
    let any = ObjectBuilder::new().build();
    let answer = Response::builder()
        .description("This document.")
        .content(
            "application/json",
            ContentBuilder::new().schema(Some(any)).build(),
        )
        .build();
    get(cached(call(
        "openapi",
        "The description of the API",
        vec![],
        tagged(answer),
        &[],
    )))
}

fn get(operation: Operation) -> PathItem {
    PathItem::new(HttpMethod::Get, operation)
}

fn call(
    id: &str,
    summary: &str,
    parameters: Vec<Parameter>,
    answer: Response,
    codes: &[&[Code]],
) -> Operation {
    let mut by_status: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for code in COMMON.iter().chain(codes.iter().copied().flatten()) {
        let names = by_status.entry(code.status().as_u16()).or_default();
        if !names.contains(&code.name()) {
            names.push(code.name());
        }
    }
    let problems = by_status
        .into_iter()
        .map(|(status, names)| (status.to_string(), problem(&names)));
    let operation = OperationBuilder::new()
        .operation_id(Some(id))
        .summary(Some(summary))
        .parameters((!parameters.is_empty()).then_some(parameters))
        .response("200", answer);
    problems
        .fold(operation, |operation, (status, problem)| {
            operation.response(status, problem)
        })
        .build()
}

/// The call, which also knows `If-None-Match`.
fn cached(mut operation: Operation) -> Operation {
    operation
        .parameters
        .get_or_insert_default()
        .push(parameters::if_none_match().into());
    let unchanged =
        ResponseBuilder::new().description("The answer of the tag in `If-None-Match` still holds.");
    operation
        .responses
        .responses
        .insert("304".to_owned(), unchanged.build().into());
    operation
}

fn json<T: ToSchema>(description: &str) -> Response {
    ResponseBuilder::new()
        .description(description)
        .content(
            "application/json",
            ContentBuilder::new().schema(Some(reference::<T>())).build(),
        )
        .build()
}

fn text(description: &str) -> Response {
    content("text/plain", description)
}

fn content(kind: &str, description: &str) -> Response {
    ResponseBuilder::new()
        .description(description)
        .content(
            kind,
            ContentBuilder::new().schema(Some(parameters::string())).build(),
        )
        .build()
}

fn tagged(mut answer: Response) -> Response {
    let tag = HeaderBuilder::new()
        .schema(Some(parameters::string()))
        .description(Some("Weak: of the generation and the request."))
        .build();
    answer.headers.insert("ETag".to_owned(), tag.into());
    answer
}

fn problem(codes: &[&str]) -> Response {
    let codes: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
    ResponseBuilder::new()
        .description(codes.join(", "))
        .content(
            "application/problem+json",
            ContentBuilder::new()
                .schema(Some(reference::<ProblemBody>()))
                .build(),
        )
        .build()
}
