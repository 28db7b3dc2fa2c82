//! What does not follow the grammar: what a strict reading says and how a lenient one mends it.

use super::{leaves, parse, parse_lenient};
use crate::{ErrorCode, Node};
use std::fmt::Write;

/// Each query with its error, and with its lenient reading and repairs.
fn told(queries: &[&str]) -> String {
    let mut told = String::new();
    for text in queries {
        let error = match parse(text) {
            Err(error) => error,
            Ok(query) => panic!("{text} reads as {}", query.root.reading()),
        };
        assert_eq!(error.parameter.as_deref(), Some("q"));
        assert!(!error.detail.contains(['\n', '\r']), "{}", error.detail);
        let pointer = error.pointer(text).unwrap();
        let mended = parse_lenient(text);
        writeln!(told, "{pointer}\n{:?}: {}", error.code, error.detail).unwrap();
        writeln!(told, "reads {}", mended.root.reading()).unwrap();
        for repair in mended.repairs {
            writeln!(
                told,
                "  {}..{} {}",
                repair.span.start, repair.span.end, repair.message
            )
            .unwrap();
        }
        told.push('\n');
    }
    told
}

#[test]
fn operators() {
    insta::assert_snapshot!(told(&[
        "a AND",
        "a OR",
        "OR b",
        "a AND OR b",
        "AND",
        "a NOT",
        "NOT",
        "NOT NOT",
        "(AND a)",
        "NOT AND a",
        "a OR ()",
    ]));
}

#[test]
fn quotes_and_parentheses() {
    insta::assert_snapshot!(told(&[
        "\"a b",
        "a \"b\" \"",
        "6'2\" tall",
        "\"\"",
        "a “ ”~2",
        "(a b",
        "((a)",
        "a) b",
        ")^2",
        "()",
        "a (()) b",
        "-()",
    ]));
}

#[test]
fn marks() {
    insta::assert_snapshot!(told(&[
        "*",
        "a OR *",
        "*suffix",
        "in*fix",
        "*in*fix*",
        "f***ing",
        "~",
        "^",
        "~50",
        "word~3",
        "word~0",
        "word~0.8",
        "word~user",
        "word^",
        "word^0",
        "word^-1",
        "word^101",
        "word^x",
        "a*~",
        "\"a b\"~",
        "\"a b\"~101",
        "\"a b\"~x",
        "\"a b\"~1.5",
        "(a b)~2",
        "(a b)^x",
        "(a^50)^3",
        "word~1~2",
        "word^99999999999999999999999999999999999999999",
    ]));
}

#[test]
fn fields() {
    insta::assert_snapshot!(told(&[
        "http://e-reward.co.uk/x:y",
        "NHS: waiting",
        "organization:\"NHS England\"",
        "-colour:red",
        "foo:bar:baz^2",
        "foo:(a b)",
        "title:",
        "title: budget",
        "person: AND b",
        "title:person:x",
        "title:\"\"",
        "person:()",
        "person:jeremy*",
        "person:*",
        "person:jeremy~",
        "person:\"Jeremy Hunt\"~2",
        "page:a\nb:c",
    ]));
}

#[test]
fn dates_and_times() {
    insta::assert_snapshot!(told(&[
        "date:March",
        "date:2015-3-9",
        "date:09/03/2015",
        "date:2015-02-30",
        "date:>=2015",
        "date:<2015-03",
        "date:>",
        "date:2015*",
        "date:2015~",
        "date:*",
        "date:[2015 TO 2014]",
        "date:{2014 TO 2016}",
        "date:[2014 TO 2016}",
        "date:[2014 to 2016]",
        "date:[2014 2016]",
        "date:[2014]",
        "date:[]",
        "date:[TO 2016]",
        "date:[x TO 2016]",
        "date:[2014 TO 2016 nhs",
        "date:[",
        "date: [2014 TO 2016]",
        "date:[2014 TO 2016]~2",
        "time:9",
        "time:25:00",
        "time:[9 TO 12]",
        "time:>9am",
        "time:{9am TO 10am}",
        "time:{22:00 TO 02:00}",
        "time:{23:59 TO 02:00}",
        "time:{23:59 TO *]",
        "time:[* TO 00:00}",
        "time:<00:00",
        "time:{09:00 TO 09:01}",
        "time:[09:00 TO 09:00}",
        "date:{2015-03-09 TO 2015-03-10}",
    ]));
}

#[test]
fn codes_are_those_of_the_mistake() {
    for (text, code, position) in [
        ("a AND", ErrorCode::InvalidQuery, 2),
        ("é date:March", ErrorCode::InvalidDate, 7),
        ("ab colour:red", ErrorCode::UnknownField, 3),
        ("(a colour:red", ErrorCode::InvalidQuery, 0),
    ] {
        let error = parse(text).unwrap_err();
        assert_eq!((error.code, error.position), (code, Some(position)), "{text}");
    }
}

#[test]
fn what_is_too_deep_is_flattened() {
    let deep = format!("{}a OR -b title:(c{}", "(x ".repeat(52), ")".repeat(53));
    let error = parse(&deep).unwrap_err();
    assert!(
        error.detail.starts_with("the query nests deeper than 50"),
        "{error}"
    );
    assert_eq!(error.position, Some(150));
    let mended = parse_lenient(&deep);
    assert_eq!(mended.repairs.len(), 1);
    let words: Vec<_> = leaves(&mended.root).into_iter().map(Node::reading).collect();
    assert_eq!(words[50..], ["x", "x", "a", "b", "title:c"]);
    assert!(parse(&mended.root.reading()).is_ok());
}

#[test]
fn signs_and_nots_without_end_are_mended() {
    for deep in [
        "NOT ".repeat(1000) + "a",
        "-(".repeat(2000) + "a",
        "(".repeat(4000),
        "title:".repeat(600),
        "a:".repeat(2000),
    ] {
        assert!(parse(&deep).is_err());
        assert!(
            parse(&parse_lenient(&deep).root.reading()).is_ok(),
            "{}",
            parse_lenient(&deep).root.reading()
        );
    }
    assert_eq!(
        parse_lenient(&("NOT ".repeat(1001) + "a")).root.reading(),
        "NOT a"
    );
}
