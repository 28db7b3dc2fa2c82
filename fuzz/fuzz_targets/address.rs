//! Any address or file name has a date or has none, and a slug.
#![no_main]

use daybook_archive::{candidate_slug, read_file_name, read_url};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for reading in [read_url(text), read_file_name(text)].into_iter().flatten() {
        assert!(reading.earliest <= reading.latest);
    }
    assert!(!candidate_slug(Some(text), text).is_empty());
});
