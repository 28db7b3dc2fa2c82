//! Which part of a page is the article.
//!
//! Extractors made for reading single stories score paragraphs and drop what is short: most posts of a live blog. So the
//! page's own word is taken, an `article`, a `main`, an `articleBody`; and where it says nothing, the smallest part that
//! holds nearly all of the text that is no [furniture](super::furniture).

use super::furniture::Size;
use super::lines::{Mark, is_silent};
use super::tree::{Element, Node, Placed, element};
use ego_tree::{NodeId, Tree, iter::Edge};
use rustc_hash::FxHashMap;

/// A part that is called the article must hold such a share of the text around it, in per cent.
const NAMED_PERCENT: usize = 60;

/// A part that is not called anything must hold nearly all.
const NAMELESS_PERCENT: usize = 92;

/// The article's part of the tree; the whole where nothing stands out.
pub(super) fn article<'t>(
    tree: &'t Tree<Placed>,
    marks: &FxHashMap<NodeId, Mark>,
    sizes: &FxHashMap<NodeId, Size>,
) -> Node<'t> {
    let texts = without_furniture(tree, marks, sizes);
    let text = |node: Node<'_>| texts.get(&node.id()).copied().unwrap_or_default();
    let mut best = tree.root();
    let whole = text(best);
    // The outermost that is called the article; a `main` may hold more than that.
    for node in tree.root().descendants() {
        let Some(element) = element(node) else { continue };
        if is_named(element) && text(node) * 100 >= whole.max(1) * NAMED_PERCENT {
            best = node;
            if element.tag() == "article" {
                break;
            }
        }
    }
    if best.id() != tree.root().id() {
        return with_heading(best, &texts, sizes);
    }
    loop {
        let least = text(best) * NAMELESS_PERCENT;
        let inner = best.children().find(|child| text(*child) * 100 >= least.max(1));
        match inner {
            Some(inner) => best = inner,
            None => return best,
        }
    }
}

fn is_named(element: &Element) -> bool {
    matches!(element.tag(), "article" | "main")
        || element.has_word("role", "main")
        || element.has_word("itemprop", "articleBody")
}

/// An `articleBody` has no title or standfirst in it; they stand beside it, where little else does.
fn with_heading<'t>(
    body: Node<'t>,
    texts: &FxHashMap<NodeId, usize>,
    sizes: &FxHashMap<NodeId, Size>,
) -> Node<'t> {
    let text = |node: Node<'_>| texts.get(&node.id()).copied().unwrap_or_default();
    let headed = |node: &Node<'_>| sizes.get(&node.id()).is_some_and(Size::is_headed);
    let is_body = element(body).is_some_and(|element| element.has_word("itemprop", "articleBody"));
    if !is_body || headed(&body) {
        return body;
    }
    let most = text(body) * 130 / 100;
    body.ancestors()
        .take_while(|outer| text(*outer) <= most)
        .find(headed)
        .unwrap_or(body)
}

/// How much text each element holds that is no furniture.
fn without_furniture(
    tree: &Tree<Placed>,
    marks: &FxHashMap<NodeId, Mark>,
    sizes: &FxHashMap<NodeId, Size>,
) -> FxHashMap<NodeId, usize> {
    let mut texts: FxHashMap<NodeId, usize> = FxHashMap::default();
    let mut furniture: Vec<usize> = vec![0];
    for edge in tree.root().traverse() {
        match edge {
            Edge::Open(_) => furniture.push(0),
            Edge::Close(node) => {
                let mut within = furniture.pop().unwrap_or_default();
                let size = sizes.get(&node.id()).map_or(0, |size| size.text);
                let silent = element(node).is_some_and(|element| is_silent(element.tag()));
                if marks.get(&node.id()) == Some(&Mark::Furniture) || silent {
                    within = size;
                }
                if element(node).is_some() {
                    texts.insert(node.id(), size.saturating_sub(within));
                }
                if let Some(outer) = furniture.last_mut() {
                    *outer += within;
                }
            }
        }
    }
    let whole = tree
        .root()
        .children()
        .filter_map(|child| texts.get(&child.id()))
        .sum();
    texts.insert(tree.root().id(), whole);
    texts
}
