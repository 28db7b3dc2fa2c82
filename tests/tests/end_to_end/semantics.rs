//! What queries mean, asked over HTTP of an archive small enough to see at a glance.

use crate::catalogue::{collect, ids};
use daybook_tests::{Sandbox, Server};
use serde_json::{Value, json};

/// A dated page, one dated to the days between two, and an undated one.
fn archive() -> (Sandbox, Server) {
    let sandbox = Sandbox::new();
    sandbox.write(
        "pages/alpha.txt",
        "---\ndate: 2014-05-06\ntitle: Care Weekly Live: pay day\n---\n\
         Nurses in the standfirst\n\n\
         2.15pm Jeremy Hunt, the health secretary, praised nurses and nursing.\n\n\
         12.30pm NHS England and the CQC wrote to <b>Monitor</b> & others about \"gowns\".\n\n\
         11.00am Winter pressures are back, said Una O’Brien; don’t panic.\n\n\
         10.00am He waited two times at the winter pressure meeting.\n\n\
         9.00am The waiting times for knees rose in A&E.\n",
    );
    sandbox.write(
        "pages/live-11113.txt",
        "3pm Personal budgets: the carers reply.\n\n9.05am Budgets for carers grew.\n",
    );
    sandbox.write(
        "pages/omega.txt",
        "4pm Nothing here.\n\n10.10am A word about budgets.\n",
    );
    sandbox.run(&["index", "pages"]).expect(0);
    let server = sandbox.serve();
    (sandbox, server)
}

/// Asserts which entries a search finds, whatever their order. Short for `alpha/1` is `a1`.
#[track_caller]
fn finds(server: &Server, parameters: &[(&str, &str)], expected: &str) {
    let mut found: Vec<String> = ids(&collect(server, parameters, 100))
        .iter()
        .map(|id| {
            let (page, seq) = id.rsplit_once('/').unwrap();
            format!("{}{seq}", &page[..1])
        })
        .collect();
    found.sort_unstable();
    assert_eq!(found.join(" "), expected, "{parameters:?}");
}

const EVERYTHING: &str = "a1 a2 a3 a4 a5 l1 l2 o1 o2";

/// Breaks if a kind of query stops finding what it should, or finds more.
#[test]
fn queries_find_what_they_mean() {
    let (_sandbox, server) = archive();
    for (query, expected) in [
        ("", EVERYTHING),
        // All words, in any form.
        ("waiting times", "a1 a2"),
        ("budget", "l1 l2 o1"),
        ("budget carer", "l1 l2"),
        ("BUDGETS", "l1 l2 o1"),
        ("zzyzx", ""),
        // Letters that are no letters.
        ("A&E", "a1"),
        ("a&e", "a1"),
        ("don't", "a3"),
        ("don’t", "a3"),
        ("O'Brien", "a3"),
        ("O’Brien", "a3"),
        ("oʼbrien", "a3"),
        // Phrases, near phrases, beginnings, misspellings.
        ("\"waiting times\"", "a1"),
        ("\"winter pressures\"", "a3"),
        ("“winter pressure”", "a2"),
        ("\"waiting knees\"", ""),
        ("\"waiting knees\"~2", "a1"),
        ("nurs*", "a5"),
        ("presures~", "a2 a3"),
        ("o'b*", "a3"),
        // Operators.
        ("winter -pressures", ""),
        ("winter NOT Una", "a2"),
        ("-budgets", "a1 a2 a3 a4 a5 o2"),
        ("knees OR carers", "a1 l1 l2"),
        ("budgets AND (personal OR word)", "l2 o1"),
        ("+winter panic", "a3"),
        // Fields.
        ("organisation:\"NHS England\"", "a4"),
        ("organisation:nhs-england", "a4"),
        ("organisation:(Monitor OR \"Care Quality Commission\")", "a4"),
        ("person:\"Jeremy Hunt\"", "a5"),
        ("person:\"Una O'Brien\"", "a3"),
        ("person:\"Una O’Brien\"", "a3"),
        ("title:pay", "a1 a2 a3 a4 a5"),
        ("standfirst:nurses", "a1 a2 a3 a4 a5"),
        ("page:alpha", "a1 a2 a3 a4 a5"),
        ("page:live-11113 budgets", "l1 l2"),
        // Dates: an interval matches what it overlaps.
        ("date:2014", "a1 a2 a3 a4 a5"),
        ("date:2014-05-06", "a1 a2 a3 a4 a5"),
        ("date:2014-05-07", ""),
        ("date:2013", "l1 l2"),
        ("date:2013-06-01", "l1 l2"),
        ("date:2013-12", ""),
        ("date:[2013-11-01 TO 2014-05-06]", "a1 a2 a3 a4 a5 l1 l2"),
        ("date:[* TO 2013-01-11]", "l1 l2"),
        ("date:[2014-05-07 TO *]", ""),
        ("date:undated", "o1 o2"),
        ("NOT date:undated", "a1 a2 a3 a4 a5 l1 l2"),
        // Times of day.
        ("time:09:00", "a1"),
        ("time:2.15pm", "a5"),
        ("time:[09:00 TO 09:30]", "a1 l1"),
        ("time:[15:00 TO *]", "l2 o2"),
        ("time:[* TO 10:10] budgets", "l1 o1"),
    ] {
        finds(&server, &[("q", query)], expected);
    }
    for (parameters, expected) in [
        (vec![("from", "2014")], "a1 a2 a3 a4 a5"),
        (vec![("from", "2013-11-01")], "a1 a2 a3 a4 a5 l1 l2"),
        (vec![("from", "2013-11-02")], "a1 a2 a3 a4 a5"),
        (vec![("to", "2013")], "l1 l2"),
        (vec![("to", "2013-01-10")], ""),
        (vec![("from", "2013-03"), ("to", "2013-03")], "l1 l2"),
        (vec![("date", "undated")], "o1 o2"),
        (vec![("date", "2013")], "l1 l2"),
        // The month is no value that the entries count under.
        (vec![("date", "2013-03")], ""),
        (vec![("date", "2013"), ("date", "undated")], "l1 l2 o1 o2"),
        (
            vec![("organisation", "NHS England"), ("organisation", "nobody")],
            "a4",
        ),
        (
            vec![
                ("organisation.all", "NHS England"),
                ("organisation.all", "monitor"),
            ],
            "a4",
        ),
        (
            vec![
                ("organisation.all", "NHS England"),
                ("organisation.all", "nobody"),
            ],
            "",
        ),
        (vec![("organisation", "Monitor"), ("person", "Jeremy Hunt")], ""),
        (vec![("person.all", "Una O’Brien"), ("q", "panic")], "a3"),
    ] {
        finds(&server, &parameters, expected);
    }
}

/// Breaks if what Daybook made of a query is not said: the reading, the forms of a prefix or misspelling, the stemmed
/// phrase that stood in for one that occurs nowhere, a filter that names nobody, words that nothing is made of.
#[test]
fn what_was_understood_is_said() {
    let (_sandbox, server) = archive();
    let understood = |query: &str| server.search(&[("q", query)])["understood"].clone();
    assert_eq!(understood("waiting times")["reading"], "waiting AND times");
    assert_eq!(
        understood("“winter pressures”")["reading"],
        "\"winter pressures\""
    );

    // As written where it is written so; a note where only the stems are.
    assert_eq!(understood("\"winter pressure\"")["expansions"], json!([]));
    finds(&server, &[("q", "\"personal budget\"")], "l2");
    let fallback = &understood("\"personal budget\"")["expansions"][0];
    assert_eq!(fallback["reason"], "stemmed-phrase", "{fallback}");
    assert_eq!(fallback["span"], json!({"start": 0, "end": 17}));

    let prefix = &understood("nurs*")["expansions"][0];
    assert_eq!(prefix["reason"], "prefix");
    assert_eq!(
        (&prefix["forms"], &prefix["total"]),
        (&json!(["nurses", "nursing"]), &json!(2))
    );
    let fuzzy = &understood("presures~")["expansions"][0];
    assert_eq!(fuzzy["reason"], "fuzzy");
    assert_eq!(fuzzy["forms"], json!(["pressure", "pressures"]));

    for search in [
        vec![("organisation", "Nobody of Nowhere")],
        vec![("q", "organisation:\"Nobody of Nowhere\"")],
        vec![("q", "person:nobody")],
        vec![("person.all", "Nobody")],
    ] {
        let answer = server.search(&search);
        let notes = answer["understood"]["notes"].as_array().unwrap();
        assert_eq!((answer["total"].as_u64(), notes.len()), (Some(0), 1), "{answer}");
    }
    let ignored = server.search(&[("q", "knees €")]);
    assert_eq!(ignored["understood"]["ignored"][0]["text"], "€", "{ignored}");
    assert_eq!(ignored["total"], 1);
}

/// Breaks if the lenient reading refuses a query, or mends it without a word.
#[test]
fn lenient_reading_mends_and_says_so() {
    let (_sandbox, server) = archive();
    for (query, reading, expected) in [
        ("\"waiting times", "\"waiting times\"", "a1"),
        ("(knees OR carers", "knees OR carers", "a1 l1 l2"),
        ("knees)", "knees", "a1"),
        ("knees AND", "knees", "a1"),
        ("foo:bar", "foo AND bar", ""),
        ("date:06/05/2014", "date:2014-05-06", "a1 a2 a3 a4 a5"),
        ("title: pay", "title:pay", "a1 a2 a3 a4 a5"),
        ("*", "", EVERYTHING),
    ] {
        let refused = server.get(&format!(
            "/v1/search?{}",
            daybook_tests::query_string(&[("q", query)])
        ));
        assert_eq!(refused.status, 400, "{query}");
        let asked = [("q", query), ("lenient", "true")];
        let answer = server.search(&asked);
        assert_eq!(answer["understood"]["reading"], reading, "{query}");
        assert!(
            !answer["understood"]["repairs"].as_array().unwrap().is_empty(),
            "{query}"
        );
        finds(&server, &asked, expected);
    }
}

/// Breaks if a snippet lets an archive's markup through, marks the wrong words or none.
#[test]
fn snippets_are_escaped_and_marked() {
    let (_sandbox, server) = archive();
    let snippet = |query: &str| -> Value { server.search(&[("q", query)])["hits"][0]["highlights"].clone() };
    assert_eq!(
        snippet("wrote gowns"),
        json!([
            "NHS England and the CQC <mark>wrote</mark> to &lt;b&gt;Monitor&lt;/b&gt; &amp; others about \
             &quot;<mark>gowns</mark>&quot;."
        ])
    );
    assert_eq!(
        snippet("\"waiting times\""),
        json!(["The <mark>waiting times</mark> for knees rose in A&amp;E."])
    );
    let bare = server.search(&[("q", "gowns"), ("highlight", "false")]);
    assert_eq!(bare["hits"][0]["highlights"], json!([]));
    // The entry itself is as printed.
    assert!(
        bare["hits"][0]["text"]
            .as_str()
            .unwrap()
            .contains("<b>Monitor</b> & others")
    );
}

/// Breaks if a reporter who filters by the name that the paper prints finds nothing, or is not told what was done.
#[test]
fn filters_take_the_names_that_are_printed() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let canonical = server.search(&[("organisation", "Care Quality Commission")]);
    assert!(canonical["total"].as_u64().unwrap() > 3);
    assert_eq!(canonical["understood"]["notes"].as_array().unwrap().len(), 0);
    for parameters in [
        [("organisation", "CQC")],
        [("organisation.all", "cqc")],
        [("q", "organisation:CQC")],
    ] {
        let alias = server.search(&parameters);
        assert_eq!(alias["total"], canonical["total"], "{parameters:?}");
        let note = alias["understood"]["notes"][0]["message"].as_str().unwrap();
        assert!(note.ends_with("was read as Care Quality Commission"), "{note}");
    }
}
