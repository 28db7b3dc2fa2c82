//! Which organisations came of which, over any number of steps.

use daybook_model::EntityKind;
use daybook_search::{EntitySummary, Succession};
use rustc_hash::{FxHashMap, FxHashSet};

/// From a slug to those one step on.
type Steps<'a> = FxHashMap<&'a str, Vec<&'a str>>;

/// Notes with every organisation all that it came of and all that came of it, as far as entries name them; a line may
/// run through one that none names.
pub(super) fn note_lineage(summaries: &mut [EntitySummary], successions: &[Succession]) {
    let (mut back, mut forth) = (Steps::default(), Steps::default());
    for Succession {
        predecessor,
        successor,
    } in successions
    {
        forth.entry(predecessor).or_default().push(successor);
        back.entry(successor).or_default().push(predecessor);
    }
    let organisations = summaries
        .iter()
        .filter(|summary| summary.kind == EntityKind::Organisation);
    let named: FxHashSet<String> = organisations.map(|summary| summary.slug.clone()).collect();
    for summary in summaries
        .iter_mut()
        .filter(|summary| summary.kind == EntityKind::Organisation)
    {
        summary.predecessors = reached(&back, &summary.slug, &named);
        summary.successors = reached(&forth, &summary.slug, &named);
    }
}

/// All that is reached from a slug, without itself, in order.
fn reached(steps: &Steps<'_>, slug: &str, named: &FxHashSet<String>) -> Vec<String> {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut open = vec![slug];
    while let Some(slug) = open.pop() {
        for next in steps.get(slug).into_iter().flatten() {
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    let mut reached: Vec<String> = seen
        .into_iter()
        .filter(|other| *other != slug && named.contains(*other))
        .map(str::to_owned)
        .collect();
    reached.sort_unstable();
    reached
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn summary(slug: &str) -> EntitySummary {
        serde_json::from_value(json!({
            "kind": "organisation", "slug": slug, "name": slug, "count": 1, "mentions": 1, "known": true,
            "aliases": [], "total_aliases": 0, "example": "a/1",
        }))
        .unwrap()
    }

    #[test]
    fn a_line_runs_through_those_that_nobody_names_and_not_to_its_side() {
        let successions = [
            ("pct", "ccg"),
            ("pct", "other-ccg"),
            ("ccg", "ics"),
            ("ics", "icb"),
            ("icb", "ics"),
        ]
        .map(|(predecessor, successor)| Succession {
            predecessor: predecessor.to_owned(),
            successor: successor.to_owned(),
        });
        let mut summaries = ["ccg", "icb", "other-ccg", "pct", "unison"].map(summary);
        note_lineage(&mut summaries, &successions);
        let line = |n: usize| {
            (
                summaries[n].predecessors.join(" "),
                summaries[n].successors.join(" "),
            )
        };
        assert_eq!(line(0), ("pct".to_owned(), "icb".to_owned()));
        assert_eq!(line(1), ("ccg pct".to_owned(), String::new()));
        assert_eq!(line(2), ("pct".to_owned(), String::new()));
        assert_eq!(line(3), (String::new(), "ccg icb other-ccg".to_owned()));
        assert_eq!(line(4), (String::new(), String::new()));
    }
}
