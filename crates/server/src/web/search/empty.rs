//! Where nothing is found: what to try next, with what it would find where that is known.

use super::Found;
use super::asked::Asked;
use crate::web::address::Address;
use crate::web::words;

/// A search that nothing matches.
pub(super) struct Empty {
    pub(super) steps: Vec<Step>,
}

/// What to try next.
pub(super) struct Step {
    pub(super) text: String,
    pub(super) href: String,
}

/// The next steps; `None` if something was found.
pub(super) fn empty(asked: &Asked, found: &Found) -> Option<Empty> {
    if found.answer.total > 0 {
        return None;
    }
    let query = asked.address.value("q").unwrap_or_default();
    let mut steps = Vec::new();
    if let Some(total) = found.unfiltered.filter(|total| *total > 0) {
        let kept = ["q", "sort"].into_iter().filter_map(|name| {
            let value = asked.address.value(name)?;
            Some((name.to_owned(), value.to_owned()))
        });
        steps.push(Step {
            text: format!(
                "Search without filters: {}",
                words::units(total, found.answer.unit)
            ),
            href: Address::new(kept).href(),
        });
    }
    let typed: Vec<&str> = query.split_whitespace().collect();
    let plain =
        |word: &&str| word.chars().all(char::is_alphanumeric) && !matches!(*word, "AND" | "OR" | "NOT");
    if typed.len() > 1 && typed.iter().all(plain) {
        let any = typed.join(" OR ");
        steps.push(Step {
            text: format!("Entries with any of the words: {any}"),
            href: asked.address.replacing(&["q"], &[("q", &any)]).href(),
        });
    }
    if query.contains('"') {
        let loose = query.replace('"', " ");
        let loose = loose.split_whitespace().collect::<Vec<_>>().join(" ");
        steps.push(Step {
            text: "The same words, not as a phrase".to_owned(),
            href: asked.address.replacing(&["q"], &[("q", &loose)]).href(),
        });
    }
    if !query.is_empty() && asked.address.value("typos").is_none() {
        steps.push(Step {
            text: "Look for likely misprints too".to_owned(),
            href: asked.address.with("typos", "auto").href(),
        });
    }
    steps.push(Step {
        text: "See all entries".to_owned(),
        href: "/".to_owned(),
    });
    Some(Empty { steps })
}
