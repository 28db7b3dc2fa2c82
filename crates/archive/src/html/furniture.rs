//! What on a page is no part of its article: navigation, advertising, buttons for sharing, comments, lists of links.
//!
//! Known by tags and roles, by the words of classes and ids, and by being little else than links. What holds a large
//! part of the page's text is never furniture, whatever it is called: whole pages stand in a `form`, or in a box of the
//! class `has-sidebar`.

use super::furniture_names::is_furniture_name;
use super::lines::Mark;
use super::posts::{MOMENTS, is_post};
use super::tree::{Element, Markup, Node, Placed, element, tag};
use ego_tree::{NodeId, Tree, iter::Edge};
use rustc_hash::FxHashMap;

/// What holds more of the page's text than this share, in per cent, is no furniture.
const MAX_PERCENT: usize = 40;

/// A list of links has so many at least ...
const LINKS: usize = 4;
/// ... and they make up such a share of its text, in per cent.
const LINK_PERCENT: usize = 80;

/// How much text an element holds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Size {
    /// Letters and digits.
    pub(super) text: usize,
    /// Those of them in links to other pages.
    linked: usize,
    /// How many such links.
    links: usize,
    /// Whether a time or a page's first heading is in it.
    times: bool,
    headed: bool,
}

impl Size {
    /// Whether the page's first heading is in it.
    pub(super) fn is_headed(&self) -> bool {
        self.headed
    }
}

fn has_moment(element: &Element) -> bool {
    MOMENTS.iter().any(|name| element.attribute(name).is_some())
}

/// The size of every element with text.
pub(super) fn sizes(tree: &Tree<Placed>) -> FxHashMap<NodeId, Size> {
    let mut sizes = FxHashMap::default();
    let mut open: Vec<(Size, bool)> = vec![(Size::default(), false)];
    let mut silent = 0_usize;
    for edge in tree.root().traverse() {
        match edge {
            Edge::Open(node) => match &node.value().markup {
                Markup::Text(text) if silent == 0 => {
                    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
                    if let Some((size, in_link)) = open.last_mut() {
                        size.text += letters;
                        size.linked += if *in_link { letters } else { 0 };
                    }
                }
                Markup::Element(element) => {
                    silent += usize::from(super::lines::is_silent(element.tag()));
                    let leads_away = element.tag() == "a"
                        && element
                            .attribute("href")
                            .is_some_and(|href| !href.starts_with('#'));
                    let in_link = leads_away || open.last().is_some_and(|(_, in_link)| *in_link);
                    let size = Size {
                        links: usize::from(leads_away),
                        times: element.tag() == "time" || is_post(element) || has_moment(element),
                        headed: element.tag() == "h1",
                        ..Size::default()
                    };
                    open.push((size, in_link));
                }
                Markup::Text(_) | Markup::Silent => {}
            },
            Edge::Close(node) => {
                let Some(element) = element(node) else { continue };
                silent -= usize::from(super::lines::is_silent(element.tag()));
                let Some((size, _)) = open.pop() else { continue };
                if let Some((outer, _)) = open.last_mut() {
                    outer.text += size.text;
                    outer.linked += size.linked;
                    outer.links += size.links;
                    outer.times |= size.times;
                    outer.headed |= size.headed;
                }
                sizes.insert(node.id(), size);
            }
        }
    }
    sizes
}

/// Marks the furniture of a page.
pub(super) fn marks(tree: &Tree<Placed>, sizes: &FxHashMap<NodeId, Size>) -> FxHashMap<NodeId, Mark> {
    let whole = sizes.values().map(|size| size.text).max().unwrap_or_default();
    let mut marks = FxHashMap::default();
    let mut inside = 0_usize;
    let mut articles = 0_usize;
    for edge in tree.root().traverse() {
        match edge {
            Edge::Open(node) => {
                let Some(element) = element(node) else { continue };
                articles += usize::from(is_article(element));
                if inside > 0 {
                    inside += 1;
                    continue;
                }
                let size = sizes.get(&node.id()).copied().unwrap_or_default();
                let large = size.text * 100 > whole * MAX_PERCENT;
                if !large && is_furniture(node, element, size, articles > 0) {
                    marks.insert(node.id(), Mark::Furniture);
                    inside = 1;
                }
            }
            Edge::Close(node) => {
                let Some(element) = element(node) else { continue };
                articles -= usize::from(is_article(element));
                inside = inside.saturating_sub(1);
            }
        }
    }
    marks
}

fn is_article(element: &Element) -> bool {
    matches!(element.tag(), "article" | "main") || element.has_word("role", "main")
}

fn is_furniture(node: Node<'_>, element: &Element, size: Size, in_article: bool) -> bool {
    match element.tag() {
        // What these are called says what the whole page is, or holds.
        "html" | "body" | "main" | "article" | "h1" | "time" | "br" => return false,
        "nav" | "aside" | "button" | "form" | "dialog" | "search" => return true,
        "footer" if !size.times && !node.ancestors().any(|outer| tag(outer) == "blockquote") => return true,
        "header" if !in_article && !size.headed => return true,
        _ => {}
    }
    let role = |role| element.has_word("role", role);
    if [
        "navigation",
        "banner",
        "search",
        "contentinfo",
        "complementary",
        "menu",
        "menubar",
        "toolbar",
        "dialog",
        "alertdialog",
    ]
    .into_iter()
    .any(role)
    {
        return !(size.headed && role("banner"));
    }
    if element
        .attribute("itemtype")
        .is_some_and(|kind| kind.ends_with("/Comment"))
    {
        return true;
    }
    let named = ["class", "id", "data-component"]
        .into_iter()
        .filter_map(|name| element.attribute(name))
        .flat_map(str::split_ascii_whitespace)
        .any(is_furniture_name);
    named || is_list_of_links(element, size) || is_hidden(element, size)
}

/// A hidden box is for scripts to show; but posts that wait for a reader to ask for more are the page's too.
fn is_hidden(element: &Element, size: Size) -> bool {
    let style = element.attribute("style").unwrap_or_default();
    let hidden = element.attribute("hidden").is_some()
        || style.split(';').any(|rule| {
            let rule: String = rule.split_whitespace().collect();
            rule.eq_ignore_ascii_case("display:none")
        });
    hidden && !size.times
}

fn is_list_of_links(element: &Element, size: Size) -> bool {
    matches!(
        element.tag(),
        "ul" | "ol" | "div" | "table" | "tr" | "td" | "section" | "p" | "dl" | "center" | "font"
    ) && size.links >= LINKS
        && size.linked * 100 >= size.text * LINK_PERCENT
}
