//! Daybook over HTTP: pages for people, the REST API with its description, health and figures, for any [`Engine`](daybook_search::Engine).
//!
//! [`router`] builds the service from an [`AppState`]; [`serve()`] runs it on a listener until it is told to stop, and
//! [`spawn_refresh`] takes up new generations while it runs, and [`spawn_warm_up`] makes their pages ready. Searching is CPU work: it runs on a bounded pool of
//! threads behind a bounded queue, never where connections are served.
//!
//! ```no_run
//! # async fn run(engine: std::sync::Arc<dyn daybook_search::Engine>) -> std::io::Result<()> {
//! use daybook_server::{AppState, REFRESH_INTERVAL, serve, spawn_refresh};
//!
//! let state = AppState::new(engine);
//! spawn_refresh(state.clone(), REFRESH_INTERVAL);
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:7373").await?;
//! serve(listener, state, async { tokio::signal::ctrl_c().await.unwrap_or_default() }).await
//! # }
//! ```
//!
//! Cross-origin requests are not enabled: a browser lets only pages of the service's own origin read its answers.

mod answer;
mod around;
mod body;
mod entity;
mod etag;
mod export;
mod feed;
mod health;
mod lookout;
mod lookup;
mod metrics;
mod observe;
mod openapi;
mod pool;
mod problem;
mod query_string;
mod question;
mod refresh;
mod routes;
mod search;
mod serve;
mod state;
mod suggest;
mod warm;
mod web;

#[cfg(test)]
mod fake;
#[cfg(test)]
mod tests;

pub use feed::{FeedAddress, write_feed};
pub use openapi::openapi_json;
pub use refresh::{REFRESH_INTERVAL, spawn_refresh};
pub use routes::router;
pub use serve::serve;
pub use state::{AppState, Limits};
pub use warm::spawn_warm_up;
