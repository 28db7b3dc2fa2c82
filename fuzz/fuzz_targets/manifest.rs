//! Any text is an `archive.toml` or is refused with a line.
#![no_main]

use daybook_archive::Manifest;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Manifest::parse(text, "archive.toml") {
        Ok(manifest) => drop(manifest.page("a/live.txt")),
        Err(error) => assert!(error.to_string().starts_with("archive.toml:")),
    }
});
