//! Hits taken away: exports and feeds.

use super::Service;
use crate::router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::time::Duration;
use tower::ServiceExt;

#[tokio::test]
async fn an_export_is_a_hit_a_line() {
    let service = Service::new();
    let answer = service.get("/v1/export?q=waiting").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("content-type"), "application/x-ndjson");
    assert_eq!(answer.header("daybook-generation"), "g1");
    assert_eq!(answer.header("daybook-total"), "3");
    let rows: Vec<serde_json::Value> = answer
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["live-1/1", "live-1/2", "live-2/1"]);
    let tag = answer.header("etag").to_owned();
    let request = Request::get("/v1/export?q=waiting").header("if-none-match", tag);
    let again = service.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
}

#[tokio::test]
async fn an_export_of_rows_begins_with_their_names() {
    let answer = Service::new().get("/v1/export?q=waiting&format=csv").await;
    assert_eq!(
        answer.header("content-type"),
        "text/csv; charset=utf-8; header=present"
    );
    let rows: Vec<&str> = answer.text().lines().collect();
    assert_eq!(
        rows[..2],
        [
            "id,timestamp,earliest,latest,time,time_corrected,title,url,organisations,persons,score,text",
            "live-1/1,,2015-03-09,2015-03-09,13:00,,,,Care Quality Commission,,,The regulator published waiting times",
        ]
    );
    assert_eq!(rows.len(), 4);
}

/// 100,000 rows in chunks: they arrive whole, and no more than a few chunks wait.
#[tokio::test]
async fn a_long_export_arrives_whole() {
    let service = Service::new();
    *service.engine.rounds.lock().unwrap() = (20_000, false);
    let answer = service.get("/v1/export").await;
    assert_eq!(answer.text().lines().count(), 100_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_ends_when_the_caller_goes() {
    let service = Service::new();
    *service.engine.rounds.lock().unwrap() = (1_000_000, false);
    let request = Request::get("/v1/export").body(Body::empty()).unwrap();
    let response = router(service.state.clone()).oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200);
    // Nobody takes anything: some chunks are made and no more.
    tokio::time::sleep(Duration::from_millis(200)).await;
    let ahead = *service.engine.given.lock().unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(*service.engine.given.lock().unwrap(), ahead, "bounded");
    assert!(ahead < 10_000, "{ahead} hits wait");
    drop(response);
    for _ in 0..100 {
        if service.state.exports().available_permits() == 8 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the export goes on");
}

#[tokio::test]
async fn an_export_that_fails_does_not_end_as_if_it_were_whole() {
    let service = Service::new();
    *service.engine.rounds.lock().unwrap() = (3, true);
    let request = Request::get("/v1/export").body(Body::empty()).unwrap();
    let response = router(service.state.clone()).oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200);
    let error = to_bytes(response.into_body(), usize::MAX).await.unwrap_err();
    assert!(error.to_string().contains("did not come to its end"), "{error}");
}

#[tokio::test]
async fn there_are_only_so_many_exports_at_once() {
    let service = Service::new();
    let all = service.state.exports().acquire_many_owned(8).await.unwrap();
    let answer = service.get("/v1/export").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.json()["code"], "busy");
    drop(all);
    assert_eq!(service.get("/v1/export").await.status, 200);
}

#[tokio::test]
async fn a_feed_is_atom_with_stable_ids() {
    let service = Service::new();
    let url = "/v1/feed.atom?q=waiting%20OR%20inspection&limit=2";
    let request = Request::get(url)
        .header("host", "live.example:8080")
        .body(Body::empty());
    let answer = service.send(request.unwrap()).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(
        answer.header("content-type"),
        "application/atom+xml; charset=utf-8"
    );
    insta::assert_snapshot!(answer.text().replace("><", ">\n<"));
    let mut reader = Reader::from_str(answer.text());
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("not well-formed: {error}: {}", answer.text()),
        }
    }
    let tag = answer.header("etag").to_owned();
    let again = |tag: &str| {
        let request = Request::get(url).header("host", "live.example:8080");
        service.send(request.header("if-none-match", tag).body(Body::empty()).unwrap())
    };
    assert_eq!(again(&tag).await.status, 304);
    service.engine.set_generation("g2");
    assert_eq!(again(&tag).await.status, 200);
}

#[tokio::test]
async fn pages_are_listed() {
    let answer = Service::new().get("/v1/pages?from=2015").await;
    let json = answer.json();
    assert_eq!(
        (json["total"].as_u64(), json["pages"][0]["entries"].as_u64()),
        (Some(2), Some(3))
    );
    assert_eq!(json["pages"][1]["page"]["id"], "live-2");
    assert!(answer.header("etag").starts_with("W/"));
}
