use super::*;
use daybook_model::slugify;
use daybook_search::AliasCount;
use std::time::Duration;

fn summary(name: &str, count: u64, aliases: &[&str]) -> EntitySummary {
    let aliases = aliases.iter().map(|text| AliasCount {
        text: (*text).into(),
        count: 1,
    });
    serde_json::from_value(serde_json::json!({
        "kind": "organisation", "slug": slugify(name), "name": name, "count": count, "mentions": count,
        "known": true, "aliases": aliases.collect::<Vec<_>>(), "total_aliases": 1, "example": "a/1",
    }))
    .unwrap()
}

#[test]
fn names_are_found_from_any_word_of_any_alias() {
    let summaries = [
        summary("Care Quality Commission", 9, &["CQC", "the Commission"]),
        summary("Una O’Brien", 3, &["Ms O’Brien"]),
        summary("Commission on Quality", 12, &[]),
    ];
    let completions = Completions::of_names(&summaries);
    let find = |typed: &str| -> Vec<(usize, String)> {
        let typed = Typed::new(typed);
        let mut found = typed.names.iter().map(|begun| completions.entities(begun, 10));
        let found = found.find(|found| !found.is_empty()).unwrap_or_default();
        found
            .into_iter()
            .map(|(place, form)| (place, form.to_owned()))
            .collect()
    };
    let commission = (0, "Care Quality Commission".to_owned());
    assert_eq!(find("cq"), [(0, "CQC".to_owned())]);
    assert_eq!(find("Quality Comm"), std::slice::from_ref(&commission));
    assert_eq!(find("what the quality comm"), std::slice::from_ref(&commission));
    assert_eq!(
        find("qual"),
        [(2, "Commission on Quality".to_owned()), commission.clone()]
    );
    assert_eq!(find("organisation:\"care q"), [commission]);
    assert_eq!(find("o'b"), [(1, "Una O’Brien".to_owned())]);
    assert_eq!(find("una "), [(1, "Una O’Brien".to_owned())]);
    assert_eq!(find("xyz"), []);
    assert_eq!(find("").len(), 3);
}

#[test]
fn the_last_word_is_completed_where_one_is_begun() {
    let last = |text: &str| Typed::new(text).last;
    let expect = |before: &str, begun: &str| Some((before.to_owned(), begun.to_owned()));
    assert_eq!(last("waiting ti"), expect("waiting ", "ti"));
    assert_eq!(last("“Waiting Ti"), expect("“Waiting ", "ti"));
    assert_eq!(last("said:wai"), expect("said:", "wai"));
    assert_eq!(last("waiting "), None);
    assert_eq!(last("\"waiting\""), None);
    assert_eq!(last("…"), None);
}

/// A million words and a million names that begin alike are the worst there is.
#[test]
#[ignore = "prints what completing takes; run with --release --ignored --nocapture"]
fn completing_takes_no_time_among_a_million() {
    let made = Instant::now();
    let summaries: Vec<EntitySummary> = (0..1_000_000u64)
        .map(|n| summary(&format!("Name{n} Trust {}", n % 977), n % 10_007, &[]))
        .collect();
    let completions = Completions::of_names(&summaries);
    let words = (0..1_000_000u32).map(|n| (format!("word{n}"), n % 10_007, 0));
    let vocabulary = RankedTexts::new(words.collect());
    println!("made in {:?}", made.elapsed());
    let mut worst = Duration::ZERO;
    for typed in [
        "w",
        "n",
        "t",
        "trust 9",
        "word12",
        "name999",
        "trust",
        "a",
        "",
        "what the trust 1",
    ] {
        // The best of a few: what else the machine does is not counted.
        let times = (0..5).map(|_| {
            let started = Instant::now();
            let typed = Typed::new(typed);
            let terms = typed
                .last
                .iter()
                .map(|(_, begun)| vocabulary.beginning(begun).take(50).count());
            let entities = typed
                .names
                .iter()
                .map(|begun| completions.entities(begun, 50).len());
            let found = terms.sum::<usize>() + entities.sum::<usize>();
            (started.elapsed(), found)
        });
        let (took, found) = times.min().unwrap_or_default();
        println!("{typed:?}: {found} suggestions in {took:?}");
        worst = worst.max(took);
    }
    assert!(worst < Duration::from_millis(2), "{worst:?}");
}
