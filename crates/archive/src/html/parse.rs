//! Parsing within limits.
//!
//! HTML has no syntax errors, but what a parser does with a hostile page can cost far more than the page is long: each
//! unclosed `<b>` is cloned into every later paragraph, each attribute is held against all others of its tag, and many a
//! token is held against all open elements. So depth, nodes and attributes are bounded; all else is linear.

use super::tree::{Builder, Placed};
use ego_tree::{NodeId, Tree};
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, TokenizerResult};
use std::cell::Cell;

/// How deep elements may lie in each other, as in browsers; what is nested deeper is put in here.
const MAX_DEPTH: usize = 512;

/// How many elements and pieces of text a page may have. A page of a day has some ten thousand.
const MAX_NODES: usize = 2_000_000;

/// The page is handed over in pieces of so many bytes.
const PIECE: usize = 1024;

/// How many attributes a tag may have, counted where a tag is longer than [`LONG_TAG`].
const MAX_ATTRIBUTES: usize = 1000;

/// How many pieces may pass without a token before attributes are counted.
const LONG_TAG: usize = 4;

/// A page's tree.
pub(super) struct Parsed {
    pub(super) tree: Tree<Placed>,
    /// Whether elements were nested deeper than is kept.
    pub(super) flattened: bool,
}

/// The tree of a page, or why it is given up, for people.
pub(super) fn parse(html: &str) -> Result<Parsed, String> {
    let guard = Guard {
        builder: TreeBuilder::new(Builder::new(), TreeBuilderOpts::default()),
        tokens: Cell::new(0),
        ends: Cell::new(0),
        flattened: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let input = BufferQueue::default();
    let (mut before, mut silent_from) = (0, 0);
    let mut at = 0;
    while at < html.len() {
        let end = boundary(html, at + PIECE);
        input.push_back(StrTendril::from_slice(&html[at..end]));
        // It stops at scripts, which are not run, and at declared encodings, which are known.
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        if tokenizer.sink.tokens.get() != before {
            (before, silent_from) = (tokenizer.sink.tokens.get(), at);
        } else if end - silent_from > LONG_TAG * PIECE && attributes(&html[silent_from..end]) > MAX_ATTRIBUTES
        {
            return Err(format!(
                "not read: a tag near byte {silent_from} has more than {MAX_ATTRIBUTES} attributes: mend the page"
            ));
        }
        if tokenizer.sink.overflows() {
            return Err(format!(
                "not read: its markup makes more than {MAX_NODES} elements and pieces of text: split the page"
            ));
        }
        at = end;
    }
    tokenizer.end();
    let flattened = tokenizer.sink.flattened.get();
    Ok(Parsed {
        tree: tokenizer.sink.builder.sink.finish(),
        flattened,
    })
}

/// The end of the character at that byte, or of the text.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

/// About how many attributes a tag has that begins in the first piece of `markup` and does not end in it: words outside
/// quotation marks. A comment has none.
fn attributes(markup: &str) -> usize {
    let first = &markup[..boundary(markup, PIECE)];
    let tag = &markup[first.rfind('<').unwrap_or_default()..];
    if tag.starts_with("<!") || tag.starts_with("<?") {
        return 0;
    }
    let mut quote = None;
    let mut words = 0;
    let mut in_word = false;
    for byte in tag.bytes() {
        match (quote, byte) {
            (Some(open), byte) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, byte) if byte.is_ascii_whitespace() => in_word = false,
            (None, _) => {
                words += usize::from(!in_word);
                in_word = true;
            }
        }
    }
    words
}

/// Stands between tokenizer and tree builder.
struct Guard {
    builder: TreeBuilder<NodeId, Builder>,
    tokens: Cell<u64>,
    /// End tags since something was put in: the builder does not tell of all that it closes.
    ends: Cell<usize>,
    flattened: Cell<bool>,
}

impl Guard {
    fn overflows(&self) -> bool {
        self.builder.sink.nodes() > MAX_NODES
    }

    /// The tag, or what stands for it where it would lie too deep: a line break for a block, so that its text keeps to
    /// itself, else nothing.
    fn within_depth(&self, tag: Tag) -> Option<Tag> {
        let depth = self.builder.sink.depth().saturating_sub(self.ends.get());
        let keeps_to_itself = matches!(
            &*tag.name,
            "script"
                | "style"
                | "title"
                | "textarea"
                | "xmp"
                | "iframe"
                | "noembed"
                | "noframes"
                | "noscript"
                | "plaintext"
                | "br"
                | "hr"
                | "img"
                | "meta"
                | "link"
                | "input"
        );
        if tag.kind == TagKind::EndTag || depth < MAX_DEPTH || keeps_to_itself {
            return Some(tag);
        }
        self.flattened.set(true);
        super::lines::is_block(&tag.name).then(|| Tag {
            name: LocalName::from("br"),
            attrs: Vec::new(),
            self_closing: false,
            ..tag
        })
    }
}

impl TokenSink for Guard {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        self.tokens.set(self.tokens.get() + 1);
        if self.overflows() {
            return TokenSinkResult::Continue;
        }
        let token = match token {
            Token::TagToken(tag) => match self.within_depth(tag) {
                Some(tag) => {
                    let ends = if tag.kind == TagKind::EndTag {
                        self.ends.get() + 1
                    } else {
                        0
                    };
                    self.ends.set(ends);
                    Token::TagToken(tag)
                }
                None => return TokenSinkResult::Continue,
            },
            Token::CharacterTokens(text) => {
                self.ends.set(0);
                Token::CharacterTokens(text)
            }
            other => other,
        };
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}
