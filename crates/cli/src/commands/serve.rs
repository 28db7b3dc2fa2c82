//! `daybook serve`: the HTTP server.

use crate::args::ServeArgs;
use crate::output::{line, results};
use crate::searching::open_engine;
use crate::settings::Settings;
use crate::{Outcome, failure::Failure};
use anyhow::Context;
use daybook_search::Engine;
use daybook_server::{AppState, Limits, REFRESH_INTERVAL, serve, spawn_refresh, spawn_warm_up};
use std::io::{ErrorKind, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

pub(crate) fn run(plan: &ServeArgs, settings: &Settings) -> Result<Outcome, Failure> {
    // Searches are up to a tenth faster on huge pages, but a start waits until each is cleared, which takes most of it
    // where a host has to give the memory first.
    let huge_pages = forbid_huge_pages();
    let engine: Arc<dyn Engine> = Arc::new(open_engine(settings)?);
    let address = plan.listen.unwrap_or(settings.listen);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        // Searches run on these threads; one more has time for connections.
        .worker_threads(Limits::default().workers + 1)
        .enable_all()
        .build()
        .context("cannot start the server's threads")?;
    runtime.block_on(answer(engine, address, huge_pages))
}

async fn answer(engine: Arc<dyn Engine>, address: SocketAddr, huge_pages: bool) -> Result<Outcome, Failure> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| explain(&error, address))?;
    let bound = listener
        .local_addr()
        .context("cannot tell which port was taken")?;
    let stop = stopped().context("cannot be asked to stop")?;
    let held = engine.generation();
    let mut out = results();
    writeln!(out, "Daybook answers at http://{bound}")?;
    out.flush()?;
    drop(out);
    line(&format!(
        "{} entries of {} pages; try: curl 'http://{bound}/v1/search?q=waiting+times&facets=organisation,person,date'",
        held.entries, held.pages
    ));
    if huge_pages {
        allow_huge_pages();
    }
    let state = AppState::new(engine);
    spawn_warm_up(&state);
    let refresh = spawn_refresh(state.clone(), REFRESH_INTERVAL);
    let served = serve(listener, state, stop).await;
    refresh.abort();
    served.context("the server stopped")?;
    Ok(Outcome::Done)
}

/// Keeps memory that is taken from now on from being given in huge pages. Says whether that is news: whoever runs the
/// server may have ruled them out, and then they stay so.
fn forbid_huge_pages() -> bool {
    #[cfg(target_os = "linux")]
    {
        use rustix::thread::{disable_transparent_huge_pages, transparent_huge_pages_are_disabled};
        matches!(transparent_huge_pages_are_disabled(), Ok(false))
            && disable_transparent_huge_pages(true).is_ok()
    }
    #[cfg(not(target_os = "linux"))]
    false
}

/// Takes that back.
fn allow_huge_pages() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::thread::disable_transparent_huge_pages(false) {
        tracing::debug!(%error, "pages of memory stay small");
    }
}

/// Why the address cannot be listened on, and what to do.
fn explain(error: &std::io::Error, address: SocketAddr) -> Failure {
    let message = match error.kind() {
        ErrorKind::AddrInUse => format!(
            "port {} of {} is in use: stop what listens there, or choose another with --listen {}:PORT (0 takes a free one)",
            address.port(),
            address.ip(),
            address.ip()
        ),
        ErrorKind::PermissionDenied => format!(
            "no permission to listen on {address}: ports below 1024 are for the administrator; choose another with --listen"
        ),
        ErrorKind::AddrNotAvailable => {
            format!(
                "{} is no address of this machine: use 127.0.0.1, or 0.0.0.0 for all of them",
                address.ip()
            )
        }
        _ => format!("cannot listen on {address}: {error}"),
    };
    Failure::Failed(anyhow::anyhow!(message))
}

/// Ends when the process is asked to stop. The signals are caught from this call on, not from the first poll: whoever
/// reads the address may ask at once.
#[cfg(unix)]
fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends when the process is asked to stop.
#[cfg(not(unix))]
fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
