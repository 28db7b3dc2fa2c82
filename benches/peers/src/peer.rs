//! What every peer does: takes the same entries in, and answers the same questions.

use crate::questions::Question;
use std::time::Duration;

/// An entry, as much of it as is searched, counted and shown.
#[derive(Debug, Clone)]
pub struct Record {
    /// `page/seq`.
    pub id: String,
    /// The day as a number: 20120131.
    pub day: u32,
    /// Slugs of the organisations that it names.
    pub organisations: Vec<String>,
    /// Slugs of the persons that it names.
    pub persons: Vec<String>,
    /// Slugs of those whom it quotes.
    pub speakers: Vec<String>,
    /// What it says, on one line.
    pub text: String,
}

impl Record {
    /// The month as a number: 201201.
    pub fn month(&self) -> u32 {
        self.day / 100
    }
}

/// What it took to take all entries in.
#[derive(Debug, Clone, Copy)]
pub struct Built {
    /// From the first entry until it was ready for searches.
    pub time: Duration,
    /// What lies on disk then.
    pub bytes: u64,
}

/// An answer, as much of it as is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// How long it took, until all of it was read.
    pub time: Duration,
    /// The exact number of matches.
    pub total: u64,
    /// Hits that came with their text.
    pub hits: usize,
    /// Values that were counted, of all facets, and months.
    pub values: usize,
}

/// One of those that are compared.
pub trait Peer {
    /// What it is called.
    fn name(&self) -> &'static str;

    /// Whether it is asked through a server, as Daybook is, not as a library in the process that asks.
    fn is_server(&self) -> bool;

    /// How often everything is to be asked before it is as fast as it gets.
    fn warm_after(&self) -> usize {
        1
    }

    /// Asks a question. What it takes to put the question in the peer's words does not count.
    ///
    /// # Errors
    /// If it is not answered.
    fn ask(&mut self, question: &Question) -> anyhow::Result<Answer>;
}
