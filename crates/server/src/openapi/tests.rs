use super::openapi_json;
use crate::routes::ROUTES;
use daybook_search::{
    ContextParams, EntityParams, ExportParams, FacetParams, FeedParams, HistogramParams, PageListParams,
    RelatedParams, SearchParams, SuggestParams,
};
use serde_json::Value;
use std::collections::BTreeSet;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

fn document() -> Value {
    serde_json::from_str(openapi_json()).unwrap()
}

fn parameters<'d>(operation: &'d Value, place: &str) -> Vec<&'d str> {
    let all = operation["parameters"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    all.iter()
        .filter(|parameter| parameter["in"] == place)
        .map(|p| p["name"].as_str().unwrap())
        .collect()
}

#[test]
fn it_is_openapi_3_1_and_every_reference_resolves() {
    fn walk(value: &Value, document: &Value) {
        match value {
            Value::Object(object) => {
                if let Some(Value::String(reference)) = object.get("$ref") {
                    let target = document.pointer(reference.trim_start_matches('#'));
                    assert!(target.is_some(), "{reference} leads nowhere");
                }
                object.values().for_each(|value| walk(value, document));
            }
            Value::Array(values) => values.iter().for_each(|value| walk(value, document)),
            _ => {}
        }
    }
    let document = document();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));
    walk(&document, &document);
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let document = document();
    let paths = document["paths"].as_object().unwrap();
    let described: BTreeSet<&str> = paths.keys().map(String::as_str).collect();
    assert_eq!(described, ROUTES.iter().map(|route| route.path).collect());
    for route in &ROUTES {
        let path = &paths[route.path];
        let methods: Vec<String> = METHODS
            .iter()
            .filter(|method| path.get(method).is_some())
            .map(|m| m.to_uppercase())
            .collect();
        assert_eq!(methods, route.methods, "{}", route.path);
        for method in &methods {
            let operation = &path[method.to_lowercase()];
            let variable: Vec<&str> = route
                .path
                .split('/')
                .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
                .collect();
            assert_eq!(parameters(operation, "path"), variable, "{}", route.path);
            assert!(operation["responses"]["200"].is_object() && operation["operationId"].is_string());
        }
    }
}

#[test]
fn every_parameter_is_described() {
    let document = document();
    let search = &document["paths"]["/v1/search"];
    assert_eq!(parameters(&search["get"], "query"), SearchParams::NAMES);
    assert_eq!(
        parameters(&document["paths"]["/v1/facets/{facet}"]["get"], "query"),
        FacetParams::names()
    );
    assert_eq!(
        parameters(&document["paths"]["/v1/histogram"]["get"], "query"),
        HistogramParams::names()
    );
    let entity = "/v1/entities/{kind}/{slug}";
    assert_eq!(
        parameters(&document["paths"][entity]["get"], "query"),
        EntityParams::NAMES
    );
    let around = |name: &str| format!("/v1/entries/{{page}}/{{seq}}/{name}");
    let [context, similar, thread] = ["context", "similar", "thread"].map(around);
    assert_eq!(
        parameters(&document["paths"][&context]["get"], "query"),
        ContextParams::NAMES
    );
    for related in [&similar, &thread] {
        assert_eq!(
            parameters(&document["paths"][related]["get"], "query"),
            RelatedParams::NAMES
        );
    }
    assert_eq!(
        parameters(&document["paths"]["/v1/suggest"]["get"], "query"),
        SuggestParams::NAMES
    );
    for (path, names) in [
        ("/v1/pages", PageListParams::NAMES.to_vec()),
        ("/v1/export", ExportParams::names()),
        ("/v1/feed.atom", FeedParams::names()),
    ] {
        assert_eq!(parameters(&document["paths"][path]["get"], "query"), names);
    }
    for path in [
        "/v1/suggest",
        "/v1/pages",
        "/v1/export",
        "/v1/feed.atom",
        "/v1/search",
        "/v1/facets/{facet}",
        "/v1/histogram",
        entity,
        &context,
        &similar,
        &thread,
    ] {
        for parameter in document["paths"][path]["get"]["parameters"].as_array().unwrap() {
            assert!(
                parameter["description"].is_string() && parameter["schema"].is_object(),
                "{parameter}"
            );
        }
    }
    let body = document["components"]["schemas"]["SearchParams"]["properties"]
        .as_object()
        .unwrap();
    assert_eq!(
        body.keys().map(String::as_str).collect::<BTreeSet<_>>(),
        SearchParams::NAMES.into()
    );
}

#[test]
fn structure() {
    let document = document();
    let mut lines = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in METHODS.iter().filter(|method| item.get(method).is_some()) {
            let operation = &item[method];
            lines.push(format!(
                "{} {path} ({})",
                method.to_uppercase(),
                operation["operationId"].as_str().unwrap()
            ));
            lines.push(format!("  path: {}", parameters(operation, "path").join(", ")));
            lines.push(format!("  query: {}", parameters(operation, "query").join(", ")));
            let responses = operation["responses"].as_object().unwrap();
            for (status, response) in responses {
                let content = response["content"]
                    .as_object()
                    .and_then(|content| content.iter().next());
                let content = content.map(|(kind, content)| {
                    let schema = content["schema"]["$ref"]
                        .as_str()
                        .and_then(|r| r.rsplit('/').next());
                    format!("{kind} {}", schema.unwrap_or("-"))
                });
                lines.push(format!("  {status}: {}", content.unwrap_or_default()));
            }
        }
    }
    lines.push("schemas:".to_owned());
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        let properties = schema["properties"].as_object();
        let names: Vec<&str> = properties
            .into_iter()
            .flat_map(|all| all.keys().map(String::as_str))
            .collect();
        lines.push(format!("  {name}: {}", names.join(", ")));
    }
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    insta::assert_snapshot!(lines.join("\n"));
}
