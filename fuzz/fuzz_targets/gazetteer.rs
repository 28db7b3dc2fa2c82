//! Any text is a gazetteer file or is refused with its line.
#![no_main]

use daybook_entities::{Gazetteer, GazetteerSource};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = GazetteerSource { name: "own.toml".to_owned(), text: text.to_owned() };
    if let Err(error) = Gazetteer::from_sources(&[source]) {
        assert!(error.to_string().contains("own.toml:"));
    }
});
