//! A PostgreSQL server of its own, in a folder of its own.

use crate::processes::{self, Running};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Memory for a machine that has a few gigabytes to spare, and nothing that only matters after a crash.
const SETTINGS: [&str; 16] = [
    "listen_addresses=127.0.0.1",
    "shared_buffers=1GB",
    "effective_cache_size=4GB",
    "work_mem=128MB",
    "maintenance_work_mem=512MB",
    "random_page_cost=1.1",
    "jit=off",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=8GB",
    "autovacuum=off",
    "max_parallel_workers_per_gather=2",
    "min_parallel_table_scan_size=8MB",
];

/// A running server; dropping it ends it.
pub struct Server {
    programs: PathBuf,
    data: PathBuf,
    user: Option<(u32, u32)>,
    _running: Running,
}

/// Where its programs are; `None` if it is not installed.
pub fn programs() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|version| {
            let version = version.ok()?;
            let number = version.file_name().to_str()?.parse().ok()?;
            let programs = version.path().join("bin");
            programs.join("initdb").is_file().then_some((number, programs))
        })
        .collect();
    found.sort_unstable();
    let newest = found.pop().map(|(_, programs)| programs);
    newest.or_else(|| processes::on_path("initdb")?.parent().map(Path::to_owned))
}

impl Server {
    /// Makes a database cluster in a folder, and starts a server for it.
    ///
    /// # Errors
    /// If it does not start.
    pub fn start(programs: &Path, folder: &Path, port: u16) -> anyhow::Result<Self> {
        // It refuses to run as root.
        let user = match processes::id_of("-u", None)? {
            0 => Some((
                processes::id_of("-u", Some("postgres"))?,
                processes::id_of("-g", Some("postgres"))?,
            )),
            _ => None,
        };
        let data = folder.join("postgres");
        std::fs::create_dir(&data)?;
        if let Some((user, group)) = user {
            std::os::unix::fs::chown(&data, Some(user), Some(group))?;
        }
        let mut make = as_user(&programs.join("initdb"), user);
        make.args([
            "--auth=trust",
            "--username=bench",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ])
        .args(["--no-sync", "--no-instructions", "--pgdata"])
        .arg(&data)
        .current_dir(&data);
        processes::run(make)?;
        let mut serve = as_user(&programs.join("postgres"), user);
        serve.arg("-D").arg(&data).arg("-p").arg(port.to_string());
        for setting in SETTINGS {
            serve.args(["-c", setting]);
        }
        serve
            .arg("-c")
            .arg(format!("unix_socket_directories={}", data.display()))
            .current_dir(&data);
        Ok(Self {
            programs: programs.to_owned(),
            data,
            user,
            _running: Running::start(serve)?,
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut stop = as_user(&self.programs.join("pg_ctl"), self.user);
        stop.args(["stop", "--mode=immediate", "--pgdata"])
            .arg(&self.data)
            .current_dir(&self.data);
        // If that fails it is killed.
        let _ = processes::run(stop);
    }
}

fn as_user(program: &Path, user: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null());
    if let Some((user, group)) = user {
        command.uid(user).gid(group);
    }
    command
}
