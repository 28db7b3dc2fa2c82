//! What a page's head and headings say of it: title, address, when it was published.

use super::tree::{Element, Markup, Node, Placed, element, tag};
use crate::{Moment, Published};
use ego_tree::Tree;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    pub(super) published: Option<Published>,
    /// Where the page goes on, if it is one of several.
    pub(super) next: Option<String>,
}

/// Names of `meta` elements that say when a page was published, the most trusted first.
const PUBLISHED: [&str; 13] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publish-date",
    "publication_date",
    "date",
];

/// A title has so many characters at most.
const MAX_TITLE: usize = 400;

/// Reads what the page says of itself.
pub(super) fn facts(tree: &Tree<Placed>) -> Facts {
    let mut found = Found::default();
    for node in tree.root().descendants() {
        if let Some(element) = element(node) {
            found.take(node, element);
        }
    }
    let site = found.site.as_deref();
    let whole = found.title.as_deref().and_then(printable);
    let title = found
        .og_title
        .as_deref()
        .and_then(printable)
        .or(found.heading)
        .map(|title| without_site(&title, |last, _| site.is_some_and(|site| same(last, site))))
        .or_else(|| whole.map(|title| without_site(&title, |last, before| is_site(last, before, site))));
    Facts {
        title,
        url: found.canonical.or(found.og_url),
        published: found
            .published
            .into_iter()
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, p)| p),
        next: found.next,
    }
}

#[derive(Default)]
struct Found {
    og_title: Option<String>,
    heading: Option<String>,
    title: Option<String>,
    site: Option<String>,
    canonical: Option<String>,
    og_url: Option<String>,
    next: Option<String>,
    published: Vec<(usize, Published)>,
}

impl Found {
    fn take(&mut self, node: Node<'_>, element: &Element) {
        match element.tag() {
            "meta" => self.take_meta(element),
            "link" | "a" => {
                let href = element.attribute("href").unwrap_or_default();
                if element.tag() == "link" && element.has_word("rel", "canonical") {
                    self.canonical = self.canonical.take().or_else(|| whole_address(href));
                } else if element.has_word("rel", "next") && self.next.is_none() {
                    self.next = Some(href.to_owned());
                }
            }
            "title" if self.title.is_none() => self.title = Some(text(node)),
            "h1" if self.heading.is_none() => self.heading = printable(&text(node)),
            _ => {}
        }
    }

    fn take_meta(&mut self, element: &Element) {
        let Some(content) = element.attribute("content").filter(|content| !content.is_empty()) else {
            return;
        };
        for key in ["property", "name", "itemprop"] {
            let Some(name) = element.attribute(key) else {
                continue;
            };
            let name = name.to_ascii_lowercase();
            let first = |slot: &mut Option<String>| {
                slot.get_or_insert_with(|| content.to_owned());
            };
            match name.as_str() {
                "og:title" => first(&mut self.og_title),
                "og:site_name" => first(&mut self.site),
                "og:url" => self.og_url = self.og_url.take().or_else(|| whole_address(content)),
                _ => {}
            }
            let rank = PUBLISHED.iter().position(|known| *known == name);
            // A post's own date stands in its post.
            let rank = rank.filter(|_| key != "itemprop" || self.published.is_empty());
            if let Some((rank, moment)) = rank.zip(Moment::read(content)) {
                let shown = element.attribute(key).unwrap_or_default();
                let evidence = format!("{shown}: {content}");
                self.published.push((rank, Published { moment, evidence }));
            }
        }
    }
}

/// An address with its host; what is relative does not say where the page was published.
pub(super) fn whole_address(href: &str) -> Option<String> {
    let (_, rest) = href
        .split_once("://")
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))?;
    let named = rest
        .split_once('/')
        .is_some_and(|(host, path)| !host.is_empty() && !path.is_empty());
    (named && href.len() <= 2000 && !href.contains(char::is_whitespace)).then(|| href.to_owned())
}

/// All text in a node.
pub(super) fn text(node: Node<'_>) -> String {
    let mut text = String::new();
    for inner in node.descendants() {
        match &inner.value().markup {
            Markup::Text(piece) => text.push_str(piece),
            Markup::Element(_) if matches!(tag(inner), "br" | "p" | "div") => text.push(' '),
            Markup::Element(_) | Markup::Silent => {}
        }
    }
    text
}

/// The words of a title on one line.
fn printable(title: &str) -> Option<String> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let title: String = words.join(" ").chars().take(MAX_TITLE).collect();
    (!title.is_empty()).then_some(title)
}

/// `Budget day, live | The Example` without the site's name.
fn without_site(title: &str, is_site: impl Fn(&str, &str) -> bool) -> String {
    let parts = [" | ", " – ", " — ", " - ", " :: ", " « ", " » "]
        .into_iter()
        .filter_map(|mark| title.rsplit_once(mark))
        .max_by_key(|(before, _)| before.len());
    match parts {
        Some((before, last)) if is_site(last, before) => before.trim().to_owned(),
        _ => title.to_owned(),
    }
}

fn same(a: &str, b: &str) -> bool {
    a.trim().eq_ignore_ascii_case(b.trim())
}

/// Whether the last part of a title is the site's name: as the page gives it, or a few capitals after something long.
fn is_site(last: &str, before: &str, site: Option<&str>) -> bool {
    site.map_or_else(
        || {
            last.starts_with(|c: char| !c.is_lowercase())
                && last.split_whitespace().count() <= 4
                && before.split_whitespace().count() >= 3
        },
        |site| same(last, site),
    )
}
