//! Why each mention of a small page was taken, for a person to read.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use daybook_entities::{Gazetteer, GazetteerSource, PageText, Recogniser};
use std::fmt::Write;

#[test]
fn every_mention_says_why() {
    let text = include_str!("pages/gazetteer.toml").to_owned();
    let source = GazetteerSource::new("gazetteer.toml", text);
    let recogniser = Recogniser::new(Gazetteer::from_sources(&[source]).unwrap());
    let entries = vec![
        "The CQC’s report on Stafford hospital names chief executive Zorble Quandary and Helen Wick.",
        "Dame Morwen Thistle of the Harbour Nurses Society (HNS) said that Quandary should go. The HNS and NHS England agree.",
        "Andrew Lansely was told by the charity Lamplight. Mr Lansley’s aide, Perrin Oxlip, met Lamplight and Monitor.",
        "The Royal College of Ferrymen wrote to Eastshire CCG; Ms Wick replied.",
    ];
    let page = PageText {
        entries: entries.clone(),
        ..PageText::default()
    };
    let mut explained = String::new();
    for (entry, names) in entries.iter().zip(recogniser.recognise(&page)) {
        writeln!(explained, "{entry}").unwrap();
        for (kind, entities) in [("organisation", names.organisations), ("person", names.persons)] {
            for entity in entities {
                for mention in entity.mentions {
                    let why = mention.why;
                    let evidence = why.evidence.unwrap_or_default();
                    writeln!(
                        explained,
                        "  {kind} {} | {} | {} | {evidence}",
                        entity.name, mention.text, why.rule
                    )
                    .unwrap();
                }
            }
        }
    }
    insta::assert_snapshot!(explained);
}
