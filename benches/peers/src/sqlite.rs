//! SQLite's FTS5, in this process.

use crate::peer::{Answer, Built, Peer, Record};
use crate::questions::{Narrow, Question, Words};
use anyhow::Context;
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Tables of facets, which are a pair each of an entry and a value, in the order of entries.
const FACETS: [&str; 3] = ["organisation", "person", "speaker"];

/// Persons are words of a column of their own that does not count for the rank, so that they are looked up with the words.
const SCHEMA: &str = "
    CREATE TABLE entries(id INTEGER PRIMARY KEY, name TEXT NOT NULL, day INTEGER NOT NULL, month INTEGER NOT NULL,
        persons TEXT NOT NULL, text TEXT NOT NULL);
    CREATE VIRTUAL TABLE words USING fts5(text, persons, content='entries', content_rowid='id',
        tokenize='porter unicode61', prefix='4');
    INSERT INTO words(words, rank) VALUES('rank', 'bm25(1.0, 0.0)');
    CREATE TABLE organisation_names(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE person_names(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE speaker_names(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE organisation(entry INTEGER, value INTEGER, PRIMARY KEY(entry, value)) WITHOUT ROWID;
    CREATE TABLE person(entry INTEGER, value INTEGER, PRIMARY KEY(entry, value)) WITHOUT ROWID;
    CREATE TABLE speaker(entry INTEGER, value INTEGER, PRIMARY KEY(entry, value)) WITHOUT ROWID;";

/// A database in a file.
pub struct Sqlite {
    connection: Connection,
    persons: HashMap<String, i64>,
}

/// The numbers of names, in the order in which they came.
#[derive(Default)]
struct Numbers {
    of: HashMap<String, i64>,
}

impl Numbers {
    fn of(&mut self, name: &str) -> i64 {
        let next = i64::try_from(self.of.len()).unwrap_or(i64::MAX);
        *self.of.entry(name.to_owned()).or_insert(next)
    }
}

impl Sqlite {
    /// Takes all entries in.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn build(folder: &Path, records: &[Record]) -> anyhow::Result<(Self, Built)> {
        let path = folder.join("sqlite.db");
        let start = Instant::now();
        let mut connection = Connection::open(&path)?;
        connection.execute_batch(
            "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
             PRAGMA cache_size = -262144; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 34359738368;",
        )?;
        connection.execute_batch(SCHEMA)?;
        let transaction = connection.transaction()?;
        let mut numbers = FACETS.map(|_| Numbers::default());
        {
            let mut entry = transaction.prepare("INSERT INTO entries VALUES(?, ?, ?, ?, ?, ?)")?;
            let mut words = transaction.prepare("INSERT INTO words(rowid, text, persons) VALUES(?, ?, ?)")?;
            let [mut organisation, mut person, mut speaker] = FACETS
                .map(|facet| transaction.prepare(&format!("INSERT OR IGNORE INTO {facet} VALUES(?, ?)")));
            for (id, record) in (0_i64..).zip(records) {
                let values = [&record.organisations, &record.persons, &record.speakers];
                let inserts = [&mut organisation, &mut person, &mut speaker];
                let mut tokens = String::new();
                for (at, (values, insert)) in values.into_iter().zip(inserts).enumerate() {
                    let insert = insert.as_mut().map_err(|error| anyhow::anyhow!("{error}"))?;
                    for value in values {
                        let number = numbers[at].of(value);
                        insert.execute(params![id, number])?;
                        if FACETS[at] == "person" {
                            tokens.push_str(&format!("p{number} "));
                        }
                    }
                }
                entry.execute(params![
                    id,
                    record.id,
                    record.day,
                    record.month(),
                    tokens,
                    record.text
                ])?;
                words.execute(params![id, record.text, tokens])?;
            }
            for (facet, numbers) in FACETS.iter().zip(&numbers) {
                let mut insert = transaction.prepare(&format!("INSERT INTO {facet}_names VALUES(?, ?)"))?;
                for (name, number) in &numbers.of {
                    insert.execute(params![number, name])?;
                }
            }
        }
        transaction.commit()?;
        connection.execute_batch(
            "INSERT INTO words(words) VALUES('optimize'); ANALYZE;
             CREATE TEMP TABLE found(id INTEGER PRIMARY KEY);",
        )?;
        let built = Built {
            time: start.elapsed(),
            bytes: fs::metadata(&path)?.len(),
        };
        let [_, persons, _] = numbers;
        let persons = persons.of;
        Ok((Self { connection, persons }, built))
    }

    /// The exact total and the best ten.
    fn hits(&self, matching: &str, narrow: Option<&Narrow>) -> rusqlite::Result<(u64, usize)> {
        let (entries, values) = conditions(matching, narrow);
        let count = match narrow {
            None => "SELECT count(*) FROM words WHERE words MATCH ?".to_owned(),
            Some(_) => format!("SELECT count(*) FROM {entries}"),
        };
        let mut count = self.connection.prepare_cached(&count)?;
        let total = count.query_row(params_from_iter(&values), |row| row.get::<_, i64>(0))?;
        Ok((
            u64::try_from(total).unwrap_or_default(),
            self.best(matching, narrow)?,
        ))
    }

    fn best(&self, matching: &str, narrow: Option<&Narrow>) -> rusqlite::Result<usize> {
        let (entries, values) = conditions(matching, narrow);
        let mut best = match narrow {
            // By itself FTS5 keeps only the best while it goes over the matches.
            None => self.connection.prepare_cached(
                "SELECT entries.name, entries.text, best.rank FROM
                 (SELECT rowid, rank FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10) AS best
                 JOIN entries ON entries.id = best.rowid ORDER BY best.rank",
            )?,
            Some(_) => self.connection.prepare_cached(&format!(
                "SELECT entries.name, entries.text, words.rank FROM {entries} ORDER BY words.rank LIMIT 10"
            ))?,
        };
        let mut rows = best.query(params_from_iter(&values))?;
        let mut hits = 0;
        while let Some(row) = rows.next()? {
            hits += usize::from(!row.get::<_, String>(1)?.is_empty());
        }
        Ok(hits)
    }

    /// The same with facets: matches are found once, and kept while all is counted.
    fn counted(&self, matching: &str, narrow: Option<&Narrow>) -> rusqlite::Result<(u64, usize, usize)> {
        let (entries, values) = conditions(matching, narrow);
        self.connection
            .prepare_cached("DELETE FROM temp.found")?
            .execute([])?;
        let find = match narrow {
            None => "INSERT INTO temp.found SELECT rowid FROM words WHERE words MATCH ?".to_owned(),
            Some(_) => format!("INSERT INTO temp.found SELECT entries.id FROM {entries}"),
        };
        let total = self
            .connection
            .prepare_cached(&find)?
            .execute(params_from_iter(&values))?;
        let mut counted = 0;
        for facet in FACETS {
            let mut count = self.connection.prepare_cached(&format!(
                "SELECT names.name, counts.number FROM
                 (SELECT value, count(*) AS number FROM temp.found CROSS JOIN {facet} ON entry = found.id
                  GROUP BY value ORDER BY number DESC LIMIT 10) AS counts
                 JOIN {facet}_names AS names ON names.id = counts.value ORDER BY counts.number DESC"
            ))?;
            let mut rows = count.query([])?;
            while let Some(row) = rows.next()? {
                let _: (String, i64) = (row.get(0)?, row.get(1)?);
                counted += 1;
            }
        }
        let mut months = self.connection.prepare_cached(
            "SELECT month, count(*) FROM temp.found CROSS JOIN entries ON entries.id = found.id GROUP BY month",
        )?;
        let mut rows = months.query([])?;
        while let Some(row) = rows.next()? {
            let _: (i64, i64) = (row.get(0)?, row.get(1)?);
        }
        Ok((total as u64, self.best(matching, narrow)?, counted))
    }

    fn matching(&self, question: &Question) -> anyhow::Result<String> {
        let words = match &question.words {
            Words::One(word) => format!("\"{word}\""),
            Words::And(first, second) => format!("\"{first}\" AND \"{second}\""),
            Words::Or(first, second) => format!("\"{first}\" OR \"{second}\""),
            Words::Phrase(first, second) => format!("\"{first} {second}\""),
            Words::Prefix(beginning) => format!("\"{beginning}\"*"),
        };
        let Some(narrow) = &question.narrow else {
            return Ok(format!("text : ({words})"));
        };
        let number = self.persons.get(&narrow.person).context("nobody is called so")?;
        Ok(format!("(text : ({words})) AND (persons : \"p{number}\")"))
    }
}

/// What entries are taken from, and the parameters of it.
fn conditions(matching: &str, narrow: Option<&Narrow>) -> (&'static str, Vec<Value>) {
    let mut values = vec![Value::from(matching.to_owned())];
    if let Some(narrow) = narrow {
        values.extend([
            Value::from(i64::from(narrow.from)),
            Value::from(i64::from(narrow.to)),
        ]);
    }
    (
        "words CROSS JOIN entries ON entries.id = words.rowid
         WHERE words MATCH ? AND entries.day BETWEEN ? AND ?",
        values,
    )
}

impl Peer for Sqlite {
    fn name(&self) -> &'static str {
        "SQLite"
    }

    fn is_server(&self) -> bool {
        false
    }

    fn ask(&mut self, question: &Question) -> anyhow::Result<Answer> {
        let matching = self.matching(question)?;
        let narrow = question.narrow.as_ref();
        let start = Instant::now();
        let (total, hits, values) = if question.counts {
            self.counted(&matching, narrow)?
        } else {
            let (total, hits) = self.hits(&matching, narrow)?;
            (total, hits, 0)
        };
        let time: Duration = start.elapsed();
        Ok(Answer {
            time,
            total,
            hits,
            values,
        })
    }
}
