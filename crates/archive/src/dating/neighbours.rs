//! Constraints from running numbers in addresses: `/5065212.article` was made after `/5065100.article`.
//!
//! A site's system numbers what it stores in the order in which it is made, most often on the day it is published. So a
//! page whose number lies between those of two dated pages was written between them, give or take what was prepared
//! before. Numbers of dated pages that run against their days (a page made long before it went out) are set aside: what
//! stays is the longest run of numbers whose days do not fall.

use super::constraint::Constraint;
use crate::page_id::url_segments;
use daybook_model::LocalDate;
use rustc_hash::FxHashMap;

/// How many days before it is published a page may be made, or after.
const GRACE_DAYS: u16 = 3;
/// Shorter numbers are years, sections and the like.
const DIGITS: std::ops::RangeInclusive<usize> = 5..=12;

/// The dated pages of an archive by their running numbers, per site.
#[derive(Debug, Clone, Default)]
pub struct Neighbours {
    sites: FxHashMap<String, Vec<(u64, LocalDate)>>,
}

impl Neighbours {
    /// Takes the addresses of all pages whose day is known from elsewhere than their text.
    pub fn new<'u>(dated: impl IntoIterator<Item = (&'u str, LocalDate)>) -> Self {
        let mut sites: FxHashMap<String, Vec<(u64, LocalDate)>> = FxHashMap::default();
        for (url, day) in dated {
            if let Some((site, number)) = running_number(url) {
                sites.entry(site).or_default().push((number, day));
            }
        }
        for pages in sites.values_mut() {
            pages.sort_unstable();
            pages.dedup();
            *pages = longest_rising(pages);
        }
        Self { sites }
    }

    /// What the numbers on either side say of the page with that address; nothing if it has none or no neighbour has.
    pub fn constraint(&self, url: &str) -> Option<Constraint> {
        let (site, number) = running_number(url)?;
        let pages = self.sites.get(&site)?;
        let above = pages.partition_point(|(other, _)| *other < number);
        let before = above.checked_sub(1).and_then(|below| pages.get(below));
        let after = pages.get(above);
        let shown = |page: Option<&(u64, LocalDate)>| {
            page.map_or_else(|| "none".to_owned(), |(other, day)| format!("{other} of {day}"))
        };
        let evidence = format!("{number} between {} and {}", shown(before), shown(after));
        Constraint::neighbours(
            before.map(|(_, day)| *day),
            after.map(|(_, day)| *day),
            GRACE_DAYS,
            &evidence,
        )
    }
}

/// The site and the number that the last segment of an address is, with its extension: `5065212.article`.
fn running_number(url: &str) -> Option<(String, u64)> {
    let path = url.split(['?', '#']).next()?.trim_end_matches('/');
    let (start, last) = path.rsplit_once('/')?;
    let (digits, extension) = last.split_once('.').unwrap_or((last, ""));
    let counts = DIGITS.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    // Eight digits from the left are a day as often as a number.
    if !counts || crate::read_url(last).is_some() || url_segments(url).is_empty() {
        return None;
    }
    let host = start.split("://").last()?.split('/').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    Some((format!("{host} {extension}"), digits.parse().ok()?))
}

/// The longest run whose days never fall, of pages sorted by number.
fn longest_rising(pages: &[(u64, LocalDate)]) -> Vec<(u64, LocalDate)> {
    // For each length, the place of the page with the earliest day that ends a run of that length.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pages.len()];
    for (place, (_, day)) in pages.iter().enumerate() {
        let length = ends.partition_point(|end| pages[*end].1 <= *day);
        before[place] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let last = ends.last().copied();
    let mut run: Vec<_> = std::iter::successors(last, |place| before[*place])
        .map(|place| pages[place])
        .collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> LocalDate {
        text.parse().unwrap()
    }

    #[test]
    fn numbers() {
        let site = |url| running_number(url).map(|(site, number)| format!("{site} {number}"));
        assert_eq!(
            site("https://www.X.org/live/a/5065212.article?q=1").as_deref(),
            Some("x.org article 5065212")
        );
        assert_eq!(
            site("http://x.org/story/12345678/").as_deref(),
            Some("x.org  12345678")
        );
        for url in [
            "https://x.org/live/2013",
            "https://x.org/live/20130520",
            "https://x.org/a-5065212",
            "5065212",
            "",
        ] {
            assert_eq!(site(url), None, "{url}");
        }
    }

    #[test]
    fn between_its_neighbours() {
        let url = |number: u64| format!("https://x.org/live/{number}.article");
        let dated = [
            (50_000, "2013-02-01"),
            (50_100, "2013-02-20"),
            // Made in advance.
            (50_050, "2014-01-01"),
            (50_200, "2013-03-10"),
        ];
        let pages: Vec<(String, LocalDate)> =
            dated.iter().map(|(number, at)| (url(*number), day(at))).collect();
        let neighbours = Neighbours::new(pages.iter().map(|(url, day)| (url.as_str(), *day)));
        let hull = |number| neighbours.constraint(&url(number)).and_then(|c| c.days.hull());
        assert_eq!(hull(50_150), Some((day("2013-02-17"), day("2013-03-13"))));
        assert_eq!(hull(50_060), Some((day("2013-01-29"), day("2013-02-23"))));
        assert_eq!(hull(50_300).unwrap().0, day("2013-03-07"));
        assert_eq!(neighbours.constraint("https://y.org/live/50150.article"), None);
        insta::assert_snapshot!(
            neighbours.constraint(&url(50_150)).unwrap().line(),
            @r#"neighbours: 2013-02-20 to 2013-03-10 ("50150 between 50100 of 2013-02-20 and 50200 of 2013-03-10")"#
        );
    }

    proptest! {
        #[test]
        fn a_numbered_page_lies_between(steps in proptest::collection::vec((1..400_u64, 0..9_i32), 3..40), hidden in 0..40_usize) {
            use super::super::days::Day;
            let (mut number, mut at) = (10_000, 6000);
            let mut pages = Vec::new();
            for (more, later) in steps {
                number += more;
                at += later;
                pages.push((format!("https://x.org/live/{number}.article"), Day(at).date()));
            }
            let (url, truth) = pages.remove(hidden % pages.len());
            let neighbours = Neighbours::new(pages.iter().map(|(url, day)| (url.as_str(), *day)));
            prop_assert!(neighbours.constraint(&url).unwrap().days.contains(truth));
        }
    }
}
