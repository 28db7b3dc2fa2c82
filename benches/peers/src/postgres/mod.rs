//! PostgreSQL's full-text search.

mod server;

pub use server::programs;

use crate::peer::{Answer, Built, Peer, Record};
use crate::processes;
use crate::questions::{Question, Words};
use anyhow::{Context, bail};
use postgres::types::ToSql;
use postgres::{Client, NoTls, Statement};
use server::Server;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// What to install where there is none.
pub const PACKAGE: &str = "postgresql";

/// Rows stay whole in their pages, so that ranks are reckoned without looking elsewhere. Words are those of `english`, with the
/// ones that it leaves out, for the others find them too.
const SCHEMA: &str = "
    CREATE TEXT SEARCH DICTIONARY stems (TEMPLATE = snowball, LANGUAGE = english);
    CREATE TEXT SEARCH CONFIGURATION words (COPY = english);
    ALTER TEXT SEARCH CONFIGURATION words ALTER MAPPING REPLACE english_stem WITH stems;
    CREATE TABLE entries(id int PRIMARY KEY, name text NOT NULL, day int NOT NULL, month int NOT NULL,
        organisations int[] NOT NULL, persons int[] NOT NULL, speakers int[] NOT NULL, text text NOT NULL,
        words tsvector GENERATED ALWAYS AS (to_tsvector('words', text)) STORED) WITH (toast_tuple_target = 8160);
    CREATE TABLE names(id int PRIMARY KEY, name text NOT NULL);";
const INDEXES: &str = "
    CREATE INDEX ON entries USING gin(words) WITH (fastupdate = off);
    CREATE INDEX ON entries USING gin(persons) WITH (fastupdate = off);
    CREATE INDEX ON entries(day);
    ALTER TABLE entries ALTER words SET STATISTICS 1000;";

const HITS: &str = "
    SELECT best.total, entries.name, entries.text FROM
        (SELECT id, ts_rank(words, to_tsquery('words', $1)) AS rank, count(*) OVER () AS total
         FROM entries WHERE words @@ to_tsquery('words', $1) NARROW ORDER BY rank DESC LIMIT 10) AS best
    JOIN entries USING (id) ORDER BY best.rank DESC";
const COUNTED: &str = "
    WITH found AS MATERIALIZED
        (SELECT id, ts_rank(words, to_tsquery('words', $1)) AS rank, organisations, persons, speakers, month
         FROM entries WHERE words @@ to_tsquery('words', $1) NARROW)
    SELECT 0, NULL, count(*) FROM found
    UNION ALL SELECT 1, names.name, number FROM
        (SELECT value, count(*) AS number FROM found, unnest(organisations) AS value
         GROUP BY value ORDER BY number DESC LIMIT 10) AS counts JOIN names ON names.id = value
    UNION ALL SELECT 2, names.name, number FROM
        (SELECT value, count(*) AS number FROM found, unnest(persons) AS value
         GROUP BY value ORDER BY number DESC LIMIT 10) AS counts JOIN names ON names.id = value
    UNION ALL SELECT 3, names.name, number FROM
        (SELECT value, count(*) AS number FROM found, unnest(speakers) AS value
         GROUP BY value ORDER BY number DESC LIMIT 10) AS counts JOIN names ON names.id = value
    UNION ALL SELECT 4, month::text, count(*) FROM found GROUP BY month
    UNION ALL SELECT 5, entries.text, 0 FROM
        (SELECT id, rank FROM found ORDER BY rank DESC LIMIT 10) AS best JOIN entries USING (id)";
const NARROW: &str = "AND persons @> ARRAY[$2::int] AND day BETWEEN $3 AND $4";

/// A server, and a connection to it.
pub struct Postgres {
    // Dropped in this order: the connection ends before the server.
    client: Client,
    statements: Statements,
    names: HashMap<String, i32>,
    _server: Server,
}

struct Statements {
    hits: Statement,
    narrow_hits: Statement,
    counted: Statement,
    narrow_counted: Statement,
}

impl Postgres {
    /// Starts a server and takes all entries in.
    ///
    /// # Errors
    /// If it does not start, or refuses an entry.
    pub fn build(programs: &Path, folder: &Path, records: &[Record]) -> anyhow::Result<(Self, Built)> {
        let port = processes::free_port()?;
        let server = Server::start(programs, folder, port)?;
        let mut client = connect(port)?;
        let start = Instant::now();
        client.batch_execute(SCHEMA)?;
        let mut names = HashMap::new();
        // In one transaction with its table, rows go in without a log.
        let mut transaction = client.transaction()?;
        transaction.batch_execute("TRUNCATE entries, names")?;
        let mut rows = transaction.copy_in(
            "COPY entries(id, name, day, month, organisations, persons, speakers, text) FROM STDIN",
        )?;
        let mut line = String::new();
        for (id, record) in records.iter().enumerate() {
            line.clear();
            write!(line, "{id}\t{}\t{}\t{}", record.id, record.day, record.month())?;
            for values in [&record.organisations, &record.persons, &record.speakers] {
                let numbers: Vec<String> = values
                    .iter()
                    .map(|value| number(&mut names, value).to_string())
                    .collect();
                write!(line, "\t{{{}}}", numbers.join(","))?;
            }
            writeln!(line, "\t{}", record.text.replace('\\', "\\\\"))?;
            rows.write_all(line.as_bytes())?;
        }
        rows.finish()?;
        let mut rows = transaction.copy_in("COPY names FROM STDIN")?;
        for (name, id) in &names {
            writeln!(rows, "{id}\t{name}")?;
        }
        rows.finish()?;
        transaction.commit()?;
        client.batch_execute(INDEXES)?;
        client.batch_execute("VACUUM (FREEZE, ANALYZE)")?;
        let time = start.elapsed();
        let size = client.query_one(
            "SELECT pg_total_relation_size('entries') + pg_total_relation_size('names')",
            &[],
        )?;
        let bytes = u64::try_from(size.get::<_, i64>(0))?;
        let mut prepare = |sql: &str, narrow: &str| client.prepare(&sql.replace("NARROW", narrow));
        let statements = Statements {
            hits: prepare(HITS, "")?,
            narrow_hits: prepare(HITS, NARROW)?,
            counted: prepare(COUNTED, "")?,
            narrow_counted: prepare(COUNTED, NARROW)?,
        };
        let peer = Self {
            client,
            statements,
            names,
            _server: server,
        };
        Ok((peer, Built { time, bytes }))
    }
}

/// A name's number; new ones are given out in order. A person's and an organisation's names may be one.
fn number(names: &mut HashMap<String, i32>, name: &str) -> i32 {
    let next = i32::try_from(names.len()).unwrap_or(i32::MAX);
    *names.entry(name.to_owned()).or_insert(next)
}

fn connect(port: u16) -> anyhow::Result<Client> {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        match Client::connect(
            &format!("host=127.0.0.1 port={port} user=bench dbname=postgres"),
            NoTls,
        ) {
            Ok(client) => return Ok(client),
            Err(error) if Instant::now() > deadline => bail!("PostgreSQL does not answer: {error}"),
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

impl Peer for Postgres {
    fn name(&self) -> &'static str {
        "PostgreSQL"
    }

    fn is_server(&self) -> bool {
        true
    }

    fn ask(&mut self, question: &Question) -> anyhow::Result<Answer> {
        let words = match &question.words {
            Words::One(word) => word.clone(),
            Words::And(first, second) => format!("{first} & {second}"),
            Words::Or(first, second) => format!("{first} | {second}"),
            Words::Phrase(first, second) => format!("{first} <-> {second}"),
            Words::Prefix(beginning) => format!("{beginning}:*"),
        };
        let narrow = match &question.narrow {
            Some(narrow) => {
                let person = self.names.get(&narrow.person).context("nobody is called so")?;
                Some((*person, i32::try_from(narrow.from)?, i32::try_from(narrow.to)?))
            }
            None => None,
        };
        let mut values: Vec<&(dyn ToSql + Sync)> = vec![&words];
        if let Some((person, from, to)) = &narrow {
            values.extend([person as &(dyn ToSql + Sync), from, to]);
        }
        let statements = &self.statements;
        let statement = match (question.counts, narrow.is_some()) {
            (false, false) => &statements.hits,
            (false, true) => &statements.narrow_hits,
            (true, false) => &statements.counted,
            (true, true) => &statements.narrow_counted,
        };
        let start = Instant::now();
        let rows = self.client.query(statement, &values)?;
        let time = start.elapsed();
        let (mut total, mut hits, mut counted) = (0, 0, 0);
        for row in rows {
            if !question.counts {
                total = row.get::<_, i64>(0);
                hits += usize::from(!row.get::<_, &str>(2).is_empty());
                continue;
            }
            match row.get::<_, i32>(0) {
                0 => total = row.get::<_, i64>(2),
                1..=3 => counted += 1,
                5 => hits += usize::from(!row.get::<_, &str>(1).is_empty()),
                _ => {}
            }
        }
        Ok(Answer {
            time,
            total: u64::try_from(total)?,
            hits,
            values: counted,
        })
    }
}
