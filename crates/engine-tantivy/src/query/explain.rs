//! Why hits score what they score.

use super::plan::{Label, Plan};
use daybook_search::{Explanation, ScorePart};
use std::collections::BTreeMap;
use tantivy::query::{EnableScoring, Weight};
use tantivy::{DocAddress, DocId, DocSet, Searcher, SegmentOrdinal, SegmentReader};

/// The parts of the scores of these entries, in their order. An entry that the plan does not match has no parts.
pub(crate) fn explain(
    searcher: &Searcher,
    plan: &Plan,
    addresses: &[DocAddress],
) -> tantivy::Result<Vec<Explanation>> {
    let weighed = Weighed::new(searcher, plan)?;
    let mut by_segment: BTreeMap<SegmentOrdinal, Vec<(DocId, usize)>> = BTreeMap::new();
    for (place, address) in addresses.iter().enumerate() {
        let docs = by_segment.entry(address.segment_ord).or_default();
        docs.push((address.doc_id, place));
    }
    let mut explanations: Vec<Explanation> = vec![Explanation::default(); addresses.len()];
    for (ordinal, mut docs) in by_segment {
        // Lists of entries are gone over forwards only.
        docs.sort_unstable();
        let ids: Vec<DocId> = docs.iter().map(|(doc, _)| *doc).collect();
        let shares = weighed.shares(searcher.segment_reader(ordinal), &ids)?;
        for (shares, (_, place)) in shares.into_iter().zip(docs) {
            explanations[place] = explanation(shares.unwrap_or_default());
        }
    }
    Ok(explanations)
}

fn explanation(shares: Vec<Share<'_>>) -> Explanation {
    let score = total(&shares);
    let mut parts: Vec<ScorePart> = shares
        .into_iter()
        .filter(|share| share.score != 0.0)
        .map(|share| ScorePart {
            kind: share.label.kind,
            field: share.label.field,
            text: share.label.text.clone(),
            weight: share.weight,
            score: share.score,
        })
        .collect();
    parts.sort_by(|a, b| b.score.total_cmp(&a.score));
    Explanation { score, parts }
}

/// What one leaf adds to the score of an entry.
#[derive(Clone)]
struct Share<'p> {
    label: &'p Label,
    weight: f32,
    score: f32,
}

/// Of each entry the shares of all leaves that count; `None` where the plan does not match.
type Shares<'p> = Vec<Option<Vec<Share<'p>>>>;

fn total(shares: &[Share<'_>]) -> f32 {
    shares.iter().map(|share| share.score).sum()
}

/// A plan with what a match of each leaf is worth in this index.
enum Weighed<'p> {
    Leaf(Box<dyn Weight>, &'p Label),
    All {
        must: Vec<Weighed<'p>>,
        should: Vec<Weighed<'p>>,
        not: Vec<Weighed<'p>>,
    },
    Any(Vec<Weighed<'p>>),
    Best(Vec<Weighed<'p>>),
    Weighted(f32, Box<Weighed<'p>>),
}

impl<'p> Weighed<'p> {
    fn new(searcher: &Searcher, plan: &'p Plan) -> tantivy::Result<Self> {
        let each = |plans: &'p [Plan]| -> tantivy::Result<Vec<Self>> {
            plans.iter().map(|plan| Self::new(searcher, plan)).collect()
        };
        Ok(match plan {
            Plan::Leaf { query, label, .. } => Self::Leaf(
                query.weight(EnableScoring::enabled_from_searcher(searcher))?,
                label,
            ),
            Plan::All { must, should, not } => Self::All {
                must: each(must)?,
                should: each(should)?,
                not: each(not)?,
            },
            Plan::Any(plans) => Self::Any(each(plans)?),
            Plan::Best(plans) => Self::Best(each(plans)?),
            Plan::Weighted(weight, plan) => Self::Weighted(*weight, Box::new(Self::new(searcher, plan)?)),
        })
    }

    /// The shares of entries of a segment, which are given in order.
    fn shares(&self, segment: &SegmentReader, docs: &[DocId]) -> tantivy::Result<Shares<'p>> {
        let none = || -> Shares<'p> { vec![None; docs.len()] };
        let mut sum = none();
        match self {
            Self::Leaf(weight, label) => {
                let mut scorer = weight.scorer(segment, 1.0)?;
                for (doc, share) in docs.iter().zip(&mut sum) {
                    if scorer.doc() < *doc {
                        scorer.seek(*doc);
                    }
                    if scorer.doc() == *doc {
                        let score = scorer.score();
                        *share = Some(vec![Share {
                            label,
                            weight: 1.0,
                            score,
                        }]);
                    }
                }
            }
            Self::All { must, should, not } => {
                sum.fill(Some(Vec::new()));
                for part in must {
                    for (own, found) in sum.iter_mut().zip(part.shares(segment, docs)?) {
                        *own = own.take().zip(found).map(|(mut own, found)| {
                            own.extend(found);
                            own
                        });
                    }
                }
                for part in should {
                    for (own, found) in sum.iter_mut().zip(part.shares(segment, docs)?) {
                        if let (Some(own), Some(found)) = (own, found) {
                            own.extend(found);
                        }
                    }
                }
                for part in not {
                    for (own, found) in sum.iter_mut().zip(part.shares(segment, docs)?) {
                        if found.is_some() {
                            *own = None;
                        }
                    }
                }
            }
            Self::Any(parts) => {
                for part in parts {
                    for (own, found) in sum.iter_mut().zip(part.shares(segment, docs)?) {
                        if let Some(found) = found {
                            own.get_or_insert_default().extend(found);
                        }
                    }
                }
            }
            Self::Best(parts) => {
                for part in parts {
                    for (own, found) in sum.iter_mut().zip(part.shares(segment, docs)?) {
                        let better = match (&own, &found) {
                            (Some(own), Some(found)) => total(found) > total(own),
                            (None, _) => true,
                            (_, None) => false,
                        };
                        if better {
                            *own = found;
                        }
                    }
                }
            }
            Self::Weighted(weight, part) => {
                sum = part.shares(segment, docs)?;
                for share in sum.iter_mut().flatten().flatten() {
                    share.weight *= weight;
                    share.score *= weight;
                }
            }
        }
        Ok(sum)
    }
}
