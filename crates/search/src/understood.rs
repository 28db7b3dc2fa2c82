//! The query as Daybook read it: part of every answer, so that nothing is dropped silently.

use crate::{Node, Span};
use serde::Serialize;

/// What was understood of a request.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Understood {
    /// The query as typed.
    pub query: String,
    /// The same in full: every operator written out.
    pub reading: String,
    /// The query tree.
    pub tree: Node,
    /// Words that were also looked for in another form.
    pub expansions: Vec<Expansion>,
    /// What a lenient reading mended.
    pub repairs: Vec<Repair>,
    /// Parts of the query that cannot take part in the search, and why.
    pub ignored: Vec<Ignored>,
    /// What else a person should know: a filter that names nobody in the archive, for example.
    pub notes: Vec<Note>,
}

/// A part of the query and the further forms it was looked for in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Expansion {
    /// The part.
    pub span: Span,
    /// The part as typed.
    pub text: String,
    /// Why: `prefix`, `fuzzy`, `stemmed-phrase`, `synonym`, `entity` (other names of an organisation or person), `misprint`
    /// (of the word), `typo` (what may be one, or may have been meant), `lineage` (what came of an organisation, and what it came of).
    pub reason: String,
    /// The forms, the most frequent first; cut after a score of them.
    pub forms: Vec<String>,
    /// How many forms there are in all.
    pub total: usize,
}

/// Something that a lenient reading mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Repair {
    /// The part.
    pub span: Span,
    /// What was wrong and how it was read.
    pub message: String,
}

/// A part of the query that takes no part in the search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ignored {
    /// The part.
    pub span: Span,
    /// The part as typed.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// Something a person should know about how a request was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Note {
    /// The parameter that it is about.
    pub parameter: String,
    /// What there is to know.
    pub message: String,
}
