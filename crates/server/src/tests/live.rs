//! Through a socket, with a client of its own.

use super::Service;
use crate::{Limits, serve};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    server: JoinHandle<std::io::Result<()>>,
}

async fn run(service: &Service) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let server = tokio::spawn(serve(listener, service.state.clone(), async {
        stopped.await.unwrap_or_default();
    }));
    Running {
        address,
        stop,
        server,
    }
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    config
        .timeout_global(Some(Duration::from_secs(10)))
        .build()
        .into()
}

/// Sends bytes as they are; gives back all that comes until the connection ends.
fn raw(address: SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn searches_by_url_and_by_body() {
    let service = Service::new();
    let running = run(&service).await;
    let url = format!("http://{}/v1/search", running.address);
    let (by_url, by_body) = blocking(move || {
        let by_url = agent()
            .get(&url)
            .query("q", "waiting times")
            .call()
            .unwrap()
            .into_body()
            .read_json();
        let by_body = agent()
            .post(&url)
            .send_json(serde_json::json!({"q": "waiting times"}))
            .unwrap();
        (by_url.unwrap(), by_body.into_body().read_json().unwrap())
    })
    .await;
    let (by_url, by_body): (serde_json::Value, serde_json::Value) = (by_url, by_body);
    assert_eq!(by_url["total"], 2);
    assert_eq!(by_url, by_body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_is_cut_short_or_too_large_is_refused() {
    let service = Service::new();
    let running = run(&service).await;
    let address = running.address;
    let head =
        "POST /v1/search HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n";
    let large = format!("{head}content-length: 70000\r\n\r\n{}", " ".repeat(70_000));
    let answer = blocking(move || raw(address, large.as_bytes())).await;
    assert!(
        answer.starts_with("HTTP/1.1 413") && answer.contains("body-too-large"),
        "{answer}"
    );
    let chunked = format!("{head}transfer-encoding: chunked\r\n\r\nzz\r\n");
    let answer = blocking(move || raw(address, chunked.as_bytes())).await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
}

/// Searches that have begun, and how many of them may end.
static BEGUN: AtomicUsize = AtomicUsize::new(0);
static MAY_END: (Mutex<usize>, Condvar) = (Mutex::new(0), Condvar::new());

/// A search runs on a thread of those that wait for connections. Each round it is another one's turn to wait.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn others_are_answered_while_a_search_takes_long() {
    let service = Service::with_limits(Limits {
        workers: 1,
        ..Limits::default()
    });
    service.engine.before_answers(|| {
        let number = BEGUN.fetch_add(1, Ordering::SeqCst);
        let (may_end, told) = &MAY_END;
        let few = |ended: &mut usize| *ended <= number;
        drop(told.wait_while(may_end.lock().unwrap(), few).unwrap());
        Ok(())
    });
    let running = run(&service).await;
    let address = running.address;
    let unanswered = blocking(move || {
        let connect = || {
            let stream = TcpStream::connect(address).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
            stream
        };
        let ask = |mut stream: &TcpStream, path: &str| {
            let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n");
            stream.write_all(request.as_bytes()).unwrap();
        };
        let answered = |mut stream: &TcpStream| {
            let mut answer = [0; 1 << 16];
            stream.read(&mut answer).is_ok_and(|length| length > 0)
        };
        let (slow, quick) = (connect(), connect());
        let round = |round: usize| {
            ask(&slow, "/v1/search?q=waiting");
            while BEGUN.load(Ordering::SeqCst) <= round {
                std::thread::yield_now();
            }
            ask(&quick, "/v1/healthz");
            let meanwhile = answered(&quick);
            *MAY_END.0.lock().unwrap() = round + 1;
            MAY_END.1.notify_all();
            meanwhile && answered(&slow)
        };
        (0..20).find(|at| !round(*at))
    })
    .await;
    assert_eq!(unanswered, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_under_way_is_answered_before_the_service_stops() {
    let service = Service::new();
    service.engine.before_answers(|| {
        std::thread::sleep(Duration::from_millis(300));
        Ok(())
    });
    let running = run(&service).await;
    let address = running.address;
    // An idle connection must not hold the service up.
    let idle = TcpStream::connect(address).unwrap();
    let url = format!("http://{address}/v1/search");
    let asked = tokio::spawn(blocking(move || {
        agent().get(&url).call().unwrap().status().as_u16()
    }));
    while service.state.pool().occupied() == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    running.stop.send(()).unwrap();
    let stopped = tokio::time::timeout(Duration::from_secs(5), running.server).await;
    stopped.expect("the service stops").unwrap().unwrap();
    assert_eq!(asked.await.unwrap(), 200);
    assert!(TcpStream::connect(address).is_err());
    drop(idle);
}
