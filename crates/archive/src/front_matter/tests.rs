//! Front matter, whole and broken.

use super::*;
use proptest::prelude::*;

fn shown(text: &str) -> String {
    let FrontMatter {
        title,
        date,
        url,
        body_start_byte,
        warnings,
    } = split(text);
    let date = date.map(|WrittenDate { day, line, written }| format!("{day} (line {line}: {written})"));
    let shown = format!(
        "{title:?}\n{date:?}\n{url:?}\nbody {:?}",
        &text[body_start_byte..]
    );
    std::iter::once(shown)
        .chain(warnings)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn plain_lines() {
    insta::assert_snapshot!(
        shown("---\ntitle: Live: the \"budget\"\n\nDate : 2015-03-09\nurl: 'https://x.org/a#b'\n---\n5pm Yes\n"),
        @r#"
    Some("Live: the \"budget\"")
    Some("2015-03-09 (line 4: Date : 2015-03-09)")
    Some("https://x.org/a#b")
    body "5pm Yes\n"
    "#
    );
    insta::assert_snapshot!(shown("--- \r\ntitle: \"A \\\"b\\\"\"\r\n---\r\n\r\n5pm"), @r#"
    Some("A \"b\"")
    None
    None
    body "\r\n5pm"
    "#);
    insta::assert_snapshot!(shown("---\ntitle: x\n---"), @r#"
    Some("x")
    None
    None
    body ""
    "#);
}

#[test]
fn toml_lines() {
    insta::assert_snapshot!(
        shown("+++\n# from the crawler\ntitle = \"Budget\"\ndate = 2015-03-09\ntags = [\"a\"]\n+++\n5pm Yes\n"),
        @r#"
    Some("Budget")
    Some("2015-03-09 (line 4: date = 2015-03-09)")
    None
    body "5pm Yes\n"
    front matter line 5: unknown key "tags" is ignored: the keys are title, date and url
    "#
    );
    insta::assert_snapshot!(shown("+++\ntitle = Budget\n+++\n5pm\n"), @r#"
    None
    None
    None
    body "+++\ntitle = Budget\n+++\n5pm\n"
    front matter line 2: not valid TOML, the block is read as text: string values must be quoted, expected literal string: mend it, or remove the lines +++
    "#);
}

#[test]
fn mistakes_are_warnings() {
    insta::assert_snapshot!(
        shown("---\ntitle: a\ndate: 9 March 2015\nauthor: b\ntitle: c\nurl:\n---\n5pm"),
        @r#"
    Some("a")
    None
    None
    body "5pm"
    front matter line 3: the date is ignored: "9 March 2015" is not a day: write YYYY-MM-DD, such as 2015-03-09
    front matter line 4: unknown key "author" is ignored: the keys are title, date and url
    front matter line 5: "title" is set twice, the first counts: remove one of them
    "#
    );
    insta::assert_snapshot!(shown("---\ndat: 2015-03-09\n---\n5pm"), @r#"
    None
    None
    None
    body "---\ndat: 2015-03-09\n---\n5pm"
    front matter line 2: "dat: 2015-03-09" begins no front matter that is known here, the block is read as text: write at least one of title, date and url
    "#);
}

#[test]
fn a_rule_is_text() {
    for text in [
        "---",
        "---\n",
        "---\n---\n5pm",
        "---\n5.32pm Hello\n---\n",
        "---\n4:57pm: Hello\n---\n",
        "---\nhttp://example.org\n---\n",
        "---\n- one\n- two\n---\n",
        "---\n  5.32pm Hello\n---\n",
        "---\n# Budget day\n---\n5pm",
        "---\nThe minister spoke\n",
        "---\nThe minister spoke\ndate: today\n",
        "----\ntitle: a\n----\n",
        "5pm\n---\ntitle: a\n---\n",
        "",
    ] {
        assert_eq!(split(text), FrontMatter::default(), "{text:?}");
    }
}

#[test]
fn it_closes_within_forty_lines() {
    let of = |lines: usize| format!("---\n{}---\n", "title: a\n".repeat(lines));
    assert_eq!(split(&of(39)).title.as_deref(), Some("a"));
    assert_eq!(split(&of(40)).title, None);
    insta::assert_snapshot!(split(&of(40)).warnings.join("\n"), @r#"front matter line 2: "title: a" is read as text: no line --- closes the block within 40 lines: write one"#);
}

#[test]
fn yaml_that_is_not_read_is_no_obstacle() {
    insta::assert_snapshot!(
        shown(
            "\n \n---\n# from the crawler\ntitle: Budget day\ntags:\n  - nhs\n- health\nauthor:\n  name: Ada\n\ndate: 2015-03-09\n  or so\n...\n5pm Yes\n"
        ),
        @r#"
    Some("Budget day")
    Some("2015-03-09 (line 12: date: 2015-03-09)")
    None
    body "5pm Yes\n"
    front matter line 6: unknown key "tags" is ignored: the keys are title, date and url
    front matter line 9: unknown key "author" is ignored: the keys are title, date and url
    front matter line 13: "or so" is ignored: write a value on the line of its key
    "#
    );
}

#[test]
fn text_that_reads_like_front_matter_is_warned_of() {
    for text in [
        "---\ntitle: a\nThe minister spoke\n---\n",
        "---\nThe minister spoke\ndate: 2015-03-09\n---\n",
        "---\ntitle: a\n",
        "---\ntitle: a\n+++\n",
    ] {
        let matter = split(text);
        assert_eq!(
            (matter.body_start_byte, matter.warnings.len()),
            (0, 1),
            "{text:?}"
        );
    }
    insta::assert_snapshot!(
        split("---\nauthor: b\ndate: 2015-03-09\nThe minister spoke\n---\n").warnings.join("\n"),
        @r#"front matter line 3: "date: 2015-03-09" is read as text: line 4, "The minister spoke", is no "key: value": mend or remove it"#
    );
}

proptest! {
    #[test]
    fn any_text_splits_on_a_character(text in "(---|\\+\\+\\+)\n(\\PC{0,12}[:=]? ?\\PC{0,8}\n){0,5}(---|\\+\\+\\+)?\n?\\PC*") {
        let matter = split(&text);
        prop_assert!(text.is_char_boundary(matter.body_start_byte));
    }
}
