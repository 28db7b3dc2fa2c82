//! A query as it is put together: what must match, what else may, and what each part is worth. One plan makes the query
//! and explains its scores.

use super::excluded::Excluded;
use super::rated::{AnyOf, Flat, Most, Preferring, Tiers};
use daybook_search::{ScoreKind, TextField};
use tantivy::query::{Bm25StatisticsProvider, BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query};
use tantivy::{Score, Searcher, Term};

/// More alternatives than this are not asked one by one for each entry.
const MOST_ALTERNATIVES: usize = 8;

/// What BM25 makes of a rarity at most: `k1` is 1.2 in tantivy.
const BM25_LIMIT: Score = 2.2;

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
    Leaf {
        query: Box<dyn Query>,
        label: Label,
        /// The terms of which a match is rated by BM25, together; empty if it is rated otherwise.
        rated: Vec<Term>,
        /// Whether it matches texts no more often than what it is optional beside.
        narrower: bool,
    },
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
        Self::words(kind, field, text, (query, Vec::new()))
    }

    /// Words of one field, or one, that are rated by BM25.
    pub(super) fn words(
        kind: ScoreKind,
        field: impl Into<Option<TextField>>,
        text: impl Into<String>,
        (query, terms): (Box<dyn Query>, Vec<Term>),
    ) -> Self {
        let label = Label {
            kind,
            field: field.into(),
            text: text.into(),
        };
        Self::Leaf {
            query,
            label,
            rated: terms,
            narrower: false,
        }
    }

    /// The same, if it is words that match texts no more often than those that it is optional beside: their forms as
    /// typed. Both must be of one text.
    pub(super) fn narrower(self) -> Self {
        match self {
            Self::Leaf {
                query, label, rated, ..
            } => Self::Leaf {
                query,
                label,
                rated,
                narrower: true,
            },
            other => other,
        }
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
    pub(crate) fn query(&self, searcher: &Searcher) -> tantivy::Result<Box<dyn Query>> {
        Ok(match self {
            Self::All { must, should, not } => {
                let required = match (must.as_slice(), not.is_empty()) {
                    ([only], true) => only.query(searcher)?,
                    _ => joined_all(must, &[], not, &|plan| plan.query(searcher))?,
                };
                if should.is_empty() {
                    return Ok(required);
                }
                let bounded = |plan: &Self| Ok((plan.query(searcher)?, plan.most_beside(must, searcher)?));
                Box::new(Preferring {
                    required,
                    optional: should.iter().map(bounded).collect::<tantivy::Result<_>>()?,
                })
            }
            Self::Any(plans) if plans.len() <= MOST_ALTERNATIVES => {
                let bounded = |plan: &Self| Ok((plan.query(searcher)?, plan.most(searcher)?));
                Box::new(AnyOf(plans.iter().map(bounded).collect::<tantivy::Result<_>>()?))
            }
            Self::Best(plans) => match plans.iter().map(Self::flat).collect() {
                Some(tiers) => Box::new(Tiers(tiers)),
                None => self.joined(&|plan| plan.query(searcher))?,
            },
            _ => self.joined(&|plan| plan.query(searcher))?,
        })
    }

    /// The query of a leaf of which every match scores the same.
    fn flat(&self) -> Option<Flat> {
        match self {
            Self::Leaf { query, .. } => query.downcast_ref::<Flat>().cloned(),
            _ => None,
        }
    }

    /// The same of tantivy's own parts, which score every match in full.
    #[cfg(feature = "raw")]
    pub(crate) fn raw_query(&self) -> tantivy::Result<Box<dyn Query>> {
        self.joined(&Self::raw_query)
    }

    /// The most that a match scores.
    fn most(&self, searcher: &Searcher) -> tantivy::Result<Score> {
        let sum =
            |plans: &[Self]| -> tantivy::Result<Score> { plans.iter().map(|plan| plan.most(searcher)).sum() };
        Ok(match self {
            Self::Leaf { rated, .. } if rated.is_empty() => {
                self.flat().map_or(Score::INFINITY, |flat| flat.score)
            }
            Self::Leaf { rated, .. } => most_by_bm25(searcher, rated)?,
            Self::All { must, should, .. } => sum(must)? + sum(should)?,
            Self::Any(plans) | Self::Best(plans) => sum(plans)?,
            Self::Weighted(weight, plan) if *weight > 0.0 => weight * plan.most(searcher)?,
            Self::Weighted(..) => 0.0,
        })
    }

    /// The most that it adds to the score of a match of others.
    fn most_beside(&self, must: &[Self], searcher: &Searcher) -> tantivy::Result<Most> {
        let is_narrower = |plan: &Self| matches!(plan, Self::Leaf { narrower: true, .. });
        let within = match self {
            Self::Weighted(_, plan) => is_narrower(plan),
            plan => is_narrower(plan),
        };
        let most = self.most(searcher)?;
        Ok(match must {
            // What is rated by BM25 grows with how often it is in a text, as much for one as for the other.
            [required @ Self::Leaf { rated, .. }] if within && !rated.is_empty() => {
                Most::OfRequired(most / required.most(searcher)?)
            }
            _ => Most::Fixed(most),
        })
    }

    /// Joined by tantivy's own queries.
    fn joined(&self, part: &Part<'_>) -> tantivy::Result<Box<dyn Query>> {
        let queries = |plans: &[Self]| plans.iter().map(part).collect::<tantivy::Result<Vec<_>>>();
        Ok(match self {
            Self::Leaf { query, .. } => query.box_clone(),
            Self::All { must, should, not } => joined_all(must, should, not, part)?,
            Self::Any(plans) => Box::new(BooleanQuery::union(queries(plans)?)),
            Self::Best(plans) => Box::new(DisjunctionMaxQuery::new(queries(plans)?)),
            Self::Weighted(weight, plan) => Box::new(BoostQuery::new(part(plan)?, *weight)),
        })
    }
}

/// The most that terms score together: as often as may be in a text of nothing else. None of them scores anything if
/// one is nowhere.
fn most_by_bm25(searcher: &Searcher, terms: &[Term]) -> tantivy::Result<Score> {
    let entries = searcher.total_num_docs()? as Score;
    let mut idf = 0.0;
    for term in terms {
        let with = searcher.doc_freq(term)? as Score;
        if with == 0.0 {
            return Ok(0.0);
        }
        idf += (1.0 + (entries - with + 0.5) / (with + 0.5)).ln();
    }
    Ok(idf * BM25_LIMIT)
}

/// Makes the query of a part of a plan.
type Part<'p> = dyn Fn(&Plan) -> tantivy::Result<Box<dyn Query>> + 'p;

fn joined_all(
    must: &[Plan],
    should: &[Plan],
    not: &[Plan],
    part: &Part<'_>,
) -> tantivy::Result<Box<dyn Query>> {
    let mut clauses = Vec::with_capacity(must.len() + should.len() + not.len());
    for plan in must {
        clauses.push((Occur::Must, part(plan)?));
    }
    for plan in not {
        let query: Box<dyn Query> = Box::new(Excluded(part(plan)?));
        clauses.push((Occur::MustNot, query));
    }
    for plan in should {
        clauses.push((Occur::Should, part(plan)?));
    }
    Ok(Box::new(BooleanQuery::new(clauses)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tantivy::query::Bm25Weight;
    use tantivy::schema::{Schema, TEXT};
    use tantivy::{Index, IndexWriter, doc};

    #[test]
    fn the_most_is_what_bm25_comes_near_and_not_beyond() {
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", TEXT);
        let title = schema.add_text_field("title", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15 << 20).unwrap();
        for words in ["bed bed", "bed ward", "ward", "nurse"] {
            writer.add_document(doc!(text => words)).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let term = |word: &str| Term::from_field_text(text, word);
        for words in [&["bed"][..], &["nurse"], &["bed", "ward"]] {
            let terms: Vec<Term> = words.iter().copied().map(term).collect();
            let most = most_by_bm25(&searcher, &terms).unwrap();
            let near = Bm25Weight::for_terms(&searcher, &terms)
                .unwrap()
                .score(0, u32::MAX);
            assert!((most - near).abs() < 1e-5 * most, "{words:?}: {most} and {near}");
        }
        assert_eq!(
            most_by_bm25(&searcher, &[term("bed"), term("trust")]).unwrap(),
            0.0
        );
        // No entry has a title, of which BM25 makes no number at all.
        let nowhere = [Term::from_field_text(title, "bed")];
        assert_eq!(most_by_bm25(&searcher, &nowhere).unwrap(), 0.0);
    }
}
