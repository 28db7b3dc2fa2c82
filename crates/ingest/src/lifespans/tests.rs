use super::*;
use daybook_archive::{FoundPage, Manifest, RawPage, Source, Zone, assemble};
use daybook_entities::{GazetteerSource, PageText, Recogniser};

const ROWS: &str = r#"
[[person]]
name = "Ada Quill"
[[person.role]]
title = "health secretary"
from = "2012-09-04"
to = "2014-07-15"
[[person.role]]
title = "chief executive"
organisation = "Lamplight Commission"
from = "2015-01-05"

[[person]]
name = "Bert Lark"
[[person.role]]
title = "health minister"
from = "2010-05-13"
to = "2012-09-04"
[[person]]
name = "Cora Finch"
[[person.role]]
title = "health minister"
from = "2010-05-12"
to = "2014-07-14"

[[organisation]]
name = "Lamplight Commission"
kind = "regulator"
from = "2009-04-01"
to = "2016-03-31"
"#;

/// What an entry of that text says by whom it names.
fn told(text: &str) -> Vec<String> {
    let gazetteer = Gazetteer::from_sources(&[GazetteerSource::new("rows.toml", ROWS)]).unwrap();
    let lifespans = Lifespans::new(&gazetteer);
    let source = Source {
        path: "live.txt".into(),
        relative: "live.txt".to_owned(),
        root: 0,
    };
    let zone = Zone::new("Europe/London").unwrap();
    let found = FoundPage {
        bytes: format!("9am {text}\n\n8am Good morning.\n").into_bytes(),
        ..FoundPage::default()
    };
    let raw = RawPage::from_found(&source, &Manifest::default(), &zone, &found).unwrap();
    let mut entries = assemble(&raw, "live", &zone).entries;
    let names = Recogniser::new(gazetteer).recognise(&PageText {
        entries: entries.iter().map(|entry| entry.text.as_str()).collect(),
        ..PageText::default()
    });
    for (entry, names) in entries.iter_mut().zip(names) {
        entry.organisations = names.organisations;
        entry.persons = names.persons;
    }
    let constraints = lifespans.constraints(&entries);
    constraints
        .iter()
        .map(|constraint| constraint.says.clone())
        .collect()
}

#[test]
fn who_is_named_as_holding_an_office_holds_it() {
    for (text, says) in [
        ("Health secretary Ada Quill said so.", "2012-09-04 to 2014-07-15"),
        (
            "Ada Quill, chief executive of the Lamplight Commission, agreed.",
            "since 2015-01-05",
        ),
        ("Former health secretary Ada Quill disagreed.", "since 2014-07-15"),
        (
            "Health secretary Ada Quill, ten weeks in, has four priorities.",
            "so long in the office, 2012-11-02 to 2012-11-24",
        ),
    ] {
        assert_eq!(told(text), [says], "{text}");
    }
}

#[test]
fn what_is_of_another_time_says_nothing() {
    for text in [
        "Ada Quill said so.",
        "When health secretary Ada Quill spoke in 2013 it rained.",
        "Under the then health secretary Ada Quill it got worse.",
        "Ada Quill, chief executive of a charity, agreed.",
        "The former Lamplight Commission has a new name.",
    ] {
        assert_eq!(told(text), [""; 0], "{text}");
    }
}

#[test]
fn a_body_at_work_exists() {
    assert_eq!(
        told("The Lamplight Commission has published its plan."),
        ["2009-04-01 to 2016-03-31"]
    );
    assert_eq!(
        told("The Lamplight Commission is to be abolished, it says."),
        [""; 0]
    );
}

#[test]
fn places_are_those_of_the_scalar_values() {
    let text = "é–a".repeat(600);
    let scalars = Scalars::new(&text);
    for (scalar, (byte, _)) in text.char_indices().enumerate() {
        assert_eq!(scalars.byte(scalar), byte);
    }
    assert_eq!(scalars.byte(1800), text.len());
    assert_eq!(scalars.byte(99_999), text.len());
}

#[test]
fn a_sentence_ends_somewhere() {
    let around = |text: &str, start, end| {
        let mention = Mention {
            text: String::new(),
            start,
            end,
            why: daybook_model::Why {
                rule: daybook_model::RecognitionRule::GazetteerName,
                evidence: None,
            },
            role: None,
        };
        let (before, after) = Scalars::new(text).around(&mention)?;
        Some((before.to_owned(), after.to_owned()))
    };
    let sentence = around("No. “The CQC has spoken. Yes.", 9, 12).unwrap();
    assert_eq!(sentence, (" “The ".to_owned(), " has spoken".to_owned()));
    let (before, after) = around(&"é ".repeat(9000), 9000, 9001).unwrap();
    assert!((SENTENCE - 2..=SENTENCE).contains(&before.len()) && before.len() == after.len());
}

#[test]
fn persons_named_together_are_of_one_time() {
    let together = "2010-04-13 to 2015-01-10, when nearly all of them were in public life";
    assert_eq!(told("Ada Quill, Bert Lark and Cora Finch met."), [together]);
    for text in [
        "Ada Quill and Cora Finch met.",
        "Ada Quill and Cora Finch remembered the late Bert Lark.",
        "Ada Quill and Cora Finch met, as in the days of Bert Lark.",
        "Ada Quill and Cora Finch met. Bert Lark was in office when the act was passed in 2012.",
    ] {
        assert!(told(text).is_empty(), "{text}: {:?}", told(text));
    }
}
