//! Figures for Prometheus: counters of atomics, written out in the text exposition format.

use crate::routes::all_routes;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

mod exposition;

pub(crate) use exposition::Exposition;

/// What is asked of the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    Search,
    Facet,
    Histogram,
    Entity,
    Suggest,
    Lookup,
    Related,
}

impl Call {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Search, "search"),
        (Self::Facet, "facet"),
        (Self::Histogram, "histogram"),
        (Self::Entity, "entity"),
        (Self::Suggest, "suggest"),
        (Self::Lookup, "lookup"),
        (Self::Related, "related"),
    ];
}

/// What the service counts about itself.
#[derive(Debug)]
pub(crate) struct Metrics {
    /// By route, the unknown one last, then by status from 100.
    requests: Box<[AtomicU64]>,
    in_flight: AtomicU64,
    durations: [Histogram; Call::ALL.len()],
    refused: AtomicU64,
    timed_out: AtomicU64,
    swaps: AtomicU64,
    refresh_failures: AtomicU64,
}

const STATUSES: usize = 500;
const FIRST_STATUS: usize = 100;
/// The label of requests that no route takes.
const NO_ROUTE: &str = "none";

impl Metrics {
    pub(crate) fn new() -> Self {
        Self {
            requests: (0..(all_routes().count() + 1) * STATUSES)
                .map(|_| AtomicU64::new(0))
                .collect(),
            in_flight: AtomicU64::new(0),
            durations: Default::default(),
            refused: AtomicU64::new(0),
            timed_out: AtomicU64::new(0),
            swaps: AtomicU64::new(0),
            refresh_failures: AtomicU64::new(0),
        }
    }

    /// A request came in; it is in flight until the guard is dropped.
    pub(crate) fn enter(&self) -> InFlight<'_> {
        self.in_flight.fetch_add(1, Relaxed);
        InFlight(&self.in_flight)
    }

    /// A request was answered. `route` is a path of the table of routes, `None` if none took it.
    pub(crate) fn answered(&self, route: Option<&str>, status: u16) {
        let route = all_routes()
            .position(|known| Some(known.path) == route)
            .unwrap_or_else(|| all_routes().count());
        let status = usize::from(status).saturating_sub(FIRST_STATUS).min(STATUSES - 1);
        if let Some(count) = self.requests.get(route * STATUSES + status) {
            count.fetch_add(1, Relaxed);
        }
    }

    pub(crate) fn searched(&self, call: Call, took: Duration) {
        if let Some(histogram) = self.durations.get(call as usize) {
            histogram.observe(took);
        }
    }

    pub(crate) fn refused(&self) {
        self.refused.fetch_add(1, Relaxed);
    }

    pub(crate) fn timed_out(&self) {
        self.timed_out.fetch_add(1, Relaxed);
    }

    pub(crate) fn swapped(&self) {
        self.swaps.fetch_add(1, Relaxed);
    }

    pub(crate) fn refresh_failed(&self) {
        self.refresh_failures.fetch_add(1, Relaxed);
    }

    /// Writes everything counted here.
    pub(crate) fn write(&self, out: &mut Exposition) {
        out.family(
            "daybook_http_requests_total",
            "counter",
            "Requests answered, by route and status.",
        );
        for (route, counts) in self.requests.chunks(STATUSES).enumerate() {
            let route = all_routes().nth(route).map_or(NO_ROUTE, |route| route.path);
            for (status, count) in counts.iter().enumerate() {
                let count = count.load(Relaxed);
                if count > 0 {
                    let status = (FIRST_STATUS + status).to_string();
                    out.sample("", &[("route", route), ("status", &status)], count);
                }
            }
        }
        out.one(
            "daybook_http_requests_in_flight",
            "gauge",
            "Requests being answered.",
            self.in_flight.load(Relaxed),
        );
        out.family(
            "daybook_search_duration_seconds",
            "histogram",
            "Time that the engine took, without waiting, by call.",
        );
        for (call, name) in Call::ALL {
            if let Some(histogram) = self.durations.get(call as usize) {
                histogram.write(out, name);
            }
        }
        for (name, help, count) in [
            (
                "daybook_searches_refused_total",
                "Searches refused because the queue was full.",
                &self.refused,
            ),
            (
                "daybook_searches_timed_out_total",
                "Searches given up because they took too long.",
                &self.timed_out,
            ),
            (
                "daybook_generation_swaps_total",
                "New generations taken up.",
                &self.swaps,
            ),
            (
                "daybook_refresh_failures_total",
                "Attempts to take up a new generation that failed.",
                &self.refresh_failures,
            ),
        ] {
            out.one(name, "counter", help, count.load(Relaxed));
        }
    }
}

/// A request in flight.
#[derive(Debug)]
pub(crate) struct InFlight<'m>(&'m AtomicU64);

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

/// Upper bounds of buckets, in microseconds, as they are printed in seconds.
const BUCKETS: [(u64, &str); 14] = [
    (250, "0.00025"),
    (500, "0.0005"),
    (1_000, "0.001"),
    (2_500, "0.0025"),
    (5_000, "0.005"),
    (10_000, "0.01"),
    (25_000, "0.025"),
    (50_000, "0.05"),
    (100_000, "0.1"),
    (250_000, "0.25"),
    (500_000, "0.5"),
    (1_000_000, "1"),
    (2_500_000, "2.5"),
    (10_000_000, "10"),
];

#[derive(Debug, Default)]
struct Histogram {
    /// Counts of each bucket alone, the last without a bound.
    buckets: [AtomicU64; BUCKETS.len() + 1],
    sum_nanos: AtomicU64,
}

impl Histogram {
    fn observe(&self, took: Duration) {
        let bucket = BUCKETS.partition_point(|(bound, _)| Duration::from_micros(*bound) < took);
        if let Some(bucket) = self.buckets.get(bucket) {
            bucket.fetch_add(1, Relaxed);
        }
        self.sum_nanos
            .fetch_add(u64::try_from(took.as_nanos()).unwrap_or(u64::MAX), Relaxed);
    }

    fn write(&self, out: &mut Exposition, call: &str) {
        let mut count = 0;
        let bounds = BUCKETS.iter().map(|(_, text)| *text).chain(["+Inf"]);
        for (bucket, bound) in self.buckets.iter().zip(bounds) {
            count += bucket.load(Relaxed);
            out.sample("_bucket", &[("call", call), ("le", bound)], count);
        }
        let sum = Duration::from_nanos(self.sum_nanos.load(Relaxed)).as_secs_f64();
        out.sample("_sum", &[("call", call)], sum);
        out.sample("_count", &[("call", call)], count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(metrics: &Metrics) -> String {
        let mut out = Exposition::default();
        metrics.write(&mut out);
        out.into_text()
    }

    #[test]
    fn requests_count_by_route_and_status() {
        let metrics = Metrics::new();
        metrics.answered(Some("/v1/search"), 200);
        metrics.answered(Some("/v1/search"), 200);
        metrics.answered(None, 404);
        let text = written(&metrics);
        assert!(
            text.contains("daybook_http_requests_total{route=\"/v1/search\",status=\"200\"} 2\n"),
            "{text}"
        );
        assert!(
            text.contains("daybook_http_requests_total{route=\"none\",status=\"404\"} 1\n"),
            "{text}"
        );
    }

    #[test]
    fn buckets_are_cumulative_and_hold_their_bound() {
        let metrics = Metrics::new();
        for micros in [100, 1_000, 1_001, 60_000_000] {
            metrics.searched(Call::Search, Duration::from_micros(micros));
        }
        let text = written(&metrics);
        for line in [
            "_bucket{call=\"search\",le=\"0.00025\"} 1\n",
            "_bucket{call=\"search\",le=\"0.001\"} 2\n",
            "_bucket{call=\"search\",le=\"0.0025\"} 3\n",
            "_bucket{call=\"search\",le=\"10\"} 3\n",
            "_bucket{call=\"search\",le=\"+Inf\"} 4\n",
            "_sum{call=\"search\"} 60.002101\n",
            "_count{call=\"search\"} 4\n",
        ] {
            assert!(
                text.contains(&format!("daybook_search_duration_seconds{line}")),
                "{line}{text}"
            );
        }
    }

    #[test]
    fn a_request_is_in_flight_until_its_guard_goes() {
        let metrics = Metrics::new();
        let guard = metrics.enter();
        assert!(written(&metrics).contains("daybook_http_requests_in_flight 1\n"));
        drop(guard);
        assert!(written(&metrics).contains("daybook_http_requests_in_flight 0\n"));
    }
}
