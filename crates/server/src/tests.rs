//! The service as callers see it, over an engine in memory.

use crate::fake::FakeEngine;
use crate::{AppState, Limits, router};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use serde_json::Value;
use std::sync::Arc;
use tower::ServiceExt;

mod around;
mod caching;
mod documented;
mod live;
mod operating;
mod problems;
mod searching;
mod taking_away;

/// A service and the engine beneath it.
struct Service {
    engine: Arc<FakeEngine>,
    state: AppState,
}

/// An answer, read to its end.
#[derive(Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Service {
    fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    fn with_limits(limits: Limits) -> Self {
        let engine = FakeEngine::new();
        let state = AppState::with_limits(Arc::clone(&engine) as Arc<_>, limits);
        Self { engine, state }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = router(self.state.clone()).oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    async fn call(&self, method: &str, url: &str) -> Answer {
        self.send(
            Request::builder()
                .method(method)
                .uri(url)
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    async fn get(&self, url: &str) -> Answer {
        self.call("GET", url).await
    }

    async fn post(&self, body: impl Into<Body>) -> Answer {
        let request = Request::post("/v1/search").header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(body.into()).unwrap()).await
    }
}

impl Answer {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The ids of the hits.
    fn hits(&self) -> Vec<String> {
        let hits = self.json()["hits"]
            .as_array()
            .cloned()
            .unwrap_or_else(|| panic!("{self:?}"));
        hits.iter()
            .map(|hit| hit["id"].as_str().unwrap().to_owned())
            .collect()
    }
}
