//! Any text has quotations that stand where they say, in order, and speakers that it names there.
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
    ];
    Recogniser::new(Gazetteer::from_sources(&sources).expect("the gazetteer is sound"))
});

fuzz_target!(|text: &str| {
    let page = PageText { entries: vec![text], ..PageText::default() };
    let Some(named) = RECOGNISER.recognise(&page).pop() else {
        return;
    };
    let chars = text.chars().count();
    let mut last = 0;
    for said in RECOGNISER.quotations(text, &named.organisations, &named.persons) {
        assert!(last <= said.start && said.start < said.end && said.end <= chars);
        last = said.end;
        let there: String = text.chars().skip(said.start).take(said.end - said.start).collect();
        assert!(there.contains(&said.text), "{:?} in {there:?}", said.text);
        assert_eq!(said.speaker.is_some(), said.rule.is_some());
        if let Some(speaker) = said.speaker {
            let entities = named.organisations.iter().chain(&named.persons);
            let mut mentions = entities.filter(|e| e.slug == speaker.slug).flat_map(|e| &e.mentions);
            assert!(mentions.any(|mention| (mention.start, mention.end) == (speaker.start, speaker.end)));
        }
    }
});
