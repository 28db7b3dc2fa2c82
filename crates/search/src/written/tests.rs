use super::*;
use crate::{DidYouMean, Explanation, Facet, FacetCount, Facets, TextSpan, Understood, Unit, parse};
use daybook_model::{
    AttributionRule, Backlink, ClockTime, DateBasis, DateDispute, DateInterval, EntityKind, LocalDate,
    Mention, NamedEntity, Page, Quotation, RecognitionRule, Reference, Role, Speaker, Why,
};
use std::sync::Arc;

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
    let page = Arc::new(Page {
        id: "marlbury".to_owned(),
        title: Some("Live: Marlbury".to_owned()),
        standfirst: Some("All \"day\"".to_owned()),
        url: Some("https://news.example/live".to_owned()),
        publication: Some("The Example".to_owned()),
        source: "pages/marlbury.txt".to_owned(),
    });
    let mut date = DateInterval::between(
        day("2015-03-09"),
        day("2015-04-01"),
        DateBasis::Text,
        "by its text",
    );
    date.disputed_by = vec![DateDispute {
        basis: DateBasis::Url,
        earliest: None,
        latest: Some(day("2012-02-29")),
        evidence: "2012".to_owned(),
    }];
    let organisations = vec![NamedEntity {
        name: "Care Quality Commission".to_owned(),
        slug: "care-quality-commission".to_owned(),
        mentions: vec![mention("CQC", None)],
    }];
    let persons = vec![NamedEntity {
        name: "Ada Quill (Labour MP)".to_owned(),
        slug: "ada-quill-2".to_owned(),
        mentions: vec![mention("Ada Quill", Some(role))],
    }];
    let (start, end) = place("We wait.");
    let quotations = vec![Quotation {
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
    let references = vec![Reference {
        text: "see 1.13pm".to_owned(),
        start,
        end,
        entry: Some("marlbury/6".parse().unwrap()),
    }];
    Entry {
        id: "marlbury/7".parse().unwrap(),
        page,
        seq: 7,
        stamp: Some("1.15pm".to_owned()),
        time: ClockTime::new(1, 15),
        time_corrected: ClockTime::new(13, 15),
        timestamp: Some("2015-03-09T13:15:00+00:00".to_owned()),
        date,
        text: text.to_owned(),
        organisations,
        persons,
        quotations,
        references,
        referenced_by: vec![Backlink {
            entry: "marlbury/9".parse().unwrap(),
            text: "as at 1.15pm".to_owned(),
        }],
    }
}

#[test]
fn an_entry_is_read_as_it_was_written() {
    let entry = full_entry();
    let written = WrittenEntry::of(&entry).unwrap();
    assert_eq!(written.read().unwrap(), entry);
    let kept = WrittenEntry::kept(written.as_str().to_owned());
    assert_eq!(kept, Some(written));
}

#[test]
fn what_is_no_entry_is_an_error_and_never_a_panic() {
    let written = WrittenEntry::of(&full_entry()).unwrap();
    let json = written.as_str();
    for end in (0..json.len()).filter(|end| json.is_char_boundary(*end)) {
        let kept = WrittenEntry::kept(json[..end].to_owned());
        assert!(kept.is_none_or(|kept| kept.read().is_err()), "{end}");
    }
    let other = WrittenEntry::kept("{\"id\":\"marlbury/7\"}".to_owned()).unwrap();
    let error = other.read().unwrap_err();
    assert_eq!(error.to_string(), "the search engine failed to read an entry");
}

fn hits() -> Vec<Hit> {
    let plain = Match::default();
    let full = Match {
        score: Some(0.1),
        highlights: vec!["<mark>“We</mark> \"wait".to_owned()],
        snippet: Some("wait".to_owned()),
        highlight_spans: vec![TextSpan { start: 1, end: 3 }],
        explanation: Some(Explanation {
            score: 0.1,
            parts: Vec::new(),
        }),
        more: Some(3),
    };
    let hit = |found| Hit {
        entry: full_entry(),
        found,
    };
    vec![hit(plain), hit(full)]
}

fn answer(hits: Vec<Hit>, total_pages: Option<u64>) -> SearchAnswer {
    let query = parse("beds \"and more\"").unwrap();
    SearchAnswer {
        understood: Understood {
            query: query.text.clone(),
            reading: query.root.reading(),
            tree: query.root.clone(),
            expansions: Vec::new(),
            repairs: query.repairs,
            ignored: Vec::new(),
            notes: Vec::new(),
        },
        total: 2,
        unit: Unit::Entry,
        total_pages,
        hits,
        facets: Facets::from_iter([(Facet::Organisation, vec![FacetCount::new("A \"B\"", "a-b", 2)])]),
        next: Some("cursor".to_owned()),
        took_us: 7,
        did_you_mean: Some(DidYouMean {
            query: "bed".to_owned(),
            total: 9,
        }),
        timed_out: true,
        generation: "g".to_owned(),
    }
}

#[test]
fn an_answer_put_together_is_the_answer() {
    for (hits, pages) in [
        (hits(), Some(2)),
        (hits()[..1].to_vec(), None),
        (Vec::new(), None),
    ] {
        let written: Result<Vec<WrittenHit>, EngineError> = hits.iter().map(WrittenHit::of).collect();
        let whole = WrittenAnswer::of(&answer(hits, pages)).unwrap();
        let together = WrittenAnswer::with_hits(&answer(Vec::new(), pages), &written.unwrap()).unwrap();
        assert_eq!(
            String::from_utf8_lossy(&together.json),
            String::from_utf8_lossy(&whole.json)
        );
        assert_eq!(together, whole);
    }
}

#[test]
fn a_hit_is_written_as_it_is_read() {
    for hit in hits() {
        let written = WrittenHit::of(&hit).unwrap();
        let mut line = Vec::new();
        written.write(&mut line).unwrap();
        assert_eq!(line, serde_json::to_vec(&hit).unwrap());
        assert_eq!(serde_json::to_vec(&written.read().unwrap()).unwrap(), line);
    }
}
