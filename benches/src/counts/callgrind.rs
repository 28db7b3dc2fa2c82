//! Counting with callgrind, which runs a program instruction by instruction and counts between entering and leaving a
//! function. Both halves run on one processor, so that threads make no difference.

use super::counters::Counted;
use anyhow::{Context, bail, ensure};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The function that is counted, as callgrind names it.
const COUNTED: &str = "daybook_benches::counts::counters::counted";

/// Runs the two halves of a program with a folder of its own: `prepare FOLDER` as it is, `run FOLDER` beneath callgrind,
/// which prints a line `TIMES NAME` for each counted call. Gives instructions a time.
///
/// # Errors
/// If a tool is missing, a half fails, or not all that was named was counted.
pub fn count(program: &Path) -> anyhow::Result<BTreeMap<String, u64>> {
    let folder = tempfile::tempdir()?;
    let processor = first_processor(&fs::read_to_string("/proc/self/status").unwrap_or_default());
    let on_one = |arguments: Vec<OsString>| {
        let mut command = Command::new("taskset");
        command
            .args(["--cpu-list", &processor])
            .args(arguments)
            .stdin(Stdio::null());
        command
    };
    let archive = folder.path().join("archive");
    fs::create_dir(&archive)?;
    let status = on_one(vec![program.into(), "prepare".into(), archive.clone().into()])
        .status()
        .context("taskset does not start: install it (on Debian: apt-get install util-linux)")?;
    ensure!(status.success(), "the archive was not prepared: {status}");
    let out = folder.path().join("callgrind");
    let mut callgrind: Vec<OsString> = vec!["valgrind".into(), "--tool=callgrind".into(), "-q".into()];
    for option in ["toggle-collect", "dump-after"] {
        callgrind.push(format!("--{option}={COUNTED}").into());
    }
    let mut file = OsString::from("--callgrind-out-file=");
    file.push(&out);
    callgrind.extend([file, program.into(), "run".into(), archive.into()]);
    let ran = on_one(callgrind)
        .stderr(Stdio::inherit())
        .output()
        .context("taskset does not start")?;
    ensure!(
        ran.status.success(),
        "counting failed ({}): is valgrind there? On Debian: apt-get install valgrind",
        ran.status
    );
    let mut counts = BTreeMap::new();
    for (at, line) in String::from_utf8(ran.stdout)?.lines().enumerate() {
        let Counted { name, times } = read_line(line)?;
        let dump = out.with_extension((at + 1).to_string());
        let text = fs::read_to_string(&dump).with_context(|| format!("\"{name}\" was not counted"))?;
        counts.insert(name, total(&text)? / times);
    }
    Ok(counts)
}

/// The line of something counted.
pub fn line(counted: &Counted) -> String {
    format!("{} {}", counted.times, counted.name)
}

fn read_line(line: &str) -> anyhow::Result<Counted> {
    let (times, name) = line.split_once(' ').context("a line without a name")?;
    Ok(Counted {
        name: name.to_owned(),
        times: times.parse()?,
    })
}

/// The instructions in what callgrind dumped.
fn total(dump: &str) -> anyhow::Result<u64> {
    let total = dump.lines().find_map(|line| line.strip_prefix("totals:"));
    match total.map(str::trim).map(str::parse) {
        Some(Ok(total)) if total > 0 => Ok(total),
        _ => bail!("callgrind counted nothing"),
    }
}

/// The first processor that this process may run on, of the list in `/proc/self/status`.
fn first_processor(status: &str) -> String {
    let list = status
        .lines()
        .find_map(|line| line.strip_prefix("Cpus_allowed_list:"))
        .unwrap_or("0");
    list.trim().chars().take_while(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_were_written() {
        let counted = Counted {
            name: "two words, and".to_owned(),
            times: 10,
        };
        assert_eq!(read_line(&line(&counted)).unwrap(), counted);
        assert!(read_line("ten words").is_err());
    }

    #[test]
    fn what_callgrind_writes_is_read() {
        assert_eq!(total("events: Ir\nfn=(1)\n1 2\ntotals: 1234\n").unwrap(), 1234);
        assert!(total("events: Ir\n").is_err());
        assert!(total("totals: 0\n").is_err());
        assert_eq!(first_processor("Name:\tx\nCpus_allowed_list:\t12-15,3\n"), "12");
        assert_eq!(first_processor(""), "0");
    }
}
