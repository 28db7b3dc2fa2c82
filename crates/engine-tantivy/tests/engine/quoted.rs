//! Who said what: speakers, what they said, and why hits score what they score.

use super::archive::{Draft, entry};
use daybook_engine_tantivy::{TantivyEngine, begin_rebuild};
use daybook_model::{EntityKind, Entry, Quotation, Speaker, slugify};
use daybook_search::{
    Engine, Facet, PageRecord, Rebuild, RebuildFacts, SearchAnswer, SearchParams, SuggestParams,
};
use std::path::Path;

/// An entry: seq, text, and its quotations with their speakers.
type Said = (u32, &'static str, &'static [(&'static str, Option<&'static str>)]);

const SAID: [Said; 4] = [
    (
        1,
        "Len McCluskey said CCGs “created a monster”. “Monsters do not create themselves,” said Jane Cummings.",
        &[
            ("created a monster", Some("Len McCluskey")),
            ("Monsters do not create themselves,", Some("Jane Cummings")),
        ],
    ),
    (
        2,
        "Len McCluskey spoke of “pay”. Somebody had “created a monster”.",
        &[("pay", Some("Len McCluskey")), ("created a monster", None)],
    ),
    (
        3,
        "Jane Cummings: “Nurses created it, a”, and “monster” it is.",
        &[
            ("Nurses created it, a", Some("Jane Cummings")),
            ("monster", Some("Jane Cummings")),
        ],
    ),
    (
        4,
        "A monster was created by Len McCluskey, in nobody's words.",
        &[],
    ),
];

fn quoting(&(seq, text, quotations): &Said) -> Entry {
    let place = |part: &str| {
        let start = text[..text.find(part).unwrap()].chars().count();
        (start, start + part.chars().count())
    };
    let draft = Draft("page", seq, "", [""; 2], text, &[]);
    let quotation = |(said, speaker): &(&str, Option<&str>)| {
        let (start, end) = place(said);
        Quotation {
            text: (*said).to_owned(),
            start,
            end,
            speaker: speaker.map(|name| Speaker {
                kind: EntityKind::Person,
                name: name.to_owned(),
                slug: slugify(name),
                start: place(name).0,
                end: place(name).1,
            }),
            rule: None,
        }
    };
    Entry {
        quotations: quotations.iter().map(quotation).collect(),
        ..entry(&draft, Some("Monster day"))
    }
}

fn engine(dir: &Path) -> TantivyEngine {
    let rebuild = begin_rebuild(dir, "rules").unwrap();
    let entries: Vec<Entry> = SAID.iter().map(quoting).collect();
    let record = PageRecord {
        id: "page".into(),
        entries: entries.len() as u32,
        ..PageRecord::default()
    };
    rebuild.add(record, &entries).unwrap();
    Box::new(rebuild).commit(RebuildFacts::default()).unwrap();
    TantivyEngine::open(dir).unwrap()
}

fn search(engine: &TantivyEngine, pairs: &[(&str, &str)]) -> SearchAnswer {
    let params = SearchParams::from_pairs(pairs.iter().copied()).unwrap();
    engine.search(&params.check().unwrap()).unwrap()
}

#[test]
fn what_is_said_is_looked_for_in_quotations_and_of_a_speaker_in_theirs() {
    let dir = tempfile::tempdir().unwrap();
    let engine = engine(dir.path());
    let lines: Vec<String> = [
        "said:monster",
        "said:\"created a monster\"",
        "said:\"created monster\"~3",
        "said:creat*",
        "said:mosnter~",
        "speaker:\"Len McCluskey\"",
        "speaker:\"Len McCluskey\" said:monster",
        "speaker:len-mccluskey said:\"created a monster\"",
        "speaker:\"Len McCluskey\" said:monst*",
        "speaker:\"Len McCluskey\" said:mosnter~",
        "speaker:\"Len McCluskey\" -said:monster",
        "speaker:\"Jane Cummings\" said:(nurses monster)",
        "speaker:\"Jane Cummings\" said:\"a monster\"~9",
        "(speaker:\"Jane Cummings\" OR speaker:\"Len McCluskey\") said:\"created a monster\"",
        "speaker:Nobody said:monster",
        "speaker:\"Len McClusky\"",
        "speaker:\"Len McCluskey\" OR said:nurses",
    ]
    .into_iter()
    .map(|q| {
        let answer = search(&engine, &[("q", q), ("sort", "oldest")]);
        let hits = answer.hits.iter().map(|hit| {
            let snippet = hit.found.snippet.as_deref().unwrap_or_default();
            format!("\n    {} {snippet}", hit.entry.seq)
        });
        let notes = answer
            .understood
            .notes
            .iter()
            .map(|note| format!("\n    note: {}", note.message));
        let expansions = answer.understood.expansions.iter();
        let expansions =
            expansions.map(|added| format!("\n    {}: {}", added.reason, added.forms.join(", ")));
        let said: String = hits.chain(notes).chain(expansions).collect();
        format!("{q} => {}{said}", answer.understood.reading)
    })
    .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn speakers_are_a_facet_that_is_filtered_by() {
    let dir = tempfile::tempdir().unwrap();
    let engine = engine(dir.path());
    let answer = search(
        &engine,
        &[
            ("speaker", "Len McCluskey"),
            ("facets", "speaker"),
            ("sort", "oldest"),
        ],
    );
    let counts: Vec<_> = answer
        .facets
        .get(Facet::Speaker)
        .unwrap()
        .iter()
        .map(|v| (&*v.value, v.count))
        .collect();
    assert_eq!(counts, [("Jane Cummings", 2), ("Len McCluskey", 2)]);
    assert_eq!(answer.total, 2);
    let both = search(
        &engine,
        &[("speaker.all", "Len McCluskey"), ("speaker.all", "jane-cummings")],
    );
    assert_eq!((both.total, both.hits[0].entry.seq), (1, 1));
    let nobody = search(&engine, &[("speaker", "Nobody")]);
    assert_eq!(nobody.understood.notes[0].message, "no entry quotes \"nobody\"");
}

#[test]
fn an_explanation_names_each_part_of_a_score() {
    let dir = tempfile::tempdir().unwrap();
    let engine = engine(dir.path());
    let q = "created monster (said:monst* OR date:2015) -page:other";
    let answer = search(&engine, &[("q", q), ("explain", "true")]);
    let lines: Vec<String> = answer
        .hits
        .iter()
        .map(|hit| {
            let explanation = hit.found.explanation.as_ref().unwrap();
            assert!((explanation.score - hit.found.score.unwrap()).abs() < 1e-4);
            let parts = explanation.parts.iter().map(|part| {
                format!(
                    "\n    {:.4} = {:?} {:?} {:?} x{:.2}",
                    part.score, part.kind, part.field, part.text, part.weight
                )
            });
            format!(
                "{} {:.4}{}",
                hit.entry.seq,
                explanation.score,
                parts.collect::<String>()
            )
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
    let by_time = search(&engine, &[("q", q), ("explain", "true"), ("sort", "newest")]);
    assert!(by_time.hits.iter().all(|hit| hit.found.explanation.is_none()));
}

#[test]
fn words_that_are_begun_are_completed() {
    let dir = tempfile::tempdir().unwrap();
    let engine = engine(dir.path());
    let suggest = |q: &str| {
        let params = SuggestParams::from_pairs([("q", q), ("limit", "3")]).unwrap();
        let answer = engine.suggest(&params.check().unwrap()).unwrap();
        let terms = answer.terms.into_iter().map(|term| (term.text, term.count));
        terms.collect::<Vec<_>>()
    };
    assert_eq!(
        suggest("Len mon"),
        [("Len monster".to_owned(), 4), ("Len monsters".to_owned(), 1)]
    );
    assert_eq!(suggest("xyz"), []);
    assert_eq!(suggest("monster "), []);
    assert_eq!(suggest("c").len(), 3);
}
