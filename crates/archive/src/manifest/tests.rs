//! Settings that apply, and mistakes that are named.

use super::*;
use proptest::prelude::*;

const SETTINGS: &str = r#"
timezone = "europe/dublin"
title = "Care Weekly Live"
publication = "Care Weekly"

[pages]
"*.txt" = { url = "https://example.org/any", title = "By short pattern" }
"2014/*.txt" = { url = "https://example.org/2014", title = "By pattern" }
"rolling-[0-9].txt" = { title = "Rolling" }

[pages."live.txt"]
date = 2015-03-09
title = "By file name"

[pages."2014/live.txt"]
date = "2014-06-17"
"#;

fn settings() -> Manifest {
    Manifest::parse(SETTINGS, "archive.toml").unwrap()
}

fn mistake(text: &str) -> String {
    Manifest::parse(text, "archive.toml").unwrap_err().to_string()
}

#[test]
fn no_file_is_the_default() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = Manifest::read(folder.path()).unwrap();
    assert_eq!(
        (manifest.timezone(), manifest.title(), manifest.publication()),
        ("Europe/London", None, None)
    );
    assert_eq!(manifest.page("live.txt"), PageSettings::default());
    assert_eq!(manifest.zone().unwrap().name(), "Europe/London");
}

#[test]
fn the_archive_itself() {
    let manifest = settings();
    assert_eq!(manifest.timezone(), "Europe/Dublin");
    assert_eq!(manifest.title(), Some("Care Weekly Live"));
    assert_eq!(manifest.publication(), Some("Care Weekly"));
}

#[test]
fn the_most_exact_key_wins_setting_by_setting() {
    let manifest = settings();
    let page = |path: &str| {
        let PageSettings { date, title, url, .. } = manifest.page(path);
        (
            date.map(|day| day.to_string()),
            title,
            url.map(|url| url.replace("https://example.org/", "")),
        )
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        page("2014/live.txt"),
        (some("2014-06-17"), some("By file name"), some("2014"))
    );
    assert_eq!(
        page("live.txt"),
        (some("2015-03-09"), some("By file name"), some("any"))
    );
    assert_eq!(page("2014/other.txt"), (None, some("By pattern"), some("2014")));
    assert_eq!(
        page("2014/deep/other.txt"),
        (None, some("By short pattern"), some("any"))
    );
    assert_eq!(
        page("deep/er/rolling-7.txt"),
        (None, some("Rolling"), some("any"))
    );
    assert_eq!(page("2014/live.html"), (None, None, None));
}

#[test]
fn equally_long_patterns_go_by_the_alphabet() {
    for text in [
        "pages.\"a*\".title=\"a\"\npages.\"*a\".title=\"b\"",
        "pages.\"*a\".title=\"b\"\npages.\"a*\".title=\"a\"",
    ] {
        assert_eq!(
            Manifest::parse(text, "x").unwrap().page("aa").title.as_deref(),
            Some("b")
        );
    }
}

#[test]
fn a_name_with_brackets_is_exact_as_written() {
    let manifest = Manifest::parse("[pages.\"[live].txt\"]\ntitle = \"x\"", "x").unwrap();
    assert!(manifest.page("[live].txt").title.is_some());
    let manifest = Manifest::parse("[pages.'\\[live.txt']\ntitle = \"x\"", "x").unwrap();
    assert!(manifest.page("[live.txt").title.is_some());
}

#[test]
fn fingerprints_change_with_what_applies() {
    insta::assert_snapshot!(settings().fingerprint_for(&settings().page("2014/live.txt")), @r#"
    timezone="Europe/Dublin"
    publication="Care Weekly"
    date="2014-06-17"
    title="By file name"
    url="https://example.org/2014"
    "#);
    let changed = SETTINGS
        .replace("2015-03-09", "2015-03-10")
        .replace("Weekly Live", "Weekly");
    let changed = Manifest::parse(&changed, "archive.toml").unwrap();
    let of = |manifest: &Manifest, path: &str| manifest.fingerprint_for(&manifest.page(path));
    let same = |path: &str| of(&changed, path) == of(&settings(), path);
    assert!(same("2014/live.txt") && same("rolling-1.txt") && !same("live.txt"));
    let titled = |title: &str| Manifest::parse(&format!("title = {title:?}"), "archive.toml").unwrap();
    let [live, weekly] = ["Live", "Weekly"].map(titled);
    assert_eq!(live.page("a.txt").publication.as_deref(), Some("Live"));
    assert_ne!(of(&live, "a.txt"), of(&weekly, "a.txt"));
}

#[test]
fn rows_of_a_gazetteer_are_handed_on_unread() {
    assert_eq!(settings().gazetteer(), None);
    for key in GAZETTEER_KEYS {
        for text in [
            format!("title = \"x\"\n[[{key}]]\nwhatever = 1\n"),
            format!("{key} = 3"),
        ] {
            let manifest = Manifest::parse(&text, "archive.toml").unwrap();
            assert_eq!(manifest.gazetteer(), Some(text.as_str()));
        }
    }
}

#[test]
fn keys_that_fit_no_page_are_reported() {
    let warnings = settings().unmatched_keys(&["2014/live.txt", "x.txt"]);
    insta::assert_snapshot!(
        warnings.join("\n"),
        @r#"archive.toml:9: no page fits "rolling-[0-9].txt": check the spelling, or remove the key"#
    );
    assert_eq!(settings().unmatched_keys::<&str>(&[]).len(), 5);
}

#[test]
fn many_keys_are_read_in_no_time() {
    let text: String = (0..20_000)
        .map(|n| format!("[pages.\"{n}.txt\"]\ndate = \"2015-03-09\"\n\n"))
        .collect();
    let began = std::time::Instant::now();
    let manifest = Manifest::parse(&text, "archive.toml").unwrap();
    let pages: Vec<String> = (1..20_000).map(|n| format!("{n}.txt")).collect();
    assert_eq!(manifest.unmatched_keys(&pages).len(), 1);
    let last = manifest.unmatched_keys(&pages[..19_998]);
    assert!(last[1].starts_with("archive.toml:59998:"), "{last:?}");
    assert!(began.elapsed().as_secs() < 3, "{:?}", began.elapsed());
}

#[test]
fn mistakes_in_keys() {
    insta::assert_snapshot!(
        mistake("title = \"x\"\ntimezome = \"UTC\""),
        @r#"archive.toml:2: key "timezome": unknown: the keys here are timezone, title, publication, pages, and for the archive's own gazetteer organisation, person, given_names, not_a_person"#
    );
    insta::assert_snapshot!(
        mistake("[pages.\"a.txt\"]\n\ndates = \"2015-03-09\""),
        @r#"archive.toml:3: key "pages."a.txt".dates": unknown: the keys of a page are date, title and url"#
    );
    insta::assert_snapshot!(
        mistake("[pages.\"a[.txt\"]"),
        @r#"archive.toml:1: key "pages."a[.txt"": not a pattern: unclosed character class; missing ']': put a backslash before a bracket that is meant"#
    );
    insta::assert_snapshot!(
        mistake("[pages.\"\"]"),
        @r#"archive.toml:1: key "pages.""": empty: write the path, file name or pattern of a page"#
    );
}

#[test]
fn mistakes_in_values() {
    insta::assert_snapshot!(
        mistake("timezone = \"London\""),
        @r#"archive.toml:1: key "timezone": unknown time zone "London": write an IANA name, such as Europe/London"#
    );
    insta::assert_snapshot!(
        mistake("pages.\"a\".date = \"2015-3-9\""),
        @r#"archive.toml:1: key "pages."a".date": "2015-3-9" is not a day: write YYYY-MM-DD, such as 2015-03-09"#
    );
    insta::assert_snapshot!(
        mistake("pages.\"a\".date = 2015-03-09T10:00:00"),
        @r#"archive.toml:1: key "pages."a".date": "2015-03-09T10:00:00" is not a day: write YYYY-MM-DD, such as 2015-03-09"#
    );
    insta::assert_snapshot!(
        mistake("pages.\"a\".date = 20150309"),
        @r#"archive.toml:1: key "pages."a".date": found a value of type integer: write a day as "YYYY-MM-DD""#
    );
    insta::assert_snapshot!(
        mistake("\n\ntitle = 7"),
        @r#"archive.toml:3: key "title": found a value of type integer: write a string in quotes"#
    );
    insta::assert_snapshot!(
        mistake("title = \" \""),
        @r#"archive.toml:1: key "title": empty: write a value, or remove the key"#
    );
    insta::assert_snapshot!(
        mistake("pages = [\"a.txt\"]"),
        @r#"archive.toml:1: key "pages": found a value of type array: write a table of pages, such as [pages."live.txt"]"#
    );
    insta::assert_snapshot!(
        mistake("[pages]\n\"a.txt\" = \"2015-03-09\""),
        @r#"archive.toml:2: key "pages."a.txt"": found a value of type string: write a table with date, title or url"#
    );
}

#[test]
fn what_is_not_toml() {
    insta::assert_snapshot!(mistake("title = \"x\"\npages = {"), @r#"archive.toml:2: not valid TOML: unclosed inline table, expected `}`: mend "pages = {""#);
    insta::assert_snapshot!(mistake("title = \"x\"\ntitle = \"y\""), @r#"archive.toml:2: not valid TOML: duplicate key: mend "title = "y"""#);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(MANIFEST_NAME), b"title = \"caf\xE9\"").unwrap();
    let error = Manifest::read(folder.path()).unwrap_err().to_string();
    assert!(
        error.ends_with("archive.toml: not UTF-8 from byte 12 on: save the file as UTF-8"),
        "{error}"
    );
    fs::remove_file(folder.path().join(MANIFEST_NAME)).unwrap();
    fs::create_dir(folder.path().join(MANIFEST_NAME)).unwrap();
    assert!(matches!(
        Manifest::read(folder.path()),
        Err(ArchiveError::Unreadable { .. })
    ));
}

proptest! {
    #[test]
    fn any_text_is_settings_or_a_mistake(text in "((timezone|title|pages|\\[pages\\.\"a\\*\"\\]|date|=|\"|\\.|\\{|\n|2015-03-09|\\PC) ?){0,20}") {
        if let Ok(manifest) = Manifest::parse(&text, "archive.toml") {
            let _ = (manifest.page("a/b.txt"), manifest.unmatched_keys(&["a/b.txt"]));
        }
    }
}

#[test]
fn a_page_in_a_file_of_many_goes_by_its_place_and_address_too() {
    let text = "[pages.\"export.jsonl\"]\ntitle = \"all\"\ndate = \"2015-03-09\"\n\
        [pages.\"export.jsonl#17\"]\ntitle = \"line\"\n[pages.\"https://x.org/a\"]\ntitle = \"address\"";
    let manifest = Manifest::parse(text, "archive.toml").unwrap();
    let title = |names: &[&str]| manifest.page_in("a/export.jsonl", names).title.unwrap();
    assert_eq!(title(&["export.jsonl#3"]), "all");
    assert_eq!(title(&["export.jsonl#17", "https://x.org/a"]), "line");
    assert_eq!(title(&["export.jsonl#3", "https://x.org/a"]), "address");
    assert!(
        manifest
            .page_in("a/export.jsonl", &["https://x.org/a"])
            .date
            .is_some()
    );
    assert!(manifest.unmatched_keys(&["a/export.jsonl"]).is_empty());
}
