//! Builds the gazetteer into the binary, so that `daybook` works wherever it is put.
//!
//! A gazetteer folder beside the data or named by `--gazetteer` takes its place; see `src/gazetteer.rs`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let manifest = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&manifest)
        .join("../../index-data/gazetteer")
        .canonicalize()?;
    let mut files = Vec::new();
    list(&folder, &mut files)?;
    files.sort();
    let mut code = String::from("/// The gazetteer's files: path within the gazetteer, text.\n");
    code.push_str("pub(crate) static BUILT_IN: &[(&str, &str)] = &[\n");
    for file in &files {
        let name = file
            .strip_prefix(&folder)
            .map_err(io::Error::other)?
            .to_string_lossy()
            .replace('\\', "/");
        let path = file.to_string_lossy();
        writeln!(code, "    ({name:?}, include_str!({path:?})),").map_err(io::Error::other)?;
    }
    code.push_str("];\n");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    fs::write(out.join("gazetteer.rs"), code)?;
    println!("cargo::rerun-if-changed={}", folder.display());
    Ok(())
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
