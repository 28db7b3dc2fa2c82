//! Who of those that are named together with an organisation or person are named with each other too.

use daybook_model::EntityKind;

/// A question about ties.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TiesRequest {
    /// Which of the two it is whose company is asked about.
    pub kind: EntityKind,
    /// Its slug.
    pub slug: String,
    /// The company, by kind and slug; the work grows with the square of its size.
    pub parties: Vec<(EntityKind, String)>,
}

/// How often each two of a company are named together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TiesAnswer {
    /// `counts[i][j]`, for `i < j`, is the number of entries that name the parties of those places and the one whose
    /// company they are; all others are 0.
    pub counts: Vec<Vec<u64>>,
    /// The generation that answered.
    pub generation: String,
}
