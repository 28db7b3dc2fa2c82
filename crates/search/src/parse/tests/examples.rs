//! What queries mean, one line each.

use super::{leaves, parse, reading};
use crate::{NodeKind, Span, TextField};
use daybook_model::ClockTime;

/// Queries with their readings; those that read as typed have none.
const READINGS: &[(&str, &str)] = &[
    ("", ""),
    (" \t\n\u{3000} ", ""),
    ("personal budgets", "personal AND budgets"),
    (
        "one two three four five six seven eight nine ten eleven twelve",
        "one AND two AND three AND four AND five AND six AND seven AND eight AND nine AND ten AND eleven AND twelve",
    ),
    ("a AND b", "a AND b"),
    ("a b OR c", "(a AND b) OR c"),
    ("a OR b AND c", "a OR (b AND c)"),
    ("(a OR b) c", "(a OR b) AND c"),
    ("NOT a b", "NOT a AND b"),
    ("NOT (a b)", "NOT (a AND b)"),
    ("a and b or not c", "a AND and AND b AND or AND not AND c"),
    ("a && b || c", "a AND && AND b AND || AND c"),
    (r"\AND \OR", r"\AND AND \OR"),
    // Signs.
    ("+a b", "a AND b"),
    ("+a OR b", "+a OR b"),
    ("+a OR b OR c d", "+a OR b OR (c AND d)"),
    ("+a b OR c", "+(a AND b) OR c"),
    ("+a OR +b", "a AND b"),
    ("+a OR +b OR c", "+(a AND b) OR c"),
    ("(+a OR b) c", "(+a OR b) AND c"),
    ("a -b", "a AND NOT b"),
    ("-b", "NOT b"),
    ("NOT a AND NOT b", "NOT a AND NOT b"),
    ("NOT NOT a", "NOT NOT a"),
    (
        "a -\"b c\" -(d e) -title:f",
        "a AND NOT \"b c\" AND NOT (d AND e) AND NOT title:f",
    ),
    (
        "co-operation 2014-15 - -- +",
        r"co-operation AND 2014-15 AND \- AND \-- AND \+",
    ),
    ("like-it-or-lump-it (-a)", "like-it-or-lump-it AND NOT a"),
    ("+AND", r"\AND"),
    // Words.
    (
        "A&E P4P £70bn e-reward.co.uk @HSJnews #carersweek 9.30am 50%",
        "A&E AND P4P AND £70bn AND e-reward.co.uk AND @HSJnews AND #carersweek AND 9.30am AND 50%",
    ),
    (
        "don't O’Brien ‘tis ʼtwas o＇clock",
        "don't AND O’Brien AND ‘tis AND ʼtwas AND o＇clock",
    ),
    ("12:30 10:1", "12:30 AND 10:1"),
    (r"NHS\: a\ b \(c\)", r"NHS\: AND a\ b AND \(c\)"),
    ("a\u{0}b\u{a0}c", "a AND b AND c"),
    ("trust(s)", "trust AND s"),
    ("[sic] {x}", "[sic] AND {x}"),
    ("日本 Zoë \u{1f600}", "日本 AND Zoë AND \u{1f600}"),
    // Marks.
    (
        "nurs* care~ budgets~ budgets~1 a~2",
        "nurs* AND care~1 AND budgets~2 AND budgets~1 AND a~2",
    ),
    (
        "a^2 \"b c\"^0.5 (d OR e)^3 f~1^2 g^2~1 h*^4",
        "a^2 AND \"b c\"^0.5 AND (d OR e)^3 AND f~1^2 AND g~1^2 AND h*^4",
    ),
    ("(a^2)^3 (b)^2", "a^6 AND b^2"),
    (r"a\* \~b c\^2", r"a\* AND \~b AND c\^2"),
    // Phrases.
    ("\"near phrases\"~3", "\"near phrases\"~3"),
    (
        "“a b” „c d“ «e f» »g h« \"i j”",
        "\"a b\" AND \"c d\" AND \"e f\" AND \"g h\" AND \"i j\"",
    ),
    (r#""say \"hi\" now""#, r#""say \"hi\" now""#),
    ("\"a AND (b\"", "\"a AND (b\""),
    ("\"a\"b\"c\"", "\"a\" AND b AND \"c\""),
    // Fields.
    ("organisation:\"NHS England\"", "organisation:\"NHS England\""),
    (
        "PERSON:“Jeremy Hunt” person:jeremy-hunt",
        "person:\"Jeremy Hunt\" AND person:jeremy-hunt",
    ),
    (
        "person:(\"Jeremy Hunt\" OR \"Ed Balls\")",
        "person:\"Jeremy Hunt\" OR person:\"Ed Balls\"",
    ),
    (
        "title:(a b) title:\"c d\"~2 standfirst:e* text:f",
        "(title:a AND title:b) AND title:\"c d\"~2 AND standfirst:e* AND f",
    ),
    (
        "title:(a person:x) title:-b title:NOT",
        r"(title:a AND person:x) AND title:\-b AND title:\NOT",
    ),
    (
        "person:O'Brien page:live-090315 page:\"a b\"",
        "person:\"O'Brien\" AND page:live-090315 AND page:\"a b\"",
    ),
    // Dates and times.
    ("date:2015-03-09", "date:2015-03-09"),
    ("date:2015-03", "date:2015-03"),
    ("date:2015", "date:2015"),
    ("date:undated", "date:undated"),
    ("date:\"2015-03\"^2", "date:2015-03^2"),
    ("date:[2015-03-01 TO 2015-03-31]", "date:2015-03"),
    ("date:[2015-03 TO 2016-02]", "date:[2015-03-01 TO 2016-02-29]"),
    ("date:[ 2015 TO * ]", "date:[2015-01-01 TO *]"),
    ("date:[* TO *]", "date:[* TO *]"),
    (
        "date:(2014 OR [2016 TO 2017])",
        "date:2014 OR date:[2016-01-01 TO 2017-12-31]",
    ),
    ("time:09:30 time:[09:00 TO *]", "time:09:30 AND time:[09:00 TO *]"),
    (
        "time:[9am TO 12.30pm] time:[9 am TO noon]",
        "time:[09:00 TO 12:30] AND time:[09:00 TO 12:00]",
    ),
    ("time:[22:00 TO 02:00]", "time:[22:00 TO 02:00]"),
];

#[test]
fn queries_read_as_they_are_meant() {
    for (text, expected) in READINGS {
        assert_eq!(reading(text), *expected, "{text}");
        assert_eq!(reading(expected), *expected, "the reading of {text}");
    }
}

#[test]
fn spans_count_characters() {
    let query = parse("“Zoë’s” -title:naïve^2").unwrap();
    let places: Vec<_> = leaves(&query.root)
        .into_iter()
        .map(|leaf| (leaf.span.start, leaf.span.end))
        .collect();
    assert_eq!(places, [(0, 7), (9, 22)]);
    assert_eq!(query.root.span, Span { start: 0, end: 22 });
}

#[test]
fn groups_hold_their_parentheses() {
    let query = parse("a (b OR c)^2").unwrap();
    let NodeKind::All { parts } = query.root.kind else {
        panic!("{:?}", query.root)
    };
    assert_eq!((parts[1].span, parts[1].boost), (Span { start: 2, end: 12 }, 2.0));
}

#[test]
fn words_keep_their_text() {
    let query = parse(r"Don’t\!").unwrap();
    assert_eq!(
        query.root.kind,
        NodeKind::Word {
            field: TextField::Text,
            text: "Don’t!".to_owned()
        }
    );
}

#[test]
fn a_time_is_a_minute() {
    let half_past_nine = ClockTime::new(9, 30);
    let query = parse("time:9.30am").unwrap();
    assert_eq!(
        query.root.kind,
        NodeKind::Time {
            from: half_past_nine,
            to: half_past_nine
        }
    );
}

#[test]
fn fifty_parentheses_are_not_too_deep() {
    let nested = |depth: usize| format!("{}a b{} OR c", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(reading(&nested(50)), "(a AND b) OR c");
    assert!(parse(&nested(51)).is_err());
    let deep = (0..49).fold("a".to_owned(), |inner, _| format!("x OR y (z OR {inner})"));
    assert_eq!(reading(&reading(&deep)), reading(&deep));
}
