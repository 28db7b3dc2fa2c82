//! Running the service on a listener.

use crate::routes::router;
use crate::state::AppState;
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::pin::pin;
use std::time::Duration;
use tokio::net::TcpListener;

/// How long a connection may take over the head of a request, and so how long it may be idle.
const HEAD_TIME_LIMIT: Duration = Duration::from_secs(30);
/// How long requests under way may take when the service is told to stop.
const DRAIN_TIME_LIMIT: Duration = Duration::from_secs(15);

/// Serves until `shutdown` is done, then answers what is under way and returns.
///
/// `axum::serve` would do but for slow callers: it sets no time limit on the head of a request, and waits for ever
/// for the last connection to end.
///
/// # Errors
/// If the listener has no address of its own; failures of single connections are logged and passed over.
pub async fn serve(
    mut listener: TcpListener,
    state: AppState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let address = TcpListener::local_addr(&listener)?;
    let service = TowerToHyperService::new(router(state));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME_LIMIT);
    let connections = GracefulShutdown::new();
    let mut shutdown = pin!(shutdown);
    tracing::info!(%address, "listening");
    loop {
        tokio::select! {
            // Passes over what ends a connection before it began, and waits where the machine has run out of files.
            (stream, peer) = Listener::accept(&mut listener) => {
                // Answers go out whole; waiting to fill a packet only delays them. Without it all still works.
                let _ = stream.set_nodelay(true);
                let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service.clone()));
                tokio::spawn(async move {
                    if let Err(error) = connection.await {
                        tracing::debug!(%peer, %error, "connection ended early");
                    }
                });
            }
            () = &mut shutdown => break,
        }
    }
    drop(listener);
    tracing::info!(connections = connections.count(), "stopping: no new connections");
    if tokio::time::timeout(DRAIN_TIME_LIMIT, connections.shutdown())
        .await
        .is_err()
    {
        tracing::warn!(limit = ?DRAIN_TIME_LIMIT, "stopped with requests under way");
    }
    Ok(())
}
