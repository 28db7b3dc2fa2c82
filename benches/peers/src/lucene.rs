//! Lucene, in a process of Java that asks it and takes the time itself, as a program that uses the library would.

use crate::peer::{Answer, Built, Peer, Record};
use crate::processes;
use crate::questions::{Question, Words};
use anyhow::{Context, ensure};
use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// What to install where there is none.
pub const PACKAGE: &str = "liblucene8-java default-jdk-headless";

const JARS: [&str; 3] = ["lucene-core-8", "lucene-analyzers-common-8", "lucene-facet-8"];
const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/java/LucenePeer.java");

/// The process.
pub struct Lucene {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// Its jars as a class path; `None` if one, or Java's compiler, is not installed.
pub fn class_path() -> Option<String> {
    processes::on_path("javac")?;
    let installed: Vec<PathBuf> = fs::read_dir("/usr/share/java")
        .ok()?
        .flatten()
        .map(|file| file.path())
        .collect();
    let jar = |name: &str| {
        let found = installed.iter().find(|path| {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            file.starts_with(name) && file.ends_with(".jar")
        });
        found.map(|path| path.display().to_string())
    };
    let jars: Option<Vec<String>> = JARS.into_iter().map(jar).collect();
    Some(jars?.join(":"))
}

impl Lucene {
    /// Takes all entries in.
    ///
    /// # Errors
    /// If Java fails.
    pub fn build(class_path: &str, folder: &Path, records: &[Record]) -> anyhow::Result<(Self, Built)> {
        let folder = folder.join("lucene");
        let (classes, index) = (folder.join("classes"), folder.join("index"));
        fs::create_dir_all(&classes)?;
        let mut compile = Command::new("javac");
        compile.args(["-cp", class_path, "-d"]).arg(&classes).arg(SOURCE);
        processes::run(compile)?;
        let class_path = format!("{class_path}:{}", classes.display());
        let java = |arguments: &[&str]| {
            let mut command = Command::new("java");
            command
                .args(["-Xms1g", "-Xmx1g", "-cp", &class_path, "LucenePeer"])
                .args(arguments)
                .stdin(Stdio::piped());
            command
        };
        let index_name = index.display().to_string();
        let threads = std::thread::available_parallelism()
            .map_or(1, usize::from)
            .to_string();
        let start = Instant::now();
        let mut child = java(&["index", &index_name, &threads])
            .spawn()
            .context("java does not start")?;
        let mut lines =
            BufWriter::with_capacity(1 << 20, child.stdin.take().context("java takes nothing in")?);
        for record in records {
            let Record { id, day, text, .. } = record;
            let [organisations, persons, speakers] =
                [&record.organisations, &record.persons, &record.speakers].map(|values| values.join("|"));
            let month = record.month();
            writeln!(
                lines,
                "{id}\t{day}\t{month}\t{organisations}\t{persons}\t{speakers}\t{text}"
            )?;
        }
        lines.flush()?;
        drop(lines);
        let status = child.wait()?;
        ensure!(status.success(), "Lucene does not index: {status}");
        let time = start.elapsed();
        let mut bytes = 0;
        for file in fs::read_dir(&index)? {
            bytes += file?.metadata()?.len();
        }
        let mut child = java(&["search", &index_name])
            .stdout(Stdio::piped())
            .spawn()
            .context("java does not start")?;
        let questions = child.stdin.take().context("java takes nothing in")?;
        let mut answers = BufReader::new(child.stdout.take().context("java says nothing")?);
        let mut ready = String::new();
        answers.read_line(&mut ready)?;
        ensure!(
            ready.starts_with("ready"),
            "Lucene does not open its index: {ready:?}"
        );
        let peer = Self {
            child,
            questions,
            answers,
        };
        Ok((peer, Built { time, bytes }))
    }
}

impl Drop for Lucene {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Peer for Lucene {
    fn name(&self) -> &'static str {
        "Lucene"
    }

    fn is_server(&self) -> bool {
        false
    }

    /// Java compiles what it has seen often.
    fn warm_after(&self) -> usize {
        10
    }

    fn ask(&mut self, question: &Question) -> anyhow::Result<Answer> {
        let (kind, first, second) = match &question.words {
            Words::One(word) => ("one", word.as_str(), ""),
            Words::And(first, second) => ("and", first.as_str(), second.as_str()),
            Words::Or(first, second) => ("or", first.as_str(), second.as_str()),
            Words::Phrase(first, second) => ("phrase", first.as_str(), second.as_str()),
            Words::Prefix(beginning) => ("prefix", beginning.as_str(), ""),
        };
        let narrow = match &question.narrow {
            Some(narrow) => format!("{}\t{}\t{}", narrow.person, narrow.from, narrow.to),
            None => "\t\t".to_owned(),
        };
        let facets = if question.counts { "facets" } else { "" };
        writeln!(self.questions, "{kind}\t{first}\t{second}\t{narrow}\t{facets}")?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let numbers: Vec<u64> = line
            .trim_end()
            .split('\t')
            .map(str::parse)
            .collect::<Result<_, _>>()
            .with_context(|| format!("Lucene answered {line:?}"))?;
        let [nanoseconds, total, hits, values] = numbers[..] else {
            anyhow::bail!("Lucene answered {line:?}");
        };
        Ok(Answer {
            time: Duration::from_nanos(nanoseconds),
            total,
            hits: usize::try_from(hits)?,
            values: usize::try_from(values)?,
        })
    }
}
