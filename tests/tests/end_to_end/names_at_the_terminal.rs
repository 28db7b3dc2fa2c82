//! Names at the terminal: values of a facet, one organisation or person, completions; as over HTTP.

use daybook_tests::{Run, Sandbox};
use serde_json::Value;

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap()
}

/// Without what differs from one answer to the next.
fn lasting(mut answer: Value) -> Value {
    answer.as_object_mut().unwrap().remove("took_us");
    answer
}

/// Breaks if the terminal answers otherwise than the server, or leaves a filter out.
#[test]
fn the_terminal_answers_as_the_server_does() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    for (words, path) in [
        (
            &["facet", "person", "--prefix", "mis"][..],
            "/v1/facets/person?prefix=mis&limit=50",
        ),
        (
            &[
                "facet",
                "organisation",
                "waiting",
                "--from",
                "2013",
                "--sort",
                "name",
                "--limit",
                "3",
                "--offset",
                "1",
            ],
            "/v1/facets/organisation?q=waiting&from=2013&sort=name&limit=3&offset=1",
        ),
        (
            &["facet", "date", "--organisation", "CQC", "--unit", "page"],
            "/v1/facets/date?organisation=CQC&unit=page&limit=50",
        ),
        (
            &["suggest", "waiting t", "--limit", "4"],
            "/v1/suggest?q=waiting+t&limit=4",
        ),
        (&["suggest", "mis"], "/v1/suggest?q=mis"),
        (
            &["entity", "NHS England"],
            "/v1/entities/organisation/nhs-england",
        ),
        (
            &["entity", "dev-mistry", "--limit", "2"],
            "/v1/entities/person/dev-mistry?limit=2",
        ),
    ] {
        let run = sandbox.run(&[words, &["--format", "json"]].concat()).expecting(0);
        let answer = lasting(server.get(path).expect(200));
        assert_eq!(lasting(json(&run)), answer, "{words:?}");
        let some = ["values", "terms", "entities", "aliases"].iter().any(|name| {
            let list = answer.get(name).and_then(Value::as_array);
            list.is_some_and(|list| !list.is_empty())
        });
        assert!(some, "{path} says nothing");
    }
}

/// Breaks if what is printed for reading leaves out what was asked for.
#[test]
fn names_are_printed_for_reading() {
    let sandbox = Sandbox::with_sample();
    let printed = |words: &[&str]| sandbox.run(words).expecting(0).stdout;
    let values = printed(&["facet", "person", "--prefix", "mistry"]);
    assert!(
        values.starts_with("1 value\n") && values.contains("Dev Mistry"),
        "{values}"
    );
    for prefix in ["o'd", "odell"] {
        assert!(
            printed(&["facet", "person", "--prefix", prefix]).contains("Una O'Dell"),
            "{prefix}"
        );
        assert!(
            printed(&["suggest", prefix]).contains("Una O'Dell (person, "),
            "{prefix}"
        );
    }
    let entity = printed(&["entity", "Dev Mistry"]);
    assert!(entity.starts_with("Dev Mistry, person: "), "{entity}");
    for heading in [
        "\nnamed as\n",
        "\nby month\n",
        "\norganisations in the same entries\n",
    ] {
        assert!(entity.contains(heading), "{entity}");
    }
    let completions = printed(&["suggest", "mist"]);
    assert!(completions.contains("Dev Mistry (person, "), "{completions}");
    assert_eq!(printed(&["suggest", "zzzz"]), "nothing in the index begins so\n");
}

/// Breaks if a mistake gets no word on how to mend it.
#[test]
fn mistakes_are_told() {
    let sandbox = Sandbox::with_sample();
    for (words, told) in [
        (&["facet", "place"][..], "there is no facet"),
        (&["facet", "person", "a AND"], "has nothing after it"),
        (&["facet", "person", "--sort", "size"], "there is no order"),
        (&["entity", "Dev Mistr"], "the nearest name is \"dev-mistry\""),
        (
            &["entity", "Dev Mistry", "--kind", "place"],
            "use organisation or person",
        ),
        (&["entity", "Dev Mistry", "--limit", "0"], "limit"),
        (&["suggest", "a", "--limit", "1000"], "limit"),
        (
            &["search", "a", "--facets", "person", "--format", "csv"],
            "daybook facet",
        ),
    ] {
        let run = sandbox.run(words).expecting(2);
        assert!(run.stderr.contains(told), "{words:?}: {}", run.stderr);
    }
}
