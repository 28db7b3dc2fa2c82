//! A folder of its own to run the binary in.

use crate::{DEADLINE, Server, binary, mask, poll, repository};
use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

/// A temporary folder in which commands run, with nothing of the environment around it. Files are named relative to
/// it; it goes with the value.
#[derive(Debug)]
pub struct Sandbox {
    folder: TempDir,
    /// What commands print, kept apart so that it is not in the way of the archive.
    streams: TempDir,
    runs: AtomicUsize,
}

/// A command that has ended.
#[derive(Debug)]
pub struct Run {
    /// The arguments.
    pub command: String,
    /// The exit status; `None` where a signal ended it.
    pub status: Option<i32>,
    /// What it printed to standard output.
    pub stdout: String,
    /// What it printed to standard error.
    pub stderr: String,
    /// The sandbox's files afterwards.
    pub listing: String,
    /// The sandbox's path, for masking.
    folder: PathBuf,
}

impl Sandbox {
    /// An empty folder.
    ///
    /// # Panics
    /// If the system has no room for one.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self {
            folder: TempDir::new().expect("there is room for a temporary folder"),
            streams: TempDir::new().expect("there is room for a temporary folder"),
            runs: AtomicUsize::new(0),
        }
    }

    /// A folder with the repository's sample archive, indexed.
    pub fn with_sample() -> Self {
        let sandbox = Self::new();
        sandbox.copy(&repository().join("index-data/sample"), "sample");
        sandbox.run(&["index", "sample"]).expect(0);
        sandbox
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The full path of a file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Writes a file, and the folders that it is in.
    ///
    /// # Panics
    /// If it cannot.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.file(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("folders can be made");
        fs::write(path, content).expect("files can be written");
    }

    /// Removes a file.
    ///
    /// # Panics
    /// If there is none.
    pub fn remove(&self, name: &str) {
        fs::remove_file(self.file(name)).expect("the file is there");
    }

    /// Copies a folder of anywhere to `name`.
    ///
    /// # Panics
    /// If it cannot be read.
    pub fn copy(&self, from: &Path, name: &str) {
        for entry in fs::read_dir(from).expect("the folder can be read") {
            let entry = entry.expect("the folder can be read");
            let name = format!("{name}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                self.copy(&entry.path(), &name);
            } else {
                self.write(&name, fs::read(entry.path()).expect("the file can be read"));
            }
        }
    }

    /// The names of the folders of generations, whole or not.
    pub fn generations(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.file("index-data/index/generations"))
            .map(|entries| {
                entries
                    .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
                    .collect()
            })
            .unwrap_or_default();
        names.sort_unstable();
        names
    }

    /// The live generation's id.
    ///
    /// # Panics
    /// If there is none.
    pub fn current(&self) -> String {
        let text = fs::read_to_string(self.file("index-data/index/CURRENT")).expect("there is an index");
        text.trim().to_owned()
    }

    /// A command to be run in the folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command
            .args(args)
            .current_dir(self.path())
            .env_clear()
            .stdin(Stdio::null());
        command
    }

    /// Starts a command; [`finish`](Self::finish) waits for it.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn start(&self, args: &[&str]) -> Started {
        self.start_command(self.command(args), args.join(" "))
    }

    fn start_command(&self, mut command: Command, shown: String) -> Started {
        let number = self.runs.fetch_add(1, Ordering::Relaxed);
        let stdout = self.streams.path().join(format!("{number}.out"));
        let stderr = self.streams.path().join(format!("{number}.err"));
        let create = |path: &Path| File::create(path).expect("files can be written");
        let child = command
            .stdout(create(&stdout))
            .stderr(create(&stderr))
            .spawn()
            .expect("the binary runs");
        Started {
            child,
            command: shown,
            stdout,
            stderr,
        }
    }

    /// Waits until a command ends.
    ///
    /// # Panics
    /// If it hangs.
    pub fn finish(&self, mut started: Started) -> Run {
        let what = format!("`daybook {}` ends", started.command);
        let status = poll(&what, DEADLINE, || {
            started.child.try_wait().expect("a child can be asked")
        });
        Run {
            status: status.code(),
            stdout: lossy(&started.stdout),
            stderr: lossy(&started.stderr),
            listing: self.listing(),
            folder: self.path().to_owned(),
            command: std::mem::take(&mut started.command),
        }
    }

    /// Runs a command to its end.
    pub fn run(&self, args: &[&str]) -> Run {
        self.finish(self.start(args))
    }

    /// Runs a command with variables in its environment.
    pub fn run_with(&self, variables: &[(&str, &str)], args: &[&str]) -> Run {
        let mut command = self.command(args);
        command.envs(variables.iter().copied());
        self.finish(self.start_command(command, args.join(" ")))
    }

    /// Starts a server on a free port.
    pub fn serve(&self) -> Server {
        Server::new(self.start(&["serve", "--listen", "127.0.0.1:0"]))
    }

    /// Every file, relative to the folder, with its size.
    fn listing(&self) -> String {
        let mut files = Vec::new();
        let mut folders = vec![self.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let kind = entry.file_type().ok();
                if kind.is_some_and(|kind| kind.is_dir()) {
                    folders.push(entry.path());
                } else {
                    let path = entry.path();
                    let name = path
                        .strip_prefix(self.path())
                        .unwrap_or(&path)
                        .display()
                        .to_string();
                    let size = entry.metadata().map(|data| data.len()).unwrap_or_default();
                    files.push(format!("  {name} ({size})"));
                }
            }
        }
        files.sort_unstable();
        files.join("\n")
    }
}

/// A command at work. Dropping it ends it.
#[derive(Debug)]
pub struct Started {
    pub(crate) child: Child,
    command: String,
    pub(crate) stdout: PathBuf,
    pub(crate) stderr: PathBuf,
}

impl Started {
    /// Ends it at once, as the loss of power would.
    ///
    /// # Panics
    /// If the system refuses.
    pub fn kill(&mut self) {
        self.child.kill().expect("a child can be ended");
        self.child.wait().expect("a child can be waited for");
    }

    /// What it printed to standard output so far.
    pub fn printed(&self) -> String {
        lossy(&self.stdout)
    }

    /// Sends this one process a signal by its name: `TERM`, `STOP`, `CONT`.
    ///
    /// # Panics
    /// If the system refuses.
    #[cfg(unix)]
    pub fn signal(&self, name: &str) {
        let sent = Command::new("sh")
            .args(["-c", &format!("kill -s {name} {}", self.child.id())])
            .status()
            .expect("signals can be sent");
        assert!(sent.success(), "the signal {name} cannot be sent");
    }

    /// Whether it is still at work.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // Only this process's own child, by its handle; one that has ended is left alone by the standard library.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Run {
    /// The run itself, if it ended with this status.
    ///
    /// # Panics
    /// If it did not: with all there is to know about it.
    #[track_caller]
    #[must_use]
    pub fn expecting(self, status: i32) -> Self {
        assert!(
            self.status == Some(status),
            "expected exit status {status}\n{self}"
        );
        self
    }

    /// Checks the exit status.
    ///
    /// # Panics
    /// As [`expecting`](Self::expecting).
    #[track_caller]
    pub fn expect(self, status: i32) {
        let _ = self.expecting(status);
    }

    /// Exit status and both streams, masked for a snapshot.
    pub fn masked(&self) -> String {
        let status = self
            .status
            .map_or("a signal".to_owned(), |status| status.to_string());
        let mut text = format!("$ daybook {}\nexit status {status}\n", self.command);
        for (name, stream) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !stream.is_empty() {
                text.push_str(&format!("--- {name}\n{stream}"));
            }
        }
        mask(&text.replace(&*self.folder.to_string_lossy(), "[sandbox]"))
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "$ daybook {}", self.command)?;
        writeln!(f, "exit status {:?}", self.status)?;
        writeln!(f, "--- stdout\n{}", self.stdout)?;
        writeln!(f, "--- stderr\n{}", self.stderr)?;
        write!(f, "--- files\n{}", self.listing)
    }
}

pub(crate) fn lossy(path: &Path) -> String {
    String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned()
}
