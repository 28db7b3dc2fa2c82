//! Tags, conditions, compression and `HEAD`.

use super::{Answer, Service};
use axum::body::Body;
use axum::http::{Request, header};

async fn ask(service: &Service, url: &str, tag: &str) -> Answer {
    service
        .send(
            Request::get(url)
                .header(header::IF_NONE_MATCH, tag)
                .body(Body::empty())
                .unwrap(),
        )
        .await
}

const TAGGED: [&str; 7] = [
    "/v1/search?q=waiting",
    "/v1/facets/organisation?q=waiting",
    "/v1/suggest?q=wai",
    "/v1/entities/organisation/nhs-england",
    "/v1/entries/live-1/2",
    "/v1/pages/live-1",
    "/v1/openapi.json",
];

#[tokio::test]
async fn an_answer_that_still_holds_is_not_sent_again() {
    let service = Service::new();
    for url in TAGGED {
        let first = service.get(url).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{url}: {tag}");
        for known in [tag.as_str(), "*", &format!("\"other\", {tag}")] {
            let again = ask(&service, url, known).await;
            assert_eq!(
                (again.status.as_u16(), again.body.len()),
                (304, 0),
                "{url} {known}"
            );
            assert_eq!(
                (again.header("etag"), again.header("cache-control")),
                (tag.as_str(), "no-cache")
            );
            for answer in [&first, &again] {
                let vary: Vec<_> = answer.headers.get_all(header::VARY).iter().collect();
                assert_eq!(vary, ["accept-encoding"], "{url} {known}");
            }
        }
        assert_eq!(ask(&service, url, "\"other\"").await.status, 200);
    }
}

#[tokio::test]
async fn an_answer_depends_on_the_settings_of_the_engine() {
    let service = Service::new();
    let tag = service.get(TAGGED[0]).await.header("etag").to_owned();
    *service.engine.settings.lock().unwrap() = "other synonyms".to_owned();
    let again = ask(&service, TAGGED[0], &tag).await;
    assert_eq!(again.status, 200);
    assert_ne!(again.header("etag"), tag);
}

#[tokio::test]
async fn the_page_without_a_search_is_found_once_a_generation() {
    let service = Service::new();
    let first = service.get("/").await;
    assert_eq!(first.status, 200);
    service.engine.before_answers(|| panic!("asked again"));
    let again = service.get("/").await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert_eq!(service.get("/?fragment=results").await.status, 200);
    service.engine.before_answers(|| Ok(()));
    service.engine.set_generation("g2");
    *service.engine.last.lock().unwrap() = None;
    assert_ne!(service.get("/").await.header("etag"), first.header("etag"));
    assert!(
        service.engine.last.lock().unwrap().is_some(),
        "the new generation was not asked"
    );
}

#[tokio::test]
async fn a_known_search_does_not_reach_the_engine() {
    let service = Service::new();
    let tag = service.get(TAGGED[0]).await.header("etag").to_owned();
    service.engine.before_answers(|| panic!("asked again"));
    assert_eq!(ask(&service, TAGGED[0], &tag).await.status, 304);
}

#[tokio::test]
async fn a_new_generation_or_request_is_a_new_answer() {
    let service = Service::new();
    let tag = service.get(TAGGED[0]).await.header("etag").to_owned();
    for other in ["/v1/search?q=waiting&limit=1", "/v1/search", TAGGED[1]] {
        assert_ne!(service.get(other).await.header("etag"), tag, "{other}");
    }
    service.engine.set_generation("g2");
    let newer = ask(&service, TAGGED[0], &tag).await;
    assert_eq!(newer.status, 200);
    assert_ne!(newer.header("etag"), tag);
}

#[tokio::test]
async fn another_spelling_of_a_request_is_the_same_request() {
    let service = Service::new();
    for (one, other) in [
        (
            "/v1/search?q=waiting&organisation=NHS+England&organisation=Monitor&limit=10",
            "/v1/search?organisation=monitor&organisation=nhs-england&q=waiting",
        ),
        (
            "/v1/facets/person?date=2015&date=2014",
            "/v1/facets/person?date=2014&date=2015&lenient=true",
        ),
    ] {
        let tag = service.get(one).await.header("etag").to_owned();
        assert_eq!(service.get(other).await.header("etag"), tag, "{one} {other}");
    }
}

#[tokio::test]
async fn whatever_changes_an_answer_changes_its_tag() {
    let service = Service::new();
    let mut tags = std::collections::BTreeSet::new();
    for url in [
        "/v1/search?q=waiting",
        // The answer repeats the query as typed.
        "/v1/search?q=waiting+",
        "/v1/search?q=waiting&limit=1",
        "/v1/search?q=waiting&sort=newest",
        "/v1/search?q=waiting&facets=person",
        "/v1/search?q=waiting&facets=person&facet_limit=1",
        "/v1/search?q=waiting&highlight=false",
        "/v1/search?q=waiting&from=2015",
        "/v1/search?q=waiting&organisation=x",
        "/v1/search?q=waiting&organisation.all=x",
        "/v1/facets/organisation?q=waiting",
        "/v1/facets/person?q=waiting",
        "/v1/facets/person?q=waiting&prefix=a",
        "/v1/facets/person?q=waiting&limit=1",
    ] {
        assert!(
            tags.insert(service.get(url).await.header("etag").to_owned()),
            "{url}"
        );
    }
}

#[tokio::test]
async fn a_condition_does_not_hide_a_mistake() {
    let service = Service::new();
    assert_eq!(ask(&service, "/v1/entries/live-1/99", "*").await.status, 404);
    assert_eq!(ask(&service, "/v1/search?limit=x", "*").await.status, 400);
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let service = Service::new();
    for url in TAGGED
        .into_iter()
        .chain(["/", "/metrics", "/v1/healthz", "/v1/readyz"])
    {
        let (get, head) = (service.get(url).await, service.call("HEAD", url).await);
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{url}");
        assert_eq!(head.header("etag"), get.header("etag"), "{url}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{url}");
    }
}

#[tokio::test]
async fn long_answers_are_compressed_for_those_who_can_read_them() {
    let service = Service::new();
    let gzip = |url: &str| {
        Request::get(url)
            .header(header::ACCEPT_ENCODING, "gzip")
            .body(Body::empty())
            .unwrap()
    };
    let long = service.send(gzip("/v1/openapi.json")).await;
    assert_eq!(long.header("content-encoding"), "gzip");
    assert_eq!(long.body[..2], [0x1f, 0x8b]);
    assert!(long.header("vary").contains("accept-encoding"));
    assert_eq!(
        service.send(gzip("/v1/healthz")).await.header("content-encoding"),
        ""
    );
    assert_eq!(
        service.get("/v1/openapi.json").await.header("content-encoding"),
        ""
    );
}
