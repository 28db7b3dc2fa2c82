//! Any bytes are lines, of which each is a page, empty or wrong.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| daybook_fuzz::read_file("export.jsonl", bytes));
