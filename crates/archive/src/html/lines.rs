//! What a page prints, line by line: every paragraph, heading, item or row of a part of its tree.

use super::tree::{Element, Markup, Node, element, tag};
use crate::split::is_blank;
use ego_tree::{NodeId, iter::Edge};
use rustc_hash::FxHashMap;

/// What a reader of the page says of an element before it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Navigation, advertising, buttons: no part of the article.
    Furniture,
    /// Where the post of that number stands.
    Post(usize),
    /// Where a post's time is printed.
    Time,
}

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// What is printed, white space as a browser shows it.
    pub(super) text: String,
    /// The post that it stands in.
    pub(super) post: Option<usize>,
    /// Whether it is no part of the article.
    pub(super) furniture: bool,
    /// The time of its post that stands in it.
    pub(super) time: Option<String>,
}

/// Elements that print nothing, or nothing of the article's.
pub(super) fn is_silent(tag: &str) -> bool {
    matches!(
        tag,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "head"
            | "iframe"
            | "object"
            | "embed"
            | "audio"
            | "video"
            | "canvas"
            | "select"
            | "datalist"
            | "textarea"
            | "input"
            | "noembed"
            | "noframes"
            | "map"
    )
}

/// Elements that begin and end a line.
pub(super) fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "button"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// The lines that a part of a page prints, in order.
pub(super) fn lines(root: Node<'_>, marks: &FxHashMap<NodeId, Mark>) -> Vec<Line> {
    let mut printer = Printer::default();
    let mut silent = 0_usize;
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) => {
                let mark = marks.get(&node.id()).copied();
                match &node.value().markup {
                    Markup::Element(element) if silent > 0 || is_silent(element.tag()) => silent += 1,
                    Markup::Element(element) => printer.open(node, element, mark),
                    Markup::Text(text) if silent == 0 => printer.print(text),
                    Markup::Text(_) | Markup::Silent => {}
                }
            }
            Edge::Close(node) => {
                let Some(element) = element(node) else {
                    continue;
                };
                if silent > 0 {
                    silent -= 1;
                } else {
                    printer.close(node, element, marks.get(&node.id()).copied());
                }
            }
        }
    }
    printer.end_line();
    printer.lines
}

#[derive(Default)]
struct Printer {
    lines: Vec<Line>,
    line: String,
    /// White space came that counts only between words.
    gap: bool,
    /// A word that comes now is not the rest of the one before.
    apart: bool,
    time: String,
    posts: Vec<usize>,
    furniture: usize,
    times: usize,
    preformatted: usize,
}

impl Printer {
    fn open(&mut self, node: Node<'_>, element: &Element, mark: Option<Mark>) {
        self.begin_or_end(node, element);
        match mark {
            Some(Mark::Furniture) => {
                self.end_line();
                self.furniture += 1;
            }
            Some(Mark::Post(post)) => {
                self.end_line();
                self.posts.push(post);
            }
            Some(Mark::Time) => self.times += 1,
            None => {}
        }
        match element.tag() {
            "pre" | "plaintext" | "xmp" | "listing" => self.preformatted += 1,
            "li" if !matches!(mark, Some(Mark::Post(_))) && has_bullet(node) => self.line.push_str("• "),
            _ => {}
        }
    }

    fn close(&mut self, node: Node<'_>, element: &Element, mark: Option<Mark>) {
        match mark {
            Some(Mark::Furniture) => {
                self.end_line();
                self.furniture -= 1;
            }
            Some(Mark::Post(_)) => {
                self.end_line();
                self.posts.pop();
            }
            Some(Mark::Time) => self.times -= 1,
            None => {}
        }
        if matches!(element.tag(), "pre" | "plaintext" | "xmp" | "listing") {
            self.preformatted -= 1;
        }
        self.begin_or_end(node, element);
    }

    /// What an element's edge does to the line.
    fn begin_or_end(&mut self, node: Node<'_>, element: &Element) {
        match element.tag() {
            "br" => self.end_line(),
            tag if is_block(tag) => self.end_line(),
            "td" | "th" if is_laid_out(node) => self.end_line(),
            // Style sheets keep these apart from what follows; the markup often does not.
            "td" | "th" => self.gap = true,
            "time" => self.apart = true,
            "b" | "strong" if is_short(node) => self.apart |= ends_like_a_time(&self.line),
            _ => {}
        }
    }

    fn print(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' | '\r' if self.preformatted > 0 => self.end_line(),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.gap = true,
                // Hyphens for line ends that this line does not have.
                '\u{ad}' => {}
                '\0' => {}
                c => {
                    self.gap |= self.apart && c.is_alphanumeric();
                    self.apart = false;
                    if self.gap && !self.line.is_empty() && !self.line.ends_with(' ') {
                        self.line.push(' ');
                        if self.times > 0 && !self.time.is_empty() {
                            self.time.push(' ');
                        }
                    }
                    self.gap = false;
                    self.line.push(c);
                    if self.times > 0 {
                        self.time.push(c);
                    }
                }
            }
        }
    }

    fn end_line(&mut self) {
        self.gap = false;
        self.apart = false;
        let time = std::mem::take(&mut self.time);
        let text = self.line.trim();
        if !is_blank(text) && text != "•" {
            self.lines.push(Line {
                text: text.to_owned(),
                post: self.posts.last().copied(),
                furniture: self.furniture > 0,
                time: (!time.is_empty()).then_some(time),
            });
        }
        self.line.clear();
    }
}

/// Whether a list item is a point of a list rather than a box on the page: it holds nothing that begins a line.
fn has_bullet(item: Node<'_>) -> bool {
    let of_list = item
        .parent()
        .is_some_and(|list| matches!(tag(list), "ul" | "ol" | "menu" | "dir"));
    of_list && !holds_blocks(item)
}

/// Whether a cell of a table is a part of the page's layout.
fn is_laid_out(cell: Node<'_>) -> bool {
    let row = cell.parent().unwrap_or(cell);
    row.children().any(holds_blocks)
}

/// How many descendants are looked at to tell what an element holds.
const LOOK: usize = 40;

fn holds_blocks(node: Node<'_>) -> bool {
    node.descendants().skip(1).take(LOOK).any(|inner| {
        let tag = tag(inner);
        is_block(tag) || tag == "br" || tag == "time"
    })
}

fn is_short(node: Node<'_>) -> bool {
    node.descendants().take(4).count() < 4
}

/// Whether the line so far is a time and no more, such as `17:32`.
fn ends_like_a_time(line: &str) -> bool {
    line.len() <= 12
        && line.starts_with(|c: char| c.is_ascii_digit())
        && line
            .chars()
            .all(|c| c.is_ascii_digit() || " .:apmAPM".contains(c))
}
