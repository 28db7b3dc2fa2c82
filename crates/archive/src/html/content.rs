//! Which of a page's accounts of itself is taken: posts of the markup, posts of JSON-LD, or the text.
//!
//! The fullest. Sites cut their JSON-LD off after some posts, others print the first posts and fetch the rest by script.
//! Where both hold the same, the markup does: it has paragraphs and printed stamps.

use super::compose::{Composed, letters, of_boxes, of_json};
use super::furniture_names::in_words;
use super::json_ld::JsonPost;
use super::lines::{Line, Mark, lines};
use super::tree::{Element, Node, Placed, element};
use super::{article, furniture, posts};
use crate::{Body, Moment, Published, Zone, split};
use daybook_model::{Leftover, LeftoverKind, LocalDate};
use ego_tree::{NodeId, Tree, iter::Edge};
use rustc_hash::FxHashMap;

/// What a page holds.
pub(super) struct Content {
    pub(super) body: Body,
    pub(super) leftovers: Vec<Leftover>,
}

impl Content {
    /// The day of the earliest post, with what says so.
    pub(super) fn first_post(&self, zone: &Zone) -> Option<(LocalDate, String)> {
        let Body::Posts { posts, .. } = &self.body else {
            return None;
        };
        posts
            .iter()
            .filter_map(|post| post.published.as_ref())
            .filter_map(|published| {
                let (day, time) = published.moment.in_zone(zone)?;
                Some((day, time, published))
            })
            .min_by_key(|(day, time, _)| (*day, *time))
            .map(|(day, _, published)| (day, format!("first post, {}", published.evidence)))
    }
}

/// Takes the fullest account, or says that there is none.
pub(super) fn content(
    tree: &Tree<Placed>,
    json: Vec<JsonPost>,
    title: Option<&str>,
    published: Option<&Published>,
    warnings: &mut Vec<String>,
) -> Result<Content, String> {
    let sizes = furniture::sizes(tree);
    let mut marks = furniture::marks(tree, &sizes);
    let article = article::article(tree, &marks, &sizes);
    let found = posts::boxes(article, &marks);
    let boxes = found.map(|found| {
        marks = found.marks;
        found.boxes
    });
    mark_byline(article, published, &mut marks);
    let mut lines = lines(article, &marks);
    leave_title(&mut lines, title);
    let boxed = boxes.and_then(|boxes| of_boxes(&lines, boxes, &json));
    let printed: Vec<&str> = lines
        .iter()
        .filter(|line| !line.furniture)
        .map(|line| line.text.as_str())
        .collect();
    let text = printed.join("\n");
    let posts = match (boxed, json.is_empty()) {
        (Some(boxed), true) => Some(boxed),
        (Some(boxed), false) => Some(fuller(boxed, json, &lines, warnings)),
        (None, true) => None,
        (None, false) => of_json_unless_cut(json, &lines, &text, warnings),
    };
    let furniture: Vec<&str> = lines
        .iter()
        .filter(|line| line.furniture)
        .map(|line| line.text.as_str())
        .collect();
    let (body, mut leftovers) = match posts {
        Some(posts) if !posts.posts.is_empty() => posts.into_body(),
        _ if text.is_empty() => return Err("empty: the page prints no text of an article".to_owned()),
        _ => (Body::Text(text), Vec::new()),
    };
    if !furniture.is_empty() {
        leftovers.push(Leftover {
            kind: LeftoverKind::Noise,
            text: furniture.join("\n\n"),
        });
    }
    Ok(Content { body, leftovers })
}

/// Posts of the markup against those of JSON-LD.
fn fuller(boxed: Composed, json: Vec<JsonPost>, lines: &[Line], warnings: &mut Vec<String>) -> Composed {
    let told: usize = json
        .iter()
        .flat_map(|post| &post.lines)
        .map(|line| letters(line))
        .sum();
    let (printed, listed) = (boxed.posts.len(), json.len());
    if printed >= listed && boxed.letters() * 100 >= told * 80 {
        if printed > listed {
            warnings.push(format!(
                "its JSON-LD holds {listed} posts, the page prints {printed}: those are taken"
            ));
        }
        return boxed;
    }
    warnings.push(format!(
        "the page prints {printed} posts, its JSON-LD holds {listed}: those are taken"
    ));
    of_json(json, lines)
}

/// Posts of JSON-LD against a page that is nothing but text.
fn of_json_unless_cut(
    json: Vec<JsonPost>,
    lines: &[Line],
    text: &str,
    warnings: &mut Vec<String>,
) -> Option<Composed> {
    let told: usize = json
        .iter()
        .flat_map(|post| &post.lines)
        .map(|line| letters(line))
        .sum();
    if letters(text) * 10 > told * 13 {
        let stamped = split(text)
            .entries
            .iter()
            .filter(|entry| entry.time.is_some())
            .count();
        if stamped > json.len() {
            let listed = json.len();
            warnings.push(format!(
                "its JSON-LD holds {listed} posts, the page prints {stamped}: those are taken"
            ));
            return None;
        }
    }
    Some(of_json(json, lines))
}

/// Names of the line below a title that says who wrote the page and when.
const BYLINES: [&str; 14] = [
    "byline",
    "dateline",
    "article-date",
    "article-meta",
    "entry-meta",
    "post-meta",
    "posted-on",
    "entry-date",
    "published-date",
    "publish-date",
    "pub-date",
    "article-published",
    "author",
    "article-byline",
];

/// A page's own title stands in one of so many first lines.
const TITLE_LINES: usize = 6;

/// The page has its title already; printed once more above the posts, it introduces nothing.
fn leave_title(lines: &mut [Line], title: Option<&str>) {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let Some(title) = title.map(words) else { return };
    let first = lines
        .iter_mut()
        .take_while(|line| line.post.is_none())
        .filter(|line| !line.furniture)
        .take(TITLE_LINES);
    for line in first {
        if words(&line.text) == title {
            line.furniture = true;
        }
    }
}

/// Marks the line that says who wrote the page and when: its time is no stamp.
fn mark_byline(article: Node<'_>, published: Option<&Published>, marks: &mut FxHashMap<NodeId, Mark>) {
    let mut inside = 0_usize;
    let mut dated = false;
    for edge in article.traverse() {
        let node = match edge {
            Edge::Open(node) => node,
            Edge::Close(node) => {
                if element(node).is_some() {
                    inside = inside.saturating_sub(1);
                }
                continue;
            }
        };
        let Some(element) = element(node) else { continue };
        if inside > 0 || matches!(marks.get(&node.id()), Some(Mark::Post(_) | Mark::Furniture)) {
            inside += 1;
            continue;
        }
        let out = match element.tag() {
            "time" => !dated && is_page_date(element, published),
            "article" | "main" | "body" => false,
            _ => is_byline(node, element),
        };
        if out && !marks.contains_key(&node.id()) {
            dated |= element.tag() == "time";
            marks.insert(node.id(), Mark::Furniture);
            inside += 1;
        }
    }
}

fn is_byline(node: Node<'_>, element: &Element) -> bool {
    let classes = element.attribute("class").unwrap_or_default();
    let named = classes
        .split_ascii_whitespace()
        .any(|class| BYLINES.contains(&in_words(class).as_str()));
    named && super::facts::text(node).chars().count() <= BYLINE_CHARS
}

/// A byline has so many characters at most.
const BYLINE_CHARS: usize = 200;

fn is_page_date(element: &Element, published: Option<&Published>) -> bool {
    let moment = element.attribute("datetime").and_then(Moment::read);
    element.has_word("itemprop", "datePublished")
        || element.attribute("pubdate").is_some()
        || moment.is_some_and(|moment| published.is_some_and(|published| published.moment == moment))
}
