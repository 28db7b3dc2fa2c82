//! A running server and what it answers.

use crate::sandbox::{Started, lossy};
use crate::{DEADLINE, poll};
use serde_json::Value;
use std::time::Duration;
use ureq::Agent;
use ureq::http::{HeaderMap, Request};

/// A server of a sandbox. It ends with the value; if the test fails, what it logged is printed.
#[derive(Debug)]
pub struct Server {
    started: Started,
    address: String,
    agent: Agent,
}

/// What a server answered, whatever the status.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub body: String,
}

impl Server {
    /// Waits until the server says where it answers.
    pub(crate) fn new(mut started: Started) -> Self {
        let address = poll("the server answers", DEADLINE, || {
            let printed = lossy(&started.stdout);
            if let Some(line) = printed.strip_suffix('\n') {
                let address = line.strip_prefix("Daybook answers at http://");
                return Some(address.expect("the server says where it answers").to_owned());
            }
            assert!(
                started.is_running(),
                "the server ended:\n{}",
                lossy(&started.stderr)
            );
            None
        });
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .accept_encoding("identity")
            .timeout_global(Some(Duration::from_secs(20)))
            .build()
            .into();
        Self {
            started,
            address,
            agent,
        }
    }

    /// Where it answers: `127.0.0.1:4711`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        lossy(&self.started.stderr)
    }

    /// Asks for a path with its query string, as they stand.
    ///
    /// # Panics
    /// If there is no answer at all.
    pub fn get(&self, target: &str) -> Answer {
        self.request("GET", target, &[], "")
    }

    /// Sends a JSON body.
    ///
    /// # Panics
    /// If there is no answer at all.
    pub fn post(&self, target: &str, body: &str) -> Answer {
        self.request("POST", target, &[("content-type", "application/json")], body)
    }

    /// Sends any request. An empty body is none.
    ///
    /// # Panics
    /// If there is no answer at all.
    pub fn request(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("http://{}{target}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = if body.is_empty() {
            self.agent.run(request.body(()).expect("the request is sound"))
        } else {
            self.agent
                .run(request.body(body.to_owned()).expect("the request is sound"))
        };
        let answer = answer.unwrap_or_else(|error| panic!("{method} {target}: no answer: {error}"));
        let (parts, mut body) = answer.into_parts();
        let bytes = body
            .read_to_vec()
            .unwrap_or_else(|error| panic!("{method} {target}: {error}"));
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// The answer to a search that should succeed.
    ///
    /// # Panics
    /// If it does not.
    #[track_caller]
    pub fn search(&self, parameters: &[(&str, &str)]) -> Value {
        self.get(&format!("/v1/search?{}", query_string(parameters)))
            .expect(200)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let log = self.log();
            let from = log.char_indices().rev().nth(4000).map_or(0, |(at, _)| at);
            eprintln!("--- the end of the server's log\n{}", &log[from..]);
        }
    }
}

impl Answer {
    /// The body as JSON.
    ///
    /// # Panics
    /// If it is none.
    #[track_caller]
    pub fn json(&self) -> Value {
        match serde_json::from_str(&self.body) {
            Ok(value) => value,
            Err(error) => panic!("status {}: no JSON: {error}: {}", self.status, self.body),
        }
    }

    /// The JSON of an answer with this status.
    ///
    /// # Panics
    /// If it has another.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.json()
    }

    /// A header's value, empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// Percent-encodes a value for a query string.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// `name=value` pairs as a query string.
pub fn query_string(parameters: &[(&str, &str)]) -> String {
    parameters
        .iter()
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_strings_are_encoded() {
        assert_eq!(
            query_string(&[("q", "A&E + “x”"), ("limit", "3")]),
            "q=A%26E%20%2B%20%E2%80%9Cx%E2%80%9D&limit=3"
        );
    }
}
