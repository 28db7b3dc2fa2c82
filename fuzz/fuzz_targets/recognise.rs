//! Any text is recognised in, and every mention stands where it says.
#![no_main]

use daybook_entities::{Gazetteer, GazetteerSource, PageText, Recogniser};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static RECOGNISER: LazyLock<Recogniser> = LazyLock::new(|| {
    let read = |name: &str, text: &str| GazetteerSource::new(name, text);
    let sources = [
        read("national.toml", include_str!("../../index-data/gazetteer/organisations/national.toml")),
        read("health.toml", include_str!("../../index-data/gazetteer/persons/health.toml")),
        read("given-names.toml", include_str!("../../index-data/gazetteer/given-names.toml")),
        read("surname-stop.toml", include_str!("../../index-data/gazetteer/surname-stop.toml")),
    ];
    Recogniser::new(Gazetteer::from_sources(&sources).expect("the gazetteer is sound"))
});

fuzz_target!(|text: &str| {
    let entries: Vec<&str> = text.split('\u{c}').collect();
    let found = RECOGNISER.recognise(&PageText { entries: entries.clone(), ..PageText::default() });
    assert_eq!(found.len(), entries.len());
    for (names, entry) in found.iter().zip(entries) {
        for mention in names.organisations.iter().chain(&names.persons).flat_map(|entity| &entity.mentions) {
            let there: String = entry.chars().skip(mention.start).take(mention.end - mention.start).collect();
            assert_eq!(there, mention.text);
        }
    }
});
