//! Any text is a gazetteer file or is refused with its line.
#![no_main]

use daybook_entities::{Gazetteer, GazetteerSource};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = GazetteerSource::new("own.toml", text);
    if let Err(error) = Gazetteer::from_sources(&[source]) {
        assert!(error.to_string().contains("own.toml:"));
    }
});
