//! Health, figures, the start page and refreshing.

use super::Service;
use crate::fake::secret;
use crate::{Limits, spawn_refresh};
use daybook_search::EngineError;
use std::io::Write;
use std::sync::{Arc, Mutex, Once};
use std::time::Duration;
use tracing::instrument::WithSubscriber;

#[tokio::test]
async fn the_service_says_that_it_runs_and_is_ready() {
    let service = Service::new();
    let health = service.get("/v1/healthz").await;
    assert_eq!(
        (health.json()["status"].as_str(), health.header("cache-control")),
        (Some("ok"), "no-store")
    );
    let ready = service.get("/v1/readyz").await.json();
    assert_eq!(
        (&ready["status"], &ready["generation"]["id"]),
        (&"ready".into(), &"g1".into())
    );
    let home = service.get("/").await;
    assert!(
        home.text().contains("id=\"search-form\"") && home.text().contains("5 entries of 2 live blogs"),
        "{}",
        home.text()
    );
}

/// What is logged while a request is answered.
async fn logged(service: &Service, url: &str) -> String {
    // Where nobody listens, a place of the code that other tests come to first may be taken for one that nobody ever
    // listens to; so somebody always does.
    static SOMEBODY: Once = Once::new();
    SOMEBODY.call_once(|| {
        let deaf = tracing_subscriber::fmt().with_writer(std::io::sink).finish();
        tracing::subscriber::set_global_default(deaf).unwrap();
    });
    let log = Arc::new(Mutex::new(Vec::new()));
    let writer = Arc::clone(&log);
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || Log(Arc::clone(&writer)))
        .finish();
    service.get(url).with_subscriber(subscriber).await;
    let log = log.lock().unwrap();
    String::from_utf8(log.clone()).unwrap()
}

struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_request_is_one_line_of_the_log_and_a_failure_one_more() {
    let service = Service::new();
    let log = logged(&service, "/v1/search?q=waiting").await;
    assert_eq!(log.lines().count(), 1, "{log}");
    for part in ["method=GET", "path=\"/v1/search\"", "status=200", "micros="] {
        assert!(log.contains(part), "{part}: {log}");
    }
    assert_eq!(logged(&service, "/v1/search?limit=x").await.lines().count(), 1);
    service
        .engine
        .before_answers(|| Err(EngineError::NoIndex { path: secret() }));
    let log = logged(&service, "/v1/search").await;
    assert_eq!(log.lines().count(), 2, "{log}");
    assert_eq!(log.matches("ERROR").count(), 1, "{log}");
    assert!(log.contains("/secret/place"), "{log}");
}

#[tokio::test]
async fn a_search_that_is_given_up_is_logged() {
    let service = Service::with_limits(Limits {
        workers: 1,
        queue: 1,
        search_time: Duration::from_millis(20),
    });
    service.engine.before_answers(|| {
        std::thread::sleep(Duration::from_millis(300));
        Ok(())
    });
    let log = logged(&service, "/v1/search").await;
    assert!(log.contains("it works on and keeps its worker"), "{log}");
    let log = logged(&service, "/v1/search").await;
    assert!(log.contains("gave up a search before its turn came"), "{log}");
}

#[tokio::test]
async fn figures_count_what_happened() {
    let service = Service::new();
    service.get("/v1/search?q=waiting").await;
    service.get("/v1/search?limit=x").await;
    service.get("/nothing").await;
    service.call("PUT", "/v1/search").await;
    let figures = service.get("/metrics").await;
    assert!(
        figures
            .header("content-type")
            .starts_with("text/plain; version=0.0.4")
    );
    for line in [
        "daybook_http_requests_total{route=\"/v1/search\",status=\"200\"} 1",
        "daybook_http_requests_total{route=\"/v1/search\",status=\"400\"} 1",
        "daybook_http_requests_total{route=\"/v1/search\",status=\"405\"} 1",
        "daybook_http_requests_total{route=\"none\",status=\"404\"} 1",
        "daybook_http_requests_in_flight 1",
        "daybook_search_duration_seconds_count{call=\"search\"} 1",
        "daybook_searches_refused_total 0",
        "daybook_searches_in_pool 0",
        "daybook_refresh_healthy 1",
        "daybook_generation_info{generation=\"g1\",built_at=\"2026-01-02T03:04:05Z\"} 1",
        "daybook_entries 5",
    ] {
        assert!(
            figures.text().lines().any(|written| written == line),
            "{line}\n{}",
            figures.text()
        );
    }
}

#[tokio::test]
async fn figures_follow_the_exposition_format() {
    let service = Service::new();
    service.get("/v1/search").await;
    let figures = service.get("/metrics").await;
    let mut families = Vec::new();
    for line in figures.text().lines() {
        if let Some(family) = line.strip_prefix("# TYPE ") {
            let (name, kind) = family.split_once(' ').unwrap();
            assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
            assert!(!families.contains(&name), "{name} stands twice");
            families.push(name);
        } else if !line.starts_with("# HELP ") {
            let (series, value) = line.rsplit_once(' ').unwrap();
            assert!(value.parse::<f64>().is_ok(), "{line}");
            let name = series.split('{').next().unwrap();
            assert!(
                families.last().is_some_and(|family| name.starts_with(family)),
                "{line} has no family"
            );
        }
    }
}

async fn eventually(mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..500 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it did not come about in time");
}

#[tokio::test]
async fn a_new_generation_is_taken_up() {
    let service = Service::new();
    service.engine.next_refresh(Ok("g2"));
    let task = spawn_refresh(service.state.clone(), Duration::from_millis(2));
    eventually(async || service.get("/v1/search").await.json()["generation"] == "g2").await;
    eventually(async || {
        service
            .get("/metrics")
            .await
            .text()
            .contains("daybook_generation_swaps_total 1\n")
    })
    .await;
    task.abort();
}

#[tokio::test]
async fn one_that_cannot_be_opened_leaves_the_old_one_answering() {
    let service = Service::new();
    let damaged = EngineError::Damaged {
        path: secret(),
        reason: "cut short".into(),
    };
    service.engine.next_refresh(Err(damaged));
    // So slow that only the first look happens.
    let task = spawn_refresh(service.state.clone(), Duration::from_secs(3600));
    eventually(async || service.get("/v1/readyz").await.json()["status"] == "degraded").await;
    task.abort();
    let ready = service.get("/v1/readyz").await;
    assert_eq!(ready.status, 200);
    assert_eq!(ready.json()["generation"]["id"], "g1");
    assert!(
        ready.json()["refresh_error"]
            .as_str()
            .unwrap()
            .contains("damaged")
    );
    assert!(!ready.text().contains("secret"), "{}", ready.text());
    assert_eq!(service.get("/v1/search").await.status, 200);
    let figures = service.get("/metrics").await;
    assert!(figures.text().contains("daybook_refresh_healthy 0\n"));

    let task = spawn_refresh(service.state.clone(), Duration::from_millis(2));
    eventually(async || service.get("/v1/readyz").await.json()["status"] == "ready").await;
    task.abort();
}
