//! The `daybook` binary that people run, as a process of its own: so its memory and its processor time are its own too.

use anyhow::{Context, bail, ensure};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

/// How often memory is looked at.
const LOOK: Duration = Duration::from_millis(10);
/// `/proc/PID/stat` counts processor time in these.
const TICK: Duration = Duration::from_millis(10);

/// The binary.
#[derive(Debug, Clone)]
pub struct Daybook {
    binary: PathBuf,
    gazetteer: PathBuf,
}

/// What a rebuild took.
#[derive(Debug, Clone)]
pub struct Rebuilt {
    /// From start to end of the process.
    pub time: Duration,
    /// The processor time that it took, of all threads.
    pub processor_time: Duration,
    /// What it said of itself.
    pub report: Value,
    /// The most memory of its own, in bytes.
    pub private_memory: u64,
    /// The most memory, files that it mapped included.
    pub memory: u64,
}

impl Daybook {
    /// The binary, with the gazetteer of the repository.
    ///
    /// # Errors
    /// If it is not there.
    pub fn new(binary: &Path) -> anyhow::Result<Self> {
        ensure!(
            binary.is_file(),
            "there is no {}: build it with `make build`, or name it with --daybook",
            binary.display()
        );
        Ok(Self {
            binary: binary.to_owned(),
            gazetteer: Path::new(env!("CARGO_MANIFEST_DIR")).join("../index-data/gazetteer"),
        })
    }

    fn command(&self, name: &str, data_dir: &Path) -> Command {
        let mut command = Command::new(&self.binary);
        command
            .arg(name)
            .arg("--data-dir")
            .arg(data_dir)
            .arg("--gazetteer")
            .arg(&self.gazetteer)
            .stdin(Stdio::null());
        command
    }

    /// Indexes an archive.
    ///
    /// # Errors
    /// If the rebuild fails.
    pub fn index(&self, archive: &Path, data_dir: &Path) -> anyhow::Result<Rebuilt> {
        let (start, before) = (Instant::now(), children_processor_time());
        let mut child = self
            .command("index", data_dir)
            .args(["--format", "json"])
            .arg(archive)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("daybook index does not start")?;
        let (mut private_memory, mut memory) = (0, 0);
        let status = loop {
            let now = Memory::of(child.id());
            private_memory = private_memory.max(now.private);
            memory = memory.max(now.peak);
            if let Some(status) = child.try_wait()? {
                break status;
            }
            thread::sleep(LOOK);
        };
        let time = start.elapsed();
        let processor_time = children_processor_time().saturating_sub(before);
        let mut answer = String::new();
        if let Some(mut out) = child.stdout.take() {
            out.read_to_string(&mut answer)?;
        }
        ensure!(status.success(), "daybook index ended with {status}");
        Ok(Rebuilt {
            time,
            processor_time,
            report: serde_json::from_str(&answer).context("daybook index gave no JSON")?,
            private_memory,
            memory,
        })
    }

    /// Starts a server on a free port, and waits until it is ready.
    ///
    /// # Errors
    /// If it does not come up.
    pub fn serve(&self, data_dir: &Path) -> anyhow::Result<Server> {
        let start = Instant::now();
        let mut child = self
            .command("serve", data_dir)
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("daybook serve does not start")?;
        let out = child.stdout.take();
        let mut server = Server {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            ready: Duration::ZERO,
        };
        let mut line = String::new();
        if let Some(out) = out {
            BufReader::new(out).read_line(&mut line)?;
        }
        let Some((_, address)) = line.trim().split_once("http://") else {
            bail!("daybook serve said {line:?}, not where it answers");
        };
        server.address = address.parse()?;
        let deadline = Instant::now() + Duration::from_secs(60);
        while !server.is_ready() {
            ensure!(Instant::now() < deadline, "daybook serve does not become ready");
        }
        server.ready = start.elapsed();
        Ok(server)
    }
}

/// A running server; dropping it ends it.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it answers.
    pub address: SocketAddr,
    /// From its start until `/v1/readyz` said yes.
    pub ready: Duration,
}

impl Server {
    fn is_ready(&self) -> bool {
        let ask = || -> std::io::Result<bool> {
            use std::io::Write;
            let mut stream = std::net::TcpStream::connect(self.address)?;
            stream.write_all(b"GET /v1/readyz HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            Ok(answer.split(' ').nth(1) == Some("200"))
        };
        ask().unwrap_or(false)
    }

    /// Its own memory, in bytes: without files that it mapped, which are the system's to take back.
    pub fn private_memory(&self) -> u64 {
        Memory::of(self.child.id()).private
    }

    /// The processor time that it has taken.
    pub fn processor_time(&self) -> Duration {
        processor_time(&self.child.id().to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The processor time of this process.
pub fn own_processor_time() -> Duration {
    processor_time("self")
}

/// The processor time of all processes that this one started and that have ended.
fn children_processor_time() -> Duration {
    ticks("self", 13)
}

/// User and system time of a process.
fn processor_time(process: &str) -> Duration {
    ticks(process, 11)
}

/// The sum of two fields of `/proc/PID/stat`, counted from after the name: 11 and 12 are user and system time of the
/// process, 13 and 14 of its children that have ended. Zero where there are none.
fn ticks(process: &str, first: usize) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name in parentheses may hold spaces.
    let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks: u32 = after
        .split_whitespace()
        .skip(first)
        .take(2)
        .filter_map(|ticks| ticks.parse::<u32>().ok())
        .sum();
    TICK * ticks
}

/// What a process holds, in bytes; nothing where that cannot be told.
#[derive(Debug, Clone, Copy, Default)]
struct Memory {
    private: u64,
    peak: u64,
}

impl Memory {
    fn of(process: u32) -> Self {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let bytes = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            let kilobytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
            Some(kilobytes * 1024)
        };
        Self {
            private: bytes("RssAnon:").unwrap_or_default(),
            peak: bytes("VmHWM:").unwrap_or_default(),
        }
    }
}
