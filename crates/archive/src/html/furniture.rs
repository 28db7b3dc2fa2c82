//! What on a page is no part of its article: navigation, advertising, buttons for sharing, comments, lists of links.
//!
//! Known by tags and roles, by the words of classes and ids, and by being little else than links. What holds a large
//! part of the page's text is never furniture, whatever it is called: whole pages stand in a `form`, or in a box of the
//! class `has-sidebar`.

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

/// Names that furniture goes by as a whole.
const NAMES: [&str; 48] = [
    "ad",
    "ads",
    "advert",
    "adverts",
    "advertisement",
    "advertising",
    "mpu",
    "dfp",
    "sponsored",
    "promo",
    "promos",
    "share",
    "sharing",
    "social",
    "sharedaddy",
    "addthis",
    "sharethis",
    "nav",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "crumbs",
    "sidebar",
    "comments",
    "respond",
    "disqus",
    "discussion",
    "related",
    "recommended",
    "newsletter",
    "subscribe",
    "signup",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "pagination",
    "pager",
    "footer",
    "masthead",
    "toolbar",
    "paywall",
    "trending",
    "popular",
    "skip",
    "byline-share",
];

/// Names that furniture goes by in part, after `-` has been put between their words.
const PARTS: [&str; 68] = [
    "ad-slot",
    "ad-unit",
    "ad-container",
    "ad-wrapper",
    "ad-banner",
    "advert-",
    "-advert",
    "adsense",
    "google-ad",
    "taboola",
    "outbrain",
    "share",
    "sharing",
    "-social",
    "social-media",
    "social-links",
    "social-share",
    "social-icons",
    "social-buttons",
    "social-bar",
    "add-this",
    "cookie-",
    "-cookie",
    "-cookies",
    "consent-",
    "-consent",
    "gdpr-",
    "breadcrumb-",
    "-breadcrumb",
    "-breadcrumbs",
    "site-nav",
    "main-nav",
    "sub-nav",
    "-navigation",
    "nav-bar",
    "-menu",
    "menu-",
    "side-bar",
    "-sidebar",
    "comments-area",
    "comments-list",
    "comments-section",
    "-comments",
    "comment-list",
    "comment-form",
    "comment-count",
    "disqus-",
    "related-",
    "-related",
    "most-read",
    "most-popular",
    "most-viewed",
    "recommended-",
    "more-on",
    "rich-link",
    "newsletter-",
    "-newsletter",
    "sign-up",
    "subscribe-",
    "load-more",
    "site-footer",
    "page-footer",
    "skip-link",
    "skip-to",
    "tag-list",
    "page-nav",
    "back-to-top",
    "read-more-link",
];

/// What a newsroom calls a post's subject: `category-social-care` is no name of furniture.
const SUBJECTS: [&str; 5] = ["category-", "tag-", "topic-", "section-", "keyword-"];

/// Whether a class or an id names furniture.
fn is_furniture_name(name: &str) -> bool {
    let name = in_words(name);
    if SUBJECTS.iter().any(|subject| name.starts_with(subject)) && name != "tag-list" {
        return false;
    }
    NAMES.contains(&name.as_str())
        || PARTS.iter().any(|part| {
            if part.ends_with('-') {
                name.starts_with(part)
            } else if part.starts_with('-') {
                name.ends_with(part)
            } else {
                name.split_inclusive('-')
                    .scan(0, |at, word| {
                        let start = *at;
                        *at += word.len();
                        Some(start)
                    })
                    .any(|start| {
                        let rest = name[start..].strip_prefix(part);
                        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
                    })
            }
        })
}

/// `blockShare__link` as `block-share-link`.
pub(super) fn in_words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut small = false;
    for c in name.chars().take(80) {
        if c.is_ascii_uppercase() && small {
            words.push('-');
        }
        small = c.is_ascii_lowercase();
        if c.is_alphanumeric() {
            words.push(c.to_ascii_lowercase());
        } else if !words.ends_with('-') && !words.is_empty() {
            words.push('-');
        }
    }
    words.truncate(words.trim_end_matches('-').len());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_furniture() {
        for name in [
            "share",
            "block-share",
            "blockShare__link",
            "social-links",
            "ad-slot--mpu",
            "cookie-banner",
            "CookieConsent",
            "site-nav",
            "comments",
            "comments-area",
            "related-stories",
            "element-rich-link",
            "load-more-button",
            "breadcrumbs",
        ] {
            assert!(is_furniture_name(name), "{name}");
        }
        for name in [
            "block",
            "live-commentary",
            "content",
            "header",
            "article-header",
            "shareholders",
            "adapted",
            "entry-content",
            "commentary",
            "post",
            "lx-stream__post-container",
            "related",
            "story-body",
            "category-social-care",
            "comments-open",
            "category-social-care",
            "comments-open",
        ] {
            assert_eq!(is_furniture_name(name), name == "related", "{name}");
        }
    }
}
