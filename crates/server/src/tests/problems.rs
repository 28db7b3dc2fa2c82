//! Every mistake and failure as its caller sees it.

use super::{Answer, Service};
use crate::Limits;
use crate::fake::secret;
use crate::problem::{Code, Problem};
use axum::body::Body;
use axum::http::{Request, header};
use axum::response::IntoResponse;
use daybook_search::EngineError;
use std::collections::BTreeSet;
use std::time::Duration;

#[test]
fn every_code_has_its_name_status_and_title() {
    let mut names = BTreeSet::new();
    for code in Code::ALL {
        let response = Problem::new(*code, "x").into_response();
        assert_eq!(response.status(), code.status());
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "application/problem+json"
        );
        assert!(response.status().is_client_error() || response.status().is_server_error());
        assert!(
            code.name().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
            "{code:?}"
        );
        assert!(
            !code.title().is_empty() && !code.title().ends_with('.'),
            "{code:?}"
        );
        // The name on the wire is the name in the code.
        assert_eq!(code.name().replace('-', ""), format!("{code:?}").to_lowercase());
        assert!(names.insert(code.name()), "{code:?} stands twice");
    }
}

fn written(asked: &str, answer: &Answer) -> String {
    assert_eq!(
        answer.header("content-type"),
        "application/problem+json",
        "{asked}: {answer:?}"
    );
    assert_eq!(answer.header("cache-control"), "no-store", "{asked}");
    assert_eq!(answer.json()["status"], answer.status.as_u16(), "{asked}");
    let mut text = format!("{asked}\n{}", answer.status);
    for name in ["allow", "retry-after"] {
        if !answer.header(name).is_empty() {
            text += &format!("\n{name}: {}", answer.header(name));
        }
    }
    format!("{text}\n{:#}\n", answer.json())
}

#[tokio::test]
async fn mistakes_in_urls() {
    let service = Service::new();
    let mut seen = Vec::new();
    for (method, url) in [
        ("GET", "/v1/search?q=%22open"),
        ("GET", "/v1/search?q=colour:red"),
        ("GET", "/v1/search?colour=red"),
        ("GET", "/v1/search?q=a&q=b"),
        ("GET", "/v1/search?limit=ten"),
        ("GET", "/v1/search?from=2015-13"),
        ("GET", "/v1/search?limit=101"),
        ("GET", "/v1/search?cursor=abc"),
        ("GET", "/v1/search?facets=colour"),
        ("GET", "/v1/search?q=100%"),
        ("GET", "/v1/search?q=%FF"),
        ("POST", "/v1/search?q=a"),
        ("GET", "/v1/facets/colour"),
        ("GET", "/v1/facets/person?sort=newest"),
        ("GET", "/v1/entities/organisation/nhs-englund"),
        ("GET", "/v1/entities/person/No%20Body"),
        ("GET", "/v1/entities/place/london"),
        ("GET", "/v1/entities/person/--"),
        ("GET", "/v1/entities/person/x?limit=0"),
        ("GET", "/v1/entities/person/x?limit=1&limit=2"),
        ("GET", "/v1/entities/person/x?facets=person"),
        ("GET", "/v1/entries/live-1/99"),
        ("GET", "/v1/entries/live-1/first"),
        ("GET", "/v1/entries/live-1/1?highlight=true"),
        ("GET", "/v1/entries/%FF/1"),
        ("GET", "/v1/pages/none"),
        ("GET", "/v1/pages/live-1?x=1"),
        ("GET", "/v1/healthz?x=1"),
        ("GET", "/v1/readyz?x=1"),
        ("GET", "/v1/openapi.json?x=1"),
        ("GET", "/metrics?x=1"),
        ("GET", "/v1/search/"),
        ("PUT", "/v1/search"),
        ("POST", "/v1/pages/live-1"),
    ] {
        let answer = service.call(method, url).await;
        seen.push(written(&format!("{method} {url}"), &answer));
    }
    insta::assert_snapshot!(seen.join("\n"));
}

#[tokio::test]
async fn a_cursor_of_another_query() {
    let cursor = daybook_search::Cursor {
        generation: 0,
        query: 1,
        score: 1.0,
        order: 2,
        tie: 3,
    }
    .encode();
    let answer = Service::new()
        .get(&format!("/v1/search?q=a&cursor={cursor}"))
        .await;
    insta::assert_snapshot!(written(
        "GET /v1/search with the cursor of another query",
        &answer
    ));
}

#[tokio::test]
async fn mistakes_in_bodies() {
    let service = Service::new();
    let mut seen = Vec::new();
    for body in [
        "{\"q\": ",
        "{\"colour\": \"red\"}",
        "{\"limit\": \"ten\"}",
        "{\"q\": \"(open\"}",
    ] {
        seen.push(written(
            &format!("POST /v1/search {body}"),
            &service.post(body).await,
        ));
    }
    let text = Request::post("/v1/search")
        .header(header::CONTENT_TYPE, "text/plain")
        .body("q=a".into())
        .unwrap();
    seen.push(written(
        "POST /v1/search as text/plain",
        &service.send(text).await,
    ));
    let large = format!("{{\"q\": \"{}\"}}", "a".repeat(64 * 1024));
    seen.push(written(
        "POST /v1/search with 64 KiB and more",
        &service.post(large).await,
    ));
    let long = format!("/v1/search?q={}", "a".repeat(16 * 1024));
    seen.push(written(
        "GET /v1/search with a URL of 16 KiB and more",
        &service.get(&long).await,
    ));
    insta::assert_snapshot!(seen.join("\n"));
}

#[tokio::test]
async fn failures_tell_how_to_mend_them_and_show_no_paths() {
    let service = Service::new();
    let mut seen = Vec::new();
    for (name, mishap) in [
        (
            "no index",
            (|| Err(EngineError::NoIndex { path: secret() })) as fn() -> Result<(), EngineError>,
        ),
        ("another version", || {
            Err(EngineError::OtherVersion {
                path: secret(),
                found: 1,
                expected: 2,
            })
        }),
        ("damaged", || {
            Err(EngineError::Damaged {
                path: secret(),
                reason: "cut short".into(),
            })
        }),
        ("cannot read", || {
            let source = std::io::Error::other("/secret/place is gone");
            Err(EngineError::Io {
                action: "open",
                path: secret(),
                source,
            })
        }),
        ("panic", || panic!("at /secret/place")),
    ] {
        service.engine.before_answers(mishap);
        for url in [
            "/v1/search",
            "/v1/facets/person",
            "/v1/entities/person/x",
            "/v1/entries/live-1/1",
            "/v1/pages/live-1",
        ] {
            let answer = service.get(url).await;
            assert!(
                answer.status.is_server_error() && !answer.text().contains("secret"),
                "{name} {answer:?}"
            );
            if url == "/v1/search" {
                seen.push(written(name, &answer));
            }
        }
    }
    insta::assert_snapshot!(seen.join("\n"));
}

#[tokio::test]
async fn a_full_pool_refuses_and_a_slow_search_is_given_up() {
    let limits = Limits {
        workers: 1,
        queue: 0,
        search_time: Duration::from_millis(50),
    };
    let service = Service::with_limits(limits);
    service.engine.before_answers(|| {
        std::thread::sleep(Duration::from_millis(200));
        Ok(())
    });
    let slow = service.get("/v1/search").await;
    // The engine still works on it.
    let refused = service.get("/v1/search").await;
    assert_eq!(service.get("/v1/healthz").await.status, 200);
    insta::assert_snapshot!([written("slow", &slow), written("refused", &refused)].join("\n"));
    let figures = service.get("/metrics").await;
    assert!(
        figures.text().contains("daybook_searches_refused_total 1\n"),
        "{}",
        figures.text()
    );
    assert!(
        figures.text().contains("daybook_searches_timed_out_total 1\n"),
        "{}",
        figures.text()
    );
}

#[tokio::test]
async fn a_handler_that_panics_is_a_problem_too() {
    let service = Service::new();
    let routes = axum::Router::new()
        .route(
            "/panic",
            axum::routing::get(async || -> String { panic!("oh no") }),
        )
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(
            crate::observe::panicked,
        ));
    let request = Request::get("/panic").body(Body::empty()).unwrap();
    let response = tower::ServiceExt::oneshot(routes, request).await.unwrap();
    assert_eq!(response.status(), 500);
    assert_eq!(
        response.headers()[header::CONTENT_TYPE],
        "application/problem+json"
    );
    drop(service);
}
