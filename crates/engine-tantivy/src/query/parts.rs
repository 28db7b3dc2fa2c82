//! What a query looks for in an entry's text, for the highlighter.

use daybook_model::EntityKind;
use rustc_hash::FxHashSet;

/// A part of a query that can be seen in an entry's text.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    /// Stems, one after another.
    Stems(Vec<String>),
    /// Exact forms, one after another.
    Exact(Vec<String>),
    /// Any of these stems, wherever: a phrase whose words may be apart.
    AnyStem(FxHashSet<String>),
    /// Any of these exact forms, wherever.
    AnyExact(FxHashSet<String>),
    /// Exact forms, one after another, and a word that begins so after them.
    Prefix { before: Vec<String>, prefix: String },
    /// The mentions of an entity.
    Mentions { entity: EntityKind, slug: String },
    /// The names by which the speakers of quotations were found.
    Speaker { slug: String },
    /// A part that is looked for in quotations; of these speakers, if any are given.
    Said {
        part: Box<Part>,
        speakers: Option<Vec<String>>,
    },
}
