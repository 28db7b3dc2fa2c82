//! Programs that peers need: found, run to their end, or kept running for as long as they are asked.

use anyhow::{Context, ensure};
use std::env;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A program of this name.
pub fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// Runs a program to its end; what it says is shown only if it fails.
///
/// # Errors
/// If it does not start, or fails.
pub fn run(mut command: Command) -> anyhow::Result<String> {
    let output = command
        .output()
        .with_context(|| format!("{} does not start", command.get_program().display()))?;
    ensure!(
        output.status.success(),
        "{} failed ({}): {}{}",
        command.get_program().display(),
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A port on which nobody listens.
///
/// # Errors
/// If the system has none to give.
pub fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// A user's or a group's number, as `id` says it; this process's own unless a user is named.
///
/// # Errors
/// If there is no such user.
pub fn id_of(which: &str, user: Option<&str>) -> anyhow::Result<u32> {
    let mut command = Command::new("id");
    command.arg(which).args(user);
    Ok(run(command)?.trim().parse()?)
}

/// A program that runs until this is dropped.
#[derive(Debug)]
pub struct Running {
    /// The process.
    pub child: Child,
}

impl Running {
    /// Starts a program; what it says is not kept.
    ///
    /// # Errors
    /// If it does not start.
    pub fn start(mut command: Command) -> anyhow::Result<Self> {
        let child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{} does not start", command.get_program().display()))?;
        Ok(Self { child })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
