//! Names of pages, and what happens when two pages have the same.

use super::*;
use proptest::prelude::*;

#[test]
fn the_address_names_the_page() {
    for (url, slug) in [
        (
            "https://x/hsj-live/hsj-live-090315/5065212.article",
            "hsj-live-090315",
        ),
        ("https://x.org/hsj-live-090315", "hsj-live-090315"),
        ("https://x.org/HSJ-Live-090315/?page=2#top", "hsj-live-090315"),
        ("https://x.org/live/hsj-live-28.11.12", "hsj-live-28-11-12"),
        ("https://x.org/live/hsj-live.html", "hsj-live"),
        ("https://x.org/live/hsj-live/index.html", "hsj-live"),
        ("https://x.org/live/caf%C3%A9%20live", "cafe-live"),
        ("https://x.org/live/100%25-%zz", "100-zz"),
        ("https://x.org/news/2013/05/20/the-day", "the-day"),
        ("https://x.org/live/2013/05/20/", "live-2013-05-20"),
        ("https://x.org/live/2013/may/20", "live-2013-05-20"),
        ("https://x.org/live/20130520.html", "live-2013-05-20"),
        ("x.org:8080/live/the-day", "the-day"),
        ("//x.org/live/the-day", "the-day"),
        ("/live/the-day.aspx", "the-day"),
        ("the-day.html", "the-day"),
    ] {
        assert_eq!(candidate_slug(Some(url), "file"), slug, "{url}");
    }
}

#[test]
fn else_the_file_does() {
    for url in [
        "https://x.org",
        "https://x.org/",
        "https://x.org/5065212.article",
        "",
        "www.x.org",
        "https://x.org/?a=b",
    ] {
        assert_eq!(
            candidate_slug(Some(url), "003_95834794f040f8da"),
            "003-95834794f040f8da",
            "{url}"
        );
    }
    assert_eq!(candidate_slug(None, "…"), "page");
}

#[test]
fn the_first_by_path_keeps_the_slug() {
    let ids = assign_ids(&[
        ("b.txt", "live"),
        ("a.txt", "live"),
        ("c.txt", "other"),
        ("d.txt", "live"),
    ]);
    assert_eq!(ids[1], "live");
    assert_eq!(ids[2], "other");
    insta::assert_snapshot!(format!("{} {}", ids[0], ids[3]), @"live-01d9faa5 live-2ea6e7c9");
    let more = assign_ids(&[
        ("b.txt", "live"),
        ("a.txt", "live"),
        ("zz.txt", "live"),
        ("c.txt", "new"),
    ]);
    assert_eq!(more[..2], ids[..2]);
}

#[test]
fn a_suffix_never_takes_what_another_page_claims() {
    let ids = assign_ids(&[("a.txt", "live"), ("b.txt", "live")]);
    let contested = ids[1].as_str();
    let again = assign_ids(&[("a.txt", "live"), ("b.txt", "live"), ("c.txt", contested)]);
    assert_eq!(again[2], contested);
    assert!(
        again[1].starts_with(contested) && again[1].len() == contested.len() + 8,
        "{again:?}"
    );
}

#[test]
fn the_same_path_in_two_archives() {
    let ids = assign_ids(&[
        ("a.txt", "live"),
        ("a.txt", "live"),
        ("a.txt", "live"),
        ("a.txt", ""),
    ]);
    let distinct: FxHashSet<&String> = ids.iter().collect();
    assert_eq!(
        (distinct.len(), ids[0].as_str(), ids[3].as_str()),
        (4, "live", "page")
    );
}

fn pages() -> impl Strategy<Value = Vec<(String, String)>> {
    proptest::collection::btree_map("[a-f]{1,3}", "[ab]?(-[0-9a-f]{8})?", 0..40)
        .prop_map(|pages| pages.into_iter().collect())
}

proptest! {
    #[test]
    fn ids_are_unique_and_hang_on_no_order(pages in pages(), seed in any::<u64>()) {
        let ids = assign_ids(&pages);
        prop_assert_eq!(ids.iter().collect::<FxHashSet<_>>().len(), pages.len());
        let mut shuffled: Vec<usize> = (0..pages.len()).collect();
        shuffled.sort_by_key(|i| fnv1a(&pages[*i].0, seed, 0));
        let mixed: Vec<_> = shuffled.iter().map(|i| pages[*i].clone()).collect();
        let mixed_ids = assign_ids(&mixed);
        for (place, i) in shuffled.iter().enumerate() {
            prop_assert_eq!(&mixed_ids[place], &ids[*i]);
        }
    }

    #[test]
    fn an_unrelated_page_changes_no_id(mut pages in pages()) {
        let before = assign_ids(&pages);
        pages.push(("0".to_owned(), "unrelated".to_owned()));
        prop_assert_eq!(&assign_ids(&pages)[..before.len()], &before[..]);
    }

    #[test]
    fn any_address_gives_a_slug(url in "\\PC*", stem in "\\PC*") {
        let slug = candidate_slug(Some(&url), &stem);
        prop_assert!(!slug.is_empty());
        prop_assert_eq!(slugify(&slug), slug);
    }
}
