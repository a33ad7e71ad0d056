//! What an operator may watch: counts and times, for Prometheus.
//!
//! **Invariant:** no personal data: no address, no query, no id; a route is a pattern, never a path.

use std::time::Duration;

use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, Opts, Registry, TextEncoder,
};

/// Upper bounds of the latency histogram, in seconds.
const BOUNDS_S: [f64; 7] = [0.0005, 0.002, 0.01, 0.05, 0.25, 1.0, 5.0];

/// One set for each server, so that two in one process do not mix.
#[derive(Clone)]
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    pub open_connections: IntGauge,
    pub refused_handshakes: IntCounter,
    pub publications: IntCounter,
    pub failed_publications: IntCounter,
    sign_ins: IntCounterVec,
    attachments: IntCounterVec,
    attachment_bytes: IntCounter,
    /// Lists of registrations that left the server.
    pub exports: IntCounter,
    revision: IntGauge,
}

impl Metrics {
    pub fn new() -> Self {
        let made = "names and labels are constants that Prometheus accepts";
        let requests = Opts::new("mangrove_requests_total", "Answered requests by route and status");
        let seconds = HistogramOpts::new("mangrove_request_seconds", "Time until the answer began, by route");
        let sign_ins =
            Opts::new("mangrove_sign_in_total", "Steps of signing in and what was refused, by what happened");
        let attachments =
            Opts::new("mangrove_attachments_total", "Pieces of files that people hand in, by what came of them");
        let counter = |name: &str, help: &str| IntCounter::new(name, help).expect(made);
        let gauge = |name: &str, help: &str| IntGauge::new(name, help).expect(made);
        let metrics = Metrics {
            registry: Registry::new(),
            requests: IntCounterVec::new(requests, &["route", "status"]).expect(made),
            seconds: HistogramVec::new(seconds.buckets(BOUNDS_S.to_vec()), &["route"]).expect(made),
            open_connections: gauge("mangrove_open_connections", "Connections open now"),
            refused_handshakes: counter("mangrove_tls_refused_total", "TLS handshakes that failed"),
            publications: counter("mangrove_publications_total", "Heads published by this process"),
            failed_publications: counter("mangrove_publications_failed_total", "Publications that failed"),
            exports: counter("mangrove_exports_total", "Lists of registrations taken away by organisers"),
            sign_ins: IntCounterVec::new(sign_ins, &["step"]).expect(made),
            attachments: IntCounterVec::new(attachments, &["step"]).expect(made),
            attachment_bytes: counter("mangrove_attachment_bytes_total", "Bytes of files that people handed in"),
            revision: gauge("mangrove_revision", "Revision of the newest head"),
        };
        metrics.register();
        metrics
    }

    fn register(&self) {
        let parts: [Box<dyn prometheus::core::Collector>; 11] = [
            Box::new(self.requests.clone()),
            Box::new(self.seconds.clone()),
            Box::new(self.open_connections.clone()),
            Box::new(self.refused_handshakes.clone()),
            Box::new(self.publications.clone()),
            Box::new(self.failed_publications.clone()),
            Box::new(self.sign_ins.clone()),
            Box::new(self.attachments.clone()),
            Box::new(self.attachment_bytes.clone()),
            Box::new(self.exports.clone()),
            Box::new(self.revision.clone()),
        ];
        for part in parts {
            self.registry.register(part).expect("each name is registered once");
        }
    }

    pub fn answered(&self, route: &str, status: u16, took: Duration) {
        self.requests.with_label_values(&[route, &status.to_string()]).inc();
        self.seconds.with_label_values(&[route]).observe(took.as_secs_f64());
    }

    /// A step is one word of a closed list, and never says who.
    pub fn sign_in(&self, step: &'static str) {
        self.sign_ins.with_label_values(&[step]).inc();
    }

    /// A step is one word of a closed list: `piece`, `whole`, or why a file was refused.
    pub fn attachment(&self, step: &'static str, bytes: u64) {
        self.attachments.with_label_values(&[step]).inc();
        self.attachment_bytes.inc_by(bytes);
    }

    pub fn set_revision(&self, revision: u64) {
        self.revision.set(i64::try_from(revision).unwrap_or(i64::MAX));
    }

    /// The Prometheus text format.
    pub fn to_text(&self) -> Vec<u8> {
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text).expect("writing to memory does not fail");
        text
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Metrics::new()
    }
}
