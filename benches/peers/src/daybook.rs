//! Daybook, over HTTP as anybody asks it.

use crate::peer::{Answer, Peer};
use crate::questions::{Narrow, Question, Words};
use anyhow::Context;
use daybook_benches::client::{Client, request};
use daybook_benches::daybook::Server;
use serde_json::Value;
use std::time::{Duration, Instant};
use url::form_urlencoded;

/// Facets that are counted besides dates.
const FACETS: [&str; 3] = ["organisation", "person", "speaker"];
/// The server ends a connection that is idle for longer, which it may be while others take their time.
const IDLE: Duration = Duration::from_secs(1);

/// A running `daybook serve`.
pub struct Daybook {
    server: Server,
    runtime: tokio::runtime::Runtime,
    client: Client,
    asked: Instant,
}

impl Daybook {
    /// Connects to a server that is ready.
    ///
    /// # Errors
    /// If it does not answer.
    pub fn new(server: Server) -> anyhow::Result<Self> {
        let runtime = daybook_benches::load::runtime()?;
        let client = runtime.block_on(Client::connect(server.address))?;
        Ok(Self {
            server,
            runtime,
            client,
            asked: Instant::now(),
        })
    }
}

/// A question as parameters of `/v1/search`.
pub fn parameters(question: &Question) -> Vec<(&'static str, String)> {
    let words = match &question.words {
        Words::One(word) => word.clone(),
        Words::And(first, second) => format!("{first} {second}"),
        Words::Or(first, second) => format!("{first} OR {second}"),
        Words::Phrase(first, second) => format!("\"{first} {second}\""),
        Words::Prefix(beginning) => format!("{beginning}*"),
    };
    let highlight = ("highlight", "false".to_owned());
    let mut pairs = match &question.narrow {
        None => vec![("q", words), highlight],
        Some(Narrow { person, from, to }) => {
            let day = |day: &u32| format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100);
            let (from, to) = (day(from), day(to));
            match question.counts {
                // Persons and days that are selected are counted as if they were not, which nobody else is asked for.
                true => {
                    let narrow = format!("({words}) person:\"{person}\" date:[{from} TO {to}]");
                    vec![("q", narrow), highlight]
                }
                false => vec![
                    ("q", words),
                    highlight,
                    ("person", person.clone()),
                    ("from", from),
                    ("to", to),
                ],
            }
        }
    };
    if question.counts {
        pairs.extend(FACETS.map(|facet| ("facets", facet.to_owned())));
        pairs.push(("facets", "date".to_owned()));
        pairs.push(("facet_dates", "month".to_owned()));
    }
    pairs
}

impl Peer for Daybook {
    fn name(&self) -> &'static str {
        "Daybook"
    }

    fn is_server(&self) -> bool {
        true
    }

    fn ask(&mut self, question: &Question) -> anyhow::Result<Answer> {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(parameters(question))
            .finish();
        let request = request(&format!("/v1/search?{query}"));
        if self.asked.elapsed() > IDLE {
            self.client = self.runtime.block_on(Client::connect(self.server.address))?;
        }
        let start = Instant::now();
        let body = self.runtime.block_on(self.client.ask(&request))?;
        let time = start.elapsed();
        self.asked = Instant::now();
        let answer: Value = serde_json::from_slice(body)?;
        let hits = answer["hits"].as_array().context("an answer without hits")?;
        let values = |facet: &str| answer["facets"][facet].as_array().map_or(0, Vec::len);
        Ok(Answer {
            time,
            total: answer["total"].as_u64().context("an answer without a total")?,
            hits: hits.iter().filter(|hit| hit["text"].is_string()).count(),
            values: FACETS.into_iter().map(values).sum(),
        })
    }
}
