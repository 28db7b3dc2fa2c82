//! Groonga's HTTP server.

use crate::peer::{Answer, Built, Peer, Record};
use crate::processes::{self, Running};
use crate::questions::{Question, Words};
use anyhow::{Context, ensure};
use daybook_benches::client::{Client, request};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use url::form_urlencoded;

/// What to install where there is none.
pub const PACKAGE: &str = "groonga-server-http groonga-token-filter-stem";

/// Facets that are counted besides months.
const FACETS: [&str; 3] = ["organisation", "person", "speaker"];
const SCHEMA: &str = "\
plugin_register token_filters/stem
table_create Organisations TABLE_PAT_KEY ShortText
table_create Persons TABLE_PAT_KEY ShortText
table_create Speakers TABLE_PAT_KEY ShortText
table_create Entries TABLE_NO_KEY
column_create Entries name COLUMN_SCALAR ShortText
column_create Entries day COLUMN_SCALAR UInt32
column_create Entries month COLUMN_SCALAR UInt32
column_create Entries organisation COLUMN_VECTOR Organisations
column_create Entries person COLUMN_VECTOR Persons
column_create Entries speaker COLUMN_VECTOR Speakers
column_create Entries text COLUMN_SCALAR Text
load --table Entries
";
/// Indexes are made when all entries are there, which is faster and leaves them tidier.
const INDEXES: &str = "\
table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram --normalizer NormalizerNFKC150 --token_filters TokenFilterStem
column_create Terms entries_text COLUMN_INDEX|WITH_POSITION Entries text
column_create Persons entries_person COLUMN_INDEX Entries person
table_create Days TABLE_PAT_KEY UInt32
column_create Days entries_day COLUMN_INDEX Entries day
";

/// A server.
pub struct Groonga {
    address: SocketAddr,
    runtime: tokio::runtime::Runtime,
    _running: Running,
}

/// Whether it and its stemmer are installed.
pub fn is_there() -> bool {
    let stemmer = |folder: &str| Path::new(folder).join("token_filters/stem.so").is_file();
    processes::on_path("groonga").is_some()
        && (stemmer("/usr/lib/groonga/plugins") || plugins().iter().any(|folder| stemmer(folder)))
}

/// Where Debian puts plugins.
fn plugins() -> Vec<String> {
    let folders = fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    folders
        .map(|folder| format!("{}/groonga/plugins", folder.path().display()))
        .collect()
}

impl Groonga {
    /// Takes all entries in and starts a server.
    ///
    /// # Errors
    /// If it refuses an entry, or does not start.
    pub fn build(folder: &Path, records: &[Record]) -> anyhow::Result<(Self, Built)> {
        let folder = folder.join("groonga");
        fs::create_dir(&folder)?;
        let database = folder.join("db");
        let start = Instant::now();
        load(&folder, &database, records)?;
        let time = start.elapsed();
        let mut bytes = 0;
        for file in fs::read_dir(&folder)? {
            let file = file?;
            if file.file_name().to_string_lossy().starts_with("db") {
                // Its files are as large as they may grow, and mostly holes.
                bytes += std::os::unix::fs::MetadataExt::blocks(&file.metadata()?) * 512;
            }
        }
        let port = processes::free_port()?;
        let mut serve = Command::new("groonga");
        serve
            .args([
                "-s",
                "--protocol",
                "http",
                "--bind-address",
                "127.0.0.1",
                "--port",
            ])
            .arg(port.to_string())
            // Answers are found each time, as everybody's here.
            .args(["--cache-limit", "0", "--log-level", "error", "--log-path"])
            .arg(folder.join("log"))
            .arg(&database)
            .stdin(Stdio::null());
        let mut peer = Self {
            address: SocketAddr::from(([127, 0, 0, 1], port)),
            runtime: daybook_benches::load::runtime()?,
            _running: Running::start(serve)?,
        };
        let deadline = Instant::now() + Duration::from_secs(30);
        while let Err(error) = peer.get("/d/status") {
            ensure!(Instant::now() < deadline, "Groonga does not answer: {error}");
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok((peer, Built { time, bytes }))
    }

    /// Asks for a path, over a connection of its own, for the server ends each after one answer.
    fn get(&mut self, path: &str) -> anyhow::Result<(Duration, Value)> {
        let request = request(path);
        let start = Instant::now();
        let body = self.runtime.block_on(async {
            let mut client = Client::connect(self.address).await?;
            anyhow::Ok(client.ask(&request).await?.to_vec())
        })?;
        Ok((start.elapsed(), serde_json::from_slice(&body)?))
    }
}

fn load(folder: &Path, database: &Path, records: &[Record]) -> anyhow::Result<()> {
    let mut child = Command::new("groonga")
        .args(["--log-level", "error", "--log-path"])
        .arg(folder.join("log"))
        .arg("-n")
        .arg(database)
        .stdin(Stdio::piped())
        .stdout(File::create(folder.join("said"))?)
        .spawn()
        .context("groonga does not start")?;
    let mut commands =
        BufWriter::with_capacity(1 << 20, child.stdin.take().context("groonga takes nothing in")?);
    commands.write_all(SCHEMA.as_bytes())?;
    for (at, record) in records.iter().enumerate() {
        commands.write_all(if at == 0 { b"[\n" } else { b",\n" })?;
        let month = record.month();
        let Record {
            id,
            day,
            organisations,
            persons,
            speakers,
            text,
        } = record;
        let row = json!({"name": id, "day": day, "month": month, "organisation": organisations, "person": persons,
            "speaker": speakers, "text": text});
        serde_json::to_writer(&mut commands, &row)?;
    }
    commands.write_all(b"\n]\n")?;
    commands.write_all(INDEXES.as_bytes())?;
    commands.flush()?;
    drop(commands);
    let status = child.wait()?;
    let said = fs::read_to_string(folder.join("said"))?;
    // An answer begins with a return code, which is zero where all went well.
    let failed = said.lines().find(|line| line.starts_with("[[-"));
    ensure!(
        status.success() && failed.is_none(),
        "Groonga does not load: {status}, {failed:?}"
    );
    Ok(())
}

fn path(question: &Question) -> String {
    let words = match &question.words {
        Words::One(word) => word.clone(),
        Words::And(first, second) => format!("{first} {second}"),
        Words::Or(first, second) => format!("{first} OR {second}"),
        Words::Phrase(first, second) => format!("\"{first} {second}\""),
        Words::Prefix(beginning) => format!("{beginning}*"),
    };
    let mut query = form_urlencoded::Serializer::new(String::new());
    query
        .append_pair("table", "Entries")
        .append_pair("match_columns", "text")
        .append_pair("query", &words)
        .append_pair("sort_keys", "-_score")
        .append_pair("limit", "10")
        .append_pair("output_columns", "name,_score,text");
    if let Some(narrow) = &question.narrow {
        let (from, to) = (narrow.from, narrow.to);
        let filter = format!(
            "person @ \"{}\" && between(day, {from}, \"include\", {to}, \"include\")",
            narrow.person
        );
        query.append_pair("filter", &filter);
    }
    if question.counts {
        for facet in FACETS {
            let key = |of: &str| format!("drilldowns[{facet}].{of}");
            query
                .append_pair(&key("keys"), facet)
                .append_pair(&key("sort_keys"), "-_nsubrecs")
                .append_pair(&key("limit"), "10")
                .append_pair(&key("output_columns"), "_key,_nsubrecs");
        }
        query
            .append_pair("drilldowns[month].keys", "month")
            .append_pair("drilldowns[month].limit", "-1")
            .append_pair("drilldowns[month].output_columns", "_key,_nsubrecs");
    }
    format!("/d/select?{}", query.finish())
}

impl Peer for Groonga {
    fn name(&self) -> &'static str {
        "Groonga"
    }

    fn is_server(&self) -> bool {
        true
    }

    fn ask(&mut self, question: &Question) -> anyhow::Result<Answer> {
        let (time, answer) = self.get(&path(question))?;
        // [[code, started, took], [[[total], columns, hits...], {facet: [[number], columns, values...]}]]
        let (found, facets) = (&answer[1][0], &answer[1][1]);
        let rows = |table: &Value| table.as_array().map_or(0, |rows| rows.len().saturating_sub(2));
        Ok(Answer {
            time,
            total: found[0][0].as_u64().context("Groonga's answer has no total")?,
            hits: rows(found),
            values: FACETS.iter().map(|facet| rows(&facets[facet])).sum(),
        })
    }
}
