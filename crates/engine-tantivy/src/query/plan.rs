//! A query as it is put together: what must match, what else may, and what each part is worth. One plan makes the query
//! and explains its scores.

use super::excluded::Excluded;
use daybook_search::{ScoreKind, TextField};
use tantivy::query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query};

/// What a part of a score is for.
#[derive(Debug, Clone)]
pub(crate) struct Label {
    pub(crate) kind: ScoreKind,
    pub(crate) field: Option<TextField>,
    /// What was looked for.
    pub(crate) text: String,
}

/// A query as it is put together.
pub(crate) enum Plan {
    /// Something that the index is asked for.
    Leaf { query: Box<dyn Query>, label: Label },
    /// All of `must`, none of `not`; each of `should` raises the score. `must` is not empty.
    All {
        must: Vec<Plan>,
        should: Vec<Plan>,
        not: Vec<Plan>,
    },
    /// At least one; the scores of all that match add up.
    Any(Vec<Plan>),
    /// At least one; the best score counts.
    Best(Vec<Plan>),
    /// With its score multiplied.
    Weighted(f32, Box<Plan>),
}

impl Plan {
    pub(super) fn leaf(
        kind: ScoreKind,
        field: impl Into<Option<TextField>>,
        text: impl Into<String>,
        query: Box<dyn Query>,
    ) -> Self {
        let label = Label {
            kind,
            field: field.into(),
            text: text.into(),
        };
        Self::Leaf { query, label }
    }

    /// A plan that decides what matches, and others that only raise the score.
    pub(super) fn preferring(required: Self, should: Vec<Self>) -> Self {
        Self::All {
            must: vec![required],
            should,
            not: Vec::new(),
        }
    }

    pub(super) fn weighted(self, weight: f32) -> Self {
        if weight == 1.0 {
            self
        } else {
            Self::Weighted(weight, Box::new(self))
        }
    }

    /// At least one of them; `None` if there are none.
    pub(super) fn union(mut plans: Vec<Self>) -> Option<Self> {
        if plans.len() < 2 {
            return plans.pop();
        }
        Some(Self::Any(plans))
    }

    /// The query that it comes to.
    pub(crate) fn query(&self) -> Box<dyn Query> {
        let queries = |plans: &[Self]| plans.iter().map(Self::query).collect::<Vec<_>>();
        match self {
            Self::Leaf { query, .. } => query.box_clone(),
            Self::All { must, should, not } => {
                let must = must.iter().map(|plan| (Occur::Must, plan.query()));
                let should = should.iter().map(|plan| (Occur::Should, plan.query()));
                let not = not.iter().map(|plan| {
                    let query: Box<dyn Query> = Box::new(Excluded(plan.query()));
                    (Occur::MustNot, query)
                });
                Box::new(BooleanQuery::new(must.chain(not).chain(should).collect()))
            }
            Self::Any(plans) => Box::new(BooleanQuery::union(queries(plans))),
            Self::Best(plans) => Box::new(DisjunctionMaxQuery::new(queries(plans))),
            Self::Weighted(weight, plan) => Box::new(BoostQuery::new(plan.query(), *weight)),
        }
    }
}
