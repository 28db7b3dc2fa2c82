//! The tree of an HTML page: `html5ever` builds it, an arena holds it.
//!
//! Nodes lie in one vector, so neither walking nor dropping a page that is nested a hundred thousand deep needs a stack.
//! Only attributes that are read somewhere are kept: pages carry megabytes of pictures in them.

use ego_tree::{NodeId, NodeRef, Tree};
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// Attributes that Daybook reads.
const READ: [&str; 26] = [
    "class",
    "id",
    "role",
    "rel",
    "href",
    "name",
    "property",
    "content",
    "itemprop",
    "itemtype",
    "itemscope",
    "datetime",
    "title",
    "type",
    "hidden",
    "style",
    "charset",
    "http-equiv",
    "start",
    "data-timestamp",
    "data-time",
    "data-datetime",
    "data-date",
    "data-published",
    "data-posted",
    "data-component",
];

/// A node of a page.
#[derive(Debug)]
pub(super) enum Markup {
    /// The document, a comment, or whatever else prints nothing.
    Silent,
    /// An element.
    Element(Element),
    /// A piece of text.
    Text(String),
}

/// An element with the attributes that are read.
#[derive(Debug)]
pub(super) struct Element {
    name: QualName,
    attributes: Vec<Attribute>,
}

/// A node in its tree.
pub(super) type Node<'t> = NodeRef<'t, Placed>;

/// A node and how deep it lay when it was put in.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) markup: Markup,
    depth: usize,
}

impl Element {
    /// The tag's name in lower case; empty for what is no HTML, such as drawings.
    pub(super) fn tag(&self) -> &str {
        if self.name.ns == ns!(html) {
            &self.name.local
        } else {
            ""
        }
    }

    /// The value of an attribute without the white space around it, where it has one.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|a| &*a.name.local == name)?;
        Some(found.value.trim())
    }

    /// Whether the attribute, a list of words, holds the word in any case.
    pub(super) fn has_word(&self, name: &str, word: &str) -> bool {
        self.attribute(name).is_some_and(|value| {
            value
                .split_ascii_whitespace()
                .any(|w| w.eq_ignore_ascii_case(word))
        })
    }
}

/// The element that a node is, if it is one.
pub(super) fn element<'t>(node: Node<'t>) -> Option<&'t Element> {
    match &node.value().markup {
        Markup::Element(element) => Some(element),
        Markup::Silent | Markup::Text(_) => None,
    }
}

/// The tag of a node; empty for what is no HTML element.
pub(super) fn tag<'t>(node: Node<'t>) -> &'t str {
    element(node).map_or("", Element::tag)
}

/// What `html5ever` builds a tree with.
pub(super) struct Builder {
    tree: RefCell<Tree<Placed>>,
    /// How many nodes there are.
    nodes: Cell<usize>,
    /// How deep the node lay that was put in last.
    depth: Cell<usize>,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self {
            tree: RefCell::new(Tree::new(Placed {
                markup: Markup::Silent,
                depth: 0,
            })),
            nodes: Cell::new(1),
            depth: Cell::new(0),
        }
    }

    pub(super) fn nodes(&self) -> usize {
        self.nodes.get()
    }

    pub(super) fn depth(&self) -> usize {
        self.depth.get()
    }

    fn orphan(&self, markup: Markup) -> NodeId {
        self.nodes.set(self.nodes.get() + 1);
        let placed = Placed { markup, depth: 0 };
        self.tree.borrow_mut().orphan(placed).id()
    }

    fn depth_of(&self, node: NodeId) -> usize {
        self.tree.borrow().get(node).map_or(0, |node| node.value().depth)
    }

    /// Adds text to a text node, if the node is one.
    fn extend(&self, node: Option<NodeId>, text: &str) -> bool {
        let mut tree = self.tree.borrow_mut();
        let node = node.and_then(|node| tree.get_mut(node));
        match node {
            Some(mut node) => match &mut node.value().markup {
                Markup::Text(before) => {
                    before.push_str(text);
                    true
                }
                Markup::Silent | Markup::Element(_) => false,
            },
            None => false,
        }
    }

    /// The node for what is to be put in at that depth.
    fn placed(&self, child: NodeOrText<NodeId>, depth: usize) -> NodeId {
        let node = match child {
            NodeOrText::AppendNode(node) => node,
            NodeOrText::AppendText(text) => self.orphan(Markup::Text(text.to_string())),
        };
        if let Some(mut node) = self.tree.borrow_mut().get_mut(node) {
            node.value().depth = depth;
        }
        self.depth.set(depth);
        node
    }
}

/// The name of an element, as the parser asks for it.
#[derive(Debug)]
pub(super) struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Builder {
    type Handle = NodeId;
    type Output = Tree<Placed>;
    type ElemName<'a> = Name;

    fn finish(self) -> Self::Output {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.tree.borrow().root().id()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name {
        let tree = self.tree.borrow();
        let name = tree.get(*target).and_then(element).map(|e| e.name.clone());
        // The parser asks for elements only.
        Name(name.unwrap_or_else(|| QualName::new(None, ns!(), LocalName::from(""))))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> NodeId {
        let attributes = attributes
            .into_iter()
            .filter(|a| READ.contains(&&*a.name.local))
            .collect();
        self.orphan(Markup::Element(Element { name, attributes }))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.orphan(Markup::Silent)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.orphan(Markup::Silent)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        if let NodeOrText::AppendText(text) = &child {
            let last = {
                let tree = self.tree.borrow();
                tree.get(*parent)
                    .and_then(|p| p.last_child())
                    .map(|last| last.id())
            };
            if self.extend(last, text) {
                self.depth.set(self.depth_of(*parent) + 1);
                return;
            }
        }
        let node = self.placed(child, self.depth_of(*parent) + 1);
        if let Some(mut parent) = self.tree.borrow_mut().get_mut(*parent) {
            parent.append_id(node);
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        prev_element: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let has_parent = {
            let tree = self.tree.borrow();
            tree.get(*element).is_some_and(|node| node.parent().is_some())
        };
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev_element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What stands in a template is kept below it: it prints nothing, and nobody looks there.
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        if let NodeOrText::AppendText(text) = &child {
            let before = {
                let tree = self.tree.borrow();
                tree.get(*sibling)
                    .and_then(|s| s.prev_sibling())
                    .map(|before| before.id())
            };
            if self.extend(before, text) {
                return;
            }
        }
        let node = self.placed(child, self.depth_of(*sibling));
        let mut tree = self.tree.borrow_mut();
        if let Some(mut node) = tree.get_mut(node) {
            node.detach();
        }
        if let Some(mut sibling) = tree.get_mut(*sibling) {
            sibling.insert_id_before(node);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        let Some(mut node) = tree.get_mut(*target) else {
            return;
        };
        let Markup::Element(element) = &mut node.value().markup else {
            return;
        };
        for attribute in attributes {
            let known = element.attributes.iter().any(|a| a.name == attribute.name);
            if !known && READ.contains(&&*attribute.name.local) {
                element.attributes.push(attribute);
            }
        }
    }

    fn pop(&self, node: &NodeId) {
        self.depth.set(self.depth_of(*node).saturating_sub(1));
    }

    fn remove_from_parent(&self, target: &NodeId) {
        if let Some(mut node) = self.tree.borrow_mut().get_mut(*target) {
            node.detach();
        }
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        if let Some(mut parent) = self.tree.borrow_mut().get_mut(*new_parent) {
            parent.reparent_from_id_append(*node);
        }
    }
}
