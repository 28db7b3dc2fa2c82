//! The problems that the OpenAPI document lists for each call are those that the call can give.

use super::{Answer, Service};
use crate::fake::secret;
use crate::problem::Code;
use crate::routes::ROUTES;
use crate::{Limits, openapi_json};
use axum::body::Body;
use axum::http::{Request, header};
use daybook_search::{Cursor, EngineError, SearchParams};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

type Codes = BTreeSet<String>;

/// A call by an example that succeeds, and requests that go wrong.
struct Call {
    method: &'static str,
    path: &'static str,
    example: &'static str,
    /// Whether it asks the engine in the pool.
    asks: bool,
    mistakes: &'static [(&'static str, Code)],
}

const NO_MISTAKES: &[(&str, Code)] = &[];

/// For `POST` the mistakes are bodies, for `GET` URLs.
const CALLS: [Call; 18] = [
    Call {
        method: "GET",
        path: "/v1/search",
        example: "/v1/search",
        asks: true,
        mistakes: &[
            ("/v1/search?q=(a", Code::InvalidQuery),
            ("/v1/search?q=colour:red", Code::UnknownField),
            ("/v1/search?q=a&q=b", Code::RepeatedParameter),
            ("/v1/search?sort=best", Code::InvalidParameter),
            ("/v1/search?from=March", Code::InvalidDate),
            ("/v1/search?limit=101", Code::OutOfRange),
            ("/v1/search?cursor=abc", Code::InvalidCursor),
            ("/v1/search?cursor=OTHER", Code::CursorOfAnotherQuery),
            ("/v1/search?cursor=EXPIRED", Code::CursorExpired),
            ("/v1/search?facets=colour", Code::UnknownFacet),
        ],
    },
    Call {
        method: "POST",
        path: "/v1/search",
        example: "/v1/search",
        asks: true,
        mistakes: &[
            (r#"{"q": "(a"}"#, Code::InvalidQuery),
            (r#"{"q": "colour:red"}"#, Code::UnknownField),
            (r#"{"q": "a", "q": "b"}"#, Code::RepeatedParameter),
            (r#"{"sort": "best"}"#, Code::InvalidParameter),
            (r#"{"from": "March"}"#, Code::InvalidDate),
            (r#"{"limit": 101}"#, Code::OutOfRange),
            (r#"{"cursor": "abc"}"#, Code::InvalidCursor),
            (r#"{"cursor": "OTHER"}"#, Code::CursorOfAnotherQuery),
            (r#"{"cursor": "EXPIRED"}"#, Code::CursorExpired),
            (r#"{"facets": ["colour"]}"#, Code::UnknownFacet),
            ("{", Code::MalformedBody),
        ],
    },
    Call {
        method: "GET",
        path: "/v1/entries/{page}/{seq}",
        example: "/v1/entries/live-1/1",
        asks: true,
        mistakes: &[
            ("/v1/entries/live-1/99", Code::NoSuchEntry),
            ("/v1/entries/live-1/x", Code::InvalidParameter),
        ],
    },
    Call {
        method: "GET",
        path: "/v1/entries/{page}/{seq}/context",
        example: "/v1/entries/live-1/1/context",
        asks: true,
        mistakes: &[
            ("/v1/entries/live-1/99/context", Code::NoSuchEntry),
            ("/v1/entries/live-1/x/context", Code::InvalidParameter),
            ("/v1/entries/live-1/1/context?after=51", Code::OutOfRange),
            (
                "/v1/entries/live-1/1/context?after=1&after=1",
                Code::RepeatedParameter,
            ),
        ],
    },
    Call {
        method: "GET",
        path: "/v1/entries/{page}/{seq}/similar",
        example: "/v1/entries/live-1/1/similar",
        asks: true,
        mistakes: &[
            ("/v1/entries/live-1/99/similar", Code::NoSuchEntry),
            ("/v1/entries/live-1/x/similar", Code::InvalidParameter),
            ("/v1/entries/live-1/1/similar?limit=101", Code::OutOfRange),
            (
                "/v1/entries/live-1/1/similar?limit=1&limit=1",
                Code::RepeatedParameter,
            ),
        ],
    },
    Call {
        method: "GET",
        path: "/v1/entries/{page}/{seq}/thread",
        example: "/v1/entries/live-1/1/thread",
        asks: true,
        mistakes: &[
            ("/v1/entries/live-1/99/thread", Code::NoSuchEntry),
            ("/v1/entries/live-1/x/thread", Code::InvalidParameter),
            ("/v1/entries/live-1/1/thread?limit=0", Code::OutOfRange),
            (
                "/v1/entries/live-1/1/thread?limit=1&limit=1",
                Code::RepeatedParameter,
            ),
        ],
    },
    Call {
        method: "GET",
        path: "/v1/pages",
        example: "/v1/pages",
        asks: true,
        mistakes: &[
            ("/v1/pages?from=March", Code::InvalidDate),
            ("/v1/pages?undated=true&from=2015", Code::InvalidParameter),
            ("/v1/pages?limit=101", Code::OutOfRange),
            ("/v1/pages?limit=1&limit=1", Code::RepeatedParameter),
        ],
    },
    Call {
        method: "GET",
        path: "/v1/export",
        example: "/v1/export",
        asks: true,
        mistakes: &[
            ("/v1/export?q=(a", Code::InvalidQuery),
            ("/v1/export?q=colour:red", Code::UnknownField),
            ("/v1/export?format=csv&format=csv", Code::RepeatedParameter),
            ("/v1/export?format=xml", Code::InvalidParameter),
            ("/v1/export?from=March", Code::InvalidDate),
            ("/v1/export?q=LONG", Code::OutOfRange),
        ],
    },
    Call {
        method: "GET",
        path: "/v1/feed.atom",
        example: "/v1/feed.atom",
        asks: true,
        mistakes: &[
            ("/v1/feed.atom?q=(a", Code::InvalidQuery),
            ("/v1/feed.atom?q=colour:red", Code::UnknownField),
            ("/v1/feed.atom?q=a&q=b", Code::RepeatedParameter),
            ("/v1/feed.atom?lenient=yes", Code::InvalidParameter),
            ("/v1/feed.atom?from=March", Code::InvalidDate),
            ("/v1/feed.atom?limit=0", Code::OutOfRange),
        ],
    },
    Call {
        method: "GET",
        path: "/v1/pages/{page}",
        example: "/v1/pages/live-1",
        asks: true,
        mistakes: &[("/v1/pages/none", Code::NoSuchPage)],
    },
    Call {
        method: "GET",
        path: "/v1/facets/{facet}",
        example: "/v1/facets/person",
        asks: true,
        mistakes: &[
            ("/v1/facets/colour", Code::NoSuchFacet),
            ("/v1/facets/person?q=(a", Code::InvalidQuery),
            ("/v1/facets/person?q=colour:red", Code::UnknownField),
            ("/v1/facets/person?q=a&q=b", Code::RepeatedParameter),
            ("/v1/facets/person?lenient=yes", Code::InvalidParameter),
            ("/v1/facets/person?date=March", Code::InvalidDate),
            ("/v1/facets/person?limit=0", Code::OutOfRange),
        ],
    },
    Call {
        method: "GET",
        path: "/v1/histogram",
        example: "/v1/histogram",
        asks: true,
        mistakes: &[
            ("/v1/histogram?q=(a", Code::InvalidQuery),
            ("/v1/histogram?q=colour:red", Code::UnknownField),
            ("/v1/histogram?interval=day&interval=day", Code::RepeatedParameter),
            ("/v1/histogram?interval=decade", Code::InvalidParameter),
            ("/v1/histogram?from=March", Code::InvalidDate),
            ("/v1/histogram?q=LONG", Code::OutOfRange),
        ],
    },
    Call {
        method: "GET",
        path: "/v1/suggest",
        example: "/v1/suggest",
        asks: true,
        mistakes: &[
            ("/v1/suggest?q=a&q=b", Code::RepeatedParameter),
            ("/v1/suggest?limit=ten", Code::InvalidParameter),
            ("/v1/suggest?q=LONG", Code::OutOfRange),
        ],
    },
    Call {
        method: "GET",
        path: "/v1/entities/{kind}/{slug}",
        example: "/v1/entities/organisation/monitor",
        asks: true,
        mistakes: &[
            ("/v1/entities/organisation/none", Code::NoSuchEntity),
            (
                "/v1/entities/organisation/x?limit=1&limit=2",
                Code::RepeatedParameter,
            ),
            ("/v1/entities/organisation/x?limit=ten", Code::InvalidParameter),
            ("/v1/entities/organisation/x?limit=0", Code::OutOfRange),
        ],
    },
    Call {
        method: "GET",
        path: "/v1/healthz",
        example: "/v1/healthz",
        asks: false,
        mistakes: NO_MISTAKES,
    },
    Call {
        method: "GET",
        path: "/v1/readyz",
        example: "/v1/readyz",
        asks: false,
        mistakes: NO_MISTAKES,
    },
    Call {
        method: "GET",
        path: "/metrics",
        example: "/metrics",
        asks: false,
        mistakes: NO_MISTAKES,
    },
    Call {
        method: "GET",
        path: "/v1/openapi.json",
        example: "/v1/openapi.json",
        asks: false,
        mistakes: NO_MISTAKES,
    },
];

impl Call {
    async fn send(&self, service: &Service, url: &str, kind: &str, body: impl Into<Body>) -> Answer {
        let request = Request::builder()
            .method(self.method)
            .uri(url)
            .header(header::CONTENT_TYPE, kind);
        service.send(request.body(body.into()).unwrap()).await
    }

    /// The example as it is meant.
    async fn example(&self, service: &Service) -> Answer {
        self.send(service, self.example, "application/json", "{}").await
    }

    /// Sends the mistakes of the table, each of which has its code.
    async fn mistakes(&self, service: &Service, seen: &mut Codes) {
        let other = Cursor {
            generation: 0,
            query: 1,
            score: 1.0,
            order: 2,
            tie: 3,
        };
        let expired = Cursor {
            query: SearchParams::default().check().unwrap().digest(),
            ..other
        };
        let (other, expired) = (other.encode(), expired.encode());
        for (mistake, code) in self.mistakes {
            let mistake = mistake
                .replace("OTHER", &other)
                .replace("EXPIRED", &expired)
                .replace("LONG", &"x".repeat(5000));
            let answer = if self.method == "POST" {
                self.send(service, self.example, "application/json", mistake.clone())
                    .await
            } else {
                self.send(service, &mistake, "application/json", "").await
            };
            let told = told(&answer);
            assert_eq!(told, code.name(), "{} {mistake}", self.method);
            seen.insert(told);
        }
        if self.method == "POST" {
            let large = " ".repeat(70_000);
            for (kind, body) in [("text/plain", "{}"), ("application/json", &large)] {
                let answer = self.send(service, self.example, kind, body.to_owned()).await;
                seen.insert(told(&answer));
            }
            // Comes after ten seconds, which no test waits for.
            seen.insert(Code::SlowBody.name().to_owned());
        }
    }

    /// Sends what is wrong with any URL.
    async fn bad_urls(&self, service: &Service, seen: &mut Codes) {
        for query in ["colour=red", "colour=%FF", &"x".repeat(17_000)] {
            let url = format!("{}?{query}", self.example);
            seen.insert(told(&self.send(service, &url, "application/json", "{}").await));
        }
        // Any handler may panic.
        seen.insert(Code::Internal.name().to_owned());
    }

    /// Lets the engine fail and the pool run full.
    async fn failures(&self, seen: &mut Codes) {
        let service = Service::new();
        for mishap in [
            (|| Err(EngineError::NoIndex { path: secret() })) as fn() -> Result<(), EngineError>,
            || {
                Err(EngineError::Damaged {
                    path: secret(),
                    reason: "cut short".into(),
                })
            },
            || panic!("oh no"),
        ] {
            service.engine.before_answers(mishap);
            seen.insert(told(&self.example(&service).await));
        }
        let service = Service::with_limits(Limits {
            workers: 1,
            queue: 0,
            search_time: Duration::from_millis(20),
        });
        service.engine.before_answers(|| {
            std::thread::sleep(Duration::from_millis(300));
            Ok(())
        });
        for _ in ["too slow", "too many"] {
            seen.insert(told(&self.example(&service).await));
        }
    }
}

/// The code of a problem.
fn told(answer: &Answer) -> String {
    answer.json()["code"]
        .as_str()
        .unwrap_or_else(|| panic!("{answer:?}"))
        .to_owned()
}

/// The codes that the document lists for a call, each with its status.
fn documented(document: &Value, call: &Call) -> Codes {
    let statuses: BTreeMap<&str, u16> = Code::ALL
        .iter()
        .map(|code| (code.name(), code.status().as_u16()))
        .collect();
    let responses = &document["paths"][call.path][call.method.to_lowercase()]["responses"];
    let mut codes = Codes::new();
    for (status, response) in responses.as_object().unwrap() {
        if response["content"].get("application/problem+json").is_none() {
            continue;
        }
        for code in response["description"].as_str().unwrap().split(", ") {
            let code = code.trim_matches('`');
            assert_eq!(statuses[code].to_string(), *status, "{code}");
            codes.insert(code.to_owned());
        }
    }
    codes
}

#[tokio::test]
async fn a_call_gives_the_problems_that_are_documented() {
    let document: Value = serde_json::from_str(openapi_json()).unwrap();
    let service = Service::new();
    for call in &CALLS {
        assert_eq!(call.example(&service).await.status, 200, "{}", call.example);
        let mut seen = Codes::new();
        call.mistakes(&service, &mut seen).await;
        call.bad_urls(&service, &mut seen).await;
        if call.asks {
            call.failures(&mut seen).await;
        }
        assert_eq!(
            documented(&document, call),
            seen,
            "{} {}: documented, given",
            call.method,
            call.path
        );
    }
}

#[test]
fn the_table_has_every_call_and_every_code() {
    let calls: BTreeSet<_> = CALLS.iter().map(|call| (call.path, call.method)).collect();
    let routes = ROUTES
        .iter()
        .flat_map(|route| route.methods.iter().map(|method| (route.path, *method)));
    assert_eq!(calls, routes.collect());
    let document: Value = serde_json::from_str(openapi_json()).unwrap();
    let mut codes: Codes = CALLS
        .iter()
        .flat_map(|call| documented(&document, call))
        .collect();
    // What no call of the document can meet.
    codes.extend([Code::NoSuchPath, Code::MethodNotAllowed].map(|code| code.name().to_owned()));
    assert_eq!(
        codes,
        Code::ALL.iter().map(|code| code.name().to_owned()).collect()
    );
}
