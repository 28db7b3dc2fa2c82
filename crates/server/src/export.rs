//! Every hit of a query, streamed.
//!
//! The engine gives hits out on a blocking thread; rows are gathered into chunks, and a few chunks wait for the caller
//! to take them. So an export takes little memory however long it is, and ends when the caller goes away or takes
//! nothing for a while. One that cannot be finished ends with a broken connection, never as if it were whole.

use crate::answer::not_modified;
use crate::etag::{EntityTag, IfNoneMatch};
use crate::metrics::Call;
use crate::problem::{Code, Problem, chain};
use crate::query_string::Pairs;
use crate::state::AppState;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use daybook_search::{
    COLUMNS, EngineError, ExportFormat, ExportHead, ExportParams, ExportRequest, ExportSink, SearchRequest,
    Understood, WrittenHit, row,
};
use http_body::Frame;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use thiserror::Error;
use tokio::sync::{mpsc, oneshot};

/// How many bytes of rows make a chunk.
const CHUNK_BYTES: usize = 64 * 1024;
/// How many chunks wait for the caller.
const CHUNKS_AHEAD: usize = 8;
/// How long a caller may take nothing.
const STALL_LIMIT: Duration = Duration::from_secs(60);
/// How often is looked whether the caller has taken something.
const LOOK_AGAIN: Duration = Duration::from_millis(5);
/// How long the first hit may take.
const BEGIN_LIMIT: Duration = Duration::from_secs(60);
/// The most bytes of a header of notes.
const MAX_NOTES: usize = 4096;

const GENERATION: HeaderName = HeaderName::from_static("daybook-generation");
const TOTAL: HeaderName = HeaderName::from_static("daybook-total");
const NOTES: HeaderName = HeaderName::from_static("daybook-notes");

/// `GET /v1/export`.
pub(crate) async fn export(
    State(state): State<AppState>,
    condition: IfNoneMatch,
    Pairs(pairs): Pairs,
) -> Result<Response, Problem> {
    let (request, format) = ExportParams::from_pairs(pairs)?.check()?;
    let key = format!("{request:?} {format:?}");
    let current = EntityTag::new("export", &state.engine().generation().id, &key);
    if condition.names(&current) {
        return Ok(not_modified(&current));
    }
    // Counting takes its turn in the pool as every search does, and says what was understood and how many rows to expect.
    let counting = SearchRequest {
        filters: request.filters.clone(),
        limit: 0,
        highlight: false,
        ..SearchRequest::new(request.query.clone())
    };
    let counted = state
        .ask(Call::Search, move |engine| engine.search(&counting))
        .await?
        .value;
    let permit = state.exports().try_acquire_owned().map_err(|_| {
        Problem::new(Code::Busy, "too many exports are under way: try again in a while").retry_after(10)
    })?;
    let (chunks, taken) = mpsc::channel(CHUNKS_AHEAD);
    let (began, begins) = oneshot::channel();
    let whole = Arc::new(AtomicBool::new(false));
    let work = {
        let (state, whole) = (state.clone(), Arc::clone(&whole));
        move || {
            let _held = permit;
            run(&state, &request, Rows::new(format, chunks, began), &whole);
        }
    };
    drop(tokio::task::spawn_blocking(work));
    let generation = tokio::time::timeout(BEGIN_LIMIT, begins).await;
    let generation = generation
        .map_err(|_| {
            Problem::new(
                Code::SearchTimeout,
                "the export did not begin in time: try again later",
            )
        })?
        .map_err(|_| Problem::internal("the export ended before it began"))??;
    let mut response = Body::new(RowsBody { chunks: taken, whole }).into_response();
    let headers = response.headers_mut();
    let (kind, disposition) = match format {
        ExportFormat::Ndjson => ("application/x-ndjson", "attachment; filename=\"daybook.ndjson\""),
        ExportFormat::Csv => (
            "text/csv; charset=utf-8; header=present",
            "attachment; filename=\"daybook.csv\"",
        ),
    };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if generation == counted.generation && !counted.timed_out {
        headers.insert(TOTAL, counted.total.into());
    }
    let tag = EntityTag::new("export", &generation, &key);
    headers.extend(tag.header().map(|value| (header::ETAG, value)));
    headers.extend(HeaderValue::from_str(&generation).map(|value| (GENERATION, value)));
    headers.extend(notes(&counted.understood).map(|value| (NOTES, value)));
    Ok(response)
}

/// What is to be said of how the query was read, as a JSON list of texts in ASCII.
fn notes(understood: &Understood) -> Option<HeaderValue> {
    let repairs = understood.repairs.iter().map(|repair| repair.message.clone());
    let ignored = understood.ignored.iter().map(|ignored| {
        format!(
            "\"{}\" takes no part in the search: {}",
            ignored.text, ignored.reason
        )
    });
    let notes = understood.notes.iter().map(|note| note.message.clone());
    let all: Vec<String> = repairs.chain(ignored).chain(notes).collect();
    if all.is_empty() {
        return None;
    }
    let json = serde_json::to_string(&all).ok()?;
    let mut ascii = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter.is_ascii() {
            ascii.push(letter);
        } else {
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                ascii.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    (ascii.len() <= MAX_NOTES)
        .then(|| HeaderValue::from_str(&ascii).ok())
        .flatten()
}

/// Gives out the export and says in the log how it went.
fn run(state: &AppState, request: &ExportRequest, mut rows: Rows, whole: &AtomicBool) {
    let began = Instant::now();
    let outcome = state.engine().export(request, &mut rows);
    let outcome = match outcome {
        Ok(()) if rows.finish().is_continue() => {
            whole.store(true, Ordering::Release);
            "whole"
        }
        Ok(()) => "broken off by the caller",
        Err(error) => {
            let cause = chain(&error);
            tracing::error!(cause, "export failed");
            if let Some(began) = rows.began.take() {
                // Nobody waits for it any more if this fails.
                let _ = began.send(Err(error.into()));
            }
            "failed"
        }
    };
    tracing::info!(rows = rows.count, took = ?began.elapsed(), outcome, "export");
}

/// Gathers hits into chunks of rows.
struct Rows {
    format: ExportFormat,
    buffer: Vec<u8>,
    chunks: mpsc::Sender<Bytes>,
    began: Option<oneshot::Sender<Result<String, Problem>>>,
    count: u64,
    /// Whether the caller has had enough.
    broken: bool,
}

impl Rows {
    fn new(
        format: ExportFormat,
        chunks: mpsc::Sender<Bytes>,
        began: oneshot::Sender<Result<String, Problem>>,
    ) -> Self {
        Self {
            format,
            buffer: Vec::with_capacity(CHUNK_BYTES),
            chunks,
            began: Some(began),
            count: 0,
            broken: false,
        }
    }

    /// Appends a row of CSV. Writing into memory does not fail.
    fn record<I: IntoIterator<Item = T>, T: AsRef<[u8]>>(&mut self, fields: I) {
        let mut row = csv::WriterBuilder::new()
            .buffer_capacity(1024)
            .from_writer(&mut self.buffer);
        let _ = row.write_record(fields);
        let _ = row.flush();
    }

    /// Hands the gathered rows over, as soon as there is room.
    fn send(&mut self) -> ControlFlow<()> {
        let mut chunk = Bytes::from(std::mem::take(&mut self.buffer));
        let began = Instant::now();
        loop {
            match self.chunks.try_send(chunk) {
                Ok(()) => return ControlFlow::Continue(()),
                Err(mpsc::error::TrySendError::Full(back)) if began.elapsed() < STALL_LIMIT => {
                    chunk = back;
                    std::thread::sleep(LOOK_AGAIN);
                }
                Err(_) => {
                    self.broken = true;
                    return ControlFlow::Break(());
                }
            }
        }
    }

    fn finish(&mut self) -> ControlFlow<()> {
        if self.broken {
            return ControlFlow::Break(());
        }
        if self.buffer.is_empty() {
            return ControlFlow::Continue(());
        }
        self.send()
    }
}

impl ExportSink for Rows {
    fn begin(&mut self, head: ExportHead) -> ControlFlow<()> {
        if self.format == ExportFormat::Csv {
            self.record(COLUMNS);
        }
        let heard = self.began.take().map(|began| began.send(Ok(head.generation)));
        match heard {
            Some(Ok(())) => ControlFlow::Continue(()),
            _ => {
                self.broken = true;
                ControlFlow::Break(())
            }
        }
    }

    fn hit(&mut self, hit: WrittenHit) -> Result<ControlFlow<()>, EngineError> {
        match self.format {
            ExportFormat::Ndjson => {
                hit.write(&mut self.buffer)?;
                self.buffer.push(b'\n');
            }
            ExportFormat::Csv => self.record(row(&hit.read()?)),
        }
        self.count += 1;
        if self.buffer.len() < CHUNK_BYTES {
            return Ok(ControlFlow::Continue(()));
        }
        Ok(self.send())
    }
}

/// The chunks as a body, which ends in an error if the export did not come to its end.
struct RowsBody {
    chunks: mpsc::Receiver<Bytes>,
    whole: Arc<AtomicBool>,
}

#[derive(Debug, Error)]
#[error("the export did not come to its end")]
struct CutShort;

impl http_body::Body for RowsBody {
    type Data = Bytes;
    type Error = CutShort;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, CutShort>>> {
        self.chunks.poll_recv(context).map(|chunk| match chunk {
            Some(chunk) => Some(Ok(Frame::data(chunk))),
            None if self.whole.load(Ordering::Acquire) => None,
            None => Some(Err(CutShort)),
        })
    }
}
