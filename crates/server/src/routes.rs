//! The table of routes, and the router made of it.

use crate::body::{MAX_BODY_BYTES, MAX_READ_BYTES, take_whole};
use crate::problem::{Code, Problem};
use crate::state::AppState;
use crate::{around, entity, export, feed, health, lookup, observe, openapi, search, suggest, web};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::SizeAbove;
use tower_http::set_header::SetResponseHeaderLayer;

/// A path and what it takes.
pub(crate) struct Route {
    /// The path, its variable parts in braces.
    pub(crate) path: &'static str,
    /// The methods, `HEAD` aside, which goes with every `GET`.
    pub(crate) methods: &'static [&'static str],
    pub(crate) handlers: fn() -> MethodRouter<AppState>,
}

pub(crate) const GET: &[&str] = &["GET"];

/// Every route for programs, in the order in which they are documented. Those for people are in [`web`].
pub(crate) static ROUTES: [Route; 17] = [
    Route {
        path: "/v1/search",
        methods: &["GET", "POST"],
        handlers: || get(search::by_url).post(search::by_body),
    },
    Route {
        path: "/v1/entries/{page}/{seq}",
        methods: GET,
        handlers: || get(lookup::entry),
    },
    Route {
        path: "/v1/entries/{page}/{seq}/context",
        methods: GET,
        handlers: || get(around::context),
    },
    Route {
        path: "/v1/entries/{page}/{seq}/similar",
        methods: GET,
        handlers: || get(around::similar),
    },
    Route {
        path: "/v1/entries/{page}/{seq}/thread",
        methods: GET,
        handlers: || get(around::thread),
    },
    Route {
        path: "/v1/pages",
        methods: GET,
        handlers: || get(lookup::pages),
    },
    Route {
        path: "/v1/pages/{page}",
        methods: GET,
        handlers: || get(lookup::page),
    },
    Route {
        path: "/v1/facets/{facet}",
        methods: GET,
        handlers: || get(search::facet),
    },
    Route {
        path: "/v1/histogram",
        methods: GET,
        handlers: || get(search::histogram),
    },
    Route {
        path: "/v1/suggest",
        methods: GET,
        handlers: || get(suggest::suggest),
    },
    Route {
        path: "/v1/export",
        methods: GET,
        handlers: || get(export::export),
    },
    Route {
        path: "/v1/feed.atom",
        methods: GET,
        handlers: || get(feed::feed),
    },
    Route {
        path: "/v1/entities/{kind}/{slug}",
        methods: GET,
        handlers: || get(entity::entity),
    },
    Route {
        path: "/v1/healthz",
        methods: GET,
        handlers: || get(health::healthz),
    },
    Route {
        path: "/v1/readyz",
        methods: GET,
        handlers: || get(health::readyz),
    },
    Route {
        path: "/metrics",
        methods: GET,
        handlers: || get(health::metrics),
    },
    Route {
        path: "/v1/openapi.json",
        methods: GET,
        handlers: || get(openapi::serve),
    },
];

/// The routes for programs and those for people.
pub(crate) fn all_routes() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().chain(&web::ROUTES)
}

/// Bodies up to this many bytes are sent as they are.
const COMPRESS_ABOVE: u64 = 1024;

/// The whole service over a state.
pub fn router(state: AppState) -> Router {
    let routes = all_routes().fold(Router::new(), |router, route| {
        router.route(route.path, (route.handlers)())
    });
    routes
        .fallback(no_such_path)
        .method_not_allowed_fallback(method_not_allowed)
        // The last layer is the first that a request meets.
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(from_fn(take_whole))
        .layer(DefaultBodyLimit::max(MAX_READ_BYTES))
        .layer(from_fn(observe::bound_url))
        .layer(CatchPanicLayer::custom(observe::panicked))
        .layer(from_fn(web::finish))
        .layer(CompressionLayer::new().compress_when(SizeAbove::new(COMPRESS_ABOVE)))
        .layer(SetResponseHeaderLayer::overriding(
            HeaderName::from_static("x-content-type-options"),
            HeaderValue::from_static("nosniff"),
        ))
        .layer(from_fn_with_state(state.clone(), observe::observe))
        .with_state(state)
}

async fn no_such_path(request: Request) -> Problem {
    let known: Vec<String> = ROUTES
        .iter()
        .map(|route| format!("{} {}", route.methods.join(" and "), route.path))
        .collect();
    Problem::new(
        Code::NoSuchPath,
        format!(
            "there is nothing at {}: there are / for people, {}",
            request.uri().path(),
            known.join(", ")
        ),
    )
}

async fn method_not_allowed(request: Request) -> Problem {
    Problem::new(
        Code::MethodNotAllowed,
        format!(
            "{} does not take {}: the `Allow` header lists what it takes",
            request.uri().path(),
            request.method()
        ),
    )
}
