//! Load on a server: closed loops, in which each client waits for its answer, and arrivals at a fixed rate, in which
//! nobody waits for anybody.

use crate::client::Client;
use crate::timing::Sample;
use std::cell::Cell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::task::LocalSet;

/// What came of a load.
#[derive(Debug, Clone, Default)]
pub struct Load {
    /// From request, or from when it was due, to the end of the answer.
    pub latencies: Sample,
    /// How long it went on.
    pub time: Duration,
}

impl Load {
    /// Answers a second.
    #[allow(clippy::cast_precision_loss, reason = "a few million answers")]
    pub fn a_second(&self) -> f64 {
        self.latencies.len() as f64 / self.time.as_secs_f64()
    }
}

/// A runtime of one thread, so that the load leaves the processors to the server as well as it can.
///
/// # Errors
/// If the system has none to give.
pub fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

/// So many clients, each with one request after another, for so long.
///
/// # Errors
/// If a request fails.
pub fn closed(
    address: SocketAddr,
    clients: usize,
    requests: &Rc<[Vec<u8>]>,
    time: Duration,
) -> anyhow::Result<Load> {
    let start = Instant::now();
    // Requests are taken in turn by whoever is free.
    let next = Rc::new(Cell::new(0));
    let client = || {
        let (requests, next) = (Rc::clone(requests), Rc::clone(&next));
        async move {
            let mut client = Client::connect(address).await?;
            let mut latencies = Sample::default();
            while start.elapsed() < time {
                let number = next.replace(next.get() + 1);
                let Some(request) = requests.get(number % requests.len().max(1)) else {
                    break;
                };
                let sent = Instant::now();
                client.ask(request).await?;
                latencies.add(sent.elapsed());
            }
            anyhow::Ok(latencies)
        }
    };
    let latencies = together((0..clients).map(|_| client()))?;
    Ok(Load {
        latencies,
        time: start.elapsed(),
    })
}

/// So many requests a second, each due at its time whether or not the ones before it were answered, over so many
/// connections. Latency counts from when a request was due.
///
/// # Errors
/// If a request fails.
pub fn open(
    address: SocketAddr,
    rate: f64,
    connections: usize,
    requests: &Rc<[Vec<u8>]>,
    time: Duration,
) -> anyhow::Result<Load> {
    let start = Instant::now();
    let next = Rc::new(Cell::new(0_u32));
    let client = || {
        let (requests, next) = (Rc::clone(requests), Rc::clone(&next));
        async move {
            let mut client = Client::connect(address).await?;
            let mut latencies = Sample::default();
            loop {
                let number = next.replace(next.get() + 1);
                let due_after = Duration::from_secs_f64(f64::from(number) / rate);
                let request = requests.get(number as usize % requests.len().max(1));
                let Some(request) = request.filter(|_| due_after < time) else {
                    return anyhow::Ok(latencies);
                };
                let due = start + due_after;
                tokio::time::sleep_until(due.into()).await;
                client.ask(request).await?;
                latencies.add(due.elapsed());
            }
        }
    };
    let latencies = together((0..connections).map(|_| client()))?;
    Ok(Load {
        latencies,
        time: start.elapsed(),
    })
}

fn together(
    clients: impl Iterator<Item = impl Future<Output = anyhow::Result<Sample>> + 'static>,
) -> anyhow::Result<Sample> {
    let local = LocalSet::new();
    let running: Vec<_> = clients.map(|client| local.spawn_local(client)).collect();
    local.block_on(&runtime()?, async {
        let mut all = Sample::default();
        for client in running {
            all.extend(&client.await??);
        }
        Ok(all)
    })
}
