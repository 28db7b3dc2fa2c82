//! Posts that a page's markup sets apart: which elements they are, and when each says that it was published.
//!
//! Three signs, the surest first: the microdata of `liveBlogUpdate`; the classes that live-blog software gives its
//! posts; and `time` elements that each stand in a box of their own, three boxes of one kind or more.

use super::furniture_names::in_words;
use super::lines::Mark;
use super::post_moment::look_into;
use super::tree::{Element, Node, element, tag};
use crate::{Moment, Published};
use ego_tree::{NodeId, iter::Edge};
use rustc_hash::{FxHashMap, FxHashSet};

/// Classes of posts, with `-` between their words.
const POSTS: [&str; 26] = [
    "liveblog-entry",
    "live-blog-entry",
    "liveblog-post",
    "live-blog-post",
    "liveblog-update",
    "live-blog-update",
    "liveblog-item",
    "live-blog-item",
    "liveblog-block",
    "live-blog-block",
    "live-post",
    "live-entry",
    "live-event",
    "live-update",
    "live-item",
    "lx-stream-post",
    "lx-stream-post-container",
    "lx-commentary-post",
    "livetext-entry",
    "live-text-entry",
    "commentary-entry",
    "timeline-entry",
    "timeline-post",
    "liveblog-feed-item",
    "wp-block-liveblog-entry",
    "easy-live-blog-entry",
];

/// Classes of what prints a post's time.
pub(super) const TIMES: [&str; 16] = [
    "time",
    "timestamp",
    "time-stamp",
    "entry-time",
    "post-time",
    "block-time",
    "update-time",
    "liveblog-meta-time",
    "liveblog-time",
    "live-blog-time",
    "liveblog-entry-time",
    "live-blog-entry-time",
    "lx-stream-post-meta-time",
    "lx-stream-post-timestamp",
    "live-time",
    "published-time",
];

/// Attributes of any element that may hold a moment.
pub(super) const MOMENTS: [&str; 6] = [
    "data-timestamp",
    "data-datetime",
    "data-published",
    "data-posted",
    "data-time",
    "data-date",
];

/// So many `time` elements in boxes of one kind make posts of the boxes.
const LEAST: usize = 3;

/// A page with more posts than this is no live blog.
const MOST: usize = 20_000;

/// A post's element and what it says of itself.
#[derive(Debug, Default)]
pub(super) struct PostBox {
    /// The element's id, by which others point to it.
    pub(super) id: Option<String>,
    pub(super) published: Option<Published>,
}

/// The posts of the article, in printed order, marked as such.
pub(super) struct Boxes {
    pub(super) boxes: Vec<PostBox>,
    pub(super) marks: FxHashMap<NodeId, Mark>,
}

/// Finds the posts; `None` if the markup sets none apart.
pub(super) fn boxes(article: Node<'_>, furniture: &FxHashMap<NodeId, Mark>) -> Option<Boxes> {
    let seen = Seen::of(article, furniture);
    let named = seen.named(article);
    let posts = if named.len() > 1 {
        named
    } else {
        seen.by_times(article)
    };
    if posts.len() < 2 || posts.len() > MOST {
        return None;
    }
    let mut marks = furniture.clone();
    let mut boxes = Vec::with_capacity(posts.len());
    for (number, id) in posts.into_iter().enumerate() {
        let post = article.tree().get(id)?;
        marks.insert(id, Mark::Post(number));
        boxes.push(look_into(post, &mut marks));
    }
    Some(Boxes { boxes, marks })
}

/// What was seen on a first walk through the article.
#[derive(Default)]
struct Seen {
    /// Elements that are called posts, in order.
    named: Vec<NodeId>,
    /// `time` elements with a moment that may be a post's.
    times: Vec<NodeId>,
}

impl Seen {
    fn of(article: Node<'_>, furniture: &FxHashMap<NodeId, Mark>) -> Self {
        let mut seen = Self::default();
        let mut beside = 0_usize;
        for edge in article.traverse() {
            match edge {
                Edge::Open(node) => {
                    let Some(element) = element(node) else { continue };
                    if beside > 0 || furniture.contains_key(&node.id()) || is_quoted(element) {
                        beside += 1;
                    } else if node.id() != article.id() && is_post(element) {
                        seen.named.push(node.id());
                    } else if is_time(element) && !is_update(node) {
                        seen.times.push(node.id());
                    }
                }
                Edge::Close(node) => {
                    if element(node).is_some() {
                        beside = beside.saturating_sub(1);
                    }
                }
            }
        }
        seen
    }

    /// The outermost of the elements that are called posts; but what holds several posts is none itself.
    fn named(&self, article: Node<'_>) -> Vec<NodeId> {
        let named: FxHashSet<NodeId> = self.named.iter().copied().collect();
        let outer = |id: NodeId| -> Vec<NodeId> {
            let node = article.tree().get(id);
            let ancestors = node.into_iter().flat_map(|node| node.ancestors());
            ancestors
                .take_while(|outer| outer.id() != article.id())
                .map(|outer| outer.id())
                .filter(|id| named.contains(id))
                .collect()
        };
        let outers: Vec<(NodeId, Vec<NodeId>)> = self.named.iter().map(|id| (*id, outer(*id))).collect();
        let holders: FxHashSet<NodeId> = outers
            .iter()
            .flat_map(|(_, outer)| outer.iter().copied())
            .collect();
        let mut leaves: FxHashMap<NodeId, usize> = FxHashMap::default();
        for (_, outer) in outers.iter().filter(|(id, _)| !holders.contains(id)) {
            outer.iter().for_each(|id| *leaves.entry(*id).or_default() += 1);
        }
        let mut posts = Vec::new();
        for (id, outer) in outers.iter().filter(|(id, _)| !holders.contains(id)) {
            let highest = outer.iter().rev().find(|id| leaves.get(id) == Some(&1));
            posts.push(*highest.unwrap_or(id));
        }
        posts
    }

    /// The boxes of one kind that hold one `time` each.
    fn by_times(&self, article: Node<'_>) -> Vec<NodeId> {
        if self.times.len() < LEAST || self.times.len() > MOST {
            return Vec::new();
        }
        let mut times: FxHashMap<NodeId, usize> = FxHashMap::default();
        let within = |id: NodeId| {
            let node = article.tree().get(id);
            node.into_iter()
                .flat_map(|node| std::iter::once(node).chain(node.ancestors()))
                .take_while(|outer| outer.id() != article.id())
        };
        for time in &self.times {
            within(*time).for_each(|outer| *times.entry(outer.id()).or_default() += 1);
        }
        let boxes: Vec<Node<'_>> = self
            .times
            .iter()
            .filter_map(|time| {
                within(*time)
                    .take_while(|outer| times.get(&outer.id()) == Some(&1))
                    .last()
            })
            .collect();
        let mut kinds: FxHashMap<(&str, String), usize> = FxHashMap::default();
        for each in &boxes {
            *kinds.entry(kind(*each)).or_default() += 1;
        }
        let most = kinds.values().copied().max().unwrap_or_default();
        if most < LEAST {
            return Vec::new();
        }
        boxes
            .into_iter()
            .filter(|each| kinds.get(&kind(*each)) == Some(&most))
            .map(|each| each.id())
            .collect()
    }
}

/// What makes boxes alike: the tag and the first class, numbers aside.
fn kind<'t>(node: Node<'t>) -> (&'t str, String) {
    let class = element(node)
        .and_then(|e| e.attribute("class"))
        .unwrap_or_default();
    let first = class.split_ascii_whitespace().next().unwrap_or_default();
    (tag(node), first.chars().filter(|c| !c.is_ascii_digit()).collect())
}

pub(super) fn classes(element: &Element) -> impl Iterator<Item = String> {
    let classes = element.attribute("class").unwrap_or_default();
    classes.split_ascii_whitespace().map(in_words)
}

pub(super) fn is_post(element: &Element) -> bool {
    if element.has_word("itemprop", "liveBlogUpdate") {
        return true;
    }
    let block = element.has_word("class", "block")
        && element.attribute("id").is_some_and(|id| id.starts_with("block-"));
    block || classes(element).any(|class| POSTS.contains(&class.as_str()))
}

/// What a post quotes has times of its own.
pub(super) fn is_quoted(element: &Element) -> bool {
    matches!(element.tag(), "blockquote" | "figure" | "q")
        || classes(element).any(|class| class.starts_with("twitter-tweet") || class.ends_with("embed"))
}

fn is_time(element: &Element) -> bool {
    element.tag() == "time"
        && element
            .attribute("datetime")
            .and_then(Moment::read)
            .is_some_and(|moment| !matches!(moment, Moment::Day(_)))
}

/// Whether a time says when something was changed rather than published.
fn is_update(node: Node<'_>) -> bool {
    std::iter::once(node)
        .chain(node.ancestors().take(2))
        .filter_map(element)
        .any(tells_of_update)
}

pub(super) fn tells_of_update(element: &Element) -> bool {
    element.has_word("itemprop", "dateModified")
        || classes(element).any(|class| {
            class
                .split('-')
                .any(|word| matches!(word, "updated" | "modified" | "edited"))
        })
            // Themes write both where nothing was changed.
            && !element.has_word("class", "published")
}
