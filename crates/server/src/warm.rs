//! What the first who asks would wait for, done before anybody asks.
//!
//! Much of a generation is read into memory when it is first needed, and pages that are the same for everybody are found
//! once. Whoever opens a page right after a start or a rebuild should not pay for that.

use crate::state::AppState;
use crate::web;
use daybook_search::{SearchParams, SuggestParams};
use tokio::task::JoinHandle;

/// Makes the live generation's pages ready beside whatever else the service does. What goes wrong is told to whoever
/// asks next.
pub fn spawn_warm_up(state: &AppState) -> JoinHandle<()> {
    let state = state.clone();
    tokio::task::spawn_blocking(move || {
        let engine = state.engine().as_ref();
        // Not through the pool: nobody waits for it, and it is no search of anybody.
        let typed = SuggestParams::default().check();
        let _ = typed.map(|request| engine.suggest(&request));
        let counted = SearchParams::from_pairs([("facets", "*"), ("highlight", "false")]);
        let counted = counted.and_then(|params| params.check());
        let _ = counted.map(|request| engine.search(&request));
        web::warm_up(engine, state.front());
    })
}
