//! The pages that people read: search, entry, day, entity and archive, written on the server over the same search
//! service and request types as REST.
//!
//! Each page is a handler that asks the engine, a view that says in words and numbers what is to be shown, and a
//! template (in `templates/`) that escapes whatever it is given. No page needs a script; the one in `assets/` replaces
//! parts of the search page by the same addresses. Nothing is fetched from elsewhere, and the content security policy
//! lets nothing be.

mod address;
mod archive_page;
mod archive_text;
mod assets;
mod calendar;
mod chart;
mod company;
mod dates;
mod day_page;
mod entity_page;
mod entry_page;
mod facet_page;
mod failure;
mod hits;
mod html;
mod network;
mod parts;
mod reasons;
mod search;
mod shell;
mod steps;
mod ties;
mod timeline;
mod words;

pub(crate) use address::entry as entry_path;
pub(crate) use failure::finish;
pub(crate) use search::Front;

use crate::routes::{GET, Route};
use axum::routing::get;
use daybook_search::Engine;

/// Every page, and the files that pages need.
pub(crate) static ROUTES: [Route; 7] = [
    Route {
        path: "/",
        methods: GET,
        handlers: || get(search::search),
    },
    Route {
        path: "/facets/{facet}",
        methods: GET,
        handlers: || get(facet_page::facet),
    },
    Route {
        path: "/entries/{page}/{seq}",
        methods: GET,
        handlers: || get(entry_page::entry),
    },
    Route {
        path: "/pages/{page}",
        methods: GET,
        handlers: || get(day_page::page),
    },
    Route {
        path: "/entities/{kind}/{slug}",
        methods: GET,
        handlers: || get(entity_page::entity),
    },
    Route {
        path: "/archive",
        methods: GET,
        handlers: || get(archive_page::archive),
    },
    Route {
        path: "/assets/{file}",
        methods: GET,
        handlers: || get(assets::asset),
    },
];

/// Finds what is the same for everybody, and has the engine read what pages need of it.
pub(crate) fn warm_up(engine: &dyn Engine, front: &Front) {
    archive_page::warm_up(engine);
    for id in search::warm_up(engine, front) {
        entry_page::warm_up(engine, &id);
    }
}
