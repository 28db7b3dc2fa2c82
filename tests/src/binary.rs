//! Where the binary under test is.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The `daybook` binary beside the test executable, built anew if it was stale.
///
/// `cargo test -p daybook-tests` alone does not build the binary, and would test whatever an earlier build left
/// there; so the first call of a process builds it.
///
/// # Panics
/// If it cannot be built.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(build)
}

/// The root of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package is in the repository")
}

fn build() -> PathBuf {
    // target/PROFILE/deps/end_to_end-HASH
    let test = env::current_exe().expect("the test executable has a path");
    let folder = test
        .ancestors()
        .nth(2)
        .expect("the test executable is in a target folder");
    let target = folder
        .parent()
        .expect("a profile's folder is in the target folder");
    let profile = match folder.file_name().and_then(|name| name.to_str()) {
        Some("debug") | None => "dev",
        Some(profile) => profile,
    };
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .current_dir(repository())
        .args([
            "build",
            "--quiet",
            "--locked",
            "-p",
            "daybook-cli",
            "--profile",
            profile,
        ])
        .arg("--target-dir")
        .arg(target)
        .status()
        .expect("cargo runs");
    assert!(built.success(), "the binary cannot be built");
    let binary = folder.join(format!("daybook{}", env::consts::EXE_SUFFIX));
    assert!(binary.is_file(), "there is no {}", binary.display());
    binary
}
