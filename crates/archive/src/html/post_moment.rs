//! When a post says that it was published, and where it prints that.

use super::lines::Mark;
use super::posts::{MOMENTS, PostBox, TIMES, classes, is_quoted, tells_of_update};
use super::tree::{Element, Markup, Node, element};
use crate::{Moment, Published};
use ego_tree::{NodeId, iter::Edge};
use rustc_hash::FxHashMap;

/// Looks for a post's moment and for where its time is printed, and marks that.
pub(super) fn look_into(post: Node<'_>, marks: &mut FxHashMap<NodeId, Mark>) -> PostBox {
    let mut found: Option<(u8, Published)> = None;
    let mut printed: Option<(u8, NodeId)> = None;
    let mut beside = 0_usize;
    for edge in post.traverse() {
        match edge {
            Edge::Open(node) => {
                let Some(element) = element(node) else { continue };
                let inside = node.id() != post.id();
                if beside > 0 || inside && (marks.contains_key(&node.id()) || is_quoted(element)) {
                    beside += 1;
                    continue;
                }
                if inside && tells_of_update(element) && is_short(node) {
                    marks.insert(node.id(), Mark::Furniture);
                    beside += 1;
                    continue;
                }
                if let Some((rank, published)) = published(element)
                    && found.as_ref().is_none_or(|(before, _)| rank < *before)
                {
                    found = Some((rank, published));
                }
                let rank = match element.tag() {
                    "time" => 0,
                    _ if element.has_word("itemprop", "datePublished") && is_short(node) => 1,
                    _ if classes(element).any(|class| TIMES.contains(&class.as_str())) && is_short(node) => 2,
                    _ => continue,
                };
                if inside && printed.is_none_or(|(before, _)| rank < before) {
                    printed = Some((rank, node.id()));
                }
            }
            Edge::Close(node) => {
                if element(node).is_some() {
                    beside = beside.saturating_sub(1);
                }
            }
        }
    }
    if let Some((_, time)) = printed {
        marks.insert(time, Mark::Time);
    }
    PostBox {
        id: element(post).and_then(|e| e.attribute("id")).map(str::to_owned),
        published: found.map(|(_, published)| published),
    }
}

/// Whether a node prints little: a time, not a paragraph.
fn is_short(node: Node<'_>) -> bool {
    let letters: usize = node
        .descendants()
        .take(60)
        .filter_map(|inner| match &inner.value().markup {
            Markup::Text(text) => Some(text.trim().chars().count()),
            Markup::Element(_) | Markup::Silent => None,
        })
        .sum();
    letters <= 60
}

/// The moment that an element holds, with how much it is to be trusted, 0 the most.
fn published(element: &Element) -> Option<(u8, Published)> {
    let read = |name: &str, value: &str| {
        Some(Published {
            moment: Moment::read(value)?,
            evidence: format!("{name}: {value}"),
        })
    };
    let value = element.attribute("datetime").or(element.attribute("content"));
    if element.has_word("itemprop", "datePublished")
        && let Some(published) = value.and_then(|value| read("datePublished", value))
    {
        return Some((0, published));
    }
    if element.tag() == "time"
        && let Some(published) = element
            .attribute("datetime")
            .and_then(|value| read("time", value))
    {
        return Some((1, published));
    }
    let data = MOMENTS
        .iter()
        .find_map(|name| read(name, element.attribute(name)?));
    if let Some(published) = data {
        return Some((2, published));
    }
    let title = element.attribute("title").filter(|_| element.tag() == "abbr");
    title
        .and_then(|title| read("abbr", title))
        .map(|published| (3, published))
}
