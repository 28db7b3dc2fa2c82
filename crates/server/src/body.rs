//! A search as a JSON body.

use crate::problem::{Code, Problem};
use axum::body::{Body, Bytes};
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use daybook_search::{Facet, SearchParams};
use serde_json::error::Category;
use std::time::Duration;

/// The most bytes of a body.
pub(crate) const MAX_BODY_BYTES: usize = 64 * 1024;
/// A body of up to so many bytes is read to its end before it is refused. An answer to a caller who is still writing
/// closes the connection under it, and the caller sees a broken pipe instead of what to mend.
pub(crate) const MAX_READ_BYTES: usize = 1024 * 1024;
const TIME_LIMIT: Duration = Duration::from_secs(10);

/// The parameters of a search from a JSON body: the names and meanings that they have in a URL.
#[derive(Debug)]
pub(crate) struct JsonParams(pub(crate) SearchParams);

impl<S: Send + Sync> FromRequest<S> for JsonParams {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        check_type(request.headers())?;
        let body = Bytes::from_request(request, state).await;
        read(&body.map_err(|rejection| refused(&rejection))?).map(Self)
    }
}

/// Reads every request's body to its end before the request is looked at, whatever is to be answered.
pub(crate) async fn take_whole(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let whole = Bytes::from_request(Request::from_parts(parts.clone(), body), &());
    match tokio::time::timeout(TIME_LIMIT, whole).await {
        Ok(Ok(bytes)) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Ok(Err(rejection)) => refused(&rejection).into_response(),
        Err(_) => Problem::new(
            Code::SlowBody,
            format!("the body did not arrive within {} s", TIME_LIMIT.as_secs()),
        )
        .into_response(),
    }
}

fn check_type(headers: &HeaderMap) -> Result<(), Problem> {
    let given = headers
        .get(header::CONTENT_TYPE)
        .map(|value| String::from_utf8_lossy(value.as_bytes()));
    let essence = given
        .as_deref()
        .and_then(|value| value.split(';').next())
        .map(str::trim);
    match essence {
        Some(essence) if essence.eq_ignore_ascii_case("application/json") => Ok(()),
        Some(essence) => Err(Problem::new(
            Code::UnsupportedMediaType,
            format!("the body is \"{essence}\": send JSON with the header `Content-Type: application/json`"),
        )),
        None => Err(Problem::new(
            Code::UnsupportedMediaType,
            "the body has no type: send JSON with the header `Content-Type: application/json`",
        )),
    }
}

fn refused(rejection: &BytesRejection) -> Problem {
    match rejection {
        BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => Problem::new(
            Code::BodyTooLarge,
            format!("the body has more than {MAX_BODY_BYTES} bytes: a search takes less"),
        ),
        _ => Problem::new(
            Code::MalformedBody,
            "the body ended before it was whole: send it again",
        ),
    }
}

fn read(body: &[u8]) -> Result<SearchParams, Problem> {
    // serde would also take an array of values in the order of the type's fields.
    if body
        .trim_ascii_start()
        .first()
        .is_some_and(|first| *first != b'{')
    {
        return Err(Problem::new(
            Code::MalformedBody,
            "the body is not a JSON object: write {\"q\": \"waiting times\"} with the parameters of GET /v1/search",
        ));
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let params = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| mistake(&error.path().to_string(), error.inner()))?;
    json.end().map_err(|error| mistake("", &error))?;
    Ok(params)
}

/// What is wrong with the field at `path`, with its line and column.
fn mistake(path: &str, error: &serde_json::Error) -> Problem {
    if error.classify() != Category::Data {
        return Problem::new(Code::MalformedBody, format!("the body is not JSON: {error}"));
    }
    // `organisation.all` is one name; `organisation[1]` is a value within `organisation`.
    let name = path.split('[').next().unwrap_or_default();
    if SearchParams::NAMES.contains(&name) {
        return Problem::new(
            Code::InvalidParameter,
            format!("`{name}` takes {}: {error}", takes(name)),
        )
        .parameter(name);
    }
    match SearchParams::from_pairs([(path, "")]) {
        // What is wrong with an object as a whole is that a name stands in it twice.
        _ if path.is_empty() || path == "." => Problem::new(
            Code::RepeatedParameter,
            format!("{error}: give every parameter once"),
        ),
        Err(unknown) => Problem::new(
            Code::UnknownParameter,
            format!(
                "{} (line {} column {})",
                unknown.detail,
                error.line(),
                error.column()
            ),
        )
        .parameter(path),
        Ok(_) => Problem::new(Code::MalformedBody, format!("`{path}` cannot be read: {error}")),
    }
}

/// What a parameter is in JSON.
fn takes(name: &str) -> &'static str {
    match name {
        "limit" | "facet_limit" => "a whole number",
        "lineage" | "forms" | "highlight" | "lenient" => "true or false",
        "organisation" | "organisation.all" | "person" | "person.all" | "facets" => "an array of strings",
        _ if Facet::ALL.iter().any(|facet| facet.name() == name) => "an array of strings",
        _ => "a string",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_parameters_of_a_url() {
        let params =
            read(br#"{"q": "pay", "organisation": ["CQC"], "organisation.all": [], "limit": 3}"#).unwrap();
        let pairs = [("q", "pay"), ("organisation", "CQC"), ("limit", "3")];
        assert_eq!(params, SearchParams::from_pairs(pairs).unwrap());
        assert_eq!(read(b" {}\n").unwrap(), SearchParams::default());
    }

    #[test]
    fn mistakes_name_the_field_and_the_place() {
        let said: Vec<String> = [
            "",
            "{",
            "[]",
            "null",
            "{} x",
            r#"{"q": "\ud800"}"#,
            r#"{"q": 3}"#,
            r#"{"person": "x"}"#,
            r#"{"organisation.all": ["a", 4]}"#,
            r#"{"limit": -1}"#,
            "{\"qq\":\n3}",
            r#"{"x.y": 3}"#,
            r#"{"[0]": 3}"#,
            r#"{"q": "a", "q": "b"}"#,
        ]
        .into_iter()
        .map(|body| {
            let problem = read(body.as_bytes()).unwrap_err();
            format!("{body:?}\n  {}", problem.told())
        })
        .collect();
        insta::assert_snapshot!(said.join("\n"));
    }

    #[test]
    fn only_json_is_read() {
        let check = |value: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            if let Some(value) = value {
                headers.insert(header::CONTENT_TYPE, value.parse().unwrap());
            }
            check_type(&headers)
        };
        assert!(
            check(Some("application/json")).is_ok() && check(Some("Application/JSON; charset=utf-8")).is_ok()
        );
        for other in [
            None,
            Some("text/plain"),
            Some("application/x-www-form-urlencoded"),
            Some("json"),
        ] {
            assert!(
                check(other)
                    .unwrap_err()
                    .told()
                    .starts_with("unsupported-media-type"),
                "{other:?}"
            );
        }
    }
}
