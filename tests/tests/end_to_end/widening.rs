//! Synonyms and misprints, over HTTP and on the command line.

use crate::catalogue::ids;
use daybook_tests::Sandbox;
use serde_json::Value;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "pages/alpha.txt",
        "---\ndate: 2014-05-06\n---\n\
         2.15pm The Care Quality Commission has published its report.\n\n\
         1.30pm The CQC has rated a care home in Morceambe Bay.\n\n\
         12.30pm Family doctors want more money.\n\n\
         11.00am A GP wrote from Morecambe, and Morecambe, and Morecambe.\n\n\
         10.00am Nobody in Morecambe heard. Morecambe slept.\n\n\
         9.00am Morecambe again: the sea.\n",
    );
    sandbox.run(&["index", "pages"]).expect(0);
    sandbox
}

fn expansions(answer: &Value) -> Vec<String> {
    let list = answer["understood"]["expansions"].as_array().unwrap();
    list.iter()
        .map(|expansion| {
            format!(
                "{} {} {}",
                expansion["reason"], expansion["text"], expansion["forms"][0]
            )
        })
        .collect()
}

/// Breaks if an organisation is not found under its other names, or synonyms cannot be switched off.
#[test]
fn other_words_for_the_same_thing_are_found_and_said() {
    let sandbox = sandbox();
    let server = sandbox.serve();
    let answer = server.search(&[("q", "CQC")]);
    assert_eq!(
        ids(answer["hits"].as_array().unwrap()),
        ["alpha/5", "alpha/6"],
        "{answer}"
    );
    assert_eq!(
        expansions(&answer),
        ["\"entity\" \"CQC\" \"Care Quality Commission\""]
    );
    assert_eq!(server.search(&[("q", "care quality commission")])["total"], 2);
    assert_eq!(server.search(&[("q", "CQC"), ("synonyms", "false")])["total"], 1);
    let doctors = server.search(&[("q", "gp"), ("facets", "date")]);
    assert_eq!(
        (&doctors["total"], &doctors["facets"]["date"][0]["count"]),
        (&2.into(), &2.into())
    );
    assert_eq!(server.search(&[("q", "morecambe bay")])["total"], 0);
    let spelt = server.search(&[("q", "morecambe bay"), ("typos", "auto")]);
    assert_eq!(ids(spelt["hits"].as_array().unwrap()), ["alpha/5"], "{spelt}");
    let refused = server.get("/v1/search?q=x&typos=perhaps");
    assert_eq!(refused.status, 400);
}

/// Breaks if the right spelling no longer finds what the archive misprints, or a person is taken for a misprint of another.
#[test]
fn the_right_spelling_finds_misprints() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "pages/alpha.txt",
        "---\ndate: 2014-05-06\n---\n\
         2.15pm University Hospitals of Morecambe Bay NHS Foundation Trust has published its report.\n\n\
         1.30pm The midwives of Morceambe Bay met on Suday.\n\n\
         12.30pm Alan Johnson spoke in the Commons on Sunday.\n\n\
         11.00am Alan Johnston spoke on the radio.\n",
    );
    sandbox.run(&["index", "pages"]).expect(0);
    let server = sandbox.serve();
    for (query, expected) in [
        ("morecambe", vec!["alpha/3", "alpha/4"]),
        ("morecambe midwives", vec!["alpha/3"]),
        ("sunday", vec!["alpha/2", "alpha/3"]),
        ("johnson", vec!["alpha/2"]),
    ] {
        let answer = server.search(&[("q", query)]);
        let mut found = ids(answer["hits"].as_array().unwrap());
        found.sort();
        assert_eq!(found, expected, "{query}");
    }
    let told = expansions(&server.search(&[("q", "sunday")]));
    assert_eq!(told, ["\"misprint\" \"sunday\" \"suday\""]);
    for (flag, lines) in [("--typos=off", 1), ("--typos=sure", 2), ("--typos", 2)] {
        let run = sandbox.run(&["search", "sunday", flag, "--format", "jsonl"]);
        assert_eq!(run.expecting(0).stdout.lines().count(), lines, "{flag}");
    }
    let refused = sandbox.run(&["search", "sunday", "--typos=perhaps"]).expecting(2);
    assert!(refused.stderr.contains("use sure, auto or off"), "{refused}");
}

/// Breaks if the command line does not take a file of one's own, or takes a broken one in silence.
#[test]
fn synonyms_are_a_file_that_a_person_can_extend() {
    let sandbox = sandbox();
    sandbox.write("own.toml", "[[group]]\nforms = [\"sea\", \"report\"]\n");
    let own = sandbox.run(&["search", "sea", "--synonyms", "own.toml", "--format", "jsonl"]);
    assert_eq!(own.expecting(0).stdout.lines().count(), 2);
    let none = sandbox.run(&[
        "search",
        "sea",
        "--synonyms",
        "own.toml",
        "--no-synonyms",
        "--format",
        "jsonl",
    ]);
    assert_eq!(none.expecting(0).stdout.lines().count(), 1);
    sandbox.write("broken.toml", "[[group]]\nforms = [\"sea\",\n\"--\"]\n");
    let broken = sandbox
        .run(&["search", "sea", "--synonyms", "broken.toml"])
        .expecting(2);
    assert!(
        broken
            .stderr
            .contains("broken.toml:3: the form \"--\" has no letter"),
        "{broken}"
    );
    let absent = sandbox
        .run(&["search", "sea", "--synonyms", "absent.toml"])
        .expecting(2);
    assert!(absent.stderr.contains("absent.toml"), "{absent}");
}

/// Breaks if a misspelt query is not answered with one that finds something, or if one is offered that finds no more.
#[test]
fn a_misspelt_query_is_answered_with_what_may_have_been_meant() {
    let server_of = sandbox();
    let server = server_of.serve();
    for (query, meant, total) in [
        ("morecambr", "morecambe", 3),
        ("nobody in morecambr", "nobody in morecambe", 1),
        ("care qualty comission", "care quality commission", 2),
        ("(morecambr OR zzyzx)", "(morecambe OR zzyzx)", 3),
    ] {
        let answer = server.search(&[("q", query)]);
        assert_eq!(answer["total"], 0, "{query}");
        let offered = &answer["did_you_mean"];
        assert_eq!(
            (&offered["query"], &offered["total"]),
            (&meant.into(), &total.into()),
            "{query}"
        );
        assert_eq!(server.search(&[("q", meant)])["total"], total, "{meant}");
    }
    for query in ["morecambe", "zzyzx", "", "\"morecambr\""] {
        assert_eq!(
            server.search(&[("q", query)])["did_you_mean"],
            Value::Null,
            "{query}"
        );
    }
    let text = server_of.run(&["search", "morecambr"]).expecting(0);
    assert!(
        text.stdout
            .contains("did you mean \"morecambe\"? That finds 3 entries"),
        "{text}"
    );
}

/// Breaks if the places of what matched are not those of its text, or the snippet is not of the passages.
#[test]
fn hits_say_where_they_match() {
    let sandbox = sandbox();
    let server = sandbox.serve();
    let answer = server.search(&[("q", "CQC report")]);
    let hit = &answer["hits"][0];
    let text: Vec<char> = hit["text"].as_str().unwrap().chars().collect();
    let marked: Vec<String> = hit["highlight_spans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|span| {
            let place = |name: &str| span[name].as_u64().unwrap() as usize;
            text[place("start")..place("end")].iter().collect()
        })
        .collect();
    assert_eq!(marked, ["Care Quality Commission", "report"]);
    assert_eq!(hit["snippet"], hit["highlights"][0]);
    let bare = server.search(&[("q", "report"), ("highlight", "false")]);
    assert_eq!(
        (&bare["hits"][0]["snippet"], &bare["hits"][0]["highlight_spans"]),
        (&Value::Null, &Value::Array(vec![]))
    );
}
