//! Pages dated by their day headings and by their text, and `stats --disputed`, which lists what should be looked into.

use daybook_tests::Sandbox;
use serde_json::Value;

/// The date of the first entry that `inspect` prints of a page with that text and name.
fn date(name: &str, text: &str) -> Value {
    let sandbox = Sandbox::new();
    sandbox.write(name, text);
    let inspected = sandbox.run(&["inspect", name, "--format", "json"]).expecting(0);
    let page: Value = serde_json::from_str(inspected.stdout.lines().next().unwrap()).unwrap();
    page["entries"][0]["date"].clone()
}

/// Without it a page that prints its day above its entries would be undated.
#[test]
fn a_heading_with_its_year_dates_the_page() {
    let page = "Monday 9 March 2015\n\n5.30pm The board has met.\n\n9am Good morning.\n";
    let found = date("live.txt", page);
    assert_eq!(
        (&found["earliest"], &found["latest"]),
        (&"2015-03-09".into(), &"2015-03-09".into())
    );
    assert!(
        found["evidence"]
            .as_str()
            .unwrap()
            .contains("day heading: Monday 9 March 2015"),
        "{found}"
    );
}

/// Weekdays of two days are right together in few years; the text tells which of them is meant.
#[test]
fn headings_without_a_year_narrow_the_years() {
    let page = "Tuesday 10 March\n\n5.30pm The board has met, in the wake of the Kirkup report.\n\n9am Good morning.\n\n\
        Monday 9 March\n\n5pm Health secretary Jeremy Hunt was there.\n\n9.30am Good morning.\n";
    let found = date("live.txt", page);
    let (from, to) = (
        found["earliest"].as_str().unwrap(),
        found["latest"].as_str().unwrap(),
    );
    assert!(("2015-03-08".."2015-03-11").contains(&from), "{found}");
    assert!(("2015-03-08".."2015-03-12").contains(&to), "{found}");
}

/// Without it nobody would learn that a page's name and what it says of itself cannot both be right.
#[test]
fn what_the_text_disputes_is_listed() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "pages/live-2013-05-20.txt",
        "5.30pm Yesterday’s Kirkup report runs to 300 pages.\n\n9am Good morning.\n",
    );
    sandbox.write(
        "pages/live-2015-03-04.txt",
        "5.30pm Yesterday’s Kirkup report runs to 300 pages.\n\n9am Good morning.\n",
    );
    sandbox.write(
        "pages/live-2012-01-09.txt",
        "Monday 9 March 2015\n\n5.30pm The board has met.\n\n9am Good morning.\n",
    );
    sandbox.run(&["index", "pages"]).expect(0);
    let listed = sandbox.run(&["stats", "--disputed"]).expecting(0);
    insta::assert_snapshot!(listed.stdout);
    let lines = sandbox
        .run(&["stats", "--disputed", "--format", "json"])
        .expecting(0)
        .stdout;
    let pages: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let sources: Vec<&str> = pages.iter().filter_map(|page| page["source"].as_str()).collect();
    assert_eq!(sources, ["live-2012-01-09.txt", "live-2013-05-20.txt"]);
    for page in &pages {
        assert_eq!(page["date"]["disputed_by"][0]["basis"], "text", "{page}");
    }
}
