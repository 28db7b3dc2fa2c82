use super::*;
use crate::tests::archive::plain_entry;
use daybook_model::{AttributionRule, Backlink, DateBasis, DateDispute, EntityKind, RecognitionRule};
use proptest::prelude::*;

fn day(text: &str) -> LocalDate {
    text.parse().unwrap()
}

/// An entry with everything that an entry can have.
fn full_entry() -> Entry {
    let text = "“Café’s” Dr Ada Quill (CQC) said: “We wait.” (see 1.13pm)";
    let place = |passage: &str| {
        let byte = text.find(passage).unwrap();
        let start = text[..byte].chars().count();
        (start, start + passage.chars().count())
    };
    let mention = |passage: &str, role| Mention {
        text: passage.to_owned(),
        start: place(passage).0,
        end: place(passage).1,
        why: Why {
            rule: RecognitionRule::GazetteerAlias,
            evidence: Some("Care Quality Commission".to_owned()),
        },
        role,
    };
    let role = Role {
        title: "chair".to_owned(),
        organisation: Some("Marlbury CCG".to_owned()),
    };
    let mut entry = plain_entry("marlbury", 7, text);
    entry.page = Arc::new(Page {
        id: "marlbury".to_owned(),
        title: Some("Live: Marlbury".to_owned()),
        standfirst: Some("All \"day\"".to_owned()),
        url: Some("https://news.example/live".to_owned()),
        publication: Some("The Example".to_owned()),
        source: "pages/marlbury.txt".to_owned(),
    });
    entry.stamp = Some("1.15pm".to_owned());
    entry.time = ClockTime::new(1, 15);
    entry.time_corrected = ClockTime::new(13, 15);
    entry.timestamp = Some("2015-03-09T13:15:00+00:00".to_owned());
    entry.date = DateInterval::between(
        day("2015-03-09"),
        day("2015-04-01"),
        DateBasis::Text,
        "by its text",
    );
    entry.date.disputed_by = vec![DateDispute {
        basis: DateBasis::Url,
        earliest: None,
        latest: Some(day("2012-02-29")),
        evidence: "2012".to_owned(),
    }];
    entry.organisations = vec![NamedEntity {
        name: "Care Quality Commission".to_owned(),
        slug: "care-quality-commission".to_owned(),
        mentions: vec![mention("CQC", None)],
    }];
    entry.persons = vec![NamedEntity {
        name: "Ada Quill (Labour MP)".to_owned(),
        slug: "ada-quill-2".to_owned(),
        mentions: vec![mention("Ada Quill", Some(role))],
    }];
    let (start, end) = place("We wait.");
    entry.quotations = vec![Quotation {
        text: "We wait.".to_owned(),
        start,
        end,
        speaker: Some(Speaker {
            kind: EntityKind::Person,
            name: "Ada Quill (Labour MP)".to_owned(),
            slug: "ada-quill-2".to_owned(),
            start: place("Ada").0,
            end: place("Quill").1,
        }),
        rule: Some(AttributionRule::VerbBefore),
    }];
    let (start, end) = place("see 1.13pm");
    entry.references = vec![Reference {
        text: "see 1.13pm".to_owned(),
        start,
        end,
        entry: Some("marlbury/6".parse().unwrap()),
    }];
    entry.referenced_by = vec![Backlink {
        entry: "marlbury/9".parse().unwrap(),
        text: "as at 1.15pm".to_owned(),
    }];
    entry
}

#[test]
fn an_entry_is_read_as_it_was_written() {
    let entry = full_entry();
    let stored = write_entry(&entry).unwrap();
    assert_eq!(read_entry(&stored).unwrap(), entry);
    insta::assert_snapshot!(stored);
}

#[test]
fn what_is_counted_is_what_the_entry_names() {
    let entry = full_entry();
    let names = read_names(&write_entry(&entry).unwrap()).unwrap();
    assert_eq!(
        (names.id, names.date, names.organisations, names.persons),
        (entry.id, entry.date, entry.organisations, entry.persons)
    );
}

#[test]
fn damage_is_an_error_or_an_empty_passage_and_never_a_panic() {
    let stored = write_entry(&full_entry()).unwrap();
    for end in (0..stored.len()).filter(|end| stored.is_char_boundary(*end)) {
        assert!(read_entry(&stored[..end]).is_err(), "{end}");
    }
    let far = stored.replace("\"p\":[", "\"p\":[9");
    let _ = read_entry(&far).unwrap();
}

proptest! {
    #[test]
    fn passages_are_read_wherever_they_stand(
        text in "[a-z“é\\n\\\\\" ]{0,40}",
        start in 0_usize..50,
        length in 0_usize..50,
        says in proptest::option::of("[a-z”]{0,4}"),
    ) {
        let stands: String = text.chars().skip(start).take(length).collect();
        let said = says.unwrap_or(stands);
        let mut entry = plain_entry("a", 1, &text);
        entry.references = vec![Reference { text: said, start, end: start + length, entry: None }];
        let stored = write_entry(&entry).unwrap();
        prop_assert_eq!(read_entry(&stored).unwrap(), entry);
    }
}
