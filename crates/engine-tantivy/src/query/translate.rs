//! The walk over the query tree.

use super::filters::{Predicate, everything};
use super::forms::Forms;
use super::parts::Part;
use super::plan::Plan;
use super::suggest::Suggestions;
use super::words::sequence;
use crate::analysis::words as analyse;
use crate::collect::Deadline;
use crate::engine::{Lookup, Snapshot};
use crate::schema::Fields;
use daybook_search::{
    DateValue, Expansion, Ignored, Node, NodeKind, Note, ParsedQuery, ScoreKind, TextField, speakers_beside,
    widen,
};
use tantivy::query::{EmptyQuery, EnableScoring, Query};
use tantivy::{DocSet, Searcher, TERMINATED};

/// How many forms of an expansion an answer lists.
pub(super) const LISTED_FORMS: usize = 20;
/// How much two words that were typed one after another count where they stand near each other.
const NEAR_WEIGHT: f32 = 0.3;
/// How far they may have moved apart.
const NEAR_SLOP: u32 = 4;
/// The most words of a query that are looked at for that.
const MAX_NEAR: usize = 16;
/// The most speakers whose words are looked for one by one: each makes a query of every word.
const MAX_SPEAKERS: usize = 16;
/// A deeper tree than any parser makes is not descended further.
const MAX_DEPTH: usize = 200;

/// A query, and what there is to say about it.
pub(crate) struct Translated {
    pub(crate) query: Box<dyn Query>,
    /// How the query is put together; `None` if nothing takes part.
    pub(crate) plan: Option<Plan>,
    pub(crate) expansions: Vec<Expansion>,
    pub(crate) ignored: Vec<Ignored>,
    pub(crate) notes: Vec<Note>,
    pub(crate) suggestions: Suggestions,
    /// What to mark in an entry's text.
    pub(crate) parts: Vec<Part>,
    /// Whether the time was spent before all words were found that parts of the query stand for.
    pub(crate) timed_out: bool,
}

/// Translates a query tree. Without `scoring` only what matches counts, which is quicker.
pub(crate) fn translate(
    snapshot: &Snapshot,
    query: &ParsedQuery,
    scoring: bool,
    deadline: Deadline,
) -> tantivy::Result<Translated> {
    let mut lookup = Lookup::new(snapshot, deadline);
    let (root, widened) = widen(&query.root, query.widening, &mut lookup);
    if let Some(error) = lookup.failed {
        return Err(error);
    }
    let notes = lookup.cut.then(|| Note {
        parameter: "typos".to_owned(),
        message: "the query has so many words that other spellings were looked for of the first ones only"
            .to_owned(),
    });
    let mut walk = Walk {
        snapshot,
        searcher: &snapshot.searcher,
        fields: &snapshot.fields,
        scoring,
        lineage: query.widening.lineage,
        deadline,
        negated: false,
        standing_in: None,
        speakers: None,
        depth: 0,
        expansions: widened,
        ignored: Vec::new(),
        notes: notes.into_iter().collect(),
        suggestions: Suggestions::new(),
        parts: Vec::new(),
        timed_out: false,
    };
    let plan = walk.node(&root)?;
    let Walk {
        expansions,
        ignored,
        notes,
        suggestions,
        parts,
        timed_out,
        ..
    } = walk;
    Ok(Translated {
        // A query of which nothing takes part matches nothing; `ignored` says why.
        query: match &plan {
            Some(plan) => plan.query(&snapshot.searcher)?,
            None => Box::new(EmptyQuery),
        },
        plan,
        expansions,
        ignored,
        notes,
        suggestions,
        parts,
        timed_out,
    })
}

pub(super) struct Walk<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) searcher: &'a Searcher,
    pub(super) fields: &'a Fields,
    pub(super) scoring: bool,
    /// Whether organisations take their predecessors and successors along.
    pub(super) lineage: bool,
    pub(super) deadline: Deadline,
    /// Whether the node is under a `Not`: nothing to mark there.
    pub(super) negated: bool,
    /// What words count as that stand in for those typed.
    pub(super) standing_in: Option<ScoreKind>,
    /// The slugs of the speakers whose words are looked for; `None` is anybody.
    pub(super) speakers: Option<Vec<String>>,
    depth: usize,
    pub(super) expansions: Vec<Expansion>,
    ignored: Vec<Ignored>,
    pub(super) notes: Vec<Note>,
    pub(super) suggestions: Suggestions,
    pub(super) parts: Vec<Part>,
    timed_out: bool,
}

/// `None` is a part that takes no part.
pub(super) type Built = tantivy::Result<Option<Plan>>;

impl Walk<'_> {
    pub(super) fn node(&mut self, node: &Node) -> Built {
        if self.depth >= MAX_DEPTH {
            return Ok(self.ignore(node, "", "it lies too deep in parentheses"));
        }
        self.depth += 1;
        let plan = self.kind(node);
        self.depth -= 1;
        let boost = if node.boost.is_finite() {
            node.boost.max(0.0)
        } else {
            1.0
        };
        Ok(plan?.map(|plan| plan.weighted(boost)))
    }

    fn kind(&mut self, node: &Node) -> Built {
        let predicate = Predicate(self.fields);
        let filter = |query| Plan::leaf(ScoreKind::Filter, None, node.reading(), query);
        Ok(Some(match &node.kind {
            NodeKind::Everything => everything(),
            NodeKind::Word { field, text } => return self.word(node, *field, text),
            NodeKind::Phrase { field, text, slop } => return self.phrase(node, *field, text, *slop),
            NodeKind::Prefix { field, text } => return self.prefix(node, *field, text),
            NodeKind::Fuzzy {
                field,
                text,
                distance,
            } => return self.fuzzy(node, *field, text, *distance),
            NodeKind::Date { from, to } => filter(predicate.date(*from, *to)),
            NodeKind::Undated => filter(predicate.date_values(&[DateValue::Undated])),
            NodeKind::Time { from, to } => filter(predicate.time(*from, *to)),
            NodeKind::Entity { entity, name } => return Ok(self.entity(node, *entity, name)),
            NodeKind::Speaker { name } => return Ok(self.speaker(node, name)),
            NodeKind::Page { id } => filter(self.page(id)?),
            NodeKind::All { parts } => return self.all(parts),
            NodeKind::Any { parts } => return Ok(Plan::union(self.each(parts)?)),
            NodeKind::Preferring { required, optional } => return self.preferring(required, optional),
            NodeKind::Widened { part, others } => return self.widened(part, others),
            NodeKind::Not { part } => {
                return Ok(self.negate(part)?.map(|part| Plan::All {
                    must: vec![everything()],
                    should: Vec::new(),
                    not: vec![part],
                }));
            }
        }))
    }

    fn each(&mut self, nodes: &[Node]) -> tantivy::Result<Vec<Plan>> {
        let mut plans = Vec::with_capacity(nodes.len());
        for node in nodes {
            plans.extend(self.node(node)?);
        }
        Ok(plans)
    }

    /// The plan of a part that must not match.
    fn negate(&mut self, part: &Node) -> Built {
        let outer = std::mem::replace(&mut self.negated, true);
        let plan = self.node(part);
        self.negated = outer;
        plan
    }

    fn all(&mut self, parts: &[Node]) -> Built {
        let own = self.speakers_of(parts);
        let speakers = match own {
            Some(own) => self.speakers.replace(own),
            None => self.speakers.clone(),
        };
        let plan = self.every(parts);
        self.speakers = speakers;
        plan
    }

    /// The slugs of the speakers whose words these parts are about; `None` is anybody.
    fn speakers_of(&mut self, parts: &[Node]) -> Option<Vec<String>> {
        let names = speakers_beside(parts)?.into_iter();
        let mut slugs: Vec<String> = names
            .filter_map(|name| Some(self.speaker_slug(name)?.0))
            .collect();
        slugs.sort_unstable();
        slugs.dedup();
        if slugs.len() > MAX_SPEAKERS {
            self.notes.push(Note {
                parameter: "q".to_owned(),
                message: format!(
                    "the words of at most {MAX_SPEAKERS} speakers can be told apart: what is said was looked for in \
                     all quotations of an entry"
                ),
            });
            return None;
        }
        (!slugs.is_empty()).then_some(slugs)
    }

    fn every(&mut self, parts: &[Node]) -> Built {
        let (mut must, mut not) = (Vec::with_capacity(parts.len()), Vec::new());
        for part in parts {
            match &part.kind {
                NodeKind::Not { part } => not.extend(self.negate(part)?),
                _ => must.extend(self.node(part)?),
            }
        }
        if must.is_empty() {
            if not.is_empty() {
                return Ok(None);
            }
            must.push(everything());
        }
        let should = if self.scoring && !self.negated {
            self.near(parts)
        } else {
            Vec::new()
        };
        Ok(Some(Plan::All { must, should, not }))
    }

    /// What raises the score of entries in which words that were typed one after another stand near each other.
    fn near(&self, parts: &[Node]) -> Vec<Plan> {
        let plain = |node: &Node| match &node.kind {
            NodeKind::Word {
                field: TextField::Text,
                text,
            } => match analyse(text).as_slice() {
                [word] => Some((word.stem.clone(), text.clone())),
                _ => None,
            },
            _ => None,
        };
        let words: Vec<Option<(String, String)>> = parts.iter().take(MAX_NEAR).map(plain).collect();
        let pairs = words.windows(2).filter_map(|pair| match pair {
            [Some(first), Some(second)] => Some([first, second]),
            _ => None,
        });
        pairs
            .map(|[(first, a), (second, b)]| {
                let stems = [first.as_str(), second.as_str()].into_iter();
                let query = sequence(self.fields.text.stem, stems, NEAR_SLOP);
                let text = format!("{a} {b}");
                Plan::words(ScoreKind::Near, TextField::Text, text, query).weighted(NEAR_WEIGHT)
            })
            .collect()
    }

    fn preferring(&mut self, required: &Node, optional: &[Node]) -> Built {
        let required = self.node(required)?;
        let optional = self.each(optional)?;
        Ok(match required {
            Some(required) => Some(Plan::preferring(required, optional)),
            None => Plan::union(optional),
        })
    }

    /// What was typed, and what else it may be called: of synonyms only the best one counts.
    fn widened(&mut self, part: &Node, others: &[Node]) -> Built {
        let mut plans: Vec<Plan> = self.node(part)?.into_iter().collect();
        let mut words: Vec<Plan> = Vec::new();
        for other in others {
            if let NodeKind::Entity { entity, name } = &other.kind {
                plans.push(self.named(*entity, name).weighted(other.boost));
            } else {
                self.standing_in = Some(self.why_added(other));
                words.extend(self.node(other)?);
                self.standing_in = None;
            }
        }
        if !words.is_empty() {
            plans.push(Plan::Best(words));
        }
        Ok(Plan::union(plans))
    }

    /// Whether what stands in is a synonym or another spelling.
    fn why_added(&self, other: &Node) -> ScoreKind {
        let is_spelling = |expansion: &Expansion| {
            let NodeKind::Word { text, .. } = &other.kind else {
                return false;
            };
            matches!(expansion.reason.as_str(), "typo" | "misprint")
                && expansion.span == other.span
                && expansion.forms.contains(text)
        };
        if self.expansions.iter().any(is_spelling) {
            ScoreKind::Typo
        } else {
            ScoreKind::Synonym
        }
    }

    /// Whether an entry of the whole generation matches.
    pub(super) fn matches_any(&self, query: &dyn Query) -> tantivy::Result<bool> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(self.searcher))?;
        for segment in self.searcher.segment_readers() {
            let mut matches = weight.scorer(segment, 1.0)?;
            while matches.doc() != TERMINATED {
                if segment
                    .alive_bitset()
                    .is_none_or(|alive| alive.is_alive(matches.doc()))
                {
                    return Ok(true);
                }
                matches.advance();
            }
        }
        Ok(false)
    }

    pub(super) fn expand(&mut self, node: &Node, text: &str, reason: &str, forms: &Forms) {
        self.timed_out |= forms.cut;
        self.expansions.push(Expansion {
            span: node.span,
            text: text.to_owned(),
            reason: reason.to_owned(),
            forms: forms.iter().take(LISTED_FORMS).map(str::to_owned).collect(),
            total: forms.total(),
        });
    }

    pub(super) fn ignore(&mut self, node: &Node, text: &str, reason: &str) -> Option<Plan> {
        self.ignored.push(Ignored {
            span: node.span,
            text: text.to_owned(),
            reason: reason.to_owned(),
        });
        None
    }

    /// Notes what can be marked in an entry's text, unless it must not be there.
    pub(super) fn mark(&mut self, field: TextField, part: Part) {
        if self.negated {
            return;
        }
        match field {
            TextField::Text => self.parts.push(part),
            TextField::Said => self.parts.push(Part::Said {
                part: Box::new(part),
                speakers: self.speakers.clone(),
            }),
            TextField::Title | TextField::Standfirst => {}
        }
    }
}
